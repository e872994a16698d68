"""Measure a model on labelled spans, or the whole way from plain text with --extraction.

quotestance evaluate --model minilm                              (the seed articles' test split)
quotestance evaluate --model DIR FILE.jsonl
quotestance evaluate --model minilm data=standoff data.dir=FOLDER
quotestance evaluate --extraction data=standoff data.dir=FOLDER  (quotes and actors only)
quotestance evaluate --model minilm --robustness                 (cases of our own writing)

Writes metrics.json, report.md, two charts of the confidence and predictions.jsonl; with
--extraction extraction.json and extraction.md: quote spans, actors and stances found in the
plain text against the gold ones, and with a model how much is lost at each stage; with
--robustness robustness.json and robustness.md: failure rates by capability.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotestance.artifacts import find_model, load_classifier, read_manifest
from quotestance.classifiers import Classifier
from quotestance.cli.arguments import (
    add_out,
    add_overrides,
    command_line,
    out_folder,
    use_config,
    with_file,
)
from quotestance.cli.console import stdout_console
from quotestance.cli.gold import (
    answers,
    extract_gold,
    label_gold_spans,
    predict_gold,
    prepare,
)
from quotestance.cli.robustness import add_robustness, report_robustness
from quotestance.config.schema import UseConfig
from quotestance.data.sources import require_whole_articles
from quotestance.errors import ConfigError
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.metrics import evaluate
from quotestance.evaluation.stages import score_stages
from quotestance.extractors import RULES, extractor_names
from quotestance.labels import LabelSet
from quotestance.reporting.evaluation_sheets import end_to_end_sheets, evaluation_sheets
from quotestance.reporting.result_files import write_extraction, write_metrics
from quotestance.reporting.tables import write_predictions
from quotestance.reporting.terminal import print_sheets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``evaluate``."""
    add_overrides(parser, "FILE.jsonl|key=value")
    parser.add_argument("--model", metavar="NAME|DIR", help="a released model or a model folder")
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--extraction",
        action="store_true",
        help="find the quotes in the plain text first; without --model quotes and actors only",
    )
    add_robustness(way)
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
    score = _robustness if arguments.robustness else score
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
    print_sheets(evaluation_sheets(result), stdout_console())
    out = out_folder(arguments.out, "evaluate")
    title = f"Stances by {classifier.name}"
    return [
        *write_metrics(
            {**_measured(classifier), **result}, out, command=command_line(), title=title
        ),
        *write_predictions(predictions, articles, out, ["jsonl"], labels=labels),
    ]


def _robustness(arguments: argparse.Namespace, config: UseConfig, labels: LabelSet) -> list[Path]:
    return report_robustness([load_classifier(arguments.model, labels)], config, labels, arguments)


def _extraction(arguments: argparse.Namespace, config: UseConfig, labels: LabelSet) -> list[Path]:
    classifier = load_classifier(arguments.model, labels) if arguments.model else None
    require_whole_articles(asdict(config.data))
    gold = prepare(config, labels)
    found = extract_gold(gold, classifier, config)
    chance: dict[str, Any] = {"seed": config.seed, "resamples": config.resamples}
    result = {
        "extractor": _extractor(config.extractor),
        **score_extraction(gold, found, labels=labels, **chance),
    }
    if classifier:
        replaced = [label_gold_spans(gold, classifier, config, actors=a) for a in (False, True)]
        stages = score_stages(gold, found, *replaced, labels=labels, **chance)
        result = {**_measured(classifier), **result, "stages": stages}
    print_sheets(end_to_end_sheets(result), stdout_console())
    return write_extraction(result, out_folder(arguments.out, "evaluate"), command=command_line())


def _measured(classifier: Classifier) -> dict[str, Any]:
    """Which model a result is about: a model trained anew under the same name is another one."""
    return {"model": classifier.name, "weights": classifier.manifest["weights"]}


def _extractor(name: str) -> dict[str, Any]:
    """What found the quotes: the rules, a tagger with its weights, or several of them."""
    if name == RULES:
        return {"name": RULES}
    names = extractor_names(name)
    if len(names) > 1:
        return {"name": name, "members": [_extractor(one) for one in names]}
    manifest = read_manifest(find_model(name))
    return {"name": manifest["name"], "weights": manifest["weights"]}
