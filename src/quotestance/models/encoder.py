"""A fine-tuned transformer encoder behind the StanceModel interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel
from quotestance.models.encoding import Collator, encode, load_tokenizer
from quotestance.models.finetuning import (
    batched_logits,
    fine_tune,
    mean_weights,
    restore_weights,
    trained_weights,
    trainer_settings,
)
from quotestance.models.span_classifier import (
    SpanClassifier,
    add_lora,
    freeze_embeddings,
    load_encoder,
    on_best_device,
    resolve_encoder,
    same_encoder,
    weights_sha256,
)
from quotestance.models.windows import Row

WEIGHTS = "encoder.safetensors"


class EncoderModel(StanceModel):
    """LoRA (``lora_rank > 0``) or fine-tuning of all layers; word embeddings stay as they are.

    Only what was trained is saved; the encoder itself comes from its package, folder or hub.
    """

    kind: ClassVar[str] = "encoder"

    def __init__(
        self,
        labels: LabelSet,
        *,
        encoder: str,
        lora_rank: int = 0,
        lora_alpha: int = 32,
        max_length: int = 128,
        epochs: int = 3,
        batch_size: int = 16,
        learning_rate: float = 1e-4,
        weight_decay: float = 0.01,
        warmup_ratio: float = 0.1,
        dropout: float = 0.1,
        class_weight_power: float = 0.5,
        checkpoint_steps: int = 100,
    ) -> None:
        super().__init__(labels)
        self.source = resolve_encoder(encoder)
        self.lora_rank, self.lora_alpha, self.dropout = lora_rank, lora_alpha, dropout
        self.max_length, self.class_weight_power = max_length, class_weight_power
        self.training = trainer_settings(
            epochs, batch_size, learning_rate, weight_decay, warmup_ratio, checkpoint_steps
        )
        self.tokenizer = load_tokenizer(self.source)
        self.network: SpanClassifier | None = None
        self._start: dict[str, torch.Tensor] = {}
        self._keep = 0.0

    def start_from(self, other: EncoderModel, keep: float = 0.0) -> bool:
        """Begin training at another model's weights, its head only where the labels agree.

        The trained weights are averaged with those of the start, which count ``keep``
        (WiSE-FT, Wortsman et al. 2022). False, and nothing changes, where ``other`` is built on
        another encoder or either of them is trained by low-rank adapters.
        """
        if self.lora_rank or not self._shares_encoder(other):
            return False
        head = other.labels == self.labels
        self._start = {k: v for k, v in other._saved.items() if head or not k.startswith("head.")}
        self._keep = keep
        return True

    def fit(
        self,
        texts: Sequence[str],
        stances: Sequence[str],
        *,
        seed: int,
        work: Path,
        weights: Sequence[float] | None = None,
    ) -> None:
        """Fine-tune with the Hugging Face Trainer, from the last checkpoint in ``work`` if any."""
        targets = [self.labels.names.index(stance) for stance in stances]
        rows = self._rows(texts, labels=targets, weights=weights)
        self._fine_tune(rows, self._class_weights(stances), seed, work)

    def distil(self, texts: Sequence[str], targets: np.ndarray, *, seed: int, work: Path) -> None:
        """Like ``fit``, towards probabilities of shape (len(texts), len(labels))."""
        self._fine_tune(self._rows(texts, labels=targets.tolist()), None, seed, work)

    def average(self, others: Sequence[EncoderModel]) -> bool:
        """Take the mean of the weights of ``others`` instead of training.

        False, and nothing changes, where one of them is built on another encoder, tells other
        labels or was trained by low-rank adapters.
        """
        if self.lora_rank or not all(self._is_built_like(other) for other in others):
            return False
        self.network = on_best_device(self._build(None))
        self._finish(mean_weights([other._saved for other in others]))
        return True

    def scores(self, texts: Sequence[str], batch_size: int = 64) -> np.ndarray:
        """Logits, batches sorted by length."""
        if self.network is None:
            raise RuntimeError("fit or load the model before asking it for scores")
        rows = encode(self.tokenizer, texts, self.max_length)
        scores = np.zeros((len(rows), len(self.labels.names)))
        for batch, logits in batched_logits(self.network, rows, self._collator(), batch_size):
            scores[batch] = logits.numpy()
        return scores

    def save(self, folder: Path) -> list[str]:
        """Write ``encoder.safetensors``: the trained weights alone, in half precision."""
        save_file(self._saved, folder / WEIGHTS)
        return [WEIGHTS]

    @classmethod
    def load(cls, folder: Path, labels: LabelSet, settings: dict[str, Any]) -> Self:
        """Read ``encoder.safetensors`` onto the encoder that ``settings`` name."""
        model = cls(labels, **settings)
        model.network = on_best_device(model._build(None))
        model._finish(load_file(folder / WEIGHTS))
        return model

    @property
    def base_sha256(self) -> str | None:
        """Digest of the encoder's own weights; None for a hub name."""
        return weights_sha256(self.source)

    def _is_built_like(self, other: EncoderModel) -> bool:
        return self._shares_encoder(other) and other.labels == self.labels

    def _shares_encoder(self, other: EncoderModel) -> bool:
        """Whether the weights of ``other`` fit this one: the same encoder, no adapters."""
        return same_encoder(self, other) and not other.lora_rank

    def _build(self, class_weights: torch.Tensor | None) -> SpanClassifier:
        encoder = load_encoder(self.source)
        if self.lora_rank:
            encoder = add_lora(encoder, self.lora_rank, self.lora_alpha, self.dropout)
        else:
            freeze_embeddings(encoder)
        return SpanClassifier(encoder, len(self.labels.names), self.dropout, class_weights)

    def _rows(self, texts: Sequence[str], **columns: Sequence[Any] | None) -> list[Row]:
        """Encoded texts with their values of the ``columns`` that are given."""
        rows: list[Row] = [*encode(self.tokenizer, texts, self.max_length)]
        for name, values in columns.items():
            if values is not None:
                rows = [{**row, name: value} for row, value in zip(rows, values, strict=True)]
        return rows

    def _fine_tune(
        self, rows: Sequence[Row], class_weights: torch.Tensor | None, seed: int, work: Path
    ) -> None:
        torch.manual_seed(seed)  # the head's first weights
        self.network = on_best_device(self._build(class_weights))
        if self._start:
            restore_weights(self.network, {**trained_weights(self.network), **self._start})
        fine_tune(self.network, rows, self._collator(), self.training, seed=seed, work=work)
        trained = trained_weights(self.network)
        if self._keep:
            trained |= {name: self._kept(old, trained[name]) for name, old in self._start.items()}
        self._finish(trained)

    def _kept(self, old: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
        return torch.lerp(new.float(), old.float(), self._keep).half()

    def _finish(self, trained: dict[str, torch.Tensor]) -> None:
        """Use exactly the weights that are saved; fold an adapter in, so that it costs nothing."""
        assert self.network is not None
        self._saved = trained
        restore_weights(self.network, trained)
        if self.lora_rank:
            adapted: Any = self.network.encoder
            self.network.encoder = adapted.merge_and_unload()

    def _class_weights(self, stances: Sequence[str]) -> torch.Tensor:
        """Inverse label frequency to ``class_weight_power``; 1.0 for labels never seen."""
        counts = Counter(stances)
        mean = len(stances) / len(counts)
        weights = [
            (mean / counts[name]) ** self.class_weight_power if counts[name] else 1.0
            for name in self.labels.names
        ]
        return torch.tensor(weights)

    def _collator(self) -> Collator:
        return Collator(self.tokenizer.pad_token_id or 0)
