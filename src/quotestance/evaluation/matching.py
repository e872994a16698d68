"""One-to-one matching of predicted against gold quote spans."""

from __future__ import annotations

from collections.abc import Sequence

from quotestance.records import Quote

MINIMUM_IOU = 0.5
"""Two spans match when they share at least half of what they cover together (code points)."""


def match_quotes(
    gold: Sequence[Quote], predicted: Sequence[Quote], minimum: float = MINIMUM_IOU
) -> list[tuple[Quote, Quote]]:
    """Pairs (gold, predicted) of one article, best intersection over union first.

    Greedy and one-to-one: each span is matched at most once. Ties go to a pair of one kind,
    then to the earlier spans, so the order of the inputs does not matter. The kind decides
    nothing else.
    """
    candidates = [
        (-iou, left.kind != right.kind, left.span, right.span, i, j)
        for i, left in enumerate(gold)
        for j, right in enumerate(predicted)
        if (iou := left.span.iou(right.span)) >= minimum
    ]
    pairs: list[tuple[Quote, Quote]] = []
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs
