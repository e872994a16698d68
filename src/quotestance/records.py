"""The records that travel through every stage, joined by ids and never by row position.

All offsets count Unicode code points into the article text exactly as it was read
(no newline translation, no normalisation), end exclusive: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["direct", "indirect", "mixed"]
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span needs 0 <= start <= end, found {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """How many code points the two spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def iou(self, other: Span) -> float:
        """Intersection over union in code points; 0.0 for two empty spans."""
        shared = self.overlap(other)
        union = len(self) + len(other) - shared
        return shared / union if union else 0.0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a stage noticed and did not hide: a code, a sentence, perhaps a place."""

    code: str
    message: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    ``sha256`` is the hex digest of the text in UTF-8; ``path`` says where it came from.
    ``markup`` is "html" when ``text`` is an HTML source (offsets count its tags too).
    """

    id: str
    text: str
    sha256: str
    path: str | None = None
    title: str | None = None
    markup: Literal["plain", "html"] = "plain"
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote span: the part of a quote that lies in one sentence.

    Spans of one quote share ``quote_id``. ``mention`` is the nearest expression for the
    actor in the attribution, ``actor`` the fullest name that the article gives for it,
    ``None`` where nobody was found. ``stance`` is set on labelled data only. ``group``
    names what must not be split between train and test (an event, an article).
    ``actor_confidence`` is the probability that a found actor is right, ``None`` for a given one.
    ``actor_canonical`` and ``actor_id`` name the actor over articles, where the user's list of
    actors has it; the id may be missing there.
    """

    article_id: str
    quote_id: str
    span_id: str
    span: Span
    kind: Kind
    cue: Span | None = None
    mention: Span | None = None
    actor: str | None = None
    stance: str | None = None
    group: str | None = None
    actor_confidence: float | None = None
    actor_canonical: str | None = None
    actor_id: str | None = None

    @property
    def shared_name(self) -> str | None:
        """The actor's name over articles: from the list of actors, else the article's."""
        return self.actor_canonical or self.actor


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its gold quotes, sorted by start."""

    article: Article
    quotes: tuple[Quote, ...]
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prediction:
    """The stance of one quote by one model; probabilities are calibrated and sum to 1.

    ``withheld`` is the stance that was decided where it is not sure enough to be given.
    """

    quote: Quote
    text: str
    stance: str
    probabilities: dict[str, float]
    model: str
    withheld: str | None = None
