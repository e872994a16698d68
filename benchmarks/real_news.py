"""Every figure of the README's results table, from one command.

    python benchmarks/real_news.py ../shared/real --out runs/real_news

REAL holds wikinews/ and open/ (text/ beside their labels) and polnear-dev.stance.tsv with
polnear/dev/text/. The released models are measured on what they were not trained on: PolNeAR,
fold 0 of wikinews and open (which chose calibration and threshold), and the test splits of our
own data. Some minutes on two cores; finished steps are not repeated.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from real_sets import MODELS, SETS, cell, polnear_spans, quotestance, real_parts, score

OWN = ("seeds", "corpus", "sentences")


def stance_table(out: Path, real: Path) -> list[str]:
    """Stances of gold spans: one row a test set and model."""
    spans = real_parts(real, out)
    tests = {
        "PolNeAR dev (US campaign 2016)": str(polnear_spans(real, out / "spans/polnear.jsonl")),
        **{f"{name}, fold 0": str(spans[f"{name}-dev"]) for name in SETS},
        **{f"{kind}, test split": f"data={kind}" for kind in OWN},
    }
    lines = [
        "| test set | model | four-stance macro-F1 | macro-F1 | accuracy | ECE |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, data in tests.items():
        for model in (*MODELS, "tagger"):
            slug = "".join(char for char in name.split("(")[0] if char.isalnum())
            result = score(model, [data], out / f"scores/{slug}-{model}")
            figures = [cell(result, m) for m in ("macro_f1_stances", "macro_f1", "accuracy", "ece")]
            row = [f"{name}, {result['n']} spans", model, *figures]
            lines.append(f"| {' | '.join(row)} |")
    return lines


def extraction_table(out: Path, real: Path) -> list[str]:
    """Quotes and actors found in plain text."""
    lines = [
        "| test set | direct F1 | indirect F1 | all spans F1 | actor right |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name in SETS:
        folder = out / f"extraction/{name}"
        if not (folder / "extraction.json").is_file():
            words = ("data=standoff", f"data.dir={real / name}", "--out", str(folder))
            quotestance("evaluate", "--extraction", *words)
        result = json.loads((folder / "extraction.json").read_text(encoding="utf-8"))
        kinds = [f"{result['by_kind'][k]['any_kind']['f1']:.2f}" for k in ("direct", "indirect")]
        figures = [cell(result, m) for m in ("f1", "actor_accuracy")]
        test = f"{name} ({result['counts']['gold']} spans)"
        lines.append(f"| {' | '.join([test, *kinds, *figures])} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("real", type=Path, metavar="REAL")
    parser.add_argument("--out", type=Path, default=Path("runs/real_news"))
    arguments = parser.parse_args()
    out, real = arguments.out, arguments.real
    lines = [*extraction_table(out, real), "", *stance_table(out, real)]
    (out / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
