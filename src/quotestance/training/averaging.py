"""Models whose weights are averaged instead of training one more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotestance.artifacts import load_tagger
from quotestance.errors import ConfigError
from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel
from quotestance.models.encoder import EncoderModel
from quotestance.models.tagger import TaggerModel
from quotestance.training.runs import named
from quotestance.training.start import as_encoder, as_names, load_text_classifiers


def average_encoders(
    names: str | Sequence[str], model: StanceModel, labels: LabelSet
) -> list[dict[str, Any]]:
    """Give ``model`` the mean weights of the named models, and say which these are.

    Raises ConfigError where they cannot be averaged, ModelError where there is no such model.
    """
    encoder = as_encoder(model, "average", "can take the mean of others' weights")
    others = load_text_classifiers(names, "average", labels)
    built = [one.model for one in others if isinstance(one.model, EncoderModel)]
    if len(built) < len(others) or not encoder.average(built):
        raise _not_alike(names)
    return [named(one) for one in others]


def average_taggers(names: str | Sequence[str], model: TaggerModel) -> list[dict[str, Any]]:
    """The same for taggers."""
    others = [load_tagger(name) for name in as_names(names)]
    if not model.average([one.model for one in others]):
        raise _not_alike(names)
    return [named(one) for one in others]


def _not_alike(names: str | Sequence[str]) -> ConfigError:
    return ConfigError(
        "average",
        expected="models on the same encoder, with the same labels and without adapters",
        found=", ".join(as_names(names)),
        fix="Name models that the same model=… trained, or give average=null.",
    )
