"""Write docs/cli.md from the parser: ``python docs/generate_cli.py``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from quotestance.cli import build_parser

WIDTH = "100"
PAGE = Path(__file__).with_name("cli.md")
HEAD = """\
# Command line

The help texts of all commands, as `--help` prints them. [usage.md](usage.md) shows them at work.

<!-- Written by docs/generate_cli.py; do not edit. -->
"""


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser and those of its commands, depth first, in the order of their definition."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from parsers(child)


def cli_page() -> str:
    """The whole page; the width of the terminal does not matter."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    try:
        parts = [f"## {p.prog}\n\n```text\n{p.format_help()}```\n" for p in parsers(build_parser())]
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join([HEAD, *parts])


if __name__ == "__main__":
    PAGE.write_text(cli_page(), encoding="utf-8")
