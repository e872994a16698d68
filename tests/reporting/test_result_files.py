from __future__ import annotations

import json

import pytest
from reporting_results import comparison_result, extraction_result, metrics_result, stages_result

from quotestance.evaluation.metrics import evaluate
from quotestance.labels import STANCES
from quotestance.reporting.evaluation_sheets import end_to_end_sheets, evaluation_sheets
from quotestance.reporting.markdown import markdown_report
from quotestance.reporting.result_files import write_comparison, write_extraction, write_metrics
from quotestance.reporting.sheets import (
    Sheet,
    comparison_sheets,
)
from quotestance.reporting.terminal import print_sheets


def whole_result():
    return {**extraction_result(), "stages": stages_result()}


def rounded(value):
    """JSON content with floats cut to what every machine agrees on."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


CASES = [
    (
        write_metrics,
        metrics_result,
        ["metrics.json", "report.md", "reliability.svg", "risk_coverage.svg"],
        "evaluate model=tfidf",
    ),
    (
        write_comparison,
        comparison_result,
        ["compare.json", "compare.md", "disagreements.jsonl"],
        "compare tfidf encoder",
    ),
    (write_extraction, whole_result, ["extraction.json", "extraction.md"], "evaluate quotes"),
]


@pytest.mark.parametrize(("write", "result", "names", "command"), CASES)
def test_reports_are_as_agreed(tmp_path, golden, write, result, names, command):
    paths = write(result(), tmp_path, command=f"quotestance {command}")
    assert [path.name for path in paths] == names
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            text = json.dumps(rounded(json.loads(text)), indent=2) + "\n"
        golden(path.name, text)


def test_every_report_starts_with_its_command(tmp_path):
    write_metrics(metrics_result(), tmp_path, command="quotestance evaluate model=tfidf")
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert report.startswith("# Evaluation\n\n```\nquotestance evaluate model=tfidf\n```\n")
    assert next(iter(json.loads((tmp_path / "metrics.json").read_text()))) == "command"


def test_a_gap_is_shown_with_its_reason(tmp_path):
    result = evaluate(["1"], ["none"], ["none"], None, STANCES, ["a"], seed=1)
    write_metrics(result, tmp_path, command="x")
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| brier ↓ | — | — |" in report
    assert "- brier, ece, log_loss: probabilities are missing" in report


def test_text_never_breaks_a_markdown_table():
    sheet = Sheet("a|b", ("x|y", "*z*"), [("one\ntwo", "<b>"), ("`c`", "_d_ e_f")])
    report = markdown_report("t", "echo ``` |", [sheet])
    lines = report.split("\n")
    assert "````\necho ``` |\n````" in report
    assert r"| x\|y | \*z\* |" in lines
    assert r"| one two | \<b> |" in lines
    assert r"| \`c\` | \_d\_ e_f |" in lines


def test_terminal_shows_the_same_figures(capsys):
    print_sheets(evaluation_sheets(metrics_result()))
    print_sheets(comparison_sheets(comparison_result()))
    print_sheets(end_to_end_sheets(whole_result()))
    shown = capsys.readouterr().out
    for expected in (
        "macro_f1_stances",
        "0.625",
        "McNemar's exact test: p",
        "exact_match",
        "AURC",
        "lost by",
    ):
        assert expected in shown
