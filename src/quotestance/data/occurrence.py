"""Places that a label file gives as words or as offsets."""

from __future__ import annotations

from collections.abc import Iterator

from quotestance.records import Span


def nearest_occurrence(text: str, words: str, span: Span) -> Span | None:
    """Where ``words`` stand nearest to ``span``: outside it if possible, else inside.

    Whole words go before parts of words ("he" is not in "the"), the span's own line before
    others, the smaller gap before the larger, the earlier place before the later. None when
    the text has them nowhere.
    """
    size = len(words)
    if not words:
        return None
    part: Span | None = None
    for start in _outwards(text, words, span):
        found = Span(start, start + size)
        if _whole(text, found):
            return found
        part = part or found
    inside = text.find(words, span.start, span.end)
    return part if part or inside < 0 else Span(inside, inside + size)


def _outwards(text: str, words: str, span: Span) -> Iterator[int]:
    """Starts of ``words`` before and after the span, its own line first, then by gap."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    before = text.rfind(words, 0, span.start)
    after = text.find(words, span.end)
    while before >= 0 or after >= 0:
        rank_before = (before < line_start, span.start - before - len(words))
        rank_after = (after + len(words) > line_end, after - span.end)
        if after < 0 or (before >= 0 and rank_before <= rank_after):
            yield before
            before = text.rfind(words, 0, before + len(words) - 1)
        else:
            yield after
            after = text.find(words, after + 1)


def _whole(text: str, found: Span) -> bool:
    """Whether no letter or digit touches the words."""
    before = text[found.start - 1 : found.start] if found.start else ""
    return not before.isalnum() and not text[found.end : found.end + 1].isalnum()


def read_place(value: object, text: str, span: Span) -> Span | str | None:
    """A mention or cue given as ``null``, words or ``[start, end]``; a str is what is wrong.

    Offsets are code points of ``text``; words are resolved by ``nearest_occurrence``.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return nearest_occurrence(text, value, span) or f"'{value}', which the text does not hold"
    if isinstance(value, list) and len(value) == 2:
        return read_offsets(value[0], value[1], text)
    return repr(value)


def read_offsets(start: object, end: object, text: str) -> Span | str:
    """A span of at least one character inside ``text``; a str is what is wrong."""
    if type(start) is not int or type(end) is not int:  # True is an int to isinstance
        return f"{start!r} and {end!r}"
    if not 0 <= start < end <= len(text):
        return f"{start}..{end} in a text of {len(text)} characters"
    return Span(start, end)
