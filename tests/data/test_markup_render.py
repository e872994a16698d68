from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.markup import parse_markup
from quotestance.data.markup_render import render_markup
from quotestance.errors import DataError
from quotestance.records import KINDS, Article, LabelledArticle, Quote, Span

WORDS = st.sampled_from(
    [
        "a",
        "Z",
        " ",
        " ",
        "[",
        "]",
        "\\",
        "{",
        "}",
        "\n",
        "\r\n",
        "\r",
        "\u00a0",
        "“",
        "”",
        "-",
        "---",
        "\U0001f6a2",
        "e\u0301",
        "\u200d",
        "\u05d0",
        "\x85",
        "\u2028",
        "\t",
        "#",
        "{q1}",
    ]
)


@st.composite
def labelled_articles(draw) -> LabelledArticle:
    pieces = draw(st.lists(WORDS, min_size=1, max_size=40))
    text = "".join(pieces).strip() or "x"
    text += draw(st.sampled_from(["", "\n", "\r\n"]))
    cut = st.integers(0, len(text))

    def span() -> Span | None:
        low, high = sorted((draw(cut), draw(cut)))
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        return Span(low, high) if low < high else None

    def crosses(one: Span, two: Span) -> bool:
        low, high = sorted((one, two), key=lambda s: (s.start, -s.end))
        return low.start < high.start < low.end < high.end

    taken: list[Span] = []
    for _ in range(draw(st.integers(0, 4))):
        new = span()
        if new and not any(new.overlap(old) for old in taken):
            taken.append(new)
    taken.sort()
    brackets = list(taken)
    links: dict[tuple[int, str], Span | None] = {}
    numbers = [draw(st.integers(1, 3)) for _ in taken]
    for number in sorted(set(numbers)):
        for name in ("mention", "cue"):
            new = span() if draw(st.booleans()) else None
            if new and any(crosses(new, old) for old in brackets):
                new = None
            links[number, name] = new
            brackets += [new] if new else []
    names = st.sampled_from([None, "Ilona Orsi", "Bo Lund", "7: [x]", "Ørsted 王"])
    actor = {number: draw(names) for number in set(numbers)}
    quotes = tuple(
        Quote(
            article_id="id",
            quote_id=f"id:q{number}",
            span_id=f"id:{position}",
            span=own,
            kind=draw(st.sampled_from(KINDS)),
            cue=links[number, "cue"],
            mention=links[number, "mention"],
            actor=actor[number],
            stance=draw(st.sampled_from(["commit", "none"])),
            group="event: 1",
        )
        for position, (own, number) in enumerate(zip(taken, numbers, strict=True), 1)
    )
    title = " ".join(draw(st.text(st.characters(codec="utf-8"))).split()) or "none"
    meta = {"title": title, "style": "no", "domain": "2021-12-08", "event": "event: 1"}
    return LabelledArticle(Article("id", text, "", "p", title), quotes, meta)


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
