"""One suite that every kind of model has to pass."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from own_spans import span_records
from quotestance.errors import ModelError
from quotestance.features.render import render
from quotestance.labels import STANCES, LabelSet
from quotestance.models import MODELS, build_model, model_class
from quotestance.models.base import StanceModel
from quotestance.quotes.clean import clean_text
from quotestance.records import Quote, Span

CASES = {
    "tfidf": ("tfidf", {"min_df": 1}),
    "encoder-lora": ("encoder", {"lora_rank": 4, "learning_rate": 2e-2}),
    "encoder-full": ("encoder", {"lora_rank": 0, "learning_rate": 2e-3}),
}
Build = Callable[..., StanceModel]


def model_texts() -> tuple[list[str], list[str]]:
    """Every second training text of the shared spans, with its stance."""
    texts, stances = [], []
    for record in span_records()[::2]:
        cue = record["text"].index(record["cue"])
        quote = Quote(
            "a",
            "q",
            record["id"],
            Span(record["start"], record["end"]),
            "indirect",
            cue=Span(cue, cue + len(record["cue"])),
            actor=record["actor"],
        )
        texts.append(render(clean_text(record["text"]), quote))
        stances.append(record["stance"])
    return texts, stances


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tiny_encoder: Path) -> tuple[str, dict[str, Any]]:
    kind, settings = CASES[request.param]
    if kind == "encoder":
        settings = {"encoder": str(tiny_encoder), "epochs": 8, "batch_size": 10, **settings}
    return kind, settings


@pytest.fixture(scope="module")
def build(case: tuple[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Build:
    def fitted(
        labels: LabelSet = STANCES,
        seed: int = 3,
        without: str = "",
        weights: list[float] | None = None,
    ) -> StanceModel:
        model = build_model(case[0], labels, case[1])
        rows = [row for row in zip(*model_texts(), strict=True) if row[1] != without]
        work = tmp_path_factory.mktemp("work")
        texts, stances = [text for text, _ in rows], [s for _, s in rows]
        model.fit(texts, stances, seed=seed, work=work, weights=weights)
        return model

    return fitted


@pytest.fixture(scope="module")
def fitted(build: Build) -> StanceModel:
    return build()


def test_every_kind_has_a_case() -> None:
    assert {kind for kind, _ in CASES.values()} == set(MODELS)
    assert all(model_class(kind).kind == kind for kind in MODELS)


def test_scores_have_one_row_a_text_and_one_column_a_label(fitted: StanceModel) -> None:
    texts, _ = model_texts()
    scores = fitted.scores(texts[:7], batch_size=3)
    assert scores.shape == (7, 5)
    assert np.isfinite(scores).all()
    assert fitted.scores([]).shape == (0, 5)


def test_the_columns_follow_the_label_order(fitted: StanceModel) -> None:
    texts, stances = model_texts()
    predicted = [STANCES.names[i] for i in fitted.scores(texts).argmax(axis=1)]
    assert np.mean([p == s for p, s in zip(predicted, stances, strict=True)]) > 0.9


def test_another_label_order_moves_the_columns(build: Build, fitted: StanceModel) -> None:
    labels = LabelSet(("none", "warn", "demand", "commit", "refuse"), "none")
    texts, stances = model_texts()
    predicted = [labels.names[i] for i in build(labels).scores(texts).argmax(axis=1)]
    assert np.mean([p == s for p, s in zip(predicted, stances, strict=True)]) > 0.9


def test_scores_do_not_depend_on_the_batch_or_the_order(fitted: StanceModel) -> None:
    texts, _ = model_texts()
    texts = [*texts[:9], "", " | | « x »", "«" * 40, "word " * 400]
    alone = np.concatenate([fitted.scores([text]) for text in texts])
    np.testing.assert_allclose(fitted.scores(texts, batch_size=4), alone, atol=1e-4)
    np.testing.assert_allclose(fitted.scores(texts[::-1])[::-1], alone, atol=1e-4)


def test_a_loaded_model_gives_the_same_scores(
    fitted: StanceModel, case: tuple[str, dict[str, Any]], tmp_path: Path
) -> None:
    texts, _ = model_texts()
    names = fitted.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    loaded = model_class(case[0]).load(tmp_path, STANCES, case[1])
    np.testing.assert_array_equal(loaded.scores(texts), fitted.scores(texts))
    assert loaded.base_sha256 == fitted.base_sha256
    again = tmp_path / "again"
    again.mkdir()
    assert loaded.save(again) == names


def test_files_hold_no_pickle(fitted: StanceModel, tmp_path: Path) -> None:
    for name in fitted.save(tmp_path):
        path = tmp_path / name
        if path.suffix == ".safetensors":
            assert load_file(path)
            continue
        assert path.suffix == ".skops"
        with zipfile.ZipFile(path) as archive:
            assert {Path(member).suffix for member in archive.namelist()} <= {".json", ".npy"}
            for member in archive.namelist():
                if member.endswith(".npy"):
                    np.load(io.BytesIO(archive.read(member)), allow_pickle=False)


def test_one_seed_gives_one_result(build: Build, fitted: StanceModel) -> None:
    texts, _ = model_texts()
    np.testing.assert_array_equal(build().scores(texts), fitted.scores(texts))
    assert build(seed=4).scores(texts).shape == (len(texts), 5)


def test_a_label_never_seen_is_unlikely(build: Build) -> None:
    texts, stances = model_texts()
    seen = [t for t, s in zip(texts, stances, strict=True) if s != "warn"]
    scores = build(without="warn").scores(seen)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    share = odds / odds.sum(axis=1, keepdims=True)
    assert share[:, STANCES.names.index("warn")].max() < 0.1
    assert share[:, STANCES.names.index("warn")].mean() < 0.02


def test_weights_of_one_change_nothing(build: Build, fitted: StanceModel) -> None:
    texts, _ = model_texts()
    weighted = build(weights=[1.0] * len(texts))
    np.testing.assert_allclose(weighted.scores(texts), fitted.scores(texts), atol=1e-3)


@pytest.mark.parametrize("weights", [(8, 1), (1, 8)])
def test_a_text_that_weighs_more_wins_over_its_contradiction(
    case: tuple[str, dict[str, Any]], tmp_path: Path, weights: tuple[float, float]
) -> None:
    texts, stances = model_texts()
    names = STANCES.names
    others = [names[names.index(stance) - 1] for stance in stances]
    kind, settings = case
    if kind == "encoder":  # labels that contradict each other want small steps
        settings = {**settings, "learning_rate": 5e-3, "epochs": 16}
    model = build_model(kind, STANCES, settings)
    each = [weight for weight in weights for _ in texts]
    model.fit(texts * 2, stances + others, seed=3, work=tmp_path, weights=each)
    heavier = stances if weights[0] > weights[1] else others
    predicted = [names[i] for i in model.scores(texts).argmax(axis=1)]
    assert np.mean([p == h for p, h in zip(predicted, heavier, strict=True)]) > 0.9


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(ModelError, match="Did you mean 'encoder'"):
        model_class("encodr")
