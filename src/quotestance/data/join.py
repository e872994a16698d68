"""Put labels that travel without their text back on it, as files to read and to train on."""

from __future__ import annotations

from pathlib import Path

from quotestance.data.files import write_atomic
from quotestance.data.markup import SUFFIX
from quotestance.data.markup_render import render_markup
from quotestance.data.spans import write_spans
from quotestance.data.standoff import attach_standoff
from quotestance.labels import STANCES, LabelSet


def join_standoff(
    label_file: Path, text_file: Path, out: Path, labels: LabelSet = STANCES
) -> list[Path]:
    """Write ``NAME.quotes.md`` and ``NAME.jsonl`` of a label file and its text into ``out``.

    Returns the two paths. Raises DataError when the text is not the one that was labelled.
    """
    labelled = attach_standoff(label_file, text_file, labels)
    name = labelled.article.id
    markup = out / f"{name}{SUFFIX}"
    with write_atomic(markup) as stream:
        stream.write(render_markup(labelled))
    return [markup, write_spans(out / f"{name}.jsonl", [labelled])]
