"""Leave scraping junk out of the text that is parsed, and remember where every piece came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quotestance.data.html import html_pieces
from quotestance.quotes.junk import Cut, find_junk
from quotestance.records import Span

Piece = tuple[Span, str]

# Replaced one for one, so that the parser sees plain spaces and line breaks.
SAME_LENGTH = {
    **dict.fromkeys(map(ord, "\t\u00a0\u1680\u202f\u205f\u3000"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n"),
    # Halves of a surrogate pair, which spaCy cannot encode.
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
SOFT_END = re.compile(r"[^.?!:;\s”\"’')\]]$")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A cleaned text and its offset map.

    ``kept`` lists the source spans that survive, in order; ``starts`` the offset of each in
    ``text``. A piece whose length differs in the two texts (an HTML entity) maps as a whole.
    ``name_tags`` holds (offset in ``text`` of a name's end, full name) for the link tags that
    were glued to a name and taken out: they often spell the full name.
    """

    text: str
    kept: tuple[Span, ...]
    starts: tuple[int, ...]
    name_tags: tuple[tuple[int, str], ...] = ()

    def _same_length(self, index: int) -> bool:
        """Whether piece ``index`` is as long in ``text`` as in the source."""
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return len(self.kept[index]) == end - self.starts[index]

    def to_source(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]`` (it covers junk that was cut out inside)."""
        if not self.kept:
            return Span(0, 0)
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_left(self.starts, end) - 1)
        head, tail = self.kept[first], self.kept[last]
        left = head.start + start - self.starts[first] if self._same_length(first) else head.start
        right = tail.start + end - self.starts[last] if self._same_length(last) else tail.end
        return Span(left, max(left, right))

    def to_clean(self, span: Span) -> Span | None:
        """Where a source span lies in ``text``; None when nothing of it was kept."""
        first = bisect_right(self.kept, span.start, key=lambda piece: piece.end)
        last = bisect_left(self.kept, span.end, key=lambda piece: piece.start) - 1
        while first <= last and not len(self.kept[first]):
            first += 1
        while first <= last and not len(self.kept[last]):
            last -= 1
        if first > last:
            return None
        head, tail = self.kept[first], self.kept[last]
        start = self.starts[first]
        if self._same_length(first):
            start += max(0, span.start - head.start)
        if self._same_length(last):
            return Span(start, self.starts[last] + min(len(tail), span.end - tail.start))
        after = self.starts[last + 1] if last + 1 < len(self.starts) else len(self.text)
        return Span(start, after)


def clean_text(text: str, markup: Literal["plain", "html"] = "plain") -> CleanText:
    """Clean one article text: markup, zero-width characters and scraping junk are left out.

    Exotic spaces become plain spaces, and the line breaks of a hard-wrapped text spaces, all
    one for one. Junk lines leave a paragraph break behind, glued name tags nothing.
    """
    read = _join(_pieces(text, markup))
    cuts, tags = find_junk(read.text)
    clean = _join(_without(read, cuts))
    removed = [(cut.start, cut.end - cut.start - len(cut.instead)) for cut in cuts]
    name_tags, gone, at = [], 0, 0
    for offset, name in tags:
        while at < len(removed) and removed[at][0] < offset:
            gone += removed[at][1]
            at += 1
        name_tags.append((offset - gone, name))
    return CleanText(clean.text, clean.kept, clean.starts, tuple(name_tags))


def _pieces(text: str, markup: Literal["plain", "html"]) -> Iterable[Piece]:
    """(source span, its readable text), in order."""
    if markup == "html":
        return html_pieces(text)
    return [(Span(0, len(text)), text)]


def _join(pieces: Iterable[Piece]) -> CleanText:
    """Set the pieces one after the other; spaces and soft line breaks are made plain."""
    kept, starts, parts, length = [], [], [], 0
    for span, part in pieces:
        if part:
            kept.append(span)
            starts.append(length)
            parts.append(part)
            length += len(part)
    return CleanText(_plain_space("".join(parts)), tuple(kept), tuple(starts))


def _plain_space(text: str) -> str:
    """``text`` with plain spaces and line breaks, of the same length."""
    text = text.translate(SAME_LENGTH)
    text = re.sub(r"\r(?!\n)", "\n", text).replace("\r", " ")
    if _hard_wrapped(text):
        return re.sub(r"(?<=\S)( *)\n(?= *[^\s“\"‘])", r"\1 ", text)
    return re.sub(r"(?<=[\w,])\n(?=[a-z])", " ", text)


def _hard_wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width: most inner lines end within a sentence."""
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [line for line, after in pairwise(lines) if line and after.strip()]
    broken = [line for line in inner if 40 <= len(line) <= 100 and SOFT_END.search(line)]
    return len(inner) >= 3 and len(broken) > 0.6 * len(inner)


def _without(read: CleanText, cuts: list[Cut]) -> Iterator[Piece]:
    """The pieces of ``read`` that lie outside the cuts, with what stands instead of each."""
    at, upcoming = 0, 0
    ends = [*read.starts[1:], len(read.text)] if read.starts else []
    for index, (start, end) in enumerate(zip(read.starts, ends, strict=True)):
        same = read._same_length(index)
        at = max(at, start)
        while upcoming < len(cuts) and cuts[upcoming].start < end:
            cut = cuts[upcoming]
            yield _part(read, index, at, cut.start, same)
            if cut.start >= start:
                yield Span(*[read.to_source(cut.start, cut.end).start] * 2), cut.instead
            at = cut.end
            if cut.end > end:
                break
            upcoming += 1
        yield _part(read, index, at, end, same)


def _part(read: CleanText, index: int, start: int, end: int, same: bool) -> Piece:
    """``read.text[start:end]``, which lies in piece ``index``; empty if start is not before end."""
    if end <= start:
        return Span(0, 0), ""
    piece, offset = read.kept[index], read.starts[index]
    if not same:
        return piece, read.text[start:end]
    return Span(piece.start + start - offset, piece.start + end - offset), read.text[start:end]
