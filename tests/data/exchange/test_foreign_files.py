"""Files as other tools and people write them: with less than our own exports hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from exchange_help import QUOTE, TEXT, bring_in, lines, messages, only, pier, same

from quotestance.data.exchange.formats import export_articles, import_articles
from quotestance.records import Quote, Span

MORE = f"{TEXT} “We will,” he said."


def seen(quote: Quote, text: str) -> list[Any]:
    places = (quote.span, quote.cue, quote.mention)
    words = [place.of(text) if place else None for place in places]
    number = quote.quote_id.rpartition(":")[2]
    return [number, *words, quote.kind, quote.actor, quote.stance]


def test_brat_as_an_annotator_leaves_it(tmp_path: Path) -> None:
    """Links on one span of a quote count for all, nothing but the labels is needed."""
    ann = (
        "T1\tQuote 9 15\twe pay\r\nT2\tCue 3 7\tsaid\r\nT3\tMention 0 2\tBo\r\n"
        "T5\tQuote 33 40\tWe will\r\n*\tSameQuote T5 T1\r\nA1\tStance T1 commit\r\n"
        "A2\tStance T5 none\r\n#1\tAnnotatorNotes T5\tBo\r\n"
        "R1\tCuedBy Arg1:T1 Arg2:T2\r\nR2\tSaidBy Arg1:T5 Arg2:T3\r\n"
    )
    assert bring_in(tmp_path, "brat", {"a.txt": MORE, "a.ann": ann}).problems == ()
    found = only(tmp_path)
    assert [seen(quote, MORE) for quote in found.quotes] == [
        ["q1", "we pay", "said", "Bo", "direct", "Bo", "commit"],
        ["q1", "We will", "said", "Bo", "direct", "Bo", "none"],
    ]
    assert found.meta == {"title": MORE, "style": "unknown", "domain": "unknown", "event": "a"}


def test_label_studio_predictions_and_relations_in_either_direction(tmp_path: Path) -> None:
    def result(key: str, start: int, end: int, kind: str, **value: Any) -> dict[str, Any]:
        fields = {"start": start, "end": end, **value}
        return {"id": key, "from_name": kind, "to_name": "text", "value": fields}

    results = [
        {**result("a", 9, 15, "span", labels=["quote"]), "type": "labels"},
        {**result("b", 33, 40, "span", labels=["quote"]), "type": "labels"},
        {**result("c", 0, 2, "span", labels=["mention"]), "type": "labels"},
        {**result("a", 9, 15, "stance", choices=["warn"]), "type": "choices"},
        {**result("b", 33, 40, "stance", choices=["none"]), "type": "choices"},
        {**result("b", 33, 40, "actor", text=["Bo"]), "type": "textarea"},
        {**result("a", 9, 15, "actor", text=[]), "type": "textarea"},
        {"type": "relation", "from_id": "c", "to_id": "a", "direction": "left"},
        {"type": "relation", "from_id": "b", "to_id": "a", "labels": ["same quote"]},
    ]
    cancelled = {"was_cancelled": True, "result": [{"type": "brush"}]}
    task = {
        "id": 7,
        "data": {"text": MORE, "event": "harbour"},
        "annotations": [cancelled],
        "predictions": [{"model_version": "m", "result": results}],
    }
    done = bring_in(tmp_path, "label-studio", {"export.json": json.dumps([task], indent=2)})
    assert done.problems == ()
    found = only(tmp_path)
    assert (found.article.id, found.meta["event"]) == ("export-1", "harbour")
    assert [seen(quote, MORE) for quote in found.quotes] == [
        ["q1", "we pay", None, "Bo", "direct", "Bo", "warn"],
        ["q1", "We will", None, "Bo", "direct", "Bo", "none"],
    ]


def test_a_task_without_an_annotation_is_a_warning(tmp_path: Path) -> None:
    done = bring_in(tmp_path, "label-studio", {"t.json": json.dumps([{"data": {"text": TEXT}}])})
    assert messages(done, tmp_path) == [
        "t.json:1:2: warning: expected an annotation, found none. "
        "The article comes out without quotes; annotate it."
    ]
    assert only(tmp_path).quotes == ()


def test_spans_that_were_drawn_in_prodigy(tmp_path: Path) -> None:
    spans = [{"start": 9, "end": 15, "token_start": 3, "token_end": 4, "label": "commit"}]
    record = {"text": TEXT, "spans": spans, "tokens": [], "answer": "accept", "_view_id": "spans"}
    assert bring_in(tmp_path, "prodigy", {"p.jsonl": lines("", record)}).problems == ()
    found = only(tmp_path)
    assert found.article.id == "p-2"
    assert [seen(quote, TEXT) for quote in found.quotes] == [
        ["q1", "we pay", None, None, "direct", None, "commit"]
    ]


def test_tags_without_comments(tmp_path: Path) -> None:
    iob = f"# article {json.dumps({'text': TEXT})}\r\n9\t11\twe\tB-warn\tO\tO\r\n\r\n"
    iob += "12\t15\tpay\tI-warn\tO\tO\r\n"
    assert bring_in(tmp_path, "iob", {"x.iob": iob}).problems == ()
    assert [seen(quote, TEXT) for quote in only(tmp_path).quotes] == [
        ["q1", "we pay", None, None, "direct", None, "warn"]
    ]


def test_a_span_file_without_articles(tmp_path: Path) -> None:
    span = {"id": 1, "text": MORE, **QUOTE, "cue": "said", "mention": "Bo", "actor": "Bo"}
    other = {"id": 2, "text": MORE, "start": 33, "end": 40, "stance": "none", "group": "pay row"}
    assert bring_in(tmp_path, "jsonl", {"mine.jsonl": lines(span, other)}).problems == ()
    found = only(tmp_path)
    assert [seen(quote, MORE) for quote in found.quotes] == [
        ["q1", "we pay", "said", "Bo", "direct", "Bo", "commit"],
        ["q2", "We will", None, None, "direct", None, "none"],
    ]
    assert found.meta["event"] == "pay row"


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_tables_that_went_through_pandas(name: str, tmp_path: Path) -> None:
    """Offsets beside empty fields become floats there, and columns of one's own are no harm."""
    export_articles([pier()], name, tmp_path)
    for path in tmp_path.glob(f"*.{name}"):
        table = pd.read_csv(path) if name == "csv" else pd.read_parquet(path)
        table["my note"] = 1
        table.to_csv(path, index=False) if name == "csv" else table.to_parquet(path)
    done = import_articles(tmp_path / f"spans.{name}", name, tmp_path / "in")
    assert done.problems == ()
    same(only(tmp_path), pier())


def test_words_stand_for_offsets_in_tables(tmp_path: Path) -> None:
    spans = "article_id,start,end,stance,cue_text,mention_text,actor\na,9,15,commit,said,Bo,Bo\n"
    tables = {"articles.csv": f"id,text\na,{TEXT}\n", "spans.csv": spans}
    assert bring_in(tmp_path, "csv", tables).problems == ()
    (quote,) = only(tmp_path).quotes
    assert (quote.cue, quote.mention) == (Span(3, 7), Span(0, 2))
