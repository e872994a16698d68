"""Article → quotes → actors → model text → predictions: the only place that knows the order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotestance.actors.attribute import attribute
from quotestance.actors.linking import ActorIndex
from quotestance.classifiers import Classifier, Tagger
from quotestance.extractors import Extractor, RuleExtractor
from quotestance.features.render import render
from quotestance.quotes.clean import CleanText, clean_text
from quotestance.quotes.nlp import load_nlp
from quotestance.quotes.parse import parse_article
from quotestance.records import Article, Diagnostic, Prediction, Quote

if TYPE_CHECKING:  # torch, for which rules and TF-IDF need not wait
    from quotestance.tagging.tagged import TaggedArticle

log = logging.getLogger(__name__)

BY_RULES = RuleExtractor()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its attributed quotes and what each model reads of them.

    ``texts`` runs parallel to ``quotes``. ``tagged`` are the article's readings by taggers, until
    its stances are told. ``failure`` is set, and quotes are empty, where a stage broke on this
    article: the batch goes on.
    """

    article: Article
    quotes: tuple[Quote, ...]
    texts: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: str | None = None
    tagged: tuple[TaggedArticle, ...] = ()


def read_article(
    article: Article, extractor: Extractor = BY_RULES, min_actor_confidence: float = 0.0
) -> ReadArticle:
    """Find the quotes of one article and say who said them.

    An article in which an extractor finds nothing without a parse is not parsed. Actors below
    ``min_actor_confidence`` become None after the model text is rendered: stances do not depend
    on the threshold.
    """

    def read() -> ReadArticle:
        found = extractor.extract(article)
        if not found.quotes:
            return _finish(article, [], found.clean, found.diagnostics)
        parsed = found.parsed or parse_article(article, load_nlp())
        attributed, more = attribute(parsed, found.quotes)
        done = _finish(article, attributed, parsed.clean, found.diagnostics + more)
        sure = tuple(_sure(quote, min_actor_confidence) for quote in done.quotes)
        return replace(done, quotes=sure, tagged=(found.tagged,) if found.tagged else ())

    return _guarded(article, read)


def _sure(quote: Quote, minimum: float) -> Quote:
    """``quote`` without an actor that is less sure than ``minimum``."""
    found = quote.actor_confidence
    return quote if found is None or found >= minimum else replace(quote, actor=None)


def complete_quotes(article: Article, quotes: Sequence[Quote]) -> ReadArticle:
    """Find cue, mention and actor of given spans where they are missing; order is kept.

    An article whose quotes all name cue and actor already is not parsed.
    """

    def cleaned() -> ReadArticle:
        return _finish(article, quotes, clean_text(article.text, article.markup), [])

    def parsed() -> ReadArticle:
        parse = parse_article(article, load_nlp())
        attributed, noticed = attribute(parse, quotes)
        return _finish(article, attributed, parse.clean, noticed)

    complete = all(quote.cue and quote.actor for quote in quotes)
    return _guarded(article, cleaned if complete else parsed)


def link_actors(read: Iterable[ReadArticle], index: ActorIndex) -> Iterator[ReadArticle]:
    """Every article with its actors linked to the user's list; model texts stay as they are."""
    for item in read:
        yield replace(item, quotes=tuple(index.link(quote) for quote in item.quotes))


def _guarded(article: Article, work: Callable[[], ReadArticle]) -> ReadArticle:
    """What ``work`` makes of the article; one that breaks it is reported, not raised."""
    try:
        return work()
    except Exception as error:  # one article must never stop a batch of millions
        log.debug("article %s broke a stage", article.id, exc_info=True)
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        return ReadArticle(article, (), (), article.diagnostics, failure=reason)


def _finish(
    article: Article, quotes: Sequence[Quote], clean: CleanText, noticed: Sequence[Diagnostic]
) -> ReadArticle:
    texts = tuple(render(clean, quote) for quote in quotes)
    return ReadArticle(article, tuple(quotes), texts, (*article.diagnostics, *noticed))


def predict_stances(
    read: Iterable[ReadArticle], classifiers: Sequence[Classifier], batch_size: int = 64
) -> Iterator[tuple[ReadArticle, list[Prediction]]]:
    """Every article with the predictions for its quotes, one a quote and model.

    Quotes are scored over article borders, some batches at a time, so that short articles
    do not make small batches; articles come out in the order in which they came in.
    """
    waiting: list[ReadArticle] = []
    size = 0
    for item in read:
        waiting.append(_tagged(item, classifiers, batch_size))
        size += len(item.texts)
        if size >= 8 * batch_size or len(waiting) >= 8 * batch_size:
            yield from _score(waiting, classifiers, batch_size)
            waiting, size = [], 0
    yield from _score(waiting, classifiers, batch_size)


def _tagged(item: ReadArticle, classifiers: Sequence[Classifier], batch_size: int) -> ReadArticle:
    """The article with the reading of every tagger among the classifiers."""

    def read() -> ReadArticle:
        new = [
            one.read(item.article, batch_size)
            for one in classifiers
            if isinstance(one, Tagger) and item.quotes and one.reading_of(item) is None
        ]
        return replace(item, tagged=(*item.tagged, *new)) if new else item

    return _guarded(item.article, read)


def _score(
    items: Sequence[ReadArticle], classifiers: Sequence[Classifier], batch_size: int
) -> Iterator[tuple[ReadArticle, list[Prediction]]]:
    answers = [(c, *c.classify(items, batch_size)) for c in classifiers]
    offset = 0
    for item in items:
        predictions = [
            Prediction(
                quote=quote,
                text=quote.span.of(item.article.text),
                stance=stances[offset + i],
                probabilities={
                    name: float(p)
                    for name, p in zip(
                        classifier.labels.names, probabilities[offset + i], strict=True
                    )
                },
                model=classifier.name,
            )
            for i, quote in enumerate(item.quotes)
            for classifier, stances, probabilities in answers
        ]
        offset += len(item.quotes)
        yield replace(item, tagged=()), predictions  # as large as the article many times over
