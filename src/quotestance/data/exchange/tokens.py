"""Tokens and sentence breaks of a text as spans: code points, end exclusive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from quotestance.data.lint import sentence_breaks
from quotestance.records import Span

_TOKEN = re.compile(r"\w+|\S")
_LINE_END = re.compile(r"[\r\n]+")
_JOINER = "\u200d"


def tokens(text: str, edges: Collection[int]) -> list[Span]:
    """Words, numbers and single signs; no token goes over one of the ``edges``.

    Combining marks and joined characters stay with what they belong to. White space is in no
    token, everything else in one.
    """
    found: list[Span] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        for cut in [*sorted(edge for edge in edges if start < edge < end), end]:
            before = found[-1] if found else Span(0, 0)
            if before.end == start > before.start and start not in edges and _joins(text, start):
                found[-1] = Span(before.start, cut)
            else:
                found.append(Span(start, cut))
            start = cut
    return found


def _joins(text: str, at: int) -> bool:
    """Whether the character belongs to the one before it."""
    before, here = text[at - 1], text[at]
    if _is_mark(here) or before == _JOINER:
        return True
    return _is_mark(before) and (here.isalnum() or here == "_")


def _is_mark(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character).startswith("M")


def text_breaks(text: str, whole: Iterable[Span]) -> list[int]:
    """Offsets at which a sentence or line ends, none inside a span of ``whole``; sorted."""
    found = {mark.end() for mark in sentence_breaks(text)}
    found.update(match.start() for match in _LINE_END.finditer(text))
    covered = list(whole)
    return sorted(at for at in found if not any(s.start < at < s.end for s in covered))
