"""Gold articles with the predictions of one or more models: what evaluate and compare share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from quotestance.artifacts import load_classifier
from quotestance.classifiers import Classifier
from quotestance.cli.console import error_line, progress
from quotestance.config.schema import UseConfig
from quotestance.data.sources import gold_articles
from quotestance.errors import ConfigError
from quotestance.evaluation.answers import Answers, answers_from_predictions
from quotestance.extractors import load_extractor
from quotestance.labels import LabelSet
from quotestance.pipeline import ReadArticle, complete_quotes, predict_stances, read_article
from quotestance.records import Article, LabelledArticle, Prediction, Quote
from quotestance.seeding import seed_everything


def load_models(names: str, labels: LabelSet) -> list[Classifier]:
    """Models by comma-separated names or folders, all with the configured labels.

    Raises ConfigError for no model and for two of one name: records only carry the name.
    """
    models = [load_classifier(name.strip(), labels) for name in names.split(",") if name.strip()]
    found = [model.name for model in models]
    if not found or len(set(found)) < len(found):
        raise ConfigError(
            "models",
            expected="one model or several of different names",
            found=", ".join(found) or "none",
            fix="Name each model once; train with name=… to tell models apart.",
        )
    return models


def prepare(config: UseConfig, labels: LabelSet) -> list[LabelledArticle]:
    """Seed everything and load the gold articles."""
    seed_everything(config.seed, config.threads)
    return gold_articles(asdict(config.data), labels)


def predict_gold(
    gold: Sequence[LabelledArticle], classifiers: Sequence[Classifier], config: UseConfig
) -> tuple[dict[str, Article], list[Prediction]]:
    """Predictions on the gold spans; an article that broke is named and missing."""
    reading = (
        complete_quotes(labelled.article, labelled.quotes)
        for labelled in progress(gold, "articles", len(gold))
    )
    articles: dict[str, Article] = {}
    predictions: list[Prediction] = []
    for item, found in predict_stances(_reported(reading), classifiers, config.batch_size):
        articles[item.article.id] = item.article
        predictions += found
    return articles, predictions


def answers(
    predictions: Sequence[Prediction], classifiers: Sequence[Classifier], labels: LabelSet
) -> list[Answers]:
    """One table of answers a model, in the order of ``classifiers``."""
    return [
        answers_from_predictions([p for p in predictions if p.model == c.name], labels)
        for c in classifiers
    ]


def extract_gold(
    gold: Sequence[LabelledArticle], classifier: Classifier | None, config: UseConfig
) -> dict[str, list[Quote]]:
    """Quotes found in the plain texts, with the model's stance where one is given."""
    extractor = load_extractor(config.extractor)
    reading = (
        read_article(labelled.article, extractor, config.min_actor_confidence)
        for labelled in progress(gold, "articles", len(gold))
    )
    if classifier is None:
        return {item.article.id: list(item.quotes) for item in _reported(reading)}
    return _with_stances(reading, classifier, config)


def label_gold_spans(
    gold: Sequence[LabelledArticle], classifier: Classifier, config: UseConfig, *, actors: bool
) -> dict[str, list[Quote]]:
    """The gold spans with the model's stances, and with gold ``actors`` or the program's own."""
    reading = (
        complete_quotes(
            labelled.article,
            labelled.quotes
            if actors
            else [replace(q, cue=None, mention=None, actor=None) for q in labelled.quotes],
        )
        for labelled in progress(gold, "articles", len(gold))
    )
    return _with_stances(reading, classifier, config)


def _with_stances(
    reading: Iterable[ReadArticle], classifier: Classifier, config: UseConfig
) -> dict[str, list[Quote]]:
    """Quotes by article, with the model's stances."""
    return {
        item.article.id: [replace(p.quote, stance=p.stance) for p in predictions]
        for item, predictions in predict_stances(
            _reported(reading), [classifier], config.batch_size
        )
    }


def _reported(items: Iterable[ReadArticle]) -> Iterator[ReadArticle]:
    """Pass articles on and name those that a stage broke on."""
    for item in items:
        if item.failure:
            error_line(f"{item.article.id}: left out, a stage broke ({item.failure})")
        yield item
