"""Reader of Parquet files, in memory that does not grow with the file.

pyarrow is slow to import and few runs need it, so the functions import it themselves.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from quotestance.data.columns import (
    SAMPLE_ROWS,
    Row,
    choose_columns,
    no_column,
    read_rows,
    require_columns,
)
from quotestance.data.decode import Decoder, UnreadableError
from quotestance.data.source import Rejected, Source
from quotestance.records import Article, Diagnostic

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 256


def read_parquet(source: Source) -> Iterator[Article | Rejected]:
    """Rows of a Parquet file, by batches and only the columns that are needed."""
    import pyarrow as pa

    try:
        with _seekable(source.stream) as stream:
            yield from _articles(source, stream)
    except pa.ArrowException as error:
        raise UnreadableError(
            expected="a Parquet file", found=f"damage ({error})", fix="Write it again."
        ) from error


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream that can be read from its end, as Parquet needs: gzip is unpacked to disk."""
    if not isinstance(stream, GzipFile):
        yield stream
        return
    with tempfile.TemporaryFile() as unpacked:
        shutil.copyfileobj(stream, unpacked)
        unpacked.seek(0)
        yield cast(BinaryIO, unpacked)


def _articles(source: Source, stream: BinaryIO) -> Iterator[Article | Rejected]:
    """The articles of an open Parquet file."""
    from pyarrow.parquet import ParquetFile

    # Buffering ahead, the default, keeps every row group that was read in memory.
    file = ParquetFile(stream, pre_buffer=False)
    names = [field.name for field in file.schema_arrow if _is_readable(field.type)]
    require_columns(source, names)
    if not names:
        raise no_column(None, file.schema_arrow.names)

    def rows(size: int, wanted: list[str]) -> Iterator[Row]:
        number, decoder = 0, Decoder()
        for batch in file.iter_batches(size, columns=wanted, use_threads=False):
            columns = [_values(column) for column in batch.columns]
            for values in zip(*columns, strict=True):
                number += 1
                yield _row(number, batch.schema.names, values, decoder)

    sample = islice(rows(SAMPLE_ROWS, names), SAMPLE_ROWS)
    chosen = choose_columns(source, [record for _, record, _ in sample if isinstance(record, dict)])
    needed = [name for name in (chosen.text, chosen.id, chosen.title) if name]
    return read_rows(source, rows(BATCH_ROWS, needed if chosen.text else names), chosen)


def _is_readable(kind: pa.DataType) -> bool:
    """Whether a column may hold a text or an id. Old writers store text as plain binary."""
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    return any(
        test(kind)
        for test in (
            types.is_string,
            types.is_large_string,
            types.is_binary,
            types.is_large_binary,
            types.is_integer,
            types.is_floating,
        )
    )


def _values(column: pa.Array) -> list[Any]:
    """The values of a column, strings as bytes: pyarrow raises where they are no UTF-8."""
    from pyarrow import large_binary, types

    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_string(column.type) or types.is_large_string(column.type):
        column = column.cast(large_binary())
    return cast("list[Any]", column.to_pylist())


def _row(number: int, names: list[str], values: tuple[Any, ...], decoder: Decoder) -> Row:
    """One row with its bytes decoded; what is no text (an image) stays bytes."""
    record = dict(zip(names, values, strict=True))
    notes: list[Diagnostic] = []
    for name, value in record.items():
        if isinstance(value, bytes):
            try:
                decoded = decoder.decode(value)
            except UnreadableError:
                continue
            record[name] = decoded.text
            notes += decoded.diagnostics
    return number, record, tuple(notes)
