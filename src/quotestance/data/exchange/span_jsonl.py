"""Span JSONL (``quotestance.data.spans``), with a table of the articles beside it.

``spans.jsonl`` holds one quote span a line, ``articles.jsonl`` one article a line: id, title,
style, domain, event and text. Offsets count code points of the text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from quotestance.data.exchange.draft import Draft, DraftQuote, Place, offsets, read_meta
from quotestance.data.exchange.files import (
    ARTICLES,
    SPANS,
    input_files,
    pair_of_files,
    read_text,
    write_articles,
)
from quotestance.data.exchange.json_input import json_records
from quotestance.data.problems import Problem
from quotestance.data.source import text_sha256
from quotestance.data.spans import read_spans, span_id, write_spans
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle, Quote

SUFFIX = ".jsonl"


def export_jsonl(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """``spans.jsonl`` and ``articles.jsonl``."""
    spans = write_spans(out / f"{SPANS}{SUFFIX}", articles)
    return [spans, write_articles(out, articles, texts=True)]


def read_jsonl(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The articles of a folder with both files, of a span file alone, or of several.

    A line names its article by ``article``; without it, lines with the same text share one,
    named by the start of the text's SHA-256.
    """
    if (source / f"{ARTICLES}{SUFFIX}").is_file():
        table, spans = pair_of_files(source, SUFFIX)
        files = [spans]
        reader = _Reader(labels)
        yield from reader.read_table(table)
    else:
        files = input_files(source, [SUFFIX])
        reader = _Reader(labels)
    for file in files:
        yield from reader.read_file(file)
    yield from reader.drafts.values()


class _Reader:
    """Gathers the spans of each article; what belongs to no article is yielded at once."""

    def __init__(self, labels: LabelSet) -> None:
        self.labels = labels
        self.drafts: dict[str, Draft] = {}

    def read_table(self, path: Path) -> Iterator[Problem]:
        """The articles of ``articles.jsonl``, also those without quotes."""
        content = read_text(path)
        for entry in (
            [content] if isinstance(content, Problem) else json_records(content, str(path))
        ):
            if isinstance(entry, Problem):
                yield entry
                continue
            at, record = entry
            name = record.get("id")
            if not isinstance(name, str) or not name or name in self.drafts:
                yield at.problem("an id of its own", repr(name), "Give every article its own id.")
                continue
            meta, problems = read_meta(record, at)
            self.drafts[name] = Draft(at, name, record.get("text"), meta, problems=problems)

    def read_file(self, path: Path) -> Iterator[Problem]:
        """All spans of one file; its problems go to the articles of their lines."""
        pairs, problems = read_spans(path, self.labels)
        content = read_text(path)
        if isinstance(content, Problem):
            yield content
            return
        by_line: dict[int, Draft] = {}
        line_of: dict[str, int] = {}
        for entry in json_records(content, str(path)):
            if isinstance(entry, Problem):
                continue  # read_spans reports it
            at, record = entry
            draft = self._draft(at, record.get("article"), record.get("text"))
            if draft is not None and at.line is not None:
                by_line[at.line] = draft
                line_of.setdefault(str(span_id(record, at.line)), at.line)
        for _, quote in pairs:
            line = line_of[quote.span_id]
            self._add(by_line[line], Place(str(path), line), quote)
        for problem in problems:
            if problem.line in by_line:
                by_line[problem.line].problems.append(problem)
            else:
                yield problem

    def _draft(self, at: Place, name: object, text: object) -> Draft | None:
        """The article of a line, made if it is new; None when the line has no text."""
        if not isinstance(text, str) or not text:
            return self.drafts.get(str(name))
        key = name if isinstance(name, str) and name else text_sha256(text)[:12]
        draft = self.drafts.setdefault(key, Draft(at, key, text))
        if draft.text != text:
            fix = "Give the article its own id, or all its lines the same text."
            found = f"another text than that of {draft.at.path}:{draft.at.line}"
            draft.problems.append(at.problem(f"one text for '{key}'", found, fix))
        return draft

    def _add(self, draft: Draft, at: Place, quote: Quote) -> None:
        """Put a span that was read without a problem on its article."""
        draft.quotes.append(
            DraftQuote(
                at,
                quote.span.start,
                quote.span.end,
                kind=quote.kind,
                stance=quote.stance,
                actor=quote.actor,
                quote=None if quote.quote_id == quote.span_id else quote.quote_id,
                cue=offsets(quote.cue),
                mention=offsets(quote.mention),
                group=quote.group,
            )
        )
