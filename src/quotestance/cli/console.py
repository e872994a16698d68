"""What people see while a command runs: log lines, errors, progress."""

from __future__ import annotations

import logging
import os
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")

REPORT_SECONDS = 15.0
log = logging.getLogger("quotestance")


def setup_logging(verbose: bool) -> None:
    """Our own log on standard error; libraries only speak from warning upwards."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr, force=True)
    log.setLevel(logging.DEBUG if verbose else logging.INFO)
    if not verbose:
        warnings.simplefilter("ignore")


def error_line(message: str) -> None:
    """One line on standard error, with the program's name."""
    print(f"quotestance: {message}", file=sys.stderr)


def stdout_console() -> Console:
    """For tables: as wide as the terminal, 120 columns in a log or a pipe."""
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """Pass ``items`` on; a bar on a terminal, a plain line every 15 seconds in a log."""
    if sys.stderr.isatty():
        yield from _bar(items, what, total)
        return
    start = last = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - last >= REPORT_SECONDS:
            of = f" of {total}" if total else ""
            log.info("%s: %d%s, %.1f a second", what, count, of, count / (now - start))
            last = now


def _bar(items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)
