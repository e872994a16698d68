"""Labels apart from their text: offsets, actors and stances, tied to a text by its hash.

One record is ``{"doc", "sha256", "spans": [{"start", "end", "kind", "mention", "actor",
"stance", …}]}``. Offsets are code points of the file read as UTF-8 without newline
translation, the hash is the SHA-256 of its bytes. ``mention`` and ``cue`` are ``[start,
end]``, words (the nearest occurrence counts) or null; ``quote`` numbers the quotes. Without
it, spans that share a mention share a quote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quotestance.data.occurrence import read_offsets, read_place
from quotestance.data.problems import Problem, errors_of, raise_first
from quotestance.errors import nearest
from quotestance.labels import STANCES, LabelSet
from quotestance.records import KINDS, Article, LabelledArticle, Quote, Span

Record = Mapping[str, Any]


def attach_standoff(
    label_file: Path, text_file: Path, labels: LabelSet = STANCES
) -> LabelledArticle:
    """Join one label file with its text; raises DataError when they do not fit together."""
    record, problems = read_record(label_file.read_bytes(), str(label_file))
    raise_first(problems)
    article, problems = join_record(record, text_file, str(label_file), labels)
    raise_first(problems)
    assert article is not None  # no error means that it was joined
    return article


def read_record(
    content: bytes | str, path: str, line: int | None = None
) -> tuple[Record, list[Problem]]:
    """One JSON record with doc, sha256 and spans; an empty mapping when it is not one."""
    fix = "Write one JSON object with doc, sha256 and spans."
    try:
        record = json.loads(content)
    except ValueError as error:
        return {}, [Problem(path, line, None, "a label record in JSON", str(error), fix)]
    if not isinstance(record, dict):
        found = type(record).__name__
        return {}, [Problem(path, line, None, "a label record in JSON", found, fix)]
    kinds = {"doc": str, "sha256": str, "spans": list}
    missing = [key for key, kind in kinds.items() if not isinstance(record.get(key), kind)]
    if missing:
        found = f"nothing usable under {', '.join(missing)}"
        return {}, [Problem(path, line, None, "doc, sha256 and spans", found, fix)]
    return record, []


def join_record(
    record: Record, text_file: Path, path: str, labels: LabelSet = STANCES, line: int | None = None
) -> tuple[LabelledArticle | None, list[Problem]]:
    """Put the labels of ``record`` on the text of ``text_file``, if the hash fits.

    The article is None when any problem is an error. Its id is ``doc`` without ``.txt``.
    """
    doc = str(record["doc"]).removesuffix(".txt")
    fix = "Get the text that the labels were made for; see where the data set comes from."
    try:
        content = text_file.read_bytes()
        text = content.decode()
    except (OSError, UnicodeDecodeError) as error:
        found = "a text that is not UTF-8" if isinstance(error, ValueError) else "no such file"
        return None, [Problem(path, line, None, f"the text {text_file}", found, fix)]
    digest = hashlib.sha256(content).hexdigest()
    if digest != record["sha256"]:
        expected = f"SHA-256 {record['sha256']} for {text_file}"
        return None, [Problem(path, line, None, expected, digest, fix)]
    article = Article(doc, text, digest, str(text_file))
    quotes, problems = _read_quotes(record, article, path, labels, line)
    if errors_of(problems):
        return None, problems
    return LabelledArticle(article, tuple(quotes), {"event": str(record.get("event", doc))}), []


def _read_quotes(
    record: Record, article: Article, path: str, labels: LabelSet, line: int | None
) -> tuple[list[Quote], list[Problem]]:
    """The quotes of a record, sorted by start, and what is wrong with its spans."""
    problems: list[Problem] = []
    parsed: list[tuple[Span, Span | None, Span | None, Record]] = []
    for number, entry in enumerate(record["spans"], 1):
        where = f"{path} span {number}"
        fields = entry if isinstance(entry, dict) else {}
        span = read_offsets(fields.get("start"), fields.get("end"), article.text)
        if isinstance(span, str):
            fix = "Correct start and end."
            problems.append(Problem(where, line, None, "offsets in the text", span, fix))
            continue
        places: dict[str, Span | None] = {}
        for key in ("mention", "cue"):
            place = read_place(fields.get(key), article.text, span)
            if isinstance(place, str):
                expected = f"null, words of the text or [start, end] as {key}"
                problems.append(Problem(where, line, None, expected, place, "Correct it."))
            else:
                places[key] = place
        problems += _check_names(fields, where, labels, line)
        parsed.append((span, places.get("mention"), places.get("cue"), fields))
    parsed.sort(key=lambda entry: entry[0])
    return [] if problems else _build(parsed, article, record), problems


def _check_names(fields: Record, where: str, labels: LabelSet, line: int | None) -> list[Problem]:
    """Kind, stance and actor of one span."""
    problems: list[Problem] = []
    for key, known in (("kind", KINDS), ("stance", labels.names)):
        value = fields.get(key)
        if value not in known:
            hint = nearest(str(value), known)
            problems.append(Problem(where, line, None, f"a known {key}", repr(value), hint))
    actor = fields.get("actor")
    if actor is not None and not (isinstance(actor, str) and actor.strip()):
        fix = "Write the name, or null when nobody is known."
        problems.append(Problem(where, line, None, "a name as actor", repr(actor), fix))
    return problems


def _build(
    parsed: list[tuple[Span, Span | None, Span | None, Record]], article: Article, record: Record
) -> list[Quote]:
    """Records with ids; quotes are numbered as given, else by shared mention."""
    group = str(record.get("event", article.id))
    numbers: dict[object, int] = {}
    quotes: list[Quote] = []
    for position, (span, mention, cue, fields) in enumerate(parsed, 1):
        source = fields.get("quote") or mention or position
        number = numbers.setdefault(source, len(numbers) + 1)
        quotes.append(
            Quote(
                article_id=article.id,
                quote_id=f"{article.id}:q{number}",
                span_id=f"{article.id}:{position}",
                span=span,
                kind=fields["kind"],
                cue=cue,
                mention=mention,
                actor=fields.get("actor"),
                stance=fields["stance"],
                group=group,
            )
        )
    return quotes


def standoff_record(labelled: LabelledArticle, doc: str) -> dict[str, Any]:
    """The labels of an article without a word of its text, for the text file ``doc``."""

    def offsets(span: Span | None) -> list[int] | None:
        return [span.start, span.end] if span else None

    numbers: dict[str, int] = {}
    spans = [
        {
            "start": quote.span.start,
            "end": quote.span.end,
            "quote": numbers.setdefault(quote.quote_id, len(numbers) + 1),
            "kind": quote.kind,
            "cue": offsets(quote.cue),
            "mention": offsets(quote.mention),
            "actor": quote.actor,
            "stance": quote.stance,
        }
        for quote in labelled.quotes
    ]
    return {"doc": doc, "sha256": labelled.article.sha256, "spans": spans}


def standoff_json(record: Record) -> str:
    """A record as JSON that people can review: one span a line."""
    head = ",\n ".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in record.items()
        if key != "spans"
    )
    spans = ",\n  ".join(json.dumps(span, ensure_ascii=False) for span in record["spans"])
    return f'{{{head},\n "spans": [\n  {spans}\n ]}}\n'
