"""``predict actors=FILE``, from the list to the files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from own_spans import read_records, write_records

NEWS = {
    "a": "“We will never sell the pier,” said Prime Minister Mara Lind.\n",
    "b": "“We will rebuild the pier by summer,” President Lind said on Monday.\n",
    "c": "The Harbour Union warned that closing the pier would cost lives.\n",
    "d": "“The ferry is old,” said Jon Tarr. “We will not pay,” he said.\n",
}
LIST = (
    "name,aliases,id\nMara Lind,Lind|M. Lind,Q1\nDockers of the Bay,Harbour Union,\n"
    "Jon Tarr,J. Tarr,Q3\nJoe Tarr,J Tarr,Q4\n"
)
LINKED = {
    "a": ("Mara Lind", "Mara Lind", "Q1"),
    "b": ("Lind", "Mara Lind", "Q1"),
    "c": ("Harbour Union", "Dockers of the Bay", None),
    "d": ("Jon Tarr", "Jon Tarr", "Q3"),
}


@pytest.fixture
def predict(cli: Callable[..., Any], model_folder: Path, tmp_path: Path) -> Callable[..., Any]:
    """Predicts the news, or other words, with a list of actors into ``tmp_path/out``."""
    for name, text in NEWS.items():
        (tmp_path / "news").mkdir(exist_ok=True)
        (tmp_path / "news" / f"{name}.txt").write_text(text, encoding="utf-8")

    def run(content: str, *words: object) -> Any:
        (tmp_path / "actors.csv").write_text(content, encoding="utf-8")
        setting = f"actors={tmp_path / 'actors.csv'}"
        fixed = ["--model", model_folder, "--out", tmp_path / "out", setting]
        return cli("predict", *(words or [tmp_path / "news", "--format=csv,html,ledger"]), *fixed)

    return run


def links(out: Path) -> dict[str, tuple[Any, ...]]:
    """Article → actor, canonical name and id of its quotes, which must agree."""
    keys = ("actor", "actor_canonical", "actor_id")
    found = {(r["article_id"], *(r[k] for k in keys)) for r in read_records(out)}
    assert len({article for article, *_ in found}) == len(found)
    return {article: tuple(rest) for article, *rest in found}


def test_one_actor_over_articles(predict: Callable[..., Any], tmp_path: Path) -> None:
    ran = predict(LIST)
    assert ran.code == 0
    assert ran.err == (
        f"quotestance: {tmp_path / 'actors.csv'}: names of several actors, which link to none: "
        "'j tarr' (Jon Tarr, Joe Tarr).\n"
    )
    out = tmp_path / "out"
    assert links(out / "predictions.jsonl") == LINKED
    with (out / "predictions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["article_id"]: row for row in csv.DictReader(file)}
    for article, (_, name, id_) in LINKED.items():
        assert rows[article]["actor_canonical"] == name
        assert rows[article]["actor_id"] == (id_ or "")
    with (out / "ledger.csv").open(encoding="utf-8", newline="") as file:
        ledger = [(row["actor"], row["actor_id"]) for row in csv.DictReader(file)]
    assert sorted(ledger) == [("Dockers of the Bay", ""), ("Jon Tarr", "Q3"), ("Mara Lind", "Q1")]
    page = "".join(path.read_text(encoding="utf-8") for path in (out / "html").glob("*.html"))
    assert 'data-actor="Mara Lind"' in page
    assert 'data-actor="Lind"' not in page
    assert "Dockers of the Bay" in ran.out


def test_models_read_the_same_with_and_without_a_list(
    predict: Callable[..., Any], cli: Callable[..., Any], model_folder: Path, tmp_path: Path
) -> None:
    predict(LIST)
    words = ("--model", model_folder, "--out", tmp_path / "plain")
    assert cli("predict", tmp_path / "news", *words).code == 0
    plain = read_records(tmp_path / "plain" / "predictions.jsonl")
    linked = read_records(tmp_path / "out" / "predictions.jsonl")
    assert linked != plain
    nothing = {"actor_canonical": None, "actor_id": None}
    assert [{**record, **nothing} for record in linked] == plain


def test_actors_that_are_not_sure_enough_do_not_link(
    predict: Callable[..., Any], tmp_path: Path
) -> None:
    news = tmp_path / "news"
    assert predict(LIST, news / "a.txt", news / "c.txt", "min_actor_confidence=1").code == 0
    found = links(tmp_path / "out" / "predictions.jsonl")
    assert found == {"a": (None, None, None), "c": (None, None, None)}


def test_given_spans_link(predict: Callable[..., Any], tmp_path: Path) -> None:
    text = NEWS["a"]
    spans = [{"id": "1", "text": text, "start": 1, "end": 28, "actor": "President M. Lind"}]
    assert predict(LIST, "--spans", write_records(tmp_path / "spans.jsonl", spans)).code == 0
    (linked,) = links(tmp_path / "out" / "predictions.jsonl").values()
    assert linked == ("President M. Lind", "Mara Lind", "Q1")


def test_a_bad_list_stops_the_run_before_it_starts(
    predict: Callable[..., Any], tmp_path: Path
) -> None:
    ran = predict("name,alias\nMara Lind,Lind\n")
    where = f"{tmp_path / 'actors.csv'}:1"
    assert ran.code == 1
    assert ran.err == (
        f"quotestance: {where}: expected the keys name, aliases, id, found 'alias'. "
        "Did you mean 'aliases'?\n"
    )
    assert not (tmp_path / "out").exists()


def test_many_shared_names_are_told_in_one_line(predict: Callable[..., Any]) -> None:
    shared = "|".join(f"Person {letter}" for letter in "ABCDEFG")
    ran = predict(f"name,aliases,id\nMara Lind,{shared},Q1\nJon Tarr,{shared},Q3\n")
    assert ran.code == 0
    assert ran.err.count("\n") == 1
    assert "'person e' (Mara Lind, Jon Tarr) and 2 more." in ran.err
