"""Write files so that a reader never finds half of one."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


@contextmanager
def write_atomic(path: Path) -> Iterator[TextIO]:
    r"""Open a text file (UTF-8, ``\n``) that appears at ``path`` only when the block succeeds.

    The text goes to a hidden file in the same folder, is flushed to disk and renamed over
    ``path``; after an error the hidden file is removed and ``path`` is as it was. Missing
    folders are made. Raises OSError when the folder cannot be written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not tempfile: its files are private (0600), an output should follow the user's umask.
    part = path.with_name(f".{path.name[:100]}.{uuid.uuid4().hex}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def json_line(record: dict[str, Any]) -> str:
    """One record as one line of JSON, without the line break, that UTF-8 can always hold.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, say from a file name: escape it
        return json.dumps(record, allow_nan=False)
    return line


def write_jsonl(path: Path, records: Iterable[dict[str, Any]]) -> int:
    """Write one JSON object a line with :func:`write_atomic`; returns how many there were."""
    count = 0
    with write_atomic(path) as stream:
        for record in records:
            stream.write(json_line(record) + "\n")
            count += 1
    return count
