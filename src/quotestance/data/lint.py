"""Warnings about labels that keep the format and yet are probably slips of the labeller."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotestance.data.marks import QUOTE_MARKS, kind_of, quoted_regions
from quotestance.data.problems import ProblemList
from quotestance.records import LabelledArticle, Quote

_EDGE = ",.;:" + QUOTE_MARKS
_ABBREVIATION = re.compile(
    r"(?:\b\w|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|No|Inc|Ltd|Co|Corp|Jr|Sr"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec|vs|etc|al|Rev|Hon|Messrs|Bros|approx))\.\Z"
)
_WINDOW = 12  # characters before a full stop that tell an abbreviation
_SENTENCE_BREAK = re.compile(r"(?:[.!?]|(?<=\w)…)[\"”’»)\]]*(?=\s+[\"“‘«(\[]*[^\W\d_a-z])")


def lint_article(
    labelled: LabelledArticle,
    places: dict[str, int],
    names: dict[str, int],
    problems: ProblemList,
) -> None:
    """Add the warnings for one article to ``problems``.

    ``places`` maps span ids and ``names`` actor names to offsets in the markup source.
    """
    text = labelled.article.text
    regions = quoted_regions(text)
    for quote in labelled.quotes:
        place = places[quote.span_id]
        found = kind_of(text, quote.span, regions)
        if found != quote.kind:
            _warn(
                problems,
                place,
                f"the kind that the quote marks show, {found}",
                quote.kind,
                "Correct the kind, or the quote marks of the text.",
            )
        _lint_span(text, quote, place, problems)
    for name, place in names.items():
        if not is_named(name, text):
            fix = "Use the fullest name that the article gives, without titles."
            _warn(problems, place, "an actor by a name from the text", f"'{name}'", fix)


def is_named(name: str, text: str) -> bool:
    """Whether the text has a name, or all its words somewhere; case does not matter."""
    plain, wanted = text.casefold(), name.casefold()
    return wanted in plain or set(re.findall(r"\w+", plain)).issuperset(re.findall(r"\w+", wanted))


def sentence_breaks(words: str) -> Iterator[re.Match[str]]:
    """The marks that end a sentence before another one begins; abbreviations are none."""
    for mark in _SENTENCE_BREAK.finditer(words):
        if not _ABBREVIATION.search(words[max(0, mark.start() - _WINDOW) : mark.start() + 1]):
            yield mark


def _lint_span(text: str, quote: Quote, place: int, problems: ProblemList) -> None:
    """Edges and sentence breaks of one quote span, and a mention of nobody."""
    words = quote.span.of(text)
    if words[0] in _EDGE and not re.match(r"['’]\w", words):
        fix = "Begin the span after it."
        _warn(problems, place, "a span that starts with a word", f"'{words[:20]}…'", fix)
    if words[-1] in _EDGE and not _ABBREVIATION.search(words) and not _ends_word(words):
        fix = "Leave the closing mark, comma or full stop outside."
        _warn(problems, place, "a span that ends with a word", f"'…{words[-20:]}'", fix)
    for mark in sentence_breaks(words):
        fix = "Make it one span a sentence, with the same quote number."
        found = f"'…{words[max(0, mark.start() - 15) : mark.end() + 15]}…'"
        _warn(problems, place, "a quote span inside one sentence", found, fix)
    if "\n" in words or "\r" in words:
        fix = "Make it one span a paragraph."
        _warn(problems, place, "a quote span inside one paragraph", "a line break in it", fix)
    if quote.actor is None and quote.mention is not None:
        found = f"'{quote.mention.of(text)}' as the mention of nobody"
        _warn(problems, place, "an actor for a quote with a mention", found, "Name the actor.")


def _ends_word(words: str) -> bool:
    """Whether the last sign is a possessive apostrophe, or an inner quote's closing mark."""
    return words[-1] in "'’" and words[-2:-1] in ("s", "S")


def _warn(problems: ProblemList, place: int, expected: str, found: str, fix: str) -> None:
    """Note a warning at an offset of the markup source."""
    problems.add(place, expected, found, fix, severity="warning")
