"""Labelled articles as windows of word pieces with their tags: plain lists, to be cached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotestance.models.tagger import ROLES, TAGS, TaggerModel
from quotestance.models.windows import UNLABELLED, Pieces, Row, touched
from quotestance.quotes.clean import clean_text
from quotestance.records import LabelledArticle, Quote, Span
from quotestance.tagging.reading import read_text

Labelled = tuple[str, Span]
"""A role of TAGS and a stretch of the cleaned text that plays it."""


def read_rows(model: TaggerModel, articles: Iterable[LabelledArticle]) -> list[Row]:
    """Labelled windows of all articles, in their order.

    An article whose quotes lack cues trains the tagger to see none: complete them before.
    """
    return [row for labelled in articles for row in article_rows(model, labelled)]


def article_rows(model: TaggerModel, labelled: LabelledArticle) -> list[Row]:
    """The labelled windows of one article."""
    clean = clean_text(labelled.article.text, labelled.article.markup)
    pieces = read_text(clean.text).pieces(model.tokenizer)
    stretches = [
        (role, inside)
        for quote in labelled.quotes
        for role, span in _roles(quote)
        if span is not None and (inside := clean.to_clean(span)) is not None
    ]
    return model.rows(pieces, tag(pieces, stretches))


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
