"""JSON with the line and column of every value and every mistake."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from quotestance.data.exchange.draft import Place
from quotestance.data.problems import Problem

_REPAIR = "Repair it or write it anew."
_BETWEEN = re.compile(r"[\s,\[\]]*")


def parse_json(text: str, at: Place) -> tuple[Any, Problem | None]:
    """A JSON value on one line that starts at ``at``, or the problem with it."""
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        there = Place(at.path, at.line, (at.column or 1) + error.pos)
        return None, there.problem("JSON", error.msg, _REPAIR)
    except (ValueError, RecursionError) as error:  # a huge number, endless brackets
        return None, at.problem("JSON", str(error), _REPAIR)


def json_records(text: str, path: str) -> Iterator[tuple[Place, dict[str, Any]] | Problem]:
    """The objects of a JSON Lines file with their places; blank lines are nothing."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        at = Place(path, number)
        record, problem = parse_json(line, at)
        if problem is None and not isinstance(record, dict):
            fix = "Write one object a line."
            problem = at.problem("a JSON object", type(record).__name__, fix)
        yield problem or (at, record)


def json_values(text: str, path: str) -> Iterator[tuple[Place, Any] | Problem]:
    """The values of a JSON list, or of a JSON Lines file, with their places.

    What follows a mistake cannot be told apart and is lost; the problem says where.
    """
    decoder = json.JSONDecoder()
    starts = [0, *(end.end() for end in re.finditer("\n", text))]

    def place(offset: int) -> Place:
        line = bisect_right(starts, offset)
        return Place(path, line, offset - starts[line - 1] + 1)

    fix = "Repair it: what follows was not read."
    position = 0
    while True:
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        if position == len(text):
            break
        try:
            value, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            yield place(error.pos).problem("JSON", error.msg, fix)
            return
        except (ValueError, RecursionError) as error:
            yield place(position).problem("JSON", str(error), fix)
            return
        yield place(position), value
        position = end
    if text.lstrip().startswith("[") and not text.rstrip().endswith("]"):
        yield place(len(text)).problem("a ] at the end of the list", "the end of the file", fix)
