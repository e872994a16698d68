"""What the tagger's network is given, and what its loss counts."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from quotestance.models.span_classifier import load_encoder
from quotestance.models.tagger_network import TAGS, TokenTagger, WindowCollator
from quotestance.models.windows import UNLABELLED


def test_padding_is_masked_and_unlabelled() -> None:
    rows = [
        {"input_ids": [5, 6], "marked": [1, 0], "labels": [0, 1]},
        {"input_ids": [7, 8, 9], "marked": [0, 0, 0], "labels": [2, 2, 2]},
    ]
    batch = WindowCollator(pad_id=4)(rows)
    assert batch["input_ids"].tolist() == [[5, 6, 4], [7, 8, 9]]
    assert batch["attention_mask"].tolist() == [[1, 1, 0], [1, 1, 1]]
    assert batch["labels"].tolist() == [[0, 1, UNLABELLED], [2, 2, 2]]


def test_windows_without_a_span_are_padded_to_those_with_some() -> None:
    rows = [
        {"input_ids": [5], "marked": [0], "labels": [0], "spans": [], "targets": []},
        {
            "input_ids": [5],
            "marked": [0],
            "labels": [0],
            "spans": [[0, 1, 0, 0]],
            "targets": [[1.0, 0.0]],
        },
    ]
    batch = WindowCollator(pad_id=4, n_labels=2)(rows)
    assert batch["spans"].tolist() == [[[0, 0, 0, 0]], [[0, 1, 0, 0]]]
    assert batch["targets"].tolist() == [[[0.0, 0.0]], [[1.0, 0.0]]]
    batch = WindowCollator(pad_id=4, n_labels=2)(rows[:1])
    assert (batch["spans"].shape, batch["targets"].shape) == ((1, 1, 4), (1, 1, 2))


@pytest.mark.parametrize("label", [0, UNLABELLED])
def test_the_loss_is_that_of_the_labelled_pieces_and_of_the_spans(
    label: int, tiny_encoder: Path
) -> None:
    network = TokenTagger(load_encoder(str(tiny_encoder)), dropout=0.0, n_labels=2)
    ids = torch.tensor([[5, 6, 7]])
    given = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "marked": ids * 0}
    labels = torch.full((1, 3), label)
    spans = torch.tensor([[[0, 2, 2, 3], [0, 0, 0, 0]]])
    half = torch.tensor([[[0.5, 0.5], [0.0, 0.0]]])
    none = torch.zeros_like(half)
    with torch.no_grad():
        tags = network(**given, labels=labels, spans=spans, targets=none)
        both = network(**given, labels=labels, spans=spans, targets=half)
    assert both["logits"].shape == (1, 3, len(TAGS) + 4)
    assert (float(tags["loss"]) == 0.0) == (label == UNLABELLED)
    votes = both["logits"][0, :, len(TAGS) :]
    scores = votes[:2, :2].mean(dim=0) + votes[2, 2:]
    expected = -(0.5 * scores.log_softmax(dim=0)).sum()
    assert float(both["loss"] - tags["loss"]) == pytest.approx(float(expected), abs=1e-5)
