"""The token lines of one article in IOB: from tags back to quotes.

Tags say where spans are and what stance they have; the comment with the same start and end
says the rest. Offsets count code points of the article's text, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from quotestance.data.exchange.checks import COUNTING
from quotestance.data.exchange.draft import Draft, DraftQuote, Place
from quotestance.data.exchange.tagged import LINKS, QUOTE, Tagged, check_links
from quotestance.errors import nearest
from quotestance.labels import LabelSet
from quotestance.records import Span

LAYERS = (QUOTE, *LINKS)
_TAG = re.compile(r"O|(?P<sign>[BI])-(?P<label>\S+)")


@dataclass(slots=True)
class Run:
    """Tokens that follow each other under one label."""

    label: str
    span: Span
    at: Place


@dataclass(slots=True)
class Block:
    """What the lines of one article hold.

    ``comments`` are the ``# quote`` records by start and end, ``runs`` the labelled stretches
    of each column, ``open`` the run of each column that an ``I-`` tag would go on with.
    """

    draft: Draft
    labels: LabelSet
    comments: dict[tuple[str, str], tuple[dict[str, Any], Place]] = field(default_factory=dict)
    runs: dict[str, list[Run]] = field(default_factory=lambda: {name: [] for name in LAYERS})
    open: dict[str, Run] = field(default_factory=dict)

    def read_token(self, line: str, at: Place) -> None:
        """A line of six columns; a wrong one is a problem of the article."""
        columns = line.split("\t")
        text = self.draft.text
        if not isinstance(text, str):
            return  # said before, and there is nothing to compare with
        if len(columns) != 3 + len(LAYERS) or not (columns[0] + columns[1]).isascii():
            self._report(at, "start, end, token, quote, cue and mention, divided by tabs", line)
            return
        if not (columns[0].isdigit() and columns[1].isdigit()):
            self._report(at, "start and end as whole numbers", f"{columns[0]} and {columns[1]}")
            return
        start, end, token = int(columns[0]), int(columns[1]), columns[2]
        if not start < end or text[start:end] != token:
            found = f"'{text[start:end][:40]}'"
            self.draft.problems.append(at.problem(f"'{token}' at {start}..{end}", found, COUNTING))
            return
        column = len(columns[0]) + len(columns[1]) + len(token) + 4
        for name, tag in zip(LAYERS, columns[3:], strict=True):
            self._read_tag(name, tag, Span(start, end), Place(at.path, at.line, column))
            column += len(tag) + 1

    def _report(self, at: Place, expected: str, found: str) -> None:
        fix = "Write for example 0<tab>4<tab>They<tab>O<tab>O<tab>B-mention."
        self.draft.problems.append(at.problem(expected, f"'{found[:40]}'", fix))

    def _read_tag(self, name: str, tag: str, span: Span, at: Place) -> None:
        """Begin a run with ``B-``, go on with ``I-``, end it with ``O``."""
        match = _TAG.fullmatch(tag)
        known = (QUOTE, *self.labels.names) if name == QUOTE else (name,)
        if match is None or (match["label"] is not None and match["label"] not in known):
            label = tag[2:] if tag[:2] in ("B-", "I-") else tag
            expected = f"O, B- or I- with a known label in the column '{name}'"
            self.draft.problems.append(at.problem(expected, f"'{tag}'", nearest(label, known)))
            return
        run = self.open.get(name)
        if match["sign"] is None:
            self.open.pop(name, None)
        elif match["sign"] == "I" and run is not None and run.label == match["label"]:
            run.span = Span(run.span.start, span.end)
        else:
            if match["sign"] == "I":
                fix = f"Begin the span with B-{match['label']}."
                expected = f"I-{match['label']} after B-{match['label']}"
                found = f"'{tag}' after {f'a {run.label}' if run else 'O'}"
                self.draft.problems.append(at.problem(expected, found, fix))
            self.open[name] = Run(str(match["label"]), span, at)
            self.runs[name].append(self.open[name])

    def finish(self) -> Draft:
        """The draft with its quotes, once all lines are read."""
        if not isinstance(self.draft.text, str):
            return self.draft
        for run in self.runs[QUOTE]:
            record, at = self.comments.pop((str(run.span.start), str(run.span.end)), ({}, run.at))
            quote = DraftQuote(run.at, run.span.start, run.span.end)
            quote.stance = None if run.label == QUOTE else run.label
            for key in ("kind", "actor", "quote", "cue", "mention"):
                setattr(quote, key, record.get(key))
                quote.places[key] = at
            self.draft.quotes.append(quote)
        for (start, end), (_, at) in self.comments.items():
            fix = "Tag its tokens, or correct start and end."
            expected = f"tags of a quote at {start}..{end}"
            self.draft.problems.append(at.problem(expected, "none", fix))
        tagged = [Tagged(name, run.span, run.at) for name in LINKS for run in self.runs[name]]
        self.draft.problems += check_links(self.draft.quotes, tagged)
        return self.draft
