"""Which stretches of a text stand between quote marks, and the kind of span that follows.

A plain left-to-right reading of the marks, for labels that somebody has already placed; the
extraction of quotes (``quotestance.quotes``) does its own, harder work.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from quotestance.records import Kind, Span

QUOTE_MARKS = "\"“”„‟«»‘’‚'"

_LINE = re.compile(r"[^\r\n]+")
_MARK = re.compile(r"[\"“”„‟«»‘’']|''|``")
_CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", '"': '"', "‘": "’'", "'": "'’"}
_SINGLE = "‘’'"
_LOOK_AHEAD = 20  # marks after a possible possessive; keeps long lines linear


def quoted_regions(text: str) -> list[Span]:
    """The stretches between outer quote marks, marks excluded, sorted, never overlapping.

    A mark without a partner runs to the end of its line when it opens (a quote over several
    paragraphs repeats only its opening mark) and means nothing when it closes. Apostrophes
    are told from single marks by the characters around them.
    """
    regions: list[Span] = []
    for line in _LINE.finditer(text):
        regions.extend(_regions_of_line(text, line.start(), line.end()))
    return regions


def kind_of(text: str, span: Span, regions: Sequence[Span]) -> Kind:
    """``direct`` when quote marks enclose the span, ``mixed`` in part, ``indirect`` without.

    ``regions`` are the sorted ``quoted_regions`` of ``text``. Only letters and digits count,
    so a comma or a mark at the edge of a span does not make it mixed.
    """
    words = {span.start + m.start() for m in re.finditer(r"\w", span.of(text))}
    inside = 0
    first = bisect_left(regions, span.start, key=lambda region: region.end)
    for region in regions[first:]:
        if region.start >= span.end:
            break
        inside += sum(region.start <= at < region.end for at in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def _regions_of_line(text: str, start: int, end: int) -> list[Span]:
    """The quoted regions of the line ``text[start:end]``."""
    regions: list[Span] = []
    marks = list(_MARK.finditer(text, start, end))
    position = 0
    unclosed: set[str] = set()
    while position < len(marks):
        mark = marks[position]
        position += 1
        if mark[0] in unclosed or not _opens(text, mark, start, end):
            continue
        close = _find_close(text, marks, position, end)
        opens_line = mark[0] == "‘" and mark.start() == start
        if close is None and mark[0] in _SINGLE and not opens_line:
            unclosed.add(mark[0])  # an apostrophe before a word ('em), like all after it
            continue
        stop = marks[close].start() if close is not None else end
        regions.append(Span(mark.end(), stop))
        position = close + 1 if close is not None else len(marks)
    return regions


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark may open: the signs that only open, or a plain sign before a word."""
    if mark[0] in "“„‟«":
        return True
    if mark[0] == "”" or mark.end() >= end or text[mark.end()].isspace():
        return False
    if mark[0] in _SINGLE and text[mark.end()].isdigit():  # the '90s
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    return not before.isalnum() and before not in ".,!?…"


def _find_close(text: str, marks: list[re.Match[str]], position: int, end: int) -> int | None:
    """Index of the mark that closes the one before ``position``, None when the line ends first.

    A single mark after a plural s may be a possessive (the dockers’ offer): it closes only if
    no mark that follows punctuation does.
    """
    closers = _CLOSERS.get(marks[position - 1][0], "")
    possessive: int | None = None
    for index in range(position, len(marks)):
        if possessive is not None and index > possessive + _LOOK_AHEAD:
            break
        mark = marks[index]
        if mark[0] not in closers:
            continue
        if mark[0] not in _SINGLE:
            return index
        before, after = text[mark.start() - 1], text[mark.end() : min(mark.end() + 1, end)]
        if after.isalnum() or before.isspace():
            continue
        if before not in "sS" or not after.isspace():
            return index
        possessive = index if possessive is None else possessive
    return possessive
