from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from quotestance.labels import STANCES, LabelSet
from quotestance.records import Article, Prediction, Quote, Span
from quotestance.reporting.article_page import render_page, write_pages
from quotestance.reporting.segments import paragraphs


def page_of(articles, predictions, labels=STANCES):
    return html.fromstring(render_page(articles, predictions, labels=labels, title="T & <t>"))


def reading_text(node) -> str:
    """The article's own characters: without badges and notes."""
    if node.get("class") in ("note",) or "badge" in (node.get("class") or ""):
        return ""
    inner = "".join(reading_text(child) + (child.tail or "") for child in node)
    return (node.text or "") + inner


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_the_article_stays_readable_as_it_was(articles, predictions):
    page = page_of([articles["harbour"]], predictions)
    shown = [reading_text(p) for p in page.xpath("//article/p[@dir]")]
    assert [squeeze(paragraph) for paragraph in shown] == [
        "The Dockers' Union warned that it would close the port.",
        "“We will not sign <that> paper,” said Mara Lind. “Ships & crews wait.”",
    ]


def test_each_span_shows_actor_stance_and_every_model(articles, predictions):
    page = page_of([articles["harbour"]], predictions)
    mark = page.get_element_by_id("a1q1")
    assert reading_text(mark) == "it would close the port"
    assert mark.get("tabindex") == "0"
    assert mark.get("data-actor") == "Dockers' Union"
    note = page.get_element_by_id(mark.get("aria-describedby"))
    said = squeeze(note.text_content())
    for expected in ("Dockers' Union", "indirect quote", "cue “warned”", "tfidf", "encoder", "60%"):
        assert expected in said
    assert mark.xpath("./span[contains(@class, 'badge')]/text()") == ["warn"]


def test_models_that_differ_are_marked(articles, predictions):
    page = page_of([articles["harbour"]], predictions)
    mark = page.get_element_by_id("a1q3")
    assert "split" in mark.get("class")
    assert mark.get("data-stances") == "none warn"
    assert "none ≠ warn" in squeeze(mark.text_content())
    assert "split" not in page.get_element_by_id("a1q1").get("class")
    assert page.xpath("//input[@id='split']")
    alone = page_of([articles["harbour"]], [p for p in predictions if p.model == "tfidf"])
    assert not alone.xpath("//input[@id='split']")


def test_every_link_of_the_ledger_leads_to_a_span(articles, predictions):
    page = page_of(list(articles.values()), predictions)
    links = page.xpath("//section[@class='ledger']//a/@href")
    assert len(links) == 3
    for link in links:
        assert page.get_element_by_id(link.removeprefix("#")).tag == "mark"
    (row,) = page.xpath("//details[@data-actor='Mara Lind']")
    assert "1 refuse" in row.text_content()


def test_cue_and_mention_are_marked_outside_the_span(articles, predictions):
    page = page_of([articles["harbour"]], predictions)
    cues = [n.text for n in page.xpath("//article//span[@class='cue']")]
    mentions = [n.text for n in page.xpath("//article//span[@class='mention']")]
    assert cues == ["warned", "said"]
    assert mentions == ["The Dockers' Union", "Mara Lind"]


def test_of_an_html_source_only_quotes_are_shown(articles, predictions):
    page = page_of([articles["bridge"]], predictions)
    assert not page.xpath("//article/p[@dir]")
    (mark,) = page.xpath("//ul[@class='listed']/li/mark")
    assert reading_text(mark) == "to repair the bridge"


def test_no_text_can_become_markup(articles, predictions):
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    article = Article("x", evil, "", path=evil, title=evil)
    quote = Quote("x", "q", evil, Span(0, len(evil)), "direct", actor=evil)
    prediction = Prediction(quote, evil, "warn", {"warn": 1.0}, evil)
    page = html.fromstring(render_page([article], [prediction], labels=STANCES, title=evil))
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //@onerror")
    assert reading_text(page.get_element_by_id("a1q1")) == evil


def test_a_page_needs_no_network(articles, predictions):
    text = render_page(list(articles.values()), predictions, labels=STANCES, title="T")
    assert not re.search(r"(?i)(src|href)\s*=\s*[\"']?(https?:)?//", text)
    assert not re.search(r"@import|url\(", text)
    assert "default-src 'none'" in text


def test_predictions_of_other_articles_are_left_out(articles, predictions):
    page = page_of([articles["bridge"]], predictions)
    assert "Mara Lind" not in page.text_content()


def test_other_labels_get_colours_too(articles, predictions):
    labels = LabelSet(("blame", "praise", "neutral"), "neutral")
    (old, *_) = predictions
    changed = replace(old, stance="blame", probabilities={"blame": 0.8, "neutral": 0.2})
    page = page_of([articles["harbour"]], [changed], labels)
    assert page.get_element_by_id("a1q1").get("class") == "q l0"
    assert "blame" in page.xpath("//div[@class='legend']")[0].text_content()


def test_many_articles_are_spread_over_pages(tmp_path, predictions, articles):
    many, found = [], []
    for i in range(7):
        name = f"n{i}"
        many.append(replace(articles["harbour"], id=name, title=f"Day {i}"))
        for prediction in predictions[:3]:
            quote = replace(prediction.quote, article_id=name)
            found.append(replace(prediction, quote=quote))
    paths = write_pages(many, found, labels=STANCES, title="T", out=tmp_path, per_page=3)
    names = [path.name for path in paths]
    assert names == ["index.html", "page-001.html", "page-002.html", "page-003.html"]
    pages = {path.name: html.fromstring(path.read_text("utf-8")) for path in paths}
    links = pages["index.html"].xpath("//a/@href")
    assert sum("#a" in link and "q" in link for link in links) == 14
    for link in links:
        name, _, anchor = link.partition("#")
        assert not anchor or pages[name].get_element_by_id(anchor) is not None
    assert pages["index.html"].xpath("//ol/@start") == ["1", "4", "7"]
    assert len(pages["page-003.html"].xpath("//article")) == 1


def test_few_articles_make_one_page(tmp_path, predictions, articles):
    paths = write_pages(list(articles.values()), predictions, labels=STANCES, title="T",
                        out=tmp_path)  # fmt: skip
    assert [path.name for path in paths] == ["index.html"]
    (empty,) = write_pages([], [], labels=STANCES, title="T", out=tmp_path / "e")
    assert "No articles." in empty.read_text("utf-8")


def quote_at(start: int, end: int) -> Quote:
    return Quote("a", f"{start}-{end}", f"{start}-{end}", Span(start, end), "direct")


OVERLAPS = [
    # spans → (quote, text) of each run
    ([(0, 4)], [(0, "abcd"), (None, "efgh")]),
    ([(0, 8), (2, 4)], [(0, "ab"), (1, "cd"), (0, "efgh")]),
    ([(0, 5), (3, 8)], [(0, "abcde"), (1, "fgh")]),
    ([(2, 4), (2, 4)], [(None, "ab"), (0, "cd"), (None, "efgh")]),
    ([(3, 3)], [(None, "abcdefgh")]),
    ([(6, 20)], [(None, "abcdef"), (0, "gh")]),
]


@pytest.mark.parametrize(("spans", "expected"), OVERLAPS)
def test_overlapping_spans_never_break_the_text(spans, expected):
    (runs,) = paragraphs("abcdefgh", [quote_at(*span) for span in spans])
    assert [(r.quote, "".join(p.text for p in r.pieces)) for r in runs] == expected
    firsts = [run.quote for run in runs if run.first]
    assert sorted(firsts) == sorted({run.quote for run in runs} - {None})


PARAGRAPHS = [
    ("One\ntwo\n\nThree\n", ["One\ntwo", "Three\n"]),
    ("One\nTwo\n", ["One", "Two"]),
    ("\n\n  \nOne", ["One"]),
    ("One\r\n\r\nTwo", ["One\r", "Two"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs(text, expected):
    found = [
        "".join(piece.text for run in paragraph for piece in run.pieces)
        for paragraph in paragraphs(text, [])
    ]
    assert found == expected


@given(
    st.text(st.sampled_from("ab \n<&\U0001f600é"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6),
)
def test_any_spans_make_a_page_with_every_character_and_every_quote(text, spans):
    article = Article("a", text, "")
    places = sorted({(start, start + length) for start, length in spans})
    predictions = [
        Prediction(quote_at(*place), text[place[0] : place[1]], "warn", {"warn": 1.0}, "m")
        for place in places
    ]
    page = page_of([article], predictions)
    shown = "".join(reading_text(p) for p in page.xpath("//article/p[@dir]"))
    assert "".join(shown.split()) == "".join(text.split())
    ids = page.xpath("//mark/@id")
    assert sorted(ids) == sorted(f"a1q{i}" for i in range(1, len(places) + 1))
