"""The training of a tagger, which finds quotes."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from quotestance.artifacts import Tagger, save_tagger
from quotestance.config.schema import TrainConfig
from quotestance.data.sources import load_parts, require_whole_articles
from quotestance.data.splits import grouped_holdout
from quotestance.errors import ConfigError, DataError
from quotestance.evaluation.extraction import score_extraction
from quotestance.labels import LabelSet
from quotestance.models.tagger import TaggerModel
from quotestance.models.windows import Row
from quotestance.pipeline import complete_quotes
from quotestance.quotes.clean import clean_text
from quotestance.records import LabelledArticle
from quotestance.seeding import seed_everything
from quotestance.tagging.examples import read_rows
from quotestance.tagging.extract import tag_quotes
from quotestance.training.runs import (
    CHECKPOINTS,
    about_run,
    check_free,
    claim,
    digest,
    finish,
    model_settings,
    write_dev_metrics,
)

log = logging.getLogger(__name__)

Articles = Sequence[LabelledArticle]


def train_tagger(config: TrainConfig) -> Path:
    """Train, measure quote spans on the dev part, and return the folder; raises like ``train``."""
    _check(config)
    folder = Path(config.output_dir)
    check_free(folder)
    started = time.perf_counter()
    seed_everything(config.seed, config.threads)
    labels = LabelSet(tuple(config.labels.names), config.labels.none)
    settings = model_settings(config)
    model = TaggerModel(**settings)
    training, dev = _training_and_dev(config, labels)
    rows = read_rows(model, [with_cues(labelled) for labelled in training])
    log.info("train %d articles in %d windows", len(training), len(rows))
    log.info("dev   %d articles", len(dev))
    claim(folder, {**asdict(config), "labelled windows": digest(rows)})
    model.fit(rows, seed=config.seed, work=folder / CHECKPOINTS)
    _report_dev(model, dev, labels, folder, config.seed)
    data = {"train": {**_about(training), **_windows(rows)}, "dev": _about(dev)}
    about = about_run(config, labels, data, time.perf_counter() - started)
    save_tagger(Tagger(config.name, model, settings), folder, about)
    finish(folder)
    return folder


def _check(config: TrainConfig) -> None:
    """Refuse what a tagger cannot learn from."""
    require_whole_articles(asdict(config.data))
    for name, value in (("start", config.start), ("teacher", config.teacher)):
        if value:
            raise ConfigError(
                name,
                expected="a model that classifies stances",
                found="a tagger",
                fix=f"Give {name}=null.",
            )


def with_cues(labelled: LabelledArticle) -> LabelledArticle:
    """``labelled`` itself, or with the cues of the rules where its labels name not a single one."""
    if any(quote.cue for quote in labelled.quotes):
        return labelled
    done = complete_quotes(labelled.article, labelled.quotes)
    if done.failure:
        log.warning("%s keeps no cues: %s", labelled.article.id, done.failure)
        return labelled
    pairs = zip(labelled.quotes, done.quotes, strict=True)
    return replace(labelled, quotes=tuple(replace(old, cue=new.cue) for old, new in pairs))


def _training_and_dev(config: TrainConfig, labels: LabelSet) -> tuple[Articles, Articles]:
    parts = load_parts(asdict(config.data), labels, ("train", "dev"))
    training, dev = parts["train"], parts["dev"]
    if not any(labelled.quotes for labelled in training):
        raise DataError(
            f"data={config.data.kind}",
            expected="training articles with labelled quote spans",
            found=f"{len(training)} articles without one",
            fix="Give labelled articles, for example data=articles data.dir=FOLDER.",
        )
    if dev:
        return training, dev
    quotes = [(_group(labelled), quote.kind) for labelled in training for quote in labelled.quotes]
    groups, kinds = [group for group, _ in quotes], [kind for _, kind in quotes]
    _, held = grouped_holdout(groups, kinds, config.dev_fraction, config.seed)
    taken = {groups[row] for row in held}
    return (
        [labelled for labelled in training if _group(labelled) not in taken],
        [labelled for labelled in training if _group(labelled) in taken],
    )


def _group(labelled: LabelledArticle) -> str:
    """What must not be divided between training and dev."""
    first = labelled.quotes[0].group if labelled.quotes else None
    return first or labelled.article.id


def _report_dev(
    model: TaggerModel, dev: Articles, labels: LabelSet, folder: Path, seed: int
) -> None:
    """Quote spans found in the plain dev texts against the gold ones, before attribution."""
    found = {}
    for labelled in dev:
        article = labelled.article
        clean = clean_text(article.text, article.markup)
        found[article.id], _ = tag_quotes(article, clean, model)
    result = score_extraction(dev, found, labels=labels, seed=seed)
    log.info("dev F1 over quote spans %.3f", result["f1"] or 0.0)
    write_dev_metrics(folder, result)


def _about(articles: Articles) -> dict[str, Any]:
    return {
        "articles": len(articles),
        "spans": sum(len(labelled.quotes) for labelled in articles),
        "groups": len({_group(labelled) for labelled in articles}),
    }


def _windows(rows: Sequence[Row]) -> dict[str, Any]:
    return {"sha256": digest(rows), "windows": len(rows)}
