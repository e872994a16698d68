"""A small encoder learns from the answers of one or more larger models."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
from scipy.special import softmax

from quotestance.classifiers import TextClassifier
from quotestance.features.recombine import recombine
from quotestance.models.base import StanceModel
from quotestance.models.encoder import EncoderModel
from quotestance.training.start import as_encoder

log = logging.getLogger(__name__)

BATCH = 256  # texts that a teacher reads at a time
GOLD_SHARE = 0.5  # weight of the label beside the teacher's answer, where there is a label


def check_student(model: StanceModel) -> EncoderModel:
    """``model`` itself if it can learn from probabilities; raises ConfigError if it cannot."""
    return as_encoder(model, "teacher", "can learn from a teacher's answers")


def distillation_set(
    texts: Sequence[str],
    stances: Sequence[str],
    teachers: Sequence[TextClassifier],
    *,
    recombinations: int,
    seed: int,
) -> tuple[list[str], np.ndarray]:
    """Texts to learn from, and for each its target probabilities, shape (n, labels).

    The labelled texts come first; their targets are halfway between label and teacher. Then
    come ``recombinations`` texts for each that put its span into other frames, with the
    teacher's answer alone (Hinton et al. 2015). Several teachers are averaged.
    """
    labels = teachers[0].labels
    gold = np.eye(len(labels.names))[[labels.names.index(stance) for stance in stances]]
    new = recombine(texts, recombinations, seed)
    log.info("%d teachers answer for %d texts", len(teachers), len(texts) + len(new))
    everything = [*texts, *new]
    answers = np.mean(
        [softmax(teacher.model.scores(everything, BATCH), axis=1) for teacher in teachers], axis=0
    )
    answers[: len(texts)] = GOLD_SHARE * gold + (1 - GOLD_SHARE) * answers[: len(texts)]
    return everything, answers
