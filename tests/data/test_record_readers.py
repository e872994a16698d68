from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reader_help import articles, as_parquet, read, rejected

from quotestance.data.readers import Rejected, read_articles
from quotestance.records import Article

PROSE = "The gates of the harbour stay shut until the council pays them."


def delimited(rows: list[dict[str, object]], delimiter: str) -> bytes:
    lines = [delimiter.join(rows[0])]
    lines += [delimiter.join(f'"{value}"' for value in row.values()) for row in rows]
    return "\n".join(lines).encode()


WRITE: dict[str, Callable[[list[dict[str, object]]], bytes]] = {
    ".jsonl": lambda rows: "\n".join(map(json.dumps, rows)).encode(),
    ".ndjson": lambda rows: "\n".join(map(json.dumps, rows)).encode(),
    ".csv": lambda rows: delimited(rows, ","),
    ".tsv": lambda rows: delimited(rows, "\t"),
    ".parquet": as_parquet,
}


def test_broken_lines_stop_no_others(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(
        '{"id": 1, "text": "One."}\n{"id": 2, "text": \n\n[1]\n{"id": 5, "text": null}\n'
        '{"id": 6, "text": " "}\n{"id": 7}\n{"id": 8, "text": "a\\u0000b"}\n'
        + "[" * 100_000
        + '\n{"text": "Ten."}\n'
    )
    found = read(path)
    assert [(item.id, getattr(item, "line", 0)) for item in found] == [
        ("1", 0),
        (None, 2),
        (None, 4),
        ("5", 5),
        ("6", 6),
        ("7", 7),
        ("8", 8),
        (None, 9),
        ("r-10", 0),
    ]
    assert all("expected" in item.reason for item in found if isinstance(item, Rejected))


@pytest.mark.parametrize("ending", WRITE)
@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"Body": "Text.", "url": "u"}, "text column 'Body' (guessed), id column 'url'"),
        ({"content": "C", "full_text": "F"}, "text column 'full_text' (guessed), ids by line"),
        ({"kind": "x", "blurb": PROSE}, "text column 'blurb' (guessed), ids by line"),
        ({"text": "", "story": "Text."}, "text column 'story' (guessed), ids by line"),
        ({"articleBody": "T", "docId": "9"}, "text column 'articleBody' (guessed), "
         "id column 'docId'"),
    ],
)  # fmt: skip
def test_columns_are_guessed_aloud(
    ending: str, record: dict[str, object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / f"r{ending}"
    path.write_bytes(WRITE[ending]([record]))
    notes: list[str] = []
    [article] = list(read_articles([str(path)], note=notes.append))
    assert isinstance(article, Article)
    assert notes == [f"{path}: {said}"]


@pytest.mark.parametrize("ending", WRITE)
def test_named_columns_win(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"r{ending}"
    rows: list[dict[str, object]] = [
        {"id": str(i), "text": "No.", "lead": f"Yes {i}.", "ref": f"x{i}", "headline": "H  1"}
        for i in range(700)
    ]
    path.write_bytes(WRITE[ending](rows))
    found = articles(path, text_column="lead", id_column="ref")
    assert [(a.id, a.text, a.title) for a in found] == [
        (f"x{i}", f"Yes {i}.", "H 1") for i in range(700)
    ]


@pytest.mark.parametrize("ending", WRITE)
def test_a_wrong_column_name_is_corrected(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"r{ending}"
    path.write_bytes(WRITE[ending]([{"id": "1", "body": "Text."}]))
    [item] = rejected(path, text_column="bdy")
    assert "expected a column 'bdy', found columns id, body. Did you mean 'body'?" in item.reason


def test_a_missing_id_is_said(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"ref": "x", "text": "One."}\n{"ref": null, "text": "Two."}\n')
    first, second = articles(path, id_column="ref")
    assert (first.id, second.id) == ("x", "r-2")
    assert [d.code for d in second.diagnostics] == ["no-id"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_quotes_and_lines_of_csv(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    spoken = '"He said ""no, never; not""\tand\nleft."'
    rows = [
        ["\ufeffid", "text", "n"],
        ["a", spoken, "1"],
        [],
        ["b", "Short.", "2"],
        ["c", "x", "y", "z"],
        ["d", '"x"y', "1"],
        ["e", "End.", "3"],
    ]
    path.write_text("\r\n".join(delimiter.join(row) for row in rows), "utf-8", newline="")
    found = read(path)
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "b", "e"]
    assert [item.line for item in found if isinstance(item, Rejected)] == [6, 7]
    assert isinstance(found[0], Article)
    assert found[0].text == 'He said "no, never; not"\tand\nleft.'


def test_tsv_without_quoting_keeps_quote_marks(tmp_path: Path) -> None:
    path = tmp_path / "r.tsv"
    path.write_text('id\ttext\n1\t"No," she said.\n2\t"Never.\n3\tPlain.\n')
    assert [a.text for a in articles(path)] == ['"No," she said.', '"Never.', "Plain."]


def test_a_broken_header_rejects_its_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('"te"xt,id\nOne.,1\n')
    (tmp_path / "b.csv").write_text(f"text,id\n{PROSE},1\n")
    item, article = read(tmp_path)
    assert isinstance(item, Rejected) and isinstance(article, Article)
    assert item.reason.startswith("expected a CSV header, found an error (',' expected after")
    assert item.line is None and item.reason.endswith("Repair its quotes.")


def test_a_long_field_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("id,text\n1," + "word " * 60_000)
    assert len(articles(path)[0].text) == 300_000


def test_parquet_with_other_types(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    path.write_bytes(
        as_parquet([{"id": 1.0, "text": "One.", "n": [1]}, {"id": None, "text": None}])
    )
    found = read(path)
    assert [item.id for item in found] == ["1", "r-2"]
    path.write_bytes(as_parquet([{"id": 1, "n": 2}]))
    assert "expected a text column, found columns id, n" in rejected(path)[0].reason


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary()])
def test_parquet_strings_that_are_not_utf8(kind: pa.DataType, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    texts = pa.array(["“We won’t pay,” she said.".encode("cp1252"), "“No”".encode()], pa.binary())
    raw = pa.Array.from_buffers(pa.string(), 2, texts.buffers()) if kind != pa.binary() else texts
    column = raw.cast(pa.large_binary()).view(kind) if kind == pa.large_string() else raw
    pq.write_table(pa.table({"text": column}), path)
    first, second = articles(path)
    assert (first.text, second.text) == ("“We won’t pay,” she said.", "“No”")
    assert [d.code for d in first.diagnostics] == ["encoding"]
    assert second.diagnostics == ()


def test_parquet_dictionary_and_other_columns(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    body = pa.array(["One.", "One."]).dictionary_encode()
    far = pa.array([2**62, 0], pa.timestamp("us"))  # no Python date
    image = pa.array([b"\x89PNG\0\xff", b""])
    pq.write_table(pa.table({"image": image, "body": body, "when": far}), path)
    assert [article.text for article in articles(path)] == ["One.", "One."]
    pq.write_table(pa.table({"when": far}), path)
    assert "expected a text column, found columns when" in rejected(path)[0].reason


def test_records_are_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "Text."}\n' * 5000)
    opened = Path.open
    streams: list[io.BufferedReader] = []

    def watch(self: Path, mode: str = "r") -> object:
        streams.append(opened(self, mode))  # type: ignore[arg-type]
        return streams[-1]

    monkeypatch.setattr(Path, "open", watch)
    reader = read_articles([str(path)], note=lambda line: None)
    next(reader)
    assert streams[0].tell() < path.stat().st_size / 2
    assert len(list(reader)) == 4999


@pytest.mark.parametrize("ending", WRITE)
def test_a_file_without_prose_is_rejected_once(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"r{ending}"
    path.write_bytes(WRITE[ending]([{"file": "a.txt", "label": "none"}] * 3))
    [item] = rejected(path)
    assert "expected a text column, found columns file, label. Name it" in item.reason
