from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.marks import kind_of, quoted_regions
from quotestance.records import Span


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said “we stay” and “go”.", ["we stay", "go"]),
        ('"We stay," she said. "We go."', ["We stay,", "We go."]),
        ("‘It’s ours,’ said Bo’s aunt.", ["It’s ours,"]),
        (
            "‘The crews’ offer stands,’ he said, ‘for now.’",
            ["The crews’ offer stands,", "for now."],
        ),
        ("'We can't,' the crews' man said.", ["We can't,"]),
        ("Rock 'n' roll and the '90s and the crews' boat", ["n"]),
        ("“One.\n\n“Two,” she said.", ["One.", "Two,"]),
        ("‘One.\n\n‘Two,’ she said.", ["One.", "Two,"]),
        ("„Wir bleiben“ «Nous restons»", ["Wir bleiben", "Nous restons"]),
        ("He held “the ‘last’ word” there", ["the ‘last’ word"]),
        ('a 6” pipe and a 5" nail', []),
        ("", []),
    ],
)
def test_regions(text, quoted):
    assert [region.of(text) for region in quoted_regions(text)] == quoted


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("we stay", "direct"),
        ("“we stay”", "direct"),
        ("said “we stay", "mixed"),
        ("She said", "indirect"),
        ("stay” and “go”.", "mixed"),
    ],
)
def test_kind(words, kind):
    text = "She said “we stay” and “go”."
    start = text.index(words)
    assert kind_of(text, Span(start, start + len(words)), quoted_regions(text)) == kind


@given(st.text(st.sampled_from("ab s.\n\r\"'“”‘’„«»")))
def test_regions_are_sorted_inside_one_line_and_apart(text):
    end = 0
    for region in quoted_regions(text):
        assert end <= region.start <= region.end <= len(text)
        assert not set(region.of(text)) & {"\n", "\r"}
        end = region.end
