"""The training of a tagger, which finds quotes and, where they are labelled, tells stances."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from quotestance.artifacts import save_tagger
from quotestance.classifiers import Tagger, decide
from quotestance.config.schema import TrainConfig
from quotestance.data.sources import load_parts, require_whole_articles
from quotestance.data.splits import grouped_holdout
from quotestance.errors import ConfigError, DataError
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.metrics import evaluate
from quotestance.labels import LabelSet
from quotestance.models.calibration import fit_calibration
from quotestance.models.tagger import TaggerModel
from quotestance.models.windows import Row
from quotestance.records import LabelledArticle
from quotestance.seeding import seed_everything
from quotestance.tagging.extract import tag_quotes
from quotestance.tagging.tagged import TaggedArticle
from quotestance.training.averaging import average_taggers
from quotestance.training.runs import (
    CHECKPOINTS,
    about_run,
    check_free,
    claim,
    digest,
    finish,
    model_settings,
    named,
    write_dev_metrics,
)
from quotestance.training.start import load_text_classifiers
from quotestance.training.tagger_rows import Articles, labelled_rows, stance_targets, with_cues

log = logging.getLogger(__name__)


def train_tagger(config: TrainConfig) -> Path:
    """Train, measure quote spans on the dev part, and return the folder; raises like ``train``."""
    _check(config)
    folder = Path(config.output_dir)
    check_free(folder)
    started = time.perf_counter()
    seed_everything(config.seed, config.threads)
    labels = LabelSet(tuple(config.labels.names), config.labels.none)
    settings = model_settings(config)
    training, dev = _training_and_dev(config, labels)
    sentences = _sentences(config, labels)
    training, dev = ([with_cues(labelled) for labelled in part] for part in (training, dev))
    teachers = load_text_classifiers(config.teacher or [], "teacher", labels)
    targets = stance_targets([*training, *sentences], labels, teachers, config.seed)
    told = len(_stances([*training, *sentences])) > 1 and len(_stances(dev)) > 0
    model = TaggerModel(labels if told else None, **settings)
    rows = labelled_rows(model, training, sentences, targets)
    log.info("train %d articles in %d windows", len(training), len(rows))
    log.info("dev   %d articles", len(dev))
    averaged = average_taggers(config.average, model) if config.average else []
    others = {"teachers": [named(teacher) for teacher in teachers], "averaged": averaged}
    claim(folder, {**asdict(config), "labelled windows": digest(rows), **others})
    if not config.average:
        model.fit(rows, seed=config.seed, work=folder / CHECKPOINTS)
    tagger, thresholds = _report_dev(Tagger(config.name, model, settings), dev, labels, config)
    data = {"train": {**_about(training), **_windows(rows)}, "dev": _about(dev)}
    if sentences:
        data["sentences"] = _about(sentences)
    about = about_run(config, labels, data, time.perf_counter() - started)
    save_tagger(tagger, folder, {**about, **others, "thresholds": thresholds})
    finish(folder)
    return folder


def _check(config: TrainConfig) -> None:
    """Refuse what a tagger cannot learn from."""
    data = asdict(config.data)
    require_whole_articles(data)
    for setting, given in (("start", config.start), ("data.weights", data.get("weights"))):
        if given:
            raise ConfigError(
                setting,
                expected="a model that classifies stances",
                found="a tagger",
                fix=f"Give {setting}=null.",
            )


def _sentences(config: TrainConfig, labels: LabelSet) -> Articles:
    """The texts that teach stances alone: in them other quotes may be unlabelled."""
    if not config.sentences:
        return []
    source = {"kind": "jsonl", "train": config.sentences, "dev": None, "test": None}
    return load_parts(source, labels, ("train",))["train"]


def _stances(articles: Articles) -> set[str]:
    """The stances that are labelled: there must be some to learn, and some to calibrate on."""
    return {quote.stance for labelled in articles for quote in labelled.quotes if quote.stance}


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
    tagger: Tagger, dev: Articles, labels: LabelSet, config: TrainConfig
) -> tuple[Tagger, dict[str, Any] | None]:
    """Measure on the dev part: quote spans found in plain texts, stances of the gold ones.

    Returns the tagger with its calibration, if it has stances, and the confidence thresholds
    that the dev part recommends.
    """
    read = [(labelled, tagger.read(labelled.article)) for labelled in dev]
    found = {one.article.id: tag_quotes(one.article, tagged)[0] for one, tagged in read}
    result = score_extraction(dev, found, labels=labels, seed=config.seed)
    log.info("dev F1 over quote spans %.3f", result["f1"] or 0.0)
    thresholds = None
    if tagger.model.labels is not None:
        tagger, result["stances"] = _calibrated(tagger, read, labels, config.seed)
        log.info("dev macro-F1 over stances %.3f", result["stances"]["macro_f1_stances"])
        confidence = result["stances"]["confidence"]
        thresholds = confidence["thresholds"] if confidence else None
    write_dev_metrics(Path(config.output_dir), result)
    return tagger, thresholds


def _calibrated(
    tagger: Tagger,
    read: Sequence[tuple[LabelledArticle, TaggedArticle]],
    labels: LabelSet,
    seed: int,
) -> tuple[Tagger, dict[str, Any]]:
    """The tagger with a calibration for the gold spans, and its stance metrics on them."""
    told = [
        (tagged, [quote for quote in labelled.quotes if quote.stance is not None], _group(labelled))
        for labelled, tagged in read
    ]
    scores = np.concatenate([tagged.stance_scores(quotes, labels) for tagged, quotes, _ in told])
    rows = [(quote, group) for _, quotes, group in told for quote in quotes]
    stances = [str(quote.stance) for quote, _ in rows]
    gold = np.array([labels.names.index(stance) for stance in stances])
    calibration = fit_calibration(scores, gold, labels.names.index(labels.none))
    predicted, probabilities = decide(scores, calibration, labels)
    ids, groups = [quote.span_id for quote, _ in rows], [group for _, group in rows]
    result = evaluate(ids, stances, predicted, probabilities, labels, groups, seed)
    return replace(tagger, calibration=calibration), result


def _about(articles: Articles) -> dict[str, Any]:
    stances = Counter(str(quote.stance) for labelled in articles for quote in labelled.quotes)
    return {
        "articles": len(articles),
        "spans": stances.total(),
        "groups": len({_group(labelled) for labelled in articles}),
        "labels": dict(sorted(stances.items())),
    }


def _windows(rows: Sequence[Row]) -> dict[str, Any]:
    return {"sha256": digest(rows), "windows": len(rows)}
