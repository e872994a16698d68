"""Every figure of the README's results table, from one command.

    python benchmarks/real_news.py ../shared/real --out runs/real_news

REAL holds wikinews/ and open/ (text/ beside their labels) and polnear-dev.stance.tsv with
polnear/dev/text/. The released models are measured on what they never saw (PolNeAR, the test
splits of the corpus and of the seed articles). Because they were trained on wikinews and open,
the models for these two sets are trained here: on our own articles and the other set. About
an hour on two cores; finished steps are not repeated.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from real_sets import (
    MODELS,
    SETS,
    cell,
    export,
    polnear_spans,
    quotestance,
    real_parts,
    score,
    train,
)

OWN = ("seeds", "corpus", "sentences")


def stance_table(out: Path, real: Path, held_out: Sequence[str]) -> list[str]:
    """Stances of gold spans: one row a test set and model."""
    spans = real_parts(real, out)
    own = [export(out / f"spans/{k}", f"data={k}", "--split", "train") for k in OWN]
    polnear = polnear_spans(real, out / "spans/polnear.jsonl")
    runs = [
        (name, "released", model, data)
        for name, data in (
            ("PolNeAR dev (US campaign 2016)", [str(polnear)]),
            ("corpus, test split", ["data=corpus"]),
            ("sentences, test split", ["data=sentences"]),
            ("seed articles, test split", ["data=seeds"]),
        )
        for model in MODELS
    ]
    for held in held_out:
        (other,) = set(SETS) - {held}
        for model in MODELS:
            folder = out / f"models/{model}-no-{held}"
            train(model, [*own, spans[f"{other}-train"]], [spans[f"{other}-dev"]], folder)
            runs.append((held, f"own, {other}", str(folder), [str(spans[held])]))
    lines = [
        "| test set | trained on | model | four-stance macro-F1 | macro-F1 | accuracy | ECE |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, trained, model, data in runs:
        kind = next(m for m in MODELS if m in Path(model).name)
        slug = "".join(char for char in name.split("(")[0] if char.isalnum())
        result = score(model, data, out / f"scores/{slug}-{kind}")
        figures = [cell(result, m) for m in ("macro_f1_stances", "macro_f1", "accuracy", "ece")]
        row = [f"{name} ({result['n']} spans)", trained, kind, *figures]
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
    parser.add_argument(
        "--held",
        nargs="*",
        choices=SETS,
        default=SETS,
        help="sets for which models are trained here without them",
    )
    parser.add_argument("--out", type=Path, default=Path("runs/real_news"))
    arguments = parser.parse_args()
    out, real = arguments.out, arguments.real
    lines = [*extraction_table(out, real), "", *stance_table(out, real, arguments.held)]
    (out / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
