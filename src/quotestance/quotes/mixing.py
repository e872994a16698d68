"""Set reported content and quotation marks against each other: which spans are mixed?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from quotestance.quotes.attribution import QuotedText
from quotestance.quotes.evidence import relays
from quotestance.quotes.marks import Quoted
from quotestance.quotes.reported import Reported
from quotestance.quotes.sentences import split_sentences
from quotestance.records import Span

# Content with fewer code points than this outside the marks is a direct quote.
MIN_OUTSIDE = 4
# How far after reported content a quoted fragment may stand that still belongs to it.
MAX_GAP = 80


def mix(
    context: QuotedText, reported: list[Reported], quoted: list[Quoted]
) -> tuple[list[tuple[Reported, Span, bool]], list[Quoted]]:
    """Reported content with the quoted stretches that are part of it, and the other stretches.

    Each result is (reported, its span with all of its marked parts, whether it has any).
    ``quoted`` is in text order; spans count code points of the parsed text.
    """
    text = context.text
    found: list[tuple[Reported, Span, bool]] = []
    used: set[Span] = set()
    outermost = _outermost(reported)
    taken = {part for one in outermost for part in _overlapping(quoted, one.span)}
    free = [one for one in quoted if one.span not in taken]
    for one in outermost:
        parts = _overlapping(quoted, one.span)
        outside = len(one.span) - sum(part.overlap(one.span) for part in parts)
        if any(_stands_alone(text, part) for part in parts) or (parts and outside < MIN_OUTSIDE):
            continue
        span = Span(
            min([one.span.start] + [part.start for part in parts]),
            max([one.span.end] + [part.end for part in parts]),
        )
        for part in _following(context, free, span):
            parts.append(part)
            span = Span(span.start, part.end)
        used.update(parts)
        found.append((one, span, bool(parts)))
    return found, [one for one in quoted if one.span not in used]


def _outermost(reported: list[Reported]) -> list[Reported]:
    """``reported`` without those that lie inside or overlap another; the longer one stays.

    Only where the outer source relays the words of an inner one does the inner content stay.
    """
    speakers = {one.verb.i for one in reported if one.source and one.source.pos_ != "PRON"}
    own = [
        one
        for one in reported
        if not (relays(one.source) and one.head is not None and one.head.i in speakers)
    ]
    kept: list[Reported] = []
    for one in sorted(own, key=lambda one: -len(one.span)):
        at = bisect_left(kept, one.span.end, key=lambda other: other.span.start)
        if not at or kept[at - 1].span.end <= one.span.start:
            insort(kept, one, key=lambda other: other.span.start)
    return kept


def _overlapping(quoted: list[Quoted], span: Span) -> list[Span]:
    """The quoted stretches that ``span`` touches."""
    first = bisect_right(quoted, span.start, key=lambda one: one.span.end)
    last = bisect_left(quoted, span.end, key=lambda one: one.span.start)
    return [one.span for one in quoted[first:last]]


def _following(context: QuotedText, quoted: list[Quoted], span: Span) -> list[Span]:
    """Quoted fragments after ``span`` with which its sentence goes on."""
    found: list[Span] = []
    end = span.end
    first = bisect_left(quoted, span.end, key=lambda one: one.span.start)
    for one in (quoted[index] for index in range(first, len(quoted))):
        gap = one.span.start - end
        lower = context.text[one.span.start].islower()
        if gap > MAX_GAP or not lower or not context.runs_on(end, one.span.start):
            break
        found.append(one.span)
        end = one.span.end
    return found


def _stands_alone(text: str, span: Span) -> bool:
    """Whether a quoted stretch is a sentence of its own or more, not part of a reported clause."""
    inner = span.of(text)
    before = text[max(0, span.start - 3) : span.start]
    return len(split_sentences(text, span)) > 1 or (
        inner[:1].isupper() and ("," in before or ":" in before) and " " in inner
    )
