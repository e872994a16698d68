"""Training that begins at the weights of a model that was trained before."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from quotestance.artifacts import load_classifier
from quotestance.classifiers import TextClassifier
from quotestance.errors import ConfigError
from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel
from quotestance.models.encoder import EncoderModel

log = logging.getLogger(__name__)


def start_at(name: str, model: StanceModel, keep: float = 0.0) -> TextClassifier | None:
    """Let ``model`` begin where the model ``name`` ended, and return that one.

    ``keep`` is the share that the old weights have in the new ones. None where the other model
    was built in another way: then training begins anew. Raises ConfigError for a model without
    an encoder, ModelError when there is no such model.
    """
    encoder = as_encoder(model, "start", "can begin at the weights of another one")
    (other,) = load_text_classifiers(name, "start")
    if isinstance(other.model, EncoderModel) and encoder.start_from(other.model, keep):
        log.info("training begins at the weights of %s", other.name)
        return other
    log.warning(
        "training begins anew: %s is built on another encoder, or one of the two has adapters",
        other.name,
    )
    return None


def as_names(names: str | Sequence[str]) -> list[str]:
    """One name or several, as a setting gives them."""
    return [names] if isinstance(names, str) else list(names)


def load_text_classifiers(
    names: str | Sequence[str], setting: str, labels: LabelSet | None = None
) -> list[TextClassifier]:
    """Models by name or folder that ``setting`` names.

    Raises ModelError for other labels than ``labels``, ConfigError for a tagger.
    """
    found = []
    for name in as_names(names):
        classifier = load_classifier(name, labels)
        if not isinstance(classifier, TextClassifier):
            raise ConfigError(
                setting,
                expected="a model that reads the text of each quote",
                found=f"{classifier.name}, a tagger, which reads whole articles",
                fix=f"Give {setting}=null, or name another model.",
            )
        found.append(classifier)
    return found


def as_encoder(model: StanceModel, setting: str, ability: str) -> EncoderModel:
    """``model`` itself if it is an encoder; raises ConfigError if it is not."""
    if isinstance(model, EncoderModel):
        return model
    raise ConfigError(
        setting,
        expected=f"a model of kind encoder, which {ability}",
        found=f"kind {model.kind}",
        fix=f"Give {setting}=null, or choose model=minilm.",
    )
