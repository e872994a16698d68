"""Tagged content set against the quotation marks: which quote spans are there, of which kind?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from quotestance.quotes.marks import Quoted
from quotestance.quotes.sentences import split_sentences, trim_content
from quotestance.records import Kind, Span
from quotestance.tagging.reading import Reading
from quotestance.tagging.stretches import LIKELY, Tagged

# Content with fewer code points than this outside the marks is a direct quote.
MIN_OUTSIDE = 4
# Content that no marks hold has so many words, and is so likely on the mean over its pieces:
# single words are mostly the rest of a stretch that the tagger was not sure of.
MIN_WORDS, SURE = 2, 0.7
DOUBLE_MARKS = '“”„‟"«»'


@dataclass(frozen=True, slots=True)
class Content:
    """A quote span in the cleaned text; ``stretch`` is the one in marks that it is cut from."""

    span: Span
    kind: Kind
    stretch: Quoted | None = None


def find_content(reading: Reading, tagged: Tagged) -> list[Content]:
    """The quote spans, in text order and without overlap.

    A sentence in quotation marks is content as a whole or not at all: the marks know its edges
    better than the tagger. Tagged content that reaches out of the marks is mixed. What stands
    without marks must be surer than what they hold.
    """
    text = reading.text
    units = [
        Content(trim_content(text, sentence), "direct", one)
        for one in reading.quoted
        for sentence in split_sentences(text, one.span)
    ]
    units = [unit for unit in units if len(unit.span)]
    outside: list[Content] = []
    used: set[Span] = set()
    for run in tagged.content:
        parts = _touched(units, run)
        inside = sum(part.span.overlap(run) for part in parts)
        if parts and len(trim_content(text, run)) - inside < MIN_OUTSIDE:
            continue
        if not parts and not _is_sure(text, tagged, run):
            continue
        used.update(part.span for part in parts)
        span = _trimmed(text, _union([run, *(part.span for part in parts)]))
        outside.append(Content(span, "mixed" if parts else "indirect"))
    direct = [
        unit
        for unit in units
        if unit.span not in used and tagged.content_share(unit.span) >= LIKELY
    ]
    return _without_overlap([*outside, *direct])


def _is_sure(text: str, tagged: Tagged, run: Span) -> bool:
    """Whether content without marks is more than a scrap."""
    return len(run.of(text).split()) >= MIN_WORDS and tagged.content_share(run) >= SURE


def _touched(units: list[Content], span: Span) -> list[Content]:
    """The units, which are in text order, that share a code point with ``span``."""
    first = bisect_right(units, span.start, key=lambda unit: unit.span.end)
    last = bisect_left(units, span.end, key=lambda unit: unit.span.start)
    return units[first:last]


def _union(spans: list[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _trimmed(text: str, span: Span) -> Span:
    """``span`` as the guidelines cut content, without a mark at its very edge."""
    span = trim_content(text, span)
    start, end = span.start, span.end
    while start < end and text[start] in DOUBLE_MARKS:
        start += 1
    while start < end and text[end - 1] in DOUBLE_MARKS:
        end -= 1
    return trim_content(text, Span(start, end))


def _without_overlap(found: list[Content]) -> list[Content]:
    """Sorted by start; of two spans that overlap the first, or longer, one stays."""
    kept: list[Content] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if len(one.span) and (not kept or one.span.start >= kept[-1].span.end):
            kept.append(one)
    return kept
