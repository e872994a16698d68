"""The contract of every reader in READERS, and what each format promises on top."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reader_help import HEADER, articles, as_parquet, read, rejected

from quotestance.data.readers import READERS, Rejected
from quotestance.records import Article

TEXT = (
    "\n“We will not open the gates before March,” said Ola Brandt.\r\n\r\n"
    "She told the crew’s café: 'Stay away' 🙂 and left.\rThe end,\tso far\u2028of it.\n"
)


def as_csv(text: str, delimiter: str) -> bytes:
    quoted = text.replace('"', '""')
    return f'id{delimiter}body\r\na1{delimiter}"{quoted}"\r\n'.encode()


#: For every ending: a file with one article of that text.
WRITE: dict[str, Callable[[str], bytes]] = {
    ".txt": str.encode,
    ".html": str.encode,
    ".htm": str.encode,
    ".jsonl": lambda text: json.dumps({"id": "a1", "body": text}).encode() + b"\n",
    ".ndjson": lambda text: json.dumps({"id": "a1", "body": text}).encode(),
    ".csv": lambda text: as_csv(text, ","),
    ".tsv": lambda text: as_csv(text, "\t"),
    ".parquet": lambda text: as_parquet([{"id": "a1", "body": text}]),
    ".quotes.md": lambda text: (HEADER + text).encode(),
}


def test_every_reader_is_under_contract() -> None:
    assert WRITE.keys() == READERS.keys()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("ending", READERS)
def test_good_file(ending: str, packed: bool, tmp_path: Path) -> None:
    data = WRITE[ending](TEXT)
    path = tmp_path / ("a1" + ending + ".gz" * packed)
    path.write_bytes(gzip.compress(data) if packed else data)
    [article] = articles(path)
    assert article.id == "a1"
    assert article.text == TEXT
    assert article.path == str(path)
    assert article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article.markup == ("html" if ending in {".html", ".htm"} else "plain")
    assert article.diagnostics == ()


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"%PDF-1.4\n\x80\0", bytes(range(256)) * 9, b"\x00\x93\xff"]
)
def test_a_bad_file_is_rejected_and_stops_nothing(ending: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / f"a{ending}").write_bytes(data)
    (tmp_path / "b.txt").write_text("Good.")
    *bad, good = read(tmp_path)
    assert isinstance(good, Article)
    assert good.id == "b"
    assert bad
    for item in bad:
        assert isinstance(item, Rejected)
        assert item.path == str(tmp_path / f"a{ending}")
        assert "expected" in item.reason
        assert "found" in item.reason
        assert "\n" not in item.reason


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("cut", [0.0, 0.5, 0.98])
def test_damaged_gzip_is_rejected(ending: str, cut: float, tmp_path: Path) -> None:
    data = gzip.compress(WRITE[ending](TEXT))
    path = tmp_path / f"a{ending}.gz"
    path.write_bytes(data[: int(len(data) * cut)] or b"no gzip")
    [item] = rejected(path)
    assert "expected gzip data, found damage" in item.reason


@pytest.mark.parametrize("ending", [e for e in READERS if e != ".parquet"])
def test_windows_1252_is_read_and_said(ending: str, tmp_path: Path) -> None:
    text = "“We won’t pay £5,” said Ola Brandt.\n"
    data = WRITE[ending](text)
    if ending in {".jsonl", ".ndjson"}:
        data = json.dumps({"id": "a1", "body": text}, ensure_ascii=False).encode()
    path = tmp_path / f"a1{ending}"
    path.write_bytes(data.decode().encode("cp1252"))
    [article] = articles(path)
    assert article.text == text
    [diagnostic] = article.diagnostics
    assert "windows-1252" in diagnostic.message


@pytest.mark.parametrize("ending", [e for e in READERS if e != ".parquet"])
def test_utf16_is_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a1{ending}"
    path.write_bytes(WRITE[ending](TEXT).decode().encode("utf-16"))
    [article] = articles(path)
    assert (article.id, article.text) == ("a1", TEXT)


@pytest.mark.parametrize("ending", READERS)
def test_repeated_ids_are_told_apart(ending: str, tmp_path: Path) -> None:
    for folder in "xyz":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"a1{ending}").write_bytes(WRITE[ending](TEXT))
    found = articles(tmp_path)
    assert [article.id for article in found] == ["a1", "a1~2", "a1~3"]
    assert [[d.code for d in article.diagnostics] for article in found] == [
        [],
        ["duplicate-id"],
        ["duplicate-id"],
    ]


def test_ids_stay_unique_when_a_suffix_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("".join(f'{{"id": "{i}", "text": "x"}}\n' for i in ["a~2", "a", "a", "a~2"]))
    assert [a.id for a in articles(path)] == ["a~2", "a", "a~3", "a~2~2"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Port stays shut\n\nThe port stays shut.", "Port stays shut"),
        ("\ufeff\n  Port stays shut \r\nText.", "Port stays shut"),
        ("The port stays shut.\nText.", None),
        ("“The port stays shut.”\nText.", None),
        ("Port stays shut", None),
        ("Port " * 40 + "\nText.", None),
    ],
)
def test_headline_of_plain_text(text: str, title: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    [article] = articles(path)
    assert (article.title, article.text) == (title, text)
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_html_declares_its_charset(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="windows-1250"><title>Łódź</title><p>Żądamy'.encode("cp1250"))
    [article] = articles(path)
    assert article.title == "Łódź"
    assert "CP1250" in article.diagnostics[0].message


def test_html_without_text_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<body><script>load()</script><div id=app></div>")
    [item] = rejected(path)
    assert (item.id, item.line) == ("a", None)
    assert "none outside scripts" in item.reason


def test_broken_markup_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.quotes.md"
    path.write_text(HEADER + "[open bracket")
    assert rejected(path)[0].id == "a"
