"""What a reporting cue governs: the record that every construction yields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from quotestance.quotes.cues import is_cue_noun
from quotestance.quotes.evidence import writers_own
from quotestance.quotes.syntax import agent, is_passive, subject, subtree_without


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens that a cue reports, in text order, and the head of the expression for the source."""

    cue: Token
    tokens: tuple[Token, ...]
    source: Token | None
    frame: str
    head: Token | None = None


def governed(
    cue: Token, head: Token, frame: str, source: Token | None, without: Iterable[int] = ()
) -> Content:
    """The subtree of ``head`` less that of the indices ``without`` and the writer's own words."""
    excluded = {cue.i, *without, *writers_own(head)}
    return Content(cue, tuple(subtree_without(head, excluded)), source, frame, head)


def source_of(cue: Token) -> Token | None:
    """Who speaks: the subject, or in the passive the agent; of "X's statement", X."""
    noun = agent(cue) if is_passive(cue) else subject(cue)
    if noun is not None and is_cue_noun(noun):
        return next((child for child in noun.children if child.dep_ == "poss"), noun)
    return noun
