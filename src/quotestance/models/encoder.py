"""A fine-tuned transformer encoder behind the StanceModel interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import torch
from peft import get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import PrinterCallback, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel
from quotestance.models.encoding import Collator, encode, length_batches, load_tokenizer
from quotestance.models.progress import LogCallback
from quotestance.models.span_classifier import (
    SpanClassifier,
    add_lora,
    load_encoder,
    resolve_encoder,
    weights_sha256,
)

WEIGHTS = "encoder.safetensors"
HEAD, ENCODER = "head.", "encoder."


class EncoderModel(StanceModel):
    """LoRA (``lora_rank > 0``, only adapter and head are saved) or full fine-tuning."""

    kind: ClassVar[str] = "encoder"

    def __init__(
        self,
        labels: LabelSet,
        *,
        encoder: str,
        lora_rank: int = 16,
        lora_alpha: int = 32,
        max_length: int = 128,
        epochs: int = 3,
        batch_size: int = 16,
        learning_rate: float = 1e-3,
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
        self.training = {
            "num_train_epochs": epochs,
            "per_device_train_batch_size": batch_size,
            "learning_rate": learning_rate,
            "weight_decay": weight_decay,
            "warmup_steps": warmup_ratio,
            "save_steps": checkpoint_steps,
        }
        self.tokenizer = load_tokenizer(self.source)
        self.network: SpanClassifier | None = None

    def fit(self, texts: Sequence[str], stances: Sequence[str], *, seed: int, work: Path) -> None:
        """Fine-tune with the Hugging Face Trainer, from the last checkpoint in ``work`` if any."""
        torch.manual_seed(seed)
        self.network = self._build(self._class_weights(stances))
        rows: list[dict[str, Any]] = [
            {**row, "labels": self.labels.names.index(stance)}
            for row, stance in zip(
                encode(self.tokenizer, texts, self.max_length), stances, strict=True
            )
        ]
        arguments = TrainingArguments(
            output_dir=str(work),
            seed=seed,
            data_seed=seed,
            save_total_limit=1,
            report_to="none",
            disable_tqdm=True,
            logging_steps=50,
            train_sampling_strategy="group_by_length",
            remove_unused_columns=False,
            dataloader_pin_memory=False,
            **self.training,
        )
        trainer = Trainer(
            model=self.network,
            args=arguments,
            train_dataset=rows,  # type: ignore[arg-type]
            data_collator=self._collator(),  # type: ignore[arg-type]
        )
        trainer.remove_callback(PrinterCallback)
        trainer.add_callback(LogCallback())
        trainer.train(resume_from_checkpoint=get_last_checkpoint(str(work)))
        self._merge()

    def scores(self, texts: Sequence[str], batch_size: int = 64) -> np.ndarray:
        """Logits, batches sorted by length."""
        if self.network is None:
            raise RuntimeError("fit or load the model before asking it for scores")
        rows = encode(self.tokenizer, texts, self.max_length)
        scores = np.zeros((len(rows), len(self.labels.names)))
        device = next(self.network.parameters()).device
        collate = self._collator()
        self.network.eval()
        with torch.inference_mode():
            for batch in length_batches(rows, batch_size):
                inputs = {k: v.to(device) for k, v in collate([rows[i] for i in batch]).items()}
                scores[batch] = self.network(**inputs)["logits"].float().cpu().numpy()
        return scores

    def save(self, folder: Path) -> list[str]:
        """Write ``encoder.safetensors``: head and adapter, or head and all weights."""
        save_file(self._saved, folder / WEIGHTS)
        return [WEIGHTS]

    @classmethod
    def load(cls, folder: Path, labels: LabelSet, settings: dict[str, Any]) -> Self:
        """Read ``encoder.safetensors`` onto the encoder that ``settings`` name."""
        model = cls(labels, **settings)
        model._saved = load_file(folder / WEIGHTS)
        model.network = model._build(None)
        parts: dict[str, dict[str, torch.Tensor]] = {HEAD: {}, ENCODER: {}}
        for name, tensor in model._saved.items():
            prefix = HEAD if name.startswith(HEAD) else ENCODER
            parts[prefix][name.removeprefix(prefix)] = tensor
        model.network.head.load_state_dict(parts[HEAD])
        if model.lora_rank:
            set_peft_model_state_dict(model.network.encoder, parts[ENCODER])
        else:
            model.network.encoder.load_state_dict(parts[ENCODER])
        model._merge()
        return model

    @property
    def base_sha256(self) -> str | None:
        """Digest of the encoder's own weights when only an adapter is saved."""
        return weights_sha256(self.source) if self.lora_rank else None

    def _build(self, class_weights: torch.Tensor | None) -> SpanClassifier:
        encoder = load_encoder(self.source)
        if self.lora_rank:
            encoder = add_lora(encoder, self.lora_rank, self.lora_alpha, self.dropout)
        return SpanClassifier(encoder, len(self.labels.names), self.dropout, class_weights)

    def _merge(self) -> None:
        """Keep what is to be saved, then fold the adapter into the encoder: no cost to use."""
        assert self.network is not None
        encoder = self.network.encoder
        state = get_peft_model_state_dict(encoder) if self.lora_rank else encoder.state_dict()
        tensors = {f"{ENCODER}{name}": tensor for name, tensor in state.items()}
        tensors |= {f"{HEAD}{n}": tensor for n, tensor in self.network.head.state_dict().items()}
        self._saved = {name: tensor.detach().cpu().clone() for name, tensor in tensors.items()}
        if self.lora_rank:
            self.network.encoder = encoder.merge_and_unload()  # type: ignore[operator]

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
