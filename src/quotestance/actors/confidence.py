"""How sure an actor is, from the evidence by which the speaker was found.

A small table of measured shares, no model: how the speaker was found, and what kind of
expression stands for it. ``benchmarks/actor_confidence.py`` measures the table and checks it.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from quotestance.actors.attribution import Attribution
from quotestance.actors.mentions import PRONOUNS
from quotestance.actors.proper import proper_name
from quotestance.quotes.cues import is_according_to

Way = Literal["cue", "according", "bare", "carried"]
Form = Literal["name", "pronoun", "description"]

SHARES: dict[tuple[Way, Form], float] = {
    ("cue", "name"): 0.95,
    ("cue", "pronoun"): 0.79,
    ("cue", "description"): 0.67,
    ("according", "name"): 0.94,
    ("according", "pronoun"): 0.83,
    ("according", "description"): 0.68,
    ("bare", "name"): 0.92,
    ("bare", "pronoun"): 0.86,
    ("bare", "description"): 0.60,
    ("carried", "name"): 0.70,
    ("carried", "pronoun"): 0.67,
    ("carried", "description"): 0.40,
}
"""Share of right actors by evidence, in found quotes that match gold: 90 articles of the corpus
and folds 1 to 4 of Wikinews and of the open texts together. Smoothed by ten quotes with a share
of 0.8.
"""


def way_of(attribution: Attribution) -> Way:
    """How the speaker was found: by a reporting word, "according to", no word, an earlier quote."""
    if attribution.carried:
        return "carried"
    if attribution.cue is None:
        return "bare"
    return "according" if is_according_to(attribution.cue) else "cue"


def form_of(mention: Token) -> Form:
    """What the mention with the head ``mention`` is: a proper name, a pronoun, a description."""
    if mention.lower_ in PRONOUNS:
        return "pronoun"
    return "name" if proper_name(mention) is not None else "description"


def actor_confidence(attribution: Attribution) -> float:
    """The probability in [0, 1] that the actor of ``attribution`` is right."""
    return SHARES[way_of(attribution), form_of(attribution.speaker)]
