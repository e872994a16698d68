"""Training on a thousand sentences that somebody else labelled: PLV (Hu et al. 2024).

    git clone https://github.com/snowood1/Zero-Shot-PLOVER ../plover
    python benchmarks/transfer.py ../plover/datasets

PLV holds sentences of the news about political relations with PLOVER's root codes. Four of them
are stances, all others none: AGREE is commit, REJECT refuse, THREATEN warn, REQUEST demand. A
whole sentence counts as the span; who does what to whom is not marked. Models learn from
PLV_train.tsv as a user would train them, and are measured on PLV_test.tsv. Finished models and
scores are kept in ``--out`` and not repeated.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

from experiments import SEEDS, mean_and_deviation
from real_sets import quotestance, score

from quotestance.data.files import write_jsonl
from quotestance.labels import STANCES

STANCE_OF = {"AGREE": "commit", "REJECT": "refuse", "THREATEN": "warn", "REQUEST": "demand"}
MODELS = {
    "minilm": ("experiment=minilm",),
    "minilm, start=null": ("experiment=minilm", "start=null"),
    "tfidf": ("experiment=tfidf",),
}
METRICS = {
    "macro-F1, five labels": "macro_f1",
    "macro-F1, four stances": "macro_f1_stances",
    "accuracy": "accuracy",
    "ECE": "ece",
}
Runs = dict[str, list[dict[str, Any]]]
"""Model → metrics and minutes of training, one for each seed."""


def span_file(plv: Path, target: Path) -> Path:
    """A file of PLV as span JSONL: sentence and stance, the line as id."""
    with plv.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    lines = (
        {"text": row["sentence"], "stance": STANCE_OF.get(row["gold_root"], STANCES.none)}
        for row in rows
    )
    write_jsonl(target, lines)
    return target


def run(model: str, seed: int, spans: dict[str, Path], out: Path) -> dict[str, Any]:
    """Train and measure what is missing: the metrics, and the minutes of training."""
    slug = model.replace(", start=null", "-anew")
    folder = out / f"models/{slug}-{seed}"
    if not (folder / "manifest.json").is_file():
        where = (f"data.train={spans['train']}", f"output_dir={folder}", f"seed={seed}")
        quotestance("train", *MODELS[model], "data=jsonl", *where)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    test = ["data=jsonl", f"data.test={spans['test']}"]
    found = score(str(folder), test, out / f"scores/{slug}-{seed}")
    return {**found, "minutes": manifest["duration_s"] / 60}


def table(runs: Runs) -> list[str]:
    """One line a model."""
    heads = ["trained on PLV", *METRICS, "minutes"]
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    for model, found in runs.items():
        cells = [mean_and_deviation([one[key] for one in found], 3) for key in METRICS.values()]
        cells.append(mean_and_deviation([one["minutes"] for one in found], 1))
        lines.append(f"| {model} | {' | '.join(cells)} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("plv", type=Path, metavar="FOLDER", help="with PLV_train.tsv, PLV_test.tsv")
    parser.add_argument("--seeds", default=SEEDS, metavar=SEEDS)
    parser.add_argument("--out", type=Path, default=Path("runs/transfer"))
    options = parser.parse_args()
    spans = {
        part: span_file(options.plv / f"PLV_{part}.tsv", options.out / f"spans/{part}.jsonl")
        for part in ("train", "test")
    }
    seeds = [int(seed) for seed in options.seeds.split(",")]
    runs = {model: [run(model, seed, spans, options.out) for seed in seeds] for model in MODELS}
    lines = [f"Seeds {options.seeds}; mean ± standard deviation.", "", *table(runs), ""]
    (options.out / "results.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
