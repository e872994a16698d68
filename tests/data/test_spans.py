from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from quotestance.data.markup import parse_markup
from quotestance.data.spans import load_spans, read_spans, write_spans
from quotestance.errors import DataError
from quotestance.labels import STANCES, LabelSet
from quotestance.records import Span

TEXT = "Orsi said “we will \U0001f6a2 pay” but that Bo would wait, Orsi said."
GOOD = {"id": "s1", "text": TEXT, "start": 11, "end": 24, "stance": "commit"}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "spans.jsonl"
    rows = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_lines_become_articles_and_quotes(tmp_path):
    second = GOOD | {"id": 2, "start": 36, "end": 49, "stance": "none", "group": "event"}
    second |= {"cue": "said", "mention": [50, 54], "actor": "Orsi", "extra": [1]}
    pairs = load_spans(write(tmp_path, GOOD, "", second))
    (article, first), (other, quote) = pairs
    assert article is other and article.text == TEXT
    assert first.span.of(TEXT) == "we will \U0001f6a2 pay" and first.kind == "direct"
    assert (first.group, first.actor, first.cue, first.mention) == (None, None, None, None)
    assert quote.span_id == "2" and quote.kind == "indirect" and quote.group == "event"
    assert quote.mention == Span(50, 54) and quote.cue == Span(55, 59)
    assert quote.article_id == article.id


def test_mixed_kind_is_read_off_the_marks_and_a_given_kind_wins(tmp_path):
    mixed = GOOD | {"start": 5, "end": 24}
    given = GOOD | {"id": "s2", "kind": "indirect", "quote": "s1"}
    (_, first), (_, second) = load_spans(write(tmp_path, mixed, given))
    assert first.kind == "mixed" and second.kind == "indirect" and second.quote_id == "s1"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": True}, "found True and 24"),
        ({"end": "24"}, "found 11 and '24'"),
        ({"end": None}, "found 11 and None"),
        ({"start": None}, "found None and 24"),
        ({"end": 11}, "found 11..11"),
        ({"start": 30}, "found 30..24"),
        ({"end": 1000}, "in a text of"),
        ({"start": -1}, "found -1..24"),
        ({"stance": "comit"}, "Did you mean 'commit'?"),
        ({"stance": 1}, "a text as 'stance'"),
        ({"stance": None}, "expected a 'stance', found none"),
        ({"kind": "indirekt"}, "Did you mean 'indirect'?"),
        ({"text": ""}, "expected a 'text'"),
        ({"text": None}, "expected a 'text'"),
        ({"text": "\ud83d" * 30}, "half of a surrogate pair"),
        ({"id": ""}, "expected an id"),
        ({"text": " \n"}, "expected a 'text'"),
        ({"id": "first"}, "'first' of line 1"),
        ({"actor": 7}, "a text as 'actor'"),
        ({"group": " "}, "a text as 'group'"),
        ({"cue": "denied"}, "'denied', which the text does not hold"),
        ({"mention": [0]}, "found [0]"),
        ({"mention": [0, 400]}, "in a text of"),
    ],
)
def test_bad_lines_are_left_out_and_explained(tmp_path, change, message):
    path = write(tmp_path, GOOD | {"id": "first"}, GOOD | change, GOOD | {"id": "last"})
    pairs, problems = read_spans(path)
    assert [quote.span_id for _, quote in pairs] == ["first", "last"]
    assert len(problems) == 1 and problems[0].line == 2 and message in str(problems[0])
    with pytest.raises(DataError, match=r"spans\.jsonl:2"):
        load_spans(path)


@pytest.mark.parametrize("line", ["{", "[]", "5", "null", "[" * 100_000, '{"id": "x"} trailing'])
def test_lines_that_are_no_object(tmp_path, line):
    pairs, problems = read_spans(write(tmp_path, line, GOOD))
    assert len(pairs) == 1 and [problem.line for problem in problems] == [1]


def test_a_text_and_its_label_are_enough(tmp_path):
    """The whole text is the span then, and the line names it."""
    lines = {"text": " We will pay. ", "stance": "commit"}, {"text": "No.", "stance": "refuse"}
    (article, first), (_, second) = load_spans(write(tmp_path, *lines))
    assert (first.span_id, second.span_id) == ("line-1", "line-2")
    assert first.span.of(article.text) == "We will pay." and first.quote_id == "line-1"
    again = {"id": "line-2", "text": "Yes.", "stance": "none"}
    with pytest.raises(DataError, match="a new id, found 'line-2' of line 1"):
        load_spans(write(tmp_path, again, lines[1]))


def test_a_misspelt_key_is_a_warning(tmp_path):
    pairs, problems = read_spans(write(tmp_path, GOOD | {"mentoin": "Orsi", "source": "desk"}))
    assert len(pairs) == 1
    assert [(p.severity, "'mention'" in p.expected) for p in problems] == [("warning", True)]


def test_stances_may_be_absent_for_prediction_and_come_from_the_label_set(tmp_path):
    bare = {key: value for key, value in GOOD.items() if key != "stance"}
    ((_, quote),) = load_spans(write(tmp_path, bare), require_stance=False)
    assert quote.stance is None
    own = LabelSet(names=("yes", "no"), none="no")
    assert load_spans(write(tmp_path, bare | {"stance": "yes"}), own)
    assert read_spans(write(tmp_path, bare | {"stance": "yes"}), STANCES)[1]


def test_packed_files_and_missing_or_broken_ones(tmp_path):
    packed = tmp_path / "spans.jsonl.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()))
    assert len(load_spans(packed)) == 1
    for content in (packed.read_bytes()[:40], b"no gzip"):
        packed.write_bytes(content)
        with pytest.raises(DataError, match="a readable file of spans"):
            load_spans(packed)
    with pytest.raises(DataError, match="No such file"):
        load_spans(tmp_path / "missing.jsonl")


def test_written_spans_are_read_as_they_were(tmp_path):
    source = (
        "---\ntitle: T\nstyle: s\ndomain: d\nevent: e\nactors:\n  orsi: Orsi\n---\n"
        "[Orsi]{m1} [said]{c1} “[we \U0001f6a2 pay]{q1 direct commit orsi}. [We e\u0301]{q1 direct "
        "none orsi}.”\r\n[It rains]{q2 indirect none -}.\n"
    )
    labelled = parse_markup(source, "a", "p")
    path = write_spans(tmp_path / "new" / "out.jsonl", [labelled])
    pairs = load_spans(path)
    assert [article.text for article, _ in pairs] == [labelled.article.text] * 3
    for (_, read), quote in zip(pairs, labelled.quotes, strict=True):
        for name in ("span_id", "quote_id", "span", "kind", "cue", "mention", "actor", "stance"):
            assert getattr(read, name) == getattr(quote, name)
        assert read.group == "e"
    with pytest.raises(DataError, match=r"\.gz"):
        write_spans(tmp_path / "out.jsonl.gz", [labelled])
