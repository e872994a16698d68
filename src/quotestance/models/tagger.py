"""A token classifier that marks source, cue and content of quotes, on any encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from scipy.special import softmax

from quotestance.labels import LabelSet
from quotestance.models.encoding import load_tokenizer
from quotestance.models.finetuning import (
    batched_logits,
    fine_tune,
    mean_weights,
    restore_weights,
    trained_weights,
    trainer_settings,
)
from quotestance.models.span_classifier import (
    freeze_embeddings,
    load_encoder,
    on_best_device,
    resolve_encoder,
    same_encoder,
    weights_sha256,
)
from quotestance.models.tagger_network import TAGS, TokenTagger, WindowCollator
from quotestance.models.windows import Aimed, Pieces, Range, Row, cut_windows, join_windows, rows_of

WEIGHTS = "tagger.safetensors"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network said of every piece of a text.

    ``probabilities`` (pieces, tags); ``votes`` (pieces, 2 · labels) as content and as cue,
    without a column where the tagger has no stances.
    """

    probabilities: np.ndarray
    votes: np.ndarray

    def scores(self, content: Range, cue: Range) -> np.ndarray:
        """Logits (labels,) of a span; an empty ``cue`` has no vote."""
        half = self.votes.shape[1] // 2
        return _mean(self.votes[slice(*content), :half]) + _mean(self.votes[slice(*cue), half:])


def _mean(votes: np.ndarray) -> np.ndarray:
    return votes.mean(axis=0) if len(votes) else np.zeros(votes.shape[1])


class TaggerModel:
    """Fine-tuning of all layers but the word embeddings; only what was trained is saved.

    With ``labels`` it tells stances in the same pass, without them it only finds quotes.
    """

    kind = "tagger"

    def __init__(
        self,
        labels: LabelSet | None = None,
        *,
        encoder: str,
        max_length: int = 128,
        epochs: int = 8,
        batch_size: int = 32,
        learning_rate: float = 3e-4,
        weight_decay: float = 0.01,
        warmup_ratio: float = 0.1,
        dropout: float = 0.1,
        checkpoint_steps: int = 100,
    ) -> None:
        self.labels = labels
        self.source = resolve_encoder(encoder)
        self.max_length, self.dropout = max_length, dropout
        self.training = trainer_settings(
            epochs, batch_size, learning_rate, weight_decay, warmup_ratio, checkpoint_steps
        )
        self.tokenizer = load_tokenizer(self.source)
        self.network = self._build()

    def rows(
        self,
        pieces: Pieces,
        labels: Sequence[int] | None = None,
        aimed: Sequence[Aimed] | None = None,
    ) -> list[Row]:
        """What the network reads of an article; ``labels`` are indices of TAGS or UNLABELLED."""
        return rows_of(self.tokenizer, pieces, self.max_length, labels, aimed)

    def fit(self, rows: Sequence[Row], *, seed: int, work: Path) -> None:
        """Train on labelled windows, from the last checkpoint in ``work`` if there is one."""
        torch.manual_seed(seed)
        self.network = self._build()
        fine_tune(self.network, rows, self.collator(), self.training, seed=seed, work=work)
        restore_weights(self.network, trained_weights(self.network))

    def average(self, others: Sequence[TaggerModel]) -> bool:
        """Take the mean of the weights of ``others`` instead of training.

        One without stances counts for the rest. False, and nothing changes, where one of them is
        built on another encoder or tells other labels.
        """
        labels = [other.labels for other in others if other.labels is not None]
        if any(one != self.labels for one in labels) or (self.labels and not labels):
            return False
        if not all(same_encoder(self, other) for other in others):
            return False
        self.network = self._build()
        restore_weights(self.network, mean_weights([trained_weights(o.network) for o in others]))
        return True

    def read(self, pieces: Pieces, batch_size: int = 64) -> Answers:
        """Answers for every piece; one that several windows hold gets their mean."""
        windows = cut_windows(pieces, self.max_length)
        found = self.window_answers(self.rows(pieces), batch_size)
        joined = join_windows(windows, found, len(TAGS) + 2 * self._n_labels)
        return Answers(joined[:, : len(TAGS)], joined[:, len(TAGS) :])

    def window_answers(self, rows: Sequence[Row], batch_size: int = 64) -> list[np.ndarray]:
        """One array (pieces, tags and votes) a window, without its two ends."""
        found: list[np.ndarray] = [np.zeros((0, len(TAGS) + 2 * self._n_labels))] * len(rows)
        unlabelled = [{key: row[key] for key in ("input_ids", "marked")} for row in rows]
        for batch, logits in batched_logits(self.network, unlabelled, self.collator(), batch_size):
            values = logits.numpy()
            values[..., : len(TAGS)] = softmax(values[..., : len(TAGS)], axis=-1)
            for at, i in enumerate(batch):
                found[i] = values[at, 1 : len(rows[i]["input_ids"]) - 1]
        return found

    def save(self, folder: Path) -> list[str]:
        """Write ``tagger.safetensors``: the trained weights alone, in half precision."""
        save_file(trained_weights(self.network), folder / WEIGHTS)
        return [WEIGHTS]

    @classmethod
    def load(cls, folder: Path, labels: LabelSet | None, settings: dict[str, Any]) -> Self:
        """Read ``tagger.safetensors`` onto the encoder that ``settings`` name."""
        model = cls(labels, **settings)
        restore_weights(model.network, load_file(folder / WEIGHTS))
        return model

    @property
    def base_sha256(self) -> str | None:
        """Digest of the encoder's own weights; None for a hub name."""
        return weights_sha256(self.source)

    def collator(self) -> WindowCollator:
        """Pads with the tokenizer's own token."""
        return WindowCollator(self.tokenizer.pad_token_id or 0, self._n_labels)

    @property
    def _n_labels(self) -> int:
        return len(self.labels.names) if self.labels else 0

    def _build(self) -> TokenTagger:
        encoder = load_encoder(self.source)
        freeze_embeddings(encoder)
        return on_best_device(TokenTagger(encoder, self.dropout, self._n_labels))
