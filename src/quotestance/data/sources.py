"""Labelled data by kind of source: one table from a ``data`` configuration to articles."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from quotestance.config.paths import packaged_data
from quotestance.data.corpus import GOLD_SUFFIX, LABELS_FILE, load_articles, load_standoff
from quotestance.data.problems import raise_first
from quotestance.data.spans import SpanPair, load_spans
from quotestance.data.splits import FOLDS_FILE, read_folds, read_splits
from quotestance.errors import ConfigError, DataError
from quotestance.labels import LabelSet
from quotestance.records import Article, LabelledArticle, Quote

log = logging.getLogger(__name__)

Parts = dict[str, list[LabelledArticle]]
PARTS = ("train", "dev", "test")
SENTENCES = "sentences"
PACKAGED = ("seeds", "corpus", SENTENCES)
"""The kinds of data that ship with the program."""


def load_parts(settings: dict[str, Any], labels: LabelSet, wanted: Sequence[str]) -> Parts:
    """The ``wanted`` parts (train, dev, test) of the source that ``settings['kind']`` names.

    A part that the source does not have is empty; a source without parts (a folder) gives
    all its articles as ``train`` and as ``test``, with a fold that one as ``dev`` and as
    ``test``. Raises DataError for broken data and ConfigError when nothing that is wanted
    was named.
    """
    arguments = {key: value for key, value in settings.items() if key != "kind"}
    loader = SOURCES[settings["kind"]]
    parts = loader(labels, wanted, **arguments)
    return {part: parts.get(part, []) for part in wanted}


def gold_articles(settings: dict[str, Any], labels: LabelSet) -> list[LabelledArticle]:
    """What evaluate and compare measure on: the test part, or the split that seeds name."""
    articles = load_parts(settings, labels, ("test",))["test"]
    if not any(labelled.quotes for labelled in articles):
        raise DataError(
            f"data={settings['kind']}",
            expected="labelled quote spans",
            found="none",
            fix="Name another file, folder or split.",
        )
    return articles


def load_all(settings: dict[str, Any], labels: LabelSet) -> list[LabelledArticle]:
    """Every labelled article of the source, each once, whatever its part."""
    kind = settings["kind"]
    if kind in PACKAGED:
        return gold_articles({**settings, "split": "all"}, labels)
    if kind == "jsonl":
        named = [part for part in PARTS if settings[part]]
        parts = load_parts(settings, labels, named or PARTS)
        return [labelled for part in parts.values() for labelled in part]
    whole = {**settings, "fold": None} if kind == "standoff" else settings
    return gold_articles(whole, labels)


def span_files(settings: dict[str, Any]) -> dict[str, list[str]] | None:
    """The span files of every part; None for a source that consists of articles."""
    if settings["kind"] == SENTENCES:
        folder = packaged_data(SENTENCES)
        return {part: [str(folder / f"{part}.jsonl")] for part in ("train", "test")}
    if settings["kind"] == "jsonl":
        return {part: _paths(settings[part]) for part in PARTS}
    return None


def describe_files(
    settings: dict[str, Any], labels: LabelSet, sentences: Any = None
) -> list[dict[str, Any]]:
    """What each span file of the user's own brings to a training; nothing for other data.

    ``sentences`` are the files from which a tagger learns stances alone. A record is
    ``{part, file, sha256, articles, spans, labels}``, the hash that of the bytes.
    """
    packaged = settings["kind"] in PACKAGED  # the commit tells what these files hold
    files = {} if packaged else span_files(settings) or {}
    named = [(part, path) for part in PARTS[:2] for path in files.get(part, [])]
    named += [(SENTENCES, path) for path in _paths(sentences)]
    return [_describe(part, path, labels) for part, path in named]


def _describe(part: str, path: str, labels: LabelSet) -> dict[str, Any]:
    """The record of one file."""
    articles = _read_files(path, labels)
    stances = Counter(str(quote.stance) for item in articles for quote in item.quotes)
    return {
        "part": part,
        "file": path,
        "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest(),
        "articles": len(articles),
        "spans": stances.total(),
        "labels": dict(sorted(stances.items())),
    }


def require_whole_articles(settings: dict[str, Any]) -> None:
    """Raise ConfigError for data that leave quotes of their texts unlabelled."""
    if settings["kind"] == SENTENCES:
        raise ConfigError(
            f"data={SENTENCES}",
            expected="articles in which every quote is labelled",
            found="single sentences with one labelled quote each",
            fix="Take data=corpus, or articles of your own; for their stances name a tagger's "
            "sentences=FILE.",
        )


def load_folder(folder: Path, labels: LabelSet) -> list[LabelledArticle]:
    """All labelled articles of a folder of ``*.quotes.md`` or of standoff labels."""
    standoff = (folder / LABELS_FILE).is_file() or any(folder.glob(f"*{GOLD_SUFFIX}"))
    return (_standoff_articles if standoff else load_articles)(folder, labels)


def group_pairs(pairs: Iterable[SpanPair]) -> list[LabelledArticle]:
    """Spans with their articles, each article once, in the order of the file."""
    articles: dict[str, Article] = {}
    quotes: dict[str, list[Quote]] = {}
    for article, quote in pairs:
        articles.setdefault(article.id, article)
        quotes.setdefault(article.id, []).append(quote)
    return [LabelledArticle(article, tuple(quotes[key])) for key, article in articles.items()]


def _packaged(kind: str, labels: LabelSet, wanted: Sequence[str], split: str) -> Parts:
    files = span_files({"kind": kind})
    if files is None:
        parts = _packaged_articles(packaged_data(kind), labels)
    else:
        parts = {part: _read_files(files.get(part), labels) for part in PARTS}
    if tuple(wanted) == ("test",):
        whole = [labelled for part in parts.values() for labelled in part]
        parts["test"] = whole if split == "all" else parts[split]
    return parts


def _packaged_articles(folder: Path, labels: LabelSet) -> Parts:
    articles = load_articles(folder / "articles", labels)
    splits, problems = read_splits(folder / "splits.json", articles)
    raise_first(problems)
    parts: Parts = {part: [] for part in PARTS}
    for labelled in articles:
        parts[splits[labelled.article.id]].append(labelled)
    return parts


def _jsonl(
    labels: LabelSet,
    wanted: Sequence[str],
    train: Any,
    dev: Any,
    test: Any,
    weights: Any = None,  # matters to training alone
) -> Parts:
    named = {"train": train, "dev": dev, "test": test}
    if not named[wanted[0]]:
        raise ConfigError(
            "data=jsonl",
            expected=f"data.{wanted[0]}=FILE.jsonl",
            found="no file",
            fix=f"Give a span file as data.{wanted[0]}=FILE.jsonl (docs/formats.md).",
        )
    return {part: _read_files(files, labels) for part, files in named.items() if part in wanted}


def _read_files(files: Any, labels: LabelSet) -> list[LabelledArticle]:
    return [
        labelled
        for path in _paths(files)
        for labelled in group_pairs(load_spans(Path(path), labels, require_stance=True))
    ]


def _paths(files: Any) -> list[str]:
    """One file, a list of files, or none as a list."""
    return [files] if isinstance(files, str) else list(files or [])


def _standoff(labels: LabelSet, wanted: Sequence[str], dir: str, fold: int | None = None) -> Parts:
    held = None if fold is None else _held_out(Path(dir) / FOLDS_FILE, fold)
    articles = _standoff_articles(Path(dir), labels)
    if held is None:
        return {"train": articles, "test": articles}
    here = [labelled for labelled in articles if labelled.article.id in held]
    rest = [labelled for labelled in articles if labelled.article.id not in held]
    return {"train": rest, "dev": here, "test": here}


def _standoff_articles(folder: Path, labels: LabelSet) -> list[LabelledArticle]:
    articles, problems = load_standoff(folder, labels)
    for problem in problems:
        log.warning("left out: %s", problem)
    return articles


def _held_out(file: Path, fold: int) -> set[str]:
    """The ids of one fold; raises DataError when the file has no such fold."""
    folds = read_folds(file)
    if fold < len(folds):
        return set(folds[fold])
    raise DataError(
        str(file),
        expected=f"a fold {fold}",
        found=f"folds 0 to {len(folds) - 1}",
        fix="Name one of them as data.fold.",
    )


def _articles(labels: LabelSet, wanted: Sequence[str], dir: str) -> Parts:
    articles = load_articles(Path(dir), labels)
    return {"train": articles, "test": articles}


SOURCES: dict[str, Callable[..., Parts]] = {
    "seeds": partial(_packaged, "seeds"),
    "corpus": partial(_packaged, "corpus"),
    SENTENCES: partial(_packaged, SENTENCES),
    "jsonl": _jsonl,
    "standoff": _standoff,
    "articles": _articles,
}
