"""Who said it: attribution, coreference, one canonical name an actor."""
