"""Errors for people are one line and name the nearest thing that exists."""

from __future__ import annotations

import pytest

from quotestance.errors import (
    ConfigError,
    DataError,
    InputError,
    ModelError,
    QuotestanceError,
    nearest,
)


def test_an_error_is_one_line_with_its_four_parts() -> None:
    error = InputError("a.txt:3", expected="a\nJSON object", found="'x'\n y", fix="Fix it.")
    assert str(error) == "a.txt:3: expected a JSON object, found 'x' y. Fix it."
    assert (error.where, error.fix) == ("a.txt:3", "Fix it.")


@pytest.mark.parametrize(
    ("kind", "code"), [(InputError, 1), (DataError, 1), (ModelError, 1), (ConfigError, 2)]
)
def test_exit_codes(kind: type[QuotestanceError], code: int) -> None:
    error = kind("here", expected="a", found="b", fix="c")
    assert isinstance(error, QuotestanceError)
    assert error.exit_code == code


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("tfid", ["tfidf", "minilm"], "Did you mean 'tfidf'?"),
        ("zzz", ["tfidf", "minilm"], "Known: minilm, tfidf."),
        ("zzz", [], "None are known."),
    ],
)
def test_nearest(word: str, known: list[str], hint: str) -> None:
    assert nearest(word, known) == hint
