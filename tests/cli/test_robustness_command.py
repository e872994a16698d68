from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = """\
about: Not.
sets:
- refuse: Nadia Okafor said «she would not sign».
  commit: Nadia Okafor said «she would sign».
"""
SWAPS = "people: [[Nadia, Emeka, Okafor], [Mei, Jun, Tanaka]]\ncountries: [[Peru, Peruvian]]\n"


@pytest.fixture
def small_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "suite"
    (folder / "cases").mkdir(parents=True)
    (folder / "cases" / "negation.yaml").write_text(CASES, encoding="utf-8")
    (folder / "swaps.yaml").write_text(SWAPS, encoding="utf-8")
    monkeypatch.setattr("quotestance.cli.robustness.packaged_data", lambda kind: folder)


@pytest.mark.usefixtures("small_suite")
def test_evaluate(cli: Callable[..., Any], model_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = cli("evaluate", "--model", model_folder, "--robustness", "--out", out)
    assert ran.code == 0, ran.err
    assert "negation" in ran.out
    result = json.loads((out / "robustness.json").read_text(encoding="utf-8"))["models"]["small"]
    assert result["weights"]
    rows = result["capabilities"]
    assert rows["negation"]["cases"] == rows["swap names"]["cases"] == 2
    assert rows["swap countries"]["cases"] == 0
    assert (out / "robustness.md").is_file()


@pytest.mark.usefixtures("small_suite")
def test_compare(cli: Callable[..., Any], model_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = cli("compare", "--models", f"{model_folder},tfidf", "--robustness", "--out", out)
    assert ran.code == 0, ran.err
    assert "small failures" in " ".join(ran.out.split())
    found = json.loads((out / "robustness.json").read_text(encoding="utf-8"))
    assert list(found["models"]) == ["small", "tfidf"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--robustness", "--model", "tfidf", "data=corpus"], "expected no data"),
        (["--robustness", "--extraction", "--model", "tfidf"], "not allowed with"),
        (["--robustness"], "expected --model"),
    ],
)
def test_what_does_not_go_together(cli: Callable[..., Any], words: list[str], message: str) -> None:
    ran = cli("evaluate", *words)
    assert ran.code != 0
    assert message in ran.err
