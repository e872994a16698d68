"""Finds quote spans with a trained tagger: examples, tags, and how they become quotes."""
