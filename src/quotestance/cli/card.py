"""Write a model card from a model folder and saved results.

quotestance card MODEL --out models/NAME/README.md
quotestance card MODEL --results DIR DIR --licence apache-2.0 --out FILE

DIR and the folders below it are searched for metrics.json, extraction.json and robustness.json
of this model, as quotestance evaluate writes them. Nothing is measured here: what is missing
is shown as missing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quotestance.artifacts import find_model, read_manifest
from quotestance.data.files import write_atomic
from quotestance.errors import ConfigError
from quotestance.reporting.model_card import model_card
from quotestance.reporting.saved_results import saved_results


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``card``."""
    parser.add_argument(
        "model", metavar="MODEL", help="a released model or a model folder, also of a tagger"
    )
    parser.add_argument(
        "--results",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="DIR",
        help="folders with saved results; the name of each folder is the name of its data",
    )
    parser.add_argument("--licence", metavar="NAME", help="SPDX name of the model's licence")
    parser.add_argument(
        "--about", type=Path, metavar="FILE.md", help="Markdown to set below the heading"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write it (default: standard output)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write or print the card."""
    manifest = read_manifest(find_model(arguments.model))
    card = model_card(
        manifest,
        saved_results(arguments.results, manifest),
        licence=arguments.licence,
        about=_about(arguments.about),
    )
    if arguments.out is None:
        sys.stdout.write(card)
        return 0
    with write_atomic(arguments.out) as stream:
        stream.write(card)
    print(f"written: {arguments.out}")
    return 0


def _about(path: Path | None) -> str:
    """The text of ``--about``."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "--about",
            expected="a Markdown file in UTF-8",
            found=f"'{path}': {getattr(error, 'strerror', None) or error}",
            fix="Check the path.",
        ) from error
