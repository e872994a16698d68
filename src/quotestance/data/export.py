"""Labelled articles in the formats of others: one table, one function a format."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote as percent_encoded

from quotestance.data.files import write_atomic
from quotestance.data.spans import write_spans
from quotestance.errors import ConfigError, nearest
from quotestance.records import Article, LabelledArticle, Quote, Span

Exporter = Callable[[Sequence[LabelledArticle], Path], list[Path]]

SPANS_FILE = "spans.jsonl"


def export_articles(articles: Sequence[LabelledArticle], format_name: str, out: Path) -> list[Path]:
    """Write articles into the folder ``out`` (made if missing); returns the files written.

    Raises ConfigError for a format that is not in EXPORTERS.
    """
    if format_name not in EXPORTERS:
        raise ConfigError(
            "--format",
            expected=f"one of {', '.join(EXPORTERS)}",
            found=f"'{format_name}'",
            fix=nearest(format_name, EXPORTERS),
        )
    return EXPORTERS[format_name](articles, out)


def export_jsonl(articles: Sequence[LabelledArticle], out: Path) -> list[Path]:
    """One file ``spans.jsonl``, one quote span a line (see ``quotestance.data.spans``)."""
    return [write_spans(out / SPANS_FILE, articles)]


def export_text(articles: Sequence[LabelledArticle], out: Path) -> list[Path]:
    """One ``.txt`` an article, character for character as the labels count it."""
    return [_write(labelled.article, out, ".txt", labelled.article.text) for labelled in articles]


def export_brat(articles: Sequence[LabelledArticle], out: Path) -> list[Path]:
    """One pair ``.txt`` and ``.ann`` an article (brat standoff, brat.nlplab.org/standoff.html).

    T lines are Quote, Mention and Cue, R lines SaidBy and CuedBy lead from a quote to its
    mention and cue, A lines hold Kind and Stance, notes (#) the actor, ``*`` lines SameQuote
    join the spans of one quote.
    """
    paths: list[Path] = []
    for labelled in articles:
        paths += export_text([labelled], out)
        lines = "".join(f"{line}\n" for line in brat_lines(labelled))
        paths.append(_write(labelled.article, out, ".ann", lines))
    return paths


def brat_lines(labelled: LabelledArticle) -> list[str]:
    """The annotation lines of one article, ids counted from 1 for each letter."""
    text = labelled.article.text
    terms: list[str] = []
    others: list[str] = []
    relations = 0
    linked: dict[tuple[str, Span], str] = {}
    same: dict[str, list[str]] = {}

    def term(name: str, span: Span) -> str:
        terms.append(f"T{len(terms) + 1}\t{name} {_brat_place(text, span)}")
        return f"T{len(terms)}"

    for number, quote in enumerate(labelled.quotes, 1):
        own = term("Quote", quote.span)
        same.setdefault(quote.quote_id, []).append(own)
        others += _brat_facts(quote, own, number)
        for name, relation, span in (
            ("Mention", "SaidBy", quote.mention),
            ("Cue", "CuedBy", quote.cue),
        ):
            if span is None:
                continue
            if (name, span) not in linked:
                linked[name, span] = term(name, span)
            relations += 1
            target = linked[name, span]
            others.append(f"R{relations}\t{relation} Arg1:{own} Arg2:{target}")
    joined = [f"*\tSameQuote {' '.join(spans)}" for spans in same.values() if len(spans) > 1]
    return terms + others + joined


def _brat_facts(quote: Quote, own: str, number: int) -> list[str]:
    """Kind, stance and actor of one quote span as brat lines."""
    facts = [f"A{2 * number - 1}\tKind {own} {quote.kind}"]
    if quote.stance is not None:
        facts.append(f"A{2 * number}\tStance {own} {quote.stance}")
    if quote.actor is not None:
        facts.append(f"#{number}\tAnnotatorNotes {own}\t{' '.join(quote.actor.split())}")
    return facts


def _brat_place(text: str, span: Span) -> str:
    """Offsets and text of a T line; brat wants a span over a line break in pieces."""
    pieces = list(re.finditer(r"[^\r\n]+", span.of(text)))
    offsets = ";".join(f"{span.start + p.start()} {span.start + p.end()}" for p in pieces)
    words = " ".join(piece[0] for piece in pieces)
    return f"{offsets}\t{words.replace(chr(9), ' ')}"


def _write(article: Article, out: Path, suffix: str, content: str) -> Path:
    """Write one file of an article, named after its id; signs such as / become %2F."""
    path = out / f"{percent_encoded(article.id, safe=' ')}{suffix}"
    with write_atomic(path) as stream:
        stream.write(content)
    return path


EXPORTERS: dict[str, Exporter] = {
    "jsonl": export_jsonl,
    "brat": export_brat,
    "text": export_text,
}
