"""The actor ledger: who promised, refused, warned and demanded how often."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotestance.data.files import write_atomic
from quotestance.labels import LabelSet
from quotestance.records import Prediction
from quotestance.reporting.prediction_records import sort_predictions

NOBODY = "(nobody named)"
"""How reports show quotes without an actor."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What one model saw one actor do: its predictions in the order of the text.

    ``actor_id`` is that of the user's list of actors, None for actors that it does not have.
    """

    model: str
    actor: str | None
    actor_id: str | None
    predictions: tuple[Prediction, ...]

    @property
    def name(self) -> str:
        """The actor's name for people."""
        return self.actor or NOBODY

    def of(self, stance: str) -> list[Prediction]:
        """The predictions of one stance."""
        return [prediction for prediction in self.predictions if prediction.stance == stance]

    def counts(self, labels: LabelSet) -> dict[str, int]:
        """Spans by stance, in label order."""
        return {label: len(self.of(label)) for label in labels.names}

    def acts(self, labels: LabelSet) -> list[Prediction]:
        """The predictions of a stance other than none, stance by stance."""
        return [prediction for label in labels.stances for prediction in self.of(label)]


def ledger(predictions: Iterable[Prediction], labels: LabelSet) -> list[LedgerRow]:
    """One row a model and actor: models by name, then most acts, most spans, name; nobody last.

    Actors are told apart by id and exact name: that of the list of actors where they are in it.
    """
    collected: dict[tuple[str, str | None, str | None], list[Prediction]] = {}
    for prediction in sort_predictions(predictions):
        quote = prediction.quote
        key = (prediction.model, quote.shared_name, quote.actor_id)
        collected.setdefault(key, []).append(prediction)
    rows = [LedgerRow(*key, tuple(found)) for key, found in collected.items()]
    return sorted(
        rows,
        key=lambda row: (
            row.model,
            row.actor is None,
            -len(row.acts(labels)),
            -len(row.predictions),
            row.name,
            row.actor_id or "",
        ),
    )


def write_ledger(rows: Sequence[LedgerRow], labels: LabelSet, path: Path) -> Path:
    """Write ledger.csv: model, actor and id, a count a label, and the first act as an example."""
    with write_atomic(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["model", "actor", "actor_id", *labels.names, "example_stance", "example"])
        for row in rows:
            first = next(iter(row.acts(labels)), None)
            example = [first.stance, first.text] if first else ["", ""]
            counts = row.counts(labels).values()
            cells = [row.model, row.actor or "", row.actor_id or "", *counts, *example]
            writer.writerow([str(cell).encode("utf-8", "replace").decode() for cell in cells])
    return path
