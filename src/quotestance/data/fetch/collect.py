"""The labels that ship without texts, joined with the texts that can be had."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotestance.config.paths import packaged_data
from quotestance.data.corpus import LABELS_FILE
from quotestance.data.fetch.converters import Record
from quotestance.data.fetch.http import Fetcher, NotFetchedError
from quotestance.data.fetch.origins import Bases, origins
from quotestance.data.fetch.pages import NoTextError
from quotestance.data.files import write_atomic, write_jsonl
from quotestance.data.splits import FOLDS_FILE, read_folds
from quotestance.data.standoff import read_record

SETS = ("wikinews", "open")
LEFT_OUT_FILE = "left_out.jsonl"
CACHE = ".cache"


@dataclass(frozen=True, slots=True)
class Missing:
    """A text that did not come: where it was looked for, and why it is not there."""

    doc: str
    address: str
    reason: str


Get = Callable[[Record], str | Missing]
"""How to get the text of a record."""


def labels_of(name: str) -> list[dict[str, Any]]:
    """The records of a set of labels that ships with the program."""
    file = packaged_data(name) / LABELS_FILE
    lines = file.read_bytes().splitlines()
    return [dict(read_record(line, str(file), number)[0]) for number, line in enumerate(lines, 1)]


def from_folder(folder: Path) -> Get:
    """Texts from ``folder/text/DOC.txt`` or ``folder/DOC.txt``."""

    def get(record: Record) -> str | Missing:
        name = f"{record['doc']}.txt"
        places = (folder / "text" / name, folder / name)
        file = next((place for place in places if place.is_file()), None)
        if file is None:
            return Missing(record["doc"], str(places[0]), "no such file, nor beside it")
        content = file.read_bytes()
        # Version control and editors may have changed the line ends.
        for candidate in (content, content.replace(b"\r\n", b"\n")):
            if _is_text_of(record, candidate):
                return candidate.decode()
        return Missing(record["doc"], str(file), "another text: its SHA-256 differs")

    return get


def from_network(fetcher: Fetcher, bases: Bases) -> Get:
    """Texts from their sources; what came once is read from the cache."""

    def get(record: Record) -> str | Missing:
        address, reason = "", f"no way to read the repository {record.get('repo')}"
        for origin in origins(record, bases):
            address = origin.address
            try:
                body = fetcher.get(address)
                for text in origin.convert(record, body):
                    if _is_text_of(record, text.encode()):
                        return text
                reason = "the source has changed: no reading of it has the SHA-256 of the record"
            except NotFetchedError as error:
                reason = str(error)
                break
            except NoTextError as error:
                fetcher.forget(address)
                reason = str(error)
            except (ValueError, LookupError, TypeError, AttributeError) as error:
                reason = f"the source has changed: it cannot be read ({error})"
        return Missing(record["doc"], address, " ".join(reason.split()))

    return get


def _is_text_of(record: Record, content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == record["sha256"]


def collect(records: Sequence[Record], get: Get, out: Path) -> Iterator[Missing | None]:
    """Write ``out/text/DOC.txt`` for each record whose text can be had; None stands for done.

    A text that is there already, from an earlier run, is not asked for again.
    """
    for record in records:
        file = out / "text" / f"{record['doc']}.txt"
        if file.is_file() and _is_text_of(record, file.read_bytes()):
            yield None
            continue
        text = get(record)
        if isinstance(text, Missing):
            file.unlink(missing_ok=True)
            yield text
            continue
        with write_atomic(file) as stream:
            stream.write(text)
        yield None


def write_set(name: str, records: Sequence[Record], missing: Sequence[Missing], out: Path) -> None:
    """The labels and folds of the texts that came, and ``left_out.jsonl`` for the others.

    Without any text there are no labels to write.
    """
    lost = {one.doc for one in missing}
    usable = [dict(record) for record in records if record["doc"] not in lost]
    if usable:
        folds = read_folds(packaged_data(name) / FOLDS_FILE)
        write_jsonl(out / LABELS_FILE, usable)
        with write_atomic(out / FOLDS_FILE) as stream:
            kept = [[doc for doc in fold if doc not in lost] for fold in folds]
            stream.write(json.dumps({"folds": kept}, indent=1) + "\n")
    left_out = [{"doc": one.doc, "address": one.address, "reason": one.reason} for one in missing]
    if left_out:
        write_jsonl(out / LEFT_OUT_FILE, left_out)
    else:
        (out / LEFT_OUT_FILE).unlink(missing_ok=True)
