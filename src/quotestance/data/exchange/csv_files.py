"""CSV: ``articles.csv`` and ``spans.csv``, comma-separated under a header, in UTF-8.

Texts stand in quotes, an empty field means that there is no value. Columns and offsets:
``quotestance.data.exchange.tables``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from quotestance.data.exchange.draft import Draft, Place
from quotestance.data.exchange.files import read_text
from quotestance.data.exchange.tables import Table, read_tables, write_tables
from quotestance.data.files import write_atomic
from quotestance.data.problems import Problem
from quotestance.data.tables import delimited_rows
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle

SUFFIX = ".csv"


def export_csv(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """``articles.csv`` and ``spans.csv``."""
    return write_tables(articles, out, SUFFIX, _write)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Path:
    r"""One table. All texts are quoted: a lone ``\r`` in a bare field would end the row."""
    with write_atomic(path) as stream:
        writer = csv.DictWriter(
            stream, list(columns), lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_csv(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The articles of a folder with both tables, or of one table with the other beside it."""
    return read_tables(source, SUFFIX, _read)


def _read(path: Path, needed: Sequence[str]) -> Table:
    """One table; the first of the ``needed`` columns names the article of a row."""
    table = Table(Place(str(path)), needed)
    content = read_text(path)
    if isinstance(content, Problem):
        table.problems.append((content, None))
        return table
    for at, fields in csv_rows(content, str(path)):
        if isinstance(fields, Problem):
            table.problems.append((fields, None))
        elif not table.columns:
            table.columns = [name.strip() for name in fields]
        else:
            _add_row(table, at, fields)
    return table


def csv_rows(content: str, path: str) -> Iterator[tuple[Place, list[str] | Problem]]:
    """The rows of a table with the line on which each begins; empty lines are nothing."""
    for line, fields in delimited_rows(StringIO(content, newline="")):
        at = Place(path, line)
        if isinstance(fields, csv.Error):
            fix = "Repair its quotes: a quote mark in a text is written twice."
            yield at, at.problem("a CSV row", str(fields), fix)
        elif fields:
            yield at, fields


def _add_row(table: Table, at: Place, fields: list[str]) -> None:
    """A row by its column names, or a problem of the article that it names."""
    row = {name: value or None for name, value in zip(table.columns, fields, strict=False)}
    if len(fields) == len(table.columns):
        table.rows.append((at, row))
        return
    fix = "Put fields that hold a comma into quotes."
    problem = at.problem(f"{len(table.columns)} fields", str(len(fields)), fix)
    table.problems.append((problem, row.get(table.needed[0])))
