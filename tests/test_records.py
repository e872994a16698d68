"""Spans: half-open stretches of code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.records import KINDS, Span


def spans() -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: Span(min(p), max(p)))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_impossible_spans_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"found {start}..{end}"):
        Span(start, end)


def test_a_span_counts_code_points() -> None:
    assert Span(1, 3).of("a𝔘🙂b") == "𝔘🙂"
    assert len(Span(1, 3)) == 2


@pytest.mark.parametrize(
    ("one", "other", "shared", "iou"),
    [
        (Span(0, 4), Span(0, 4), 4, 1.0),
        (Span(0, 4), Span(2, 6), 2, 2 / 6),
        (Span(0, 4), Span(4, 8), 0, 0.0),
        (Span(3, 3), Span(3, 3), 0, 0.0),
    ],
)
def test_overlap_and_iou(one: Span, other: Span, shared: int, iou: float) -> None:
    assert one.overlap(other) == shared
    assert one.iou(other) == pytest.approx(iou)


@given(spans(), spans())
def test_overlap_is_the_set_of_shared_offsets(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlap(other) == other.overlap(one) == len(shared)
    assert 0 <= one.iou(other) <= 1


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 9), Span(0, 5), Span(2, 4)]) == [Span(0, 5), Span(2, 4), Span(2, 9)]


def test_the_kinds_are_those_of_the_guidelines() -> None:
    assert KINDS == ("direct", "indirect", "mixed")
