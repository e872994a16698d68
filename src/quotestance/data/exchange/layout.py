"""How labels may lie in a text so that brackets can show them.

Offsets count code points of the text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotestance.data.exchange.draft import DraftQuote, Place
from quotestance.data.problems import Problem
from quotestance.records import Quote, Span

#: What a file gives for a quote, and what was read of it.
Pair = tuple[DraftQuote, Quote]

_NAMES = {"span": "quote span", "cue": "cue", "mention": "mention"}


def check_edges(words: str, key: str, at: Place) -> list[Problem]:
    """A labelled stretch holds something and has no white space at its edges."""
    if words == words.strip():
        return []
    fix = "Move the space out of the label."
    return [at.problem(f"no space at the edge of a {_NAMES[key]}", repr(words[:30]), fix)]


def check_layout(pairs: Sequence[Pair]) -> list[Problem]:
    """Quote spans lie apart, and labels inside or beside each other, never across."""
    problems: list[Problem] = []
    end = 0
    labels: dict[tuple[str, Span], Place] = {}
    for raw, quote in pairs:
        if quote.span.start < end:
            found = f"{quote.span.start}..{quote.span.end}, which begins before {end}"
            fix = "Quote spans never overlap: end one before the other begins."
            problems.append(raw.at.problem("quote spans apart", found, fix))
        end = max(end, quote.span.end)
        for key, span in (("span", quote.span), ("cue", quote.cue), ("mention", quote.mention)):
            if span is not None:
                labels.setdefault((key, span), raw.place(key))
    around: list[tuple[str, Span]] = []
    for key, span in sorted(labels, key=lambda label: (label[1].start, -label[1].end)):
        while around and around[-1][1].end <= span.start:
            around.pop()
        for other, outer in around:
            if span.start < outer.end < span.end and (key, other) != ("span", "span"):
                expected = "labels that lie inside or beside each other"
                found = f"the {_NAMES[key]} {span.start}..{span.end} across the end of the "
                found += f"{_NAMES[other]} {outer.start}..{outer.end}"
                fix = "Shorten one of the two; brackets cannot show it."
                problems.append(labels[key, span].problem(expected, found, fix))
        around.append((key, span))
    return problems
