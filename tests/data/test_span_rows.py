"""Span files as tables: the same spans as from JSON Lines, and every mistake by its line."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.spans import SpanPair, load_spans, read_spans
from quotestance.errors import DataError

LINES = [
    {"id": "a", "text": "“We will pay,” Orsi said.", "start": 1, "end": 12, "stance": "commit"},
    {"id": "b", "text": 'Bo said: "No;\nnever", twice', "cue": "said", "stance": "refuse"},
    {"text": "It\train\ted.", "stance": "none", "group": "weather"},
]
KEYS = ["id", "text", "start", "end", "cue", "stance", "group"]


def table(path: Path, delimiter: str, rows: list[dict[str, Any]] = LINES) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, KEYS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def plain(pairs: list[SpanPair]) -> list[Any]:
    return [(a.text, q.span, q.kind, q.cue, q.stance, q.group) for a, q in pairs]


@pytest.mark.parametrize(
    ("name", "delimiter"), [("s.csv", ","), ("s.tsv", "\t"), ("s.csv", ";"), ("S.CSV", ",")]
)
def test_a_table_holds_the_same_spans_as_lines(tmp_path, name, delimiter):
    lines = tmp_path / "spans.jsonl"
    lines.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    pairs = load_spans(table(tmp_path / name, delimiter))
    assert plain(pairs) == plain(load_spans(lines))
    # a row is named by the line on which it begins; the second one takes two lines
    assert [quote.span_id for _, quote in pairs] == ["a", "b", "line-5"]


def test_a_table_may_be_packed_and_marked(tmp_path):
    packed = tmp_path / "spans.csv.gz"
    packed.write_bytes(gzip.compress("\ufefftext,stance\nWe “will”.,commit\n".encode()))
    ((article, quote),) = load_spans(packed)
    assert article.text == "We “will”." and quote.stance == "commit"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected a column 'text', found no columns"),
        (b'"te"xt,stance\nx,none\n', "spans.csv:1: expected a header, found ',' expected after"),
        (b"sentence,stance\nx,none\n", "spans.csv:1: expected a column 'text', found columns sent"),
        (b"texts,stance\nx,none\n", "Did you mean 'texts'?"),
        (b"text,stance\nx\xff,none\n", "a table in UTF-8, found byte 13 of another encoding"),
        (b"text,stance\nx,none\nx,none,7\n", "spans.csv:3: expected 2 cells, found 3"),
        (b'text,stance\n"x"y,none\n', "spans.csv:2: expected a table row"),
        (b"text,stance\nx,comit\n", "spans.csv:2: expected a known stance, found 'comit'"),
        (b"text,stance\nx,\n", "spans.csv:2: expected a 'stance', found none"),
        (b"text,stance,start,end\nx,none,0,one\n", "found 0 and 'one'"),
        (b"text,stance,start,end\nx,none,0,2\n", "spans.csv:2: expected whole numbers"),
    ],
)
def test_mistakes_in_tables(tmp_path, content, message):
    path = tmp_path / "spans.csv"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_spans(path)
    assert message in str(caught.value)


def test_a_bad_row_leaves_the_others(tmp_path):
    path = tmp_path / "spans.csv"
    path.write_text("text,stance\nWe will.,commit\nx,none,7\n\nNo.,refuse\n", encoding="utf-8")
    pairs, problems = read_spans(path)
    assert [quote.stance for _, quote in pairs] == ["commit", "refuse"]
    assert [problem.line for problem in problems] == [3]


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_text_survives_a_table(tmp_path_factory, texts):
    texts = [text for text in texts if text.strip()]
    path = tmp_path_factory.mktemp("table") / "spans.csv"
    table(path, ",", [{"text": text, "stance": "none"} for text in texts])
    assert [article.text for article, _ in load_spans(path)] == texts
