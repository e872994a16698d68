"""What a proper name is: its place, its words, its titles, and what sort of thing it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from quotestance.actors.given_names import FEMALE_NAMES, MALE_NAMES
from quotestance.actors.lexicon import FEMALE_WORDS, MALE_WORDS
from quotestance.actors.names import bare

Sort = Literal["person", "body", "group", "place", "other"]
Gender = Literal["m", "f"]

_MALE, _FEMALE = MALE_WORDS | MALE_NAMES, FEMALE_WORDS | FEMALE_NAMES
_NUMBER_LABELS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")


@dataclass(frozen=True, slots=True)
class ProperName:
    """A proper name in the parse: token offsets, the words, and the titles before it.

    ``nations`` are the folded adjectives of nationality among the words before the name.
    """

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    sort: Sort
    nations: frozenset[str] = frozenset()

    @property
    def gender(self) -> Gender | None:
        """What the titles, or else the given name, tell."""
        return gender_of(self.titles) or gender_of(self.text.split()[:1])


def gender_of(words: tuple[str, ...] | list[str]) -> Gender | None:
    """The gender that ``words`` (titles, role nouns, a given name) tell, if they agree."""
    folded = {bare(word) for word in words}
    male = not _MALE.isdisjoint(folded)
    female = not _FEMALE.isdisjoint(folded)
    if male == female:
        return None
    return "m" if male else "f"


def is_capital(token: Token) -> bool:
    """Whether ``token`` can be part of a proper name."""
    if token.text.isupper() and len(token.text) > 1 and token.is_alpha:
        return token.ent_type_ not in _NUMBER_LABELS
    return (
        token.text[:1].isupper()
        and (token.pos_ in ("PROPN", "ADJ", "NOUN") or bool(token.ent_type_))
        and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")
    )
