"""Proper names in a parse: where they begin and end, their titles, what they name."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from quotestance.actors.bodies import body_name
from quotestance.actors.given_names import GIVEN_NAMES
from quotestance.actors.lexicon import (
    BODIES,
    CORPORATE,
    GROUPS,
    PAPERS,
    PERSON_ROLES,
    PLACES,
    POSTNOMINALS,
)
from quotestance.actors.names import bare, is_office, is_title
from quotestance.actors.naming import ProperName, Sort, is_capital

_PARTICLES = frozenset(
    "de da do dos di del della der den du van von bin ibn al el la le y e".split()
)
_HYPHENS = ("-", "–", "‑")
# Titles that are surnames too: an office before them makes them one.
_SURNAMES = frozenset("king dean bishop pope prince marshal judge".split())
_NAME = re.compile(r"[^?!()\[\]:;/]+")
_DISTRICT = re.compile(r"[A-Z]{1,3}-(?:\d+|[A-Z]{2})")  # "Mara Lind (OH-03)"
_BODY_LABELS = ("ORG", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT")
_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
_PLACE_LABELS = ("GPE", "LOC")
_PEOPLE_LABELS = ("NORP", "LANGUAGE")


def proper_name(head: Token) -> ProperName | None:
    """The proper name whose last word (or head) is ``head``.

    None for a common noun, for a bare title ("the Senate Minority Leader") and for plural names
    of members ("Democrats"): those are descriptions.
    """
    doc = head.doc
    if head.text.islower() and head.i > 1 and _hyphen(doc, head.i) and is_capital(doc[head.i - 2]):
        head = doc[head.i - 2]  # "Lee Ha-eun"
    if not _may_name(head):
        return None
    label = str(head.ent_type_)
    start, end = _capital_run(head)
    if doc[start].lower_ == "the" and start < head.i:
        start += 1
    cut = _last_title(doc, start, end)
    named = label == "PERSON" or cut > start or _is_given(doc[start])
    if is_office(doc[end - 1].text) and not (named and bare(doc[end - 1].text) in _SURNAMES):
        return None
    if bare(head.text) in GROUPS and label not in (*_BODY_LABELS, *_PLACE_LABELS):
        return None
    has_body = any(bare(t.text) in BODIES and not is_title(t.text) for t in doc[cut:end])
    has_body = has_body or (end - cut > 1 and bare(doc[end - 1].text) in CORPORATE | PAPERS)
    if (label == "PERSON" or cut > start) and bare(head.text) not in BODIES | CORPORATE:
        return _person(head, start, cut, end, label)
    if end - cut == 1 and label == "ORG" and _is_given(doc[cut]):
        return _person(head, start, cut, end, "PERSON")
    inner = end - cut > 3 and any(_is_given(doc[i]) for i in (end - 2, end - 3))
    if inner and bare(doc[end - 1].text) not in BODIES and label not in _PLACE_LABELS:
        return _person(head, start, cut, end, label)
    after_place = bare(doc[cut].text) in PLACES and cut + 1 < end and _is_given(doc[cut + 1])
    personal = _is_given(doc[cut]) or _after_office(doc, start) or after_place
    if end - cut in (2, 3, 4) and not has_body and personal:
        return _person(head, start, cut, end, "PERSON")
    if has_body or label in _BODY_LABELS:
        return body_name(head, start, end)
    if label in (*_PLACE_LABELS, *_PEOPLE_LABELS):
        sort: Sort = "place" if label in _PLACE_LABELS else "group"
        return ProperName(start, end, doc[start:end].text, (), sort)
    return _person(head, start, cut, end, label)


def _may_name(head: Token) -> bool:
    """Whether the form of ``head`` is that of a proper name."""
    acronym = head.text.isupper() and len(head.text) > 1
    named = head.pos_ == "PROPN" or bool(head.ent_type_) or acronym
    return named and is_capital(head) and not _DISTRICT.fullmatch(head.text)


def _is_given(token: Token) -> bool:
    return bare(token.text) in GIVEN_NAMES


def _after_office(doc: Doc, start: int) -> bool:
    """Whether an office leads to token ``start``: "commissioner Lind", "Mayor of Harrow Lind"."""
    before = doc[start - 1].text if start else ""
    place = start > 1 and before in ("of", "to", "for") and is_office(doc[start - 2].text)
    return (before.islower() and is_office(before)) or place


def _capital_run(head: Token) -> tuple[int, int]:
    """The stretch of capitalised tokens around ``head``, with particles between them."""
    doc = head.doc
    start, end = head.i, head.i + 1
    while start > 0:
        before = doc[start - 1]
        if is_capital(before) or (before.text == "." and start > 1 and _initial(doc[start - 2])):
            start -= 1
        elif start > 1 and (_hyphen(doc, start) or _owns(doc, start) or _numbers(doc, start)):
            start -= 2
        elif start > 3 and _is_nickname(doc, start):
            start -= 4
        elif start > 1 and bare(before.text) in _PARTICLES and _name_part(doc[start - 2]):
            start -= 1
        else:
            break
    while end < len(doc) and doc[end].pos_ == "PROPN" and is_capital(doc[end]):
        end += 1
    if end + 1 < len(doc) and doc[end].text in _HYPHENS and not doc[end - 1].whitespace_:
        end += 2 if not doc[end].whitespace_ and doc[end + 1].is_alpha else 0
    if end + 1 < len(doc) and doc[end].text == "," and bare(doc[end + 1].text) in _SUFFIXES:
        end += 2
    return _after_sentence_word(doc, start, end), end


def _hyphen(doc: Doc, start: int) -> bool:
    """Whether a hyphen joins a part of the name to token ``start``: "Lind-Brandt"."""
    return doc[start - 1].text in _HYPHENS and _name_part(doc[start - 2])


def _owns(doc: Doc, start: int) -> bool:
    """Whether a plural possessive before ``start`` is part of the name: "Dockers' Union"."""
    mark, owner = doc[start - 1], doc[start - 2]
    if owner.ent_type_ in _PLACE_LABELS:
        return False
    return mark.tag_ == "POS" and mark.text in ("'", "’") and is_capital(owner)


def _numbers(doc: Doc, start: int) -> bool:
    """Whether a number before ``start`` is part of the name: "Harbour 21 Project"."""
    number, before = doc[start - 1], doc[start - 2]
    return number.text.isdigit() and before.pos_ == "PROPN" and is_capital(before)


def _is_nickname(doc: Doc, start: int) -> bool:
    """Whether a quoted nickname and a given name stand before ``start``: Ann "Bo" Lind."""
    marks = all(doc[start - back].text in ('"', "“", "”") for back in (1, 3))
    return marks and is_capital(doc[start - 2]) and is_capital(doc[start - 4])


def _name_part(token: Token) -> bool:
    return is_capital(token) or bare(token.text) in _PARTICLES


def _initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _after_sentence_word(doc: Doc, start: int, end: int) -> int:
    """Skip a verb, adjective or noun that is capitalised only because it opens a sentence."""
    first = doc[start]
    common = first.pos_ == "VERB" or (first.pos_ != "PROPN" and not first.ent_type_)
    return start + 1 if start + 1 < end and first.is_sent_start and common else start


def _last_title(doc: Doc, start: int, end: int) -> int:
    """Index after the last title of the run, if a name follows it; else ``start``."""
    cut = start
    for i in range(start, end - 1):
        surname = i + 2 == end and bare(doc[i + 1].text) in _SURNAMES
        if is_office(doc[i].text) and (surname or not is_title(doc[i + 1].text)):
            cut = i + 1
    while start < cut < end - 1 and doc[cut].text in (".", *_HYPHENS):
        cut += 1
    return cut


def _person(head: Token, start: int, cut: int, end: int, label: str) -> ProperName:
    doc = head.doc
    titles = [token.text for token in doc[start:cut]]
    if cut == start or not is_office(doc[cut - 1].text):
        cut = _given_name(doc, cut, end, label)
    while end - cut > 1 and bare(doc[end - 1].text) in POSTNOMINALS:
        end -= 1
    before = start - 1
    while before >= 0 and (doc[before].pos_ in ("NOUN", "ADJ") or doc[before].text == "-"):
        titles.insert(0, doc[before].text)
        before -= 1
    roles = tuple(title for title in titles if bare(title) in PERSON_ROLES or is_title(title))
    known = label == "PERSON" or roles or (_is_given(doc[cut]) and end - cut > 1)
    nations = frozenset(
        bare(t.text) for t in doc[max(0, before) : cut] if t.ent_type_ in ("NORP", "GPE")
    )
    match = _NAME.match(doc[cut:end].text)
    text = match.group().strip() if match else doc[cut:end].text
    return ProperName(cut, end, text, roles, "person" if known else "other", nations)


def _given_name(doc: Doc, start: int, end: int, label: str) -> int:
    """Where the person's own name begins in a run that opens with something else.

    That is at the entity that the tagger sees, at a known given name after a word that is not
    of that entity, or two words from the end after "minister of …".
    """
    if _is_given(doc[start]) and not doc[start].ent_type_:
        return start
    first = end - 1
    while label == "PERSON" and first > start and doc[first - 1].ent_type_ == "PERSON":
        if doc[first].ent_iob_ == "B":
            break
        first -= 1
    for i in range(start + 1, end - 1):
        after_body = bare(doc[i - 1].text) in BODIES
        after_place = bare(doc[i - 1].text) in PLACES
        outside = doc[i - 1].ent_type_ != "PERSON" or after_body or after_place
        if doc[i - 1].text in _HYPHENS:
            continue
        if (outside and _is_given(doc[i])) or (after_body and label == "PERSON"):
            return i
    if label == "PERSON" and first > start and end - first > 1:
        return first
    after_office = start > 1 and doc[start - 1].lower_ in ("of", "for", "to", "at")
    if after_office and end - start > 2 and is_office(doc[start - 2].text):
        return end - 2
    return start
