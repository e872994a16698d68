"""Stance models behind one interface; ``MODELS`` is the one table of them by kind."""

from __future__ import annotations

import importlib
from typing import Any

from quotestance.errors import ModelError, nearest
from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel

# Kind → module and class, imported when used: TF-IDF must not wait for torch.
MODELS = {
    "tfidf": ("quotestance.models.tfidf", "TfidfModel"),
    "encoder": ("quotestance.models.encoder", "EncoderModel"),
}


def model_class(kind: str) -> type[StanceModel]:
    """The class for ``kind``; raises ModelError naming the nearest known kind."""
    if kind not in MODELS:
        raise ModelError(
            f"model kind '{kind}'",
            expected="a known kind of model",
            found=f"'{kind}'",
            fix=nearest(kind, MODELS),
        )
    module, name = MODELS[kind]
    return getattr(importlib.import_module(module), name)


def build_model(kind: str, labels: LabelSet, settings: dict[str, Any]) -> StanceModel:
    """An untrained model with plain arguments."""
    return model_class(kind)(labels, **settings)
