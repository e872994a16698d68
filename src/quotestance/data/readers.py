"""The article input: files, folders, globs and standard input, in every format of READERS.

A new format is one function here (or in a module of its own) and one line in READERS.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from quotestance.data.decode import Decoded, UnreadableError, check_text, decode_file
from quotestance.data.html import html_pieces, html_title
from quotestance.data.parquet import read_parquet
from quotestance.data.paths import GZIP, STDIN, ending_of, printable, resolve_inputs, stem_of
from quotestance.data.source import Reader, Rejected, Source
from quotestance.data.tables import read_csv, read_jsonl
from quotestance.errors import QuotestanceError
from quotestance.records import Article, Diagnostic

__all__ = ["READERS", "Rejected", "read_articles"]

HEADLINE_LENGTH = 150  # characters; a longer first line is a paragraph
NO_HEADLINE_END = tuple(".,;:!?…”\"’'")
HEAD_BYTES = 4096
STDIN_MEMORY = 64 << 20  # bytes of standard input that are kept in memory, more go to disk
DECLARED_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?
    \s*([\w.:-]{1,40})""",
    re.IGNORECASE | re.VERBOSE,
)


def read_text(source: Source) -> Iterator[Article | Rejected]:
    """A plain text file: all of it is one article, every code point as it is in the file."""
    return _whole_file(source, _text_article)


def read_html(source: Source) -> Iterator[Article | Rejected]:
    """A saved web page: the article's text is the HTML source, its offsets count the tags."""
    return _whole_file(source, _html_article)


def read_markup(source: Source) -> Iterator[Article | Rejected]:
    """An article of the corpus: its plain text, without header and labels."""
    return _whole_file(source, _markup_article)


#: Reader by file ending, each also for the ending with ``.gz``.
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".quotes.md": read_markup,
}


def read_articles(
    inputs: Sequence[str],
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    note: Callable[[str], None],
) -> Iterator[Article | Rejected]:
    """Read every article of the inputs: files, folders, globs, or ``-`` for standard input.

    Ids are unique among the articles: a repeated one gets ``~2``, ``~3`` and a diagnostic.
    What cannot be read is a Rejected in its place and stops nothing. ``text_column`` and
    ``id_column`` name the columns of record formats; what is guessed instead, and how many
    files of a folder are passed over, goes to ``note``. Raises InputError before the first
    article for a path that is not there, of unknown ending, or a folder without articles.
    """
    paths = resolve_inputs(inputs, READERS, note)

    def read() -> Iterator[Article | Rejected]:
        ids = _UniqueIds()
        for path in paths:
            for item in _read_path(path, text_column, id_column, note):
                yield ids.unique(item) if isinstance(item, Article) else item

    return read()


class _UniqueIds:
    """Gives every article of a run an id of its own."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def unique(self, article: Article) -> Article:
        """The article, under a new id when its own was used before."""
        wanted, name = article.id, article.id
        while name in self._last:
            self._last[wanted] += 1
            name = f"{wanted}~{self._last[wanted]}"
        self._last[name] = 1
        if name == wanted:
            return article
        message = f"the id '{wanted}' was used before in this run; this article is '{name}'"
        diagnostics = (*article.diagnostics, Diagnostic("duplicate-id", message))
        return replace(article, id=name, diagnostics=diagnostics)


def _read_path(
    path: str, text_column: str | None, id_column: str | None, note: Callable[[str], None]
) -> Iterator[Article | Rejected]:
    """The articles of one file, its damage as a Rejected."""
    shown = printable(path)
    try:
        with _open(path) as (stream, ending):
            stem = "stdin" if path == STDIN else stem_of(path, ending)
            source = Source(shown, stem, stream, text_column, id_column, note)
            yield from READERS[ending](source)
    except UnreadableError as error:
        yield Rejected(shown, None, None, str(error))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        reason = f"expected gzip data, found damage ({error}). Compress the file again."
        yield Rejected(shown, None, None, reason)
    except OSError as error:
        found = error.strerror or str(error)
        reason = f"expected a readable file, found '{found}'. Check it and its permissions."
        yield Rejected(shown, None, None, reason)


@contextmanager
def _open(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """An open stream, unpacked and at its start, with the ending that chooses its reader."""
    if path == STDIN:
        with tempfile.SpooledTemporaryFile(STDIN_MEMORY) as spool:
            shutil.copyfileobj(sys.stdin.buffer, spool)
            spool.seek(0)
            ending = _sniff(spool.read(HEAD_BYTES))
            spool.seek(0)
            yield cast(BinaryIO, spool), ending
        return
    known = ending_of(path, READERS)
    assert known is not None, "resolve_inputs passes known endings only"
    packed = path.lower().endswith(GZIP)
    with gzip.open(path) if packed else Path(path).open("rb") as stream:
        yield cast(BinaryIO, stream), known


def _sniff(head: bytes) -> str:
    """The ending that standard input would have: records, a web page, or plain text."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if text.startswith("{"):
        return ".jsonl"
    return ".html" if text.startswith(("<!doctype html", "<html")) else ".txt"


def _whole_file(
    source: Source, parse: Callable[[Source, bytes], Article]
) -> Iterator[Article | Rejected]:
    """The one article of a file, rejected under its own id."""
    try:
        yield parse(source, source.stream.read())
    except (UnreadableError, QuotestanceError) as error:
        yield source.reject(str(error), id=source.stem)


def _text_article(source: Source, data: bytes) -> Article:
    """A plain text article."""
    decoded = decode_file(data)
    return source.article(decoded, title=_headline(decoded.text))


def _html_article(source: Source, data: bytes) -> Article:
    """An HTML article. Raises UnreadableError when the page shows no text of its own."""
    declared = DECLARED_CHARSET.search(data[:HEAD_BYTES])
    decoded = decode_file(data, declared[1].decode("ascii") if declared else None)
    if not any(not text.isspace() for _, text in html_pieces(decoded.text)):
        raise UnreadableError(
            expected="a page with text",
            found="none outside scripts and menus",
            fix="Save the page as the browser shows it.",
        )
    return source.article(decoded, title=html_title(decoded.text), markup="html")


def _markup_article(source: Source, data: bytes) -> Article:
    """The plain text of a labelled article. Raises DataError for broken markup."""
    from quotestance.data.markup import parse_markup  # only this format needs the corpus

    decoded: Decoded = decode_file(data)
    article = parse_markup(decoded.text.removeprefix("\ufeff"), source.stem, source.path).article
    check_text(article.text)
    # Places are offsets into the marked-up source, not into the article.
    notes = tuple(replace(diagnostic, start=None) for diagnostic in decoded.diagnostics)
    return replace(article, diagnostics=(*notes, *article.diagnostics))


def _headline(text: str) -> str | None:
    """The first line when it looks like a headline: short, no sentence, and text follows."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    first = first.strip()
    if len(first) > HEADLINE_LENGTH or first.endswith(NO_HEADLINE_END) or not rest.strip():
        return None
    return first
