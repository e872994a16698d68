"""What the fine-tuned models share: the run of the Trainer and the weights that it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.utils.data import Dataset
from transformers import PrinterCallback, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from quotestance.models.encoding import length_batches
from quotestance.models.progress import LogCallback
from quotestance.models.resumable import ResumableTrainer
from quotestance.models.windows import Row


class Rows(Dataset[Row]):
    """Rows of token ids in memory; ``rows["length"]`` is how long each is."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: Any) -> Any:
        if key == "length":
            return [len(row["input_ids"]) for row in self.rows]
        return self.rows[key]


def trainer_settings(
    epochs: int,
    batch_size: int,
    learning_rate: float,
    weight_decay: float,
    warmup_ratio: float,
    checkpoint_steps: int,
) -> dict[str, Any]:
    """Our settings by the names that TrainingArguments give them."""
    return {
        "num_train_epochs": epochs,
        "per_device_train_batch_size": batch_size,
        "learning_rate": learning_rate,
        "weight_decay": weight_decay,
        "warmup_steps": warmup_ratio,
        "save_steps": checkpoint_steps,
    }


def fine_tune(
    network: nn.Module,
    rows: Sequence[Row],
    collate: Callable[[Sequence[Row]], dict[str, torch.Tensor]],
    settings: Mapping[str, Any],
    *,
    seed: int,
    work: Path,
) -> None:
    """Train ``network`` with the Hugging Face Trainer, on a GPU if there is one.

    ``settings`` are those of ``trainer_settings``. A run that was killed goes on from the last
    checkpoint in ``work``.
    """
    torch.manual_seed(seed)
    bfloat16 = multiplies_bfloat16()
    trainer = ResumableTrainer(
        model=network,
        args=TrainingArguments(
            output_dir=str(work),
            seed=seed,
            data_seed=seed,
            save_total_limit=1,
            report_to="none",
            disable_tqdm=True,
            logging_steps=50,
            remove_unused_columns=False,
            dataloader_pin_memory=False,
            bf16=bfloat16,
            use_cpu=bfloat16,  # without it the Trainer looks for bfloat16 on a GPU
            **settings,
        ),
        train_dataset=Rows(rows),
        data_collator=collate,
    )
    trainer.remove_callback(PrinterCallback)
    trainer.add_callback(LogCallback())
    trainer.train(resume_from_checkpoint=get_last_checkpoint(str(work)))
    # The Trainer leaves the network computing in mixed precision; answers need all of it.
    trainer.accelerator.unwrap_model(network, keep_fp32_wrapper=False)


def multiplies_bfloat16() -> bool:
    """Whether training runs on a processor with instructions for bfloat16.

    There a step of mixed precision (Micikevicius et al. 2018) takes three fifths of the time;
    elsewhere bfloat16 is emulated and slow. Weights and optimizer stay in single precision.
    """
    accelerators: Any = getattr(torch, "accelerator", torch.cuda)
    if accelerators.is_available():
        return False
    # older torch cannot tell
    able: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def batched_logits(
    network: nn.Module,
    rows: Sequence[Row],
    collate: Callable[[Sequence[Row]], dict[str, torch.Tensor]],
    batch_size: int,
) -> Iterator[tuple[list[int], torch.Tensor]]:
    """Row numbers and their logits (batch, …), in batches of rows of similar length."""
    device = next(network.parameters()).device
    network.eval()
    for batch in length_batches(rows, batch_size):
        inputs = {k: v.to(device) for k, v in collate([rows[i] for i in batch]).items()}
        with torch.inference_mode():
            yield batch, network(**inputs)["logits"].float().cpu()


def trained_weights(network: nn.Module) -> dict[str, torch.Tensor]:
    """What training changed, in half precision (a rounding far below the seeds' noise)."""
    return {
        name: parameter.detach().cpu().half()
        for name, parameter in network.named_parameters()
        if parameter.requires_grad
    }


def mean_weights(saved: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several models' trained weights, each over those that have it.

    Models that began at the same weights often lie in one basin of the loss, where their mean
    is better than each of them and costs as little (model soups, Wortsman et al. 2022).
    """
    names = dict.fromkeys(name for weights in saved for name in weights)
    found = {name: [one[name].float() for one in saved if name in one] for name in names}
    return {name: torch.stack(values).mean(dim=0).half() for name, values in found.items()}


def restore_weights(network: nn.Module, weights: Mapping[str, torch.Tensor]) -> None:
    """Use exactly the weights that are saved."""
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                parameter.copy_(weights[name])
