"""Two tables, articles and spans, as CSV and Parquet hold them: files and rows both ways.

``start`` and ``end`` count code points of the article's text, end exclusive; so do those of
``cue`` and ``mention``. Each ``…_text`` column (``text`` for the span) repeats the words there
and is compared when read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotestance.data.exchange.draft import (
    META,
    Draft,
    DraftQuote,
    Place,
    meta_of,
    misspelt,
    read_meta,
)
from quotestance.data.exchange.files import ARTICLES, SPANS, pair_of_files
from quotestance.data.problems import Problem
from quotestance.records import LabelledArticle, Span

ARTICLE_COLUMNS = ("id", *META, "text")
_PLACES = ("cue", "mention")
SPAN_COLUMNS = (
    "article_id",
    "span_id",
    "quote_id",
    "start",
    "end",
    "text",
    "kind",
    *(f"{place}_{part}" for place in _PLACES for part in ("start", "end", "text")),
    "actor",
    "stance",
    "group",
)
_NEEDED_ARTICLE_COLUMNS = ("id", "text")
_NEEDED_SPAN_COLUMNS = ("article_id", "start", "end", "stance")

Row = Mapping[str, Any]


def is_offset(column: str) -> bool:
    """Whether a column holds whole numbers; all others hold text."""
    return column.endswith(("start", "end"))


@dataclass(slots=True)
class Table:
    """A table as it was read: rows with their places, and what could not be read of it.

    A problem with a broken row goes to the article that ``owner`` names, if it names one.
    """

    at: Place
    needed: Sequence[str]
    columns: Sequence[str] = ()
    rows: list[tuple[Place, Row]] = field(default_factory=list)
    problems: list[tuple[Problem, str | None]] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Columns without which nothing of the table can be used."""
        return [name for name in self.needed if name not in self.columns]


def write_tables(
    articles: Sequence[LabelledArticle],
    out: Path,
    suffix: str,
    write: Callable[[Path, Sequence[str], Iterable[dict[str, Any]]], Path],
) -> list[Path]:
    """Both tables as files of ``out``; ``write`` makes one of its path, columns and rows."""
    return [
        write(out / f"{ARTICLES}{suffix}", ARTICLE_COLUMNS, article_rows(articles)),
        write(out / f"{SPANS}{suffix}", SPAN_COLUMNS, span_rows(articles)),
    ]


def article_rows(articles: Iterable[LabelledArticle]) -> list[dict[str, Any]]:
    """One row an article, None where it has no value."""
    return [
        {
            **dict.fromkeys(ARTICLE_COLUMNS),
            **meta_of(labelled),
            "id": labelled.article.id,
            "text": labelled.article.text,
        }
        for labelled in articles
    ]


def span_rows(articles: Iterable[LabelledArticle]) -> Iterator[dict[str, Any]]:
    """One row a quote span, None where it has no value."""
    for labelled in articles:
        text = labelled.article.text
        for quote in labelled.quotes:
            row: dict[str, Any] = {
                "article_id": labelled.article.id,
                "span_id": quote.span_id,
                "quote_id": quote.quote_id,
                "start": quote.span.start,
                "end": quote.span.end,
                "text": quote.span.of(text),
                "kind": quote.kind,
                **_columns("cue", quote.cue, text),
                **_columns("mention", quote.mention, text),
                "actor": quote.actor,
                "stance": quote.stance,
                "group": quote.group,
            }
            yield row


def _columns(name: str, span: Span | None, text: str) -> dict[str, Any]:
    """The three columns of a cue or mention."""
    values = (span.start, span.end, span.of(text)) if span else (None, None, None)
    return {f"{name}_{part}": v for part, v in zip(("start", "end", "text"), values, strict=True)}


def read_tables(
    source: Path, suffix: str, read: Callable[[Path, Sequence[str]], Table]
) -> Iterator[Draft | Problem]:
    """The articles of a folder with both tables, or of one table with the other beside it.

    ``read`` reads one table of its path and the columns that it needs. What belongs to no
    article is yielded as a problem. Raises DataError when a table is missing.
    """
    articles, spans = pair_of_files(source, suffix)
    yield from _join(read(articles, _NEEDED_ARTICLE_COLUMNS), read(spans, _NEEDED_SPAN_COLUMNS))


def _join(articles: Table, spans: Table) -> Iterator[Draft | Problem]:
    """The articles of two tables with their quotes; what belongs to none is a problem."""
    for table, known in ((articles, ARTICLE_COLUMNS), (spans, SPAN_COLUMNS)):
        yield from _check_columns(table, known)
    if articles.missing or spans.missing:
        yield from (problem for problem, _ in [*articles.problems, *spans.problems])
        return  # the articles would come out without their quotes
    drafts: dict[str, Draft] = {}
    for at, row in articles.rows:
        name = _id(row.get("id"))
        if name is None or name in drafts:
            yield at.problem("an id of its own", repr(name), "Give every article its own id.")
            continue
        meta, problems = read_meta(row, at)
        drafts[name] = Draft(at, name, row.get("text"), meta, problems=problems)
    for at, row in spans.rows:
        draft = drafts.get(_id(row.get("article_id")) or "")
        if draft is None:
            fix = f"Add the article to {articles.at.path}, or correct the id."
            yield at.problem("the id of an article", repr(row.get("article_id")), fix)
        else:
            draft.quotes.append(_read_row(at, row))
    for problem, owner in [*articles.problems, *spans.problems]:
        if owner in drafts:
            drafts[owner].problems.append(problem)
        else:
            yield problem
    yield from drafts.values()


def _check_columns(table: Table, known: Sequence[str]) -> Iterator[Problem]:
    """Columns that are missing, and those that look misspelt; others are the user's own."""
    if table.missing and not table.problems:
        expected = f"the columns {', '.join(table.needed)}"
        found = ", ".join(table.columns) or "none"
        yield table.at.problem(expected, found, f"Add or rename {', '.join(table.missing)}.")
    yield from misspelt(table.columns, known, "column", table.at)


def _id(value: object) -> str | None:
    """An article's id; numbers are ids, too."""
    value = value if isinstance(value, str) else whole(value)
    return str(value) if isinstance(value, str | int) and value != "" else None


def _read_row(at: Place, row: Row) -> DraftQuote:
    """One quote span; a cue without offsets is looked for by its words."""
    quote = DraftQuote(at, whole(row.get("start")), whole(row.get("end")))
    quote.kind, quote.stance, quote.actor = row.get("kind"), row.get("stance"), row.get("actor")
    quote.quote, quote.group = row.get("quote_id"), row.get("group")
    if isinstance(row.get("text"), str):
        quote.words["span"] = row["text"]
    for name in _PLACES:
        ends = [whole(row.get(f"{name}_{part}")) for part in ("start", "end")]
        words = row.get(f"{name}_text")
        if ends != [None, None]:
            setattr(quote, name, ends)
            if isinstance(words, str):
                quote.words[name] = words
        else:
            setattr(quote, name, words)
    return quote


def whole(value: object) -> object:
    """A whole number that was written as text or as ``7.0``; anything else as it is."""
    if isinstance(value, str):
        number = value.strip().removesuffix(".0")
        return int(number) if number.isascii() and number.isdigit() else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
