"""Where the name of a body begins and ends."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from quotestance.actors.lexicon import BODIES, MEDIA
from quotestance.actors.names import bare, is_office
from quotestance.actors.naming import ProperName, is_capital

_LINKS = ("of", "for", "on")  # between a body and the rest of its name
_POSTED = ("embassy", "consulate")  # "the Moravian Embassy in Harrow"


def body_name(head: Token, start: int, end: int) -> ProperName:
    """The name of a body: all of its entity, and the "of …" after "Department", "Court" …"""
    doc = head.doc
    first, last = head.i, head.i
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and not _opens_name(doc, last + 1):
        last += 1
    if doc[first].lower_ == "the":
        first += 1
    if is_capital(doc[first]):
        start, end = min(start, first), max(end, last + 1)
    while end - 1 > head.i and doc[end - 1].text in (*_LINKS, *MEDIA, "news"):
        end -= 1
    while (
        end + 1 < len(doc)
        and doc[end].lower_ in _LINKS
        and bare(head.text) in BODIES
        and (is_capital(doc[end + 1]) or (end + 2 < len(doc) and _the_capital(doc, end + 1)))
    ):
        end += 2 if is_capital(doc[end + 1]) else 3
        while end < len(doc) and is_capital(doc[end]) and not _opens_name(doc, end):
            end += 1
    if bare(head.text) in _POSTED and end + 1 < len(doc) and doc[end].lower_ == "in":
        end += 2 if doc[end + 1].ent_type_ in ("GPE", "LOC") else 0
    for i in range(start + 1, end - 1):
        if doc[i].text == "The":
            start = i + 1
    text = doc[start:end].text
    return ProperName(start, end, text[: text.find(" (")] if " (" in text else text, (), "body")


def _opens_name(doc: Doc, i: int) -> bool:
    """Whether token ``i`` is a person's title behind a body: "… Assembly Speaker Mara Lind"."""
    singular = is_office(doc[i].text) and doc[i].tag_ == "NNP" and doc[i - 1].lower_ != "of"
    return singular and i + 1 < len(doc) and is_capital(doc[i + 1])


def _the_capital(doc: Doc, i: int) -> bool:
    return doc[i].lower_ == "the" and is_capital(doc[i + 1])
