"""Python examples of the pages run, in the order in which they stand, on results of our own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from spacy.language import Language

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = [
    pytest.param(code, id=f"{page.stem}-{number}")
    for page in sorted((ROOT / "docs").glob("*.md"))
    for number, code in enumerate(FENCE.findall(page.read_text(encoding="utf-8")), 1)
]


@pytest.fixture
def results(tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with ``article.txt`` and ``results/``, as predict leaves it for two models."""
    from quotestance.cli.results import Collected, write_results
    from quotestance.data.readers import Rejected, read_articles
    from quotestance.labels import STANCES
    from quotestance.pipeline import read_article
    from quotestance.records import Prediction

    shutil.copy(ROOT / "docs/examples/harbour.txt", tmp_path / "article.txt")
    monkeypatch.chdir(tmp_path)
    collected = Collected()
    for article in read_articles(["article.txt"], note=print):
        assert not isinstance(article, Rejected)
        item = read_article(article)
        predictions = [
            Prediction(
                quote,
                quote.span.of(article.text),
                "refuse",
                {name: 0.9 if name == "refuse" else 0.025 for name in STANCES.names},
                model,
            )
            for quote in item.quotes
            for model in ("tfidf", "minilm")
        ]
        assert predictions
        collected.add(item, predictions)
    write_results(collected, tmp_path / "results", ["jsonl", "csv"], STANCES)
    return tmp_path


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("code", EXAMPLES)
def test_python_examples_run(code: str, results: Path) -> None:
    exec(compile(code, "example", "exec"), {"__name__": "example"})
