"""``quotestance predict``: what goes in, what comes out, and the exit code."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from own_spans import read_records, write_records
from quotestance.labels import STANCES

KEYS = [
    "article_id",
    "quote_id",
    "span_id",
    "start",
    "end",
    "text",
    "kind",
    "cue",
    "mention",
    "actor",
    "actor_confidence",
    "actor_canonical",
    "actor_id",
    "stance",
    "withheld",
    "probabilities",
    "model",
]
PIER = (
    "Row over the pier\n\n“We will never sell the pier,” said Mara Lind. "
    "“We will rebuild the pier by summer.”\n\n"
    "The Harbour Union warned on Monday that closing the pier would cost lives.\n"
)
FERRY = "Ivo Brandt demanded an end to the ferry fees. “The ferry is old,” he said.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    (folder / "pier.txt").write_text(PIER, encoding="utf-8")
    (folder / "old" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return folder


@pytest.fixture
def predict(cli: Callable[..., Any], model_folder: Path, tmp_path: Path) -> Callable[..., Any]:
    """Predicts with the small model into ``tmp_path/out``."""

    def run(*words: object) -> Any:
        return cli("predict", *words, "--model", model_folder, "--out", tmp_path / "out")

    return run


def records(tmp_path: Path) -> list[dict[str, Any]]:
    return read_records(tmp_path / "out" / "predictions.jsonl")


def test_a_file(predict: Callable[..., Any], news: Path, tmp_path: Path) -> None:
    ran = predict(news / "pier.txt")
    assert (ran.code, ran.err) == (0, "")
    found = records(tmp_path)
    assert [(r["stance"], r["actor"], r["kind"]) for r in found] == [
        ("refuse", "Mara Lind", "direct"),
        ("commit", "Mara Lind", "direct"),
        ("warn", "Harbour Union", "indirect"),
    ]
    for record in found:
        assert list(record) == KEYS
        assert record["article_id"] == "pier"
        assert record["model"] == "small"
        assert PIER[record["start"] : record["end"]] == record["text"]
        for place in (record["cue"], record["mention"]):
            assert place is None or PIER[place["start"] : place["end"]] == place["text"]
        assert list(record["probabilities"]) == list(STANCES.names)
        assert sum(record["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert found[0]["quote_id"] == found[1]["quote_id"] != found[2]["quote_id"]
    assert len({record["span_id"] for record in found}) == 3
    assert found[0]["cue"]["text"] == "said"
    assert found[0]["mention"]["text"] == "Mara Lind"
    assert not (tmp_path / "out" / "quarantine.jsonl").exists()


def test_the_article_records(predict: Callable[..., Any], news: Path, tmp_path: Path) -> None:
    predict(news)
    ferry, pier = read_records(tmp_path / "out" / "articles.jsonl")
    assert (ferry["id"], pier["id"]) == ("ferry", "pier")
    assert pier["path"] == str(news / "pier.txt")
    assert pier["title"] == "Row over the pier"
    assert (pier["characters"], pier["quote_spans"], pier["quotes"]) == (len(PIER), 3, 2)
    assert pier["actors"] == 2
    assert pier["stances"] == {"small": {"commit": 1, "refuse": 1, "warn": 1}}
    assert len(pier["sha256"]) == 64


@pytest.mark.parametrize(
    "words",
    [
        ["{news}"],
        ["{news}/pier.txt", "{news}/old/ferry.txt"],
        ["{news}/old/ferry.txt", "{news}/*.txt"],
        ["{news}/**/*.txt"],
        ["{news}", "{news}/pier.txt"],
    ],
)
def test_folders_globs_and_lists_give_every_article_once_sorted(
    words: list[str], predict: Callable[..., Any], news: Path, tmp_path: Path
) -> None:
    assert predict(*(word.format(news=news) for word in words)).code == 0
    found = [(r["article_id"], r["start"]) for r in records(tmp_path)]
    assert found == sorted(found)
    assert {name for name, _ in found} == {"pier", "ferry"}
    assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize(
    "words",
    [
        "predict {a} --model {m} --out {o} batch_size=8",
        "predict --model {m} batch_size=8 --out {o} {a}",
        "predict batch_size=8 {a} --out {o} --model {m}",
        "--model {m} --out {o} predict {a} batch_size=8",
        "-v {a} --out={o} predict --model={m} batch_size=8",
        "{a} batch_size=8 predict --out {o} --model {m}",
    ],
)
def test_words_come_in_any_order(
    words: str, cli: Callable[..., Any], news: Path, model_folder: Path, tmp_path: Path
) -> None:
    places = {"a": news / "pier.txt", "m": model_folder, "o": tmp_path / "out"}
    assert cli(*words.format(**places).split()).code == 0
    assert len(records(tmp_path)) == 3


@pytest.mark.parametrize(
    "content", [PIER, json.dumps({"id": "x", "text": PIER}) + "\n"], ids=["text", "JSON"]
)
def test_standard_input(
    content: str,
    predict: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(content.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert predict("-").code == 0
    assert len(records(tmp_path)) == 3


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("crlf.txt", lambda text: text.replace("\n", "\r\n").encode()),
        ("bom.txt", lambda text: b"\xef\xbb\xbf" + text.encode()),
        ("astral.txt", lambda text: ("🚢𝔘 " + text.replace("sell the", "sell 🙂 the")).encode()),
        ("spaces.txt", lambda text: text.replace(" ", "\u00a0", 9).encode()),
        ("packed.txt.gz", lambda text: gzip.compress(text.encode())),
    ],
)
def test_offsets_hold_on_the_file_as_it_is(
    name: str,
    change: Callable[[str], bytes],
    predict: Callable[..., Any],
    tmp_path: Path,
) -> None:
    data = change(PIER)
    (tmp_path / name).write_bytes(data)
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    assert predict(tmp_path / name).code == 0
    found = records(tmp_path)
    assert len(found) == 3
    for record in found:
        for place in (record, record["cue"], record["mention"]):
            assert place is None or text[place["start"] : place["end"]] == place["text"]


def test_all_formats(predict: Callable[..., Any], news: Path, tmp_path: Path) -> None:
    ran = predict(news, "--format", "csv, parquet,html,ledger")
    assert ran.code == 0
    out = tmp_path / "out"
    expected = records(tmp_path)
    with (out / "predictions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    table = pq.read_table(out / "predictions.parquet").to_pylist()
    for shown in (rows, table):
        assert [row["span_id"] for row in shown] == [r["span_id"] for r in expected]
        assert [int(row["start"]) for row in shown] == [r["start"] for r in expected]
        assert [float(row["p_warn"]) for row in shown] == [
            pytest.approx(r["probabilities"]["warn"]) for r in expected
        ]
        assert [row["text"] for row in shown] == [r["text"] for r in expected]
    assert table[0]["cue_text"] == "demanded"
    pages = "".join(path.read_text(encoding="utf-8") for path in (out / "html").rglob("*.html"))
    assert all(name in pages for name in ("Mara Lind", "Ivo Brandt", "Row over the pier"))
    assert "Mara Lind" in (out / "ledger.csv").read_text(encoding="utf-8")
    for name in ("predictions.jsonl", "predictions.csv", "predictions.parquet", "ledger.csv"):
        assert name in ran.out


def test_the_stances_are_shown(predict: Callable[..., Any], news: Path) -> None:
    out = predict(news / "pier.txt").out
    assert "We will never sell the pier" in out
    assert "Harbour Union" in out
    assert "1 articles, 3 quote spans, 0 set aside" in out


def test_two_models_give_a_record_each(
    cli: Callable[..., Any], news: Path, model_folder: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(model_folder, tmp_path / "other"))
    manifest = json.loads((other / "manifest.json").read_text(encoding="utf-8"))
    (other / "manifest.json").write_text(json.dumps({**manifest, "name": "another"}))
    models = f"{model_folder}, {other}"
    assert cli("predict", news, "--model", models, "--out", tmp_path / "out").code == 0
    found = records(tmp_path)
    assert [record["model"] for record in found] == ["another", "small"] * 5
    assert [r["span_id"] for r in found[::2]] == [r["span_id"] for r in found[1::2]]


def test_the_others_come_out_of_a_batch_with_broken_inputs(
    predict: Callable[..., Any], news: Path, tmp_path: Path
) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (news / "paper.txt").write_bytes(b"%PDF-1.7 and more")
    lines = [json.dumps({"id": "good", "text": FERRY}), "{broken", json.dumps({"id": "none"})]
    (news / "mixed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = predict(news)
    assert ran.code == 3
    assert {r["article_id"] for r in records(tmp_path)} == {"pier", "ferry", "good"}
    aside = read_records(tmp_path / "out" / "quarantine.jsonl")
    assert {(Path(r["path"]).name, r["line"]) for r in aside} == {
        ("empty.txt", None),
        ("binary.txt", None),
        ("paper.txt", None),
        ("mixed.jsonl", 2),
        ("mixed.jsonl", 3),
    }
    assert all(list(record) == ["path", "line", "id", "reason"] for record in aside)
    assert ran.err.count("quotestance: ") == len(aside)
    assert f"quotestance: {news}/empty.txt: expected an article, found nothing." in ran.err
    assert "Traceback" not in ran.err

    for name in ("empty.txt", "binary.txt", "paper.txt", "mixed.jsonl"):
        (news / name).unlink()
    assert predict(news).code == 0
    assert not (tmp_path / "out" / "quarantine.jsonl").exists()


def test_an_article_that_breaks_a_stage_is_set_aside(
    predict: Callable[..., Any], news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotestance import extractors

    real = extractors.extract_quotes

    def fragile(parsed: Any) -> Any:
        if parsed.article.id == "ferry":
            raise IndexError("list index out of range")
        return real(parsed)

    monkeypatch.setattr(extractors, "extract_quotes", fragile)
    ran = predict(news)
    assert ran.code == 3
    assert {r["article_id"] for r in records(tmp_path)} == {"pier"}
    (aside,) = read_records(tmp_path / "out" / "quarantine.jsonl")
    assert aside["id"] == "ferry"
    assert "found IndexError: list index out of range" in aside["reason"]


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\t", b"\xef\xbb\xbf", b"\x00\x01" * 50],
    ids=["empty", "blank", "mark", "binary"],
)
def test_one_file_that_holds_nothing(
    content: bytes, predict: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    ran = predict(tmp_path / "a.txt")
    assert ran.code == 3
    assert ran.err.startswith(f"quotestance: {tmp_path}/a.txt: expected ")
    assert ran.err.count("\n") == 1
    assert records(tmp_path) == []


def test_given_spans_are_answered_in_the_order_of_their_file(
    predict: Callable[..., Any], tmp_path: Path
) -> None:
    def span(name: str, text: str, words: str, **more: Any) -> dict[str, Any]:
        start = text.index(words)
        return {"id": name, "text": text, "start": start, "end": start + len(words), **more}

    given = [
        span("z", PIER, "closing the pier would cost lives"),
        span("f", FERRY, "The ferry is old", cue="said", actor="Somebody"),
        span("a", PIER, "We will never sell the pier", stance="none"),
        span("m", FERRY, "an end to the ferry fees"),
    ]
    ran = predict("--spans", write_records(tmp_path / "spans.jsonl", given))
    assert (ran.code, ran.err) == (0, "")
    found = records(tmp_path)
    assert [record["span_id"] for record in found] == ["z", "f", "a", "m"]
    assert [record["text"] for record in found] == [r["text"][r["start"] : r["end"]] for r in given]
    assert [record["actor"] for record in found] == [
        "Harbour Union",
        "Somebody",
        "Mara Lind",
        "Ivo Brandt",
    ]
    assert [record["cue"]["text"] for record in found] == ["warned", "said", "said", "demanded"]
    assert [record["stance"] for record in found] == ["warn", "none", "refuse", "demand"]


def test_broken_lines_of_a_span_file_are_set_aside(
    predict: Callable[..., Any], tmp_path: Path
) -> None:
    good = {"id": "a", "text": FERRY, "start": 20, "end": 44}
    lines = [json.dumps(good), "{broken", json.dumps({**good, "id": "b", "stance": "demnd"})]
    (tmp_path / "spans.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = predict("--spans", tmp_path / "spans.jsonl")
    assert ran.code == 3
    assert [record["span_id"] for record in records(tmp_path)] == ["a"]
    aside = read_records(tmp_path / "out" / "quarantine.jsonl")
    assert [record["line"] for record in aside] == [2, 3]
    assert "expected a known stance, found 'demnd'. Did you mean 'demand'?" in ran.err


def test_given_spans_of_an_article_that_breaks_a_stage_are_set_aside(
    predict: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: Any) -> Any:
        raise ValueError("boom")

    monkeypatch.setattr("quotestance.pipeline.attribute", broken)
    given = [{"id": "a", "text": FERRY, "start": 20, "end": 44}]
    ran = predict("--spans", write_records(tmp_path / "spans.jsonl", given))
    assert ran.code == 3
    assert records(tmp_path) == []
    assert "found ValueError: boom" in ran.err


def test_the_results_are_the_same_for_every_batch_size(
    predict: Callable[..., Any], news: Path, tmp_path: Path
) -> None:
    predict(news)
    first = (tmp_path / "out" / "predictions.jsonl").read_bytes()
    predict(news, "batch_size=1")
    assert (tmp_path / "out" / "predictions.jsonl").read_bytes() == first


def test_an_existing_file_is_a_path_whatever_its_name(
    predict: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("batch_size=8.txt").write_text(FERRY, encoding="utf-8")
    assert predict("batch_size=8.txt").code == 0
    assert {record["article_id"] for record in records(tmp_path)} == {"batch_size=8"}


def test_columns_can_be_named(predict: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f'key,teaser,story\nf1,short,"{FERRY}"\n', encoding="utf-8")
    assert predict(path, "text_column=story", "id_column=key").code == 0
    assert {record["article_id"] for record in records(tmp_path)} == {"f1"}


def test_results_go_to_a_folder_of_their_own_by_default(
    cli: Callable[..., Any],
    news: Path,
    model_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert cli("predict", news, "--model", model_folder, "--format", "jsonl").code == 0
    assert len(list(tmp_path.glob("runs/predict-*/predictions.jsonl"))) == 2
