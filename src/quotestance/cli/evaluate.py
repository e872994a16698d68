"""Measure a model on labelled spans, or the whole way from plain text with --extraction.

quotestance evaluate --model minilm                              (the seed articles' test split)
quotestance evaluate --model DIR FILE.jsonl
quotestance evaluate --model minilm data=standoff data.dir=FOLDER
quotestance evaluate --extraction data=standoff data.dir=FOLDER  (quotes and actors only)

Writes metrics.json, report.md and predictions.jsonl; with --extraction extraction.json and
extraction.md: quote spans, actors and stances found in the plain text against the gold ones.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from quotestance.artifacts import load_classifier
from quotestance.cli.arguments import (
    add_out,
    add_overrides,
    command_line,
    out_folder,
    use_config,
    with_file,
)
from quotestance.cli.console import stdout_console
from quotestance.cli.gold import answers, extract_gold, predict_gold, prepare
from quotestance.config.schema import UseConfig
from quotestance.errors import ConfigError
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.metrics import evaluate
from quotestance.labels import LabelSet
from quotestance.reporting.result_files import write_extraction, write_metrics
from quotestance.reporting.sheets import extraction_sheets, metrics_sheets
from quotestance.reporting.tables import write_predictions
from quotestance.reporting.terminal import print_sheets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``evaluate``."""
    add_overrides(parser, "FILE.jsonl|key=value")
    parser.add_argument("--model", metavar="NAME|DIR", help="a released model or a model folder")
    parser.add_argument(
        "--extraction",
        action="store_true",
        help="find the quotes in the plain text first; without --model quotes and actors only",
    )
    add_out(parser, "evaluate")


def run(arguments: argparse.Namespace) -> int:
    """Evaluate, print the tables, write the reports."""
    config, labels = use_config(with_file(arguments.words))
    if arguments.model is None and not arguments.extraction:
        raise ConfigError(
            "command line",
            expected="--model NAME|DIR or --extraction",
            found="neither",
            fix="Name a model, for example --model minilm.",
        )
    score = _extraction if arguments.extraction else _stances
    written = score(arguments, config, labels)
    print("\nwritten: " + ", ".join(str(path) for path in written))
    return 0


def _stances(arguments: argparse.Namespace, config: UseConfig, labels: LabelSet) -> list[Path]:
    classifier = load_classifier(arguments.model, labels)
    articles, predictions = predict_gold(prepare(config, labels), [classifier], config)
    (table,) = answers(predictions, [classifier], labels)
    result = evaluate(
        table.ids,
        table.gold,
        table.predicted,
        table.probabilities,
        labels,
        table.groups,
        config.seed,
        config.resamples,
    )
    print_sheets(metrics_sheets(result), stdout_console())
    out = out_folder(arguments.out, "evaluate")
    title = f"Stances by {classifier.name}"
    return [
        *write_metrics(
            {"model": classifier.name, **result}, out, command=command_line(), title=title
        ),
        *write_predictions(predictions, articles, out, ["jsonl"], labels=labels),
    ]


def _extraction(arguments: argparse.Namespace, config: UseConfig, labels: LabelSet) -> list[Path]:
    classifier = load_classifier(arguments.model, labels) if arguments.model else None
    gold = prepare(config, labels)
    found = extract_gold(gold, classifier, config)
    result = score_extraction(
        gold, found, labels=labels, seed=config.seed, resamples=config.resamples
    )
    print_sheets(extraction_sheets(result), stdout_console())
    return write_extraction(result, out_folder(arguments.out, "evaluate"), command=command_line())
