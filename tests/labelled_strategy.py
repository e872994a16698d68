"""Labelled articles of any shape that the markup can hold, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

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
        "\ufeff",
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
