"""Parquet: ``articles.parquet`` and ``spans.parquet``, typed, null where there is no value.

Columns and offsets: ``quotestance.data.exchange.tables``. pyarrow is slow to import and few
runs need it, so the functions import it themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from quotestance.data.exchange.draft import Draft, Place
from quotestance.data.exchange.tables import Table, is_offset, read_tables, write_tables
from quotestance.data.files import write_atomic
from quotestance.data.problems import Problem
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle

SUFFIX = ".parquet"


def export_parquet(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """``articles.parquet`` and ``spans.parquet``."""
    return write_tables(articles, out, SUFFIX, _write)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Path:
    """One table; offsets are whole numbers, everything else is text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = [pa.int64() if is_offset(name) else pa.string() for name in columns]
    schema = pa.schema(list(zip(columns, types, strict=True)))
    content = BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), content)
    with write_atomic(path) as stream:
        stream.buffer.write(content.getvalue())
    return path


def read_parquet(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The articles of a folder with both tables, or of one table with the other beside it."""
    return read_tables(source, SUFFIX, _read)


def _read(path: Path, needed: Sequence[str]) -> Table:
    """One table; its lines are rows, counted from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = Table(Place(str(path)), needed)
    try:
        content = pq.read_table(path)
        table.columns = content.schema.names
        rows = content.to_pylist()
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        found = f"damage ({error})"
        problem = table.at.problem("a Parquet file with texts in UTF-8", found, "Write it again.")
        table.problems.append((problem, None))
        return table
    table.rows = [(Place(str(path), number), row) for number, row in enumerate(rows, 1)]
    return table
