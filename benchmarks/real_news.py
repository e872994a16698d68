"""Every figure of the README's results table, from one command.

    python benchmarks/real_news.py ../shared/real --out runs/real_news

REAL holds wikinews/ and open/ (labels.jsonl and text/) and polnear-dev.stance.tsv with
polnear/dev/text/. The released models are measured on what they never saw (PolNeAR and the
test split of the seed articles). Because they were trained on wikinews and open, the models
for these two sets are trained here: on the seed articles and the other set. About half an hour on
two cores; finished steps are not repeated.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

MODELS = ("tfidf", "minilm")
SETS = ("wikinews", "open")


def quotestance(*words: str) -> None:
    print("$ quotestance", *words, flush=True)
    subprocess.run([sys.executable, "-m", "quotestance.cli", *words], check=True)


def polnear_spans(real: Path, target: Path) -> Path:
    """PolNeAR's stance table as a span file: offsets and stance alone, no cue and no actor."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (real / "polnear-dev.stance.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    with target.open("w", encoding="utf-8") as out:
        for n, row in enumerate(rows):
            text = (real / "polnear/dev/text" / f"{row['doc']}.txt").read_bytes().decode("utf-8")
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


def export(out: Path, real: Path) -> dict[str, Path]:
    """Span files of all sets."""
    quotestance(
        "data", "export", "--format", "jsonl", "--split", "train", "--out", str(out / "spans/seeds")
    )
    for name in SETS:
        quotestance(
            "data",
            "export",
            "--format",
            "jsonl",
            "--out",
            str(out / f"spans/{name}"),
            "data=standoff",
            f"data.dir={real / name}",
        )
    files = {name: out / f"spans/{name}/spans.jsonl" for name in ("seeds", *SETS)}
    return {**files, "polnear": polnear_spans(real, out / "spans/polnear.jsonl")}


def train(model: str, files: Sequence[Path], folder: Path) -> str:
    if not (folder / "manifest.json").is_file():
        quotestance(
            "train",
            f"experiment={model}",
            "data=jsonl",
            f"data.train=[{','.join(map(str, files))}]",
            f"output_dir={folder}",
        )
    return str(folder)


def score(model: str, data: Sequence[str], out: Path) -> dict[str, object]:
    if not (out / "metrics.json").is_file():
        quotestance("evaluate", "--model", model, *data, "--out", str(out))
    return json.loads((out / "metrics.json").read_text(encoding="utf-8"))


def cell(result: dict, metric: str) -> str:
    low, high = result["confidence_intervals"][metric]
    return f"{result[metric]:.2f} [{low:.2f}, {high:.2f}]"


def stance_table(out: Path, spans: dict[str, Path], held_out: Sequence[str]) -> list[str]:
    lines = [
        "| test set | trained on | model | four-stance macro-F1 | macro-F1 | accuracy |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    runs: list[tuple[str, str, str, list[str]]] = []
    for model in MODELS:
        runs.append(("PolNeAR dev (US campaign 2016)", "released", model, [str(spans["polnear"])]))
        runs.append(("seed articles, test split", "released", model, []))
    for held in held_out:
        (other,) = set(SETS) - {held}
        for model in MODELS:
            folder = train(model, [spans["seeds"], spans[other]], out / f"models/{model}-no-{held}")
            runs.append((held, f"seeds, {other}", folder, [str(spans[held])]))
    for test, trained, model, data in runs:
        name = next(m for m in MODELS if m in Path(model).name)
        result = score(model, data, out / "scores" / f"{test.split()[0]}-{name}")
        figures = " | ".join(cell(result, m) for m in ("macro_f1_stances", "macro_f1", "accuracy"))
        lines.append(f"| {test} ({result['n']} spans) | {trained} | {name} | {figures} |")
    return lines


def extraction_table(out: Path, real: Path) -> list[str]:
    lines = [
        "| test set | direct F1 | indirect F1 | all spans F1 | actor right |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name in SETS:
        folder = out / f"extraction/{name}"
        if not (folder / "extraction.json").is_file():
            quotestance(
                "evaluate",
                "--extraction",
                "data=standoff",
                f"data.dir={real / name}",
                "--out",
                str(folder),
            )
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
    spans = export(arguments.out, arguments.real)
    lines = [
        *extraction_table(arguments.out, arguments.real),
        "",
        *stance_table(arguments.out, spans, arguments.held),
    ]
    (arguments.out / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
