"""Training, evaluating and comparing through the commands, on spans of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from own_spans import read_records, span_records, write_records
from quotestance.artifacts import load_classifier
from quotestance.labels import STANCES
from quotestance.models import encoder, tfidf

WORDS = ("train", "experiment=tfidf", "data=jsonl")


def manifest(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def test_a_finished_folder_holds_the_model_and_nothing_of_the_run(model_folder: Path) -> None:
    assert sorted(path.name for path in model_folder.iterdir()) == [
        "dev_metrics.json",
        "manifest.json",
        "tfidf.skops",
    ]
    metrics = json.loads((model_folder / "dev_metrics.json").read_text(encoding="utf-8"))
    assert 0.9 <= metrics["macro_f1_stances"] <= 1


def test_dev_spans_share_no_group_with_training(
    cli: Callable[..., Any], span_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotestance.training import stance

    seen: list[Any] = []
    real = stance._training_and_dev
    monkeypatch.setattr(stance, "_training_and_dev", lambda *a: seen.append(real(*a)) or seen[-1])
    assert cli(*WORDS, f"data.train={span_file}", f"output_dir={tmp_path / 'm'}").code == 0
    ((train, dev),) = seen
    assert set(train.groups).isdisjoint(dev.groups)
    assert len(train.ids) + len(dev.ids) == 120
    assert set(dev.stances) == set(STANCES.names)


def test_one_seed_gives_one_model(
    cli: Callable[..., Any], model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    assert cli(*WORDS, f"data.train={span_file}", f"output_dir={folder}", "name=small").code == 0
    first, again = manifest(model_folder), manifest(folder)
    for key in ("data", "calibration", "settings", "labels"):
        assert first[key] == again[key]
    texts = ["a | said | « b »", "Mara Lind | refused | « to sign the pier contract »"]
    for one, other in zip(
        load_classifier(str(model_folder)).predict(texts),
        load_classifier(str(folder)).predict(texts),
        strict=True,
    ):
        assert (other == one) if isinstance(one, list) else (other == one).all()


def test_other_data_have_another_digest(
    cli: Callable[..., Any], model_folder: Path, tmp_path: Path
) -> None:
    records = span_records()
    records[0]["stance"] = "none"
    path = write_records(tmp_path / "spans.jsonl", records)
    assert cli(*WORDS, f"data.train={path}", f"output_dir={tmp_path / 'm'}").code == 0
    data = [manifest(folder)["data"] for folder in (model_folder, tmp_path / "m")]
    digests = [{part["sha256"] for part in parts.values()} for parts in data]
    assert len(digests[0] & digests[1]) == 1  # the changed span lies in one of the parts


def test_dev_files_are_used_whole(cli: Callable[..., Any], tmp_path: Path) -> None:
    records = span_records()
    train = write_records(tmp_path / "train.jsonl", records[:80])
    more = write_records(tmp_path / "more.jsonl", records[80:100])
    dev = write_records(tmp_path / "dev.jsonl", records[100:])
    words = [f"data.train=[{train},{more}]", f"data.dev={dev}", f"output_dir={tmp_path / 'm'}"]
    assert cli(*WORDS, *words).code == 0
    data = manifest(tmp_path / "m")["data"]
    assert (data["train"]["spans"], data["dev"]["spans"]) == (100, 20)


def test_own_labels(cli: Callable[..., Any], tmp_path: Path) -> None:
    records = [{**r, "stance": "yes" if r["stance"] == "commit" else "no"} for r in span_records()]
    path = write_records(tmp_path / "spans.jsonl", records)
    labels = ("labels.names=[yes,no]", "labels.none=no")
    folder = tmp_path / "m"
    assert cli(*WORDS, *labels, f"data.train={path}", f"output_dir={folder}").code == 0
    assert load_classifier(str(folder)).labels.names == ("yes", "no")
    ran = cli("evaluate", path, *labels, "--model", folder, "--out", tmp_path / "e")
    assert ran.code == 0
    found = read_records(tmp_path / "e" / "predictions.jsonl")
    assert set(found[0]["probabilities"]) == {"yes", "no"}


def test_labels_never_seen_in_training_are_not_predicted(
    cli: Callable[..., Any], tmp_path: Path
) -> None:
    records = [r for r in span_records() if r["stance"] in ("refuse", "none")]
    path = write_records(tmp_path / "spans.jsonl", records)
    assert cli(*WORDS, f"data.train={path}", f"output_dir={tmp_path / 'm'}").code == 0
    _, probabilities = load_classifier(str(tmp_path / "m")).predict(["x | warned | « of cost »"])
    assert probabilities[0, [0, 2, 3]].max() < 1e-4


def test_one_group_alone_cannot_be_split(cli: Callable[..., Any], tmp_path: Path) -> None:
    path = write_records(tmp_path / "spans.jsonl", span_records()[:10])
    ran = cli(*WORDS, f"data.train={path}", f"output_dir={tmp_path / 'm'}")
    assert ran.code == 1
    assert "expected at least two groups (events or articles), found 1." in ran.err
    assert ran.err.count("quotestance:") == 1


def test_spans_without_cue_and_actor_can_be_trained_on(
    cli: Callable[..., Any], tmp_path: Path
) -> None:
    bare = ("id", "text", "start", "end", "stance")
    records = [{key: record[key] for key in bare} for record in span_records()]
    path = write_records(tmp_path / "spans.jsonl", records)
    assert cli(*WORDS, f"data.train={path}", f"output_dir={tmp_path / 'm'}").code == 0
    data = manifest(tmp_path / "m")["data"]
    assert data["train"]["groups"] + data["dev"]["groups"] == 120


def test_evaluate(
    cli: Callable[..., Any], model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ran = cli("evaluate", span_file, "--out", out, "--model", model_folder, "resamples=50")
    assert (ran.code, ran.err) == (0, "")
    metrics = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["model"] == "small"
    assert metrics["macro_f1_stances"] > 0.9
    assert "quotestance" in (out / "report.md").read_text(encoding="utf-8")
    found = read_records(out / "predictions.jsonl")
    assert {record["span_id"] for record in found} == {r["id"] for r in span_records()}


def test_evaluate_from_plain_text(
    cli: Callable[..., Any], model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    given = write_records(tmp_path / "some.jsonl", span_records()[:20])
    words = ("evaluate", "--extraction", given, "resamples=50", "--out", tmp_path / "out")
    assert cli(*words).code == 0
    assert cli(*words, "--model", model_folder).code == 0
    result = json.loads((tmp_path / "out" / "extraction.json").read_text(encoding="utf-8"))
    assert result
    assert (tmp_path / "out" / "extraction.md").is_file()


def test_compare(
    cli: Callable[..., Any], model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    words = [f"data.train={span_file}", f"output_dir={tmp_path / 'b'}", "name=weak"]
    assert cli(*WORDS, *words, "model.c=0.001", "model.max_features=20").code == 0
    models = f"{model_folder},{tmp_path / 'b'}"
    ran = cli("compare", "--models", models, span_file, "resamples=100", "--out", tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")
    assert "small" in ran.out
    assert "weak" in ran.out
    found = read_records(tmp_path / "out" / "predictions.jsonl")
    assert [record["model"] for record in found] == ["small", "weak"] * 120
    assert (tmp_path / "out" / "compare.md").is_file()


def test_predict_with_the_folder(
    cli: Callable[..., Any], model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    ran = cli("predict", "--spans", span_file, "--model", model_folder, "--out", tmp_path / "out")
    assert ran.code == 0
    found = read_records(tmp_path / "out" / "predictions.jsonl")
    assert [record["span_id"] for record in found] == [r["id"] for r in span_records()]
    right = [f["stance"] == r["stance"] for f, r in zip(found, span_records(), strict=True)]
    assert sum(right) > 110


def test_a_sweep_trains_every_combination(
    cli: Callable[..., Any], span_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["quotestance"])
    ran = cli(*WORDS, f"data.train={span_file}", "model.c=1,3", "-m")
    assert ran.code == 0
    models = sorted(tmp_path.glob("models/**/manifest.json"))
    assert sorted(manifest(path.parent)["settings"]["c"] for path in models) == [1.0, 3.0]
    ran = cli(*WORDS, f"data.train={span_file}", "model.cc=1,3", "-m")
    assert ran.code == 2
    assert "Did you mean 'model.c'?" in ran.err


class PowerCutError(Exception):
    """Kills a run."""


def kill(*arguments: Any, **more: Any) -> None:
    raise PowerCutError


def test_a_killed_run_goes_on_with_the_same_command_only(
    cli: Callable[..., Any], span_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (*WORDS, f"data.train={span_file}", f"output_dir={tmp_path / 'm'}")
    with monkeypatch.context() as patch, pytest.raises(PowerCutError):
        patch.setattr(tfidf.TfidfModel, "fit", kill)
        cli(*words)
    ran = cli("predict", "--spans", span_file, "--model", tmp_path / "m", "--out", tmp_path / "o")
    assert ran.code == 1
    assert "Start the same training again" in ran.err

    ran = cli(*words, "seed=99", "model.c=1")
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == (
        f"quotestance: {tmp_path / 'm'}: expected the configuration and data of the unfinished "
        "run that lies there, found other values of labelled spans, model, seed. Give the same "
        "ones to go on, or choose another output_dir."
    )
    ran = cli(*words)
    assert ran.code == 0
    assert "going on with the unfinished run" in ran.err
    assert not (tmp_path / "m" / "run.json").exists()


def test_a_killed_encoder_goes_on_from_its_checkpoint(
    cli: Callable[..., Any],
    span_file: Path,
    tiny_encoder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def words(name: str) -> list[str]:
        sizes = ["model.epochs=2", "model.batch_size=20", "model.checkpoint_steps=4"]
        paths = [f"model.encoder={tiny_encoder}", f"output_dir={tmp_path / name}"]
        data = ["data=jsonl", f"data.train={span_file}"]
        return ["train", "experiment=minilm", "start=null", "name=tiny", *data, *paths, *sizes]

    with monkeypatch.context() as patch, pytest.raises(PowerCutError):
        patch.setattr(encoder, "trained_weights", kill)
        cli(*words("killed"))
    assert list((tmp_path / "killed" / "checkpoints").glob("checkpoint-*"))
    assert cli(*words("killed")).code == 0
    assert cli(*words("whole")).code == 0
    assert sorted(path.name for path in (tmp_path / "killed").iterdir()) == [
        "dev_metrics.json",
        "encoder.safetensors",
        "manifest.json",
    ]
    killed, whole = manifest(tmp_path / "killed"), manifest(tmp_path / "whole")
    assert killed["weights"] == whole["weights"]
    assert killed["calibration"] == whole["calibration"]
    out = tmp_path / "out"
    assert (
        cli("predict", "--spans", span_file, "--model", tmp_path / "whole", "--out", out).code == 0
    )
    assert len(read_records(out / "predictions.jsonl")) == 120
