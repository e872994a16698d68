from __future__ import annotations

import pytest
from hypothesis import given

from labelled_strategy import labelled_articles
from quotestance.data.markup import parse_markup
from quotestance.data.markup_render import render_markup
from quotestance.errors import DataError
from quotestance.records import Article, LabelledArticle, Quote, Span


@given(labelled_articles())
def test_rendering_and_parsing_give_the_same_article_back(labelled):
    source = render_markup(labelled)
    again = parse_markup(source, "id", "p")
    assert again.article.text == labelled.article.text
    assert again.quotes == labelled.quotes
    assert again.meta == labelled.meta
    assert render_markup(again) == source


def quote(number: int, start: int, end: int, **more) -> Quote:
    fields = {"kind": "indirect", "stance": "none", "actor": "Bo", **more}
    return Quote("a", f"a-{number}", f"a-{number}-{start}", Span(start, end), **fields)


@pytest.mark.parametrize(
    ("quotes", "message"),
    [
        ((quote(1, 0, 5), quote(2, 3, 8)), "quote spans apart"),
        ((quote(1, 3, 8, mention=Span(0, 5)),), "lie inside or beside each other"),
        ((quote(1, 0, 5, stance=None),), "a stance a quote"),
    ],
)
def test_what_brackets_cannot_show_is_refused(quotes, message):
    labelled = LabelledArticle(Article("a", "one two three", "", "a.txt"), quotes)
    with pytest.raises(DataError, match=message):
        render_markup(labelled)


def test_foreign_records_are_rendered_as_near_as_possible():
    text = "Title here\n\nBo said one and two and then three\n\n\n"
    quotes = (
        quote(1, 20, 23, mention=Span(12, 14)),
        quote(1, 28, 31, mention=Span(12, 14), actor="Bo"),
        quote(1, 36, 46, actor=None),
    )
    again = parse_markup(render_markup(LabelledArticle(Article("a", text, ""), quotes)), "a", "p")
    assert again.article.text == text.rstrip() + "\n"
    assert again.meta["title"] == "Title here" and again.meta["event"] == "a"
    assert [q.quote_id for q in again.quotes] == ["a:q1", "a:q1", "a:q2"]
    assert [q.actor for q in again.quotes] == ["Bo", "Bo", None]
