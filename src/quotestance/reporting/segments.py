"""Cut an article into paragraphs of runs, so that overlapping spans never break a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeVar

from quotestance.records import Quote, Span

T = TypeVar("T")
Mark = Literal["cue", "mention"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are all cue, all mention, or neither."""

    text: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive pieces of one quote (its position in the list), or of none.

    ``first`` is true for the first run of a quote: the one that carries its label.
    """

    quote: int | None
    first: bool
    pieces: tuple[Piece, ...]


def paragraphs(text: str, quotes: Sequence[Quote]) -> list[list[Run]]:
    """Paragraphs of runs, in the order of the text.

    Where quotes overlap, a character belongs to the shortest (then the first) of them; a quote
    that is covered by others entirely has no run. Empty spans have none either.
    """
    owners: list[int | None] = [None] * len(text)
    # Longest first, so that shorter spans paint over longer ones.
    for i in sorted(range(len(quotes)), key=lambda i: (-len(quotes[i].span), -i)):
        _paint(owners, quotes[i].span, i)
    marks: list[Mark | None] = [None] * len(text)
    for quote in quotes:
        _paint(marks, quote.mention, "mention")
        _paint(marks, quote.cue, "cue")
    seen: set[int] = set()
    return [list(_runs(text, place, owners, marks, seen)) for place in _paragraph_spans(text)]


def _paint(canvas: list[T], span: Span | None, value: T) -> None:
    """Set the characters of a span, as far as the text reaches."""
    if span is not None:
        end = min(span.end, len(canvas))
        canvas[span.start : end] = [value] * max(0, end - span.start)


def _paragraph_spans(text: str) -> Iterator[Span]:
    """Blank lines part paragraphs; in a text without any, every line break does."""
    blank = r"\n[^\S\n]*\n\s*"
    breaks = re.finditer(blank if re.search(blank, text.strip()) else r"\n\s*", text)
    start = 0
    for found in breaks:
        if text[start : found.start()].strip():
            yield Span(start, found.start())
        start = found.end()
    if text[start:].strip():
        yield Span(start, len(text))


def _runs(
    text: str,
    place: Span,
    owners: Sequence[int | None],
    marks: Sequence[Mark | None],
    seen: set[int],
) -> Iterator[Run]:
    """The runs of one paragraph; ``seen`` collects the quotes that have had their first."""
    for owner, positions in groupby(range(place.start, place.end), key=owners.__getitem__):
        first = owner is not None and owner not in seen
        if owner is not None:
            seen.add(owner)
        yield Run(owner, first, tuple(_pieces(text, positions, marks)))


def _pieces(text: str, positions: Iterable[int], marks: Sequence[Mark | None]) -> Iterator[Piece]:
    """Cut a run where a cue or a mention starts or ends."""
    for mark, part in groupby(positions, key=marks.__getitem__):
        yield Piece("".join(text[i] for i in part), mark)
