"""What a prediction run has found, and the files it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotestance.cli.console import error_line
from quotestance.data.files import write_jsonl
from quotestance.errors import ConfigError, nearest
from quotestance.labels import LabelSet
from quotestance.pipeline import ReadArticle
from quotestance.records import Article, Prediction
from quotestance.reporting.ledger import LedgerRow, ledger
from quotestance.reporting.prediction_records import prediction_records
from quotestance.reporting.tables import WRITERS, write_predictions

Record = dict[str, Any]


class Collected:
    """Articles, predictions and what was set aside, filled as a run goes."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.summaries: list[Record] = []
        self.predictions: list[Prediction] = []
        self.quarantine: list[Record] = []
        self.order: dict[str, int] | None = None

    def add(self, item: ReadArticle, predictions: Sequence[Prediction]) -> None:
        """One article; one that broke a stage goes to quarantine."""
        article = item.article
        if item.failure:
            reason = f"expected an article that can be read, found {item.failure}. Report it."
            error_line(f"{article.path or article.id}: {reason}")
            self.reject(article.path, None, article.id, reason)
            return
        self.articles[article.id] = article
        self.predictions += predictions
        self.summaries.append(_summary(item, predictions))

    def reject(self, path: str | None, line: int | None, id: str | None, reason: str) -> None:
        """Something that could not be used, and why."""
        self.quarantine.append({"path": path, "line": line, "id": id, "reason": reason})

    def keep_order(self, span_ids: Sequence[str]) -> None:
        """Answer given spans in the order of their file instead of the order of the texts."""
        self.order = {span_id: i for i, span_id in enumerate(span_ids)}

    def records(self) -> list[Record]:
        """The records of predictions.jsonl."""
        records = prediction_records(self.predictions, self.articles)
        if self.order is not None:
            order = self.order
            records.sort(key=lambda record: (order[record["span_id"]], record["model"]))
        return records

    def ledger(self, labels: LabelSet) -> list[LedgerRow]:
        """Who took which stance how often."""
        return ledger(self.predictions, labels)


def check_formats(words: str) -> list[str]:
    """Output formats from a comma-separated list; JSONL is always among them.

    Raises ConfigError for an unknown one, before any work is done.
    """
    formats = list(dict.fromkeys(["jsonl", *(w.strip() for w in words.split(",") if w.strip())]))
    for name in formats:
        if name not in WRITERS:
            raise ConfigError(
                "--format",
                expected=f"some of {', '.join(WRITERS)}",
                found=f"'{name}'",
                fix=nearest(name, WRITERS),
            )
    return formats


def write_results(
    collected: Collected, out: Path, formats: Sequence[str], labels: LabelSet
) -> list[Path]:
    """predictions.* in all formats, articles.jsonl, and quarantine.jsonl if need be."""
    others = [name for name in formats if name != "jsonl"]
    written = [out / "predictions.jsonl", out / "articles.jsonl"]
    write_jsonl(written[0], collected.records())
    write_jsonl(written[1], sorted(collected.summaries, key=lambda record: str(record["id"])))
    written += write_predictions(
        collected.predictions, collected.articles, out, others, labels=labels
    )
    quarantine = out / "quarantine.jsonl"
    quarantine.unlink(missing_ok=True)  # of an earlier run into the same folder
    if collected.quarantine:
        write_jsonl(quarantine, collected.quarantine)
        written.append(quarantine)
    return written


def _summary(item: ReadArticle, predictions: Sequence[Prediction]) -> Record:
    """One record of articles.jsonl."""
    article = item.article
    counts: dict[str, Counter[str]] = {}
    for prediction in predictions:
        counts.setdefault(prediction.model, Counter())[prediction.stance] += 1
    return {
        "id": article.id,
        "path": article.path,
        "sha256": article.sha256,
        "title": article.title,
        "characters": len(article.text),
        "quote_spans": len(item.quotes),
        "quotes": len({quote.quote_id for quote in item.quotes}),
        "actors": len({quote.actor for quote in item.quotes if quote.actor}),
        "stances": {model: dict(sorted(counter.items())) for model, counter in counts.items()},
        "diagnostics": [asdict(diagnostic) for diagnostic in item.diagnostics],
    }
