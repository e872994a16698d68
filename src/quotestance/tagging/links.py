"""Which cue and which source belong to a quote span, and which spans are one quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotestance.records import Span
from quotestance.tagging.reading import Reading
from quotestance.tagging.spans import Content
from quotestance.tagging.stretches import Tagged

# In code points: what it costs to cross another quote span on the way to a cue or source.
CROSSING = 60
# How many cues, or sources, on either side are looked at.
NEAR = 8
# How far a broken quote may stand behind its attribution.
MAX_BREAK = 250


@dataclass(frozen=True, slots=True)
class Linked:
    """A quote span with its cue and source; ``joins`` says it carries on the last quote."""

    content: Content
    cue: Span | None
    source: Span | None
    joins: bool


def link(reading: Reading, tagged: Tagged, contents: Sequence[Content]) -> list[Linked]:
    """Give every quote span the nearest cue of its sentence, and the source nearest to that.

    Cues and sources inside of quote spans report within a quote and are left out. A sentence in
    marks whose own sentence has no cue takes the one of the other sentences of its stretch.
    """
    spans = [content.span for content in contents]
    cues = [cue for cue in tagged.cues if not _inside(spans, cue)]
    sources = [source for source in tagged.sources if not _inside(spans, source)]
    linked: list[Linked] = []
    for content in contents:
        place = _place(reading, content)
        cue = _nearest(content.span, cues, place, spans)
        source = _nearest(cue if cue is not None else content.span, sources, place, spans)
        joins = bool(linked) and _joins(reading.text, linked[-1], content, cue)
        if joins and cue is None and source is None:
            cue, source = linked[-1].cue, linked[-1].source
        linked.append(Linked(content, cue, source, joins))
    return linked


def _place(reading: Reading, content: Content) -> Span:
    """The sentences in which the attribution of ``content`` may stand."""
    whole = content.stretch.span if content.stretch is not None else content.span
    first = bisect_right(reading.sentences, whole.start, key=lambda one: one.start) - 1
    last = bisect_right(reading.sentences, whole.end, key=lambda one: one.start) - 1
    first, last = max(first, 0), max(last, first, 0)
    return Span(reading.sentences[first].start, reading.sentences[last].end)


def _inside(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the ``spans``, which are in text order, touches ``span``."""
    at = bisect_right(spans, span.start, key=lambda one: one.end)
    return at < len(spans) and spans[at].overlap(span) > 0


def _nearest(to: Span, among: Sequence[Span], place: Span, contents: Sequence[Span]) -> Span | None:
    """The one in ``place`` with the fewest code points between, those across quotes later.

    All sequences are in text order.
    """

    def distance(span: Span) -> tuple[int, int]:
        after = span.start >= to.start
        start, end = (to.end, span.start) if after else (span.end, to.start)
        first = bisect_left(contents, start, key=lambda one: one.start)
        crossed = bisect_right(contents, end, key=lambda one: one.end) - first
        return max(0, end - start) + CROSSING * max(0, crossed), span.start

    at = bisect_left(among, to)
    near = among[max(0, at - NEAR) : at + NEAR]
    inside = [one for one in near if place.start <= one.start and one.end <= place.end]
    return min(inside, key=distance, default=None)


def _joins(text: str, last: Linked, content: Content, cue: Span | None) -> bool:
    """Whether ``content`` goes on with the last quote: in its marks, or broken by its cue."""
    before, stretch = last.content, content.stretch
    if stretch is not None and (stretch.continues or stretch == before.stretch):
        return True
    between = Span(before.span.end, content.span.start)
    if cue is not None and cue == last.cue:
        return True
    return (
        cue is None
        and stretch is not None
        and before.stretch is not None
        and last.cue is not None
        and between.start <= last.cue.start
        and last.cue.end <= between.end
        and len(between) <= MAX_BREAK
        and "\n" not in between.of(text)
    )
