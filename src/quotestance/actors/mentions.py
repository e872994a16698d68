"""Noun phrases that may stand for a speaker: where they lie and what they call him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from quotestance.actors.lexicon import (
    BODIES,
    DOCUMENTS,
    FEMALE_NAMES,
    FEMALE_WORDS,
    GROUPS,
    MALE_NAMES,
    MALE_WORDS,
    PERSON_ROLES,
)
from quotestance.actors.names import bare, is_office, is_title

Sort = Literal["person", "body", "group", "place", "other"]
Gender = Literal["m", "f"]

_PARTICLES = frozenset(
    "de da do dos di del della der den du van von bin ibn al el la le y e".split()
)
_HYPHENS = ("-", "–", "‑")
_LINKS = frozenset("of and for the & on in".split())
_PLURAL_TAGS = ("NNS", "NNPS")
_BODY_LABELS = ("ORG", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT")
_LONGEST = 30
_NUMBER_LABELS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
_PLACE_LABELS = ("GPE", "LOC", "NORP", "LANGUAGE")


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
    male = bool(folded & (MALE_WORDS | MALE_NAMES))
    female = bool(folded & (FEMALE_WORDS | FEMALE_NAMES))
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


def proper_name(head: Token) -> ProperName | None:
    """The proper name whose last word (or head) is ``head``.

    None for a common noun, for a bare title ("the Senate Minority Leader") and for plural names
    of members ("Democrats"): those are descriptions.
    """
    acronym = head.text.isupper() and len(head.text) > 1
    if not is_capital(head) or not (head.pos_ == "PROPN" or head.ent_type_ or acronym):
        return None
    start, end = _capital_run(head)
    label = str(head.ent_type_)
    cut = _last_title(head.doc, start, end)
    if is_office(head.doc[end - 1].text) and (end - cut > 1 or label != "PERSON"):
        return None
    if bare(head.text) in GROUPS and label not in _BODY_LABELS:
        return None
    if (label == "PERSON" or cut > start) and bare(head.text) not in BODIES:
        return _person(head, start, cut, end, label)
    given = bare(head.doc[cut].text) in MALE_NAMES | FEMALE_NAMES and end - cut in (2, 3)
    if any(bare(t.text) in BODIES and not is_title(t.text) for t in head.doc[cut:end]):
        return _body(head, start, end)
    if label in _BODY_LABELS and cut == start and not given:
        return _body(head, start, end)
    if label in _PLACE_LABELS and cut == start and not given:
        return ProperName(start, end, head.doc[start:end].text, (), "place")
    return _person(head, start, cut, end, "PERSON" if given else label)


def _capital_run(head: Token) -> tuple[int, int]:
    """The stretch of capitalised tokens around ``head``, with particles between them."""
    doc = head.doc
    start, end = head.i, head.i + 1
    while start > 0:
        before = doc[start - 1]
        if is_capital(before) or (before.text == "." and start > 1 and _initial(doc[start - 2])):
            start -= 1
        elif start > 1 and before.text in _HYPHENS and _name_part(doc[start - 2]):
            start -= 2
        elif start > 1 and bare(before.text) in _PARTICLES and _name_part(doc[start - 2]):
            start -= 1
        else:
            break
    while end < len(doc) and doc[end].pos_ == "PROPN" and is_capital(doc[end]):
        end += 1
    if end + 1 < len(doc) and doc[end].text in _HYPHENS and not doc[end - 1].whitespace_:
        end += 2 if not doc[end].whitespace_ and doc[end + 1].is_alpha else 0
    if end + 1 < len(doc) and doc[end].text == "," and bare(doc[end + 1].text) in ("jr", "sr"):
        end += 2
    return _after_sentence_word(doc, start, end), end


def _name_part(token: Token) -> bool:
    return is_capital(token) or bare(token.text) in _PARTICLES


def _initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _after_sentence_word(doc: Doc, start: int, end: int) -> int:
    """Skip an adjective or common noun that is capitalised only because it opens a sentence."""
    first = doc[start]
    if start + 1 < end and first.is_sent_start and first.pos_ != "PROPN" and not first.ent_type_:
        return start + 1
    return start


def _last_title(doc: Doc, start: int, end: int) -> int:
    """Index after the last title of the run, if a name follows it; else ``start``."""
    cut = start
    for i in range(start, end - 1):
        if is_office(doc[i].text) and not is_title(doc[i + 1].text):
            cut = i + 1
    while start < cut < end - 1 and doc[cut].text in (".", *_HYPHENS):
        cut += 1
    return cut


def _person(head: Token, start: int, cut: int, end: int, label: str) -> ProperName:
    doc = head.doc
    titles = [token.text for token in doc[start:cut]]
    if cut == start or not is_office(doc[cut - 1].text):
        cut = _given_name(doc, cut, end, label)
    before = start - 1
    while before >= 0 and (doc[before].pos_ in ("NOUN", "ADJ") or doc[before].text == "-"):
        titles.insert(0, doc[before].text)
        before -= 1
    roles = tuple(title for title in titles if bare(title) in PERSON_ROLES or is_title(title))
    sort: Sort = "person" if label == "PERSON" or roles else "other"
    nations = frozenset(
        bare(t.text) for t in doc[max(0, before) : cut] if t.ent_type_ in ("NORP", "GPE")
    )
    return ProperName(cut, end, doc[cut:end].text, roles, sort, nations)


def _given_name(doc: Doc, start: int, end: int, label: str) -> int:
    """Where the person's own name begins in a run that opens with something else.

    That is at the entity that the tagger sees, at a known given name after a word that is not
    of that entity, or two words from the end after "minister of …".
    """
    first = end - 1
    while label == "PERSON" and first > start and doc[first - 1].ent_type_ == "PERSON":
        if doc[first].ent_iob_ == "B":
            break
        first -= 1
    for i in range(start + 1, end - 1):
        outside = doc[i - 1].ent_type_ != "PERSON" or any(
            bare(t.text) in BODIES for t in doc[start:i]
        )
        if outside and bare(doc[i].text) in MALE_NAMES | FEMALE_NAMES:
            return i
    if label == "PERSON" and first > start and end - first > 1:
        return first
    after_office = start > 1 and doc[start - 1].lower_ in ("of", "for", "to", "at")
    if after_office and end - start > 2 and is_office(doc[start - 2].text):
        return end - 2
    return start


def _body(head: Token, start: int, end: int) -> ProperName:
    """The name of a body: all of its entity, and the "of …" after "Department", "Court" …"""
    doc = head.doc
    first, last = head.i, head.i
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    if doc[first].lower_ == "the":
        first += 1
    if is_capital(doc[first]):
        start, end = min(start, first), max(end, last + 1)
    while (
        end + 1 < len(doc)
        and doc[end].lower_ == "of"
        and bare(head.text) in BODIES
        and (is_capital(doc[end + 1]) or (end + 2 < len(doc) and _the_capital(doc, end + 1)))
    ):
        end += 2 if is_capital(doc[end + 1]) else 3
        while end < len(doc) and is_capital(doc[end]):
            end += 1
    start, end = trim(doc, start, end)
    text = doc[start:end].text
    return ProperName(start, end, text[: text.find(" (")] if " (" in text else text, (), "body")


def _the_capital(doc: Doc, i: int) -> bool:
    return doc[i].lower_ == "the" and is_capital(doc[i + 1])


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
    return trim(head.doc, head.left_edge.i, end)


def source_phrase(head: Token) -> tuple[int, int]:
    """Token offsets of the expression for a speaker: appositions and coordinated names too.

    Participles stay, relative clauses are left out; what is longer than ``_LONGEST`` tokens is cut to `phrase`.
    """
    doc, end = head.doc, head.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "advcl", "parataxis", "ccomp"):
            break
        if child.dep_ not in ("punct", "cc"):
            end = child.right_edge.i + 1
    if head.pos_ != "PROPN":
        while end < len(doc) and doc[end].pos_ == "PROPN" and is_capital(doc[end]):
            end += 1
    start, end = trim(doc, head.left_edge.i, end)
    return (start, end) if end - start <= _LONGEST else phrase(head)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Token offsets without punctuation and white space at the edges."""
    while start < end and (_edge(doc[start]) or doc[start].lower_ in ("both", "and")):
        start += 1
    while end > start and ((_edge(doc[end - 1]) and doc[end - 1].text != ")") or doc[end - 1].pos_ == "CCONJ"):
        end -= 1
    return start, end


def _edge(token: Token) -> bool:
    return token.is_space or token.is_punct
