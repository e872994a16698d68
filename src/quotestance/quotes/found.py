"""From quote spans in the cleaned text to records: what every way of finding quotes ends with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotestance.quotes.clean import CleanText
from quotestance.quotes.sentences import split_sentences, trim_content
from quotestance.quotes.transcript import Turn
from quotestance.records import Article, Diagnostic, Kind, Quote, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A quote span in the cleaned text, before ids; ``joins`` says it carries on the last quote."""

    span: Span
    kind: Kind
    cue: Span | None
    mention: Span | None
    joins: bool = False


def spoken(text: str, turns: Sequence[Turn]) -> list[Found]:
    """One direct span a sentence of the turns of an interview, which stand without marks."""
    return [
        Found(span, "direct", None, turn.label, turn.carries_on or at > 0)
        for turn in turns
        for at, sentence in enumerate(split_sentences(text, turn.span))
        if len(span := trim_content(text, sentence))
    ]


def within(span: Span, turns: Sequence[Turn]) -> bool:
    """Whether ``span`` lies in one of the ``turns``, which are in text order."""
    at = bisect_right(turns, span.start, key=lambda turn: turn.span.start) - 1
    return at >= 0 and turns[at].span.overlap(span) > 0


def placed(clean: CleanText, noticed: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics of the cleaned text that have a place, with their place in the article."""
    return [
        replace(one, start=clean.to_source(one.start, one.start + 1).start)
        for one in noticed
        if one.start is not None
    ]


def numbered(article: Article, clean: CleanText, found: Iterable[Found]) -> list[Quote]:
    """Records with ids and source offsets; ``found`` is in text order."""
    quotes: list[Quote] = []
    quote_number = 0

    def source(span: Span | None) -> Span | None:
        return clean.to_source(span.start, span.end) if span is not None else None

    for number, one in enumerate(found, start=1):
        if not one.joins or not quotes:
            quote_number += 1
        quotes.append(
            Quote(
                article_id=article.id,
                quote_id=f"{article.id}:q{quote_number}",
                span_id=f"{article.id}:{number}",
                span=clean.to_source(one.span.start, one.span.end),
                kind=one.kind,
                cue=source(one.cue),
                mention=source(one.mention),
            )
        )
    return quotes
