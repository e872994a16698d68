from __future__ import annotations

import re

import pytest

from quotestance.data.exchange.formats import export_articles
from quotestance.data.markup import parse_markup

SOURCE = (
    "---\ntitle: T\nstyle: s\ndomain: d\nevent: e\nactors:\n  orsi: Ilona Orsi\n---\n"
    "[She]{m1} [said]{c1 c2} “[we \U0001f6a2 pay]{q1 direct commit orsi}. [We e\u0301]{q1 direct "
    "none orsi}.”\r\n[It\r\nrains]{q2 indirect warn -}.\n"
)


@pytest.fixture
def labelled():
    return parse_markup(SOURCE, "north/south", "p")


def test_brat_offsets_point_at_the_text_beside_them(labelled, tmp_path):
    text_file, annotations, *_ = export_articles([labelled], "brat", tmp_path)
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
            "QuoteId we \U0001f6a2 pay\tnorth/south:q1",
            "QuoteId We e\u0301\tnorth/south:q1",
            "QuoteId It rains\tnorth/south:q2",
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
