"""Plain texts without labels; there is nothing to read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quotestance.data.exchange.files import file_stem, write_text
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle


def export_text(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """One ``.txt`` an article, character for character as the labels count it."""
    return [
        write_text(out / f"{file_stem(labelled.article.id)}.txt", labelled.article.text)
        for labelled in articles
    ]
