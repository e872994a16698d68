"""Link the actors of articles to the user's list of actors: one name and id over articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quotestance.actors.names import normalise_name
from quotestance.data.actor_list import ListedActor
from quotestance.records import Quote


class ActorIndex:
    """Listed actors by the normal forms of their names and aliases: one look-up a quote.

    Names are compared as a whole and as in ``same_actor``: "Lind" stands for "Mara Lind" only
    if it is listed. ``ambiguous`` holds the normal forms that several actors share, with the
    names of these actors; they link to none of them.
    """

    def __init__(self, actors: Iterable[ListedActor]) -> None:
        owners: dict[str, dict[str, ListedActor]] = {}
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                owners.setdefault(normalise_name(name), {})[actor.name] = actor
        owners.pop("", None)  # names without a letter would stand for each other
        self.ambiguous = {form: tuple(found) for form, found in owners.items() if len(found) > 1}
        self._actors = {
            form: actor
            for form, found in owners.items()
            if form not in self.ambiguous
            for actor in found.values()
        }

    def link(self, quote: Quote) -> Quote:
        """``quote`` with ``actor_canonical`` and ``actor_id`` where its actor is listed."""
        if quote.actor is None:
            return quote
        actor = self._actors.get(normalise_name(quote.actor))
        if actor is None:
            return quote
        return replace(quote, actor_canonical=actor.name, actor_id=actor.id)
