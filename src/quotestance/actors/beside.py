"""The speaker beside a reporting word, where a quote has misled the parse."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from quotestance.actors.proper import proper_name
from quotestance.actors.speakers import can_speak

_NOMINAL = ("PROPN", "NOUN", "PRON")
_BEFORE, _AFTER = 3, 12  # tokens looked at on either side
_LONGEST = 15  # tokens of an apposition between commas


def beside(verb: Token, inside: Container[int]) -> Token | None:
    """The noun right before or after ``verb`` that can speak, among the tokens ``inside``."""
    inverted = verb.i > 0 and _is_mark(verb.doc[verb.i - 1])
    if inverted and (noun := _after(verb, inside)) is not None:
        return noun
    if verb.tag_ in ("VB", "VBN", "VBG") and not _is_past_read(verb):
        return None
    return _before_comma(verb, inside) or _before(verb, inside) or _after(verb, inside)


def _is_mark(token: Token) -> bool:
    return token.is_quote or token.text in (",", "'", "’", "''")


def _is_past_read(verb: Token) -> bool:
    """Whether ``verb`` is a bare "read", which the tagger cannot tell from a participle."""
    return verb.lower_ == "read" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _before(verb: Token, inside: Container[int]) -> Token | None:
    for token in reversed(verb.doc[max(0, verb.i - _BEFORE) : verb.i]):
        if _ends(token, inside):
            return None
        if token.pos_ in _NOMINAL and can_speak(token):
            return token
    return None


def _after(verb: Token, inside: Container[int]) -> Token | None:
    """The last noun of the phrase behind ``verb``: "said study leader Mara Lind of …"."""
    doc = verb.doc
    for token in doc[verb.i + 1 : verb.i + 1 + _AFTER]:
        mistagged = token.tag_ == "VB" and token.i == verb.i + 1  # "said study leader …"
        if _ends(token, inside) and not mistagged:
            return None
        last = token.i + 1 not in inside or doc[token.i + 1].pos_ not in ("PROPN", "NOUN")
        if token.pos_ in _NOMINAL and last and can_speak(token):
            return token
    return None


def _before_comma(verb: Token, inside: Container[int]) -> Token | None:
    """Whom an apposition before ``verb`` belongs to: "Lind, head of the union, said …"."""
    doc, close = verb.doc, verb.i - 1
    if close not in inside or doc[close].text != ",":
        return None
    opening = _comma_before(doc, close, inside)
    if opening is None:
        return None
    for noun in (doc[close - 1], doc[opening - 1]):
        name = proper_name(noun)
        if name is not None and name.sort == "person" and opening < name.start + 1 <= close:
            return noun
    return doc[opening - 1] if can_speak(doc[opening - 1]) else None


def _comma_before(doc: Doc, close: int, inside: Container[int]) -> int | None:
    for i in range(close - 1, max(0, close - _LONGEST), -1):
        if i not in inside or doc[i].pos_ == "VERB":
            return None
        if doc[i].text == ",":
            return i
    return None


def _ends(token: Token, inside: Container[int]) -> bool:
    """Whether ``token`` is no part of a noun phrase, or not to be looked at."""
    return token.i not in inside or token.text in (",", ":", ";") or token.pos_ in ("ADP", "VERB")
