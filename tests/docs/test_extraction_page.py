"""The examples of docs/extraction.md are read as the page says; what fails is a known failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from quotestance.pipeline import read_article
from quotestance.records import Article

PAGE = Path(__file__).resolve().parents[2] / "docs/extraction.md"
FAILING = "## Where it still fails"


def examples(part: str) -> list[tuple[str, ...]]:
    """(text, kind, quote, actor) of the rows of the page's table of examples."""
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    header = rows.index(["text", "kind", "quote", "actor"])
    return [tuple(row) for row in rows[header + 2 :] if len(row) == 4]


WORKING, _, BROKEN = PAGE.read_text(encoding="utf-8").partition(FAILING)


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (quote.kind, quote.span.of(text), quote.actor)
        for quote in read_article(Article("page", text, "")).quotes
    ]


@pytest.mark.parametrize(("text", "kind", "quote", "actor"), examples(WORKING))
def test_an_example_is_read_as_the_page_says(
    text: str, kind: str, quote: str, actor: str, nlp: Language
) -> None:
    assert found(text) == [(kind, quote, actor)]


@pytest.mark.xfail(reason="the page says so; move the row up when it passes")
@pytest.mark.parametrize(("text", "kind", "quote", "actor"), examples(BROKEN))
def test_what_the_page_says_that_fails(
    text: str, kind: str, quote: str, actor: str, nlp: Language
) -> None:
    assert found(text) == [(kind, quote, actor)]


def test_the_page_has_examples_of_both() -> None:
    assert len(examples(WORKING)) > 4
    assert len(examples(BROKEN)) > 4
