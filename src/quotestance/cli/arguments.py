"""Options that several commands share, and the split of words into paths and overrides."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from quotestance.config.load import compose_config
from quotestance.config.schema import UseConfig
from quotestance.errors import ConfigError
from quotestance.labels import LabelSet

OVERRIDE = re.compile(r"^[+~]{0,2}[A-Za-z_][\w./@]*=")


def add_out(parser: argparse.ArgumentParser, command: str) -> None:
    """``--out DIR``."""
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=f"folder for the results (default: runs/{command}-DATE-TIME)",
    )


def add_overrides(parser: argparse.ArgumentParser, what: str) -> None:
    """The words that are neither options nor values of options."""
    parser.add_argument("words", nargs="*", metavar=what, help="see above")


def split_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Paths and ``key=value`` overrides; an existing file is a path whatever its name."""
    paths = [w for w in words if not OVERRIDE.match(w) or Path(w).exists()]
    return paths, [w for w in words if w not in paths]


def use_config(overrides: Sequence[str]) -> tuple[UseConfig, LabelSet]:
    """The checked configuration of predict, evaluate, compare and check, and its labels."""
    config = compose_config("use", overrides, UseConfig)
    return config, LabelSet(tuple(config.labels.names), config.labels.none)


def with_file(words: Sequence[str]) -> list[str]:
    """Overrides from ``data=…`` words or from one span file; raises ConfigError for two."""
    paths, overrides = split_words(words)
    if len(paths) > 1:
        raise ConfigError(
            "command line",
            expected="one span file or data=…",
            found=", ".join(paths),
            fix="Give several files as data=jsonl data.test=[a.jsonl,b.jsonl].",
        )
    given = ["data=jsonl", f"data.test={_quoted(paths[0])}"] if paths else []
    return [*given, *overrides]


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def command_line() -> str:
    """The command as it was typed: every report names the one that made it."""
    return shlex.join(["quotestance", *sys.argv[1:]])


def out_folder(given: Path | None, command: str) -> Path:
    """The folder for results, made if need be."""
    folder = given or Path("runs") / f"{command}-{datetime.now():%Y%m%d-%H%M%S-%f}"
    if folder.exists() and not folder.is_dir():
        raise ConfigError(
            "--out", expected="a folder", found=f"the file '{folder}'", fix="Name another --out."
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder
