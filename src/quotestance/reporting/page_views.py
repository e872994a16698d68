"""What the page templates show: predictions of all models gathered by span and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotestance.labels import LabelSet
from quotestance.records import Article, Prediction, Quote
from quotestance.reporting.ledger import NOBODY, ledger
from quotestance.reporting.prediction_records import sort_predictions
from quotestance.reporting.segments import Piece, paragraphs

SpanKey = tuple[str, str]
"""Article id and span id."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span is shown: a link, and the title of its article."""

    link: str
    article: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One model's stance of a span; ``bars`` are (label, percent) in label order.

    ``withheld`` is the stance that it was not sure enough of.
    """

    model: str
    stance: str
    withheld: str | None
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote span with the answers of every model; ``anchor`` is its id in the page.

    ``stance`` is the first model's; the span is coloured by it.
    """

    key: SpanKey
    anchor: str
    stance: str
    actor: str
    kind: str
    text: str
    cue: str | None
    mention: str | None
    answers: tuple[Answer, ...]

    @property
    def stances(self) -> tuple[str, ...]:
        """The different stances that models gave, the first model's first."""
        return tuple(dict.fromkeys(answer.stance for answer in self.answers))


@dataclass(frozen=True, slots=True)
class RunView:
    """Pieces of text with the quote they belong to; the first run of a quote labels it."""

    quote: QuoteView | None
    first: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article ready to be shown; ``listed`` quotes stand below its paragraphs."""

    anchor: str
    title: str
    source: str
    paragraphs: tuple[tuple[RunView, ...], ...]
    listed: tuple[QuoteView, ...]
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """An actor with counts by label, and each act with the place where it is shown."""

    actor: str
    counts: dict[str, int]
    acts: tuple[tuple[Prediction, Place], ...]


def model_names(predictions: Iterable[Prediction]) -> list[str]:
    """Models in order of appearance; the first one colours the page."""
    return list(dict.fromkeys(prediction.model for prediction in predictions))


def article_views(
    articles: Sequence[Article], predictions: Sequence[Prediction], labels: LabelSet
) -> list[ArticleView]:
    """One view an article, in the order given; anchors count articles and spans from 1."""
    rank = {model: i for i, model in enumerate(model_names(predictions))}
    by_article: dict[str, dict[str, list[Prediction]]] = {}
    for prediction in sorted(sort_predictions(predictions), key=lambda p: rank[p.model]):
        quote = prediction.quote
        by_span = by_article.setdefault(quote.article_id, {})
        by_span.setdefault(quote.span_id, []).append(prediction)
    views = []
    for number, article in enumerate(articles, 1):
        spans = sorted(by_article.get(article.id, {}).values(), key=lambda same: same[0].quote.span)
        quotes = [
            _quote_view(f"a{number}q{i}", same, article, labels) for i, same in enumerate(spans, 1)
        ]
        views.append(_article_view(f"a{number}", article, [s[0].quote for s in spans], quotes))
    return views


def _quote_view(
    anchor: str, same: Sequence[Prediction], article: Article, labels: LabelSet
) -> QuoteView:
    """Gather the predictions of one span."""
    quote = same[0].quote
    return QuoteView(
        key=(quote.article_id, quote.span_id),
        anchor=anchor,
        stance=same[0].stance,
        actor=quote.shared_name or NOBODY,
        kind=quote.kind,
        text=same[0].text,
        cue=quote.cue.of(article.text) if quote.cue is not None else None,
        mention=quote.mention.of(article.text) if quote.mention is not None else None,
        answers=tuple(
            Answer(
                prediction.model,
                prediction.stance,
                prediction.withheld,
                tuple(
                    (label, round(100 * prediction.probabilities.get(label, 0.0)))
                    for label in labels.names
                ),
            )
            for prediction in same
        ),
    )


def _article_view(
    anchor: str, article: Article, quotes: Sequence[Quote], views: Sequence[QuoteView]
) -> ArticleView:
    """Place the quotes in the text; an HTML source is no reading text, so only quotes show."""
    readable = article.markup == "plain"
    cut = paragraphs(article.text, quotes) if readable else []
    runs = tuple(
        tuple(
            RunView(None if run.quote is None else views[run.quote], run.first, run.pieces)
            for run in paragraph
        )
        for paragraph in cut
    )
    shown = {run.quote for paragraph in cut for run in paragraph}
    return ArticleView(
        anchor=anchor,
        title=article.title or article.id,
        source=article.path or article.id,
        paragraphs=runs,
        listed=tuple(view for i, view in enumerate(views) if i not in shown),
        quotes=tuple(views),
    )


def ledger_views(
    predictions: Sequence[Prediction], places: Mapping[SpanKey, Place], labels: LabelSet
) -> list[LedgerView]:
    """The first model's ledger, with the places of its acts."""
    primary = model_names(predictions)[:1]
    return [
        LedgerView(
            row.name,
            row.counts(labels),
            tuple((p, places[p.quote.article_id, p.quote.span_id]) for p in row.acts(labels)),
        )
        for row in ledger([p for p in predictions if p.model in primary], labels)
    ]
