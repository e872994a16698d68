"""The rows of a span file before anything in them is checked: JSON Lines or a table, packed or not.

A table is CSV, TSV or semicolon-separated under a header with the keys of span JSONL; an empty
cell is a missing key, and cue and mention are words.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from quotestance.data.columns import SAMPLE_ROWS
from quotestance.data.problems import Problem
from quotestance.data.tables import delimited_rows, dialect_of
from quotestance.errors import DataError, nearest

TABLES = (".csv", ".tsv")
NUMBERS = ("start", "end")
SpanRow = tuple[int, dict[str, Any] | Problem]
"""A line number from 1, and what stands there or what is wrong with it."""


def span_rows(path: Path) -> Iterator[SpanRow]:
    """All rows of a file; raises DataError when it cannot be read or has no column of texts."""
    content = _content(path)
    if path.name.removesuffix(".gz").lower().endswith(TABLES):
        yield from _table_rows(str(path), content)
        return
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            yield number, _json_row(str(path), number, line)


def _content(path: Path) -> bytes:
    """The bytes of a file, unpacked when its name ends in ``.gz``."""
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            str(path),
            expected="a readable file of spans",
            found=getattr(error, "strerror", None) or str(error),
            fix="Check the path and that the file is whole.",
        ) from error
    return content.removeprefix(b"\xef\xbb\xbf")


def _json_row(path: str, number: int, line: bytes) -> dict[str, Any] | Problem:
    """The object of a line."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        fix = "Write one object a line."
        return Problem(path, number, None, "a JSON object", str(error), fix)
    if not isinstance(fields, dict):
        found = type(fields).__name__
        return Problem(path, number, None, "a JSON object", found, "Write one a line.")
    return fields


def _table_rows(path: str, content: bytes) -> Iterator[SpanRow]:
    """The rows under the header of a table."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        found, fix = f"byte {error.start} of another encoding", "Save the table as UTF-8."
        raise DataError(path, expected="a table in UTF-8", found=found, fix=fix) from error
    sample = list(islice(StringIO(text, newline=""), SAMPLE_ROWS))
    rows = delimited_rows(StringIO(text, newline=""), **dialect_of(sample))
    _, names = next(rows, (1, []))
    if isinstance(names, csv.Error):
        fix = "Repair its quotes."
        raise DataError(f"{path}:1", expected="a header", found=str(names), fix=fix)
    header = [name.strip() for name in names]
    if "text" not in header:
        found = f"columns {', '.join(header)}" if any(header) else "no columns"
        fix = f"Rename the column of the texts. {nearest('text', header)}".strip()
        raise DataError(f"{path}:1", expected="a column 'text'", found=found, fix=fix)
    for number, cells in rows:
        if isinstance(cells, csv.Error):
            fix = "Repair its quotes."
            yield number, Problem(path, number, None, "a table row", str(cells), fix)
        elif any(cells):
            yield number, _table_row(path, number, header, cells)


def _table_row(
    path: str, number: int, header: list[str], cells: list[str]
) -> dict[str, Any] | Problem:
    """The filled cells of a row by column name, offsets as numbers where they are some."""
    if any(cells[len(header) :]):
        fix = "Put cells that hold the delimiter into quotes."
        wanted = f"{len(header)} cells"
        return Problem(path, number, None, wanted, str(len(cells)), fix)
    row: dict[str, Any] = {k: cell for k, cell in zip(header, cells, strict=False) if cell}
    for key in NUMBERS:
        if str(row.get(key)).isdecimal():
            row[key] = int(row[key])
    return row
