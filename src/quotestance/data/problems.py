"""What is wrong in labelled data: records that are collected, shown together or raised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotestance.errors import DataError

# Not splitlines(): it also breaks at form feeds and other characters that stay in a line.
_LINE_END = re.compile(r"\r\n|\n|\r")

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct; ``line`` and ``column`` count from 1, columns in code points.

    An ``error`` breaks a rule of the format, a ``warning`` is probably a slip of the labeller.
    """

    path: str
    line: int | None
    column: int | None
    expected: str
    found: str
    fix: str
    severity: Severity = "error"

    @property
    def where(self) -> str:
        """``path:line:column`` as far as they are known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)

    def __str__(self) -> str:
        line = f"{self.where}: {self.severity}: expected {self.expected}, found {self.found}."
        return " ".join(f"{line} {self.fix}".split())


def errors_of(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that make data unusable."""
    return [problem for problem in problems if problem.severity == "error"]


def raise_first(problems: Sequence[Problem]) -> None:
    """Raise the first error as DataError, naming how many more there are; else do nothing."""
    errors = errors_of(problems)
    if not errors:
        return
    first, more = errors[0], len(errors) - 1
    tail = f" ({more} more error{'s' if more > 1 else ''} in the same data.)" if more else ""
    raise DataError(first.where, expected=first.expected, found=first.found, fix=first.fix + tail)


class ProblemList:
    """Collects problems of one source text; offsets become lines and columns."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.items: list[Problem] = []
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(source))]

    def add(
        self, offset: int, expected: str, found: str, fix: str, severity: Severity = "error"
    ) -> None:
        """Note a problem at a code point offset of the source."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        self.items.append(Problem(self.path, line, column, expected, found, fix, severity))

    def sorted(self) -> list[Problem]:
        """Errors before warnings, each in the order of the text."""
        return sorted(self.items, key=lambda p: (p.severity, p.line or 0, p.column or 0))
