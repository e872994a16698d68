"""What every importer reads into: an article and its quotes, unchecked, each with its place.

All offsets count code points of the article's text, end exclusive. ``checks`` turns a draft
into a labelled article or says what is wrong with it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotestance.data.problems import Problem, Severity
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle, Span

#: What an article carries beside its text and its quotes, all texts of one line.
META = ("title", "style", "domain", "event")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in an input; line (a row in Parquet) and column count from 1.

    ``part`` tells things on one line apart: ``span 2``, ``result 7``.
    """

    path: str
    line: int | None = None
    column: int | None = None
    part: str = ""

    def problem(self, expected: str, found: str, fix: str, severity: Severity = "error") -> Problem:
        """A problem at this place."""
        found = f"{found} ({self.part})" if self.part else found
        return Problem(self.path, self.line, self.column, expected, found, fix, severity)


@dataclass(slots=True)
class DraftQuote:
    """One quote span as a file gives it; nothing is checked yet.

    ``cue`` and ``mention`` are None, words (the nearest occurrence counts) or ``[start,
    end]``. ``words`` holds the text that the file itself gives for ``span``, ``cue`` and
    ``mention``, ``places`` where a value stands if not at ``at``. Spans with the same
    ``quote`` belong to one quote. A missing ``kind`` is read off the quote marks.
    """

    at: Place
    start: object
    end: object
    kind: object = None
    stance: object = None
    actor: object = None
    quote: object = None
    cue: object = None
    mention: object = None
    group: object = None
    words: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Where the value of ``key`` stands."""
        return self.places.get(key, self.at)


@dataclass(slots=True)
class Draft:
    """An article as a file gives it, with the problems that its reader met.

    An error among ``problems`` keeps the article from being written.
    """

    at: Place
    id: str
    text: object
    meta: dict[str, str] = field(default_factory=dict)
    quotes: list[DraftQuote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


#: Problems that stand beside the drafts belong to no article.
Importer = Callable[[Path, LabelSet], Iterator[Draft | Problem]]


def offsets(span: Span | None) -> list[int] | None:
    """``[start, end]`` of a span, None without one."""
    return [span.start, span.end] if span else None


def meta_of(labelled: LabelledArticle) -> dict[str, str]:
    """Title, style, domain and event of an article as far as it has them."""
    groups = (quote.group for quote in labelled.quotes if quote.group)
    known = {**labelled.meta}
    known.setdefault("title", labelled.article.title or "")
    known.setdefault("event", next(groups, ""))
    return {key: known[key] for key in META if known.get(key)}


def read_meta(record: Mapping[str, Any], at: Place) -> tuple[dict[str, str], list[Problem]]:
    """Title, style, domain and event of a record; what is there must be text."""
    problems: list[Problem] = []
    meta: dict[str, str] = {}
    for key in META:
        value = record.get(key)
        if isinstance(value, str):
            if value.strip():
                meta[key] = " ".join(value.split())
        elif value is not None:
            problems.append(at.problem(f"a text as '{key}'", repr(value), "Correct or remove it."))
    return meta, problems


def misspelt(
    given: Collection[str], known: Collection[str], what: str, at: Place
) -> Iterator[Problem]:
    """A warning for each key or column that looks like a known one; others are left alone."""
    for name in given:
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        if name not in known and close and close[0] not in given:
            yield at.problem(f"the {what} '{close[0]}'", f"'{name}'", "Rename it.", "warning")
