"""The proper name that a mention carries, whichever of its words bears it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from quotestance.actors.lexicon import BODIES, MEDIA, PERSON_ROLES
from quotestance.actors.mentions import is_document, sort_of
from quotestance.actors.names import bare
from quotestance.actors.naming import ProperName
from quotestance.actors.proper import proper_name


def name_in(head: Token, start: int, end: int) -> ProperName | None:
    """The proper name of the mention: its head, its apposition, or the last person in it.

    The mention is tokens ``start`` to ``end`` of the article, end exclusive. None for one that
    is described and not named ("a senior official").
    """
    doc = head.doc
    name = proper_name(head)
    if name is not None and name.sort == "person" and (name.titles or name.start == start):
        return name
    if (led := _led(doc, start, end)) is not None:
        return led
    if name is not None and name.start < end:
        return name
    if is_document(head):
        return None
    beside = [child for child in head.children if child.dep_ == "appos"]
    if bare(head.lemma_) in MEDIA:  # "the Ferry Gazette newspaper"
        beside += reversed(doc[start : head.i])
    beside += doc[head.i + 1 : head.i + 2]
    names = [name for token in beside if (name := proper_name(token)) is not None]
    if bare(head.lemma_) in PERSON_ROLES - BODIES:
        names = [name for name in names if name.sort in ("person", "other")]
    return names[0] if names else _after_comma(head, end)


def _after_comma(head: Token, end: int) -> ProperName | None:
    """The person whom "the minister, Mara Lind," names, where the parse does not see it."""
    doc = head.doc
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    if bare(head.lemma_) not in PERSON_ROLES and sort_of(head) != "other":
        return None
    for token in doc[end + 1 : end + 5]:
        following = doc[token.i + 1] if token.i + 1 < len(doc) else token
        name = proper_name(token) if following.pos_ != "PROPN" else None
        closed = head.head.lower_ != "to" or following.is_punct  # "According to his aide, X …"
        if name is not None and name.sort == "person" and name.start == end + 1 and closed:
            return name
    return None


def _led(doc: Doc, start: int, end: int) -> ProperName | None:
    """The last person named in the mention, if a role or nothing stands before the name."""
    if (name := _first(doc, start, end)) is not None:
        return name
    for token in reversed(doc[start:end]):
        name = proper_name(token)
        if name is None or name.sort != "person" or not start <= name.start < name.end <= end:
            continue
        before = doc[start : name.start]
        if any(t.text == "(" for t in before):
            continue
        if before and before[-1].pos_ == "ADP":
            continue
        led = (
            name.titles or name.start == start or any(bare(t.text) in PERSON_ROLES for t in before)
        )
        possessive = name.end < len(doc) and doc[name.end].tag_ == "POS"
        hyphened = name.end == token.i + 3 and doc[token.i + 1].tag_ == "HYPH"
        if led and (name.end == token.i + 1 or hyphened) and not possessive:
            return name
    return None


def _first(doc: Doc, start: int, end: int) -> ProperName | None:
    """The person whose name opens the mention, with what follows: "Mara Lind of the Board"."""
    for token in doc[start : max(start, end - 1)]:
        if token.pos_ == "ADP":
            return None
        following = doc[token.i + 1]
        if following.lower_ not in ("of", "from", "at", "with", "for"):
            continue
        name = proper_name(token)
        if name is None or name.sort != "person" or name.start < start:
            return None
        whole = name.end == token.i + 1 and (name.titles or name.start == start)
        return name if whole else None
    return None
