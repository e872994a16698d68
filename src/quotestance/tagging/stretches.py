"""From the tagger's probabilities to stretches of text that play a role."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quotestance.models.tagger_network import ROLES, TAGS
from quotestance.models.windows import Pieces, touched
from quotestance.records import Span

# A piece plays a role that is at least so likely.
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Tagged:
    """The stretches of each role in text order, and how likely each piece is content.

    Spans count code points of the tagged text and begin and end with whole words.
    """

    spans: np.ndarray
    likely: np.ndarray
    content: list[Span]
    cues: list[Span]
    sources: list[Span]

    def content_share(self, span: Span) -> float:
        """Mean probability of content over the pieces of ``span``; 0.0 where there is none."""
        first, end = touched(self.spans, span)
        return float(self.likely[first:end].mean()) if first < end else 0.0


def find_stretches(text: str, pieces: Pieces, probabilities: np.ndarray) -> Tagged:
    """Cut out what is likelier in a role than not; a stretch ends with its sentence.

    ``probabilities`` has shape (pieces, tags).
    """
    found = {role: _stretches(text, pieces, probabilities, role) for role in ROLES}
    likely = _likely(probabilities, "content")
    return Tagged(pieces.spans, likely, found["content"], found["cue"], found["source"])


def _likely(probabilities: np.ndarray, role: str) -> np.ndarray:
    """How likely each piece plays ``role``, at its beginning or further on."""
    return probabilities[:, [TAGS.index(f"B-{role}"), TAGS.index(f"I-{role}")]].sum(axis=1)


def _stretches(text: str, pieces: Pieces, probabilities: np.ndarray, role: str) -> list[Span]:
    if not pieces.ids:
        return []
    inside = _likely(probabilities, role) >= LIKELY
    inside &= pieces.spans[:, 1] > pieces.spans[:, 0]
    begins = probabilities[:, TAGS.index(f"B-{role}")] > probabilities[:, TAGS.index(f"I-{role}")]
    begins[pieces.sentences] = True
    starts = inside & (begins | ~np.concatenate([[False], inside[:-1]]))
    stops = inside & np.concatenate([starts[1:] | ~inside[1:], [True]])
    spans = [
        _whole_words(text, Span(int(start), int(end)))
        for start, end in zip(pieces.spans[starts, 0], pieces.spans[stops, 1], strict=True)
    ]
    return _merged(spans)


def _whole_words(text: str, span: Span) -> Span:
    """``span`` with the rest of the words at its edges."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _merged(spans: list[Span]) -> list[Span]:
    """``spans`` in order, those that overlap (two halves of one word) as one."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            span = Span(merged.pop().start, span.end)
        merged.append(span)
    return merged
