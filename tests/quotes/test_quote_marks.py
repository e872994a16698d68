from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.quotes.marks import find_quoted
from quotestance.quotes.sentences import split_sentences, trim_content
from quotestance.records import Span

PAIRS = [
    ("“We go,” he said. “We stay.”", ["We go,", "We stay."]),
    ('"We go," he said.', ["We go,"]),
    ("``We go,'' he said.", ["We go,"]),
    ("„Wir gehen“, sagte er.", ["Wir gehen"]),
    ("«Nous partons», dit-il.", ["Nous partons"]),
    ("»Wir gehen«, sagte er.", ["Wir gehen"]),
    ("‘We go,’ he said.", ["We go,"]),
    ("'We go,' he said.", ["We go,"]),
    ('“We go," he said.', ["We go,"]),
    ('"Yes"—"no".', ["Yes", "no"]),
    ("(“We go.”)", ["We go."]),
    ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
    ("\"He told me 'no' twice,\" she said.", ["He told me 'no' twice,"]),
    ('"The "Blue Pier" is shut today," she said.', ['The "Blue Pier" is shut today,']),
    ("“They said “no” to us,” she said.", ["They said “no” to us,"]),
    ("'The dockers' union agreed,' she said.", ["The dockers' union agreed,"]),
    ("The dockers' union and the pilots' club met.", []),
    ("It's the ’80s, rock ’n’ roll and '90s.", []),
    ('A 6\'2" man carried a 12" wide board.', []),
    ('The 6\'2" man said "no" twice.', ["no"]),
    ('""', []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_marks_pair(text: str, expected: list[str]) -> None:
    quoted, lost = find_quoted(text)
    assert [one.span.of(text) for one in quoted] == expected
    assert lost == []


def test_a_quote_runs_on_in_paragraphs_that_open_it_again() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” she said."
    quoted, lost = find_quoted(text)
    assert [(one.span.of(text), one.continues) for one in quoted] == [
        ("One.", False),
        ("Two.", True),
        ("Three,", True),
    ]
    assert lost == []


def test_a_quote_runs_on_to_a_later_closing_mark() -> None:
    text = '"One.\n\nTwo.\n\nThree," she said.'
    quoted, lost = find_quoted(text)
    assert [one.span.of(text) for one in quoted] == ["One.", "Two.", "Three,"]
    assert lost == []


def test_only_the_mark_without_a_partner_is_lost() -> None:
    text = "“We go, he said. “We stay,” she said.\n\nBrandt said “no”. She left.” The end."
    quoted, lost = find_quoted(text)
    assert [one.span.of(text) for one in quoted] == ["We stay,", "no"]
    assert [text[one.start] for one in lost if one.start is not None] == ["“", "”"]
    assert {one.code for one in lost} == {"unpaired-quote-mark"}


SENTENCES = [
    ("We go. They stay.", ["We go.", "They stay."]),
    ("Mr. Lind met Gov. Holm at 5 p.m. on Monday. It rained.", 2),
    ("We left the U.S. The ship sank.", 2),
    ("The U.S. Senate voted.", 1),
    ("J. R. Holm paid $3.5 million. Why? Nobody knows!", 3),
    ("That does not reach … Ormland. Yes.", 2),
    ("No. 5 is late. 12 others left.", 2),
    ("We go[...] They stay.", ["We go", "They stay."]),
    ("“Stop.” He left.", 2),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str] | int) -> None:
    found = [span.of(text) for span in split_sentences(text, Span(0, len(text)))]
    assert (found if isinstance(expected, list) else len(found)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We go, ", "We go"),
        (" We go. ", "We go"),
        ("Why go?", "Why go?"),
        ("[...] We go", "We go"),
        ("We go. [...]", "We go"),
        ("We go (now)", "We go (now)"),
        ("... ", ""),
        ("[we sign ]", "we sign"),
    ],
)
def test_typographic_punctuation_is_no_content(text: str, expected: str) -> None:
    assert trim_content(text, Span(0, len(text))).of(text) == expected


@given(st.text(st.sampled_from(list("ab .,?\n“”‘’\"'`«»„")), max_size=60))
def test_stretches_are_ordered_and_apart(text: str) -> None:
    spans = [one.span for one in find_quoted(text)[0]]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for span in spans:
        assert span.of(text).strip() == span.of(text) != ""
        for sentence in split_sentences(text, span):
            assert span.start <= sentence.start <= sentence.end <= span.end
