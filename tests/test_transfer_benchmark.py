"""benchmarks/transfer.py: which stance a code is, and the table."""

from __future__ import annotations

from pathlib import Path

import transfer

from quotestance.data.spans import load_spans


def test_codes_become_stances_and_all_others_none(tmp_path: Path) -> None:
    rows = ["REJECT\tThe port's owners said no.", 'YIELD\t"The ""Tern"" left, they said."']
    content = "\n".join(["gold_root\tsentence", *rows, rows[0]]) + "\n"
    (tmp_path / "PLV_test.tsv").write_text(content, encoding="utf-8")
    spans = load_spans(transfer.span_file(tmp_path / "PLV_test.tsv", tmp_path / "spans.jsonl"))
    assert [quote.stance for _, quote in spans] == ["refuse", "none", "refuse"]
    assert [quote.span.of(article.text) for article, quote in spans][1] == (
        'The "Tern" left, they said.'
    )


def test_one_line_a_model() -> None:
    metrics = dict.fromkeys(transfer.METRICS.values(), 0.5)
    runs = {"minilm": [{**metrics, "minutes": minutes} for minutes in (1.0, 2.0)]}
    assert transfer.table(runs)[2] == (
        "| minilm | 0.500 ± 0.000 | 0.500 ± 0.000 | 0.500 ± 0.000 | 0.500 ± 0.000 | 1.5 ± 0.7 |"
    )
