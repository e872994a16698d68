"""The tagger's network: what it learns, what it saves, how it goes on after a kill."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from transformers import TrainerCallback

from quotestance.labels import STANCES
from quotestance.models import finetuning
from quotestance.models.tagger import WEIGHTS, Answers, TaggerModel
from quotestance.models.tagger_network import TAGS, span_scores
from quotestance.models.windows import Aimed, Pieces, Range, Row, cut_pieces, touched
from quotestance.records import Span

TEXTS = ["the pier is old", "we stay said lind", "lind said we go", "it rained"]
TOLD = [
    ("lind said we go", "we go", "said", "commit"),
    ("lind said we stay", "we stay", "said", "none"),
    ("the pier is old said lind", "the pier is old", "said", "none"),
]
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
        found = fitted.read(pieces_of(fitted, "said the pier", marked)).probabilities
        assert (found.argmax(axis=1) == TAGS.index(tag)).all()
        np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_a_loaded_model_gives_the_same_answers(
    fitted: TaggerModel, tiny_encoder: Path, tmp_path: Path
) -> None:
    assert fitted.save(tmp_path) == [WEIGHTS]
    assert {values.dtype for values in load_file(tmp_path / WEIGHTS).values()} == {
        np.dtype(np.float16)
    }
    loaded = TaggerModel.load(tmp_path, None, {"encoder": str(tiny_encoder), **SETTINGS})
    pieces = pieces_of(fitted, "we stay said lind", True)
    np.testing.assert_array_equal(
        loaded.read(pieces).probabilities, fitted.read(pieces).probabilities
    )


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
        return model.window_answers(rows)

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
    one = fitted.window_answers(rows, batch_size=1)
    many = fitted.window_answers(rows, batch_size=8)
    for left, right in zip(one, many, strict=True):
        np.testing.assert_allclose(left, right, atol=1e-5)


def test_no_pieces_give_no_answers(fitted: TaggerModel) -> None:
    nothing = fitted.read(cut_pieces(fitted.tokenizer, "", []))
    assert (nothing.probabilities.shape, nothing.votes.shape) == ((0, len(TAGS)), (0, 0))


def ranges(pieces: Pieces, text: str, content: str, cue: str) -> tuple[Range, Range]:
    """The pieces of the words of ``content`` and of ``cue``."""
    first, second = (
        touched(pieces.spans, Span(text.index(words), text.index(words) + len(words)))
        for words in (content, cue)
    )
    return first, second


@pytest.fixture(scope="module")
def teller(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> TaggerModel:
    """Learned from the first of TOLD that going is a promise and staying none."""
    model = TaggerModel(STANCES, encoder=str(tiny_encoder), **SETTINGS)
    rows = []
    for text, content, cue, stance in TOLD:
        pieces = pieces_of(model, text)
        target = tuple(float(name == stance) for name in STANCES.names)
        aimed = Aimed(*ranges(pieces, text, content, cue), target)
        rows += model.rows(pieces, [0] * len(pieces.ids), [aimed])
    model.fit(rows * 4, seed=3, work=tmp_path_factory.mktemp("work"))
    return model


def test_it_learns_stances_of_spans_beside_the_tags(teller: TaggerModel) -> None:
    for text, content, cue, stance in TOLD:
        pieces = pieces_of(teller, text)
        answers = teller.read(pieces)
        assert set(answers.probabilities.argmax(axis=1)) == {TAGS.index("O")}
        scores = answers.scores(*ranges(pieces, text, content, cue))
        assert STANCES.names[scores.argmax()] == stance


def test_stances_are_saved_with_the_tags(
    teller: TaggerModel, tiny_encoder: Path, tmp_path: Path
) -> None:
    teller.save(tmp_path)
    loaded = TaggerModel.load(tmp_path, STANCES, {"encoder": str(tiny_encoder), **SETTINGS})
    pieces = pieces_of(teller, "we stay said lind")
    np.testing.assert_array_equal(loaded.read(pieces).votes, teller.read(pieces).votes)


def test_votes_of_content_and_cue_are_averaged_and_summed() -> None:
    votes = np.array([[1.0, 0.0, 5.0, 5.0], [3.0, 2.0, 5.0, 5.0], [9.0, 9.0, 0.0, 1.0]])
    answers = Answers(np.zeros((3, len(TAGS))), votes)
    np.testing.assert_array_equal(answers.scores((0, 2), (0, 0)), [2.0, 1.0])
    np.testing.assert_array_equal(answers.scores((0, 2), (2, 3)), [2.0, 2.0])


def test_the_network_scores_spans_like_the_answers(teller: TaggerModel) -> None:
    """What training compares with the labels is what prediction gives."""
    pieces = pieces_of(teller, "lind said we go")
    end = len(pieces.ids)
    answers = teller.read(pieces)
    spans = torch.tensor([[[end - 2, end, 1, 2], [0, 0, 0, 0]]])
    scores = span_scores(torch.from_numpy(answers.votes)[None], spans)
    np.testing.assert_allclose(scores[0, 0], answers.scores((end - 2, end), (1, 2)), atol=1e-6)
    assert scores[0, 1].tolist() == [0.0] * 5
