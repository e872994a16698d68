"""CoNLL-style IOB: one token a line, tags for quotes, cues and mentions in columns.

Columns, divided by tabs: start, end, token, quote, cue, mention. Start and end count code
points of the article's text, end exclusive. The quote column holds the stance (``B-warn``,
``I-warn``; ``quote`` without one), the others ``cue`` and ``mention``; an empty line ends a
sentence or paragraph. An article begins with the comment ``# article`` (id, title, style,
domain, event and the exact text) and one ``# quote`` a quote span (start, end, quote, kind,
actor, cue, mention), each with a JSON object.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quotestance.data.exchange.draft import Draft, Place, meta_of, misspelt, offsets, read_meta
from quotestance.data.exchange.files import input_files, read_text, write_text
from quotestance.data.exchange.iob_blocks import LAYERS, Block
from quotestance.data.exchange.json_input import parse_json
from quotestance.data.exchange.tagged import QUOTE
from quotestance.data.exchange.tokens import text_breaks, tokens
from quotestance.data.files import json_line
from quotestance.data.problems import Problem
from quotestance.errors import nearest
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle, Quote, Span

SUFFIX = ".iob"
_QUOTE_KEYS = ("start", "end", "quote", "kind", "actor", "cue", "mention")

Layer = list[tuple[Span, str]]


def export_iob(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """All articles in ``articles.iob``, divided by empty lines."""
    parts = ["".join(f"{line}\n" for line in _lines(labelled)) for labelled in articles]
    return [write_text(out / f"articles{SUFFIX}", "\n".join(parts))]


def _lines(labelled: LabelledArticle) -> Iterator[str]:
    """The comments and tokens of one article."""
    text = labelled.article.text
    about = {"id": labelled.article.id, **meta_of(labelled), "text": text}
    yield f"# article {json_line(about)}"
    for quote in labelled.quotes:
        yield f"# quote {json_line(_comment(quote))}"
    layers = [_outermost(_labels_of(labelled.quotes, name)) for name in LAYERS]
    spans = [span for quote in labelled.quotes for _, span in _places(quote)]
    found = tokens(text, {edge for span in spans for edge in (span.start, span.end)})
    breaks = text_breaks(text, spans)
    columns = [_tags(found, layer) for layer in layers]
    for before, token, *tags in zip([None, *found], found, *columns, strict=False):
        if before and bisect_right(breaks, token.start) > bisect_left(breaks, before.end):
            yield ""
        yield "\t".join([str(token.start), str(token.end), token.of(text), *tags])


def _comment(quote: Quote) -> dict[str, Any]:
    """What the tags of a quote span cannot say; start and end tell whose it is."""
    fields = {
        "start": quote.span.start,
        "end": quote.span.end,
        "quote": quote.quote_id,
        "kind": quote.kind,
        "actor": quote.actor,
        "cue": offsets(quote.cue),
        "mention": offsets(quote.mention),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _places(quote: Quote) -> Iterator[tuple[str, Span]]:
    """The stretches of a quote by layer."""
    for name, span in zip(LAYERS, (quote.span, quote.cue, quote.mention), strict=True):
        if span is not None:
            yield name, span


def _labels_of(quotes: Iterable[Quote], layer: str) -> Iterator[tuple[Span, str]]:
    """The spans of one layer with the label that their tags show."""
    for quote in quotes:
        for name, span in _places(quote):
            if name == layer:
                yield span, (quote.stance or QUOTE) if name == QUOTE else name


def _outermost(labels: Iterable[tuple[Span, str]]) -> Layer:
    """Spans sorted by start, without those that lie in another: tags cannot show them."""
    layer: Layer = []
    for span, label in sorted(set(labels), key=lambda pair: (pair[0].start, -pair[0].end)):
        if not layer or span.start >= layer[-1][0].end:
            layer.append((span, label))
    return layer


def _tags(found: Sequence[Span], layer: Layer) -> list[str]:
    """One tag a token."""
    tags = ["O"] * len(found)
    for span, label in layer:
        first = bisect_left(found, span.start, key=lambda token: token.start)
        last = bisect_left(found, span.end, key=lambda token: token.start)
        for index in range(first, last):
            tags[index] = f"{'B' if index == first else 'I'}-{label}"
    return tags


def read_iob(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The articles of an ``.iob`` file or of a folder of them."""
    for file in input_files(source, [SUFFIX]):
        content = read_text(file)
        if isinstance(content, Problem):
            yield content
        else:
            yield from _read_blocks(content, file, labels)


def _read_blocks(content: str, file: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """Article after article; a line before the first has none to belong to."""
    block: Block | None = None
    for number, line in enumerate(content.split("\n"), 1):
        line, at = line.removesuffix("\r"), Place(str(file), number)
        if re.match(r"#\s*article\b", line):
            if block is not None:
                yield block.finish()
            block = Block(_read_article(line, at, f"{file.stem}-{number}"), labels)
        elif block is None and line.strip():
            fix = "Begin every article with # article {…}."
            yield at.problem("# article first", f"'{line[:40]}'", fix)
        elif block is not None and line.startswith("#"):
            _read_comment(line, at, block)
        elif block is not None and line.strip():
            block.read_token(line, at)
    if block is not None:
        yield block.finish()


def _record(line: str, at: Place) -> tuple[dict[str, Any], list[Problem]]:
    """The JSON object of a comment."""
    start = line.find("{") if "{" in line else len(line)
    record, problem = parse_json(line[start:], Place(at.path, at.line, start + 1))
    return (record, []) if problem is None else ({}, [problem])


def _read_article(line: str, at: Place, name: str) -> Draft:
    """The draft that ``# article`` begins."""
    record, problems = _record(line, at)
    meta, found = read_meta(record, at)
    given = record.get("id")
    draft = Draft(at, str(given) if given else name, record.get("text"), meta)
    draft.problems += problems + found
    return draft


def _read_comment(line: str, at: Place, block: Block) -> None:
    """A ``# quote``, kept until its tags are read."""
    if not re.match(r"#\s*quote\b", line):
        fix = nearest(line[1:].partition("{")[0].strip(), ("article", "quote"))
        problem = at.problem("# article or # quote", f"'{line[:40]}'", fix)
        block.draft.problems.append(problem)
        return
    record, problems = _record(line, at)
    block.draft.problems += [*problems, *misspelt(record, _QUOTE_KEYS, "key", at)]
    key = (str(record.get("start")), str(record.get("end")))
    if record and key in block.comments:
        found = f"a second for {key[0]}..{key[1]}"
        problem = at.problem("one # quote a quote span", found, "Remove one.")
        block.draft.problems.append(problem)
    elif record:
        block.comments[key] = (record, at)
