"""Our training against the recipe that everybody copies: seconds, and macro-F1 over the stances.

    python benchmarks/training_speed.py
    python benchmarks/training_speed.py --spans 600 --epochs 1

Ours is ``EncoderModel.fit`` as ``experiment=minilm start=null`` runs it. The plain recipe is a
Hugging Face Trainer with AutoModelForSequenceClassification, every text padded to 128 tokens, all
weights trained. Both read the same model texts of whole articles of our corpus and share encoder,
seed, batch size, epochs and learning rate. The two take turns of a few steps in one process, so
that whatever else the machine does slows both down. ``seconds`` are wall time; ``core seconds`` are
what the processor worked, which other programs disturb less. Loading the encoder counts, reading
the corpus does not. The default size takes about an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import torch
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    PrinterCallback,
    Trainer,
    TrainingArguments,
    default_data_collator,
)
from transformers.utils.logging import disable_progress_bar, set_verbosity_error
from turns import Spent, Turns

from quotestance.config.data_schema import CorpusData
from quotestance.config.schema import EncoderConfig
from quotestance.data.sources import load_parts
from quotestance.labels import STANCES
from quotestance.models.encoder import EncoderModel
from quotestance.models.span_classifier import PACKAGED, resolve_encoder
from quotestance.records import LabelledArticle
from quotestance.training.examples import Examples, read_examples

LENGTH = 128  # tokens to which the plain recipe pads
PIECE = 4  # steps of a turn
THREADS = 2
SCORED = 64  # texts scored at a time
Collate = Callable[[Any], dict[str, Any]]


class Recipe(Protocol):
    """A way to train a classifier."""

    def fit(self, training: Examples, seed: int, work: Path) -> None: ...

    def predict(self, texts: Sequence[str]) -> list[str]: ...


def every_piece(collate: Collate, pause: Callable[[], None]) -> Collate:
    """``collate`` with a pause before the first batch of every piece but the first."""
    made = 0

    def collated(rows: Any) -> dict[str, Any]:
        nonlocal made
        if made and made % PIECE == 0:
            pause()
        made += 1
        return collate(rows)

    return collated


class Ours(Recipe):
    """``EncoderModel``, which pauses between pieces."""

    def __init__(self, settings: EncoderConfig, pause: Callable[[], None]) -> None:
        self.settings = {k: v for k, v in asdict(settings).items() if k != "kind"}
        self.pause = pause

    def fit(self, training: Examples, seed: int, work: Path) -> None:
        self.model = EncoderModel(STANCES, **self.settings)
        collate = self.model._collator()
        self.model._collator = lambda: every_piece(collate, self.pause)  # type: ignore
        self.model.fit(training.texts, training.stances, seed=seed, work=work)
        self.model._collator = lambda: collate  # type: ignore[method-assign]

    def predict(self, texts: Sequence[str]) -> list[str]:
        return [STANCES.names[i] for i in self.model.scores(texts).argmax(axis=1)]


class Plain(Recipe):
    """What tutorials show."""

    def __init__(self, settings: EncoderConfig, pause: Callable[[], None]) -> None:
        self.settings, self.pause = settings, pause

    def fit(self, training: Examples, seed: int, work: Path) -> None:
        source = resolve_encoder(self.settings.encoder)
        self.tokenizer = AutoTokenizer.from_pretrained(source)
        torch.manual_seed(seed)  # the head's first weights
        self.network = AutoModelForSequenceClassification.from_pretrained(
            source, num_labels=len(STANCES.names)
        )
        arguments = TrainingArguments(
            output_dir=str(work),
            seed=seed,
            num_train_epochs=self.settings.epochs,
            per_device_train_batch_size=self.settings.batch_size,
            learning_rate=self.settings.learning_rate,
            save_strategy="no",
            logging_strategy="no",
            report_to="none",
            disable_tqdm=True,
            use_cpu=True,
            dataloader_pin_memory=False,
        )
        rows: Any = self._rows(training)
        collate = every_piece(default_data_collator, self.pause)
        trainer = Trainer(self.network, arguments, train_dataset=rows, data_collator=collate)
        trainer.remove_callback(PrinterCallback)
        trainer.train()

    def predict(self, texts: Sequence[str]) -> list[str]:
        self.network.eval()
        found: list[int] = []
        for start in range(0, len(texts), SCORED):
            batch = self.tokenizer(
                list(texts[start : start + SCORED]),
                truncation=True,
                padding=True,
                max_length=LENGTH,
                return_tensors="pt",
            )
            with torch.inference_mode():
                found += self.network(**batch).logits.argmax(dim=1).tolist()
        return [STANCES.names[i] for i in found]

    def _rows(self, training: Examples) -> list[dict[str, Any]]:
        encoded = self.tokenizer(
            training.texts, truncation=True, padding="max_length", max_length=LENGTH
        )
        columns = zip(*encoded.values(), training.stances, strict=True)
        return [
            {**dict(zip(encoded, row, strict=False)), "labels": STANCES.names.index(row[-1])}
            for row in columns
        ]


RECIPES: dict[str, Callable[[EncoderConfig, Callable[[], None]], Recipe]] = {
    "ours": Ours,
    "plain": Plain,
}


def some_articles(articles: Sequence[LabelledArticle], spans: int) -> list[LabelledArticle]:
    """Articles in random order until they hold ``spans`` spans."""
    chosen: list[LabelledArticle] = []
    for article in random.Random(0).sample(list(articles), len(articles)):
        if sum(len(one.quotes) for one in chosen) >= spans:
            break
        chosen.append(article)
    return chosen


def stance_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Macro-F1 over the stances, without none."""
    names = [name for name in STANCES.names if name != STANCES.none]
    return float(f1_score(gold, predicted, labels=names, average="macro", zero_division=0.0))


def race(
    training: Examples, settings: EncoderConfig, seed: int
) -> tuple[dict[str, Spent], dict[str, Recipe]]:
    """What each recipe spent, and the recipes with what they trained."""
    turns = Turns(list(RECIPES))
    made = {name: make(settings, partial(turns.pass_on, name)) for name, make in RECIPES.items()}

    def job(name: str, work: Path) -> None:
        torch.set_num_threads(THREADS)  # holds for one thread of Python
        made[name].fit(training, seed, work)

    with tempfile.TemporaryDirectory() as folder:
        spent = turns.run({name: partial(job, name, Path(folder) / name) for name in made})
    return spent, made


def table(rows: dict[str, list[tuple[float, float, float]]]) -> list[str]:
    """A line a recipe: seconds of all seeds, and the mean F1."""
    lines = [
        "| recipe | seconds | core seconds | plain takes × seconds / core seconds | macro-F1 |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    totals = {name: [sum(row[i] for row in found) for i in (0, 1)] for name, found in rows.items()}
    for name, found in rows.items():
        ratios = " / ".join(f"{totals['plain'][i] / totals[name][i]:.2f}" for i in (0, 1))
        scores = [row[2] for row in found]
        f1 = f"{statistics.mean(scores):.3f}"
        if len(scores) > 1:
            f1 += f" ± {statistics.stdev(scores):.3f}"
        lines.append(
            f"| {name} | {totals[name][0]:.0f} | {totals[name][1]:.0f} | {ratios} | {f1} |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    defaults = EncoderConfig(encoder=next(iter(PACKAGED)))
    parser.add_argument("--spans", type=int, default=10_000, metavar="N")
    parser.add_argument("--test-spans", type=int, default=2_000, metavar="N")
    parser.add_argument("--epochs", type=int, default=defaults.epochs, metavar="N")
    parser.add_argument("--seeds", default="13", metavar="13,14")
    options = parser.parse_args()
    set_verbosity_error()  # the plain recipe's head is new, which the library warns of
    disable_progress_bar()
    settings = EncoderConfig(encoder=defaults.encoder, epochs=options.epochs)
    parts = load_parts(asdict(CorpusData()), STANCES, ("train", "test"))
    training = read_examples(some_articles(parts["train"], options.spans))
    test = read_examples(some_articles(parts["test"], options.test_spans))
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for seed in map(int, options.seeds.split(",")):
        spent, made = race(training, settings, seed)
        for name, recipe in made.items():
            f1 = stance_f1(test.stances, recipe.predict(test.texts))
            found[name].append((spent[name].seconds, spent[name].core_seconds, f1))
            print(f"seed {seed}, {name}: {found[name][-1]}", flush=True)
    print(f"\n{len(training.ids)} spans, {options.epochs} epochs, tested on {len(test.ids)} spans")
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
