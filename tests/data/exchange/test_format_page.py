"""The examples of docs/formats.md are what an import reads: all of them give one article."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from exchange_help import bring_in, only

from quotestance.data.markup import parse_markup

PAGE = (Path(__file__).resolve().parents[3] / "docs/formats.md").read_text(encoding="utf-8")
SECTION = PAGE[PAGE.index("## Exchange formats") : PAGE.index("## predictions.jsonl")]
BLOCKS = re.findall(r"^```\w*\n(.*?)^```$", SECTION, re.DOTALL | re.MULTILINE)
TEXT = "“We will not sell the harbour,” Vera Holm told the assembly."


def files(name: str) -> dict[str, str]:
    _, brat, tasks, prodigy, iob, spans = BLOCKS
    return {
        "brat": {"holm.txt": TEXT, "holm.ann": brat},
        "label-studio": {"tasks.json": tasks},
        "prodigy": {"prodigy.jsonl": json.dumps(json.loads(prodigy))},
        "iob": {"articles.iob": iob},
        "csv": {"articles.csv": f'id,text\nholm,"{TEXT}"\n', "spans.csv": spans},
    }[name]


@pytest.mark.parametrize("name", ["brat", "label-studio", "prodigy", "iob", "csv"])
def test_examples_can_be_imported(name: str, tmp_path: Path) -> None:
    gold = parse_markup(BLOCKS[0], "holm", "docs/formats.md")
    assert bring_in(tmp_path, name, files(name)).problems == ()
    (quote,), (expected,) = only(tmp_path).quotes, gold.quotes
    assert (quote.span, quote.kind, quote.stance, quote.actor, quote.mention) == (
        expected.span,
        expected.kind,
        expected.stance,
        expected.actor,
        expected.mention,
    )
    if name != "label-studio":  # its example is shortened
        assert (quote.cue, quote.quote_id) == (expected.cue, expected.quote_id)
