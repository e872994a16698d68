"""Which columns of a record hold the text, the id and the title of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from quotestance.data.decode import Decoded, UnreadableError
from quotestance.data.source import Rejected, Source
from quotestance.errors import nearest
from quotestance.records import Article, Diagnostic

Record = Mapping[str, Any]
#: A record as a reader found it: its line (from 1), and what the bytes took to decode or
#: why there is no record.
Row = tuple[int, Record | str, tuple[Diagnostic, ...]]

SAMPLE_ROWS = 100
#: Usual names, best first, in lower case without punctuation (``articleBody`` is one).
TEXT_NAMES = """
    text articletext fulltext body articlebody bodytext maintext content articlecontent
    contenttext article story storytext document plaintext rawtext
""".split()
ID_NAMES = """
    id articleid docid documentid uid uuid guid storyid newsid key slug url link sourceurl
    articleurl permalink
""".split()
#: Words that a column under another name must hold on average to be taken for the text.
MIN_WORDS = 10
TITLE_NAMES = ("title", "headline", "articletitle", "head", "heading")


@dataclass(frozen=True, slots=True)
class Columns:
    """The chosen columns; ``None`` where there is none."""

    text: str | None
    id: str | None
    title: str | None


def choose_columns(source: Source, sample: Sequence[Record]) -> Columns:
    """Choose the columns from the first records of a source, and say aloud what was guessed.

    The text is the named column, else the best of the usual names with a non-blank string,
    else the string column with the most words, if it is prose.
    """
    names = list(dict.fromkeys(name for record in sample for name in record))
    id_column = source.id_column or _usual(ID_NAMES, names)
    title = _usual(TITLE_NAMES, names)
    text = source.text_column or _guess_text(names, sample, {id_column, title})
    if text is not None:
        guessed = "" if source.text_column else " (guessed)"
        source.note(
            f"{source.path}: text column '{text}'{guessed}, "
            + (f"id column '{id_column}'" if id_column else "ids by line")
        )
    return Columns(text, id_column, title)


def read_rows(
    source: Source, rows: Iterator[Row], columns: Columns | None = None
) -> Iterator[Article | Rejected]:
    """Articles from rows; holds the first few in memory to choose the columns, then none.

    Raises UnreadableError when there is no row or no column that may hold text.
    """
    head = list(islice(rows, SAMPLE_ROWS))
    if not head:
        raise UnreadableError(expected="records", found="none", fix="Leave it out or fill it.")
    records = [record for _, record, _ in head if not isinstance(record, str)]
    columns = columns or choose_columns(source, records)
    if columns.text is None and records:
        raise no_column(None, list(records[0]))
    for row in head:
        yield _read_row(source, columns, row)
    for row in rows:
        yield _read_row(source, columns, row)


def require_columns(source: Source, names: Sequence[str]) -> None:
    """Raise UnreadableError when a column that the user named is not among a table's columns."""
    for column in (source.text_column, source.id_column):
        if column is not None and column not in names:
            raise no_column(column, names)


def _read_row(source: Source, columns: Columns, row: Row) -> Article | Rejected:
    """The article of one row, or why there is none."""
    line, record, diagnostics = row
    if isinstance(record, str):
        return source.reject(record, line=line)
    given = _id(record.get(columns.id)) if columns.id else None
    article_id = given or f"{source.stem}-{line}"
    try:
        text = _text(record, columns.text)
        title = record.get(columns.title) if columns.title else None
        article = source.article(
            Decoded(text, diagnostics),
            id=article_id,
            title=title if isinstance(title, str) else None,
        )
    except UnreadableError as error:
        return source.reject(str(error), line=line, id=article_id)
    if source.id_column and not given:
        message = f"expected an id in column '{source.id_column}', found none; named by its line"
        return replace(article, diagnostics=(*article.diagnostics, Diagnostic("no-id", message)))
    return article


def _text(record: Record, column: str | None) -> str:
    """The text of a record. Raises UnreadableError when it is missing or no string."""
    if column is None or column not in record:
        raise no_column(column, list(record))
    value = record[column]
    if not isinstance(value, str):
        found = "nothing" if value is None else type(value).__name__
        raise UnreadableError(
            expected=f"a string in column '{column}'", found=found, fix="Fill or remove it."
        )
    return value


def no_column(column: str | None, names: Sequence[str]) -> UnreadableError:
    """The error for records without their text or id column (``None``: none could be guessed)."""
    return UnreadableError(
        expected=f"a column '{column}'" if column else "a text column",
        found=f"columns {', '.join(names)}" if names else "no columns",
        fix=nearest(column, names) if column else "Name it with text_column=NAME.",
    )


def _id(value: object) -> str | None:
    """An id as one string: strings, whole numbers (``7.0`` is what pandas makes of ``7``)."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return " ".join(str(value).split()) or None


def _usual(usual: Sequence[str], names: Sequence[str]) -> str | None:
    """The column with the best of the usual names."""
    plain = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in reversed(names)}
    return next((plain[name] for name in usual if name in plain), None)


def _guess_text(
    names: Sequence[str], sample: Sequence[Record], others: set[str | None]
) -> str | None:
    """The likely text column of a sample, ``None`` when no column holds prose."""
    words = {
        name: [len(value.split()) for r in sample if isinstance(value := r.get(name), str)]
        for name in names
        if name not in others
    }
    means = {name: sum(found) / len(found) for name, found in words.items() if any(found)}
    longest = max(means, key=means.__getitem__, default=None)
    prose = longest if longest is not None and means[longest] >= MIN_WORDS else None
    return _usual(TEXT_NAMES, list(means)) or prose
