"""Quotes that name their cue and mention by offsets, beside spans that are labelled as such.

Prodigy and IOB have both; they must fit, else an edit of one would be lost without a word.
Offsets count code points of the text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotestance.data.exchange.draft import DraftQuote, Place
from quotestance.data.problems import Problem
from quotestance.records import Span

QUOTE = "quote"
LINKS = ("cue", "mention")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch that is labelled ``cue`` or ``mention``."""

    name: str
    span: Span
    at: Place


def check_links(quotes: Sequence[DraftQuote], tagged: Sequence[Tagged]) -> list[Problem]:
    """Every cue and mention of a quote is labelled, every labelled one belongs to a quote.

    A label may be wider than the link where one stretch lies in another of its kind, which
    IOB cannot show.
    """
    problems: list[Problem] = []
    linked: set[tuple[str, int, int]] = set()
    for quote in quotes:
        for name in LINKS:
            value = getattr(quote, name)
            if not isinstance(value, list) or [type(part) for part in value] != [int, int]:
                continue  # words or a mistake: ``checks`` sees to both
            start, end = value
            linked.add((name, start, end))
            if not any(
                t.name == name and t.span.start <= start and end <= t.span.end for t in tagged
            ):
                fix = f"Label it as {name}, or correct the offsets that the quote gives."
                expected = f"a label '{name}' at {start}..{end}"
                problems.append(quote.place(name).problem(expected, "none", fix))
    for t in tagged:
        if (t.name, t.span.start, t.span.end) not in linked:
            expected = f"a quote for the {t.name} {t.span.start}..{t.span.end}"
            fix = f'Give its quote "{t.name}": [{t.span.start}, {t.span.end}], or remove it.'
            problems.append(t.at.problem(expected, "none", fix))
    return problems
