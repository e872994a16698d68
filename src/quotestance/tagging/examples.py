"""Labelled articles as windows of word pieces with their tags: plain lists, to be cached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quotestance.models.tagger import TaggerModel
from quotestance.models.tagger_network import ROLES, TAGS
from quotestance.models.windows import UNLABELLED, Aimed, Pieces, Row, touched
from quotestance.quotes.clean import CleanText, clean_text
from quotestance.records import LabelledArticle, Quote, Span
from quotestance.tagging.reading import read_text

Labelled = tuple[str, Span]
"""A role of TAGS and a stretch of the cleaned text that plays it."""
Targets = Mapping[str, tuple[float, ...]]
"""Span id → the probability of every label."""


def read_rows(
    model: TaggerModel, articles: Iterable[LabelledArticle], targets: Targets | None = None
) -> list[Row]:
    """Labelled windows of all articles, in their order.

    An article whose quotes lack cues trains the tagger to see none: complete them before. A
    quote teaches the stance that ``targets`` has for it, where it has one.
    """
    return [row for labelled in articles for row in article_rows(model, labelled, targets)]


def article_rows(
    model: TaggerModel,
    labelled: LabelledArticle,
    targets: Targets | None = None,
    *,
    whole: bool = True,
) -> list[Row]:
    """The labelled windows of one article.

    One that is not ``whole``, a sentence in which other quotes may be unlabelled, teaches
    stances alone.
    """
    clean = clean_text(labelled.article.text, labelled.article.markup)
    pieces = read_text(clean.text).pieces(model.tokenizer)
    stretches = [
        (role, inside)
        for quote in labelled.quotes
        for role, span in _roles(quote)
        if span is not None and (inside := clean.to_clean(span)) is not None
    ]
    tags = tag(pieces, stretches) if whole else [UNLABELLED] * len(pieces.ids)
    aimed = None if targets is None else list(_aimed(clean, pieces, labelled, targets))
    return model.rows(pieces, tags, aimed)


def _aimed(
    clean: CleanText, pieces: Pieces, labelled: LabelledArticle, targets: Targets
) -> Iterator[Aimed]:
    """The quotes whose stance is known."""
    for quote in labelled.quotes:
        if quote.span_id in targets:
            content, cue = piece_ranges(clean, pieces, quote)
            yield Aimed(content, cue, targets[quote.span_id])


def piece_ranges(
    clean: CleanText, pieces: Pieces, quote: Quote
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The pieces of a quote's content and those of its cue; empty where there is none."""
    inside = [clean.to_clean(span) if span else None for span in (quote.span, quote.cue)]
    content, cue = (touched(pieces.spans, span) if span else (0, 0) for span in inside)
    return content, cue


def _roles(quote: Quote) -> Iterator[tuple[str, Span | None]]:
    yield "content", quote.span
    yield "cue", quote.cue
    yield "source", quote.mention


def tag(pieces: Pieces, stretches: Iterable[Labelled]) -> list[int]:
    """One index of TAGS a piece; where two stretches overlap, the first of ROLES counts.

    Separators stay unlabelled.
    """
    labels = [UNLABELLED if start == end else 0 for start, end in pieces.spans.tolist()]
    for role, span in sorted(stretches, key=lambda one: -ROLES.index(one[0])):
        first, end = touched(pieces.spans, span)
        for at in range(first, end):
            if labels[at] != UNLABELLED:
                labels[at] = TAGS.index(f"{'B' if at == first else 'I'}-{role}")
    return labels
