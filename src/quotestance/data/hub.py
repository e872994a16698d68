"""Labelled articles as Hugging Face data sets: in memory, streamed, or as a folder.

A row of ``spans`` is a quote span, a row of ``articles`` an article; their columns are those of
the Parquet export (``quotestance.data.exchange.tables``). Parts are called as on the hub:
``train``, ``validation`` (our dev) and ``test``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from datasets import Dataset, DatasetDict, Features, IterableDataset, IterableDatasetDict, Value

from quotestance.data.exchange.files import write_text
from quotestance.data.exchange.tables import (
    ARTICLE_COLUMNS,
    SPAN_COLUMNS,
    article_rows,
    is_offset,
    span_rows,
)
from quotestance.data.sources import PARTS, Parts, load_parts
from quotestance.errors import ConfigError, nearest
from quotestance.labels import STANCES, LabelSet

Unit = Literal["spans", "articles"]
UNITS: tuple[Unit, ...] = get_args(Unit)
HUB_NAMES = {"train": "train", "dev": "validation", "test": "test"}
_COLUMNS: dict[Unit, Sequence[str]] = {"spans": SPAN_COLUMNS, "articles": ARTICLE_COLUMNS}
_ROWS: dict[Unit, Callable[..., Iterable[dict[str, Any]]]] = {
    "spans": span_rows,
    "articles": article_rows,
}
_CARD = """---
license: {licence}
language: en
configs:
{configs}
---
# {title}

Written by `quotestance data export --format hub`. Load it with

```python
from datasets import load_dataset

spans = load_dataset("PATH OF THIS FOLDER", "spans")
articles = load_dataset("PATH OF THIS FOLDER", "articles", streaming=True)
```
"""


def load_corpus(
    unit: Unit = "spans",
    *,
    data: Mapping[str, Any] | None = None,
    labels: LabelSet = STANCES,
    streaming: bool = False,
) -> DatasetDict | IterableDatasetDict:
    """The packaged corpus, or the data that ``data`` configures, as a data set.

    ``data`` holds the values of a ``data`` configuration, for example ``{"kind": "seeds",
    "split": "test"}``. Raises ConfigError for another unit, DataError for broken data.
    """
    if unit not in UNITS:
        raise ConfigError(
            "unit", expected=" or ".join(UNITS), found=f"'{unit}'", fix=nearest(unit, UNITS)
        )
    parts = load_parts(dict(data or {"kind": "corpus", "split": "test"}), labels, PARTS)
    if streaming:
        return IterableDatasetDict(
            {name: _stream(rows, unit) for name, rows in _tables(parts, unit)}
        )
    return DatasetDict(
        {
            name: Dataset.from_list(rows, features=_features(unit))
            for name, rows in _tables(parts, unit)
        }
    )


def export_hub(parts: Parts, out: Path, *, title: str, licence: str) -> list[Path]:
    """A folder that ``datasets.load_dataset`` reads: Parquet by unit and part, and a card."""
    written: list[Path] = []
    configs: list[str] = []
    for unit in UNITS:
        configs.append(f"- config_name: {unit}\n  data_files:")
        for name, rows in _tables(parts, unit):
            path = out / unit / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            Dataset.from_list(rows, features=_features(unit)).to_parquet(path)
            configs.append(f"  - split: {name}\n    path: {unit}/{name}.parquet")
            written.append(path)
    card = _CARD.format(licence=licence, configs="\n".join(configs), title=title)
    write_text(out / "README.md", card)
    return [*written, out / "README.md"]


def _tables(parts: Parts, unit: Unit) -> list[tuple[str, list[dict[str, Any]]]]:
    """The rows of every part that has articles, by its name on the hub."""
    return [
        (HUB_NAMES[part], list(_ROWS[unit](articles)))
        for part, articles in parts.items()
        if articles
    ]


def _features(unit: Unit) -> Features:
    """Offsets are whole numbers, everything else is text."""
    return Features(
        {name: Value("int64" if is_offset(name) else "string") for name in _COLUMNS[unit]}
    )


def _stream(rows: list[dict[str, Any]], unit: Unit) -> IterableDataset:
    def generate() -> Iterator[dict[str, Any]]:
        yield from rows

    return IterableDataset.from_generator(generate, features=_features(unit))
