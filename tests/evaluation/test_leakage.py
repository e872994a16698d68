from __future__ import annotations

from own_articles import article, said
from quotestance.evaluation.leakage import leakage
from quotestance.labels import STANCES

TOPICS = "pier ferry quay crane lock dam bridge canal tunnel road port bus tram coach train".split()


def test_a_view_that_tells_the_stance_scores_and_one_that_does_not_is_at_chance() -> None:
    articles = [
        article(
            topic,
            said(f"to sell the {topic} to anybody", "refuse", 1, "refused"),
            said(f"to mend the {topic} in time", "commit", 2, "promised"),
            said(f"closing the {topic} had cost lives", "none", 3, "said"),
        )
        for topic in TOPICS
    ]
    result = leakage(articles, STANCES)
    assert result["cue"] == result["span"] == 1.0
    assert result["actor"] is not None
    assert result["actor"] < 0.5
    assert result["chance"] is not None
    assert result["chance"] < 0.7
    assert leakage(articles, STANCES) == result


def test_too_little_to_measure_is_a_gap() -> None:
    few = leakage([article("a", said("it rained"))], STANCES)
    assert few == dict.fromkeys(("actor", "cue", "span", "chance"))


def test_a_view_that_the_data_lack_is_a_gap() -> None:
    articles = [
        article(topic, f"[The {topic} is open]{{q1 indirect {stance} lind}}, we hear.")
        for topic, stance in zip(TOPICS, ["none", "warn", "demand"] * 5, strict=True)
    ]
    assert leakage(articles, STANCES)["cue"] is None
