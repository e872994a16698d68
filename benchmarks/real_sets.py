"""What the benchmarks share: span files of the real sets, and calls of the program."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MODELS = ("tfidf", "minilm")
SETS = ("wikinews", "open")


def quotestance(*words: str) -> None:
    """Run a command of the program, said aloud."""
    print("$ quotestance", *words, flush=True)
    subprocess.run([sys.executable, "-m", "quotestance.cli", *words], check=True)


def export(out: Path, *words: str) -> Path:
    """The span file that ``data export`` writes into the folder ``out``."""
    quotestance("data", "export", "--format", "jsonl", "--out", str(out), *words)
    return out / "spans.jsonl"


def real_parts(real: Path, out: Path) -> dict[str, Path]:
    """Span files ``NAME``, ``NAME-train`` (folds 1 to 4) and ``NAME-dev`` (fold 0)."""
    files = {}
    for name in SETS:
        folder = out / "fetched" / name
        if not (folder / "labels.jsonl").is_file():
            quotestance("data", "fetch", name, "--from", str(real / name), "--out", str(folder))
        words = ("data=standoff", f"data.dir={folder}")
        files[name] = export(out / f"spans/{name}", *words)
        for part in ("train", "dev"):
            fold = ("data.fold=0", "--split", part)
            files[f"{name}-{part}"] = export(out / f"spans/{name}-{part}", *words, *fold)
    return files


def polnear_spans(real: Path, target: Path, part: str = "dev") -> Path:
    """PolNeAR's stance table as a span file: offsets and stance alone, no cue and no actor."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (real / f"polnear-{part}.stance.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    with target.open("w", encoding="utf-8") as out:
        for n, row in enumerate(rows):
            text = (real / f"polnear/{part}/text/{row['doc']}.txt").read_bytes().decode("utf-8")
            record = {
                "id": f"{row['doc']}:{n}",
                "text": text,
                "start": int(row["start"]),
                "end": int(row["end"]),
                "stance": row["stance"],
                "group": row["doc"],
            }
            out.write(json.dumps(record) + "\n")
    return target


def train(
    model: str, files: Sequence[Path], dev: Sequence[Path], folder: Path, *settings: str
) -> str:
    """A model folder, trained unless it is there.

    Never from the released weights: they have learned from all of the data.
    """
    if not (folder / "manifest.json").is_file():
        given = {"train": files, "dev": dev}
        parts = [f"data.{k}=[{','.join(map(str, v))}]" for k, v in given.items() if v]
        where = f"output_dir={folder}"
        words = (f"experiment={model}", "start=null", "data=jsonl", *settings)
        quotestance("train", *words, *parts, where)
    return str(folder)


def score(model: str, data: Sequence[str], out: Path) -> dict[str, Any]:
    """The metrics of a model on data, measured unless they are there."""
    if not (out / "metrics.json").is_file():
        quotestance("evaluate", "--model", model, *data, "--out", str(out))
    result: dict[str, Any] = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    return result


def cell(result: dict[str, Any], metric: str) -> str:
    """A figure with its interval, as it stands in a table."""
    low, high = result["confidence_intervals"][metric]
    return f"{result[metric]:.2f} [{low:.2f}, {high:.2f}]"
