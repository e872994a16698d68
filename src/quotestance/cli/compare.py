"""Compare models on identical labelled spans, with paired significance.

quotestance compare --models tfidf,minilm                        (the seed articles' test split)
quotestance compare --models tfidf,DIR FILE.jsonl
quotestance compare --models tfidf,minilm data=standoff data.dir=FOLDER
quotestance compare --models tfidf,minilm --robustness           (cases of our own writing)

Every further model is compared with the first: the difference of each metric with a paired
bootstrap interval over articles, McNemar's exact test, and the spans on which they disagree.
With --robustness the failure rates by capability stand side by side.
"""

from __future__ import annotations

import argparse
from pathlib import Path

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
from quotestance.cli.gold import answers, load_models, predict_gold, prepare
from quotestance.cli.robustness import add_robustness, report_robustness
from quotestance.config.schema import UseConfig
from quotestance.errors import ConfigError
from quotestance.evaluation.significance import compare_all
from quotestance.labels import LabelSet
from quotestance.reporting.result_files import write_comparison
from quotestance.reporting.sheets import comparison_sheets
from quotestance.reporting.tables import write_predictions
from quotestance.reporting.terminal import print_sheets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``compare``."""
    add_overrides(parser, "FILE.jsonl|key=value")
    parser.add_argument(
        "--models", required=True, metavar="A,B,…", help="two or more names or model folders"
    )
    add_robustness(parser)
    add_out(parser, "compare")


def run(arguments: argparse.Namespace) -> int:
    """Compare, print the tables, write the reports."""
    config, labels = use_config(with_file(arguments.words))
    classifiers = load_models(arguments.models, labels)
    if len(classifiers) < 2:
        raise ConfigError(
            "--models",
            expected="two or more models",
            found=f"only {classifiers[0].name}",
            fix="Separate their names with commas.",
        )
    if arguments.robustness:
        written = report_robustness(classifiers, config, labels, arguments)
    else:
        written = _stances(classifiers, config, labels, arguments.out)
    print("\nwritten: " + ", ".join(str(path) for path in written))
    return 0


def _stances(
    classifiers: list[Classifier], config: UseConfig, labels: LabelSet, out: Path | None
) -> list[Path]:
    articles, predictions = predict_gold(prepare(config, labels), classifiers, config)
    result = compare_all(
        answers(predictions, classifiers, labels), labels, config.seed, config.resamples
    )
    print_sheets(comparison_sheets(result), stdout_console())
    folder = out_folder(out, "compare")
    return [
        *write_comparison(result, folder, command=command_line()),
        *write_predictions(predictions, articles, folder, ["jsonl"], labels=labels),
    ]
