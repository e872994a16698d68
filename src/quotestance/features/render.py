"""One function turns an attributed quote into the text that every model reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotestance.quotes.clean import CleanText
from quotestance.records import Quote, Span

OPEN, CLOSE = "«", "»"
CONTEXT = 120  # code points of the sentence shown on either side of the span at the most

_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans({OPEN: '"', CLOSE: '"', "“": '"', "”": '"', "’": "'", "‘": "'"})
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s)|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|No|vs|Inc|Co|Corp|Ltd)"
    r"|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)


def render(clean: CleanText, quote: Quote) -> str:
    """Model text ``ACTOR | CUE | before « span » after`` of one quote.

    The span is marked inside its sentence, so that a model sees negations and auxiliaries
    around the cue; the actor and the cue come first because a continued quote has neither
    in its own sentence. An actor or cue that is not known is an empty field. Link junk that
    cleaning took out is not shown.
    """
    inside = clean.to_clean(quote.span) or Span(0, 0)
    cue = clean.to_clean(quote.cue) if quote.cue else None
    before, after = _sentence_around(clean.text, inside)
    return (
        f"{_tidy(quote.actor or '')} | {_tidy(cue.of(clean.text)) if cue else ''} | "
        f"{_tidy(before)} {OPEN} {_tidy(inside.of(clean.text))} {CLOSE} {_tidy(after)}"
    ).strip()


def _tidy(text: str) -> str:
    """One line, straight marks, and no marker characters of our own."""
    return _SPACE.sub(" ", text.translate(_MARKS)).strip()


def _sentence_around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after the span in its sentence, at most CONTEXT code points."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    ends = _sentence_ends(before)
    stops = _sentence_ends(after + " ")
    return before[ends[-1] :] if ends else before, after[: stops[0]] if stops else after


def _sentence_ends(text: str) -> Sequence[int]:
    """Offsets just behind every sentence end, abbreviations and initials left out."""
    return [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text[: match.start() + 1])
    ]
