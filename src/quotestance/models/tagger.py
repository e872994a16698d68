"""A token classifier that marks source, cue and content of quotes, on any encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from quotestance.models.encoding import load_tokenizer
from quotestance.models.finetuning import (
    batched_logits,
    fine_tune,
    restore_weights,
    trained_weights,
    trainer_settings,
)
from quotestance.models.span_classifier import (
    freeze_embeddings,
    load_encoder,
    on_best_device,
    resolve_encoder,
    weights_sha256,
)
from quotestance.models.windows import (
    UNLABELLED,
    Pieces,
    Row,
    cut_windows,
    join_windows,
    rows_of,
)

WEIGHTS = "tagger.safetensors"
ROLES = ("content", "cue", "source")
"""What a piece can be part of; where two overlap, the first one counts."""
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BI"))
"""B begins a stretch of its role, I goes on with it, O is none (Ramshaw & Marcus 1995)."""


class TokenTagger(nn.Module):
    """Logits over TAGS for every piece of a window.

    Whether a piece stands in quotation marks is added to its word embedding: a window may begin
    in the middle of a quote.
    """

    def __init__(self, encoder: Any, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.marked = nn.Embedding(2, encoder.config.hidden_size)
        nn.init.zeros_(self.marked.weight)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.config.hidden_size, len(TAGS))

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        marked: torch.Tensor,
        labels: torch.Tensor | None = None,
    ) -> dict[str, Any]:
        """``logits`` (batch, pieces, tags), and ``loss`` where ``labels`` are given."""
        words = self.encoder.get_input_embeddings()(input_ids) + self.marked(marked)
        hidden = self.encoder(inputs_embeds=words, attention_mask=attention_mask).last_hidden_state
        logits = self.head(self.dropout(hidden))
        if labels is None:
            return {"logits": logits}
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1).float(), labels.flatten(), ignore_index=UNLABELLED
        )
        return {"loss": loss, "logits": logits}


class WindowCollator:
    """Pads windows (and labels) to the longest of the batch."""

    def __init__(self, pad_id: int) -> None:
        self.fill = {"input_ids": pad_id, "marked": 0, "labels": UNLABELLED}

    def __call__(self, rows: Sequence[Row]) -> dict[str, torch.Tensor]:
        """Tensors of shape (batch, longest)."""
        sizes = [len(row["input_ids"]) for row in rows]
        longest = max(sizes)
        batch = {
            key: torch.tensor([row[key] + [fill] * (longest - len(row[key])) for row in rows])
            for key, fill in self.fill.items()
            if key in rows[0]
        }
        batch["attention_mask"] = torch.tensor([[1] * n + [0] * (longest - n) for n in sizes])
        return batch


class TaggerModel:
    """Fine-tuning of all layers but the word embeddings; only what was trained is saved."""

    kind = "tagger"

    def __init__(
        self,
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
        self.source = resolve_encoder(encoder)
        self.max_length, self.dropout = max_length, dropout
        self.training = trainer_settings(
            epochs, batch_size, learning_rate, weight_decay, warmup_ratio, checkpoint_steps
        )
        self.tokenizer = load_tokenizer(self.source)
        self.network = self._build()

    def rows(self, pieces: Pieces, labels: Sequence[int] | None = None) -> list[Row]:
        """What the network reads of an article; ``labels`` are indices of TAGS or UNLABELLED."""
        return rows_of(self.tokenizer, pieces, self.max_length, labels)

    def fit(self, rows: Sequence[Row], *, seed: int, work: Path) -> None:
        """Train on labelled windows, from the last checkpoint in ``work`` if there is one."""
        torch.manual_seed(seed)
        self.network = self._build()
        fine_tune(self.network, rows, self.collator(), self.training, seed=seed, work=work)
        restore_weights(self.network, trained_weights(self.network))

    def probabilities(self, pieces: Pieces, batch_size: int = 64) -> np.ndarray:
        """Shape (pieces, tags); a piece that several windows hold gets their mean."""
        windows = cut_windows(pieces, self.max_length)
        found = self.window_probabilities(self.rows(pieces), batch_size)
        return join_windows(windows, found, len(TAGS))

    def window_probabilities(self, rows: Sequence[Row], batch_size: int = 64) -> list[np.ndarray]:
        """One array (pieces, tags) a window, without its two ends; batches sorted by length."""
        found: list[np.ndarray] = [np.zeros((0, len(TAGS)))] * len(rows)
        unlabelled = [{key: row[key] for key in ("input_ids", "marked")} for row in rows]
        for batch, logits in batched_logits(self.network, unlabelled, self.collator(), batch_size):
            values = logits.softmax(dim=-1).numpy()
            for at, i in enumerate(batch):
                found[i] = values[at, 1 : len(rows[i]["input_ids"]) - 1]
        return found

    def save(self, folder: Path) -> list[str]:
        """Write ``tagger.safetensors``: the trained weights alone, in half precision."""
        save_file(trained_weights(self.network), folder / WEIGHTS)
        return [WEIGHTS]

    @classmethod
    def load(cls, folder: Path, settings: dict[str, Any]) -> Self:
        """Read ``tagger.safetensors`` onto the encoder that ``settings`` name."""
        model = cls(**settings)
        restore_weights(model.network, load_file(folder / WEIGHTS))
        return model

    @property
    def base_sha256(self) -> str | None:
        """Digest of the encoder's own weights; None for a hub name."""
        return weights_sha256(self.source)

    def collator(self) -> WindowCollator:
        """Pads with the tokenizer's own token."""
        return WindowCollator(self.tokenizer.pad_token_id or 0)

    def _build(self) -> TokenTagger:
        encoder = load_encoder(self.source)
        freeze_embeddings(encoder)
        return on_best_device(TokenTagger(encoder, self.dropout))
