"""Who stands behind something written: the noun for its owner, or for who issued it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.tokens import Token

from quotestance.actors.discourse import Discourse
from quotestance.actors.mentions import DEFINITE, can_name, is_document, sort_of
from quotestance.actors.names import bare
from quotestance.actors.proper import proper_name
from quotestance.quotes.syntax import subject

_ISSUED = ("dobj", "nsubjpass", "pobj")
_WINDOW = 400  # tokens back to where a document came up
_PARTS = frozenset("part excerpt text version copy section passage".split())
_RULINGS = frozenset("opinion ruling decision judgment judgement verdict order".split())


def author_of(document: Token, discourse: Discourse) -> Token | None:
    """The noun for its owner or issuer, here or where it came up before.

    A ruling of which neither is known is that of the court named last.
    """
    if (author := _owner(document) or _issuer(document)) is not None:
        return author
    if not _is_definite(document):
        return None
    known = discourse.documents.get(document.lemma_.lower(), [])
    first = bisect_right(known, document.i - _WINDOW)
    for at in reversed(known[first : bisect_left(known, document.i)]):
        before = document.doc[at]
        if (author := _owner(before) or _issuer(before)) is not None:
            return author
    return discourse.latest("court", document.i) if bare(document.lemma_) in _RULINGS else None


def part_of(head: Token) -> Token | None:
    """The document of which ``head`` is a part: "part of her statement"."""
    if bare(head.lemma_) not in _PARTS:
        return None
    nouns = [noun for link in head.rights if link.dep_ == "prep" for noun in link.children]
    return next((noun for noun in nouns if is_document(noun)), None)


def _issuer(document: Token) -> Token | None:
    """Who issues the document by the verb above it: "the bank published a report"."""
    verb = document.head.head if document.dep_ == "pobj" else document.head
    if verb.pos_ != "VERB" or document.dep_ not in _ISSUED:
        return None
    issuer = subject(verb)
    if issuer is None or issuer.i >= document.i or is_document(issuer) or not can_name(issuer):
        return None
    return issuer


def _owner(head: Token) -> Token | None:
    """Whose document it is: "the bank's report", "an ABC survey", "… (written) by the bank"."""
    for child in head.children:
        if child.dep_ == "poss" or (child.dep_ in ("compound", "nmod") and _is_body(child)):
            return child
        of_court = child.lower_ == "of" and bare(head.lemma_) in _RULINGS
        for link in (child, *(child.children if child.dep_ == "acl" else ())):
            if link.dep_ in ("prep", "agent") and (link.lower_ in ("by", "from") or of_court):
                noun = next((noun for noun in link.children if noun.dep_ == "pobj"), None)
                if noun is not None and can_name(noun) and not is_document(noun):
                    return noun
    return None


def _is_body(noun: Token) -> bool:
    """Whether the compounded ``noun`` names a body: "an ABC survey", "the bank report"."""
    name = proper_name(noun)
    if name is not None:
        return name.sort == "body"
    return noun.pos_ == "NOUN" and sort_of(noun) == "body" and _is_definite(noun.head)


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in DEFINITE for child in noun.lefts)
