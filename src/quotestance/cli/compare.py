"""Compare models on identical labelled spans, with paired significance.

quotestance compare --models tfidf,minilm                        (the seed articles' test split)
quotestance compare --models tfidf,DIR FILE.jsonl
quotestance compare --models tfidf,minilm data=standoff data.dir=FOLDER

Every further model is compared with the first: the difference of each metric with a paired
bootstrap interval over articles, McNemar's exact test, and the spans on which they disagree.
"""

from __future__ import annotations

import argparse

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
from quotestance.errors import ConfigError
from quotestance.evaluation.significance import compare_all
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
    articles, predictions = predict_gold(prepare(config, labels), classifiers, config)
    result = compare_all(
        answers(predictions, classifiers, labels), labels, config.seed, config.resamples
    )
    print_sheets(comparison_sheets(result), stdout_console())
    out = out_folder(arguments.out, "compare")
    written = [
        *write_comparison(result, out, command=command_line()),
        *write_predictions(predictions, articles, out, ["jsonl"], labels=labels),
    ]
    print("\nwritten: " + ", ".join(str(path) for path in written))
    return 0
