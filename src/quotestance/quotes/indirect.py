"""Reported content by its syntax: what stands under a reporting cue in the dependency parse.

Each construction is one function from a possible cue to the content that it governs; the
table CONSTRUCTIONS lists them. Content spans are token runs of the parsed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from quotestance.quotes.acts import ACTS
from quotestance.quotes.content import Content, governed, source_of
from quotestance.quotes.cues import is_according_to, is_cue_noun, is_listed, takes
from quotestance.quotes.evidence import asks, asserts_speech, finds, is_finite, is_infinitive
from quotestance.quotes.syntax import is_passive, own_subject, subject


def clause(cue: Token) -> Iterator[Content]:
    """Said «(that) …», also before the cue and around it."""
    if not takes(cue, "clause") or not asserts_speech(cue):
        return
    source = source_of(cue)
    if not finds(cue, source):
        return
    for head in cue.children:
        if head.dep_ == "ccomp" and not is_infinitive(head) and not asks(head):
            yield governed(cue, head, "clause", source)
            yield from _taken_for_object(cue, head, source)


def _taken_for_object(cue: Token, head: Token, source: Token | None) -> Iterator[Content]:
    """Announced «the ferry» had been found: the subject of the clause, parsed as an object."""
    if takes(cue, "addressee") or own_subject(head) is not None:
        return
    for noun in cue.rights:
        if noun.dep_ == "dobj" and noun.right_edge.i + 1 == head.left_edge.i and is_finite(head):
            yield governed(cue, noun, "object", source)


def question(cue: Token) -> Iterator[Content]:
    """Asked «whether …», would not say «how …»."""
    if not takes(cue, "question") or is_passive(cue):
        return
    for head in cue.rights:
        asked = head.dep_ in ("ccomp", "advcl") and asks(head) and not is_infinitive(head)
        if asked and head.left_edge.i > cue.i:
            yield governed(cue, head, "question", source_of(cue))


def quoted_as(cue: Token) -> Iterator[Content]:
    """«…», the agency quoted her as saying: the source is the one who is quoted."""
    if cue.lemma_ not in ("quote", "cite") or cue.pos_ != "VERB":
        return
    links = [child for child in cue.rights if child.lower_ == "as"]
    says = any(inner.dep_ == "pcomp" for link in links for inner in link.children)
    source = next((c for c in cue.children if c.dep_ in ("dobj", "nsubjpass")), None)
    for head in cue.lefts:
        if says and head.dep_ == "ccomp":
            yield governed(cue, head, "clause", source)


def made_clear(cue: Token) -> Iterator[Content]:
    """Made (it) clear «that …»."""
    verb = cue.head
    if cue.lower_ not in ("clear", "plain") or verb.lemma_ != "make" or not asserts_speech(verb):
        return
    for head in [*cue.children, *verb.children]:
        if head.dep_ == "ccomp" and head.i > cue.i and not asks(head):
            yield governed(cue, head, "clause", source_of(verb))


def parenthetical(cue: Token) -> Iterator[Content]:
    """«…, officials said, …» where the parser hangs the cue under the content."""
    if not takes(cue, "clause") or cue.dep_ != "parataxis" or not asserts_speech(cue):
        return
    source = subject(cue)
    if source is not None and not any(child.dep_ == "ccomp" for child in cue.children):
        yield governed(cue, cue.head, "parenthetical", source)


def in_words_of(cue: Token) -> Iterator[Content]:
    """In her view, «…»; in the words of the mayor, «…»; by the ministry's count, «…»."""
    link = cue.head
    if not is_listed(cue, "views") or link.lower_ not in ("in", "by") or cue.pos_ != "NOUN":
        return
    source = next((child for child in cue.children if child.dep_ == "poss"), None)
    if source is None:
        source = next(
            (noun for of in cue.rights if of.lower_ == "of" for noun in of.children), None
        )
    doc, verb = cue.doc, link.head
    after_comma = link.i > 0 and doc[link.i - 1].text == ","
    if source is None or verb.pos_ not in ("VERB", "AUX"):
        return
    if after_comma or link.i == cue.sent.start:
        yield governed(cue, verb, "according", source, [link.i])


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
        yield governed(cue, head, "according", source)


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
            yield governed(cue, head, "noun", source)


CONSTRUCTIONS: tuple[Callable[[Token], Iterator[Content]], ...] = (
    clause,
    made_clear,
    parenthetical,
    question,
    quoted_as,
    in_words_of,
    according_to,
    noun_clause,
    *ACTS,
)
