"""Reported acts: what stands under verbs such as refuse, demand or rule out without a clause.

Each construction is one function from a possible cue to the content that it governs, as in
``indirect``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from quotestance.quotes.content import Content, governed, source_of
from quotestance.quotes.cues import cue_lemma, is_listed, lexicon, takes
from quotestance.quotes.evidence import asserts_speech, can_speak, is_finite, is_infinitive
from quotestance.quotes.syntax import is_passive

MIN_OBJECT_TOKENS = 3
# How many tokens after its verb an -ing form may begin: a particle and an adverb between them.
MAX_BETWEEN = 3
# What an object is for or about, also where the parser hangs it on the verb.
PURPOSES = frozenset(["for", "of", "against", "to"])
INFINITIVE_DEPS = ("xcomp", "ccomp", "advcl", "acl", "relcl")


def infinitive(cue: Token) -> Iterator[Content]:
    """Refused «to …», urged Russia «to …», called on Russia «to …»."""
    calls_on = cue_lemma(cue) == "call" and cue.pos_ == "VERB"
    if not (takes(cue, "infinitive") or calls_on) or not asserts_speech(cue):
        return
    source = source_of(cue)
    if not can_speak(source):
        return
    places = _addressees(cue) if calls_on else [cue, *_addressees(cue)]
    for place in places:
        for head in place.children:
            if head.i > cue.i and head.dep_ in INFINITIVE_DEPS and is_infinitive(head):
                if not _keeps_silent(head):
                    yield governed(cue, head, "infinitive", source, _before_to(head))
                return


def _before_to(head: Token) -> list[int]:
    """The children of an infinitive that stand before its "to"."""
    to = next(child for child in head.children if child.lower_ == "to")
    return [child.i for child in head.children if child.i < to.i]


def _keeps_silent(head: Token) -> bool:
    """Whether ``head`` is the "comment" of "declined to comment", which is itself the cue.

    Nor does who asked "not to be named" act.
    """
    return head.pos_ == "VERB" and is_listed(head, "silent")


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
    """Demanded «a binding guarantee», ruled out «a second site», announced «plans to leave»."""
    listed = takes(cue, "object")
    if not (listed or takes(cue, "intent")) or not _is_act(cue) or not is_finite(cue):
        return
    source = source_of(cue)
    if not can_speak(source) or is_passive(cue):
        return
    fewest = 1 if takes(cue, "gerund") and listed else MIN_OBJECT_TOKENS
    for head in cue.children:
        if head.dep_ != "dobj" or head.i < cue.i or head.pos_ not in ("NOUN", "PROPN"):
            continue
        if listed or is_listed(head, "intents"):
            content = governed(cue, head, "object", source, _asides(head))
            if len(content.tokens) >= fewest:
                yield content
                yield from _purpose(cue, head, source)


def _purpose(cue: Token, noun: Token, source: Token | None) -> Iterator[Content]:
    """Turned down a plea «for more time», where the purpose hangs on the verb."""
    for head in cue.rights:
        if head.left_edge.i == noun.right_edge.i + 1:
            purpose = head.dep_ == "prep" and head.lower_ in PURPOSES
            if purpose or (head.dep_ in INFINITIVE_DEPS and is_infinitive(head)):
                yield governed(cue, head, "object", source)


def _is_act(cue: Token) -> bool:
    """Whether the act took place, or is one whose denial is an act, too ("did not rule out")."""
    return asserts_speech(cue) or (cue.pos_ == "VERB" and is_listed(cue, "negatable"))


def _asides(head: Token) -> list[int]:
    return [child.i for child in head.rights if _is_aside(child)]


def _is_aside(child: Token) -> bool:
    """Whether ``child`` is a relative clause or apposition after a comma."""
    before = child.left_edge.i - 1
    return child.dep_ in ("relcl", "appos", "acl") and before >= 0 and child.doc[before].text == ","


def gerund(cue: Token) -> Iterator[Content]:
    """Ruled out «taking part», denied «having taken money»."""
    if not takes(cue, "gerund") or not _is_act(cue) or is_passive(cue):
        return
    source = source_of(cue)
    for head in cue.rights:
        near = head.left_edge.i <= cue.i + MAX_BETWEEN and can_speak(source)
        if near and head.dep_ in ("xcomp", "ccomp", "pcomp", "advcl") and _is_gerund(head):
            yield governed(cue, head, "gerund", source)
            return


def _is_gerund(verb: Token) -> bool:
    """Whether the verb group of ``verb`` begins with an -ing form, without a comma before it."""
    first = min([verb, *(c for c in verb.lefts if c.dep_ in ("aux", "auxpass"))], key=_place)
    edge = verb.left_edge.i
    return first.tag_ == "VBG" and (edge == 0 or verb.doc[edge - 1].text != ",")


def _place(token: Token) -> int:
    return token.i


def after_preposition(cue: Token) -> Iterator[Content]:
    """Called for «a ceasefire», warned against «going there», insisted on «a receipt»."""
    known = lexicon().prepositions.get(cue_lemma(cue))
    if known is None or cue.pos_ != "VERB" or not _is_act(cue):
        return
    if _keeps_silent(cue) and asserts_speech(cue) and not takes(cue.head, "infinitive"):
        return
    source = source_of(cue)
    if not can_speak(source):
        return
    listeners = [child for child in cue.children if child.dep_ == "dobj"]
    places = [cue, *listeners] if takes(cue, "addressee") else [cue]
    for preposition in (child for place in places for child in place.rights):
        if preposition.dep_ == "prep" and preposition.lower_ in known:
            whole = preposition if _keeps_silent(cue) else None
            for head in preposition.children:
                if head.dep_ in ("pobj", "pcomp"):
                    yield governed(cue, whole or head, "preposition", source, _asides(head))
                    yield from _to_be_done(cue, head, source)


def _to_be_done(cue: Token, noun: Token, source: Token | None) -> Iterator[Content]:
    """Called for the killers «to be tried», where the infinitive hangs on the cue."""
    for head in cue.rights:
        next_to = head.left_edge.i == noun.right_edge.i + 1
        if next_to and head.dep_ in INFINITIVE_DEPS and is_infinitive(head):
            yield governed(cue, head, "preposition", source)


def for_clause(cue: Token) -> Iterator[Content]:
    """Called for «the killers to be tried», where "for" opens a clause."""
    if "for" not in lexicon().prepositions.get(cue_lemma(cue), frozenset()) or cue.pos_ != "VERB":
        return
    source = source_of(cue)
    if not asserts_speech(cue) or not can_speak(source):
        return
    for head in cue.rights:
        mark = next((c for c in head.lefts if c.dep_ == "mark" and c.lower_ == "for"), None)
        if mark is not None and head.dep_ in INFINITIVE_DEPS and mark.i == cue.i + 1:
            yield governed(cue, head, "preposition", source, [mark.i])


ACTS: tuple[Callable[[Token], Iterator[Content]], ...] = (
    infinitive,
    noun_phrase,
    gerund,
    after_preposition,
    for_clause,
)
