"""Two invented articles, the predictions of two models on them, and golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quotestance.labels import STANCES
from quotestance.records import Article, Prediction, Quote, Span

GOLDEN = Path(__file__).parent / "golden"

HARBOUR = Article(
    "harbour",
    "The Dockers' Union warned that it would close the port.\n\n"
    "“We will not sign <that> paper,” said Mara Lind. “Ships & crews wait.”\n",
    "",
    path="news/harbour.txt",
    title="Dockers set a deadline",
)
BRIDGE = Article(
    "bridge",
    "<p>Ivo Brandt promised to repair the bridge.</p>",
    "",
    markup="html",
    title="A bridge",
)


def find(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


def predict(
    article: Article,
    words: str,
    stance: str,
    *,
    model: str = "tfidf",
    kind: str = "direct",
    cue: str | None = None,
    mention: str | None = None,
    actor: str | None = None,
) -> Prediction:
    span = find(article, words)
    quote = Quote(
        article_id=article.id,
        quote_id=f"{article.id}:q{span.start}",
        span_id=f"{article.id}:{span.start}",
        span=span,
        kind=kind,
        cue=find(article, cue) if cue else None,
        mention=find(article, mention) if mention else None,
        actor=actor,
    )
    probabilities = {name: 0.6 if name == stance else 0.1 for name in STANCES.names}
    return Prediction(quote, words, stance, probabilities, model)


@pytest.fixture
def articles() -> dict[str, Article]:
    return {article.id: article for article in (HARBOUR, BRIDGE)}


@pytest.fixture
def predictions() -> list[Prediction]:
    made = []
    for model, third in (("tfidf", "none"), ("encoder", "warn")):
        made += [
            predict(
                HARBOUR,
                "it would close the port",
                "warn",
                model=model,
                kind="indirect",
                cue="warned",
                mention="The Dockers' Union",
                actor="Dockers' Union",
            ),
            predict(
                HARBOUR,
                "We will not sign <that> paper",
                "refuse",
                model=model,
                cue="said",
                mention="Mara Lind",
                actor="Mara Lind",
            ),
            predict(HARBOUR, "Ships & crews wait", third, model=model, actor=None),
            predict(
                BRIDGE,
                "to repair the bridge",
                "commit",
                model=model,
                kind="indirect",
                cue="promised",
                mention="Ivo Brandt",
                actor="Ivo Brandt",
            ),
        ]
    return made


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare text with a golden file; ``UPDATE_GOLDEN=1 pytest`` writes it anew."""

    def check(name: str, text: str) -> None:
        if os.environ.get("UPDATE_GOLDEN"):
            (GOLDEN / name).write_text(text, encoding="utf-8")
        assert text == (GOLDEN / name).read_text(encoding="utf-8")

    return check
