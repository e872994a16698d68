from __future__ import annotations

import re

import pytest

from quotestance.data.export import EXPORTERS, export_articles
from quotestance.data.markup import parse_markup
from quotestance.data.spans import load_spans
from quotestance.errors import ConfigError

SOURCE = (
    "---\ntitle: T\nstyle: s\ndomain: d\nevent: e\nactors:\n  orsi: Ilona Orsi\n---\n"
    "[She]{m1} [said]{c1 c2} “[we \U0001f6a2 pay]{q1 direct commit orsi}. [We e\u0301]{q1 direct "
    "none orsi}.”\r\n[It\r\nrains]{q2 indirect warn -}.\n"
)


@pytest.fixture
def labelled():
    return parse_markup(SOURCE, "north/south", "p")


def test_brat_offsets_point_at_the_text_beside_them(labelled, tmp_path):
    text_file, annotations = export_articles([labelled], "brat", tmp_path)
    text = text_file.read_bytes().decode()
    assert text == labelled.article.text
    lines = annotations.read_bytes().decode().splitlines()
    terms = {}
    for line in lines:
        if line.startswith("T"):
            own, place, words = line.split("\t")
            name, offsets = place.split(" ", 1)
            spans = [tuple(map(int, pair.split())) for pair in offsets.split(";")]
            assert " ".join(text[start:end] for start, end in spans) == words
            terms[own] = (name, words)
    assert sorted(terms.values()) == [
        ("Cue", "said"),
        ("Mention", "She"),
        ("Quote", "It rains"),
        ("Quote", "We e\u0301"),
        ("Quote", "we \U0001f6a2 pay"),
    ]
    facts = [re.sub(r"T\d+", lambda m: terms[m[0]][1], line) for line in lines if line[0] != "T"]
    plain = sorted(line.split("\t", 1)[1] for line in facts)
    assert plain == sorted(
        [
            "Kind we \U0001f6a2 pay direct",
            "Stance we \U0001f6a2 pay commit",
            "Kind We e\u0301 direct",
            "Stance We e\u0301 none",
            "Kind It rains indirect",
            "Stance It rains warn",
            "AnnotatorNotes we \U0001f6a2 pay\tIlona Orsi",
            "AnnotatorNotes We e\u0301\tIlona Orsi",
            "SaidBy Arg1:we \U0001f6a2 pay Arg2:She",
            "SaidBy Arg1:We e\u0301 Arg2:She",
            "CuedBy Arg1:we \U0001f6a2 pay Arg2:said",
            "CuedBy Arg1:We e\u0301 Arg2:said",
            "CuedBy Arg1:It rains Arg2:said",
            "SameQuote we \U0001f6a2 pay We e\u0301",
        ]
    )
    ids = [line.split("\t")[0] for line in lines if line[0] != "*"]
    assert len(set(ids)) == len(ids)


def test_text_is_written_as_the_labels_count_it(labelled, tmp_path):
    (path,) = export_articles([labelled], "text", tmp_path / "new" / "folder")
    assert path.read_bytes().decode() == labelled.article.text
    assert path.name == "north%2Fsouth.txt"


def test_jsonl_is_one_file_for_all(labelled, tmp_path):
    other = parse_markup(SOURCE, "other", "p")
    (path,) = export_articles([labelled, other], "jsonl", tmp_path)
    pairs = load_spans(path)
    assert [quote.span_id for _, quote in pairs][::3] == ["north/south:1", "other:1"]


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_takes_no_articles(name, tmp_path):
    paths = export_articles([], name, tmp_path)
    assert all(path.is_file() for path in paths)


def test_an_unknown_format_gets_a_hint(tmp_path):
    with pytest.raises(ConfigError, match="Did you mean 'brat'"):
        export_articles([], "bart", tmp_path)
