"""Span JSONL: one quote span a line with its text, for training on labels of one's own.

A line is ``{"text"}`` and, as far as known, ``"id"`` (else ``line-N``), ``"start"`` and ``"end"``
(else the whole text is the span), ``"cue"`` and ``"mention"`` (``[start, end]`` or words: the
nearest occurrence counts), ``"actor"``, ``"stance"``, ``"group"`` (what must not be split between
train and test), ``"kind"`` (read off the quote marks when absent) and ``"quote"`` (the id that
spans of one quote share). ``"article"``, the article's id, is written, and read by ``quotestance
data import`` alone. Offsets are code points of ``text``, end exclusive. Other keys are left alone.
A table with these columns is read, too.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quotestance.data.files import write_jsonl
from quotestance.data.marks import kind_of, quoted_regions
from quotestance.data.occurrence import read_offsets, read_place
from quotestance.data.problems import Problem, errors_of, raise_first
from quotestance.data.source import text_sha256
from quotestance.data.span_rows import span_rows
from quotestance.errors import DataError, nearest
from quotestance.labels import STANCES, LabelSet
from quotestance.records import KINDS, Article, LabelledArticle, Quote, Span

SpanPair = tuple[Article, Quote]

_KEYS = (
    "id",
    "text",
    "start",
    "end",
    "cue",
    "mention",
    "actor",
    "stance",
    "group",
    "kind",
    "quote",
    "article",
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_OPTIONAL_TEXTS = ("actor", "stance", "group", "kind", "quote")


def load_spans(
    path: Path, labels: LabelSet = STANCES, *, require_stance: bool = True
) -> list[SpanPair]:
    """All spans of a file; raises DataError for the first error, naming how many follow."""
    pairs, problems = read_spans(path, labels, require_stance=require_stance)
    raise_first(problems)
    return pairs


def read_spans(
    path: Path, labels: LabelSet = STANCES, *, require_stance: bool = True
) -> tuple[list[SpanPair], list[Problem]]:
    """The good lines of a span file (``.gz`` allowed) and what is wrong with the others.

    Lines with the same text share one Article, whose id is the start of the text's SHA-256.
    Raises DataError when the file cannot be read.
    """
    reader = _SpanReader(str(path), labels, require_stance)
    for number, row in span_rows(path):
        if isinstance(row, Problem):
            reader.problems.append(row)
        else:
            reader.read(number, row)
    return reader.pairs, reader.problems


def write_spans(path: Path, articles: Iterable[LabelledArticle]) -> Path:
    """Write one line a quote span, each with the text of the whole article.

    Raises DataError for a name in ``.gz``, since nothing is packed here.
    """
    if path.suffix == ".gz":
        fix = "Write it plain and pack it with gzip afterwards."
        raise DataError(str(path), expected="a name in .jsonl", found="'.gz'", fix=fix)
    write_jsonl(path, (line for labelled in articles for line in span_lines(labelled)))
    return path


def span_lines(labelled: LabelledArticle) -> Iterator[dict[str, Any]]:
    """The span records of one article; keys without a value are left out."""

    def offsets(span: Span | None) -> list[int] | None:
        return [span.start, span.end] if span else None

    for quote in labelled.quotes:
        line = {
            "id": quote.span_id,
            "text": labelled.article.text,
            "start": quote.span.start,
            "end": quote.span.end,
            "cue": offsets(quote.cue),
            "mention": offsets(quote.mention),
            "actor": quote.actor,
            "stance": quote.stance,
            "group": quote.group,
            "kind": quote.kind,
            "quote": quote.quote_id,
            "article": labelled.article.id,
        }
        yield {key: value for key, value in line.items() if value is not None}


def span_id(fields: Mapping[str, Any], number: int) -> Any:
    """The id of a line: its own, or that of its number where it has none."""
    name = fields.get("id")
    return f"line-{number}" if name is None else name


def _span(fields: Mapping[str, Any], text: str) -> Span | str:
    """The span of a line, the whole text where it gives no offsets; a str is what is wrong."""
    start, end = fields.get("start"), fields.get("end")
    if start is None and end is None:
        return Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    return read_offsets(start, end, text)


class _SpanReader:
    """Reads line after line into pairs and problems, sharing articles of the same text."""

    def __init__(self, path: str, labels: LabelSet, require_stance: bool) -> None:
        self.path = path
        self.labels = labels
        self.require_stance = require_stance
        self.pairs: list[SpanPair] = []
        self.problems: list[Problem] = []
        self._first_line: dict[str, int] = {}
        self._articles: dict[str, tuple[Article, list[Span]]] = {}

    def read(self, number: int, fields: Mapping[str, Any]) -> None:
        """Add what one line holds: a pair, or problems."""
        before = len(self.problems)
        fields = {**fields, "id": span_id(fields, number)}
        self._check_fields(number, fields)
        if errors_of(self.problems[before:]):
            return
        article, regions = self._article(fields["text"])
        span = _span(fields, article.text)
        if isinstance(span, str):
            expected = "whole numbers 0 <= start < end inside the text"
            fix = "Offsets count characters (code points) of 'text', end exclusive."
            self._report(number, expected, span, fix)
            return
        cue = self._place(number, "cue", fields, article.text, span)
        mention = self._place(number, "mention", fields, article.text, span)
        if not errors_of(self.problems[before:]):
            kind = fields.get("kind") or kind_of(article.text, span, regions)
            self._add(fields, article, span, cue, mention, kind)

    def _add(
        self,
        fields: Mapping[str, Any],
        article: Article,
        span: Span,
        cue: Span | None,
        mention: Span | None,
        kind: Any,
    ) -> None:
        """Keep a checked line as a pair."""
        name = str(fields["id"])
        quote = Quote(
            article_id=article.id,
            quote_id=fields.get("quote") or name,
            span_id=name,
            span=span,
            kind=kind,
            cue=cue,
            mention=mention,
            actor=fields.get("actor"),
            stance=fields.get("stance"),
            group=fields.get("group"),
        )
        self.pairs.append((article, quote))

    def _check_fields(self, number: int, fields: Mapping[str, Any]) -> None:
        """Ids, types and known names of one line."""
        name = fields["id"]
        if type(name) not in (str, int) or name == "":
            fix = "Give every span an id of its own."
            self._report(number, "an id (text or whole number)", repr(name), fix)
        elif (first := self._first_line.setdefault(str(name), number)) != number:
            fix = "Give every span an id of its own."
            self._report(number, "a new id", f"'{name}' of line {first}", fix)
        text = fields.get("text")
        if not isinstance(text, str) or not text.strip():
            fix = "Put the article or the paragraph around the span there."
            self._report(number, "a 'text'", repr(text), fix)
        elif _SURROGATE.search(text):
            fix = "Write characters beyond U+FFFF as pairs of escapes."
            self._report(number, "characters in 'text'", "half of a surrogate pair", fix)
        for key in _OPTIONAL_TEXTS:
            value = fields.get(key)
            if value is not None and not (isinstance(value, str) and value.strip()):
                self._report(number, f"a text as '{key}'", repr(value), "Correct or remove it.")
        for key, known in (("stance", self.labels.names), ("kind", KINDS)):
            value = fields.get(key)
            if isinstance(value, str) and value.strip() and value not in known:
                self._report(number, f"a known {key}", f"'{value}'", nearest(value, known))
        if self.require_stance and fields.get("stance") is None:
            fix = f"Label it with one of {', '.join(self.labels.names)}."
            self._report(number, "a 'stance'", "none", fix)
        self._check_keys(number, fields)

    def _check_keys(self, number: int, fields: Mapping[str, Any]) -> None:
        """Warn of a key that looks like a misspelt one; other unknown keys are the user's own."""
        for key in fields.keys() - set(_KEYS):
            if close := difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.75):
                expected, found = f"the key '{close[0]}'", f"'{key}'"
                problem = Problem(self.path, number, None, expected, found, "Rename it.", "warning")
                self.problems.append(problem)

    def _article(self, text: str) -> tuple[Article, list[Span]]:
        """The article of a text with its quoted regions, made once a text."""
        if text not in self._articles:
            digest = text_sha256(text)
            article = Article(digest[:12], text, digest, self.path)
            self._articles[text] = (article, quoted_regions(text))
        return self._articles[text]

    def _place(
        self, number: int, key: str, fields: Mapping[str, Any], text: str, span: Span
    ) -> Span | None:
        """The cue or mention of a line, None when it has none or a wrong one."""
        place = read_place(fields.get(key), text, span)
        if isinstance(place, str):
            expected = f"words of the text or [start, end] as '{key}'"
            self._report(number, expected, place, "Correct or remove it.")
            return None
        return place

    def _report(self, number: int, expected: str, found: str, fix: str) -> None:
        """Note an error of a line."""
        self.problems.append(Problem(self.path, number, None, expected, found, fix))
