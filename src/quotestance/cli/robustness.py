"""The robustness suite for one model or several: what evaluate and compare share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from quotestance.classifiers import Classifier
from quotestance.cli.arguments import command_line, out_folder, split_words
from quotestance.cli.console import stdout_console
from quotestance.cli.gold import predict_gold
from quotestance.config.paths import packaged_data
from quotestance.config.schema import UseConfig
from quotestance.data.robustness import load_capabilities, load_swaps
from quotestance.errors import ConfigError
from quotestance.evaluation.robustness import all_changes, robustness
from quotestance.labels import LabelSet
from quotestance.reporting.result_files import write_robustness
from quotestance.reporting.robustness_sheets import rate_sheets
from quotestance.reporting.terminal import print_sheets
from quotestance.seeding import seed_everything


def add_robustness(parser: argparse._ActionsContainer) -> None:
    """``--robustness``."""
    parser.add_argument(
        "--robustness",
        action="store_true",
        help="measure on the robustness suite: failure rates by capability",
    )


def report_robustness(
    classifiers: Sequence[Classifier],
    config: UseConfig,
    labels: LabelSet,
    arguments: argparse.Namespace,
) -> list[Path]:
    """Print the failure rates and write robustness.json and robustness.md.

    Raises ConfigError for data that were named: the suite brings its own.
    """
    _refuse_data(arguments.words)
    seed_everything(config.seed, config.threads)
    folder = packaged_data("robustness")
    capabilities = load_capabilities(folder, labels)
    changes = all_changes(capabilities, load_swaps(folder))
    cases = [case for capability in capabilities for case in capability.cases]
    cases += [changed.case for found in changes.values() for changed in found]
    _, predictions = predict_gold([case.labelled() for case in cases], classifiers, config)
    results = {}
    for classifier in classifiers:
        own = [p for p in predictions if p.model == classifier.name]
        stances = {p.quote.article_id: p.stance for p in own}
        results[classifier.name] = {
            "weights": classifier.manifest["weights"],
            **robustness(capabilities, changes, stances),
        }
    print_sheets(rate_sheets(results), stdout_console())
    return write_robustness(
        results, out_folder(arguments.out, "robustness"), command=command_line()
    )


def _refuse_data(words: Sequence[str]) -> None:
    paths, overrides = split_words(words)
    named = [*paths, *(word for word in overrides if word.lstrip("+~").startswith("data"))]
    if named:
        raise ConfigError(
            "--robustness",
            expected="no data, it brings its own",
            found=", ".join(named),
            fix="Leave the data out, or --robustness.",
        )
