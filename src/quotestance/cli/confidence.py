"""``--min-confidence``: from its words to the thresholds of each model."""

from __future__ import annotations

from collections.abc import Sequence

from quotestance.classifiers import Classifier
from quotestance.cli.console import error_line
from quotestance.errors import ConfigError, ModelError, nearest
from quotestance.evaluation.selective import Thresholds
from quotestance.labels import LabelSet

RECOMMENDED = "recommended"
_OPTION = "--min-confidence"


def minimum_confidence(
    words: str | None, classifiers: Sequence[Classifier], labels: LabelSet
) -> dict[str, Thresholds]:
    """Thresholds by model name; every stance is kept where ``words`` say nothing of it.

    ``words`` are separated by commas, a later one overrides an earlier one: a number for all
    stances, ``STANCE=number`` for one, ``recommended`` for those in the model's manifest.
    Raises ConfigError for other words and ModelError for a model without recommendations.
    """
    given = [word.strip() for word in words.split(",") if word.strip()] if words else []
    thresholds: dict[str, Thresholds] = {}
    for classifier in classifiers:
        merged: dict[str, float | None] = {}
        for word in given:
            merged.update(_thresholds(word, classifier, labels))
        thresholds[classifier.name] = merged
        withheld = [stance for stance, least in merged.items() if least is None]
        if withheld:
            error_line(
                f"{classifier.name} has no recommended confidence for {', '.join(withheld)}: all "
                f"of it is withheld. Add a number to decide otherwise: {words},{withheld[0]}=0.8"
            )
    return thresholds


def _thresholds(word: str, classifier: Classifier, labels: LabelSet) -> dict[str, float | None]:
    """What one word says, by stance."""
    if word == RECOMMENDED:
        return _recommended(classifier)
    stance, equals, number = word.rpartition("=")
    if equals and stance not in labels.stances:
        raise ConfigError(
            _OPTION,
            expected=f"a stance among {', '.join(labels.stances)}",
            found=f"'{stance}'",
            fix=nearest(stance, labels.stances),
        )
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise ConfigError(
            _OPTION,
            expected=f"numbers from 0 to 1, STANCE=number, or {RECOMMENDED}",
            found=f"'{word}'",
            fix="For example --min-confidence 0.8, or commit=0.7,refuse=0.8.",
        )
    return dict.fromkeys([stance] if equals else labels.stances, least)


def _recommended(classifier: Classifier) -> dict[str, float | None]:
    """The thresholds that training chose on dev data."""
    saved = classifier.manifest.get("thresholds")
    if saved is None:
        raise ModelError(
            classifier.name,
            expected="recommended thresholds in its manifest",
            found="none (an older model)",
            fix="Train it again with this version, or give numbers.",
        )
    return {stance: row["threshold"] for stance, row in saved["stances"].items()}
