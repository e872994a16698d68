"""New model texts out of old ones: the span of one in the frame of another."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from quotestance.features.render import CLOSE, OPEN


class Framed(NamedTuple):
    """A model text cut at its marked span: what stands before, the span, what stands after."""

    before: str
    span: str
    after: str

    @property
    def fit(self) -> tuple[bool, ...]:
        """What two texts must share for their spans to change places and still read as news.

        Whether the span stands in quotation marks, is an infinitive ("to …"), comes first in
        its sentence, and has a cue.
        """
        _, cue, sentence = [field.strip() for field in self.before.split("|", 2)]
        quoted = sentence.endswith(('"', "'"))
        return quoted, self.span.startswith("to "), not sentence.strip("\"' "), bool(cue)


def framed(text: str) -> Framed:
    """Cut a model text, as ``render`` writes it, at its markers."""
    start, end = text.index(OPEN) + len(OPEN), text.rindex(CLOSE)
    return Framed(text[: start - len(OPEN)], text[start:end].strip(), text[end + len(CLOSE) :])


def recombine(texts: Sequence[str], copies: int, seed: int) -> list[str]:
    """Every span in ``copies`` other frames, drawn at random among those that fit.

    Nobody labelled these texts: a teacher answers for them (data augmentation for
    distillation, Jiao et al. 2020). A text in whose kind there is no second frame is left out.
    """
    rng = random.Random(seed)
    cut = [framed(text) for text in texts]
    frames: dict[tuple[bool, ...], list[Framed]] = defaultdict(list)
    for one in cut:
        frames[one.fit].append(one)
    made = []
    for one in cut:
        others = frames[one.fit]
        if len(others) < 2:
            continue
        for _ in range(copies):
            frame = rng.choice(others)
            made.append(f"{frame.before}{OPEN} {one.span} {CLOSE}{frame.after}")
    return made
