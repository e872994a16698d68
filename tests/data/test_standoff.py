from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.corpus import read_article_file
from quotestance.data.join import join_standoff
from quotestance.data.occurrence import nearest_occurrence
from quotestance.data.spans import load_spans
from quotestance.data.standoff import attach_standoff, standoff_json, standoff_record
from quotestance.errors import DataError
from quotestance.labels import STANCES
from quotestance.records import KINDS, Span

TEXT = "Mayor Ilona Orsi said the pier\u00a0\U0001f6a2 would close.\r\n“We will pay,” she said.\r\n"
SEEDS = Path(__file__).parents[2] / "seeds" / "standoff"


def span_of(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def make(folder: Path, text: str = TEXT, **changes) -> tuple[Path, Path]:
    """A label file and its text; ``changes`` go into the first span."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    first = {**span_of("the pier\u00a0\U0001f6a2 would close"), "kind": "indirect"}
    first |= {"mention": "Ilona Orsi", "actor": "Ilona Orsi", "stance": "none"} | changes
    second = {**span_of("We will pay"), "kind": "direct", "mention": [62, 65], "cue": "said"}
    second |= {"actor": None, "stance": "commit", "quote": 7}
    record = {"doc": "pier.txt", "sha256": digest, "spans": [second, first]}
    labels, source = folder / "pier.json", folder / "pier.txt"
    labels.write_text(json.dumps(record), encoding="utf-8")
    source.write_bytes(text.encode())
    return labels, source


def test_labels_and_text_become_an_article(tmp_path):
    labelled = attach_standoff(*make(tmp_path))
    text = labelled.article.text
    first, second = labelled.quotes
    assert text == TEXT
    assert labelled.article.id == "pier" and first.group == "pier"
    assert first.span.of(text) == "the pier\u00a0\U0001f6a2 would close"
    assert first.mention.of(text) == "Ilona Orsi" and first.cue is None
    assert second.mention.of(text) == "she" and second.cue == Span(66, 70)
    assert second.actor is None and second.stance == "commit"
    assert [q.span_id for q in labelled.quotes] == ["pier:1", "pier:2"]
    assert first.quote_id != second.quote_id


def test_spans_that_share_a_mention_share_a_quote(tmp_path):
    labels, source = make(tmp_path)
    record = json.loads(labels.read_text())
    record["spans"] = [
        {**span_of(words), "kind": "indirect", "mention": "Orsi", "actor": "O", "stance": "none"}
        for words in ("the pier", "would close")
    ]
    labels.write_text(json.dumps(record))
    assert len({quote.quote_id for quote in attach_standoff(labels, source).quotes}) == 1


def test_a_changed_text_is_refused_with_both_hashes(tmp_path):
    labels, source = make(tmp_path, text=TEXT.replace("\r\n", "\n"))
    wanted = hashlib.sha256(TEXT.encode()).hexdigest()
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    with pytest.raises(DataError) as caught:
        attach_standoff(labels, source)
    assert wanted in str(caught.value) and found in str(caught.value)


def test_a_missing_text_is_named(tmp_path):
    labels, source = make(tmp_path)
    source.unlink()
    with pytest.raises(DataError, match=r"the text .*pier\.txt, found no such file"):
        attach_standoff(labels, source)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": True}, "found True and"),
        ({"start": 3.0}, "found 3.0 and"),
        ({"start": None}, "found None and"),
        ({"end": 999}, "in a text of"),
        ({"start": 5, "end": 5}, "found 5..5"),
        ({"start": -1}, "found -1.."),
        ({"kind": "indirekt"}, "Did you mean 'indirect'?"),
        ({"stance": "wran"}, "Did you mean 'warn'?"),
        ({"stance": None}, "a known stance"),
        ({"mention": "Bo Lund"}, "'Bo Lund', which the text does not hold"),
        ({"mention": [4, 2]}, "found 4..2"),
        ({"mention": [1, 2, 3]}, "found [1, 2, 3]"),
        ({"cue": 5}, "as cue, found 5"),
        ({"actor": ""}, "a name as actor"),
        ({"actor": 5}, "a name as actor"),
    ],
)
def test_wrong_spans_are_named(tmp_path, changes, message):
    with pytest.raises(DataError) as caught:
        attach_standoff(*make(tmp_path, **changes))
    assert "span 2: expected" in str(caught.value) and message in str(caught.value)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"doc": "a", "sha256": "b"}', "\udcff"])
def test_a_file_that_is_no_record_is_refused(tmp_path, content):
    labels, source = make(tmp_path)
    labels.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match=r"pier\.json"):
        attach_standoff(labels, source)


def test_the_record_of_an_article_holds_no_words_of_it_and_joins_again(tmp_path):
    labels, source = make(tmp_path)
    labelled = attach_standoff(labels, source)
    labels.write_text(standoff_json(standoff_record(labelled, "pier.txt")), encoding="utf-8")
    assert "pier\u00a0" not in labels.read_text() and "she" not in labels.read_text()
    assert attach_standoff(labels, source).quotes == labelled.quotes


def test_joined_files_hold_the_same_labels(tmp_path):
    labels, source = make(tmp_path)
    labelled = attach_standoff(labels, source)
    markup, spans = join_standoff(labels, source, tmp_path / "out")
    article, problems = read_article_file(markup)
    assert article is not None and not [p for p in problems if p.severity == "error"]
    assert article.article.text == TEXT
    assert [q.span for q in article.quotes] == [q.span for q in labelled.quotes]
    assert [quote.stance for _, quote in load_spans(spans)] == ["none", "commit"]


@pytest.mark.parametrize(
    ("text", "words", "span", "start"),
    [
        ("he said: X. the end. he", "he", (9, 10), 0),
        ("Orsi came.\nOrsi said: X", "Orsi", (22, 23), 11),
        ("A ended: X.\nOrsi left, far above the line. Orsi", "Orsi", (9, 10), 12),
        ("Orsi replied at last, “X.”\nOrsi left", "Orsi", (23, 24), 0),
        ("MinisterVossVoss said X", "Voss", (22, 23), 12),
        ("X and X", "X", (0, 1), 6),
        ("X", "X", (0, 1), 0),
        ("X", "Y", (0, 1), None),
        ("X", "", (0, 1), None),
    ],
)
def test_nearest_occurrence(text, words, span, start):
    found = nearest_occurrence(text, words, Span(*span))
    assert found == (None if start is None else Span(start, start + len(words)))


@given(st.text("ab \n", max_size=30), st.text("ab", min_size=1, max_size=3), st.data())
def test_an_occurrence_is_one_and_is_found_if_there_is_any(text, words, data):
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    found = nearest_occurrence(text, words, Span(low, high))
    if found is not None:
        assert found.of(text) == words
    around = (text[:low], text[low:high], text[high:])
    assert (found is not None) >= any(words in part for part in around)


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.json")), ids=lambda file: file.stem)
def test_seed_labels_hold_offsets_and_names_only(file):
    record = json.loads(file.read_bytes())
    assert set(record) == {"doc", "sha256", "spans"} and len(record["sha256"]) == 64
    assert record["spans"]
    end = 0
    for span in record["spans"]:
        assert end <= span["start"] < span["end"]
        end = span["end"]
        assert span["kind"] in KINDS and span["stance"] in STANCES.names
        for place in (span["mention"], span["cue"]):
            assert place is None or (len(place) == 2 and place[0] < place[1])
        assert span["actor"] is None or len(span["actor"].split()) <= 6
