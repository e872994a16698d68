from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotestance.data.validate import check_folder
from quotestance.errors import DataError

ARTICLE = """---
title: A pier
style: local paper
domain: transport
event: {event}
actors:
  orsi: Ilona Orsi
---
In {place} [Ilona Orsi]{{m1}} [said]{{c1}}
[the old pier would close on {day} for good]{{q1 indirect {stance} orsi}}.
“[We will pay]{{q2 direct commit orsi}},” she said in {place}.
"""


def add(folder: Path, name: str, **values: str) -> None:
    folder.mkdir(exist_ok=True)
    fields = {"event": name, "place": name, "day": name, "stance": "none"} | values
    (folder / f"{name}.quotes.md").write_text(ARTICLE.format(**fields), encoding="utf-8")


def test_counts_and_splits_of_a_seed_folder(tmp_path):
    for name in ("one", "two", "three"):
        add(tmp_path / "articles", name)
    (tmp_path / "splits.json").write_text(json.dumps({"dev": ["one"], "test": []}))
    for folder in (tmp_path, tmp_path / "articles"):
        report = check_folder(folder)
        assert report.ok and not report.problems
        assert (report.articles, report.spans) == (3, 6)
        assert report.by_kind == {"direct": 3, "indirect": 3, "mixed": 0}
        assert report.by_stance == {"commit": 3, "refuse": 0, "warn": 0, "demand": 0, "none": 3}
        assert report.by_split == {"train": (2, 4), "dev": (1, 2), "test": (0, 0)}
        lines = report.lines()
        assert "3 articles, 6 quote spans" in lines
        assert (
            "by stance: commit 3 (50%), refuse 0 (0%), warn 0 (0%), demand 0 (0%), none 3 (50%)"
            in lines
        )
        assert (
            "by split: train 2 articles, 4 spans; dev 1 article, 2 spans; test 0 articles, 0 spans"
            in lines
        )
        assert lines[-1] == "0 errors, 0 warnings"


def test_problems_of_all_files_and_of_the_splits_come_together(tmp_path):
    add(tmp_path, "good")
    add(tmp_path, "bad", stance="nine")
    (tmp_path / "splits.json").write_text(json.dumps({"dev": ["gone"]}))
    report = check_folder(tmp_path)
    assert not report.ok and report.articles == 1
    assert any("bad.quotes.md:10:" in line and "'nine'" in line for line in report.lines())
    assert any("splits.json" in line and "'gone'" in line for line in report.lines())
    assert report.lines()[-1] == "2 errors, 0 warnings"


def test_one_file_may_be_checked(tmp_path):
    add(tmp_path, "good")
    assert check_folder(tmp_path / "good.quotes.md").spans == 2
    with pytest.raises(DataError):
        check_folder(tmp_path / "empty")


def test_a_text_that_stands_twice_is_an_error(tmp_path):
    add(tmp_path, "one")
    add(tmp_path, "two", event="one", place="one", day="One")
    report = check_folder(tmp_path)
    assert not report.ok and any("a text of its own" in str(p) for p in report.problems)


def test_longer_words_shared_by_two_events_are_a_warning(tmp_path):
    add(tmp_path, "one", day="Friday")
    add(tmp_path, "two", day="Friday")
    add(tmp_path, "three", day="Monday", event="one")
    add(tmp_path, "four", day="Monday", event="one")
    report = check_folder(tmp_path)
    assert report.ok and [p.severity for p in report.problems] == ["warning"]
    assert "two.quotes.md span two:1" in str(report.problems[0])
    assert "those of one:1" in str(report.problems[0])


def test_a_folder_without_anything_is_an_error(tmp_path):
    with pytest.raises(DataError):
        check_folder(tmp_path)


def test_the_seed_set_has_no_errors():
    report = check_folder(Path(__file__).parents[2] / "seeds")
    assert report.ok, "\n".join(report.lines())
    assert min(report.by_stance.values()) > 0 and min(report.by_kind.values()) > 0
