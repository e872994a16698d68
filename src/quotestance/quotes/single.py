"""Pair single quotation marks, which look like apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_right

from quotestance.records import Span

SINGLE_OPEN = re.compile(r"(?<![\w'’‘`])['‘](?=[\w\[(…$£€])")
SINGLE_CLOSE = re.compile(r"(?<=[^\s'’‘])['’](?![\w'’])")
# Words that begin with an apostrophe, and years.
ELISION = re.compile(
    r"['‘’](?:\d\ds?|em|til|tis|twas|cause|cos|bout|round|n|tude)\b", re.IGNORECASE
)
# How many closing marks are weighed before the first of them is taken.
MAX_CLOSERS = 20


def find_single(text: str, paragraph: Span, taken: list[Span]) -> list[Span]:
    """Stretches of ``paragraph`` between single marks, outside the ``taken`` ones (sorted).

    A closing mark after an s may be a possessive: it closes only when no better one follows.
    """
    found: list[Span] = []
    at, end = paragraph.start, paragraph.end
    closers = [match.start() for match in SINGLE_CLOSE.finditer(text, at, end)]
    for match in SINGLE_OPEN.finditer(text, at, end):
        start = match.end()
        upcoming = bisect_right(taken, start, key=lambda span: span.start)
        inside = upcoming > 0 and taken[upcoming - 1].end >= start
        if match.start() < at or inside or ELISION.match(text, match.start()):
            continue
        limit = taken[upcoming].start if upcoming < len(taken) else end
        first = bisect_right(closers, start)
        close = _single_closer(text, closers[first : first + MAX_CLOSERS], limit)
        if close is not None:
            found.append(Span(start, close))
            at = close + 1
    return found


def _single_closer(text: str, places: list[int], limit: int) -> int | None:
    """The first of ``places`` before ``limit`` that is no possessive; else the first."""
    within = [place for place in places if place < limit]
    for place in within:
        if text[place - 1] != "s" or not text[place + 1 : place + 2].isspace():
            return place
    return within[0] if within else None
