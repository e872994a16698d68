"""End to end, stage by stage: where do the acts of an article get lost?

An *act* is a span with a stance other than none. Spans match at an IoU of 0.5 or more
(``matching``), an actor is right by ``same_actor``, no actor being right where gold has none.

Waterfall, each count being a part of the one before:

- ``recall``: gold ``acts``; of these ``found`` (matched by a found span, whatever its stance);
  of these ``actor`` right; of these ``stance`` right, too;
- ``precision``: ``acts`` that the program claims; of these ``found`` (matched to a gold span,
  whatever its stance); of these ``actor`` right; of these ``stance`` right, too.

The last counts of both are the same acts, the *joint* hits. ``f1`` is micro-averaged over the
stances: 2 · joint / (gold acts + claimed acts). It is measured as it is and with parts replaced
by gold:

- ``end_to_end``: found spans, found actors, the model's stances;
- ``gold_stances``: as before, but a found span has the stance of its gold span, and none where
  it matches no gold span: what a perfect stance model would reach;
- ``gold_spans``: gold spans, actors found for them, the model's stances;
- ``gold_spans_actors``: gold spans and actors (which the model reads), the model's stances.

``lost`` divides what is missing to 1 in this order, so that the parts add up: to ``spans``
(gold_spans - end_to_end), to ``actors`` (gold_spans_actors - gold_spans), to ``stances``
(1 - gold_spans_actors). A part can be negative where an error hides another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quotestance.actors.names import same_actor
from quotestance.evaluation.bootstrap import Bootstrap
from quotestance.evaluation.matching import match_quotes
from quotestance.evaluation.metrics import none_if_nan, ratio
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle, Quote

STAGES = ("acts", "found", "actor", "stance")
SCENARIOS = ("end_to_end", "gold_stances", "gold_spans", "gold_spans_actors")
_SIDES = ("recall", "precision")

Found = Mapping[str, Sequence[Quote]]
"""Article id → the quotes of that article, with actors and stances."""


def score_stages(
    gold: Sequence[LabelledArticle],
    found: Found,
    on_gold_spans: Found,
    on_gold_spans_actors: Found,
    *,
    labels: LabelSet,
    seed: int = 0,
    resamples: int = 1000,
    level: float = 0.95,
) -> dict[str, Any]:
    """Waterfall and replacements, see the top of this module.

    ``found`` holds the quotes found in the plain text, the other two the gold spans: with the
    program's actors, and with gold actors; all with the model's stances. An article without an
    entry counts as one in which nothing was found. Figures are None where there are no acts;
    intervals come from resampling articles, and are None for a single one.
    """
    rows = []
    for item in gold:
        article = item.article.id
        own = found.get(article, ())
        runs = {
            "end_to_end": own,
            "gold_stances": _with_gold_stances(item.quotes, own, labels.none),
            "gold_spans": on_gold_spans.get(article, ()),
            "gold_spans_actors": on_gold_spans_actors.get(article, ()),
        }
        rows.append([_count(item.quotes, runs[name], labels.none) for name in SCENARIOS])
    columns = len(SCENARIOS) * len(_SIDES) * len(STAGES)
    table = np.array(rows, dtype=float).reshape(len(rows), columns)
    f1 = _f1(table.sum(axis=0))
    bootstrap = Bootstrap(seed, resamples, level)
    resampled = _f1(bootstrap.totals(table)) if len(rows) > 1 else None
    first = table.sum(axis=0).reshape(len(SCENARIOS), len(_SIDES), len(STAGES))[0]
    return {
        **{
            side: dict(zip(STAGES, first[i].astype(int).tolist(), strict=True))
            for i, side in enumerate(_SIDES)
        },
        "f1": {name: none_if_nan(f1[i]) for i, name in enumerate(SCENARIOS)},
        "confidence_intervals": {
            name: None if resampled is None else bootstrap.interval(resampled[:, i])
            for i, name in enumerate(SCENARIOS)
        },
        "lost": _lost(dict(zip(SCENARIOS, f1, strict=True))),
    }


def _count(gold: Sequence[Quote], found: Sequence[Quote], none: str) -> list[list[int]]:
    """Counts of one article and run, sides × stages."""
    acts: Counter[tuple[str, str]] = Counter()
    acts["recall", "acts"] = sum(quote.stance not in (None, none) for quote in gold)
    acts["precision", "acts"] = sum(quote.stance not in (None, none) for quote in found)
    for left, right in match_quotes(gold, found):
        actor = same_actor(left.actor, right.actor)
        for side, quote in (("recall", left), ("precision", right)):
            if quote.stance not in (None, none):
                acts[side, "found"] += 1
                acts[side, "actor"] += actor
                acts[side, "stance"] += actor and left.stance == right.stance
    return [[acts[side, stage] for stage in STAGES] for side in _SIDES]


def _with_gold_stances(gold: Sequence[Quote], found: Sequence[Quote], none: str) -> list[Quote]:
    """The found quotes as a perfect stance model would label them."""
    stances = {id(right): left.stance for left, right in match_quotes(gold, found)}
    return [replace(quote, stance=stances.get(id(quote), none)) for quote in found]


def _f1(sums: np.ndarray) -> np.ndarray:
    """F1 of each scenario from counts (..., columns): (..., scenarios), NaN without acts."""
    counts = sums.reshape(*sums.shape[:-1], len(SCENARIOS), len(_SIDES), len(STAGES))
    acts = counts[..., STAGES.index("acts")].sum(axis=-1)
    return ratio(2 * counts[..., 0, STAGES.index("stance")], acts)


def _lost(f1: Mapping[str, float]) -> dict[str, float | None]:
    """What each stage costs of the F1, in the order spans, actors, stances."""
    steps = {
        "spans": f1["gold_spans"] - f1["end_to_end"],
        "actors": f1["gold_spans_actors"] - f1["gold_spans"],
        "stances": 1 - f1["gold_spans_actors"],
    }
    return {name: none_if_nan(value) for name, value in steps.items()}
