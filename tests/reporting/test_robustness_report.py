from __future__ import annotations

import json
from pathlib import Path

from quotestance.data.robustness import Capability, Case
from quotestance.evaluation.robustness import robustness
from quotestance.reporting.result_files import write_robustness
from quotestance.reporting.robustness_sheets import rate_sheets, robustness_sheets

CASES = tuple(Case(f"negation:{i}", f"She said «no {i}».", "refuse") for i in range(8))
CAPABILITIES = [Capability("negation", "Not.", CASES)]


def result(wrong: int) -> dict:
    stances = {case.id: "none" if i < wrong else "refuse" for i, case in enumerate(CASES)}
    return robustness(CAPABILITIES, {"typos": []}, stances)


def test_one_model() -> None:
    labels, moved = rate_sheets({"small": result(2)})
    assert labels.columns == ("capability", "cases", "failures", "rate", "95% interval")
    assert labels.rows[0] == ("negation", "8", "2", "0.250", "[0.071, 0.591]")
    assert labels.rows[-1][0] == "all"
    assert moved.rows == [("typos", "0", "0", "—", "—"), ("all", "0", "0", "—", "—")]


def test_two_models_stand_side_by_side() -> None:
    sheet = rate_sheets({"a": result(0), "b": result(8)})[0]
    assert sheet.columns[2:4] == ("a failures", "a rate")
    assert sheet.rows[0][:4] == ("negation", "8", "0", "0.000")
    assert sheet.rows[0][5:7] == ("8", "1.000")


def test_five_failures_are_shown() -> None:
    sheets = robustness_sheets({"a": result(0), "b": result(7)})
    (examples,) = [sheet for sheet in sheets if "failures)" in sheet.title]
    assert examples.title == "b: negation (5 of 7 failures)"
    assert list(examples.rows) == [(case.marked, "refuse", "none") for case in CASES[:5]]


def test_files(tmp_path: Path) -> None:
    written = write_robustness({"small": result(6)}, tmp_path, command="quotestance evaluate")
    assert [path.name for path in written] == ["robustness.json", "robustness.md"]
    found = json.loads(written[0].read_text(encoding="utf-8"))
    assert found["command"] == "quotestance evaluate"
    assert len(found["models"]["small"]["capabilities"]["negation"]["failed"]) == 6
    page = written[1].read_text(encoding="utf-8")
    assert page.startswith("# Robustness\n")
    assert "| negation | 8 | 6 | 0.750 |" in page
    assert "She said «no 4»." in page
    assert "She said «no 5»." not in page
