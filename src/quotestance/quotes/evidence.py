"""Weigh whether a cue really reports that somebody spoke, and where the writer speaks again."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quotestance.quotes.cues import is_cue_verb, is_listed, takes
from quotestance.quotes.syntax import is_passive

# After a comma these begin what the writer, not the source, adds; so does a bare "amid".
WRITERS_MARKS = frozenset(["while", "although", "though", "whereas"])
WRITERS_PREPOSITIONS = frozenset(["amid", "amidst", "despite"])
POSSIBLE = frozenset(["could", "may", "might", "should", "can", "must", "ca"])
FINITE = ("VBD", "VBZ", "VBP", "MD")


def asserts_speech(cue: Token) -> bool:
    """Whether ``cue`` asserts that words were spoken: not negated, possible, or conditional."""
    for child in cue.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.lower_ in POSSIBLE):
            return False
        if child.dep_ == "mark" and child.lower_ in ("if", "unless"):
            return False
    return True


def can_speak(source: Token | None) -> bool:
    """Whether the source is there and is no mere document or plan."""
    return source is not None and not is_listed(source, "speechless")


def finds(cue: Token, source: Token | None) -> bool:
    """Whether a verb of finding, if ``cue`` is one, has a subject whose findings are words."""
    if not is_listed(cue, "finding"):
        return True
    return source is not None and is_listed(source, "ruling")


def relays(source: Token | None) -> bool:
    """Whether the source, a newspaper or official, only passes on what another speaker said."""
    return source is not None and is_listed(source, "relays")


def is_finite(verb: Token) -> bool:
    """Whether the verb group of ``verb`` is finite."""
    if verb.tag_ in FINITE:
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ in FINITE for child in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether ``verb`` is a to-infinitive."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def asks(head: Token) -> bool:
    """Whether ``head`` heads an indirect question."""
    return head.left_edge.tag_ in ("WRB", "WP") or any(
        child.dep_ == "mark" and child.lower_ in ("whether", "if") for child in head.children
    )


def writers_own(head: Token) -> set[int]:
    """Indices of the heads of subtrees under ``head`` in which the writer speaks again."""
    return {child.i for verb in _verb_chain(head) for child in verb.rights if _is_writers(child)}


def _verb_chain(head: Token) -> Iterator[Token]:
    """``head`` and the verbs that it governs as complements or conjuncts, first things first."""
    stack = [head]
    while stack:
        verb = stack.pop()
        yield verb
        stack.extend(
            child for child in verb.rights if child.dep_ in ("xcomp", "ccomp", "conj", "advcl")
        )


def _is_writers(child: Token) -> bool:
    doc, first = child.doc, child.left_edge
    before = doc[first.i - 1].text if first.i else ""
    after_comma = before in (",", ";", "—", "–")
    opening = first.lower_
    if opening in WRITERS_PREPOSITIONS and child.dep_ in ("prep", "advcl"):
        return True
    if after_comma and opening in WRITERS_MARKS and child.dep_ in ("advcl", "prep"):
        return True
    reports = takes(child, "clause") or takes(child, "quote")
    if child.dep_ == "advcl" and after_comma and child.tag_ == "VBG" and reports:
        return True
    return child.dep_ in ("conj", "parataxis") and is_cue_verb(child) and _reports_itself(child)


def _reports_itself(verb: Token) -> bool:
    """Whether a verb has a subject and content of its own and is no further that-clause."""
    deps = {child.dep_ for child in verb.children}
    if any(child.dep_ == "mark" for child in verb.children) or is_passive(verb):
        return False
    return bool(deps & {"nsubj"}) and bool(deps & {"ccomp"})
