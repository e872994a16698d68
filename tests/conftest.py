"""Fixtures shared by all tests."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quotestance.quotes.nlp import load_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_nlp()
