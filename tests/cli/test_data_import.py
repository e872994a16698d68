"""``quotestance data import`` and ``data export`` as a person types them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quotestance.data.exchange.formats import IMPORTERS

TEXT = "Bo said “we pay” and left town."


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_seeds_go_out_and_come_in(name: str, cli: Callable[..., Any], tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    assert cli("data", "export", "--format", name, "--split", "test", "--out", there).code == 0
    ran = cli("data", "import", there, "--format", name, "--out", back)
    count = len(list(back.glob("*.quotes.md")))
    assert count > 5
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{count} articles written to {back}, 0 articles left out\n"
    assert cli("check", "data=articles", f"data.dir={back}").code == 0


def test_errors_are_lines_and_the_good_articles_come_out(
    cli: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("brat").mkdir()
    for name, stance in (("good", "commit"), ("bad", "comit")):
        Path(f"brat/{name}.txt").write_text(TEXT, encoding="utf-8")
        lines = f"T1\tQuote 9 15\twe pay\nA1\tStance T1 {stance}\n"
        Path(f"brat/{name}.ann").write_text(lines, encoding="utf-8")
    ran = cli("data", "import", "brat", "--format", "brat", "--out", "in")
    assert ran.code == 1
    assert ran.out == "1 article written to in, 1 article left out\n"
    assert ran.err == (
        "quotestance: brat/bad.ann:2:14: error: expected a known stance, found 'comit'. "
        "Did you mean 'commit'?\n"
    )
    assert [path.name for path in Path("in").iterdir()] == ["good.quotes.md"]
    ran = cli(*"data import brat/bad.ann --format brat --out in labels.names=[comit,none]".split())
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            "data import a b --format brat --out in",
            2,
            "command line: expected one file or folder to import, found a, b. "
            "Import each into a folder of its own.",
        ),
        (
            "data import a --format label_studio --out in",
            2,
            "--format: expected one of jsonl, brat, label-studio, prodigy, iob, csv, parquet, "
            "found 'label_studio'. Did you mean 'label-studio'?",
        ),
        (
            "data import gone --format iob --out in",
            1,
            "gone: expected a file, or a folder with files *.iob, found no such file or folder. "
            "Check the path and --format.",
        ),
        (
            "data import gone --format csv --out in",
            1,
            "gone: expected a folder with articles.csv and spans.csv, found no such files. "
            "Name the folder that holds both.",
        ),
    ],
)
def test_one_line(
    words: str,
    code: int,
    message: str,
    cli: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = cli(*words.split())
    assert (ran.code, ran.err) == (code, f"quotestance: {message}\n")
