"""Interviews that are printed turn by turn, each behind the speaker's name, without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from quotestance.records import Span

LABEL = re.compile(
    r"(?m)^[ ]*(?:\(\((?P<bracketed>[^()\n]{1,40})\)\)[ ]*:?"
    r"|(?P<plain>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}) ?:(?=[ ]))"
)
ASKS = re.compile(r"(?i)^(?:q|wn|question|interviewer|reporter|moderator|host|wikinews)$")
MIN_TURNS = 4
PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph that somebody says, and the label that names the speaker."""

    span: Span
    label: Span
    carries_on: bool


def find_turns(text: str) -> list[Turn]:
    """The answers of an interview, paragraph by paragraph; none if the text is no interview.

    An interview has at least MIN_TURNS labelled paragraphs of two or more speakers in turn.
    Speakers most of whose turns are questions ask; theirs are not reported words. Paragraphs
    without a label go on with the turn before them, up to the last label.
    """
    labels = list(LABEL.finditer(text))
    names = [(label["bracketed"] or label["plain"]).strip() for label in labels]
    changes = sum(one != other for one, other in pairwise(names))
    if len(labels) < MIN_TURNS or changes < MIN_TURNS - 1 or changes < 0.7 * (len(labels) - 1):
        return []
    asking = _askers(text, labels, names)
    turns: list[Turn] = []
    for number, (label, name) in enumerate(zip(labels, names, strict=True)):
        if name in asking:
            continue
        last = number + 1 == len(labels)
        end = len(text) if last else labels[number + 1].start()
        who = Span(*label.span("bracketed" if label["bracketed"] else "plain"))
        lines = PARAGRAPH.finditer(text, label.end(), end)
        paragraphs = [line for line in lines if not line.group().isspace()]
        for index, match in enumerate(paragraphs[:1] if last else paragraphs):
            turns.append(Turn(Span(*match.span()), who, index > 0))
    return turns


def _askers(text: str, labels: list[re.Match[str]], names: list[str]) -> set[str]:
    """The names of those who ask: they are called so, or half of their turns hold a question."""
    asked: dict[str, list[bool]] = {}
    for label, name in zip(labels, names, strict=True):
        line = PARAGRAPH.match(text, label.end())
        asked.setdefault(name, []).append(line is not None and "?" in line.group()[-3:])
    return {
        name for name, turns in asked.items() if ASKS.match(name) or sum(turns) * 2 >= len(turns)
    }
