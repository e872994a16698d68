from __future__ import annotations

import json

import numpy as np
import pytest

from quotestance.evaluation.answers import Answers
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.metrics import evaluate
from quotestance.evaluation.significance import compare_all
from quotestance.labels import STANCES
from quotestance.records import Article, LabelledArticle, Quote, Span
from quotestance.reporting.markdown import markdown_report
from quotestance.reporting.result_files import write_comparison, write_extraction, write_metrics
from quotestance.reporting.sheets import (
    Sheet,
    comparison_sheets,
    extraction_sheets,
    metrics_sheets,
)
from quotestance.reporting.terminal import print_sheets

GOLD = ("warn", "none", "refuse", "none", "demand", "none", "commit", "none")
FIRST = ("warn", "none", "none", "none", "none", "none", "commit", "warn")
SECOND = ("warn", "none", "refuse", "none", "demand", "none", "none", "none")


def answers(model, predicted) -> Answers:
    share = np.full((8, 5), 0.1)
    share[np.arange(8), [STANCES.names.index(name) for name in predicted]] = 0.6
    ids = tuple(f"art:{i}" for i in range(8))
    return Answers(model, ids, GOLD, tuple(predicted), share, tuple("aabbccdd"))


def metrics_result():
    a = answers("tfidf", FIRST)
    return evaluate(
        a.ids, a.gold, a.predicted, a.probabilities, STANCES, a.groups, seed=1, resamples=200
    )


def comparison_result():
    models = [answers("tfidf", FIRST), answers("encoder_a|b", SECOND)]
    return compare_all(models, STANCES, seed=1, resamples=200)


def extraction_result():
    def quote(start, end, kind="direct", actor="Mara Lind"):
        return Quote("x", "q", f"{start}", Span(start, end), kind, actor=actor)

    gold = [
        LabelledArticle(Article(name, "x" * 90, ""), (quote(0, 10), quote(20, 40, "indirect")))
        for name in "ab"
    ]
    return score_extraction(gold, {"a": [quote(0, 9), quote(20, 40, actor=None)]}, resamples=200)


def rounded(value):
    """JSON content with floats cut to what every machine agrees on."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


CASES = [
    (write_metrics, metrics_result, ["metrics.json", "report.md"], "evaluate model=tfidf"),
    (
        write_comparison,
        comparison_result,
        ["compare.json", "compare.md", "disagreements.jsonl"],
        "compare tfidf encoder",
    ),
    (write_extraction, extraction_result, ["extraction.json", "extraction.md"], "evaluate quotes"),
]


@pytest.mark.parametrize(("write", "result", "names", "command"), CASES)
def test_reports_are_as_agreed(tmp_path, golden, write, result, names, command):
    paths = write(result(), tmp_path, command=f"quotestance {command}")
    assert [path.name for path in paths] == names == sorted(p.name for p in tmp_path.iterdir())
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
    print_sheets(metrics_sheets(metrics_result()))
    print_sheets(comparison_sheets(comparison_result()))
    print_sheets(extraction_sheets(extraction_result()))
    shown = capsys.readouterr().out
    for expected in ("macro_f1_stances", "0.625", "McNemar's exact test: p", "exact_match"):
        assert expected in shown
