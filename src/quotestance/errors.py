"""Errors for people: one line each, saying what was expected, what was found, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class QuotestanceError(Exception):
    """Base of all errors that the program explains instead of tracing.

    ``where`` names a file, line, id or config key; the message is always one line:
    ``where: expected …, found …. fix``.
    """

    exit_code = 1

    def __init__(self, where: str, *, expected: str, found: str, fix: str) -> None:
        self.where, self.expected, self.found, self.fix = where, expected, found, fix
        line = f"{where}: expected {expected}, found {found}. {fix}"
        super().__init__(" ".join(line.split()))


class InputError(QuotestanceError):
    """An article or span file cannot be read or does not hold what it should."""


class DataError(QuotestanceError):
    """Labelled data break the rules of their format."""


class ConfigError(QuotestanceError):
    """A configuration key or value is wrong."""

    exit_code = 2


class ModelError(QuotestanceError):
    """A model folder is missing, damaged or made for other labels."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint such as ``Did you mean 'tfidf'?``, or the list of what is known."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    return f"Known: {', '.join(names)}." if names else "None are known."
