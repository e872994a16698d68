"""Results as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotestance.reporting.sheets import Sheet


def markdown_report(title: str, command: str, sheets: Iterable[Sheet]) -> str:
    """A report that starts with its title and the command that made it."""
    parts = [f"# {_text(title)}", code_block(command)]
    parts += [sheet_markdown(sheet) for sheet in sheets]
    return "\n\n".join(parts) + "\n"


def sheet_markdown(sheet: Sheet) -> str:
    """One table under its heading, notes as a list below it."""
    rule = ["---"] + ["---:"] * (len(sheet.columns) - 1)
    lines = [_row(sheet.columns), "| " + " | ".join(rule) + " |", *map(_row, sheet.rows)]
    parts = [f"## {_text(sheet.title)}", "\n".join(lines)]
    if sheet.notes:
        parts.append("\n".join(f"- {_text(note)}" for note in sheet.notes))
    return "\n\n".join(parts)


def _row(cells: Iterable[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(_text(cell) for cell in cells) + " |"


def _text(text: str) -> str:
    """Text that Markdown shows as it is: markup escaped, on one line."""
    escaped = re.sub(r"([\\`*|<])", r"\\\1", " ".join(text.split()))
    # An underscore marks emphasis only at the edge of a word.
    return re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", escaped)


def code_block(command: str) -> str:
    """A fenced block whose fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall(r"`+", command)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{command}\n{fence}"
