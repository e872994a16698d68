"""Files of the exchange formats: their names, reading and writing, the table of articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

from quotestance.data.exchange.draft import Place, meta_of, read_meta
from quotestance.data.exchange.json_input import json_records
from quotestance.data.files import write_atomic, write_jsonl
from quotestance.data.problems import Problem
from quotestance.errors import DataError
from quotestance.records import LabelledArticle

ARTICLES = "articles"
SPANS = "spans"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f%/\\:*?\"<>|]|^\.")


def file_stem(article_id: str) -> str:
    """A file name for an id: signs that a file name cannot hold become ``%2F`` and the like."""
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", article_id)


def article_id(stem: str) -> str:
    """The id that ``file_stem`` made the name of."""
    return unquote(stem)


def write_text(path: Path, content: str) -> Path:
    r"""Write a text whole or not at all, its line ends (``\r\n`` too) as they are."""
    with write_atomic(path) as stream:
        stream.write(content)
    return path


def input_files(source: Path, endings: Sequence[str]) -> list[Path]:
    """The file ``source``, or the files of the folder ``source`` with one of the endings.

    Raises DataError when there is nothing to read.
    """
    if source.is_file():
        return [source]
    files = sorted(f for f in source.glob("*") if f.name.endswith(tuple(endings)) and f.is_file())
    if not files:
        raise DataError(
            str(source),
            expected=f"a file, or a folder with files {', '.join(f'*{e}' for e in endings)}",
            found="no such file" if source.is_dir() else "no such file or folder",
            fix="Check the path and --format.",
        )
    return files


def pair_of_files(source: Path, suffix: str) -> tuple[Path, Path]:
    """``articles`` and ``spans`` with a suffix, in a folder or beside one of the two."""
    folder = source if source.is_dir() else source.parent
    articles, spans = (folder / f"{name}{suffix}" for name in (ARTICLES, SPANS))
    if source not in (folder, articles, spans) or not articles.is_file() or not spans.is_file():
        raise DataError(
            str(source),
            expected=f"a folder with {articles.name} and {spans.name}",
            found="another file" if source.is_file() else "no such files",
            fix="Name the folder that holds both.",
        )
    return articles, spans


def read_text(path: Path, encoding: str = "utf-8-sig") -> str | Problem:
    r"""A text in UTF-8, its line ends as they are.

    A byte order mark at its start is part of it only when ``encoding`` is ``utf-8``.
    """
    at = Place(str(path))
    try:
        return path.read_bytes().decode(encoding)
    except OSError as error:
        found = error.strerror or "an unreadable file"
        return at.problem("a readable file", found, "Check the path.")
    except UnicodeDecodeError as error:
        found = f"byte {error.start} of another encoding"
        return at.problem("a file in UTF-8", found, "Save the file as UTF-8.")


def write_articles(out: Path, articles: Iterable[LabelledArticle], *, texts: bool) -> Path:
    """``articles.jsonl``: id, title, style, domain and event of each article, text if wanted."""
    path = out / f"{ARTICLES}.jsonl"
    records = (
        {
            "id": labelled.article.id,
            **meta_of(labelled),
            **({"text": labelled.article.text} if texts else {}),
        }
        for labelled in articles
    )
    write_jsonl(path, records)
    return path


def read_article_meta(folder: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Id → title, style, domain and event from ``articles.jsonl``; empty without the file."""
    path = folder / f"{ARTICLES}.jsonl"
    known: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    if not path.is_file():
        return known, problems
    content = read_text(path)
    if isinstance(content, Problem):
        return known, [content]
    for entry in json_records(content, str(path)):
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        at, record = entry
        meta, found = read_meta(record, at)
        problems += found
        known[str(record.get("id"))] = meta
    return known, problems
