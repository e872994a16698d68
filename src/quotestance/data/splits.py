"""Training, dev and test parts that never share an event."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from quotestance.data.problems import Problem
from quotestance.errors import DataError, nearest
from quotestance.records import LabelledArticle

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
HELD_OUT: tuple[Split, ...] = ("dev", "test")
FOLDS_FILE = "folds.json"


def grouped_holdout(
    groups: Sequence[str], stances: Sequence[str], fraction: float, seed: int
) -> tuple[list[int], list[int]]:
    """Split rows into kept and held-out indices, both ascending; whole groups, near each stance.

    ``groups[i]`` and ``stances[i]`` describe row i. Greedy: the groups in the order of size
    (equal sizes shuffled by ``seed``), each held out when that brings the held-out share of
    the stances nearer to ``fraction``, rare stances weighing as much as frequent ones. The
    order of the rows does not change which groups are held out. Raises DataError for fewer
    than two groups, ValueError for a fraction outside 0..1 or unequal lengths.
    """
    if not 0 < fraction < 1:
        raise ValueError(f"fraction must lie between 0 and 1, found {fraction}")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for group, stance in zip(groups, stances, strict=True):
        counts[group][stance] += 1
    if len(counts) < 2:
        raise DataError(
            "splitting the data",
            expected="at least two groups (events or articles)",
            found=str(len(counts)),
            fix="Add articles, or give the spans different groups.",
        )
    held = _choose(counts, fraction, seed)
    kept_rows = [row for row, group in enumerate(groups) if group not in held]
    return kept_rows, [row for row, group in enumerate(groups) if group in held]


def _choose(counts: Mapping[str, Counter[str]], fraction: float, seed: int) -> set[str]:
    """The groups to hold out: at least one and never all."""
    order = sorted(counts)
    random.Random(seed).shuffle(order)
    order.sort(key=lambda group: -counts[group].total())
    totals: Counter[str] = sum(counts.values(), Counter())
    missing = {stance: fraction * total for stance, total in totals.items()}

    def gain(group: str) -> float:
        return _gain(counts[group], missing, totals)

    held: set[str] = set()
    for group in order:
        if gain(group) > 0 and len(held) < len(order) - 1:
            held.add(group)
            for stance, n in counts[group].items():
                missing[stance] -= n
    return held or {max(order, key=gain)}


def _gain(
    group: Mapping[str, int], missing: Mapping[str, float], totals: Mapping[str, int]
) -> float:
    """How much nearer to the wanted shares the group brings a part that lacks ``missing``."""
    return sum(n * (2 * missing[stance] - n) / totals[stance] ** 2 for stance, n in group.items())


def assign_folds(
    articles: Mapping[str, Sequence[str]],
    seed: int,
    *,
    count: int = 5,
    together: Sequence[Sequence[str]] = (),
) -> list[list[str]]:
    """Article ids in ``count`` folds, alike in stances and in articles; ids are sorted.

    ``articles`` maps each id to the stances of its spans, ``together`` lists ids that share
    a fold. Greedy as :func:`grouped_holdout`: each group, the largest first, goes where it
    is missed most. The order of the articles does not matter.
    """
    group_of_id = {key: group[0] for group in together for key in group}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, stances in articles.items():
        counts[group_of_id.get(key, key)].update(["an article", *stances])
    order = sorted(counts)
    random.Random(seed).shuffle(order)
    order.sort(key=lambda group: -counts[group].total())
    totals: Counter[str] = sum(counts.values(), Counter())
    missing = [{stance: n / count for stance, n in totals.items()} for _ in range(count)]
    chosen: dict[str, int] = {}
    for group in order:
        gains = [_gain(counts[group], lack, totals) for lack in missing]
        chosen[group] = gains.index(max(gains))
        for stance, n in counts[group].items():
            missing[chosen[group]][stance] -= n
    folds: list[list[str]] = [[] for _ in range(count)]
    for key in sorted(articles):
        folds[chosen[group_of_id.get(key, key)]].append(key)
    return folds


def read_folds(path: Path) -> list[list[str]]:
    """The folds of a file ``{"folds": [[ids], …]}``; raises DataError for another file."""
    try:
        table = json.loads(path.read_bytes())
        folds, found = table["folds"], "other values under 'folds'"
        if folds and all(isinstance(key, str) for fold in folds for key in fold):
            return [[key.removesuffix(".txt") for key in fold] for fold in folds]
    except OSError as error:
        found = (error.strerror or "an unreadable file").lower()
    except (KeyError, TypeError, ValueError) as error:
        found = f"another content ({error})"
    raise DataError(
        str(path),
        expected='a JSON object {"folds": [[ids], …]}',
        found=found,
        fix="Write which articles each fold holds, or leave data.fold away.",
    )


def group_of(labelled: LabelledArticle) -> str:
    """What an article must not be split from: its event, else itself."""
    groups = (quote.group for quote in labelled.quotes if quote.group)
    return next(groups, None) or labelled.meta.get("event") or labelled.article.id


def assign_splits(
    articles: Sequence[LabelledArticle], seed: int, *, dev: float = 0.15, test: float = 0.2
) -> dict[str, list[str]]:
    """Article ids of dev and test, sorted, as ``splits.json`` holds them; the rest is train.

    ``dev`` and ``test`` are shares of the spans; whole events, near each stance's share.
    """
    rows = [
        (labelled.article.id, group_of(labelled), quote.stance or "")
        for labelled in articles
        for quote in labelled.quotes
    ]
    rest, tested = grouped_holdout([r[1] for r in rows], [r[2] for r in rows], test, seed)
    left = [rows[i] for i in rest]
    share = dev / (1 - test)
    _, developed = grouped_holdout([r[1] for r in left], [r[2] for r in left], share, seed)
    return {
        "dev": sorted({left[i][0] for i in developed}),
        "test": sorted({rows[i][0] for i in tested}),
    }


def read_splits(
    path: Path, articles: Sequence[LabelledArticle]
) -> tuple[dict[str, Split], list[Problem]]:
    """Article id → split from a file ``{"dev": [ids], "test": [ids]}``; others are train.

    Problems: unknown keys and ids, an id in both lists, an event that crosses splits. Raises
    DataError when the file is not such a JSON object.
    """
    table = _read_table(path)
    splits: dict[str, Split] = {labelled.article.id: "train" for labelled in articles}
    problems: list[Problem] = []

    def report(expected: str, found: str, fix: str) -> None:
        problems.append(Problem(str(path), None, None, expected, found, fix))

    for name in table.keys() - set(HELD_OUT):
        report("only 'dev' and 'test'", f"'{name}'", nearest(name, HELD_OUT))
    for name in HELD_OUT:
        for article_id in table.get(name, []):
            if article_id not in splits:
                report(f"ids of articles under '{name}'", f"'{article_id}'", "Correct it.")
            elif splits[article_id] != "train":
                fix = "Keep it in one list, once."
                report("each id once", f"'{article_id}' again", fix)
            else:
                splits[article_id] = name
    return splits, problems + _crossing(path, splits, articles)


def _read_table(path: Path) -> dict[str, list[str]]:
    """The JSON object of a splits file, its lists checked."""
    try:
        table = json.loads(path.read_bytes())
        found = type(table).__name__
    except (OSError, ValueError) as error:
        table, found = None, getattr(error, "strerror", None) or str(error)
    if isinstance(table, dict):
        bad = [key for key, ids in table.items() if not isinstance(ids, list)]
        if not bad:
            return {key: [str(article_id) for article_id in ids] for key, ids in table.items()}
        found = f"no list under {', '.join(bad)}"
    raise DataError(
        str(path),
        expected='a JSON object {"dev": [ids], "test": [ids]}',
        found=found,
        fix="Write the ids of the articles to hold out; all others are for training.",
    )


def _crossing(
    path: Path, splits: Mapping[str, Split], articles: Sequence[LabelledArticle]
) -> list[Problem]:
    """One problem an event whose articles lie in several splits."""
    members: dict[str, dict[Split, str]] = defaultdict(dict)
    for labelled in articles:
        article_id = labelled.article.id
        members[group_of(labelled)].setdefault(splits[article_id], article_id)
    fix = "Move all its articles into one split."
    return [
        Problem(
            str(path),
            None,
            None,
            f"the event '{event}' in one split",
            ", ".join(f"{article_id} in {name}" for name, article_id in places.items()),
            fix,
        )
        for event, places in members.items()
        if len(places) > 1
    ]
