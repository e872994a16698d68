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

from real_sets import MODELS, SETS, cell, export, polnear_spans, real_parts, score, train

SHARES = (10, 25, 50, 100)
SEED = 13


def corpus_parts(out: Path) -> dict[int, Path]:
    """Span files with growing shares of the events of the corpus's training part."""
    whole = export(out / "spans/corpus", "data=corpus", "--split", "train")
    lines = whole.read_text(encoding="utf-8").splitlines()
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
    dev = [real[f"{name}-dev"] for name in SETS]
    lines = [
        f"| share of the corpus | spans | model | {' | '.join(tests)} |",
        f"| ---: | ---: | --- |{' --- |' * len(tests)}",
    ]
    for share, file in corpus_parts(out).items():
        spans = file.read_bytes().count(b"\n")
        for model in MODELS:
            folder = train(model, [file], dev, out / f"models/{model}-{share}")
            results = [
                score(folder, [str(test)], out / f"scores/{model}-{share}-{name}")
                for name, test in tests.items()
            ]
            figures = " | ".join(cell(result, "macro_f1_stances") for result in results)
            lines.append(f"| {share}% | {spans:,} | {model} | {figures} |")
    (out / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
