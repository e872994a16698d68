"""The whole way, from an article as it is scraped to who takes which stance."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from own_spans import read_records
from quotestance.evaluation.matching import match_quotes
from quotestance.pipeline import read_article
from quotestance.records import Article, Quote, Span

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
# A name with its link tag glued to it, then titles of other articles up to the word MORE.
LINK_JUNK = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]).*? MORE\b")

SCRAPED = (
    "Harbour minister rules out sale of Port Elster\n\n"
    "Minister Carla VossCarla Adele VossVoss takes over transport brief Ferry crews 'ready to "
    "walk out' over rosters Port Elster: a guide to the quay MORE on Tuesday said the state is "
    "not considering a sale of Port Elster amid\u00a0rising debts.\n\n"
    "“That will not happen,” Voss told reporters at the quay before leaving for the capital.\n\n"
    "“We have a duty to the crews, and we will keep every berth open. That duty does not extend "
    "to … the owners,” she added. \n\n\n"
    "Voss said the dredging would “cost what it costs” but rejected the idea that the port "
    "should “hand over its cranes to a fund.” \n\n"
    "The dockers' leader, Tom Okafor, warned that a sale would put 400 families out of work.\n\n"
    "“The council must publish the contract today,” Okafor said. “Nobody has seen it.”\n\n"
    "Updated 4:05 p.m."
)
EXPECTED = [
    # span, kind, actor
    ("That will not happen", "direct", "Voss"),
    ("We have a duty to the crews, and we will keep every berth open", "direct", "Voss"),
    ("That duty does not extend to … the owners", "direct", "Voss"),
    ("a sale would put 400 families out of work", "indirect", "Okafor"),
    ("The council must publish the contract today", "direct", "Okafor"),
    ("Nobody has seen it", "direct", "Okafor"),
]


def test_a_scraped_article(
    cli: Callable[..., Any], model_folder: Path, nlp: Language, tmp_path: Path
) -> None:
    (tmp_path / "elster.txt").write_text(SCRAPED, encoding="utf-8")
    words = ("--model", model_folder, "--out", tmp_path / "out", "--format", "jsonl,html")
    assert cli("predict", tmp_path / "elster.txt", *words).code == 0
    found = {r["text"]: r for r in read_records(tmp_path / "out" / "predictions.jsonl")}
    for text, kind, name in EXPECTED:
        assert text in found
        assert found[text]["kind"] == kind
        assert found[text]["actor"].split()[-1] == name
        assert SCRAPED[found[text]["start"] : found[text]["end"]] == text
    mixed = [text for text, record in found.items() if record["kind"] == "mixed"]
    assert any("cost what it costs" in text for text in mixed)
    assert any("hand over its cranes" in text for text in mixed)
    assert {
        r["actor"] for r in found.values() if r["mention"] and r["mention"]["text"] == "she"
    } <= {
        "Carla Voss",
        "Carla Adele Voss",
    }
    assert_no_junk(SCRAPED, [Span(r["start"], r["end"]) for r in found.values()])
    same_quote = found[EXPECTED[1][0]]["quote_id"]
    assert found[EXPECTED[2][0]]["quote_id"] == same_quote


def assert_no_junk(text: str, spans: list[Span]) -> None:
    junk = [Span(*match.span()) for match in LINK_JUNK.finditer(text)]
    assert junk
    for span in spans:
        assert not any(span.overlap(link) for link in junk), span.of(text)


@pytest.fixture(scope="module")
def customer() -> tuple[Article, list[dict[str, Any]]]:
    files = sorted(SEEDS.glob("*.gold.json"))
    if not files:
        pytest.skip(f"the customer's article is not in {SEEDS}")
    gold = json.loads(files[0].read_text(encoding="utf-8"))
    text = (SEEDS / gold["doc"]).read_bytes().decode("utf-8")
    return Article("customer", text, gold["sha256"]), gold["spans"]


@pytest.fixture(scope="module")
def quotes(customer: tuple[Article, list[dict[str, Any]]], nlp: Language) -> tuple[Quote, ...]:
    read = read_article(customer[0])
    assert read.failure is None
    return read.quotes


def test_all_direct_spans_of_the_customers_article_are_exact(
    customer: tuple[Article, list[dict[str, Any]]], quotes: tuple[Quote, ...]
) -> None:
    direct = {(g["start"], g["end"]): g["actor"] for g in customer[1] if g["kind"] == "direct"}
    assert len(direct) == 12
    found = {(q.span.start, q.span.end): q for q in quotes if q.kind == "direct"}
    assert direct.keys() <= found.keys()
    assert sum(found[place].actor == actor for place, actor in direct.items()) >= 11


def test_most_spans_of_the_customers_article_are_found(
    customer: tuple[Article, list[dict[str, Any]]], quotes: tuple[Quote, ...]
) -> None:
    gold = [
        Quote("customer", str(i), str(i), Span(g["start"], g["end"]), g["kind"])
        for i, g in enumerate(customer[1])
    ]
    assert len(gold) == 27
    assert len(match_quotes(gold, quotes)) >= 20


def test_no_span_of_the_customers_article_holds_a_link_title(
    customer: tuple[Article, list[dict[str, Any]]], quotes: tuple[Quote, ...]
) -> None:
    assert_no_junk(customer[0].text, [q.span for q in quotes])
