"""Weigh whether a cue really reports that somebody spoke, and where the writer speaks again."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quotestance.quotes.cues import is_cue_verb, takes
from quotestance.quotes.syntax import is_passive

# After a comma these begin what the writer, not the source, adds; so does a bare "amid".
WRITERS_MARKS = frozenset(["while", "although", "though", "whereas", "with"])
WRITERS_PREPOSITIONS = frozenset(["amid", "amidst", "despite"])
POSSIBLE = frozenset(["could", "may", "might", "should", "can", "must", "ca"])
# Things that are written down but do not speak: what they "require" or "direct" is no quote.
SPEECHLESS = frozenset(
    "act agreement amendment bill budget contract law legislation plan program programme "
    "provision scheme settlement study test treatment".split()
)
# Sources that pass on what others said.
RELAYS = frozenset(
    "agency announcement article bbc broadcaster channel cnn complaint decree document filing "
    "indictment information journalist media network newspaper npr official outlet paper press "
    "record report reporter reuters source statement telegraph times transcript".split()
)
# What only courts and the like do in words: a court finds, a walker finds a path.
FINDING = frozenset(["determine", "find", "hold"])
RULING = frozenset(
    "board commission committee court inquiry judge jury justice panel tribunal".split()
)
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
    return source is not None and source.lemma_.lower() not in SPEECHLESS


def finds(cue: Token, source: Token | None) -> bool:
    """Whether a verb of finding, if ``cue`` is one, has a subject whose findings are words."""
    if cue.lemma_.lower() not in FINDING:
        return True
    return source is not None and source.lemma_.lower() in RULING


def relays(source: Token | None) -> bool:
    """Whether the source, a newspaper or official, only passes on what another speaker said."""
    return source is not None and source.lemma_.lower() in RELAYS


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
