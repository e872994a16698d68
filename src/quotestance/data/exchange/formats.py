"""All formats of labelled articles: to add one, write its file and a line in each table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotestance.data.exchange.brat import export_brat, read_brat
from quotestance.data.exchange.checks import check_draft
from quotestance.data.exchange.csv_files import export_csv, read_csv
from quotestance.data.exchange.draft import Importer, Place
from quotestance.data.exchange.files import file_stem, write_text
from quotestance.data.exchange.iob import export_iob, read_iob
from quotestance.data.exchange.label_studio import export_label_studio, read_label_studio
from quotestance.data.exchange.parquet_files import export_parquet, read_parquet
from quotestance.data.exchange.plain_text import export_text
from quotestance.data.exchange.prodigy import export_prodigy, read_prodigy
from quotestance.data.exchange.span_jsonl import export_jsonl, read_jsonl
from quotestance.data.markup import SUFFIX, read_markup
from quotestance.data.markup_render import render_markup
from quotestance.data.problems import Problem, errors_of
from quotestance.errors import ConfigError, DataError, nearest
from quotestance.labels import STANCES, LabelSet
from quotestance.records import LabelledArticle, Quote

Exporter = Callable[[Sequence[LabelledArticle], Path, LabelSet], list[Path]]

EXPORTERS: dict[str, Exporter] = {
    "jsonl": export_jsonl,
    "brat": export_brat,
    "label-studio": export_label_studio,
    "prodigy": export_prodigy,
    "iob": export_iob,
    "csv": export_csv,
    "parquet": export_parquet,
    "text": export_text,
}
IMPORTERS: dict[str, Importer] = {
    "jsonl": read_jsonl,
    "brat": read_brat,
    "label-studio": read_label_studio,
    "prodigy": read_prodigy,
    "iob": read_iob,
    "csv": read_csv,
    "parquet": read_parquet,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """The markup files that were written, how many articles were not, and every problem."""

    written: tuple[Path, ...]
    left_out: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether everything came out: warnings are allowed, errors are not."""
        return not errors_of(self.problems)


def export_articles(
    articles: Sequence[LabelledArticle], format_name: str, out: Path, labels: LabelSet = STANCES
) -> list[Path]:
    """Write articles into the folder ``out`` (made if missing); returns the files written.

    Raises ConfigError for a format that is not in EXPORTERS.
    """
    _check_format(format_name, EXPORTERS)
    return EXPORTERS[format_name](articles, out, labels)


def import_articles(
    source: Path, format_name: str, out: Path, labels: LabelSet = STANCES
) -> Imported:
    """Write every article of a file or folder as ``NAME.quotes.md`` into ``out``.

    An article with an error is left out, the others come out. Raises ConfigError for a format
    that is not in IMPORTERS and DataError when there is nothing to read.
    """
    _check_format(format_name, IMPORTERS)
    written: dict[str, Path] = {}
    problems: list[Problem] = []
    left_out = 0
    for draft in IMPORTERS[format_name](source, labels):
        if isinstance(draft, Problem):
            problems.append(draft)
            continue
        labelled, found = check_draft(draft, labels)
        path = out / f"{file_stem(draft.id)}{SUFFIX}"
        if draft.id in written:
            fix = "Give every article an id of its own."
            found.append(draft.at.problem("a new article id", f"'{draft.id}' again", fix))
        elif labelled is not None:
            found += _write_markup(labelled, path, draft.at, labels)
        if errors_of(found):
            left_out += 1
        else:
            written[draft.id] = path
        problems += found
    return Imported(tuple(written.values()), left_out, tuple(dict.fromkeys(problems)))


def _check_format(name: str, known: Iterable[str]) -> None:
    """Raise ConfigError for an unknown format."""
    if name not in known:
        raise ConfigError(
            "--format",
            expected=f"one of {', '.join(known)}",
            found=f"'{name}'",
            fix=nearest(name, known),
        )


def _write_markup(
    labelled: LabelledArticle, path: Path, at: Place, labels: LabelSet
) -> list[Problem]:
    """Write an article if reading it again gives the same article; else say what differs."""
    try:
        source = render_markup(labelled)
        again, problems = read_markup(source, labelled.article.id, str(path), labels)
        if again is None:
            return errors_of(problems)
        if _essence(again) != _essence(labelled):
            fix = "Please report it: this is a mistake of the program."
            return [at.problem("an article that markup can hold", "other labels after it", fix)]
        write_text(path, source)
    except UnicodeEncodeError:
        fix = "Write characters beyond U+FFFF as pairs of escapes."
        return [at.problem("characters", "half of a surrogate pair in a name or title", fix)]
    except DataError as error:
        return [at.problem(error.expected, error.found, error.fix)]
    except OSError as error:
        found = f"'{path.name[:40]}' ({error.strerror})"
        return [at.problem("a file name that can be written", found, "Shorten the article's id.")]
    return []


def _essence(labelled: LabelledArticle) -> tuple[Any, ...]:
    """What must be the same after a round trip: text, spans, and which share a quote."""
    first: dict[str, int] = {}

    def facts(number: int, quote: Quote) -> tuple[Any, ...]:
        group = first.setdefault(quote.quote_id, number)
        places = (quote.span, quote.cue, quote.mention)
        return (group, *places, quote.kind, quote.stance, quote.actor, quote.group)

    text = labelled.article.text.rstrip("\r\n")
    return text, [facts(number, quote) for number, quote in enumerate(labelled.quotes)]
