"""Noun phrases that may stand for a speaker: where they lie and what they stand for."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from quotestance.actors.lexicon import BODIES, DOCUMENTS, GROUPS, PERSON_ROLES
from quotestance.actors.names import bare
from quotestance.actors.naming import Gender, Sort, is_capital
from quotestance.actors.proper import proper_name
from quotestance.quotes.syntax import phrase_start

PRONOUNS: dict[str, tuple[Sort, Gender | None]] = {
    **dict.fromkeys(("he", "him", "his"), ("person", "m")),
    **dict.fromkeys(("she", "her", "hers"), ("person", "f")),
    **dict.fromkeys(("it", "its"), ("body", None)),
    **dict.fromkeys(("they", "them", "their"), ("group", None)),
}
"""Pronouns of the third person: what they stand for, and its gender."""

POSSESSIVES = ("his", "her", "their", "its")
DEFINITE = ("the", "this", "that", "these", "those")
_PLURAL_TAGS = ("NNS", "NNPS")
_LONGEST = 30


def can_name(noun: Token) -> bool:
    """Whether ``noun`` is a name, a pronoun of the third person, or a noun for a speaker."""
    return noun.lower_ in PRONOUNS or proper_name(noun) is not None or sort_of(noun) != "other"


def sort_of(head: Token) -> Sort:
    """What a common noun stands for, as far as the word lists know."""
    lemma = bare(head.lemma_)
    if head.tag_ in _PLURAL_TAGS or bare(head.text) in GROUPS:
        return "group"
    if lemma in BODIES:
        return "body"
    if lemma in PERSON_ROLES:
        return "person"
    return "other"


def is_document(head: Token) -> bool:
    """Whether ``head`` names something written ("the statement", "its report")."""
    return bare(head.lemma_) in DOCUMENTS or bare(head.text) in DOCUMENTS


def phrase(head: Token) -> tuple[int, int]:
    """Token offsets of the noun phrase of ``head`` without clauses and appositions after it."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "appos", "advcl", "parataxis", "cc", "conj", "ccomp"):
            break
        if child.dep_ != "punct":
            end = child.right_edge.i + 1
    return _trimmed(head, end)


def source_phrase(head: Token) -> tuple[int, int]:
    """Token offsets of the expression for a speaker: appositions and coordinated names too.

    Participles stay, relative clauses are left out; what is longer than ``_LONGEST``
    tokens is cut to `phrase`.
    """
    doc, end = head.doc, head.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "advcl", "parataxis", "ccomp") or child.is_quote:
            break
        if any(token.is_quote for token in doc[end : child.left_edge.i]):
            break
        if child.dep_ not in ("punct", "cc"):
            end = child.right_edge.i + 1
    if head.pos_ != "PROPN":
        while end < len(doc) and doc[end].pos_ == "PROPN" and is_capital(doc[end]):
            end += 1
    start, end = _trimmed(head, end)
    return (start, end) if end - start <= _LONGEST else phrase(head)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Token offsets without punctuation and white space at the edges."""
    while start < end and (_edge(doc[start]) or doc[start].lower_ in ("both", "and")):
        start += 1
    while end > start and (doc[end - 1].pos_ == "CCONJ" or _edge(doc[end - 1])):
        if doc[end - 1].text == ")":
            break
        end -= 1
    return start, end


def _trimmed(head: Token, end: int) -> tuple[int, int]:
    """The phrase of ``head`` up to ``end``; a head that is all punctuation stays."""
    start, end = trim(head.doc, phrase_start(head), end)
    return (start, end) if start < end else (head.i, head.i + 1)


def _edge(token: Token) -> bool:
    return token.is_space or token.is_punct
