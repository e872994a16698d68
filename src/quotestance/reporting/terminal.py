"""Reports for the terminal. Text from articles never takes part in Rich markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from quotestance.labels import LabelSet
from quotestance.reporting.ledger import NOBODY, LedgerRow
from quotestance.reporting.prediction_records import Record
from quotestance.reporting.sheets import Sheet

STANCE_STYLES = ("green", "red", "yellow", "blue", "magenta", "cyan")
"""Colours of the stances in label order; names always stand beside them."""


def stance_style(stance: str, labels: LabelSet) -> str:
    """The style of a stance; none is dim."""
    if stance == labels.none or stance not in labels.names:
        return "dim"
    return STANCE_STYLES[labels.stances.index(stance) % len(STANCE_STYLES)]


def predictions_table(records: Sequence[Record], labels: LabelSet) -> Table:
    """One line a span, cut to the width of the terminal: stance, actor, cue, text.

    ``records`` are those of ``prediction_records``; a model column appears for several models.
    """
    several = len({record["model"] for record in records}) > 1
    table = Table(box=None, expand=True, pad_edge=False, header_style="bold")
    if several:
        table.add_column("model", no_wrap=True, overflow="ellipsis", max_width=20)
    table.add_column("stance", no_wrap=True)
    table.add_column("actor", no_wrap=True, overflow="ellipsis", ratio=2)
    table.add_column("cue", no_wrap=True, overflow="ellipsis", max_width=16)
    table.add_column("text", no_wrap=True, overflow="ellipsis", ratio=6)
    for record in records:
        style = stance_style(record["stance"], labels)
        actor = record["actor_canonical"] or record["actor"]
        cells = [
            Text(record["stance"], style=style),
            Text(actor or NOBODY, style="" if actor else "dim"),
            Text(_one_line(record["cue"]["text"]) if record["cue"] else ""),
            Text(_one_line(record["text"])),
        ]
        table.add_row(*([Text(record["model"])] if several else []), *cells)
    return table


def ledger_table(rows: Iterable[LedgerRow], labels: LabelSet) -> Table:
    """Counts by actor and stance."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("model", no_wrap=True)
    table.add_column("actor", overflow="ellipsis")
    for label in labels.names:
        table.add_column(Text(label, style=stance_style(label, labels)), justify="right")
    for row in rows:
        counts = [
            Text(
                str(count) if count else "·", style=stance_style(label, labels) if count else "dim"
            )
            for label, count in row.counts(labels).items()
        ]
        table.add_row(Text(row.model), Text(_one_line(row.name)), *counts)
    return table


def sheet_table(sheet: Sheet) -> Group:
    """A sheet of results (metrics, comparison, extraction) with its notes."""
    table = Table(title=Text(sheet.title), title_justify="left", box=None, header_style="bold")
    for i, column in enumerate(sheet.columns):
        table.add_column(Text(column), justify="right" if i else "left", no_wrap=not i)
    for row in sheet.rows:
        table.add_row(*(Text(cell) for cell in row))
    return Group(table, *(Text(f"  {note}", style="dim") for note in sheet.notes))


def print_sheets(sheets: Iterable[Sheet], console: Console | None = None) -> None:
    """Print sheets one below the other."""
    console = console or Console()
    for i, sheet in enumerate(sheets):
        if i:
            console.print()
        console.print(sheet_table(sheet))


def _one_line(text: str) -> str:
    """Text with every run of white space as one space, and no control characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
