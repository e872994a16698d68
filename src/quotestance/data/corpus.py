"""Folders of labelled articles: markup files, or label files beside their texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quotestance.data.markup import SUFFIX, read_markup
from quotestance.data.problems import Problem, raise_first
from quotestance.data.standoff import join_record, read_record
from quotestance.errors import DataError
from quotestance.labels import STANCES, LabelSet
from quotestance.records import LabelledArticle

LABELS_FILE = "labels.jsonl"
GOLD_SUFFIX = ".gold.json"


def load_articles(folder: Path, labels: LabelSet = STANCES) -> list[LabelledArticle]:
    """All ``*.quotes.md`` of a folder, sorted by id; raises DataError for the first error."""
    articles, problems = read_articles(folder, labels)
    raise_first(problems)
    return articles


def read_articles(
    folder: Path, labels: LabelSet = STANCES
) -> tuple[list[LabelledArticle], list[Problem]]:
    """All ``*.quotes.md`` of a folder, sorted by id, and all problems; broken ones are left out.

    Raises DataError when the folder holds no such file.
    """
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise DataError(
            str(folder),
            expected=f"a folder with files *{SUFFIX}",
            found="no such file" if folder.is_dir() else "no such folder",
            fix="Name the folder that holds the labelled articles.",
        )
    articles: list[LabelledArticle] = []
    problems: list[Problem] = []
    for file in files:
        article, found = read_article_file(file, labels)
        problems += found
        if article is not None:
            articles.append(article)
    return sorted(articles, key=lambda labelled: labelled.article.id), problems


def read_article_file(
    file: Path, labels: LabelSet = STANCES
) -> tuple[LabelledArticle | None, list[Problem]]:
    """One ``NAME.quotes.md`` with id NAME, line ends as they are in the file."""
    try:
        source = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        found = error.strerror or "an unreadable file"
        return None, [Problem(str(file), None, None, "a readable file", found, "Check the path.")]
    except UnicodeDecodeError as error:
        fix = "Save the file as UTF-8."
        found = f"byte {error.start} of another encoding"
        return None, [Problem(str(file), None, None, "a file in UTF-8", found, fix)]
    return read_markup(source, file.name.removesuffix(SUFFIX), str(file), labels)


def load_standoff(
    folder: Path, labels: LabelSet = STANCES
) -> tuple[list[LabelledArticle], list[Problem]]:
    """Articles of a folder with ``labels.jsonl`` and ``text/``, or with ``NAME.gold.json``.

    Texts are looked for under ``text/`` and beside the labels, by ``doc`` with or without
    ``.txt``. Articles whose text is missing, changed or wrongly labelled are left out; the
    problems say why. Sorted by id. Raises DataError when the folder holds no labels.
    """
    articles: dict[str, LabelledArticle] = {}
    problems: list[Problem] = []
    for path, line, content in _label_records(folder):
        record, found = read_record(content, str(path), line)
        if not found:
            text_file = _text_file(folder, str(record["doc"]))
            article, found = join_record(record, text_file, str(path), labels, line)
            if article is not None and article.article.id in articles:
                fix = "Keep one record a text."
                expected = "each doc once"
                found = [Problem(str(path), line, None, expected, article.article.id, fix)]
            elif article is not None:
                articles[article.article.id] = article
        problems += found
    return [articles[key] for key in sorted(articles)], problems


def _label_records(folder: Path) -> Iterator[tuple[Path, int | None, bytes]]:
    """Every record of the folder: file, line (None for a file of one record), content."""
    table = folder / LABELS_FILE
    gold = sorted(folder.glob(f"*{GOLD_SUFFIX}"))
    if not table.is_file() and not gold:
        raise DataError(
            str(folder),
            expected=f"a folder with {LABELS_FILE} or files *{GOLD_SUFFIX}",
            found="neither" if folder.is_dir() else "no such folder",
            fix="Name the folder that holds the labels.",
        )
    if table.is_file():
        for line, content in enumerate(table.read_bytes().split(b"\n"), 1):
            if content.strip():
                yield table, line, content
    for file in gold:
        yield file, None, file.read_bytes()


def _text_file(folder: Path, doc: str) -> Path:
    """Where the text of ``doc`` lies, or where it should lie."""
    names = [f"{doc.removesuffix('.txt')}.txt", doc]
    places = [place / name for place in (folder / "text", folder) for name in names]
    return next((place for place in places if place.is_file()), places[0])
