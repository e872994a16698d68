"""Training a tagger through the command, and what the commands do with its folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from own_articles import article, said
from own_spans import read_records, write_records
from quotestance.artifacts import load_tagger
from quotestance.labels import STANCES
from quotestance.training.start import load_text_classifiers
from quotestance.training.tagger_rows import stance_targets, with_cues

WORDS = ("train", "experiment=tagger", "model.epochs=1", "threads=1")


def read_json(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_a_finished_folder_holds_the_model_and_nothing_of_the_run(tagger_folder: Path) -> None:
    names = ["dev_metrics.json", "manifest.json", "tagger.safetensors"]
    assert sorted(path.name for path in tagger_folder.iterdir()) == names
    manifest = read_json(tagger_folder / "manifest.json")
    assert (manifest["kind"], manifest["name"]) == ("tagger", "tiny")
    assert manifest["data"]["train"]["articles"] + manifest["data"]["dev"]["articles"] == 12
    assert read_json(tagger_folder / "dev_metrics.json")["f1"] > 0.9


def test_extraction_and_prediction_take_the_folder(
    cli: Callable[..., Any], tagger_folder: Path, model_folder: Path, tmp_path: Path
) -> None:
    given = [f"data.dir={tagger_folder.parent}", "data=articles", f"extractor={tagger_folder}"]
    ran = cli("evaluate", "--extraction", *given, "resamples=20", "--out", tmp_path / "e")
    assert ran.code == 0
    assert read_json(tmp_path / "e" / "extraction.json")["f1"] > 0.9
    Path(tmp_path / "a.txt").write_text("Mara Lind warned that closing the pier would cost lives.")
    words = ["--model", model_folder, "--out", tmp_path / "p", f"extractor={tagger_folder}"]
    assert cli("predict", tmp_path / "a.txt", *words).code == 0
    (record,) = read_records(tmp_path / "p" / "predictions.jsonl")
    assert record["text"] == "closing the pier would cost lives"
    assert record["actor"] == "Mara Lind"


def test_a_result_names_every_extractor_of_a_combination(
    cli: Callable[..., Any], tagger_folder: Path, tmp_path: Path
) -> None:
    both = f"{tagger_folder}+rules"
    given = [f"data.dir={tagger_folder.parent}", "data=articles", f"extractor={both}"]
    assert cli("evaluate", "--extraction", *given, "resamples=20", "--out", tmp_path).code == 0
    extractor = read_json(tmp_path / "extraction.json")["extractor"]
    assert (extractor["name"], len(extractor["members"])) == (both, 2)
    assert extractor["members"][0]["weights"].keys() == {"tagger.safetensors"}
    assert extractor["members"][1] == {"name": "rules"}


def test_one_pass_finds_quotes_and_tells_stances(
    cli: Callable[..., Any], tagger_folder: Path, tmp_path: Path
) -> None:
    manifest = read_json(tagger_folder / "manifest.json")
    assert manifest["labels"]["names"][-1] == "none"
    assert read_json(tagger_folder / "dev_metrics.json")["stances"]["macro_f1_stances"] > 0.9
    Path(tmp_path / "a.txt").write_text("Mara Lind warned that closing the pier would cost lives.")
    words = ["--model", tagger_folder, "--out", tmp_path / "p", f"extractor={tagger_folder}"]
    assert cli("predict", tmp_path / "a.txt", *words).code == 0
    (record,) = read_records(tmp_path / "p" / "predictions.jsonl")
    assert (record["stance"], record["model"]) == ("warn", "tiny")


def test_a_tagger_without_stances_only_finds_quotes(
    cli: Callable[..., Any], tagger_folder: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    for source in tagger_folder.parent.glob("*.quotes.md"):
        text = source.read_text().replace("warn", "none").replace("demand", "none")
        (tmp_path / source.name).write_text(
            text.replace("commit", "none").replace("refuse", "none")
        )
    folder = tmp_path / "m"
    place = [f"model.encoder={tiny_encoder}", f"output_dir={folder}"]
    assert cli(*WORDS, "data=articles", f"data.dir={tmp_path}", *place).code == 0
    assert "stances" not in read_json(folder / "dev_metrics.json")
    assert load_tagger(str(folder)).calibration is None
    ran = cli("evaluate", "--model", folder, "--out", tmp_path)
    assert ran.code == 1
    assert "expected a model that classifies stances, found a tagger" in ran.err
    assert "trained without them" in ran.err


def test_a_tagger_and_a_classifier_are_not_taken_for_each_other(
    cli: Callable[..., Any], tagger_folder: Path, model_folder: Path, tmp_path: Path
) -> None:
    ran = cli("evaluate", "--extraction", f"extractor={model_folder}", "--out", tmp_path)
    assert ran.code == 1
    assert "expected a tagger, which finds quotes, found a model of kind tfidf" in ran.err
    assert "extractor" in ran.err


def test_one_seed_gives_one_tagger(
    cli: Callable[..., Any], tagger_folder: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        data = ["data=articles", f"data.dir={tagger_folder.parent}"]
        place = [f"model.encoder={tiny_encoder}", f"output_dir={tmp_path / name}"]
        assert cli(*WORDS, *data, *place).code == 0
    one, two = (load_tagger(str(tmp_path / name)).manifest for name in ("one", "two"))
    assert one["weights"] == two["weights"]
    assert one["data"] == two["data"]


def test_articles_without_a_quote_teach_nothing(
    cli: Callable[..., Any], tiny_encoder: Path, tmp_path: Path
) -> None:
    nothing = write_records(tmp_path / "none.jsonl", [])
    place = [f"model.encoder={tiny_encoder}", f"output_dir={tmp_path / 'm'}"]
    ran = cli(*WORDS, "data=jsonl", f"data.train={nothing}", *place)
    assert ran.code == 1
    assert "expected training articles with labelled quote spans" in ran.err


def test_cues_of_the_rules_stand_in_where_no_label_names_one() -> None:
    labelled = article("a", said("it rained"))
    assert with_cues(labelled) is labelled
    bare = replace(labelled, quotes=tuple(replace(q, cue=None) for q in labelled.quotes))
    assert with_cues(bare) == labelled


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("data=sentences", "expected articles in which every quote is labelled"),
        ("start=minilm", "start: expected a model that classifies stances, found a tagger"),
    ],
)
def test_what_a_tagger_cannot_learn_from_is_refused(
    cli: Callable[..., Any], tmp_path: Path, given: str, message: str
) -> None:
    ran = cli("train", "experiment=tagger", given, f"output_dir={tmp_path / 'm'}")
    assert ran.code == 2
    assert message in ran.err


def test_sentences_teach_stances_alone(
    cli: Callable[..., Any],
    tagger_folder: Path,
    tiny_encoder: Path,
    span_file: Path,
    tmp_path: Path,
) -> None:
    """What they do not label is no example of text without a quote."""
    place = [f"model.encoder={tiny_encoder}", f"output_dir={tmp_path / 'm'}"]
    data = ["data=articles", f"data.dir={tagger_folder.parent}", f"sentences={span_file}"]
    assert cli(*WORDS, *data, *place).code == 0
    manifest = load_tagger(str(tmp_path / "m")).manifest
    assert manifest["data"]["sentences"]["spans"] == 120
    assert manifest["data"]["train"]["articles"] < 12


def test_a_teacher_has_half_a_say_in_the_stances(model_folder: Path) -> None:
    labelled = [article("a", said("the pier was closed", stance="warn"))]
    (target,) = stance_targets(labelled, STANCES, [], seed=1).values()
    assert target == (0.0, 0.0, 1.0, 0.0, 0.0)
    teacher = load_text_classifiers(str(model_folder), "teacher", STANCES)
    (taught,) = stance_targets(labelled, STANCES, teacher, seed=1).values()
    assert sum(taught) == pytest.approx(1.0)
    assert 0.5 <= taught[2] < 1.0
