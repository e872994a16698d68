"""Robustness cases: a sentence or two with one marked span and the stance that it must get.

One YAML file a capability: ``about`` says in a sentence what is tested, ``sets`` lists
mappings from a stance to a text or a list of texts. The span stands between « and », which
are not part of the text. The texts of one set differ in what is tested and little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from quotestance.data.marks import kind_of, quoted_regions
from quotestance.data.source import text_sha256
from quotestance.errors import DataError
from quotestance.labels import STANCES, LabelSet
from quotestance.records import Article, LabelledArticle, Quote, Span

OPEN, CLOSE = "«", "»"
CASES, SWAPS = "cases", "swaps.yaml"

_MARKED = re.compile(r"[^«»]*«(?! )[^«»]+(?<! )»[^«»]*")


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its span marked, and the stance that the guidelines give it."""

    id: str
    marked: str
    stance: str

    @property
    def span(self) -> Span:
        """The span in ``text``, in code points, end exclusive."""
        return Span(self.marked.index(OPEN), self.marked.index(CLOSE) - len(OPEN))

    @property
    def text(self) -> str:
        """The text without the two marks."""
        return self.marked.replace(OPEN, "").replace(CLOSE, "")

    def labelled(self) -> LabelledArticle:
        """The case as an article of its own; cue and actor are left to be found."""
        text, span = self.text, self.span
        kind = kind_of(text, span, quoted_regions(text))
        quote = Quote(self.id, f"{self.id}:q1", f"{self.id}:1", span, kind, stance=self.stance)
        return LabelledArticle(Article(self.id, text, text_sha256(text)), (quote,))


@dataclass(frozen=True, slots=True)
class Capability:
    """What a set of cases tests: a name, a sentence about it, the cases."""

    name: str
    about: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Swaps:
    """What may stand in another's place without moving a label.

    ``people`` are (woman's first name, man's first name, family name), ``countries`` (name,
    adjective).
    """

    people: tuple[tuple[str, str, str], ...]
    countries: tuple[tuple[str, str], ...]


def load_capabilities(folder: Path, labels: LabelSet = STANCES) -> list[Capability]:
    """The capabilities of ``folder/cases``, sorted by name; case ids are ``capability:n``.

    Raises DataError with file and line for what is no such file, an unknown stance, and a
    text in which not exactly one span is marked.
    """
    files = sorted((folder / CASES).glob("*.yaml"))
    if not files:
        raise DataError(
            str(folder / CASES),
            expected="files *.yaml, one a capability",
            found="none",
            fix="Name the folder that holds cases/ and swaps.yaml.",
        )
    return [_read_capability(file, labels) for file in files]


def load_swaps(folder: Path) -> Swaps:
    """The names of ``folder/swaps.yaml``; raises DataError when it does not hold them."""
    file = folder / SWAPS
    content = yaml.safe_load(_source(file))
    people, countries = ([tuple(row) for row in content[key]] for key in ("people", "countries"))
    return Swaps(tuple(people), tuple(countries))


def _source(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fix = "Check the path; save it as UTF-8."
        raise DataError(str(file), expected="a YAML file", found=str(error), fix=fix) from error


def _read_capability(file: Path, labels: LabelSet) -> Capability:
    try:
        root = yaml.compose(_source(file), yaml.SafeLoader)
    except yaml.YAMLError as error:
        fix = "Put a text that holds ': ' or begins with a mark of YAML between single quotes."
        raise DataError(str(file), expected="YAML", found=str(error), fix=fix) from error
    keys = {key.value: value for key, value in _pairs(root, file)}
    if set(keys) != {"about", "sets"}:
        fix = "Write one sentence about it and a list of sets."
        found = ", ".join(keys) or "neither"
        raise DataError(str(file), expected="the keys about and sets", found=found, fix=fix)
    cases = tuple(
        Case(f"{file.stem}:{number}", _checked(text, stance, labels, where), stance)
        for number, (stance, text, where) in enumerate(_entries(keys["sets"], file), 1)
    )
    return Capability(file.stem, str(keys["about"].value), cases)


def _entries(sets: yaml.Node, file: Path) -> Iterator[tuple[str, str, str]]:
    """Stance, marked text and place of every case; a stance may come twice in a set."""
    for one in _items(sets):
        for key, value in _pairs(one, file):
            for node in _items(value) if isinstance(value, yaml.SequenceNode) else [value]:
                yield key.value, str(node.value), f"{file}:{node.start_mark.line + 1}"


def _items(node: yaml.Node) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else [node]


def _pairs(node: yaml.Node, file: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return node.value
    line = node.start_mark.line + 1 if node else 1
    found = f"'{node.value}'" if isinstance(node, yaml.ScalarNode) else "something else"
    fix = "Write 'stance: text', the span between « and »."
    raise DataError(f"{file}:{line}", expected="a mapping", found=found, fix=fix)


def _checked(text: str, stance: str, labels: LabelSet, where: str) -> str:
    """The text, with a known stance and exactly one span."""
    labels.index(stance, where)
    if not _MARKED.fullmatch(text):
        found = f"{text.count(OPEN)} « and {text.count(CLOSE)} » in '{text}'"
        fix = "Put one « before the first and one » after the last character of the span."
        raise DataError(where, expected="one span «…»", found=found, fix=fix)
    return text
