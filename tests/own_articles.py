"""Labelled articles from markup, for tests of what is measured on them."""

from __future__ import annotations

from own_spans import PATTERNS, TOPICS
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


def tagged_articles() -> dict[str, str]:
    """Name → markup of an article for each topic: direct and indirect quotes, and none."""
    return {topic: _tagged(number, topic) for number, topic in enumerate(TOPICS)}


def _tagged(number: int, topic: str) -> str:
    actor = ("Mara Lind", "Ivo Brandt")[number % 2]
    sentences = []
    for n, (stance, (cue, content, words)) in enumerate(PATTERNS.items()):
        that = "" if content.startswith(("to", "an")) else "that "
        who, speaker = (f"[{actor}]{{m{one}}}" for one in (2 * n + 1, 2 * n + 2))
        sentences += [
            f"{who} [{cue}]{{c{2 * n + 1}}} {that}[{content.format(topic)}]"
            f"{{q{2 * n + 1} indirect {stance} lind}}.",
            f"“[{words.format(topic)}]{{q{2 * n + 2} direct {stance} lind}},” "
            f"{speaker} [said]{{c{2 * n + 2}}} on Monday.",
            f"The {topic} is old.",
        ]
    turn = number % len(sentences)
    body = [*sentences[turn:], *sentences[:turn]]
    return HEADER.format(event=topic) + ("\n\n" if number % 3 else " ").join(body) + "\n"
