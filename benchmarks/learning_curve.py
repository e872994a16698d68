"""Does more of our corpus still help? Macro-F1 on real news for growing parts of it.

    python benchmarks/learning_curve.py ../shared/real --out runs/learning_curve

Both models are trained on 10, 25, 50 and 100% of the corpus's training part, whole events drawn
by a seed, a smaller part lying inside every larger one. Calibration and the threshold of none
come from fold 0 of wikinews and open, the figures from their other folds and from PolNeAR dev:
no real news is trained on. REAL is laid out as for real_news.py. About half an hour on two
cores; finished steps are not repeated.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from real_news import MODELS, SETS, cell, polnear_spans, quotestance, score

SHARES = (10, 25, 50, 100)
SEED = 13


def real_parts(real: Path, out: Path) -> dict[str, Path]:
    """Span files ``NAME-train`` (folds 1 to 4) and ``NAME-dev`` (fold 0) of the real sets."""
    files = {}
    for name in SETS:
        folder = out / "fetched" / name
        if not (folder / "labels.jsonl").is_file():
            quotestance("data", "fetch", name, "--from", str(real / name), "--out", str(folder))
        for part in ("train", "dev"):
            target = out / "spans" / f"{name}-{part}"
            words = ("data=standoff", f"data.dir={folder}", "data.fold=0", "--split", part)
            quotestance("data", "export", "--format", "jsonl", "--out", str(target), *words)
            files[f"{name}-{part}"] = target / "spans.jsonl"
    return files


def corpus_parts(out: Path) -> dict[int, Path]:
    """Span files with growing shares of the events of the corpus's training part."""
    whole = out / "spans/corpus"
    words = ("data=corpus", "--split", "train")
    quotestance("data", "export", "--format", "jsonl", "--out", str(whole), *words)
    lines = (whole / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    group_of = [json.loads(line)["group"] for line in lines]
    events = sorted(set(group_of))
    random.Random(SEED).shuffle(events)
    files = {}
    for share in SHARES:
        chosen = set(events[: round(len(events) * share / 100)])
        files[share] = out / f"spans/corpus-{share}.jsonl"
        kept = [line for line, group in zip(lines, group_of, strict=True) if group in chosen]
        files[share].write_text("\n".join(kept) + "\n", encoding="utf-8")
    return files


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("real", type=Path, metavar="REAL")
    parser.add_argument("--out", type=Path, default=Path("runs/learning_curve"))
    arguments = parser.parse_args()
    out = arguments.out
    real = real_parts(arguments.real, out)
    polnear = polnear_spans(arguments.real, out / "spans/polnear.jsonl")
    tests = {**{name: real[f"{name}-train"] for name in SETS}, "polnear": polnear}
    dev = ",".join(str(real[f"{name}-dev"]) for name in SETS)
    lines = [
        f"| share of the corpus | spans | model | {' | '.join(tests)} |",
        f"| ---: | ---: | --- |{' --- |' * len(tests)}",
    ]
    for share, file in corpus_parts(out).items():
        spans = file.read_bytes().count(b"\n")
        for model in MODELS:
            folder = out / f"models/{model}-{share}"
            if not (folder / "manifest.json").is_file():
                files = (f"data.train={file}", f"data.dev=[{dev}]")
                where = ("data=jsonl", *files, f"output_dir={folder}")
                quotestance("train", f"experiment={model}", *where)
            results = [
                score(str(folder), [str(test)], out / f"scores/{model}-{share}-{name}")
                for name, test in tests.items()
            ]
            figures = " | ".join(cell(result, "macro_f1_stances") for result in results)
            lines.append(f"| {share}% | {spans:,} | {model} | {figures} |")
    (out / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
