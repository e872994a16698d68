"""Prodigy and spaCy span categorizer JSONL: one article a line, its spans with labels.

The label of a quote span is its stance (``quote`` without one); cues and mentions are spans
of their own, labelled ``cue`` and ``mention``. What a label cannot say stands in further keys
of a quote's span: ``kind``, ``actor``, ``quote`` (spans of one quote share it), ``cue`` and
``mention`` (``[start, end]``). ``meta`` has the article's id, title, style, domain and event.
Offsets count code points of ``text``, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quotestance.data.exchange.draft import (
    Draft,
    DraftQuote,
    Place,
    meta_of,
    misspelt,
    offsets,
    read_meta,
)
from quotestance.data.exchange.files import input_files, read_text
from quotestance.data.exchange.json_input import json_records
from quotestance.data.exchange.tagged import LINKS, QUOTE, Tagged, check_links
from quotestance.data.files import write_jsonl
from quotestance.data.occurrence import read_offsets
from quotestance.data.problems import Problem
from quotestance.errors import nearest
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle

FILE = "prodigy.jsonl"
_EXTRA = ("kind", "actor", "quote", "cue", "mention")
_KEYS = ("start", "end", "label", "token_start", "token_end", *_EXTRA)


def export_prodigy(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """``prodigy.jsonl``, for ``prodigy spans.manual`` and for spaCy's ``doc.spans``."""
    path = out / FILE
    write_jsonl(path, (_example(labelled) for labelled in articles))
    return [path]


def _example(labelled: LabelledArticle) -> dict[str, Any]:
    """One article; each cue and mention is one span however many quotes it serves."""
    spans: list[dict[str, Any]] = []
    links: set[tuple[int, int, str]] = set()
    for quote in labelled.quotes:
        extra = {
            "kind": quote.kind,
            "actor": quote.actor,
            "quote": quote.quote_id,
            "cue": offsets(quote.cue),
            "mention": offsets(quote.mention),
        }
        span = {"start": quote.span.start, "end": quote.span.end, "label": quote.stance or QUOTE}
        spans.append({**span, **{key: value for key, value in extra.items() if value is not None}})
        for name, place in (("cue", quote.cue), ("mention", quote.mention)):
            if place is not None:
                links.add((place.start, place.end, name))
    spans += [{"start": start, "end": end, "label": name} for start, end, name in sorted(links)]
    spans.sort(key=lambda span: (span["start"], span["end"]))
    meta = {"id": labelled.article.id, **meta_of(labelled)}
    return {"text": labelled.article.text, "spans": spans, "meta": meta}


def read_prodigy(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The articles of a JSONL file or of a folder of them; a rejected example is a warning."""
    for file in input_files(source, [".jsonl"]):
        content = read_text(file)
        if isinstance(content, Problem):
            yield content
            continue
        for entry in json_records(content, str(file)):
            if isinstance(entry, Problem):
                yield entry
                continue
            at, record = entry
            answer = record.get("answer", "accept")
            if answer != "accept":
                fix = "It was left out; accept it in Prodigy."
                yield at.problem("an accepted example", repr(answer), fix, "warning")
                continue
            yield _read_example(at, record, f"{file.stem}-{at.line}", labels)


def _read_example(at: Place, record: dict[str, Any], name: str, labels: LabelSet) -> Draft:
    """One line as a draft."""
    text, about, spans = record.get("text"), record.get("meta") or {}, record.get("spans") or []
    wrong: list[Problem] = []
    if not isinstance(about, dict):
        wrong.append(at.problem("an object as 'meta'", repr(about)[:40], "Correct it."))
        about = {}
    if not isinstance(spans, list):
        wrong.append(at.problem("a list as 'spans'", repr(spans)[:40], "Correct it."))
        spans = []
    meta, problems = read_meta(about, at)
    draft = Draft(at, str(about.get("id") or name), text, meta, problems=wrong + problems)
    tagged: list[Tagged] = []
    for number, span in enumerate(spans, 1):
        place = Place(at.path, at.line, part=f"span {number}")
        fields = span if isinstance(span, dict) else {}
        label = fields.get("label")
        if label in LINKS:
            found = read_offsets(fields.get("start"), fields.get("end"), str(text or ""))
            if isinstance(found, str):
                fix = "Correct start and end."
                draft.problems.append(place.problem("offsets in the text", found, fix))
            else:
                tagged.append(Tagged(str(label), found, place))
        elif label in (QUOTE, *labels.names):
            draft.quotes.append(_read_quote(fields, str(label), place))
            draft.problems += misspelt(fields, _KEYS, "key", place)
        else:
            fix = nearest(str(label), (*labels.names, *LINKS))
            draft.problems.append(place.problem("a known label", repr(label), fix))
    draft.problems += check_links(draft.quotes, tagged)
    return draft


def _read_quote(fields: dict[str, Any], label: str, at: Place) -> DraftQuote:
    """A quote span; what an annotator drew anew has its stance alone."""
    quote = DraftQuote(at, fields.get("start"), fields.get("end"))
    quote.stance = None if label == QUOTE else label
    for key in _EXTRA:
        setattr(quote, key, fields.get(key))
    return quote
