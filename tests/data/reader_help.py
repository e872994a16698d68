"""What the reader tests share."""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from quotestance.data.readers import Rejected, read_articles
from quotestance.records import Article

HEADER = "---\ntitle: Gates\nstyle: wire\ndomain: labour\nevent: gates\nactors: {}\n---\n"


def as_parquet(rows: list[dict[str, object]]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def read(*inputs: Path | str, **columns: str) -> list[Article | Rejected]:
    return list(read_articles([str(i) for i in inputs], note=lambda line: None, **columns))


def articles(*inputs: Path | str, **columns: str) -> list[Article]:
    found = read(*inputs, **columns)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def rejected(*inputs: Path | str, **columns: str) -> list[Rejected]:
    return [item for item in read(*inputs, **columns) if isinstance(item, Rejected)]
