"""Model texts as token ids with the marked span, and padded batches of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from quotestance.errors import ModelError
from quotestance.features.render import CLOSE, OPEN

Encoded = dict[str, list[int]]


def load_tokenizer(source: str) -> PreTrainedTokenizerBase:
    """The fast tokenizer of an encoder; raises ModelError where there is none."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"encoder '{source}'",
            expected="a folder or hub name of a Hugging Face encoder with a tokenizer",
            found=str(error).splitlines()[0],
            fix="Check model.encoder; without a network give a local folder.",
        ) from error
    if not tokenizer.is_fast:
        raise ModelError(
            f"encoder '{source}'",
            expected="a fast tokenizer (tokenizer.json), which knows character offsets",
            found=type(tokenizer).__name__,
            fix="Choose another encoder.",
        )
    return tokenizer


def encode(
    tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], max_length: int
) -> list[Encoded]:
    """Token ids and a 0/1 ``span_mask`` over the tokens between the span's markers."""
    if not texts:
        return []
    batch: Any = tokenizer(
        list(texts), truncation=True, max_length=max_length, return_offsets_mapping=True
    )
    rows = zip(texts, batch["input_ids"], batch["offset_mapping"], strict=True)
    return [
        {"input_ids": ids, "span_mask": _span_mask(text, offsets)} for text, ids, offsets in rows
    ]


def _span_mask(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    start, end = text.find(OPEN), text.rfind(CLOSE)
    return [int(start < a < b <= end) for a, b in offsets]


class Collator:
    """Pads encoded texts to the longest of the batch; labels and weights stand beside them."""

    def __init__(self, pad_id: int) -> None:
        self.pad_id = pad_id

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, torch.Tensor]:
        """Tensors of shape (batch, longest)."""
        longest = max(len(row["input_ids"]) for row in rows)

        def pad(values: list[int], fill: int) -> list[int]:
            return values + [fill] * (longest - len(values))

        batch = {
            "input_ids": torch.tensor([pad(row["input_ids"], self.pad_id) for row in rows]),
            "attention_mask": torch.tensor([pad([1] * len(row["input_ids"]), 0) for row in rows]),
            "span_mask": torch.tensor([pad(row["span_mask"], 0) for row in rows]),
        }
        if "labels" in rows[0]:
            batch["labels"] = torch.tensor([row["labels"] for row in rows])
        if "weights" in rows[0]:
            batch["weights"] = torch.tensor([float(row["weights"]) for row in rows])
        return batch


def length_batches(rows: Sequence[Encoded], size: int) -> Iterator[list[int]]:
    """Indices of ``rows`` in batches of similar length: little padding, same result."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["input_ids"]))
    for start in range(0, len(order), size):
        yield order[start : start + size]
