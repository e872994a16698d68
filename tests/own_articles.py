"""Labelled articles from markup, for tests of what is measured on them."""

from __future__ import annotations

from quotestance.data.markup import read_markup
from quotestance.records import LabelledArticle

HEADER = "---\ntitle: t\nstyle: s\ndomain: d\nevent: {event}\nactors:\n  lind: Mara Lind\n---\n"


def article(id: str, *sentences: str, event: str | None = None) -> LabelledArticle:
    """An article of ``sentences`` in the markup, whose only actor is ``lind``."""
    source = HEADER.format(event=event or id) + " ".join(sentences) + "\n"
    labelled, problems = read_markup(source, id, None)
    assert labelled is not None, problems
    return labelled


def said(words: str, stance: str = "none", n: int = 1, verb: str = "said") -> str:
    """One sentence of reported speech by Mara Lind."""
    return f"[Mara Lind]{{m{n}}} [{verb}]{{c{n}}} [{words}]{{q{n} indirect {stance} lind}}."
