"""Readers of JSON Lines and delimited files, in memory that does not grow with the file."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import chain, islice
from typing import Any

from quotestance.data.columns import (
    SAMPLE_ROWS,
    Row,
    read_rows,
    require_columns,
)
from quotestance.data.decode import (
    Decoded,
    Decoder,
    UnreadableError,
    bom_encoding,
    check_magic,
    read_as,
)
from quotestance.data.source import Rejected, Source
from quotestance.records import Article

DELIMITERS = (",", "\t", ";")
FIELD_LIMIT = 2**31 - 1  # characters of one CSV field; the default of 131,072 refuses long ones


@dataclass(frozen=True, slots=True)
class Line:
    """A decoded line of a file; ``problem`` says why it could not be decoded."""

    number: int
    decoded: Decoded
    problem: str | None = None


def read_jsonl(source: Source) -> Iterator[Article | Rejected]:
    """One JSON object a line; a broken line is rejected alone."""
    return read_rows(source, _json_rows(source))


def read_csv(source: Source) -> Iterator[Article | Rejected]:
    """Rows under a header; the delimiter is the one that splits the header most often."""
    return read_rows(source, _csv_rows(source))


def _lines(source: Source) -> Iterator[Line]:
    """The lines of a file, each decoded on its own so that one bad line harms no other."""
    head = source.stream.read(64)
    source.stream.seek(0)
    check_magic(head)
    codec = bom_encoding(head)
    if codec:
        texts = TextIOWrapper(source.stream, encoding=codec, errors="replace", newline="")
        try:
            for number, text in enumerate(texts, 1):
                yield Line(number, Decoded(text, (read_as(codec),)))
        finally:
            texts.detach()  # else the wrapper closes the stream, which is not its own
        return
    decoder = Decoder()
    parts = (part for line in source.stream for part in line.splitlines(keepends=True))
    for number, data in enumerate(parts, 1):
        try:
            decoded = decoder.decode(data.removeprefix(codecs.BOM_UTF8) if number == 1 else data)
        except UnreadableError as error:
            yield Line(number, Decoded(""), str(error))
        else:
            # Places are offsets into the line, not into the article.
            notes = tuple(replace(d, start=None) for d in decoded.diagnostics)
            yield Line(number, Decoded(decoded.text, notes))


def _json_rows(source: Source) -> Iterator[Row]:
    """The objects of a JSON Lines file."""
    for line in _lines(source):
        if line.problem:
            yield line.number, line.problem, ()
        elif line.decoded.text.strip():
            yield line.number, _json_object(line.decoded.text), line.decoded.diagnostics


def _json_object(text: str) -> dict[str, Any] | str:
    """The object that a line holds, or why there is none."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        return f"expected JSON, found an error at column {error.colno} ({error.msg}). Repair it."
    except (ValueError, RecursionError) as error:  # a huge number, endless brackets
        return f"expected JSON, found what cannot be parsed ({error}). Repair it."
    if isinstance(record, dict):
        return record
    kind = type(record).__name__
    return f"expected one JSON object a line, found a {kind}. Write one article a line."


def _csv_rows(source: Source) -> Iterator[Row]:
    """The rows of a delimited file as records, rows of another width than the header rejected."""
    lines = _lines(source)
    head = list(islice(lines, SAMPLE_ROWS))
    if not head:
        return
    read: list[Line] = []  # the lines of the row at hand

    def texts() -> Iterator[str]:
        for line in chain(head, lines):
            read.append(line)
            yield line.decoded.text

    rows = delimited_rows(texts(), **dialect_of([line.decoded.text for line in head]))
    _, names = next(rows)
    if isinstance(names, csv.Error):
        found, fix = f"an error ({names})", "Repair its quotes."
        raise UnreadableError(expected="a CSV header", found=found, fix=fix)
    header = [name.strip() for name in names]
    require_columns(source, header)
    read.clear()
    for start, fields in rows:
        taken = read.copy()
        read.clear()
        if isinstance(fields, csv.Error):
            yield start, f"expected a CSV row, found an error ({fields}). Repair its quotes.", ()
            continue
        problem = next((line.problem for line in taken if line.problem), None)
        if fields or problem:
            notes = dict.fromkeys(note for line in taken for note in line.decoded.diagnostics)
            yield start, problem or _csv_record(header, fields), tuple(notes)


def delimited_rows(
    lines: Iterable[str], **dialect: Any
) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Every row with the line on which it begins, from 1, or what is wrong with it there."""
    csv.field_size_limit(FIELD_LIMIT)
    rows = csv.reader(lines, strict=True, **dialect)
    while True:
        start = rows.line_num + 1
        fields: list[str] | csv.Error
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            fields = error
        yield start, fields


def _csv_record(header: list[str], fields: list[str]) -> dict[str, str] | str:
    """A row by its column names, or why it is none."""
    if any(fields[len(header) :]):
        found = f"{len(header)} fields, found {len(fields)}"
        return f"expected {found}. Put fields that hold the delimiter into quotes."
    return dict(zip(header, fields, strict=False))


def dialect_of(sample: list[str]) -> dict[str, Any]:
    """The delimiter that splits the header most, and whether quote marks are syntax.

    Tab-separated files are often written without quoting; there a text that opens with a
    quote mark must keep it.
    """

    def widths(**dialect: Any) -> list[int]:
        return [len(row) for row in csv.reader(sample, delimiter=delimiter, **dialect)]

    delimiter = max(DELIMITERS, key=lambda d: len(next(csv.reader(sample[:1], delimiter=d), [])))
    if delimiter == "\t":
        try:
            widths(strict=True)
        except csv.Error:
            if len(set(widths(quoting=csv.QUOTE_NONE)) - {0}) == 1:
                return {"delimiter": delimiter, "quoting": csv.QUOTE_NONE}
    return {"delimiter": delimiter}
