from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.markup import parse_markup, read_markup
from quotestance.errors import DataError

HEADER = """---
title: Ferry crews set a deadline
style: agency wire
domain: labour
event: ferry-strike
actors:
  orsi: Ilona Orsi
---
"""
BODY = (
    "VARNA BAY — “[We will not sail on Friday]{q1 direct refuse orsi}. [Nobody will]{q1 direct "
    "none orsi},” [said]{c1 c2} [Ilona Orsi]{m1 m2}, and added [the “whole port” would stand "
    "still if [she]{m3} were [ignored]{c3}]{q2 mixed warn orsi}.\n"
)


def errors(source: str) -> list[str]:
    article, problems = read_markup(source, "a", "a.quotes.md")
    found = [str(problem) for problem in problems if problem.severity == "error"]
    assert (article is None) == bool(found)
    return found


def warnings(body: str) -> list[str]:
    article, problems = read_markup(HEADER + body, "a", "a.quotes.md")
    assert article is not None, problems
    return [str(problem) for problem in problems]


def test_an_article_compiles_to_text_and_quotes():
    with_third = BODY.replace(
        "still if", "still, she [warned]{c4}, [soon]{q3 indirect warn orsi} if"
    )
    article = parse_markup(
        HEADER
        + BODY.replace("{m3}", "{m2}")
        .replace("{c3}", "{c2}")
        .replace("{c1 c2}", "{c1}")
        .replace("{m1 m2}", "{m1}"),
        "a",
        "p",
    )
    text = article.article.text
    assert text.startswith("VARNA BAY — “We will not sail on Friday. Nobody will,” said Ilona")
    assert text.endswith("ignored.\n") and "{" not in text and "[" not in text
    assert [q.span.of(text) for q in article.quotes] == [
        "We will not sail on Friday",
        "Nobody will",
        "the “whole port” would stand still if she were ignored",
    ]
    first, second, third = article.quotes
    assert (first.span_id, second.span_id, third.span_id) == ("a:1", "a:2", "a:3")
    assert first.quote_id == second.quote_id == "a:q1" and third.quote_id == "a:q2"
    assert first.mention == second.mention and first.mention.of(text) == "Ilona Orsi"
    assert first.cue.of(text) == "said" and third.cue.of(text) == "ignored"
    assert third.mention.of(text) == "she" and third.kind == "mixed" and third.stance == "warn"
    assert {q.actor for q in article.quotes} == {"Ilona Orsi"}
    assert {q.group for q in article.quotes} == {"ferry-strike"}
    assert article.article.title == "Ferry crews set a deadline"
    assert article.meta["domain"] == "labour"
    assert errors(HEADER + with_third)  # nested quote spans are refused


def test_nobody_known_and_literal_signs():
    source = HEADER.replace("  orsi: Ilona Orsi\n", "") + (
        r"A leaflet \[page 2\] in C:\\docs {draft} said [the port {sic} closes]{q1 indirect none -}"
    )
    article = parse_markup(source, "a", "p")
    text = article.article.text
    assert text == r"A leaflet [page 2] in C:\docs {draft} said the port {sic} closes"
    assert article.quotes[0].actor is None
    assert article.quotes[0].span.of(text) == "the port {sic} closes"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_and_final_ones_become_one(end):
    source = HEADER + "One.\n\nOrsi said [two\U0001f6a2 e\u0301]{q1 indirect none orsi}.\n\n\n"
    article = parse_markup(source.replace("\n", end), "a", "p")
    assert article.article.text == f"One.{end}{end}Orsi said two\U0001f6a2 e\u0301.{end}"
    assert article.quotes[0].span.of(article.article.text) == "two\U0001f6a2 e\u0301"


GOOD = "Orsi [said]{c1} [it rains]{q1 indirect none orsi}."


@pytest.mark.parametrize(
    ("body", "where", "message"),
    [
        (GOOD + "\n[She", "10:1", "a ] for this ["),
        (GOOD + " [x]", "9:54", "a label {…} after ]"),
        (GOOD + " x]{c2}", "9:53", "a [ before this ]"),
        (GOOD + " [x] {c1}", "9:54", "found ' {c1}'"),
        (GOOD + " [x]{c1", "9:54", "found '{c1'"),
        (GOOD + " a\\b", "9:53", "a lone backslash"),
        (GOOD + " [x]{z1}", "9:52", "found 'z1'"),
        (GOOD + " [x]{}", "9:52", "an empty label"),
        (GOOD + " [x]{q0 direct none orsi}", "9:52", "found 'q0'"),
        (GOOD.replace("indirect", "indirct"), "9:17", "Did you mean 'indirect'?"),
        (GOOD.replace("none", "wran"), "9:17", "Did you mean 'warn'?"),
        (GOOD.replace("orsi}", "orsy}"), "9:17", "Did you mean 'orsi'?"),
        (GOOD.replace(" none", ""), "9:17", "found {q1 indirect orsi}"),
        (GOOD + " [Orsi]{m2}", "9:52", "expected a quote span q2, found m2 alone"),
        (GOOD + " [so]{c1}", "9:52", "expected one cue a quote"),
        (GOOD + " [Orsi]{m1} [she]{m1}", "9:63", "expected one mention a quote"),
        (GOOD + " [Orsi]{m1 c1}", "9:52", "only mN in a mention label"),
        (GOOD + " []{q2 direct none orsi}", "9:52", "words between [ and ]"),
        (GOOD + " [a ]{q2 direct none orsi}", "9:52", "no space at the edge"),
        (GOOD + " [\u00a0a]{q2 direct none orsi}", "9:52", "no space at the edge"),
        (GOOD + " [a [b]{q2 direct none orsi}]{q3 mixed none orsi}", "9:55", "of its own"),
        (GOOD + " [a]{q1 indirect none -}", "9:52", "one actor a quote, found orsi and -"),
    ],
)
def test_errors_say_where_what_and_how(body, where, message):
    first = errors(HEADER + body)
    assert len(first) >= 1
    assert any(f"a.quotes.md:{where}: error: " in line and message in line for line in first), first


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Ferry crews set a deadline\n", "", "the header key 'title'"),
        (
            "  orsi: Ilona Orsi\n",
            "  orsi: Ilona Orsi\n  bo: Bo Lund\n",
            "8:7: error: expected every",
        ),
        ("  orsi: Ilona Orsi\n", "  orsi: Ilona Orsi\n  orsi: Bo Lund\n", "'orsi' again"),
        ("style:", "styles:", "Did you mean 'style'?"),
        ("title: Ferry", "title: Ferry: now", "2:13: error: expected a YAML header"),
        ("style: agency wire", "style:", "3:7: error: expected a text for the header key 'style'"),
        ("orsi: Ilona", "the boss: Ilona", "an actor key without spaces"),
        ("actors:\n  orsi: Ilona Orsi\n", "actors: [orsi]\n", "a mapping from keys to names"),
        ("---\ntitle", "title", "a header between two '---' lines"),
    ],
)
def test_header_errors(old, new, message):
    assert any(message in line for line in errors(HEADER.replace(old, new, 1) + GOOD))


def test_an_unreadable_header_does_not_bury_its_error_under_unknown_actors():
    assert len(errors(HEADER.replace("title: Ferry", "title: Ferry: now") + GOOD)) == 1


def test_an_empty_article_and_an_empty_file_are_errors():
    assert errors("") and errors(HEADER + "\n")


def test_parse_raises_the_first_and_counts_the_others():
    with pytest.raises(DataError, match=r"a\.quotes\.md:9:17: .*\(1 more error in the same data"):
        parse_markup(HEADER + GOOD.replace("none", "nine") + " [x]", "a", "a.quotes.md")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Orsi said “[it rains]{q1 indirect none orsi}”.", "show, direct, found indirect"),
        ("Orsi said [it “never” rains]{q1 direct none orsi}.", "show, mixed, found direct"),
        ("Orsi said [it rains]{q1 mixed none orsi}.", "show, indirect, found mixed"),
        ("“[It rains,]{q1 direct none orsi}” said Orsi.", "ends with a word"),
        ("Orsi said [it rains.]{q1 indirect none orsi}", "ends with a word"),
        ("[“It rains”]{q1 direct none orsi}, Orsi said.", "starts with a word"),
        ("Orsi said “[It rains. We stay]{q1 direct none orsi}”.", "inside one sentence"),
        ("Orsi said [it\nrains]{q1 indirect none orsi}.", "inside one paragraph"),
        ("She said [it rains]{q1 indirect none orsi}.", "a name from the text"),
        (
            "Orsi: [It rains]{q1 indirect none orsi}. [They]{m2} said [no]{q2 indirect none -}.",
            "nobody",
        ),
    ],
)
def test_warnings(body, message):
    found = warnings(body if "name from" in message else body + " Ilona Orsi left.")
    assert len([w for w in found if message in w and ": warning: " in w]) == 1, found


@pytest.mark.parametrize(
    "body",
    [
        "Ilona Orsi said [it ends at 5 p.m.]{q1 indirect none orsi}",
        "Ilona Orsi said [Dr. Bo Lund of the U.S. Navy sails]{q1 indirect none orsi}.",
        "‘[It’s the dockers’ offer]{q1 direct none orsi},’ said Ilona Orsi.",
        '"[It rains]{q1 direct none orsi}. [So we stay]{q1 direct none orsi}," Ilona Orsi said.',
        "Ilona Orsi said [it was “a dark day]{q1 mixed none orsi}”.",
        "Ilona Orsi said [that was the crews’]{q1 indirect none orsi}.",
        "“[It goes to … Varna]{q1 direct none orsi},” said Ilona Orsi.",
        "“[Will it?]{q1 direct none orsi}” said Ilona Orsi.",
    ],
)
def test_good_labels_give_no_warning(body):
    assert warnings(body) == []


SIGNS = st.sampled_from(
    ["a", " ", "[", "[", "]", "\\", "\\[", "{", "\n", "\r\n", "“", "\U0001f6a2", "\x85", "---\n"]
)
LABELS = st.sampled_from(
    ["]{q1 direct none orsi}", "]{q2 mixed warn -}", "]{m1}", "]{c1 c2}", "]{}"],
)


@given(st.lists(SIGNS | LABELS, max_size=30))
def test_no_body_makes_the_parser_fall_over(pieces):
    source = HEADER + "".join(pieces)
    article, problems = read_markup(source, "a", "p")
    lines = source.count("\n") + source.count("\r") + 1
    assert all(p.line and p.column and 1 <= p.line <= lines for p in problems)
    for quote in article.quotes if article else ():
        assert quote.span.of(article.article.text).strip()
