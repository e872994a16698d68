"""``quotestance data fetch`` as a person types it, against a server on loopback."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from local_server import Answer, Server

from quotestance.data.fetch.origins import Bases, origins

ROWS = [
    "eng\tnya",
    "Ferry stays\tx",
    "Bo said it will not sail.\tx",
    "Ferry sails\tx",
    "It did.\tx",
]
TEXTS = {"a": "Ferry stays\n\nBo said it will not sail.\n", "b": "Ferry sails\n\nIt did.\n"}
SPANS = {"a": [{"start": 21, "end": 37, "kind": "indirect", "mention": None, "stance": "refuse"}]}
TABLE = "/masakhane-io/lafand-mt/c0ffee/a%20table.tsv"
NEWS = "Bo sails\n\nAgain.\n"

Cli = Callable[..., Any]


def record(doc: str, text: str, **more: str) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"doc": doc, **more, "sha256": digest, "spans": SPANS.get(doc, [])}


def records(name: str) -> list[dict[str, Any]]:
    if name == "wikinews":
        return [record("n", NEWS, url="https://en.wikinews.org//wiki/Bo_sails")]
    place = {"repo": "masakhane-io/lafand-mt", "path": "a table.tsv", "commit": "c0ffee"}
    rows = {"a": "rows 2-3 col eng", "b": "rows 4-5 col eng"}
    return [record(doc, TEXTS[doc], **place, record=rows[doc]) for doc in TEXTS]


@pytest.fixture(autouse=True)
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small sets of labels in place of those that ship."""
    for name in ("open", "wikinews"):
        folder = tmp_path / "packaged" / name
        folder.mkdir(parents=True)
        lines = [json.dumps(one) + "\n" for one in records(name)]
        (folder / "labels.jsonl").write_text("".join(lines), encoding="utf-8")
        folds = {"folds": [["a"], ["b"]] if name == "open" else [["n"]]}
        (folder / "folds.json").write_text(json.dumps(folds), encoding="utf-8")
    package = "quotestance.data.fetch.collect.packaged_data"
    monkeypatch.setattr(package, lambda name: tmp_path / "packaged" / name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def network(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    from quotestance.cli import data

    bases = Bases(wikinews=f"{server.base}/api", github=server.base)
    monkeypatch.setattr(data, "Bases", lambda: bases)
    monkeypatch.setattr(data, "Fetcher", partial(data.Fetcher, pause=0, attempts=2))
    return server


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_file_of_a_repository_serves_several_texts(cli: Cli, network: Server) -> None:
    network.answers = {TABLE: [Answer("\n".join(ROWS).encode())]}
    ran = cli("data", "fetch", "open", "--out", "out")
    assert (ran.code, ran.out, ran.err) == (0, "2 texts in out/text\n", "")
    assert network.asked == [TABLE]
    assert {p.stem: p.read_text(encoding="utf-8") for p in Path("out/text").iterdir()} == TEXTS
    assert read_lines(Path("out/labels.jsonl")) == records("open")
    assert json.loads(Path("out/folds.json").read_text(encoding="utf-8")) == {
        "folds": [["a"], ["b"]]
    }
    assert not Path("out/left_out.jsonl").exists()
    assert cli("check", "data=standoff", "data.dir=out").code == 0
    assert cli("data", "fetch", "open", "--out", "out").code == 0
    assert network.asked == [TABLE]


def test_a_broken_run_goes_on_where_it_was(
    cli: Cli, network: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.answers = {TABLE: [Answer("\n".join(ROWS).encode()), Answer(status=500)]}
    from quotestance.data.fetch import collect

    written: list[Path] = []
    whole = collect.write_atomic

    def break_at_the_second(path: Path) -> Any:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        return whole(path)

    monkeypatch.setattr(collect, "write_atomic", break_at_the_second)
    ran = cli("data", "fetch", "open", "--out", "out")
    assert (ran.code, ran.err) == (130, "quotestance: interrupted\n")
    assert [path.name for path in Path("out/text").iterdir()] == ["a.txt"]
    monkeypatch.setattr(collect, "write_atomic", whole)
    assert cli("data", "fetch", "open", "--out", "out").code == 0
    assert network.asked == [TABLE]


def test_a_changed_text_is_reported_and_left_out(cli: Cli, network: Server) -> None:
    changed = [*ROWS[:4], "It did not.\tx"]
    network.answers = {TABLE: [Answer("\n".join(changed).encode())]}
    ran = cli("data", "fetch", "open", "--out", "out")
    reason = "the source has changed: no reading of it has the SHA-256 of the record"
    assert (ran.code, ran.out) == (3, "1 text in out/text\n")
    assert ran.err == (
        f"quotestance: 1 text left out, see out/left_out.jsonl; the first: b: {reason}\n"
    )
    address = network.base + TABLE
    assert read_lines(Path("out/left_out.jsonl")) == [
        {"doc": "b", "address": address, "reason": reason}
    ]
    assert [one["doc"] for one in read_lines(Path("out/labels.jsonl"))] == ["a"]
    assert json.loads(Path("out/folds.json").read_text(encoding="utf-8")) == {"folds": [["a"], []]}
    Path("texts").mkdir()
    Path("texts/b.txt").write_text(TEXTS["b"], encoding="utf-8")
    assert cli("data", "fetch", "open", "--out", "out", "--from", "texts").code == 0
    assert not Path("out/left_out.jsonl").exists()


@pytest.mark.parametrize("body", [b"", b"eng\tnya\n", b"\x00"])
def test_without_any_text_the_code_is_1(cli: Cli, network: Server, body: bytes) -> None:
    network.answers = {TABLE: [Answer(body)]} if body else {}
    ran = cli("data", "fetch", "open", "--out", "out")
    assert (ran.code, ran.out) == (1, "0 texts in out/text\n")
    host = network.base.removeprefix("http://")
    reasons = {
        b"": f"{host} answered 404 (not found)",
        b"eng\tnya\n": "the source has changed: no reading of it has the SHA-256 of the record",
    }
    reason = reasons.get(body, reasons[b"eng\tnya\n"])
    assert ran.err == (
        f"quotestance: 2 texts left out, see out/left_out.jsonl; the first: a: {reason}\n"
    )
    assert network.asked == [TABLE]
    assert not Path("out/labels.jsonl").exists()


def test_wikinews_is_asked_for_the_extract_and_then_for_the_page(cli: Cli, network: Server) -> None:
    bases = Bases(wikinews=f"{network.base}/api")
    extract, page = (
        origin.address.removeprefix(network.base)
        for origin in origins(records("wikinews")[0], bases)
    )
    assert extract == (
        "/api?format=json&formatversion=2&action=query&prop=extracts&explaintext=1"
        "&exsectionformat=wiki&redirects=1&titles=Bo+sails"
    )
    assert (
        page == "/api?format=json&formatversion=2&action=parse&prop=text&redirects=1&page=Bo+sails"
    )
    error = json.dumps({"error": {"info": "Wait."}}).encode()
    text = json.dumps({"parse": {"text": "<p>Again.</p>"}}).encode()
    network.answers = {extract: [Answer(error)], page: [Answer(error), Answer(text)]}
    ran = cli("data", "fetch", "wikinews", "--out", "out")
    assert ran.code == 1
    assert ran.err.endswith("the first: n: Wikinews answered: Wait.\n")
    ran = cli("data", "fetch", "wikinews", "--out", "out")
    assert (ran.code, network.asked) == (0, [extract, page] * 2)
    assert Path("out/text/n.txt").read_text(encoding="utf-8") == NEWS


def test_texts_come_from_a_folder(cli: Cli) -> None:
    Path("texts/text").mkdir(parents=True)
    Path("texts/text/a.txt").write_bytes(TEXTS["a"].replace("\n", "\r\n").encode())
    ran = cli("data", "fetch", "open", "--out", "out", "--from", "texts")
    assert (ran.code, ran.out) == (3, "1 text in out/text\n")
    assert read_lines(Path("out/left_out.jsonl")) == [
        {"doc": "b", "address": "texts/text/b.txt", "reason": "no such file, nor beside it"}
    ]
    assert Path("out/text/a.txt").read_bytes() == TEXTS["a"].encode()
    Path("texts/b.txt").write_text("another\n", encoding="utf-8")
    assert cli("data", "fetch", "open", "--out", "out", "--from", "texts").code == 3
    assert read_lines(Path("out/left_out.jsonl"))[0] == {
        "doc": "b",
        "address": "texts/b.txt",
        "reason": "another text: its SHA-256 differs",
    }


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            "data fetch wikinew --out out",
            2,
            "data fetch: expected a set of labels, found wikinew. Did you mean 'wikinews'?",
        ),
        (
            "data fetch open --out out --from nowhere",
            1,
            "nowhere: expected a folder with the texts, found no such folder. "
            "Name the folder that holds DOC.txt or text/DOC.txt, or leave --from away.",
        ),
    ],
)
def test_errors_are_one_line(cli: Cli, words: str, code: int, message: str) -> None:
    ran = cli(*words.split())
    assert (ran.code, ran.err) == (code, f"quotestance: {message}\n")
