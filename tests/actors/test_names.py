from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.actors.names import (
    bare,
    fold,
    normalise_name,
    same_actor,
    without_article,
    without_possessive,
    without_titles,
)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Prime Minister Mara Lind", "Mara Lind"),
        ("former President Mara Lind", "Mara Lind"),
        ("Mara Lind", "Mara Lind"),
        ("Justice Department", "Justice Department"),
        ("Attorney General's Office", "Attorney General's Office"),
        ("minister", "minister"),
    ],
)
def test_titles_go_and_bodies_stay_whole(name: str, plain: str) -> None:
    assert without_titles(name) == plain


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Mara Lind", "mara lind", True),
        ("the Ferry Board", "Ferry Board", True),
        ("Zoë Łukasik", "Zoe Lukasik", True),
        ("President Mara Lind", "Mara Lind", True),
        ("World Health Organization (WHO)", "World Health Organization", True),
        ("Lind", "Mara Lind", False),
        (None, None, True),
        (None, "Lind", False),
    ],
)
def test_same_actor(a: str | None, b: str | None, same: bool) -> None:
    assert same_actor(a, b) is same
    assert same_actor(b, a) is same


def test_small_forms() -> None:
    assert fold("Paweł") == "pawel"
    assert bare("“Rep.,”") == "rep"
    assert without_article("the Ferry Board") == "Ferry Board"
    assert without_possessive("the dockers’") == "the dockers"
    assert without_possessive("Lind's") == "Lind"


@given(st.text(max_size=40))
def test_normal_forms_are_stable(name: str) -> None:
    once = normalise_name(name)
    assert same_actor(name, name)
    assert once == once.strip()
