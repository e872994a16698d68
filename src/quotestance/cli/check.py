"""Check labelled data before a training: every mistake with file, line and fix.

quotestance check                                   (the packaged seed articles)
quotestance check data=articles data.dir=FOLDER     (your own *.quotes.md)
quotestance check FILE.jsonl                        (a span file)
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotestance.cli.arguments import add_overrides, use_config, with_file
from quotestance.config.paths import share_dir
from quotestance.data.problems import Problem
from quotestance.data.sources import group_pairs
from quotestance.data.spans import SpanPair, read_spans
from quotestance.data.validate import CheckReport, check_articles, check_folder
from quotestance.labels import LabelSet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``check``."""
    add_overrides(parser, "FILE|key=value")


def run(arguments: argparse.Namespace) -> int:
    """Print counts and problems; 1 when any problem is an error."""
    config, labels = use_config(with_file(arguments.words))
    report = _check(asdict(config.data), labels)
    print("\n".join(report.lines()))
    return 0 if report.ok else 1


def _check(settings: dict[str, Any], labels: LabelSet) -> CheckReport:
    if settings["kind"] == "seeds":
        return check_folder(share_dir("seeds"), labels)
    if settings["kind"] == "jsonl":
        return _check_files(settings, labels)
    return check_folder(Path(settings["dir"]), labels)


def _check_files(settings: dict[str, Any], labels: LabelSet) -> CheckReport:
    pairs: list[SpanPair] = []
    problems: list[Problem] = []
    for part in ("train", "dev", "test"):
        files = settings[part] or []
        for path in [files] if isinstance(files, str) else files:
            found, wrong = read_spans(Path(path), labels)
            pairs += found
            problems += wrong
    return check_articles(group_pairs(pairs), problems=problems, labels=labels)
