"""Spans in the frames of other quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.features.recombine import Framed, framed, recombine

TEXTS = [
    'Mara Lind | said | " « We will rebuild the pier » ," said Mara Lind.',
    'Ivo Brandt | told | Brandt told reporters: " « Nobody is leaving » ."',
    "Council | refused | The council refused « to sell the quay » .",
    "Nordwind AG | threatened | Nordwind AG threatened « to close the yard » by May.",
    "ministry | said | The ministry said « the dredging was on schedule » .",
    "pilots' union | warned | The pilots' union warned « a strike was near » .",
]


def test_a_text_is_cut_at_its_markers() -> None:
    assert framed(TEXTS[2]) == Framed(
        "Council | refused | The council refused ", "to sell the quay", " ."
    )


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        (TEXTS[0], (True, False, True, True)),
        (TEXTS[1], (True, False, False, True)),
        (TEXTS[2], (False, True, False, True)),
        ("| | « No comment »", (False, False, True, False)),
    ],
)
def test_what_must_agree_for_spans_to_change_places(text: str, fit: tuple[bool, ...]) -> None:
    assert framed(text).fit == fit


def test_spans_move_only_between_frames_of_their_kind() -> None:
    made = recombine(TEXTS, copies=20, seed=1)
    infinitives = {text for text in made if "« to " in text}
    assert infinitives == {
        TEXTS[2],
        TEXTS[3],
        TEXTS[2].replace("to sell the quay", "to close the yard"),
        TEXTS[3].replace("to close the yard", "to sell the quay"),
    }


def test_a_span_without_a_second_frame_is_left_out() -> None:
    made = recombine(TEXTS, copies=2, seed=1)
    assert len(made) == 2 * 4
    assert not any("rebuild the pier" in text or "Nobody is leaving" in text for text in made)


def test_the_seed_decides() -> None:
    assert recombine(TEXTS, 3, seed=5) == recombine(TEXTS, 3, seed=5)
    assert recombine(TEXTS, 3, seed=5) != recombine(TEXTS, 3, seed=6)
    assert recombine([], 3, seed=5) == recombine(TEXTS, 0, seed=5) == []


@given(st.lists(st.sampled_from(TEXTS)), st.integers(0, 3), st.integers(0, 99))
def test_every_new_text_has_a_span_and_a_frame_of_the_old_ones(
    texts: list[str], copies: int, seed: int
) -> None:
    cut = [framed(text) for text in texts]
    for text in recombine(texts, copies, seed):
        new = framed(text)
        assert new.span in {one.span for one in cut}
        assert (new.before, new.after) in {(one.before, one.after) for one in cut}
