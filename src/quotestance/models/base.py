"""What every stance model can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from quotestance.labels import LabelSet


class StanceModel(ABC):
    """Scores model texts (``features.render``) for every label, in the order of ``labels``."""

    kind: ClassVar[str]

    def __init__(self, labels: LabelSet) -> None:
        self.labels = labels

    @abstractmethod
    def fit(
        self,
        texts: Sequence[str],
        stances: Sequence[str],
        *,
        seed: int,
        work: Path,
        weights: Sequence[float] | None = None,
    ) -> None:
        """Train on model texts and their stances.

        ``weights`` say how much each text counts, all above 0; without them all count alike.
        ``work`` is a folder for checkpoints: a run that was killed goes on from the last one.
        """

    @abstractmethod
    def scores(self, texts: Sequence[str], batch_size: int = 64) -> np.ndarray:
        """Uncalibrated logits, shape (len(texts), len(labels)); no texts give shape (0, k)."""

    @abstractmethod
    def save(self, folder: Path) -> list[str]:
        """Write the weights into an existing folder, without pickle; the names of the files."""

    @classmethod
    @abstractmethod
    def load(cls, folder: Path, labels: LabelSet, settings: dict[str, Any]) -> Self:
        """The model that ``save`` wrote; ``settings`` are the arguments it was built with."""

    @property
    def base_sha256(self) -> str | None:
        """Digest of weights that are needed but not saved (a packaged encoder), else None."""
        return None
