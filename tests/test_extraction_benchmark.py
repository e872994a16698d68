"""The figures of benchmarks/extraction.py on quotes whose scores are known."""

from __future__ import annotations

import re
from typing import Any

import attribution_scores as scores
import extraction_sets as sets
import pytest

TEXT = "“We will go,” said Mara Lind, “by ferry.” The union warned of “a strike” in May."


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in words)


def test_fragments_and_marks_do_not_count() -> None:
    gold = scores.QuoteSpans(spans("We will go", "by ferry"), spans("Mara Lind"))
    found = scores.QuoteSpans(spans("“We will go,”", "“by ferry.”"), spans("Lind,"))
    result = scores.Scores()
    result.add(TEXT, [gold], [found])
    for kind in ("direct", "all"):
        assert result.f1("soft", kind) == result.f1("joint", kind) == 100
        assert result.attribution(kind) == 100
    assert result.f1("soft", "mixed") == 0


def figures(gold: list[Any], found: list[Any], cue: str = "") -> list[float]:
    result = scores.Scores(re.compile(cue) if cue else None)
    result.add(TEXT, gold, found)
    return [result.f1("soft"), result.f1("match"), result.attribution(), result.f1("joint")]


def test_each_figure_has_its_own_value() -> None:
    gold = [
        scores.QuoteSpans(spans("We will go", "by ferry"), spans("Mara Lind"), "said"),
        scores.QuoteSpans(spans("of “a strike” in May"), spans("The union"), "warned"),
    ]
    found = [
        scores.QuoteSpans(spans("We will go"), spans("Mara Lind")),  # IoU 3/5
        scores.QuoteSpans(spans("a strike"), spans("The union")),  # IoU 2/5
    ]
    assert figures(gold, found) == pytest.approx([50, 50, 100, 50])
    wrong = [scores.QuoteSpans(spans("We will go"), spans("The union")), found[1]]
    assert figures(gold, wrong) == pytest.approx([50, 50, 0, 0])
    assert figures(gold, found, cue="said") == pytest.approx([60, 100, 100, 100])
    assert figures(gold, []) == [0, 0, 0, 0]


def test_where_gold_names_nobody_none_must_be_found() -> None:
    quote = spans("We will go")
    nobody, unknown = scores.QuoteSpans(quote, ()), scores.QuoteSpans(quote, None)
    somebody = scores.QuoteSpans(quote, spans("Mara Lind"))
    assert figures([nobody], [nobody])[3] == 100
    assert figures([nobody], [somebody])[3] == 0
    assert figures([unknown], [somebody])[3] == 100


def test_brat_events_become_quotes() -> None:
    lines = (
        "T1\tContent 1 11;31 39\tWe will go by ferry\nT2\tCue 14 18\tsaid\n"
        "T3\tSource 19 28\tMara Lind\nE1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n"
        "E2\tAttribution:T2 Cue:T2\n"
    )
    expected = scores.QuoteSpans(((1, 11), (31, 39)), ((19, 28),), "said")
    assert sets.brat_quotes(lines) == [expected]
