"""A table of experiments: each trained with several seeds and measured on held-out data.

    python benchmarks/experiments.py ../shared/real --only tfidf minilm
    python benchmarks/experiments.py ../shared/real --encoder FOLDER --teacher MODEL,MODEL

REAL is laid out as for real_news.py. All experiments learn from the training parts of what the
released models learn from (``make models``), or from a part of it; fold 0 of wikinews and open
chooses calibration and threshold, so that ECE on these two is too good. Minutes are those of
``quotestance train``, the reading of the data among them. Finished runs and scores are kept in
``--out`` and not repeated, and a training that was killed goes on (its minutes are those of the
last start); remove the folder of a run to repeat it, for example with another teacher. On two
cores a minilm takes half an hour a seed, a tfidf some minutes.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from real_news import OWN
from real_sets import SETS, export, polnear_spans, real_parts, score
from real_sets import train as train_model

ALL = (*OWN, *(f"{name}-train" for name in SETS))
IN_DOMAIN = "polnear-train"
"""The kind of news that polnear-dev is: never in weights that are released."""
RELEASED_TFIDF = (
    f"data.weights=[{','.join('8' if part.endswith('-train') else '1' for part in ALL)}]",
    "model.c=0.015",
    "model.balanced=false",
)
"""What ``make models`` sets: a span of real news counts as much as eight of our own."""
SEEDS = "13,14,15"
METRICS = {"macro_f1_stances": "Four-stance macro-F1", "ece": "ECE"}
Results = dict[str, list[dict[str, Any]]]
"""Test set → metrics, one for each seed."""
Minutes = dict[str, list[float]]
"""Experiment → minutes of training, one for each seed."""


@dataclass(frozen=True)
class Experiment:
    """What one row of the table trains: an experiment, on which parts, with what settings."""

    name: str
    parts: tuple[str, ...] = ALL
    settings: tuple[str, ...] = ()


def experiments(encoder: str | None, teacher: str | None) -> dict[str, Experiment]:
    """All experiments by name; some need an encoder or a teacher."""
    found = {
        "tfidf": Experiment("tfidf", settings=RELEASED_TFIDF),
        "tfidf-all-alike": Experiment("tfidf"),
        "minilm": Experiment("minilm"),
        **{
            f"minilm-without-{left}": Experiment("minilm", tuple(p for p in ALL if p != left))
            for left in ("corpus", "sentences")
        },
        "minilm-corpus-alone": Experiment("minilm", ("corpus",)),
        "minilm-in-domain": Experiment("minilm", (*ALL, IN_DOMAIN)),
    }
    if teacher:
        found["minilm-taught"] = Experiment("distilled", settings=(f"teacher=[{teacher}]",))
    if encoder:
        settings = (f"model.encoder={encoder}",)
        found["mpnet"] = Experiment("mpnet", settings=settings)
        found["mpnet-in-domain"] = Experiment("mpnet", (*ALL, IN_DOMAIN), settings)
    return found


def train(experiment: Experiment, seed: int, spans: dict[str, Path], folder: Path) -> float:
    """Train into ``folder`` unless that is done; the minutes that it took."""
    files = [spans[part] for part in experiment.parts]
    dev = [spans[f"{name}-dev"] for name in SETS]
    train_model(experiment.name, files, dev, folder, *experiment.settings, f"seed={seed}")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return float(manifest["duration_s"]) / 60


def mean_and_deviation(values: Sequence[float], digits: int) -> str:
    """As in ``0.58 ± 0.01``; of one value the value alone."""
    text = f"{statistics.mean(values):.{digits}f}"
    return f"{text} ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 else text


def table(metric: str, rows: dict[str, Results], minutes: Minutes) -> list[str]:
    """One line an experiment, one column a test set, and where given one of minutes."""
    sizes = {test: runs[0]["n"] for found in rows.values() for test, runs in found.items()}
    heads = [METRICS[metric], *(f"{test} ({n})" for test, n in sizes.items())]
    heads += ["minutes"] if minutes else []
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    for name, found in rows.items():
        cells = [mean_and_deviation([run[metric] for run in found[test]], 2) for test in sizes]
        if minutes:
            cells.append(mean_and_deviation(minutes[name], 1))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def run(
    chosen: dict[str, Experiment], seeds: Iterable[int], real: Path, out: Path
) -> tuple[dict[str, Results], Minutes]:
    """Train and measure what is missing: the metrics, and the minutes, by experiment."""
    spans = real_parts(real, out)
    spans |= {k: export(out / f"spans/{k}", f"data={k}", "--split", "train") for k in OWN}
    spans[IN_DOMAIN] = polnear_spans(real, out / f"spans/{IN_DOMAIN}.jsonl", "train")
    tests = {
        "polnear-dev": [str(polnear_spans(real, out / "spans/polnear.jsonl"))],
        **{f"{name}, fold 0": [str(spans[f"{name}-dev"])] for name in SETS},
        **{f"{kind}-test": [f"data={kind}"] for kind in OWN},
    }
    rows: dict[str, Results] = {name: {test: [] for test in tests} for name in chosen}
    minutes: Minutes = {name: [] for name in chosen}
    for seed in seeds:
        for name, experiment in chosen.items():
            folder = out / f"models/{name}-{seed}"
            minutes[name].append(train(experiment, seed, spans, folder))
            for test, data in tests.items():
                slug = test.replace(", fold 0", "")
                rows[name][test].append(
                    score(str(folder), data, out / f"scores/{name}-{seed}/{slug}")
                )
    return rows, minutes


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("real", type=Path, metavar="REAL")
    parser.add_argument("--seeds", default=SEEDS, metavar=SEEDS)
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these experiments")
    parser.add_argument("--teacher", metavar="MODEL,…", help="teachers of minilm-taught")
    parser.add_argument("--encoder", metavar="FOLDER", help="all-mpnet-base-v2 or another encoder")
    parser.add_argument("--out", type=Path, default=Path("runs/experiments"))
    options = parser.parse_args()
    known = experiments(options.encoder, options.teacher)
    only = options.only or list(known)
    if unknown := [name for name in only if name not in known]:
        parser.error(f"no experiment {', '.join(unknown)}; there are {', '.join(known)}")
    seeds = [int(seed) for seed in options.seeds.split(",")]
    rows, minutes = run({name: known[name] for name in only}, seeds, options.real, options.out)
    lines = [f"Seeds {options.seeds}; mean ± standard deviation.", ""]
    lines += [*table("macro_f1_stances", rows, minutes), "", *table("ece", rows, {}), ""]
    (options.out / "results.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
