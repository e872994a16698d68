"""Export labelled articles, or join standoff labels with their texts.

quotestance data export --format jsonl --out DIR [--split train] [data=…]
quotestance data attach TEXT.txt --out DIR      (labels of the customer's article)
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from quotestance.cli.arguments import split_words, use_config
from quotestance.config.paths import share_dir
from quotestance.data.export import EXPORTERS, export_articles
from quotestance.data.join import join_standoff
from quotestance.data.sources import PARTS, gold_articles
from quotestance.errors import ConfigError, InputError, nearest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``data``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write labelled articles in another format")
    export.add_argument("words", nargs="*", metavar="key=value", help="data=… and its settings")
    export.add_argument("--format", required=True, help=f"one of {', '.join(EXPORTERS)}")
    export.add_argument(
        "--split",
        choices=[*PARTS, "all"],
        default="all",
        help="the part of the seed articles (default: all)",
    )
    attach = actions.add_parser("attach", help="join packaged standoff labels with a text")
    attach.add_argument("words", nargs=1, metavar="TEXT", help="the article's text file")
    for action in (export, attach):
        action.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(arguments: argparse.Namespace) -> int:
    """Dispatch on the action; print what was written."""
    written = _export(arguments) if arguments.action == "export" else _attach(arguments)
    print(f"{len(written)} file{'s' * (len(written) != 1)} written to {arguments.out}")
    return 0


def _export(arguments: argparse.Namespace) -> list[Path]:
    paths, overrides = split_words(arguments.words)
    if paths:
        raise ConfigError(
            "command line",
            expected="key=value",
            found=f"'{paths[0]}'",
            fix="For a folder of your own write data=articles data.dir=FOLDER.",
        )
    config, labels = use_config(overrides)
    settings = asdict(config.data)
    if settings["kind"] == "seeds":
        settings["split"] = arguments.split
    return export_articles(gold_articles(settings, labels), arguments.format, arguments.out)


def _attach(arguments: argparse.Namespace) -> list[Path]:
    text = Path(arguments.words[0])
    folder = share_dir("seeds") / "standoff"
    known = [path.stem for path in folder.glob("*.json")]
    if text.stem not in known:
        raise InputError(
            str(text),
            expected="the text of an article with packaged labels",
            found=f"'{text.stem}'",
            fix=nearest(text.stem, known),
        )
    return join_standoff(folder / f"{text.stem}.json", text, arguments.out)
