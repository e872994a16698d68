from __future__ import annotations

import pytest

from quotestance.data.robustness import Capability, Case
from quotestance.evaluation.perturb import Changed
from quotestance.evaluation.robustness import robustness, wilson

REFUSE = Case("negation:1", "She said «no».", "refuse")
NONE = Case("negation:2", "He said «it rained».", "none")
SHOUTED = Changed(Case("capitals:negation:1", "SHE SAID «NO».", "refuse"), REFUSE)
LOUD = Changed(Case("capitals:negation:2", "HE SAID «IT RAINED».", "none"), NONE)
CAPABILITIES = [Capability("negation", "Not.", (REFUSE, NONE))]


@pytest.mark.parametrize(
    ("failures", "cases", "bounds"),
    [(0, 10, (0.0, 0.2775)), (5, 10, (0.2366, 0.7634)), (10, 10, (0.7225, 1.0))],
)
def test_wilson(failures: int, cases: int, bounds: tuple[float, float]) -> None:
    assert wilson(failures, cases) == pytest.approx(bounds, abs=1e-4)


def test_no_cases_have_no_rate() -> None:
    assert wilson(0, 0) is None
    result = robustness([], {"typos": []}, {})
    assert result["capabilities"]["typos"]["failure_rate"] is None
    assert result["overall"]["label"] == {
        "cases": 0,
        "failures": 0,
        "failure_rate": None,
        "interval": None,
    }


def test_a_label_is_the_guidelines_and_a_change_is_the_models_own() -> None:
    predicted = {
        "negation:1": "commit",
        "negation:2": "none",
        "capitals:negation:1": "commit",  # still wrong, but it did not move
        "capitals:negation:2": "warn",
    }
    result = robustness(CAPABILITIES, {"capitals": [SHOUTED, LOUD]}, predicted)
    negation, capitals = result["capabilities"].values()
    assert (negation["test"], negation["failures"], negation["failure_rate"]) == ("label", 1, 0.5)
    assert negation["failed"] == [
        {
            "id": "negation:1",
            "text": "She said «no».",
            "base": None,
            "expected": "refuse",
            "predicted": "commit",
        }
    ]
    assert (capitals["test"], capitals["failures"]) == ("same", 1)
    assert capitals["failed"][0]["base"] == "He said «it rained»."
    assert capitals["failed"][0]["expected"] == "none"
    assert result["overall"]["same"]["cases"] == 2


def test_a_case_without_an_answer_fails() -> None:
    result = robustness(CAPABILITIES, {"capitals": [SHOUTED]}, {"capitals:negation:1": "refuse"})
    assert result["overall"]["label"]["failures"] == 2
    assert result["overall"]["same"]["failures"] == 1
