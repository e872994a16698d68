from __future__ import annotations

import csv
import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from quotestance.errors import ConfigError, DataError
from quotestance.labels import STANCES
from quotestance.records import Article, Prediction, Quote, Span
from quotestance.reporting.ledger import ledger
from quotestance.reporting.prediction_records import (
    prediction_from_record,
    prediction_record,
    prediction_records,
    read_predictions,
    sort_predictions,
)
from quotestance.reporting.tables import WRITERS, write_predictions
from quotestance.reporting.terminal import ledger_table, predictions_table


def test_jsonl_is_as_agreed(tmp_path, golden, predictions, articles):
    (path,) = write_predictions(predictions, articles, tmp_path, ["jsonl"], labels=STANCES)
    golden("predictions.jsonl", path.read_text(encoding="utf-8"))


def test_written_predictions_are_read_again(tmp_path, predictions, articles):
    (path,) = write_predictions(predictions, articles, tmp_path, ["jsonl"], labels=STANCES)
    assert read_predictions(path) == sort_predictions(predictions)


def test_every_offset_leads_to_its_text(predictions, articles):
    for record in prediction_records(predictions, articles):
        text = articles[record["article_id"]].text
        for place in (record, record["cue"], record["mention"]):
            assert place is None or text[place["start"] : place["end"]] == place["text"]


def test_records_are_sorted_by_article_place_and_model(predictions, articles):
    keys = [
        (record["article_id"], record["start"], record["model"])
        for record in prediction_records(reversed(predictions), articles)
    ]
    assert keys == sorted(keys)


def test_all_formats_say_the_same(tmp_path, predictions, articles):
    paths = write_predictions(predictions, articles, tmp_path, list(WRITERS), labels=STANCES)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "predictions.jsonl",
        "predictions.csv",
        "predictions.parquet",
        "html/index.html",
        "ledger.csv",
    ]
    records = [json.loads(line) for line in paths[0].read_text("utf-8").splitlines()]
    with paths[1].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    frame = pd.read_parquet(paths[2])
    assert list(frame.columns) == list(rows[0])
    assert len(records) == len(rows) == len(frame) == 8
    for record, row, column in zip(records, rows, frame.to_dict("records"), strict=True):
        assert record["text"] == row["text"] == column["text"]
        assert record["start"] == int(row["start"]) == column["start"]
        assert (record["actor"] or "") == row["actor"]
        assert record["probabilities"]["warn"] == float(row["p_warn"]) == column["p_warn"]
        cue = record["cue"] or {"start": "", "text": ""}
        assert (row["cue_start"], row["cue_text"]) == (str(cue["start"]), cue["text"])


def test_nothing_predicted_still_gives_whole_files(tmp_path, articles):
    paths = write_predictions([], articles, tmp_path, list(WRITERS), labels=STANCES)
    assert paths[0].read_text() == ""
    assert paths[1].read_text().startswith("article_id,quote_id,span_id,start,end,text,kind,cue_st")
    assert list(pd.read_parquet(paths[2]).columns)[-1] == "model"
    assert "No quotes found." in paths[3].read_text("utf-8")


def test_an_unknown_format_writes_nothing(tmp_path, predictions, articles):
    with pytest.raises(ConfigError, match=r"Did you mean 'jsonl'\?"):
        write_predictions(predictions, articles, tmp_path, ["csv", "json"], labels=STANCES)
    assert list(tmp_path.iterdir()) == []


def test_a_prediction_without_its_article_is_refused(tmp_path, predictions):
    with pytest.raises(DataError, match="no article 'bridge'"):
        write_predictions(predictions, {}, tmp_path, ["jsonl"], labels=STANCES)


def test_text_that_utf8_cannot_hold_is_no_reason_to_stop(tmp_path):
    article = Article("odd", "a \ud800 b", "", title="\udfff")
    quote = Quote("odd", "q", "s", Span(0, 5), "direct", actor="\ud800", actor_confidence=0.79)
    quote = replace(quote, actor_canonical="\ud801", actor_id="\ud802")
    prediction = Prediction(quote, article.text, "warn", {"warn": 1.0, "none": 0.0}, "m")
    paths = write_predictions(
        [prediction], {"odd": article}, tmp_path, list(WRITERS), labels=STANCES
    )
    assert all(path.read_bytes() for path in paths)
    assert read_predictions(paths[0]) == [prediction]


RECORD = {
    "article_id": "a", "quote_id": "q", "span_id": "s", "start": 0, "end": 1, "text": "x",
    "kind": "direct", "cue": None, "mention": None, "actor": None, "stance": "warn",
    "probabilities": {"warn": 1.0}, "model": "m",
}  # fmt: skip
BAD_LINES = [
    ("{", "JSONDecodeError"),
    ("[]", "TypeError"),
    (json.dumps({**RECORD, "kind": "spoken"}), "unknown kind 'spoken'"),
    (json.dumps({**RECORD, "end": -1}), "0 <= start <= end"),
    (json.dumps({**RECORD, "stance": "none"}), "'none' has no probability"),
    (json.dumps({k: v for k, v in RECORD.items() if k != "model"}), "'model'"),
    (json.dumps({**RECORD, "probabilities": []}), "AttributeError|no probability"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_a_bad_line_is_named(tmp_path, line, message):
    path = tmp_path / "predictions.jsonl"
    path.write_text(json.dumps(RECORD) + "\n\n" + line + "\n")
    with pytest.raises(DataError, match=message) as caught:
        read_predictions(path)
    assert caught.value.where == f"{path}:3"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="No such file"):
        read_predictions(tmp_path / "nothing.jsonl")


texts = st.text(st.characters(exclude_categories=()), min_size=1, max_size=30)


@given(texts, st.data())
def test_records_round_trip_for_any_text(text, data):
    def span():
        start = data.draw(st.integers(0, len(text)))
        return Span(start, data.draw(st.integers(start, len(text))))

    place = span()
    quote = Quote("a", "q", "s", place, "mixed", span(), None, data.draw(st.none() | texts))
    share = dict.fromkeys(STANCES.names, 0.2)
    prediction = Prediction(quote, place.of(text), "warn", share, "m")
    record = json.loads(json.dumps(prediction_record(prediction, text)))
    assert prediction_from_record(record) == prediction


def test_ledger_counts_by_model_and_actor(tmp_path, golden, predictions, articles):
    rows = ledger(predictions, STANCES)
    assert [(row.model, row.name) for row in rows[:4]] == [
        ("encoder", "Dockers' Union"),
        ("encoder", "Ivo Brandt"),
        ("encoder", "Mara Lind"),
        ("encoder", "(nobody named)"),
    ]
    assert rows[3].counts(STANCES) == {
        "commit": 0, "refuse": 0, "warn": 1, "demand": 0, "none": 0,
    }  # fmt: skip
    assert sum(len(row.predictions) for row in rows) == len(predictions)
    (path,) = write_predictions(predictions, articles, tmp_path, ["ledger"], labels=STANCES)
    golden("ledger.csv", path.read_text(encoding="utf-8"))


def test_ledger_counts_a_linked_actor_once(predictions):
    def linked(prediction, name, id_):
        quote = replace(prediction.quote, actor_canonical=name, actor_id=id_)
        return replace(prediction, quote=quote)

    first, second, third, _ = [p for p in predictions if p.model == "tfidf"]
    found = [linked(first, "Harbour", "Q1"), linked(second, "Harbour", "Q1"), third]
    (row, nobody) = ledger(found, STANCES)
    assert (row.name, row.actor_id, len(row.predictions)) == ("Harbour", "Q1", 2)
    assert (nobody.actor, nobody.actor_id) == (None, None)
    found = [linked(first, "Harbour", "Q1"), linked(second, "Harbour", "Q2")]
    assert [row.actor_id for row in ledger(found, STANCES)] == ["Q1", "Q2"]


def printed(table, width=70) -> str:
    console = Console(width=width, force_terminal=False)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_terminal_table_fits_the_width(predictions, articles):
    shown = printed(predictions_table(prediction_records(predictions, articles), STANCES))
    lines = shown.splitlines()
    assert len(lines) == 9
    assert all(len(line) <= 70 for line in lines)
    assert "encoder" in lines[1]
    one = [p for p in predictions if p.model == "tfidf"]
    assert "model" not in printed(predictions_table(prediction_records(one, articles), STANCES))


def test_article_text_is_no_terminal_markup(predictions, articles):
    quote = replace(predictions[0].quote, actor="[red]X[/nonsense]")
    odd = [replace(predictions[0], quote=quote, text="[bold]\x1b[31m\n  new")]
    shown = printed(predictions_table(prediction_records(odd, articles), STANCES), 120)
    assert "[red]X[/nonsense]" in shown
    assert "[bold][31m new" in shown
    assert "[red]X" in printed(ledger_table(ledger(odd, STANCES), STANCES))
