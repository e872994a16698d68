"""What a tagger learns from: labelled windows of articles, and sentences for stances alone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from quotestance.classifiers import TextClassifier
from quotestance.labels import LabelSet
from quotestance.models.tagger import TaggerModel
from quotestance.models.windows import Row
from quotestance.pipeline import complete_quotes
from quotestance.records import LabelledArticle
from quotestance.tagging.examples import Targets, article_rows
from quotestance.training.distillation import distillation_set
from quotestance.training.examples import read_examples

log = logging.getLogger(__name__)

Articles = Sequence[LabelledArticle]


def labelled_rows(
    model: TaggerModel, articles: Articles, sentences: Articles, targets: Targets
) -> list[Row]:
    """Windows of the articles, then of the sentences, in which other quotes may be unlabelled."""
    told = targets if model.labels else None
    rows = [row for one in articles for row in article_rows(model, one, told)]
    return rows + [row for one in sentences for row in article_rows(model, one, told, whole=False)]


def stance_targets(
    articles: Articles, labels: LabelSet, teachers: Sequence[TextClassifier], seed: int
) -> Targets:
    """For each quote with a stance the probability of every label.

    All of it lies on the labelled stance; with teachers, half of it where they see it.
    """
    if teachers:
        examples = read_examples(articles)
        _, answers = distillation_set(
            examples.texts, examples.stances, teachers, recombinations=0, seed=seed
        )
        return dict(zip(examples.ids, map(tuple, answers.tolist()), strict=True))
    one_hot = dict(zip(labels.names, map(tuple, np.eye(len(labels.names)).tolist()), strict=True))
    return {
        quote.span_id: one_hot[quote.stance]
        for labelled in articles
        for quote in labelled.quotes
        if quote.stance is not None
    }


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
