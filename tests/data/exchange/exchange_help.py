"""What the tests of the exchange formats share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from quotestance.data.corpus import read_article_file
from quotestance.data.exchange.formats import Imported, export_articles, import_articles
from quotestance.data.markup import parse_markup
from quotestance.data.problems import errors_of
from quotestance.records import LabelledArticle

PIER = (
    "---\ntitle: 'Pier: a row'\nstyle: s\ndomain: d\nevent: pier row\nactors:\n  orsi: Ilona Orsi\n"
    "  bo: Bo Lund\n---\n"
    "Ilona Orsi spoke. [She]{m2} [said]{c1 c2} “[we \U0001f6a2 pay]{q2 direct commit orsi}. [We "
    "e\u0301\u00a0do]{q2 direct none orsi}.”\r\n[It\r\nrains]{q1 indirect warn -}. "
    "[[Bo Lund]{m7} \\[[“will” not]{c7} [go]{q7 indirect refuse bo}\\]]{m9} \\\\{}\t"
    "[stay]{q9 mixed demand bo}.\r\n"
)
BARE = (
    "---\ntitle: No one\nstyle: s\ndomain: d\nevent: other\nactors: {}\n---\n"
    "Nobody spoke.\n\nAt all."
)
#: Every bad input stands in this text: Bo at 0..2, said at 3..7, "we pay" at 9..15.
TEXT = "Bo said “we pay” and left town."
QUOTE = {"start": 9, "end": 15, "stance": "commit"}


def pier(name: str = "pier") -> LabelledArticle:
    return parse_markup(PIER, name, "p")


def bare(name: str = "bare") -> LabelledArticle:
    return parse_markup(BARE, name, "p")


def read_back(folder: Path) -> dict[str, LabelledArticle]:
    """The markup files of a folder by id, none with an error."""
    found = {}
    for file in sorted(folder.glob("*.quotes.md")):
        labelled, problems = read_article_file(file)
        assert labelled is not None, errors_of(problems)
        found[labelled.article.id] = labelled
    return found


def there_and_back(
    articles: list[LabelledArticle], format_name: str, folder: Path
) -> dict[str, LabelledArticle]:
    export_articles(articles, format_name, folder / "out")
    done = import_articles(folder / "out", format_name, folder / "in")
    assert not errors_of(done.problems), done.problems
    assert (len(done.written), done.left_out) == (len(articles), 0)
    return read_back(folder / "in")


def same(one: LabelledArticle, other: LabelledArticle) -> None:
    assert one.article.text == other.article.text
    assert one.article.title == other.article.title
    assert one.quotes == other.quotes
    assert one.meta == other.meta


def lines(*records: Any) -> str:
    return "".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in records)


def bring_in(folder: Path, format_name: str, files: dict[str, str]) -> Imported:
    """Import files that a test writes into ``folder``."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return import_articles(folder, format_name, folder / "in")


def messages(done: Imported, folder: Path) -> list[str]:
    """The problems as people see them, without the folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in done.problems]


def only(folder: Path) -> LabelledArticle:
    """The one article that an import wrote under ``folder``."""
    (found,) = read_back(folder / "in").values()
    return found
