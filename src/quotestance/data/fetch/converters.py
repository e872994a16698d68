"""From a file of a public repository to the text that was labelled.

How exactly a text was made of its record (white space, row numbers, quotation marks of
tables) is nowhere written down, so a converter yields candidates, likeliest first; the one
whose hash is that of the record is the text.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from quotestance.data.fetch.pages import doj_page

Record = Mapping[str, Any]
Converter = Callable[[Record, bytes], Iterator[str]]

_ROWS = re.compile(r"rows (\d+)-(\d+) col (\w+)")
_LINE = re.compile(r"line (\d+)")
_CONTROLS = re.compile("[\x80-\x9f]")
_BLANKS = re.compile(r"[ \t]+")
_SHIFTS = (0, 1, -1, 2, -2)


def join_paragraphs(paragraphs: Sequence[str]) -> str:
    """Paragraphs separated by blank lines, one line break at the end."""
    return "\n\n".join(paragraphs) + "\n"


def conllu_texts(record: Record, body: bytes) -> Iterator[str]:
    """GUM: ``# text`` lines, joined by a space; ``# newpar`` begins a paragraph."""
    paragraphs: list[list[str]] = []
    for block in re.split(r"\n\s*\n", body.decode("utf-8", "ignore").replace("\r\n", "\n")):
        comments = [line for line in block.splitlines() if line.startswith("#")]
        # Some versions have newpar before the text of its sentence, some behind it.
        if not paragraphs or any(line.startswith("# newpar") for line in comments):
            paragraphs.append([])
        mark = "# text = "
        paragraphs[-1] += [line[len(mark) :] for line in comments if line.startswith(mark)]
    yield join_paragraphs([" ".join(sentences).strip() for sentences in paragraphs if sentences])


def table_texts(record: Record, body: bytes) -> Iterator[str]:
    """lafand-mt: one column of the rows that the record names; the header is row 1."""
    found = _ROWS.match(record["record"])
    if not found:
        return
    first, last, column = int(found[1]), int(found[2]), found[3]
    text = body.decode("utf-8", "ignore").removeprefix("\ufeff").replace("\r\n", "\n")
    for rows in (_plain_rows(text), _quoted_rows(text)):
        header = [name.strip() for name in rows[0]] if rows else []
        if column not in header:
            continue
        place = header.index(column)
        cells = ["", *(row[place].strip() if place < len(row) else "" for row in rows)]
        for shift in _SHIFTS:
            chosen = [cell for cell in cells[max(1, first + shift) : last + shift + 1] if cell]
            yield join_paragraphs(chosen)
            yield join_paragraphs([_CONTROLS.sub("", cell) for cell in chosen])
            yield join_paragraphs([" ".join(cell.split()) for cell in chosen])


def _plain_rows(text: str) -> list[list[str]]:
    """Lines cut at tabs; a cell loses its outer quotation marks where they are the table's."""

    def bare(cell: str) -> str:
        inner = cell.strip()
        wrapped = len(inner) > 1 and inner[0] == inner[-1] == '"'
        if wrapped and '"' not in inner[1:-1].replace('""', ""):
            return inner[1:-1].replace('""', '"') if '""' in inner[1:-1] else cell
        return cell

    return [[bare(cell) for cell in line.split("\t")] for line in text.split("\n")]


def _quoted_rows(text: str) -> list[list[str]]:
    """Rows as a spreadsheet writes them, with quotation marks around some cells."""
    try:
        return list(csv.reader(text.split("\n"), delimiter="\t"))
    except csv.Error:
        return []


def jsonl_texts(record: Record, body: bytes) -> Iterator[str]:
    """congress-press: title and text of the line that the record names."""
    found = _LINE.match(record["record"])
    lines = body.decode("utf-8", "ignore").split("\n")
    if not found or not 0 < int(found[1]) <= len(lines):
        return
    entry = json.loads(lines[int(found[1]) - 1])
    title, text = str(entry["title"] or ""), str(entry["text"] or "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    titles = (title.strip(), " ".join(title.split()))
    for heading, paragraphs in product(dict.fromkeys(titles), _paragraphs(text)):
        yield join_paragraphs([heading, *paragraphs])


def _paragraphs(text: str) -> Iterator[list[str]]:
    """The ways to cut a press release: by lines or blank lines, to the closing ### or not."""
    whole = [text.strip()]
    yield whole
    for body in dict.fromkeys((text, re.split(r"(?m)^\s*#(?:\s*#)+", text)[0])):
        for cut, glue in ((r"\n", " "), (r"\n\s*\n", " "), (r"\n\s*\n", "\n")):
            parts = [
                glue.join(_BLANKS.sub(" ", line).strip() for line in part.split("\n")).strip()
                for part in re.split(cut, body)
            ]
            yield [part for part in parts if part]
            yield [part for part in parts if part.strip("#*-_ ")]
            yield [kept for part in parts if (kept := part.replace("###", "").strip())]


CONVERTERS: dict[str, Converter] = {
    "amir-zeldes/gum": conllu_texts,
    "masakhane-io/lafand-mt": table_texts,
    "dwillis/congress-press": jsonl_texts,
    "lennymd/news21-pressReleasesDOJ": doj_page,
}
"""Repository → how its files become texts."""
