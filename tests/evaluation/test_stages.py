from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.stages import score_stages
from quotestance.labels import STANCES
from quotestance.records import Article, LabelledArticle, Quote, Span


def quote(start: int, end: int, actor: str | None, stance: str) -> Quote:
    name = f"{start}-{end}"
    return Quote("art", name, name, Span(start, end), "direct", None, None, actor, stance)


GOLD = (
    quote(0, 10, "Mara Lind", "refuse"),
    quote(20, 30, "Mara Lind", "warn"),
    quote(40, 50, "Ivo Brandt", "commit"),
    quote(60, 70, "Ivo Brandt", "demand"),
    quote(80, 90, "Ivo Brandt", "none"),
)
FOUND = (
    quote(0, 10, "Mara Lind", "refuse"),  # all right
    quote(20, 30, "Mara Lind", "none"),  # stance wrong, and no act is claimed
    quote(40, 50, "Mara Lind", "commit"),  # actor wrong
    quote(80, 90, "Ivo Brandt", "warn"),  # an act is claimed where there is none
    quote(100, 110, "Ivo Brandt", "demand"),  # no gold span; 60-70 was not found
)


def relabelled(*stances: str, actors: tuple[str, ...] | None = None) -> list[Quote]:
    """The gold spans with other stances, and other actors if given."""
    names = actors or tuple(str(q.actor) for q in GOLD)
    return [replace(q, stance=s, actor=a) for q, s, a in zip(GOLD, stances, names, strict=True)]


WRONG_ACTOR = ("Mara Lind", "Mara Lind", "Mara Lind", "Ivo Brandt", "Ivo Brandt")
ON_SPANS = relabelled("refuse", "none", "commit", "demand", "none", actors=WRONG_ACTOR)
ON_SPANS_ACTORS = relabelled("refuse", "warn", "commit", "none", "none")


def stages(gold=None, **options):
    gold = gold or [LabelledArticle(Article("art", "x" * 200, ""), GOLD)]
    runs = [{item.article.id: run for item in gold} for run in (FOUND, ON_SPANS, ON_SPANS_ACTORS)]
    return score_stages(gold, *runs, labels=STANCES, **options)


def test_every_figure_by_hand():
    result = stages()
    assert result["recall"] == {"acts": 4, "found": 3, "actor": 2, "stance": 1}
    assert result["precision"] == {"acts": 4, "found": 3, "actor": 2, "stance": 1}
    expected = {
        "end_to_end": 2 * 1 / (4 + 4),
        # refuse and warn are right, commit has the wrong actor; three acts are claimed
        "gold_stances": 2 * 2 / (4 + 3),
        # refuse and demand are right, commit has the wrong actor; three acts are claimed
        "gold_spans": 2 * 2 / (4 + 3),
        # refuse, warn and commit are right; three acts are claimed
        "gold_spans_actors": 2 * 3 / (4 + 3),
    }
    assert result["f1"] == {name: pytest.approx(value) for name, value in expected.items()}
    assert result["lost"] == {
        "spans": pytest.approx(4 / 7 - 1 / 4),
        "actors": pytest.approx(2 / 7),
        "stances": pytest.approx(1 / 7),
    }
    assert sum(result["lost"].values()) == pytest.approx(1 - result["f1"]["end_to_end"])


def test_the_end_to_end_figure_is_that_of_extraction():
    gold = [LabelledArticle(Article("art", "x" * 200, ""), GOLD)]
    whole = score_extraction(gold, {"art": FOUND})
    assert stages()["f1"]["end_to_end"] == pytest.approx(whole["joint_acts_f1"])


def test_an_act_with_a_wrong_stance_is_lost_last():
    gold = [LabelledArticle(Article("art", "x" * 200, ""), GOLD[:1])]
    run = {"art": [replace(GOLD[0], stance="warn")]}
    result = score_stages(gold, run, run, run, labels=STANCES)
    assert result["recall"] == {"acts": 1, "found": 1, "actor": 1, "stance": 0}
    assert result["lost"] == {"spans": 0.0, "actors": 0.0, "stances": 1.0}
    assert result["f1"]["gold_stances"] == 1.0


def test_an_article_in_which_nothing_was_found_counts():
    other = LabelledArticle(Article("other", "x" * 200, ""), GOLD)
    gold = [LabelledArticle(Article("art", "x" * 200, ""), GOLD), other]
    runs = [{"art": run} for run in (FOUND, ON_SPANS, ON_SPANS_ACTORS)]
    result = score_stages(gold, *runs, labels=STANCES)
    assert result["recall"]["acts"] == 8
    assert result["precision"]["acts"] == 4
    assert result["f1"]["end_to_end"] == pytest.approx(2 * 1 / (8 + 4))


def test_no_acts_at_all_are_gaps():
    gold = [LabelledArticle(Article("art", "x" * 200, ""), GOLD[4:])]
    result = score_stages(gold, {}, {}, {}, labels=STANCES)
    assert set(result["f1"].values()) == set(result["lost"].values()) == {None}
    json.dumps(result, allow_nan=False)
    assert score_stages([], {}, {}, {}, labels=STANCES)["recall"]["acts"] == 0


def test_intervals_come_from_articles():
    def make(n: int) -> list[LabelledArticle]:
        return [
            LabelledArticle(Article(f"a{i}", "x" * 200, ""), GOLD[: 1 + i % 5]) for i in range(n)
        ]

    result = stages(make(20), seed=1, resamples=200)
    for name, (low, high) in result["confidence_intervals"].items():
        assert low < result["f1"][name] < high
    assert result == stages(make(20), seed=1, resamples=200)
    assert set(stages()["confidence_intervals"].values()) == {None}
