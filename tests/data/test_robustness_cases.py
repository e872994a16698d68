"""The robustness cases that ship, and what is said about broken ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quotestance.data.robustness import Capability, Case, load_capabilities, load_swaps
from quotestance.errors import DataError
from quotestance.labels import STANCES

ROBUSTNESS = Path(__file__).parents[2] / "data" / "robustness"
GOOD = "about: a test\nsets:\n- refuse: She said «no».\n  none:\n  - He said «it rained».\n"


@pytest.fixture(scope="module")
def capabilities() -> list[Capability]:
    return load_capabilities(ROBUSTNESS)


def test_the_suite_is_as_large_as_it_says(capabilities: list[Capability]) -> None:
    assert len(capabilities) == 15
    assert all(len(capability.cases) >= 25 for capability in capabilities)
    assert all(capability.about.endswith(".") for capability in capabilities)
    cases = [case for capability in capabilities for case in capability.cases]
    assert len(cases) >= 400
    assert all(sum(c.stance == name for c in cases) >= 40 for name in STANCES.names)


def test_every_case_is_one_of_its_kind(capabilities: list[Capability]) -> None:
    cases = [case for capability in capabilities for case in capability.cases]
    assert len({case.text for case in cases}) == len({case.id for case in cases}) == len(cases)
    for case in cases:
        assert case.text.count(case.span.of(case.text)) == 1, case.id
        assert "«that " not in case.marked, case.id
        assert "  " not in case.text and case.text.strip() == case.text, case.id


def test_every_swap_is_used(capabilities: list[Capability]) -> None:
    words = {w for c in capabilities for case in c.cases for w in re.findall(r"[\w-]+", case.text)}
    swaps = load_swaps(ROBUSTNESS)
    assert all(family in words for _, _, family in swaps.people)
    assert all(words & set(pair) for pair in swaps.countries)
    names = [name for person in swaps.people for name in person]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("marked", "start", "kind"),
    [
        ("She said «no, never».", 9, "indirect"),
        ("“«No, never»,” she said.", 1, "direct"),
        ("She said «the plan was “dead”».", 9, "mixed"),
    ],
)
def test_a_case_is_an_article_with_one_quote(marked: str, start: int, kind: str) -> None:
    labelled = Case("negation:1", marked, "refuse").labelled()
    (quote,) = labelled.quotes
    assert quote.span.start == start
    assert quote.span.of(labelled.article.text) == marked[start + 1 : marked.index("»")]
    assert (quote.kind, quote.stance, quote.cue, quote.actor) == (kind, "refuse", None, None)
    assert quote.article_id == labelled.article.id == "negation:1"


def write(folder: Path, source: str) -> Path:
    (folder / "cases").mkdir()
    (folder / "cases" / "negation.yaml").write_text(source, encoding="utf-8")
    return folder


def test_sets_hold_texts_and_lists(tmp_path: Path) -> None:
    (capability,) = load_capabilities(write(tmp_path, GOOD))
    assert (capability.name, capability.about) == ("negation", "a test")
    assert capability.cases == (
        Case("negation:1", "She said «no».", "refuse"),
        Case("negation:2", "He said «it rained».", "none"),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("refuse:", "refused:", "negation.yaml:3: expected one of the labels"),
        ("«no»", "no", "negation.yaml:3: expected one span «…», found 0 « and 0 »"),
        ("«it rained»", "«it» «rained»", "negation.yaml:5: expected one span «…»"),
        ("«no»", "«no »", "negation.yaml:3: expected one span «…»"),
        ("«no»", "»no«", "negation.yaml:3: expected one span «…»"),
        ("«no»", "«»", "negation.yaml:3: expected one span «…»"),
        ("about: a test\n", "", "expected the keys about and sets, found sets"),
        (
            "- refuse: She said «no».\n ",
            "- She said «no».\n-",
            "negation.yaml:3: expected a mapping",
        ),
        ("She said", "[She said", "expected YAML"),
        (GOOD, "", "expected a mapping"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(DataError, match=re.escape(message)):
        load_capabilities(write(tmp_path, GOOD.replace(old, new)))


def test_a_folder_without_cases(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"expected files \*\.yaml, one a capability"):
        load_capabilities(tmp_path)
    with pytest.raises(DataError, match=r"swaps\.yaml: expected a YAML file"):
        load_swaps(tmp_path)
