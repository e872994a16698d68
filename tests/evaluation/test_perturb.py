from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.robustness import Case, Swaps
from quotestance.evaluation.perturb import MOST, PERTURBATIONS, changed_cases

SWAPS = Swaps(
    (("Nadia", "Emeka", "Okafor"), ("Ingrid", "Lars", "Halvorsen")),
    (("Kenya", "Kenyan"), ("Peru", "Peruvian")),
)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("swap names", "Nadia Okafor said «Lars went».", "Ingrid Halvorsen said «Emeka went»."),
        ("swap names", "Nadianne said «no».", "Nadianne said «no»."),
        ("swap gender", "Lars said «he hid his hat».", "Ingrid said «she hid her hat»."),
        ("swap gender", "She, a chairwoman, said «no».", "He, a chairman, said «no»."),
        ("swap gender", "He said «it was her hat».", "He said «it was her hat»."),
        ("swap countries", "A Kenyan said «Peru won».", "A Peruvian said «Kenya won»."),
        ("swap neutral cues", "Lars said «no».", "Lars told reporters «no»."),
        ("swap neutral cues", "Lars said that «he said no».", "Lars told reporters «he said no»."),
        ("swap neutral cues", "“«No»,” Lars said.", "“«No»,” Lars added."),
        ("swap neutral cues", "“«No»,” Lars said of it.", "“«No»,” Lars said of it."),
        ("typos", "The mayor said «we refused them».", "The myaor said «we reufsed them»."),
        ("typos", "Okafor told us «no».", "Okafor told us «no»."),
        ("lower case", "Lars said «No».", "lars said «no»."),
        ("capitals", "Lars said «no».", "LARS SAID «NO»."),
        ("quote marks", "“«It's me»,” he said.", '"«It’s me»," he said.'),
        ("quote marks", '"«No»," he said.', "“«No»,” he said."),
        ("missing mark", "“«No»,” he said.", "“«No», he said."),
        ("missing mark", "He said «no».", "He said «no»."),
        ("no-break spaces", "It is «as it was» then.", "It is\u00a0«as it\u00a0was» then."),
        ("dateline", "He said «no».", "RIVERTON, March 3 — He said «no»."),
    ],
)
def test_perturbations(name: str, before: str, after: str) -> None:
    assert PERTURBATIONS[name].change(before, SWAPS) == after


WORDS = st.lists(
    st.sampled_from('Nadia Lars he his said Peru Kenyan refused “no” "yes" it\'s that'.split()),
    min_size=1,
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize("name", PERTURBATIONS)
@given(before=WORDS, inside=WORDS, after=WORDS)
def test_the_span_stays_marked(name: str, before: str, inside: str, after: str) -> None:
    marked = PERTURBATIONS[name].change(f"{before} «{inside}» {after}", SWAPS)
    case = Case("x:1", marked, "none")
    assert marked.count("«") == marked.count("»") == 1
    assert len(case.span.of(case.text).split()) == len(inside.split())


@given(before=WORDS, inside=WORDS)
def test_names_come_back(before: str, inside: str) -> None:
    marked = f"{before} «{inside}»"
    for name in ("swap names", "swap countries"):
        change = PERTURBATIONS[name].change
        assert change(change(marked, SWAPS), SWAPS) == marked


def test_changed_cases_are_spread_and_keep_their_base() -> None:
    cases = [Case(f"x:{i}", f"He said «no {i}».", "refuse") for i in range(2 * MOST + 1)]
    changed = changed_cases(cases, "dateline", SWAPS)
    assert MOST / 2 < len(changed) <= MOST
    assert [c.base.id for c in changed[:3]] == ["x:0", "x:3", "x:6"]
    assert changed[1].case.id == "dateline:x:3"
    assert changed[1].case.stance == "refuse"
    assert changed_cases(cases, "missing mark", SWAPS) == []
