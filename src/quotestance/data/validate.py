"""What is in labelled data and what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotestance.data.corpus import (
    GOLD_SUFFIX,
    LABELS_FILE,
    load_standoff,
    read_article_file,
    read_articles,
)
from quotestance.data.markup import SUFFIX
from quotestance.data.problems import Problem, errors_of
from quotestance.data.splits import SPLITS, Split, group_of, read_splits
from quotestance.labels import STANCES, LabelSet
from quotestance.records import KINDS, LabelledArticle

SPLITS_FILE = "splits.json"
_SHARED_WORDS = 6  # shorter spans ("no comment at this time") recur by chance


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Counts of what was read, and all problems; ``by_split`` counts articles and spans."""

    articles: int
    spans: int
    by_kind: dict[str, int] = field(default_factory=dict)
    by_stance: dict[str, int] = field(default_factory=dict)
    by_split: dict[Split, tuple[int, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the data can be used: warnings are allowed, errors are not."""
        return not errors_of(self.problems)

    def lines(self) -> list[str]:
        """The report as plain lines for the terminal: the problems, then the counts."""
        errors = len(errors_of(self.problems))
        warnings = len(self.problems) - errors
        lines = [str(problem) for problem in self.problems]
        lines.append(f"{_many(self.articles, 'article')}, {_many(self.spans, 'quote span')}")
        for name, counts in (("kind", self.by_kind), ("stance", self.by_stance)):
            shown = ", ".join(f"{key} {_share(n, self.spans)}" for key, n in counts.items())
            lines.append(f"by {name}: {shown}")
        if self.by_split:
            parts = (
                f"{name} {_many(articles, 'article')}, {_many(spans, 'span')}"
                for name, (articles, spans) in self.by_split.items()
            )
            lines.append(f"by split: {'; '.join(parts)}")
        lines.append(f"{_many(errors, 'error')}, {_many(warnings, 'warning')}")
        return lines


def check_folder(path: Path, labels: LabelSet = STANCES) -> CheckReport:
    """Check a folder of ``*.quotes.md``, a folder of label files, or one ``.quotes.md``.

    A folder that has its articles in ``articles/`` may be named itself. Splits are read from
    ``splits.json`` in the folder, or beside a folder named ``articles``. Raises DataError
    when there is nothing to check.
    """
    if path.is_file():
        article, problems = read_article_file(path, labels)
        return check_articles([article] if article else [], problems=problems, labels=labels)
    folder = path / "articles" if (path / "articles").is_dir() else path
    if (folder / LABELS_FILE).is_file() or any(folder.glob(f"*{GOLD_SUFFIX}")):
        articles, problems = load_standoff(folder, labels)
        markup = any(folder.glob(f"*{SUFFIX}"))
    else:
        articles, problems, markup = [], [], True
    if markup:
        more, found = read_articles(folder, labels)
        articles, problems = articles + more, problems + found
    near = folder.parent if folder.name == "articles" else folder
    splits: Mapping[str, Split] | None = None
    if (near / SPLITS_FILE).is_file():
        splits, found = read_splits(near / SPLITS_FILE, articles)
        problems = problems + found
    return check_articles(articles, splits=splits, problems=problems, labels=labels)


def check_articles(
    articles: Sequence[LabelledArticle],
    *,
    splits: Mapping[str, Split] | None = None,
    problems: Iterable[Problem] = (),
    labels: LabelSet = STANCES,
) -> CheckReport:
    """Count articles and spans, look for duplicates, and add the ``problems`` found before."""
    quotes = [quote for labelled in articles for quote in labelled.quotes]
    kinds = Counter(quote.kind for quote in quotes)
    stances = Counter(quote.stance for quote in quotes)
    by_split: dict[Split, tuple[int, int]] = {}
    for name in SPLITS if splits is not None else ():
        members = [a for a in articles if (splits or {}).get(a.article.id, "train") == name]
        by_split[name] = (len(members), sum(len(member.quotes) for member in members))
    found = [*problems, *_duplicate_texts(articles), *_duplicate_spans(articles)]
    return CheckReport(
        articles=len(articles),
        spans=len(quotes),
        by_kind={kind: kinds[kind] for kind in KINDS},
        by_stance={stance: stances[stance] for stance in labels.names},
        by_split=by_split,
        problems=tuple(sorted(found, key=lambda problem: problem.severity)),
    )


def _plain(text: str) -> str:
    """Words alone in lower case, so that spacing and marks hide no duplicate."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _duplicate_texts(articles: Sequence[LabelledArticle]) -> list[Problem]:
    """An error for each article whose text stood in one before."""
    first: dict[str, LabelledArticle] = {}
    problems: list[Problem] = []
    for labelled in articles:
        other = first.setdefault(_plain(labelled.article.text), labelled)
        if other is not labelled:
            path = labelled.article.path or labelled.article.id
            found = f"the text of {other.article.path or other.article.id}"
            problems.append(Problem(path, None, None, "a text of its own", found, "Remove one."))
    return problems


def _duplicate_spans(articles: Sequence[LabelledArticle]) -> list[Problem]:
    """A warning for each longer span that articles of different events share."""
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    problems: list[Problem] = []
    for labelled in articles:
        group = group_of(labelled)
        for quote in labelled.quotes:
            words = _plain(quote.span.of(labelled.article.text))
            if words.count(" ") < _SHARED_WORDS - 1:
                continue
            groups = seen[words]
            other = next((span_id for name, span_id in groups.items() if name != group), None)
            groups.setdefault(group, quote.span_id)
            if other is not None:
                path = f"{labelled.article.path or labelled.article.id} span {quote.span_id}"
                expected = "words that no other event has"
                fix = "Give both articles one event, or reword one."
                found = f"those of {other}"
                problems.append(Problem(path, None, None, expected, found, fix, "warning"))
    return problems


def _many(count: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _share(count: int, total: int) -> str:
    """``12 (30%)``."""
    return f"{count} ({count / total:.0%})" if total else str(count)
