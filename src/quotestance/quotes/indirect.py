"""Reported content by its syntax: what stands under a reporting cue in the dependency parse.

Each construction is one function from a possible cue to the content that it governs; the
table CONSTRUCTIONS lists them. Content spans are token runs of the parsed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from quotestance.quotes.cues import cue_lemma, is_according_to, is_cue_noun, lexicon, takes
from quotestance.quotes.evidence import (
    asks,
    asserts_speech,
    can_speak,
    finds,
    is_finite,
    is_infinitive,
    writers_own,
)
from quotestance.quotes.syntax import agent, is_passive, subject, subtree_without

MIN_OBJECT_TOKENS = 3


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens that a cue reports, in text order, and the head of the expression for the source."""

    cue: Token
    tokens: tuple[Token, ...]
    source: Token | None
    frame: str
    head: Token | None = None


def _content(
    cue: Token, head: Token, frame: str, source: Token | None, without: Iterable[int] = ()
) -> Content:
    """The subtree of ``head`` less that of the indices ``without`` and the writer's own words."""
    excluded = {cue.i, *without, *writers_own(head)}
    return Content(cue, tuple(subtree_without(head, excluded)), source, frame, head)


def _source(cue: Token) -> Token | None:
    """Who speaks: the subject, or in the passive the agent; of "X's statement", X."""
    noun = agent(cue) if is_passive(cue) else subject(cue)
    if noun is not None and is_cue_noun(noun):
        return next((child for child in noun.children if child.dep_ == "poss"), noun)
    return noun


def clause(cue: Token) -> Iterator[Content]:
    """Said «(that) …», also before the cue and around it."""
    if not takes(cue, "clause") or not asserts_speech(cue):
        return
    source = _source(cue)
    if not finds(cue, source):
        return
    for head in cue.children:
        if head.dep_ == "ccomp" and not is_infinitive(head) and not asks(head):
            yield _content(cue, head, "clause", source)


def made_clear(cue: Token) -> Iterator[Content]:
    """Made (it) clear «that …»."""
    verb = cue.head
    if cue.lower_ not in ("clear", "plain") or verb.lemma_ != "make" or not asserts_speech(verb):
        return
    for head in [*cue.children, *verb.children]:
        if head.dep_ == "ccomp" and head.i > cue.i and not asks(head):
            yield _content(cue, head, "clause", _source(verb))


def parenthetical(cue: Token) -> Iterator[Content]:
    """«…, officials said, …» where the parser hangs the cue under the content."""
    if not takes(cue, "clause") or cue.dep_ != "parataxis" or not asserts_speech(cue):
        return
    source = subject(cue)
    if source is not None and not any(child.dep_ == "ccomp" for child in cue.children):
        yield _content(cue, cue.head, "parenthetical", source)


def infinitive(cue: Token) -> Iterator[Content]:
    """Refused «to …», urged Russia «to …», called on Russia «to …»."""
    calls_on = cue_lemma(cue) == "call" and cue.pos_ == "VERB"
    if not (takes(cue, "infinitive") or calls_on) or not asserts_speech(cue):
        return
    source = _source(cue)
    if not can_speak(source):
        return
    places = _addressees(cue) if calls_on else [cue, *_addressees(cue)]
    for place in places:
        for head in place.children:
            if head.i > cue.i and head.dep_ in INFINITIVE_DEPS and is_infinitive(head):
                to = next(child for child in head.children if child.lower_ == "to")
                before = [child.i for child in head.children if child.i < to.i]
                yield _content(cue, head, "infinitive", source, before)
                return


INFINITIVE_DEPS = ("xcomp", "ccomp", "advcl", "acl", "relcl")


def _addressees(cue: Token) -> list[Token]:
    """Objects of ``cue`` that an infinitive may follow, and ``cue`` itself after "call on"."""
    if cue_lemma(cue) == "call":
        targets = [
            noun
            for child in cue.children
            if child.dep_ == "prep" and child.lower_ in ("on", "upon")
            for noun in child.children
        ]
        return [*targets, cue] if targets else []
    if not takes(cue, "addressee"):
        return []
    return [child for child in cue.children if child.dep_ in ("dobj", "dative")]


def noun_phrase(cue: Token) -> Iterator[Content]:
    """Demanded «a binding guarantee»: an object that is itself the content."""
    if not takes(cue, "object") or not asserts_speech(cue) or not is_finite(cue):
        return
    source = _source(cue)
    if not can_speak(source) or is_passive(cue):
        return
    for head in cue.children:
        if head.dep_ == "dobj" and head.i > cue.i and head.pos_ in ("NOUN", "PROPN"):
            trailing = [child.i for child in head.rights if _is_aside(child)]
            content = _content(cue, head, "object", source, trailing)
            if len(content.tokens) >= MIN_OBJECT_TOKENS:
                yield content


def _is_aside(child: Token) -> bool:
    """Whether ``child`` is a relative clause or apposition after a comma."""
    before = child.left_edge.i - 1
    return child.dep_ in ("relcl", "appos", "acl") and before >= 0 and child.doc[before].text == ","


def after_preposition(cue: Token) -> Iterator[Content]:
    """Called for «a ceasefire», warned against «going there»."""
    known = lexicon().prepositions.get(cue_lemma(cue))
    if known is None or cue.pos_ != "VERB" or not asserts_speech(cue):
        return
    source = _source(cue)
    if not can_speak(source):
        return
    listeners = [child for child in cue.children if child.dep_ == "dobj"]
    places = [cue, *listeners] if takes(cue, "addressee") else [cue]
    for preposition in (child for place in places for child in place.rights):
        if preposition.dep_ == "prep" and preposition.lower_ in known:
            for head in preposition.children:
                if head.dep_ in ("pobj", "pcomp"):
                    trailing = [child.i for child in head.rights if _is_aside(child)]
                    yield _content(cue, head, "preposition", source, trailing)


def according_to(cue: Token) -> Iterator[Content]:
    """According to the ministry, «…»: the clause that it belongs to, without it."""
    if not is_according_to(cue):
        return
    to = cue.doc[cue.i + 1]
    source = next((child for child in to.children if child.dep_ == "pobj"), None)
    head = cue.head
    at_edge = cue.i == cue.sent.start or not any(token.pos_ == "VERB" for token in cue.rights)
    while head.dep_ != "ROOT" and (
        head.pos_ not in ("VERB", "AUX")
        or head.dep_ in ("acl", "relcl", "advcl", "xcomp")
        or (head.dep_ in ("conj", "ccomp") and at_edge and head.i < cue.i)
    ):
        head = head.head
    if head.i != cue.i:
        yield _content(cue, head, "according", source)


def noun_clause(cue: Token) -> Iterator[Content]:
    """Her warning «that …», made a promise «to …», rejected the idea «that …»."""
    if not is_cue_noun(cue):
        return
    source = next((child for child in cue.children if child.dep_ == "poss"), None)
    if source is None and cue.dep_ == "dobj":
        source = subject(cue.head)
    if source is None:
        return
    for head in cue.rights:
        that = any(child.dep_ == "mark" and child.lower_ == "that" for child in head.children)
        if head.dep_ in ("acl", "ccomp", "relcl") and (that or is_infinitive(head)):
            yield _content(cue, head, "noun", source)


CONSTRUCTIONS: tuple[Callable[[Token], Iterator[Content]], ...] = (
    clause,
    made_clear,
    parenthetical,
    infinitive,
    noun_phrase,
    after_preposition,
    according_to,
    noun_clause,
)
