"""The user's list of actors: names, aliases and ids that link actors over articles.

CSV under a header, aliases divided by ``|``, or JSON Lines with a list of aliases; in UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotestance.data.exchange.csv_files import csv_rows
from quotestance.data.exchange.draft import Place
from quotestance.data.exchange.files import read_text
from quotestance.data.exchange.json_input import json_records
from quotestance.data.problems import Problem, raise_first
from quotestance.errors import nearest

KEYS = ("name", "aliases", "id")
_SEPARATOR = "|"

Rows = Iterator[tuple[Place, Mapping[str, Any]] | Problem]


@dataclass(frozen=True, slots=True)
class ListedActor:
    """An actor as the user names it, the names that stand for it in articles, and its id."""

    name: str
    aliases: tuple[str, ...] = ()
    id: str | None = None


def read_actor_list(path: Path) -> list[ListedActor]:
    """The actors of a file ending in ``.csv`` or ``.jsonl``, in its order.

    Lines with the same name and id are one actor. Raises DataError for the first mistake with
    its line, naming how many follow.
    """
    actors: dict[str, ListedActor] = {}
    lines: dict[str, int | None] = {}
    problems: list[Problem] = []
    for row in _rows(path):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        at, record = row
        actor = _actor(at, record)
        if isinstance(actor, Problem):
            problems.append(actor)
            continue
        first = actors.setdefault(actor.name, actor)
        line = lines.setdefault(actor.name, at.line)
        if first.id != actor.id:
            problems.append(_other_id(at, actor, first, line))
        elif first is not actor:
            aliases = (*first.aliases, *actor.aliases)
            actors[actor.name] = ListedActor(actor.name, aliases, actor.id)
    if not actors and not problems:
        problems.append(Place(str(path)).problem("actors", "none", "Add one a line."))
    raise_first(problems)
    return list(actors.values())


def _rows(path: Path) -> Rows:
    """The rows of a file with their places."""
    readers = {".csv": _csv_records, ".jsonl": json_records}
    if path.suffix.lower() not in readers:
        fix = "Rename the file, or save it as one of them."
        found = f"'{path.suffix}'"
        yield Place(str(path)).problem("a list of actors in .csv or .jsonl", found, fix)
        return
    content = read_text(path)
    if isinstance(content, Problem):
        yield content
    else:
        yield from readers[path.suffix.lower()](content, str(path))


def _csv_records(content: str, path: str) -> Rows:
    """The rows of a table by its column names, with aliases as lists."""
    header: list[str] = []
    for at, fields in csv_rows(content, path):
        if isinstance(fields, Problem):
            yield fields
        elif not header:
            header = [name.strip() for name in fields]
            problem = _unknown(at, header) or _missing(at, header)
            if problem:
                yield problem
                return
        elif len(fields) != len(header):
            fix = "Put fields that hold a comma into quotes."
            yield at.problem(f"{len(header)} fields", str(len(fields)), fix)
        else:
            record = dict(zip(header, fields, strict=True))
            yield at, {**record, "aliases": record.get("aliases", "").split(_SEPARATOR)}


def _actor(at: Place, record: Mapping[str, Any]) -> ListedActor | Problem:
    """One record as an actor, or what is wrong with it."""
    problem = _unknown(at, record)
    if problem:
        return problem
    given = {key: value for key, value in record.items() if value is not None}
    name, aliases, id_ = given.get("name", ""), given.get("aliases", []), given.get("id", "")
    for key, value in (("name", name), ("id", id_)):
        if not isinstance(value, str):
            return at.problem(f"text as {key}", f"{value!r}", "Put it into quotes.")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        return at.problem("a list of texts as aliases", f"{aliases!r}", 'Write ["…", "…"].')
    if not name.strip():
        return at.problem("a name", "none", "Name the actor, or remove the line.")
    spoken = tuple(" ".join(alias.split()) for alias in aliases if alias.strip())
    return ListedActor(" ".join(name.split()), spoken, id_.strip() or None)


def _unknown(at: Place, keys: Any) -> Problem | None:
    """The first key that a list of actors does not have."""
    unknown = next((key for key in keys if key not in KEYS), None)
    if unknown is None:
        return None
    return at.problem(f"the keys {', '.join(KEYS)}", f"'{unknown}'", nearest(unknown, KEYS))


def _missing(at: Place, header: list[str]) -> Problem | None:
    """A header without names, or with a column twice."""
    if "name" in header and len(set(header)) == len(header):
        return None
    fix = f"Begin the file with the line {','.join(KEYS)}."
    return at.problem("a column 'name', and none twice", ",".join(header), fix)


def _other_id(at: Place, actor: ListedActor, first: ListedActor, line: int | None) -> Problem:
    """A name that stood before with another id."""
    ids = " and ".join(f"'{id_}'" if id_ else "none" for id_ in (first.id, actor.id))
    return at.problem(
        f"one id for '{actor.name}', which line {line} has, too",
        ids,
        "Correct the id, or tell the names apart: 'Mara Lind (minister)'.",
    )
