"""The label set and its order."""

from __future__ import annotations

import pytest

from quotestance.errors import DataError
from quotestance.labels import STANCES, LabelSet


def test_the_default_labels() -> None:
    assert STANCES.names == ("commit", "refuse", "warn", "demand", "none")
    assert STANCES.stances == ("commit", "refuse", "warn", "demand")
    assert [STANCES.index(name, "x") for name in STANCES.names] == [0, 1, 2, 3, 4]


def test_an_unknown_label_names_place_and_neighbour() -> None:
    with pytest.raises(DataError) as caught:
        STANCES.index("refuze", "spans.jsonl:4")
    assert str(caught.value) == (
        "spans.jsonl:4: expected one of the labels commit, refuse, warn, demand, none, "
        "found 'refuze'. Did you mean 'refuse'?"
    )


@pytest.mark.parametrize(
    ("names", "none"), [(("a", "a"), "a"), (("a",), "a"), (("a", "b"), "c"), ((), "c")]
)
def test_impossible_label_sets_are_refused(names: tuple[str, ...], none: str) -> None:
    with pytest.raises(ValueError, match="label"):
        LabelSet(names, none)


def test_the_packaged_labels_are_the_default_ones() -> None:
    from quotestance.cli.arguments import use_config

    assert use_config([])[1] == STANCES
