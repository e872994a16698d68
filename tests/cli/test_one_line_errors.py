"""What a person sees who made a mistake: one line, an exit code, no traceback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from own_spans import write_records
from quotestance.cli import COMMANDS

ENDINGS = ".csv, .htm, .html, .jsonl, .ndjson, .parquet, .quotes.md, .tsv, .txt, each also with .gz"


@pytest.fixture
def place(tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an article, a span file, models in several states."""
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("“We will stay,” said Ada Berg.\n", encoding="utf-8")
    Path("notes.docx").write_bytes(b"PK\x03\x04")
    Path("nothing").mkdir()
    good = {"id": "1", "text": "Berg vowed to stay.", "start": 11, "end": 18, "stance": "commit"}
    lines = [json.dumps(good), json.dumps({**good, "id": "2", "stance": "comit"}), "{broken"]
    Path("spans.jsonl").write_text("\n".join(lines), encoding="utf-8")
    write_records(Path("one.jsonl"), [good])
    shutil.copytree(model_folder, "model")
    shutil.copytree(model_folder, "damaged")
    with Path("damaged/tfidf.skops").open("ab") as stream:
        stream.write(b"x")
    Path("unfinished/checkpoints").mkdir(parents=True)
    return tmp_path


USE = "--model model --out out"
TRAIN = "train experiment=tfidf output_dir=new data=jsonl"
CASES = {
    "wrong path": (
        f"predict artcle.txt {USE}",
        1,
        "artcle.txt: expected a file or folder, found no 'artcle.txt'. Did you mean 'article.txt'?",
    ),
    "folder without articles": (
        f"predict nothing {USE}",
        1,
        f"nothing: expected article files ({ENDINGS}), found no file. Check the path.",
    ),
    "unknown ending": (
        f"predict notes.docx {USE}",
        1,
        f"notes.docx: expected a file ending in {ENDINGS}, found '.docx'. "
        "Convert it, or rename it if it is plain text.",
    ),
    "no article": (
        f"predict {USE}",
        2,
        "command line: expected articles (PATH…) or --spans FILE.jsonl, found neither. "
        "See quotestance predict --help.",
    ),
    "articles and spans": (
        f"predict article.txt --spans one.jsonl {USE}",
        2,
        "command line: expected articles (PATH…) or --spans FILE.jsonl, found both. "
        "See quotestance predict --help.",
    ),
    "unknown format": (
        f"predict article.txt --format cvs {USE}",
        2,
        "--format: expected some of jsonl, csv, parquet, html, ledger, found 'cvs'. "
        "Did you mean 'csv'?",
    ),
    "results into a file": (
        "predict article.txt --model model --out article.txt",
        2,
        "--out: expected a folder, found the file 'article.txt'. Name another --out.",
    ),
    "misspelt key": (
        f"predict article.txt batchsize=3 {USE}",
        2,
        "configuration use: expected a known key, found 'batchsize'. "
        "Did you mean 'batch_size'? See docs/configuration.md.",
    ),
    "value out of range": (
        f"predict article.txt batch_size=0 {USE}",
        2,
        "configuration: expected keys and values of the schema, found batch_size must be 1 or "
        "more. See docs/configuration.md.",
    ),
    "model with other labels": (
        f"predict article.txt labels.names=[yes,no] labels.none=no {USE}",
        1,
        "model: expected the labels yes, no (none: no), found commit, refuse, warn, demand, "
        "none (none: none). Choose labels=… to match the model, or train a model with these "
        "labels.",
    ),
    "unfinished run": (
        "predict article.txt --model unfinished --out out",
        1,
        "unfinished: expected a model folder with manifest.json, found none (an unfinished "
        "run?). Start the same training again: it goes on from the last checkpoint.",
    ),
    "one model twice": (
        "predict article.txt --model model,model --out out",
        2,
        "models: expected one model or several of different names, found small, small. "
        "Name each model once; train with name=… to tell models apart.",
    ),
    "no model": (
        "predict article.txt --model , --out out",
        2,
        "models: expected one model or several of different names, found none. "
        "Name each model once; train with name=… to tell models apart.",
    ),
    "span file that is not there": (
        f"predict --spans gone.jsonl {USE}",
        1,
        "gone.jsonl: expected a readable file of spans, found No such file or directory. "
        "Check the path and that the file is whole.",
    ),
    "training: misspelt key": (
        f"{TRAIN} model.max_featurez=3",
        2,
        "configuration train: expected a known key, found 'model.max_featurez'. "
        "Did you mean 'model.max_features'? See docs/configuration.md.",
    ),
    "training: misspelt new key": (
        f"{TRAIN} +model.max_featurez=3",
        2,
        "configuration: expected keys and values of the schema, found unknown key "
        "'model.max_featurez' (Did you mean 'max_features'?). See docs/configuration.md.",
    ),
    "training: unknown experiment": (
        "train experiment=minilmm",
        2,
        "configuration train: expected a file of configs/experiment, found 'minilmm'. "
        "Did you mean 'minilm'?",
    ),
    "training: no file": (
        TRAIN,
        2,
        "data=jsonl: expected data.train=FILE.jsonl, found no file. "
        "Give a span file as data.train=FILE.jsonl (docs/formats.md).",
    ),
    "training: a path": (
        f"{TRAIN} spans.jsonl",
        2,
        "command line: expected key=value, found 'spans.jsonl'. "
        "For a span file write data=jsonl data.train=FILE.",
    ),
    "training: unknown label": (
        f"{TRAIN} data.train=spans.jsonl",
        1,
        "spans.jsonl:2: expected a known stance, found 'comit'. Did you mean 'commit'? "
        "(1 more error in the same data.)",
    ),
    "training: too little": (
        f"{TRAIN} data.train=one.jsonl",
        1,
        "data=jsonl: expected training spans with two or more labels, found 1 spans with "
        "['commit']. Give labelled spans, for example data=jsonl data.train=FILE.",
    ),
    "training: into a finished model": (
        "train experiment=tfidf output_dir=model",
        2,
        "output_dir: expected a folder without a finished model, found 'model'. "
        "Choose another output_dir, or remove the folder.",
    ),
    "evaluate: no model": (
        "evaluate one.jsonl --out out",
        2,
        "command line: expected --model NAME|DIR or --extraction, found neither. "
        "Name a model, for example --model minilm.",
    ),
    "evaluate: two files": (
        "evaluate one.jsonl spans.jsonl --model model --out out",
        2,
        "command line: expected one span file or data=…, found one.jsonl, spans.jsonl. "
        "Give several files as data=jsonl data.test=[a.jsonl,b.jsonl].",
    ),
    "compare: one model": (
        "compare one.jsonl --models model --out out",
        2,
        "--models: expected two or more models, found only small. "
        "Separate their names with commas.",
    ),
    "export: unknown format": (
        "data export --format jsnl --out out",
        2,
        "--format: expected one of jsonl, brat, label-studio, prodigy, iob, csv, parquet, "
        "text, found 'jsnl'. Did you mean 'jsonl'?",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_line(name: str, cli: Callable[..., Any], place: Path) -> None:
    words, code, message = CASES[name]
    ran = cli(*words.split())
    assert ran.err == f"quotestance: {message}\n"
    assert ran.code == code


def test_damaged_weights(cli: Callable[..., Any], place: Path) -> None:
    ran = cli(*["predict", "article.txt", "--model", "damaged", "--out", "out"])
    assert ran.code == 1
    assert ran.err.startswith("quotestance: damaged/tfidf.skops: expected sha256 ")
    assert ran.err.endswith("The file is damaged or missing: copy the model folder again.\n")
    assert ran.err.count("\n") == 1


def test_an_unknown_model_names_the_nearest(
    cli: Callable[..., Any], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree("model", "shelf/minilm")
    monkeypatch.setattr("quotestance.artifacts.share_dir", lambda name: place / "shelf")
    ran = cli(*["predict", "article.txt", "--model", "minlm", "--out", "out"])
    assert ran.code == 1
    assert ran.err == (
        "quotestance: model 'minlm': expected a model folder or the name of a released model, "
        "found 'minlm'. Did you mean 'minilm'?\n"
    )


def test_a_mistake_in_the_data_leaves_no_run_behind(cli: Callable[..., Any], place: Path) -> None:
    assert cli(*f"{TRAIN} data.train=spans.jsonl".split()).code == 1
    assert not Path("new").exists()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "predikt article.txt",
        "predict article.txt --modle model",
        "predict article.txt --model",
        "compare one.jsonl",
        "data",
        "data export --format jsonl",
    ],
)
def test_wrong_options_exit_with_2(words: str, cli: Callable[..., Any], place: Path) -> None:
    ran = cli(*words.split())
    assert ran.code == 2
    assert "error: " in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_command_lists_the_known(cli: Callable[..., Any]) -> None:
    err = cli("predikt").err
    assert all(f"'{command}'" in err for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, cli: Callable[..., Any]) -> None:
    for words in ([command, "--help"], ["--help", command]):
        ran = cli(*words)
        assert ran.code == 0
        assert f"quotestance {command}" in ran.out


def test_help_and_version(cli: Callable[..., Any]) -> None:
    from quotestance import __version__

    ran = cli("--help")
    assert ran.code == 0
    assert all(summary in " ".join(ran.out.split()) for summary in COMMANDS.values())
    assert "exit codes: 0 done" in ran.out
    assert cli("--version").out == f"quotestance {__version__}\n"


def test_an_interrupt_is_one_line(
    cli: Callable[..., Any], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("quotestance.cli.predict.load_models", interrupted)
    ran = cli(*f"predict article.txt {USE}".split())
    assert (ran.code, ran.err) == (130, "quotestance: interrupted\n")
