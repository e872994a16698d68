"""Check labelled data before a training: every mistake with file, line and fix.

quotestance check                                   (the packaged seed articles)
quotestance check data=corpus                       (the packaged corpus; also data=sentences)
quotestance check data=articles data.dir=FOLDER     (your own *.quotes.md)
quotestance check FILE.jsonl                        (a span file)

With --variety also how much the data repeat themselves and what gives a stance away, beside
the same figures of other data:

quotestance check data=corpus --variety --beside FOLDER --out DIR
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotestance.cli.arguments import add_overrides, command_line, out_folder, use_config, with_file
from quotestance.cli.console import stdout_console
from quotestance.config.paths import packaged_data
from quotestance.data.problems import Problem
from quotestance.data.sources import PACKAGED, group_pairs, load_all, load_folder, span_files
from quotestance.data.spans import SpanPair, read_spans
from quotestance.data.validate import CheckReport, check_articles, check_folder
from quotestance.errors import ConfigError
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle
from quotestance.reporting.result_files import write_variety
from quotestance.reporting.terminal import print_sheets
from quotestance.reporting.variety_sheets import variety_sheets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``check``."""
    add_overrides(parser, "FILE|key=value")
    parser.add_argument("--variety", action="store_true", help="measure repetition and leakage")
    parser.add_argument(
        "--beside",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="labelled data to measure beside it; may be given several times",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write variety.json and variety.md there"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print counts and problems; 1 when any problem is an error."""
    if not arguments.variety and (arguments.beside or arguments.out):
        raise ConfigError(
            "command line",
            expected="--variety with --beside or --out",
            found="no --variety",
            fix="Add --variety.",
        )
    config, labels = use_config(with_file(arguments.words))
    settings = asdict(config.data)
    report = _check(settings, labels)
    print("\n".join(report.lines()))
    if report.ok and arguments.variety:
        _variety(arguments, settings, labels, config.seed)
    return 0 if report.ok else 1


def _variety(
    arguments: argparse.Namespace, settings: dict[str, Any], labels: LabelSet, seed: int
) -> None:
    """Print the tables of variety and leakage, and write them where ``--out`` says."""
    sets = {settings["kind"]: load_all(settings, labels)}
    sets |= {folder.name: load_folder(folder, labels) for folder in arguments.beside}
    figures = {name: _figures(articles, labels, seed) for name, articles in sets.items()}
    print_sheets(variety_sheets(figures), stdout_console())
    if arguments.out is not None:
        written = write_variety(figures, out_folder(arguments.out, "check"), command=command_line())
        print("\nwritten: " + ", ".join(str(path) for path in written))


def _figures(articles: Sequence[LabelledArticle], labels: LabelSet, seed: int) -> dict[str, Any]:
    # scikit-learn and datasketch take seconds to import, and a plain check needs neither
    from quotestance.evaluation.leakage import leakage
    from quotestance.evaluation.variety import variety

    return {**variety(articles), "leakage": leakage(articles, labels, seed)}


def _check(settings: dict[str, Any], labels: LabelSet) -> CheckReport:
    files = span_files(settings)
    if files is not None:
        return _check_files([path for paths in files.values() for path in paths], labels)
    if settings["kind"] in PACKAGED:
        return check_folder(packaged_data(settings["kind"]), labels)
    return check_folder(Path(settings["dir"]), labels)


def _check_files(paths: Sequence[str], labels: LabelSet) -> CheckReport:
    pairs: list[SpanPair] = []
    problems: list[Problem] = []
    for path in paths:
        found, wrong = read_spans(Path(path), labels)
        pairs += found
        problems += wrong
    return check_articles(group_pairs(pairs), problems=problems, labels=labels)
