"""Find quotes, actors and stances in articles.

quotestance predict article.txt
quotestance predict FOLDER 'more/*.html' --model minilm --out results --format jsonl,csv,html
cat article.txt | quotestance predict -
quotestance predict --spans FILE.jsonl --model tfidf        (stances of given spans)
quotestance predict FOLDER --min-confidence 0.8             (only what the model is sure of)
quotestance predict FOLDER --min-confidence commit=0.7,refuse=0.8
quotestance predict FOLDER --min-confidence recommended     (as training found it on dev data)
quotestance predict FOLDER actors=FILE.csv                  (one name and id an actor over articles)

PATH is a file, a folder, a glob or - (standard input): .txt .html .jsonl .csv .tsv .parquet,
each also as .gz. Several models (--model tfidf,minilm) give a record a span and model. What
cannot be read goes to quarantine.jsonl with its reason, everything else is predicted, and
the exit code is 3.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from pathlib import Path

from quotestance.actors.linking import ActorIndex
from quotestance.cli.arguments import add_out, add_overrides, out_folder, split_words, use_config
from quotestance.cli.confidence import minimum_confidence
from quotestance.cli.console import error_line, progress, stdout_console
from quotestance.cli.gold import load_models
from quotestance.cli.results import Collected, check_formats, write_results
from quotestance.config.schema import UseConfig
from quotestance.data.actor_list import read_actor_list
from quotestance.data.readers import read_articles
from quotestance.data.source import Rejected
from quotestance.data.sources import group_pairs
from quotestance.data.spans import read_spans
from quotestance.errors import ConfigError
from quotestance.evaluation.selective import withhold
from quotestance.extractors import load_extractor
from quotestance.labels import LabelSet
from quotestance.pipeline import (
    ReadArticle,
    complete_quotes,
    link_actors,
    predict_stances,
    read_article,
)
from quotestance.reporting.terminal import ledger_table, predictions_table
from quotestance.seeding import seed_everything

log = logging.getLogger(__name__)

DEFAULT_MODEL = "minilm"
SHOWN = 20
SHOWN_NAMES = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``predict``."""
    add_overrides(parser, "PATH|key=value")
    parser.add_argument(
        "--spans",
        type=Path,
        metavar="FILE",
        help="predict stances of these spans (span JSONL or a table) instead of finding quotes",
    )
    parser.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="NAME|DIR[,…]",
        help=f"released models or model folders (default: {DEFAULT_MODEL})",
    )
    parser.add_argument(
        "--format",
        default="jsonl,csv,html",
        metavar="F,…",
        help="jsonl, csv, parquet, html, ledger (default: jsonl,csv,html)",
    )
    parser.add_argument(
        "--min-confidence",
        metavar="X|STANCE=X|recommended[,…]",
        help="give none instead of a stance whose probability is lower, and name it as withheld",
    )
    add_out(parser, "predict")


def run(arguments: argparse.Namespace) -> int:
    """Predict, write the results, show the first of them; 3 when something was set aside."""
    paths, overrides = split_words(arguments.words)
    if bool(paths) == bool(arguments.spans):
        raise ConfigError(
            "command line",
            expected="articles (PATH…) or --spans FILE.jsonl",
            found="both" if paths else "neither",
            fix="See quotestance predict --help.",
        )
    config, labels = use_config(overrides)
    formats = check_formats(arguments.format)
    seed_everything(config.seed, config.threads)
    collected = Collected()
    if arguments.spans:
        reading = _given_spans(arguments.spans, labels, collected)
    else:
        reading = _articles(paths, config, collected)
    if config.actors is not None:
        reading = link_actors(reading, _actor_index(config.actors))
    classifiers = load_models(arguments.model, labels)
    least = minimum_confidence(arguments.min_confidence, classifiers, labels)
    out = out_folder(arguments.out, "predict")
    for item, predictions in predict_stances(reading, classifiers, config.batch_size):
        collected.add(item, [withhold(p, least[p.model], labels.none) for p in predictions])
    written = write_results(collected, out, formats, labels)
    _show(collected, labels)
    print("\nwritten: " + ", ".join(str(path) for path in written))
    return 3 if collected.quarantine else 0


def _articles(paths: list[str], config: UseConfig, collected: Collected) -> Iterator[ReadArticle]:
    """Every article of the inputs with its quotes; what cannot be read is set aside."""
    extractor = load_extractor(config.extractor)
    items = read_articles(
        paths, text_column=config.text_column, id_column=config.id_column, note=log.info
    )

    def read() -> Iterator[ReadArticle]:
        for item in progress(items, "articles"):
            if isinstance(item, Rejected):
                error_line(f"{item.path}: {item.reason}")
                collected.reject(item.path, item.line, item.id, item.reason)
            else:
                yield read_article(item, extractor, config.min_actor_confidence)

    return read()


def _given_spans(path: Path, labels: LabelSet, collected: Collected) -> Iterator[ReadArticle]:
    """The articles of a span file with the given spans; broken lines are set aside."""
    pairs, problems = read_spans(path, labels, require_stance=False)
    for problem in problems:
        error_line(str(problem))
        reason = f"expected {problem.expected}, found {problem.found}. {problem.fix}"
        collected.reject(str(path), problem.line, None, reason)
    collected.keep_order([quote.span_id for _, quote in pairs])
    articles = group_pairs(pairs)
    return (
        complete_quotes(labelled.article, labelled.quotes)
        for labelled in progress(articles, "texts", len(articles))
    )


def _actor_index(path: str) -> ActorIndex:
    """The list of actors at ``path``; names that several of its actors share are told."""
    index = ActorIndex(read_actor_list(Path(path)))
    told = [f"'{form}' ({', '.join(names)})" for form, names in index.ambiguous.items()]
    if told:
        more = f" and {len(told) - SHOWN_NAMES} more" if len(told) > SHOWN_NAMES else ""
        shown = ", ".join(told[:SHOWN_NAMES])
        error_line(f"{path}: names of several actors, which link to none: {shown}{more}.")
    return index


def _show(collected: Collected, labels: LabelSet) -> None:
    """The stances first, as many as fit a screen, and who took how many."""
    console = stdout_console()
    records = collected.records()
    acts = [record for record in records if record["stance"] != labels.none]
    if acts:
        console.print(predictions_table(acts[:SHOWN], labels))
    rest = len(acts) - SHOWN
    if rest > 0:
        console.print(f"… and {rest} more")
    rows = collected.ledger(labels)[:SHOWN]
    if rows:
        console.print()
        console.print(ledger_table(rows, labels))
    spans = len({record["span_id"] for record in records})
    withheld = sum(record["withheld"] is not None for record in records)
    console.print(
        f"\n{len(collected.articles)} articles, {spans} quote spans, "
        f"{len(collected.quarantine)} set aside"
        + (f", {withheld} stances withheld" if withheld else "")
    )
