from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.html import html_pieces, html_title

TAGS = [
    "p", "div", "br", "article", "main", "nav", "form", "aside", "header", "pre", "b",
    "script", "style", "title", "h1", "template", "td", "svg", "figcaption", "textarea",
]  # fmt: skip
FRAGMENTS = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["&amp;", "&nbsp;", "&#8220;", "&#x201D;", "&bogus;", "&", "&#", "&#0;", "&#1;", "&copy"]
    ),
    st.sampled_from(
        ["<", ">", "<!--", "-->", "<!", "<![CDATA[", "<a href='", '<a b="x>y">', "</", "<?x?>"]
    ),
    st.text(alphabet="ab “’é\n\t\r🙂=\"'/<>&;#", max_size=8),
)
SOURCES = st.lists(FRAGMENTS, max_size=40).map("".join)


def shown(source: str) -> str:
    return "".join(text for _, text in html_pieces(source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("No tags at all", "No tags at all"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("One<br><br>two", "One\n\ntwo"),
        ("<p>A line\n   that goes\r\n on.</p>\n\n", "A line that goes on."),
        ("<p>a <b> b</b></p>", "a b"),
        ("<pre>two\n  lines</pre>", "two\n  lines"),
        ("<p>Pay &amp; rest, &ldquo;now&rdquo;</p>", "Pay & rest, “now”"),
        ("<p>AT&T and &bogus; and &#8212;</p>", "AT&T and &bogus; and —"),
        ("<p>5 < 6 and 7 > 6</p>", "5 < 6 and 7 > 6"),
        ("<p>a<!-- no > no --> b</p>", "a b"),
        ("<p title='a > b'>text</p>", "text"),
        ('<p title="it"s">text</p>', "text"),
        ("<script>if (a < b) '</p>'</script><p>text</p>", "text"),
        ("<STYLE>p {}</STYLE><P>text</P>", "text"),
        ("<nav><nav>in</nav>still</nav><p>text</p>", "text"),
        ("<p>text</p><aside>more</aside><p>on</p>", "text\n\non"),
        ("<p>a<button>Share</button>b</p>", "ab"),
        ("<figure><img><figcaption>A port</figcaption></figure><p>text</p>", "text"),
        ("<!DOCTYPE html><title>T</title><body><p>text", "text"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
    ],
)
def test_shows_what_a_browser_shows(source: str, text: str) -> None:
    assert shown(source) == text


BODY = "The harbour council met again on Monday and talked until the evening. "


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (f"<p>Menu</p><article><p>{BODY}</p></article><p>Imprint</p>", BODY),
        (f"<p>Menu</p><main><p>{BODY}</p></main><p>Imprint</p>", BODY),
        (f"<main><article>{BODY}</article><article>Teaser</article>x</main>", BODY),
        ("<main><article>First</article><article>Second</article></main>", "First\n\nSecond"),
        (f"<article>Teaser</article><div>{BODY * 2}</div>", f"Teaser\n\n{BODY * 2}"),
        (f"<form><div>{BODY}</div></form>", BODY),
        (f"<a>Skip</a><form>{BODY}</form>", f"Skip\n\n{BODY}"),
        (f"<p>{BODY}</p><form>Your name</form>", BODY),
        (f"<nav>{BODY}", BODY),
    ],
)
def test_prefers_the_main_content(source: str, text: str) -> None:
    assert shown(source) == text


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>Port  shut\n</title>", "Port shut"),
        ("<title>Port shut all week | The Bay</title><h1>Port shut <i>all</i> week</h1>",
         "Port shut all week"),
        ("<title>Port shut for the week | The Bay</title><h1>The Bay</h1>",
         "Port shut for the week | The Bay"),
        ("<h1>Pay &amp; rest</h1>", "Pay & rest"),
        ("<title>Pay &amp; rest</title>", "Pay & rest"),
        ("<p>text</p>", None),
        ("<title></title>", None),
    ],
)  # fmt: skip
def test_title(source: str, title: str | None) -> None:
    assert html_title(source) == title


@given(SOURCES)
def test_pieces_point_into_the_source(source: str) -> None:
    end = 0
    for span, text in html_pieces(source):
        assert end <= span.start <= span.end <= len(source)
        end = span.end
        raw = span.of(source)
        assert text
        if raw.startswith("<") and len(raw) > 1:
            assert text in {"\n", "\n\n"}
        elif not (raw.startswith("&") and text != raw):
            assert len(text) == len(raw)
            assert text.split() == raw.split()


@given(SOURCES)
def test_reads_any_source_twice_the_same(source: str) -> None:
    assert html_pieces(source) == html_pieces(source)
    title = html_title(source)
    assert title is None or title.strip()


@given(st.lists(st.text(alphabet="abc é“”", min_size=1, max_size=12), min_size=1, max_size=8))
def test_loses_no_word_of_well_formed_paragraphs(paragraphs: list[str]) -> None:
    source = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    assert shown(source).split() == " ".join(paragraphs).split()


@pytest.mark.parametrize(
    "unit", ["<a ", "<!--", "<![", "</a ", "<a b='", "&#", "<?", "<script>", "<p>", "  \n", "& ",
             "<article>", "<nav>", "a=<b =", "x\n\n"],
)  # fmt: skip
def test_broken_sources_take_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    html_pieces(unit * 30_000)
    html_title(unit * 30_000)
    assert time.perf_counter() - begun < 5  # quadratic: minutes
