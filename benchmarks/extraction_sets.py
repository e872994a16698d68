"""Read labelled sets for the extraction benchmark: standoff folders, and brat as PolNeAR has it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from attribution_scores import Offsets, QuoteSpans

from quotestance.data.problems import raise_first
from quotestance.data.standoff import join_record
from quotestance.errors import DataError
from quotestance.records import LabelledArticle


class Gold(NamedTuple):
    """One labelled article."""

    name: str
    text: str
    quotes: list[QuoteSpans]


def read_set(folder: Path) -> list[Gold]:
    """The articles of a folder with text/ and labels.jsonl, or text/ and attributions/."""
    if (folder / "labels.jsonl").is_file():
        return list(_standoff(folder))
    if (folder / "attributions").is_dir():
        return list(_brat(folder))
    raise DataError(
        str(folder),
        expected="labels.jsonl or attributions/ beside text/",
        found="neither",
        fix="Name the folder of a standoff set or of a PolNeAR split.",
    )


def _standoff(folder: Path) -> Iterator[Gold]:
    """Fragments with one quote id are one quote; a known actor without a mention is no source."""
    labels = folder / "labels.jsonl"
    for line, content in enumerate(labels.read_text(encoding="utf-8").splitlines(), 1):
        record = json.loads(content)
        name = str(record["doc"]).removesuffix(".txt")
        file = folder / "text" / f"{name}.txt"
        article, problems = join_record(record, file, str(labels), line=line)
        raise_first(problems)
        assert article is not None  # no error means that it was joined
        yield Gold(name, article.article.text, quotes_of(article))


def quotes_of(article: LabelledArticle) -> list[QuoteSpans]:
    """The quotes of an article, each with all of its spans and mentions."""
    grouped = defaultdict(list)
    for quote in article.quotes:
        grouped[quote.quote_id].append(quote)
    found = []
    for spans in grouped.values():
        mentions = [(one.mention.start, one.mention.end) for one in spans if one.mention]
        nobody = all(one.actor is None for one in spans)
        source = tuple(mentions) if mentions or nobody else None
        content = tuple((one.span.start, one.span.end) for one in spans)
        cue = next((one.cue.of(article.article.text) for one in spans if one.cue), "")
        found.append(QuoteSpans(content, source, cue))
    return found


def _brat(folder: Path) -> Iterator[Gold]:
    """Each event is a quote. Of several annotators the first by name counts."""
    files: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(file.stem.rpartition("_")[0], file)
    for name, file in files.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield Gold(name, text, brat_quotes(file.read_text(encoding="utf-8")))


def brat_quotes(lines: str) -> list[QuoteSpans]:
    """The events with a Content in the lines of a .ann file."""
    marks: dict[str, tuple[list[Offsets], str]] = {}
    events = []
    for line in lines.splitlines():
        columns = line.split("\t")
        if line.startswith("T"):
            parts = columns[1].split(" ", 1)[1].split(";")
            marks[columns[0]] = [_offsets(part) for part in parts], columns[2]
        elif line.startswith("E"):
            events.append(columns[1])
    found = []
    for event in events:
        roles: dict[str, list[str]] = defaultdict(list)
        for argument in event.split():
            role, _, mark = argument.partition(":")
            roles[re.sub(r"\d+$", "", role)].append(mark)
        spans = {
            role: tuple(s for m in names for s in marks[m][0]) for role, names in roles.items()
        }
        if "Content" in spans:
            cue = " ".join(marks[mark][1] for mark in roles["Cue"])
            found.append(QuoteSpans(spans["Content"], spans.get("Source", ()), cue))
    return found


def _offsets(part: str) -> Offsets:
    start, end = part.split()
    return int(start), int(end)
