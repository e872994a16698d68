"""Annotated articles as self-contained HTML pages (no network, one file a page)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from quotestance.data.files import write_atomic
from quotestance.labels import LabelSet
from quotestance.records import Article, Prediction
from quotestance.reporting.page_views import (
    ArticleView,
    Place,
    SpanKey,
    article_views,
    ledger_views,
    model_names,
)

PALETTE = ("#009e73", "#d55e00", "#e69f00", "#0072b2", "#cc79a7", "#56b4e9", "#a6761d")
"""Colours that colour-blind readers tell apart (Okabe & Ito 2008), in the order of stances."""

NONE_COLOUR = "#8a8a8a"

_TEMPLATES = Environment(
    loader=PackageLoader("quotestance.reporting"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a report: its file name, the number of its first article, and its articles."""

    name: str
    first: int
    heading: str
    articles: Sequence[Article]
    views: Sequence[ArticleView]

    def places(self, address: str) -> dict[SpanKey, Place]:
        """Where each span of the page stands; ``address`` is the page's own, as seen from afar."""
        return {
            quote.key: Place(f"{address}#{quote.anchor}", view.title)
            for view in self.views
            for quote in view.quotes
        }


def render_page(
    articles: Sequence[Article],
    predictions: Sequence[Prediction],
    *,
    labels: LabelSet,
    title: str,
) -> str:
    """One HTML page: the ledger of actors, filters, and every article with its quotes marked.

    Predictions of several models on one span stand side by side; the model that comes first
    colours the text. Offsets count in ``Article.text``; of articles with HTML markup only the
    quotes are listed. Predictions for articles that are not given are left out.
    """
    page = Page("", 1, title, articles, article_views(articles, predictions, labels))
    return _render_articles(page, predictions, labels, [])


def write_pages(
    articles: Sequence[Article],
    predictions: Sequence[Prediction],
    *,
    labels: LabelSet,
    title: str,
    out: Path,
    per_page: int = 50,
) -> list[Path]:
    """Write the pages into the folder ``out`` and return their paths, index.html first.

    Up to ``per_page`` articles make a single index.html; more of them make pages of
    ``per_page`` articles each and an index.html with the ledger of all and the contents.
    """
    if len(articles) <= per_page:
        text = render_page(articles, predictions, labels=labels, title=title)
        return [_write(out / "index.html", text)]
    chunks = [articles[i : i + per_page] for i in range(0, len(articles), per_page)]
    pages = [
        Page(
            f"page-{number:03d}.html",
            (number - 1) * per_page + 1,
            f"{title}, page {number} of {len(chunks)}",
            chunk,
            article_views(chunk, predictions, labels),
        )
        for number, chunk in enumerate(chunks, 1)
    ]
    index = _render_index(pages, title, predictions, labels)
    return [
        _write(out / "index.html", index),
        *(
            _write(out / page.name, _render_articles(page, predictions, labels, pages))
            for page in pages
        ),
    ]


def _render_articles(
    page: Page, predictions: Sequence[Prediction], labels: LabelSet, pages: Sequence[Page]
) -> str:
    """One page of articles; ``pages`` are all pages that it links to."""
    shown = _on(page.articles, predictions)
    return _TEMPLATES.get_template("page.html.j2").render(
        title=page.heading,
        articles=page.views,
        quotes=[quote for view in page.views for quote in view.quotes],
        models=model_names(shown),
        ledger=ledger_views(shown, page.places(""), labels),
        pages=pages,
        here=page.name,
        **_colours(labels),
    )


def _render_index(
    pages: Sequence[Page], title: str, predictions: Sequence[Prediction], labels: LabelSet
) -> str:
    """The ledger over all pages, and what stands on each."""
    shown = _on([article for page in pages for article in page.articles], predictions)
    places = {key: place for page in pages for key, place in page.places(page.name).items()}
    return _TEMPLATES.get_template("index.html.j2").render(
        title=title,
        pages=pages,
        articles=sum(len(page.articles) for page in pages),
        here="index.html",
        models=model_names(shown),
        ledger=ledger_views(shown, places, labels),
        **_colours(labels),
    )


def _on(articles: Sequence[Article], predictions: Sequence[Prediction]) -> list[Prediction]:
    """The predictions on these articles."""
    ids = {article.id for article in articles}
    return [prediction for prediction in predictions if prediction.quote.article_id in ids]


def _colours(labels: LabelSet) -> dict[str, Any]:
    """Style class and colour of each label, for the templates."""
    stances = {label: PALETTE[i % len(PALETTE)] for i, label in enumerate(labels.stances)}
    return {
        "stances": labels.stances,
        "no_stance": labels.none,
        "style": {label: f"l{i}" for i, label in enumerate(labels.names)},
        "colour": {label: stances.get(label, NONE_COLOUR) for label in labels.names},
    }


def _write(path: Path, text: str) -> Path:
    """Write one page; what UTF-8 cannot hold (lone surrogates) becomes a question mark."""
    with write_atomic(path) as stream:
        stream.write(text.encode("utf-8", "replace").decode("utf-8"))
    return path
