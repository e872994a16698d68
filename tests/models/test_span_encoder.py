"""The encoder alone: the marked span, going on after a kill, the packaged weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import TrainerCallback

from own_spans import span_records
from quotestance.errors import ModelError
from quotestance.labels import STANCES
from quotestance.models import finetuning
from quotestance.models.encoder import WEIGHTS, EncoderModel
from quotestance.models.encoding import Collator, encode, length_batches, load_tokenizer
from quotestance.models.span_classifier import (
    PACKAGED,
    SpanClassifier,
    load_encoder,
    resolve_encoder,
)

MINILM = "sentence-transformers/all-MiniLM-L6-v2"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Mara Lind | said | « we will sign », she said", "we will sign"),
        ("| | « no »", "no"),
        ("a | b | before « a | b » after", "a | b"),
        ("| | «  »", ""),
        ("no marker at all", ""),
    ],
)
def test_span_mask_covers_exactly_the_tokens_between_the_markers(
    text: str, marked: str, tiny_encoder: Path
) -> None:
    tokenizer = load_tokenizer(str(tiny_encoder))
    (row,) = encode(tokenizer, [text], 64)
    assert len(row["span_mask"]) == len(row["input_ids"])
    inside = [i for i, m in zip(row["input_ids"], row["span_mask"], strict=True) if m]
    assert inside == tokenizer(marked, add_special_tokens=False)["input_ids"]


def test_long_texts_are_cut_and_padding_is_masked(tiny_encoder: Path) -> None:
    tokenizer = load_tokenizer(str(tiny_encoder))
    rows = encode(tokenizer, ["| | « no »", "word " * 100], 32)
    batch = Collator(0)(rows)
    assert batch["input_ids"].shape == (2, 32)
    assert batch["attention_mask"].sum(dim=1).tolist() == [len(rows[0]["input_ids"]), 32]
    assert batch["span_mask"][0].sum() == sum(rows[0]["span_mask"])
    assert encode(tokenizer, [], 32) == []


def test_length_batches_hold_every_row_once() -> None:
    rows = [{"input_ids": [0] * n} for n in (5, 1, 9, 3, 3)]
    batches = list(length_batches(rows, 2))
    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert sorted(i for batch in batches for i in batch) == [0, 1, 2, 3, 4]


def examples() -> tuple[list[str], list[str]]:
    records = span_records()[:40]
    texts = [f"{r['actor']} | {r['cue']} | « {r['text'][r['start'] : r['end']]} »" for r in records]
    return texts, [r["stance"] for r in records]


@pytest.mark.parametrize("class_weights", [None, torch.tensor([0.5, 1.0, 3.0])])
def test_a_weight_counts_like_so_many_rows(
    class_weights: torch.Tensor | None, tiny_encoder: Path
) -> None:
    encoded = encode(load_tokenizer(str(tiny_encoder)), ["| | « we will »", "| | « no »"], 32)
    first, second = ({**row, "labels": n} for n, row in enumerate(encoded))
    network = SpanClassifier(load_encoder(str(tiny_encoder)), 3, 0.0, class_weights).eval()
    weighted = [{**first, "weights": 3.0}, {**second, "weights": 1.0}]
    loss, repeated, plain = (
        network(**Collator(0)(rows))["loss"]
        for rows in (weighted, [first, first, first, second], [first, second])
    )
    torch.testing.assert_close(loss, repeated)
    assert (loss - plain).abs() > 1e-3


class PowerCutError(Exception):
    """Kills a run."""


class KillAtStep(TrainerCallback):
    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step == 7:
            raise PowerCutError


@pytest.mark.parametrize("rank", [0, 4])
def test_a_killed_run_goes_on_and_ends_like_one_in_one_go(
    rank: int, tiny_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"encoder": str(tiny_encoder), "lora_rank": rank, "learning_rate": 2e-3}
    settings |= {"epochs": 3, "batch_size": 8, "checkpoint_steps": 3}
    texts, stances = examples()

    def fit(work: str) -> EncoderModel:
        model = EncoderModel(STANCES, **settings)
        model.fit(texts, stances, seed=5, work=tmp_path / work)
        return model

    whole = fit("whole")
    with monkeypatch.context() as patch, pytest.raises(PowerCutError):
        patch.setattr(finetuning, "LogCallback", KillAtStep)
        fit("killed")
    assert [path.name for path in (tmp_path / "killed").glob("checkpoint-*")] == ["checkpoint-6"]

    steps: list[int] = []

    class Count(TrainerCallback):
        def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            steps.append(state.global_step)

    monkeypatch.setattr(finetuning, "LogCallback", Count)
    resumed = fit("killed")
    assert steps == list(range(7, 16))
    np.testing.assert_allclose(resumed.scores(texts), whole.scores(texts), atol=1e-5)


@pytest.mark.parametrize("rank", [0, 4])
def test_only_trained_weights_are_saved(rank: int, tiny_encoder: Path, tmp_path: Path) -> None:
    model = EncoderModel(STANCES, encoder=str(tiny_encoder), lora_rank=rank, epochs=1)
    model.fit(*examples(), seed=1, work=tmp_path / "work")
    model.save(tmp_path)
    saved = load_file(tmp_path / WEIGHTS)
    assert {"head.weight", "head.bias"} <= saved.keys()
    assert not any("word_embeddings" in name for name in saved)
    assert all(("lora" in name) == bool(rank) for name in saved if not name.startswith("head"))


def test_scores_before_training_are_a_programming_error(tiny_encoder: Path) -> None:
    with pytest.raises(RuntimeError, match="fit or load"):
        EncoderModel(STANCES, encoder=str(tiny_encoder)).scores(["x"])


@pytest.mark.parametrize("part", ["tokenizer", "weights"])
def test_an_encoder_that_is_not_there_is_one_line(
    part: str, tiny_encoder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "encoder"
    if part == "weights":
        folder.mkdir()
        for path in tiny_encoder.glob("*.json"):
            (folder / path.name).write_bytes(path.read_bytes())
    with pytest.raises(ModelError, match=r"Check model\.encoder") as caught:
        EncoderModel(STANCES, encoder=str(folder)).fit(*examples(), seed=1, work=tmp_path / "w")
    assert "\n" not in str(caught.value)


def test_the_default_encoder_comes_with_its_package(tmp_path: Path) -> None:
    assert MINILM in PACKAGED
    assert Path(resolve_encoder(MINILM), "model.safetensors").is_file()
    assert resolve_encoder("somebody/some-encoder") == "somebody/some-encoder"
    model = EncoderModel(STANCES, encoder=MINILM, lora_rank=8, batch_size=4, epochs=1)
    texts, stances = examples()
    model.fit(texts[:8], stances[:8], seed=1, work=tmp_path / "work")
    scores = model.scores(texts[:3])
    assert scores.shape == (3, 5)
    assert model.base_sha256 is not None
    assert len(model.base_sha256) == 64
    names = model.save(tmp_path)
    assert sum((tmp_path / name).stat().st_size for name in names) < 5_000_000
    settings = {"encoder": MINILM, "lora_rank": 8}
    loaded = EncoderModel.load(tmp_path, STANCES, settings)
    torch.testing.assert_close(
        torch.tensor(loaded.scores(texts[:3])), torch.tensor(scores), rtol=0, atol=1e-6
    )
