"""The tagger's network: what it learns, what it saves, how it goes on after a kill."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from transformers import TrainerCallback

from quotestance.models import finetuning
from quotestance.models.tagger import TAGS, WEIGHTS, TaggerModel, WindowCollator
from quotestance.models.windows import UNLABELLED, Pieces, Row, cut_pieces
from quotestance.records import Span

TEXTS = ["the pier is old", "we stay said lind", "lind said we go", "it rained"]
SETTINGS: dict[str, Any] = {"epochs": 30, "batch_size": 4, "learning_rate": 1e-2, "max_length": 32}


@pytest.fixture(scope="module")
def model(tiny_encoder: Path) -> TaggerModel:
    return TaggerModel(encoder=str(tiny_encoder), **SETTINGS)


def pieces_of(model: TaggerModel, text: str, marked: bool = False) -> Pieces:
    whole = [Span(0, len(text))]
    return cut_pieces(model.tokenizer, text, whole, whole if marked else [])


@pytest.fixture(scope="module")
def rows(model: TaggerModel) -> list[Row]:
    """Every piece in marks is content, every other one is none."""
    rows = []
    for text in TEXTS:
        for marked in (False, True):
            pieces = pieces_of(model, text, marked)
            label = TAGS.index("I-content") if marked else TAGS.index("O")
            rows += model.rows(pieces, [label] * len(pieces.ids))
    return rows


@pytest.fixture(scope="module")
def fitted(
    model: TaggerModel, rows: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> TaggerModel:
    model.fit(rows, seed=3, work=tmp_path_factory.mktemp("work"))
    return model


def test_it_learns_what_stands_in_marks(fitted: TaggerModel) -> None:
    for marked, tag in ((True, "I-content"), (False, "O")):
        found = fitted.probabilities(pieces_of(fitted, "said the pier", marked))
        assert (found.argmax(axis=1) == TAGS.index(tag)).all()
        np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_a_loaded_model_gives_the_same_answers(
    fitted: TaggerModel, tiny_encoder: Path, tmp_path: Path
) -> None:
    assert fitted.save(tmp_path) == [WEIGHTS]
    assert {values.dtype for values in load_file(tmp_path / WEIGHTS).values()} == {
        np.dtype(np.float16)
    }
    loaded = TaggerModel.load(tmp_path, {"encoder": str(tiny_encoder), **SETTINGS})
    pieces = pieces_of(fitted, "we stay said lind", True)
    np.testing.assert_array_equal(loaded.probabilities(pieces), fitted.probabilities(pieces))


class PowerCutError(Exception):
    """Kills a run."""


class KillAtStep(TrainerCallback):
    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step == 5:
            raise PowerCutError


def test_a_killed_run_goes_on_and_ends_like_one_in_one_go(
    rows: list[Row], tiny_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {**SETTINGS, "epochs": 4, "checkpoint_steps": 3}

    def fit(work: str) -> list[np.ndarray]:
        model = TaggerModel(encoder=str(tiny_encoder), **settings)
        model.fit(rows, seed=5, work=tmp_path / work)
        return model.window_probabilities(rows)

    whole = fit("whole")
    with monkeypatch.context() as patch, pytest.raises(PowerCutError):
        patch.setattr(finetuning, "LogCallback", KillAtStep)
        fit("killed")
    assert [path.name for path in (tmp_path / "killed").glob("checkpoint-*")] == ["checkpoint-3"]
    for resumed, once in zip(fit("killed"), whole, strict=True):
        np.testing.assert_allclose(resumed, once, atol=1e-5)


def test_word_embeddings_stay_as_they_are(fitted: TaggerModel) -> None:
    words = fitted.network.encoder.get_input_embeddings().weight
    fresh = TaggerModel(encoder=fitted.source).network.encoder.get_input_embeddings().weight
    assert torch.equal(words, fresh)


def test_batches_do_not_change_the_answer(fitted: TaggerModel, rows: list[Row]) -> None:
    one = fitted.window_probabilities(rows, batch_size=1)
    many = fitted.window_probabilities(rows, batch_size=8)
    for left, right in zip(one, many, strict=True):
        np.testing.assert_allclose(left, right, atol=1e-5)


def test_no_pieces_give_no_answers(fitted: TaggerModel) -> None:
    assert len(fitted.probabilities(cut_pieces(fitted.tokenizer, "", []))) == 0


def test_padding_is_masked_and_unlabelled() -> None:
    rows = [
        {"input_ids": [5, 6], "marked": [1, 0], "labels": [0, 1]},
        {"input_ids": [7, 8, 9], "marked": [0, 0, 0], "labels": [2, 2, 2]},
    ]
    batch = WindowCollator(pad_id=4)(rows)
    assert batch["input_ids"].tolist() == [[5, 6, 4], [7, 8, 9]]
    assert batch["attention_mask"].tolist() == [[1, 1, 0], [1, 1, 1]]
    assert batch["labels"].tolist() == [[0, 1, UNLABELLED], [2, 2, 2]]
