"""Write predictions to disk: one writer a format in the table ``WRITERS``.

To add a format, write one function of a ``PredictionTable`` and one line in ``WRITERS``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from quotestance.data.files import write_atomic, write_jsonl
from quotestance.errors import ConfigError, nearest
from quotestance.labels import LabelSet
from quotestance.records import Article, Prediction
from quotestance.reporting.article_page import write_pages
from quotestance.reporting.ledger import ledger, write_ledger
from quotestance.reporting.prediction_records import Record, prediction_records


@dataclass(frozen=True, slots=True)
class PredictionTable:
    """What a writer may need: predictions of one or more models on articles."""

    predictions: Sequence[Prediction]
    articles: Mapping[str, Article]
    labels: LabelSet
    title: str

    @property
    def records(self) -> list[Record]:
        """The records of predictions.jsonl, sorted by article, place and model."""
        return prediction_records(self.predictions, self.articles)

    @property
    def columns(self) -> dict[str, pa.DataType]:
        """Column names of the flat formats and their types; ``p_<label>`` are probabilities."""
        texts = dict.fromkeys(("article_id", "quote_id", "span_id"), pa.string())
        places = {
            f"{place}_{part}": pa.string() if part == "text" else pa.int64()
            for place in ("cue", "mention")
            for part in ("start", "end", "text")
        }
        return {
            **texts,
            "start": pa.int64(),
            "end": pa.int64(),
            "text": pa.string(),
            "kind": pa.string(),
            **places,
            "actor": pa.string(),
            "actor_confidence": pa.float64(),
            "actor_canonical": pa.string(),
            "actor_id": pa.string(),
            "stance": pa.string(),
            "withheld": pa.string(),
            **{f"p_{label}": pa.float64() for label in self.labels.names},
            "model": pa.string(),
        }

    def flat_records(self) -> list[dict[str, Any]]:
        """Records with exactly the keys of ``columns``, None where there is nothing."""
        flat = []
        for record in self.records:
            row: dict[str, Any] = dict(record)
            for place in ("cue", "mention"):
                found = row.pop(place) or {}
                row.update(
                    {f"{place}_{part}": found.get(part) for part in ("start", "end", "text")}
                )
            row.update({f"p_{label}": p for label, p in row.pop("probabilities").items()})
            flat.append({name: encodable(row.get(name)) for name in self.columns})
        return flat


def encodable(value: Any) -> Any:
    """Text without lone surrogates, which UTF-8 cannot hold; anything else as it is."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _write_jsonl(table: PredictionTable, out: Path) -> Path:
    """One record a line, see ``prediction_records``."""
    path = out / "predictions.jsonl"
    write_jsonl(path, table.records)
    return path


def _write_csv(table: PredictionTable, out: Path) -> Path:
    """Flat records with a header line; an empty field stands for "none"."""
    path = out / "predictions.csv"
    with write_atomic(path) as stream:
        writer = csv.DictWriter(stream, list(table.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.flat_records())
    return path


def _write_parquet(table: PredictionTable, out: Path) -> Path:
    """Flat records with typed columns."""
    path = out / "predictions.parquet"
    content = io.BytesIO()
    schema = pa.schema(list(table.columns.items()))
    pq.write_table(pa.Table.from_pylist(table.flat_records(), schema=schema), content)
    with write_atomic(path) as stream:
        stream.buffer.write(content.getvalue())
    return path


def _write_html(table: PredictionTable, out: Path) -> Path:
    """Annotated articles under ``html/``; the path is that of the first page."""
    articles = sorted(table.articles.values(), key=lambda article: article.id)
    pages = write_pages(
        articles, table.predictions, labels=table.labels, title=table.title, out=out / "html"
    )
    return pages[0]


def _write_ledger(table: PredictionTable, out: Path) -> Path:
    """Who took which stance how often."""
    return write_ledger(ledger(table.predictions, table.labels), table.labels, out / "ledger.csv")


WRITERS: dict[str, Callable[[PredictionTable, Path], Path]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
    "html": _write_html,
    "ledger": _write_ledger,
}


def write_predictions(
    predictions: Sequence[Prediction],
    articles: Mapping[str, Article],
    out: Path,
    formats: Sequence[str],
    *,
    labels: LabelSet,
    title: str = "Who promised, refused, warned of or demanded what",
) -> list[Path]:
    """Write the predictions in each format under the folder ``out``; returns one path a format.

    ``articles`` are by article id. Raises ConfigError for a format that ``WRITERS`` lacks (before
    anything is written) and DataError for a prediction whose article is not given.
    """
    for name in formats:
        if name not in WRITERS:
            raise ConfigError(
                "output formats",
                expected=f"some of {', '.join(WRITERS)}",
                found=f"'{name}'",
                fix=nearest(name, WRITERS),
            )
    table = PredictionTable(predictions, articles, labels, title)
    return [WRITERS[name](table, out) for name in formats]
