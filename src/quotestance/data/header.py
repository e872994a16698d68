"""The YAML header of an article in markup: title, style, domain, event and actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from quotestance.data.problems import ProblemList
from quotestance.errors import nearest

TEXT_KEYS = ("title", "style", "domain", "event")
KEYS = (*TEXT_KEYS, "actors")
NO_ACTOR = "-"

_FRAME = re.compile(
    r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r|\Z)",
    re.DOTALL,
)
_ACTOR_KEY = re.compile(r"[^\s\[\]{}\\]+")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; ``places`` maps an actor key to its offset in the source.

    ``readable`` is False when there is no YAML to look actors up in.
    """

    meta: dict[str, str] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    body_start: int = 0
    readable: bool = True


def read_header(source: str, problems: ProblemList) -> Header:
    """Parse the header at the start of ``source``; everything wrong goes to ``problems``."""
    frame = _FRAME.match(source)
    if frame is None:
        found = repr(source[:20]) if source else "an empty file"
        fix = f"Start the file with a YAML header between two '---' lines: {', '.join(KEYS)}."
        problems.add(0, "a header between two '---' lines", found, fix)
        return Header(readable=False)
    offset = frame.start("yaml")
    root = _compose(frame["yaml"], offset, problems)
    header = Header(body_start=frame.end(), readable=root is not None)
    if root is None:
        return header
    entries = _entries(root, offset, problems, "the header")
    for key, node in entries.items():
        place = offset + node.start_mark.index
        if key in TEXT_KEYS:
            header.meta[key] = _text(node, place, f"the header key '{key}'", problems)
        elif key == "actors":
            _read_actors(node, offset, header, problems)
        else:
            problems.add(place, "a known header key", f"'{key}'", nearest(key, KEYS))
    for key in KEYS:
        if key not in entries:
            problems.add(0, f"the header key '{key}'", "none", f"Add a line '{key}: …'.")
    return header


def _compose(text: str, offset: int, problems: ProblemList) -> yaml.MappingNode | None:
    """The header as YAML nodes, which know their places; scalars stay strings."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = offset + mark.index if mark else offset
        found = getattr(error, "problem", None) or str(error)
        fix = "Put a value that holds ': ' or starts with a sign into double quotes."
        problems.add(place, "a YAML header", found, fix)
        return None
    if not isinstance(root, yaml.MappingNode):
        problems.add(offset, "a YAML header of keys", "none", f"Add {', '.join(KEYS)}.")
        return None
    return root


def _entries(
    mapping: yaml.MappingNode, offset: int, problems: ProblemList, what: str
) -> dict[str, yaml.Node]:
    """Keys and value nodes of a mapping; a repeated key is a problem."""
    entries: dict[str, yaml.Node] = {}
    for key_node, node in mapping.value:
        key = str(key_node.value)
        if key in entries:
            place = offset + key_node.start_mark.index
            problems.add(place, f"each key of {what} once", f"'{key}' again", "Remove one.")
        entries[key] = node
    return entries


def _text(node: yaml.Node, place: int, what: str, problems: ProblemList) -> str:
    """The text of a scalar node; anything else or nothing is a problem."""
    if isinstance(node, yaml.ScalarNode) and node.value.strip():
        return str(node.value)
    found = "nothing" if isinstance(node, yaml.ScalarNode) else "a list or mapping"
    problems.add(place, f"a text for {what}", found, "Write it on the same line.")
    return ""


def _read_actors(node: yaml.Node, offset: int, header: Header, problems: ProblemList) -> None:
    """Fill ``header.actors`` from the mapping key → canonical name."""
    place = offset + node.start_mark.index
    if isinstance(node, yaml.ScalarNode) and not node.value.strip():
        return
    if not isinstance(node, yaml.MappingNode):
        fix = "Write one line 'key: Full Name' an actor under 'actors:'."
        problems.add(place, "a mapping from keys to names under 'actors'", "something else", fix)
        return
    by_name: dict[str, str] = {}
    for key, value in _entries(node, offset, problems, "'actors'").items():
        place = offset + value.start_mark.index
        if key == NO_ACTOR or not _ACTOR_KEY.fullmatch(key):
            fix = "Use a short word without spaces; '-' alone means that nobody is known."
            problems.add(place, "an actor key without spaces, brackets or braces", f"'{key}'", fix)
        name = _text(value, place, f"the actor '{key}'", problems)
        if name and name in by_name:
            fix = "Keep one key for one actor."
            problems.add(place, "each actor once", f"'{name}' as {by_name[name]} and {key}", fix)
        by_name[name] = key
        header.actors[key] = name
        header.places[key] = place
