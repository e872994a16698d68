"""The model text in fields."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.features.fields import split_fields

INDIRECT = "Mara Lind | refused | On Monday Mara Lind refused « to sign the lease » , she wrote."
QUOTED = 'Mara Lind | said | " « If we fail, we will lose the pier » ," said Mara Lind.'


def test_each_place_has_its_own_tokens() -> None:
    fields = split_fields(INDIRECT)
    assert fields.cue == "^ refus $"
    assert fields.lead == "on monday mara lind refus « to"
    assert fields.span == "« to sign the lease »"
    assert fields.start == "« to sign the lease"
    assert fields.frame == "on * REFUSE « to WORK the * »"


@pytest.mark.parametrize(
    ("before", "cue"),
    [
        ("Berg's long opposition to", "^ opposition to $"),
        ("as his pledge that she once refused", "^ refus $"),
        ("Rural voters oppose", "^ oppos $"),
        ("The harbour board met on", "^ $"),
        ("She refused, as people in the town of Elm recall,", "^ $"),
    ],
)
def test_the_act_before_the_span_stands_for_a_cue_that_was_not_found(before: str, cue: str) -> None:
    assert split_fields(f" |  | {before} « the second pier » .").cue == cue
    assert split_fields(f" | said | {before} « the second pier » .").cue == "^ say $"


def test_a_quoted_span_begins_anew() -> None:
    assert split_fields(QUOTED).lead == '" « "'
    assert "governor:*:" in split_fields(QUOTED).signs.split()
    assert "governor:refuse:" in split_fields(INDIRECT).signs.split()


def test_signs_join_classes_with_mood_subject_and_form() -> None:
    signs = split_fields(QUOTED).signs.split()
    assert {"span:harm:", "span:harm:future", "span:harm:we", "span:harm:future-if"} <= set(signs)
    assert {"harms:2:", "::future", "::we-future-", "start:harm:quoted-if"} <= set(signs)
    assert not any(sign.startswith("cue:") for sign in signs)


@pytest.mark.parametrize(
    ("before", "sign"),
    [("never refused", "lead:not-refuse:"), ("refused", "lead:refuse:")],
)
def test_a_negation_shortly_before_changes_the_class(before: str, sign: str) -> None:
    signs = split_fields(f"Ivo Brandt | refused | Ivo Brandt {before} « to pay »").signs.split()
    assert {"lead:not-refuse:", "lead:refuse:"} & set(signs) == {sign}


def test_the_negated_mood_is_its_own_sign() -> None:
    assert "::we-future-not" in split_fields(" | | « we won't sell »").signs.split()
    assert "::we-future-" in split_fields(" | | « we will sell »").signs.split()


def test_the_actor_is_not_read() -> None:
    assert split_fields(INDIRECT) == split_fields(INDIRECT.replace("Mara Lind |", "Ivo Brandt |"))


def test_a_text_without_markers_is_all_span() -> None:
    assert split_fields("we will pay").span == "« we will pay »"
    assert split_fields("").span == "« »"


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_breaks_it(cue: str, before: str, span: str, after: str) -> None:
    fields = astuple(split_fields(f"A | {cue} | {before} « {span} » {after}"))
    assert all(field.split() == field.split(" ") for field in fields)
    assert all(fields)
