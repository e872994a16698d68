from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.quotes.clean import clean_text
from quotestance.records import Span

TAGS = [
    (
        "Mayor LindMara LindLind says no to tolls Harbour fees rise again MORE said no.",
        "Mayor Lind said no.",
        "Mara Lind",
    ),
    (
        "Senator BrandtIvo (Ike) Karl BrandtThe Morning Memo: 'What now?' MORE (I-Orm.) left.",
        "Senator Brandt (I-Orm.) left.",
        "Ivo (Ike) Karl Brandt",
    ),
    (
        "Adviser Ada Holm-BergAda Holm-BergFive things to know MORE’s note was short.",
        "Adviser Ada Holm-Berg’s note was short.",
        "Ada Holm-Berg",
    ),
    (
        "McAllenOwen James (Jim) McAllenBudget talks stall MORE, who resigned, agreed.",
        "McAllen, who resigned, agreed.",
        "Owen James (Jim) McAllen",
    ),
    ("the port chiefEva RuudPort reopens MORE spoke.", "the port chief spoke.", "Eva Ruud"),
]


@pytest.mark.parametrize(("text", "expected", "name"), TAGS)
def test_a_glued_name_tag_goes_and_its_name_is_kept(text: str, expected: str, name: str) -> None:
    clean = clean_text(text)
    assert clean.text == expected
    assert [tag for _, tag in clean.name_tags] == [name]
    offset = clean.name_tags[0][0]
    assert clean.text[:offset][-1].isalpha()
    assert not clean.text[offset : offset + 1].isalpha()


@pytest.mark.parametrize(
    "text",
    [
        "Mayor LindMara Lind said that tolls would stay.",
        "We need MORE money, Lind said.",
        "Lind wants MORE. Brandt wants less.",
        "Mayor LindMara LindTolls stay and the talks go on.\n\nShe wants MORE money.",
    ],
)
def test_text_without_a_complete_tag_stays(text: str) -> None:
    clean = clean_text(text)
    assert clean.text == text
    assert clean.name_tags == ()


def test_a_tag_that_lost_its_more_does_not_swallow_text_up_to_the_next() -> None:
    text = "LindMara LindTolls stay and she met BrandtIvo BrandtFerry sold MORE today."
    assert clean_text(text).text == "LindMara LindTolls stay and she met Brandt today."


@pytest.mark.parametrize(
    "junk",
    [
        "ADVERTISEMENT",
        "Story continues below",
        "Continue reading the main story",
        "Skip to content",
        "More from the harbour",
        "Related: Dockers walk out again",
        "Read more: Ten ways to save the pier",
        "READ MORE",
        "See also",
        "Updated 4:05 p.m.",
        "Last updated at 16:05 on 3 May",
        "Sign up for our morning newsletter",
        "Subscribe to get alerts in your inbox",
        "Photo: Ada Holm",
        "The pier at dusk. (Photo by Ada Holm)",
        "Dockers at the gate (Reuters/Ada Holm)",
        "*" * 60,
    ],
)
def test_a_junk_line_becomes_a_paragraph_break(junk: str) -> None:
    clean = clean_text(f"The pier closed on Monday.\n{junk}\nIt opens in May.")
    first, last = (part for part in clean.text.split("\n") if part)
    assert (first, last) == ("The pier closed on Monday.", "It opens in May.")


@pytest.mark.parametrize(
    "line",
    [
        "Related work was done by the council in 1974.",
        "Read more books, the minister told pupils.",
        "Updated rules will apply, Lind said.",
        "The photo shows the pier, and Lind said it was “taken by a drone”.",
        "Sign up or stay home, the captain told her crew.",
    ],
)
def test_a_sentence_that_only_begins_like_junk_stays(line: str) -> None:
    assert clean_text(line).text == line


def test_invisible_characters_and_odd_spaces_do_not_reach_the_parser() -> None:
    text = "\ufeffLind\u00a0said\u2009no\u200b thing.\r\nShe left."
    clean = clean_text(text)
    assert clean.text == "Lind said no thing. \nShe left."
    assert clean.to_source(0, 4).of(text) == "Lind"
    assert clean.to_source(10, 18).of(text) == "no\u200b thing"


def test_a_hard_wrapped_text_is_read_as_running_sentences() -> None:
    text = (
        "The council said on Tuesday evening that the old\n"
        "pier would be closed for repairs until the end of\n"
        "the year and that the ferry would leave from the\n"
        "northern quay.\n\nNobody objected.\n"
    )
    assert "old pier" in clean_text(text).text
    assert "\n\nNobody" in clean_text(text).text


def test_an_html_entity_maps_as_a_whole() -> None:
    source = "<article><p>Lind &amp; Brandt said no.</p></article>"
    clean = clean_text(source, "html")
    at = clean.text.index("&")
    assert clean.to_source(at, at + 1).of(source) == "&amp;"
    assert clean.to_source(at - 5, at + 8).of(source) == "Lind &amp; Brandt"
    assert clean.to_clean(Span(source.index("&"), source.index("&") + 5)) == Span(at, at + 1)


PIECES = st.lists(
    st.sampled_from(
        [
            *"aZ9 .,“”\"'‘’\n\r\t😀א",
            "\u200b",
            "\ufeff",
            "\u00a0",
            "\n\n",
            "LindMara LindHead MORE ",
            "\nADVERTISEMENT\n",
            "\nRelated: x\n",
            "*" * 60,
            "(Photo by Ada Holm)",
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES)
def test_every_kept_character_maps_to_its_source_and_back(text: str) -> None:
    clean = clean_text(text)
    assert list(clean.kept) == sorted(clean.kept)
    for at, character in enumerate(clean.text):
        span = clean.to_source(at, at + 1)
        assert span.end <= len(text)
        if not character.isspace():
            assert span.of(text) == character
            assert clean.to_clean(span) == Span(at, at + 1)
