from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.splits import assign_splits, grouped_holdout, read_splits
from quotestance.errors import DataError
from quotestance.records import Article, LabelledArticle, Quote, Span

STANCE_NAMES = ("none", "none", "none", "warn", "refuse", "demand", "commit")
ROWS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(STANCE_NAMES)), min_size=1, max_size=60
)


def article(article_id: str, event: str, stances: tuple[str, ...] = ("none",)) -> LabelledArticle:
    quotes = tuple(
        Quote(
            article_id,
            f"{article_id}:q{n}",
            f"{article_id}:{n}",
            Span(n, n + 1),
            "indirect",
            stance=stance,
            group=event,
        )
        for n, stance in enumerate(stances)
    )
    return LabelledArticle(Article(article_id, "x" * 50, ""), quotes, {"event": event})


@given(ROWS, st.floats(0.05, 0.95), st.integers(0, 5))
def test_holdout_parts_all_rows_by_whole_groups(rows, fraction, seed):
    groups, stances = [row[0] for row in rows], [row[1] for row in rows]
    if len(set(groups)) < 2:
        with pytest.raises(DataError, match="at least two groups"):
            grouped_holdout(groups, stances, fraction, seed)
        return
    kept, held = grouped_holdout(groups, stances, fraction, seed)
    assert sorted(kept + held) == list(range(len(rows))) and kept and held
    assert not {groups[i] for i in kept} & {groups[i] for i in held}
    assert (kept, held) == grouped_holdout(groups, stances, fraction, seed)
    backwards = grouped_holdout(groups[::-1], stances[::-1], fraction, seed)[1]
    assert {groups[::-1][i] for i in backwards} == {groups[i] for i in held}


def test_holdout_keeps_the_share_of_every_stance():
    groups = [f"event{n % 60}" for n in range(1200)]
    stances = [STANCE_NAMES[(n * n + n // 7) % 7] for n in range(1200)]
    _, held = grouped_holdout(groups, stances, 0.2, seed=1)
    total, taken = Counter(stances), Counter(stances[i] for i in held)
    assert all(abs(taken[name] / total[name] - 0.2) < 0.05 for name in total)
    assert held != grouped_holdout(groups, stances, 0.2, seed=2)[1]


@pytest.mark.parametrize("fraction", [0, 1, -0.1, 1.5])
def test_holdout_refuses_shares_that_leave_nothing(fraction):
    with pytest.raises(ValueError, match="between 0 and 1"):
        grouped_holdout(["a", "b"], ["none", "none"], fraction, 0)


def test_assigned_splits_are_read_back_and_keep_events_together(tmp_path):
    articles = [
        article(f"a{n}", f"event{n // 2}", tuple(STANCE_NAMES[(n + k) % 7] for k in range(10)))
        for n in range(40)
    ]
    table = assign_splits(articles, seed=3)
    path = tmp_path / "splits.json"
    path.write_text(json.dumps(table))
    splits, problems = read_splits(path, articles)
    assert not problems and Counter(splits.values()) == {"train": 26, "test": 8, "dev": 6}
    assert all(splits[f"a{n}"] == splits[f"a{n + 1}"] for n in range(0, 40, 2))
    assert table == assign_splits(articles[::-1], seed=3)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"dev": ["a", "x"]}, "found 'x'"),
        ({"dev": ["a"], "test": ["a"]}, "'a' again"),
        ({"dev": ["a", "a"]}, "'a' again"),
        ({"tset": ["a"]}, "Did you mean 'test'?"),
        ({"test": ["b"]}, "the event 'two' in one split"),
    ],
)
def test_wrong_splits_are_named(tmp_path, table, message):
    path = tmp_path / "splits.json"
    path.write_text(json.dumps(table))
    articles = [article("a", "one"), article("b", "two"), article("c", "two")]
    _, problems = read_splits(path, articles)
    assert len(problems) == 1 and message in str(problems[0])


@pytest.mark.parametrize("content", ["", "[]", '{"dev": "a"}'])
def test_a_file_that_holds_no_splits_is_refused(tmp_path, content):
    path = tmp_path / "splits.json"
    path.write_text(content)
    with pytest.raises(DataError, match=r"splits\.json"):
        read_splits(path, [])
    with pytest.raises(DataError, match="No such file"):
        read_splits(tmp_path / "none.json", [])
