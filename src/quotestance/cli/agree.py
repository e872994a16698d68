"""Measure how far two annotators agree who labelled the same articles on their own.

quotestance agree FIRST SECOND --out DIR

FIRST and SECOND are folders of *.quotes.md or of standoff labels; articles with the same id are
compared: quote spans, actors, and the stances of spans that both have. Writes agreement.json,
agreement.md and disagreements.jsonl.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from quotestance.cli.arguments import add_out, command_line, out_folder, split_words, use_config
from quotestance.cli.console import stdout_console
from quotestance.data.sources import load_folder
from quotestance.errors import ConfigError
from quotestance.evaluation.agreement import agreement
from quotestance.reporting.result_files import write_agreement
from quotestance.reporting.sheets import agreement_sheets
from quotestance.reporting.terminal import print_sheets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``agree``."""
    parser.add_argument("words", nargs="*", metavar="FOLDER|key=value", help="see above")
    add_out(parser, "agree")


def run(arguments: argparse.Namespace) -> int:
    """Compare the two folders, print the tables, write the reports."""
    paths, overrides = split_words(arguments.words)
    if len(paths) != 2:
        raise ConfigError(
            "command line",
            expected="two folders of labelled articles",
            found=", ".join(paths) or "none",
            fix="Give the first annotator's folder and the second's.",
        )
    config, labels = use_config(overrides)
    first, second = (load_folder(Path(path), labels) for path in paths)
    result = agreement(first, second, labels=labels, seed=config.seed, resamples=config.resamples)
    print_sheets(agreement_sheets(result), stdout_console())
    written = write_agreement(result, out_folder(arguments.out, "agree"), command=command_line())
    print("\nwritten: " + ", ".join(str(path) for path in written))
    return 0
