"""Actors of articles are linked to the user's list of actors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.actors.linking import ActorIndex
from quotestance.actors.names import is_title, normalise_name
from quotestance.data.actor_list import ListedActor
from quotestance.records import Quote, Span

LISTED = [
    ListedActor("Mara Lind", ("Lind", "M. Lind"), "Q1"),
    ListedActor("Zoë Łukasik", (), "Q2"),
    ListedActor("World Health Organization", ("WHO", "U.N. health agency"), "Q3"),
    ListedActor("Harbour Union", ("Dockers' Union",)),
    ListedActor("Owen Tarr", ("Tarr", "harbour master"), "Q5"),
    ListedActor("Ada Tarr", ("Tarr", "Dr. Ada Tarr"), "Q6"),
    ListedActor("…", ("—",), "Q7"),
]


def quote(actor: str | None) -> Quote:
    return Quote("a", "a:q1", "a:1", Span(0, 4), "direct", actor=actor)


@pytest.mark.parametrize(
    ("actor", "name", "id_"),
    [
        ("Mara Lind", "Mara Lind", "Q1"),
        ("MARA  LIND", "Mara Lind", "Q1"),
        ("Mara\u00a0Lind’s", "Mara Lind", "Q1"),
        ("Prime Minister Mara Lind", "Mara Lind", "Q1"),
        ("Lind", "Mara Lind", "Q1"),
        ("Ms. Lind", "Mara Lind", "Q1"),
        ("M. Lind", "Mara Lind", "Q1"),
        ("Zoe Lukasik", "Zoë Łukasik", "Q2"),
        ("the World Health Organization (WHO)", "World Health Organization", "Q3"),
        ("The UN health agency", "World Health Organization", "Q3"),
        ("dockers’ union", "Harbour Union", None),
        ("the harbour master", "Owen Tarr", "Q5"),
        ("Ada Tarr", "Ada Tarr", "Q6"),
    ],
)
def test_names_and_aliases_link(actor: str, name: str, id_: str | None) -> None:
    linked = ActorIndex(LISTED).link(quote(actor))
    assert (linked.actor_canonical, linked.actor_id) == (name, id_)
    assert linked.actor == actor
    assert linked.shared_name == name


@pytest.mark.parametrize(
    "actor",
    [
        None,
        "Mara",  # a part of a name
        "Jon Lind",
        "Mara Lind Foundation",
        "Lukasik",  # a surname that is not listed
        "Union",
        "Tarr",  # ambiguous
        "Mr Tarr",
        "“?”",  # no letter, as some listed names
    ],
)
def test_other_names_do_not_link(actor: str | None) -> None:
    assert ActorIndex(LISTED).link(quote(actor)) == quote(actor)
    assert quote(actor).shared_name == actor


def test_names_that_several_actors_share_are_told() -> None:
    assert ActorIndex(LISTED).ambiguous == {"tarr": ("Owen Tarr", "Ada Tarr")}
    same = [ListedActor("Mara Lind", (), "Q1"), ListedActor("President Mara Lind", (), "Q2")]
    assert ActorIndex(same).ambiguous == {"mara lind": ("Mara Lind", "President Mara Lind")}


# Without the words that are dropped in front of a name: a normal form is no name.
WORDS = st.text("abklsxzéłßøŠÉ", min_size=2, max_size=8)
NAMES = st.lists(
    WORDS.filter(lambda word: word != "an" and not is_title(word)), min_size=1, max_size=4
).map(" ".join)


@given(NAMES)
def test_normal_forms_are_their_own_normal_form(name: str) -> None:
    once = normalise_name(name)
    assert normalise_name(once) == once


@given(
    NAMES,
    st.sampled_from([str, str.upper, str.lower, str.title]),
    st.sampled_from(["{}", "the {}", "The  {}", " {} ", "{}'s", "{}’s"]),
)
def test_a_listed_name_links_however_it_is_written(
    name: str, cased: Callable[[str], str], frame: str
) -> None:
    index = ActorIndex([ListedActor(name, (), "Q1")])
    assert index.link(quote(frame.format(cased(name)))).actor_id == "Q1"
