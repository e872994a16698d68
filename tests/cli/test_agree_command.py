from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ARTICLE = """---
title: A pier
style: local paper
domain: transport
event: pier
actors:
  lind: Mara Lind
---
[Mara Lind]{m1} [said]{c1} [she would close the pier]{q1 indirect STANCE lind}.
“[It is old]{q2 direct none lind},” [she]{m2} [said]{c2}.
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, stance in (("first", "warn"), ("second", "none")):
        (tmp_path / name).mkdir()
        text = ARTICLE.replace("STANCE", stance)
        (tmp_path / name / "pier.quotes.md").write_text(text, encoding="utf-8")
    return tmp_path / "first", tmp_path / "second"


def test_agreement_of_two_folders(
    folders: tuple[Path, Path], cli: Callable[..., Any], tmp_path: Path
) -> None:
    ran = cli("agree", *folders, "--out", tmp_path / "out")
    assert ran.code == 0
    assert "2 and 2 spans, 2 matched" in ran.out
    result = json.loads((tmp_path / "out/agreement.json").read_text(encoding="utf-8"))
    assert result["spans"]["f1"] == 1.0
    assert result["stances"]["accuracy"] == 0.5
    assert result["disagreements"] == 1
    (line,) = (tmp_path / "out/disagreements.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["second"] == "none"
    assert (tmp_path / "out/agreement.md").read_text(encoding="utf-8").startswith("# Agreement")


def test_one_folder_is_too_few(folders: tuple[Path, Path], cli: Callable[..., Any]) -> None:
    ran = cli("agree", folders[0])
    assert ran.code == 2
    assert "expected two folders of labelled articles" in ran.err
