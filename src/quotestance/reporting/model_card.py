"""A model card: what a model is, on what it was trained, how good it is, what it is not for.

Mitchell et al. (2019), "Model Cards for Model Reporting"; the head is the metadata block that
the Hugging Face hub reads. A card says only what the manifest and saved results hold, and
shows what was not measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from quotestance.reporting.card_sheets import (
    Manifest,
    Results,
    confidence_sheet,
    data_sheet,
    result_sheets,
    settings_sheet,
    training_sheet,
    versions_sheet,
)
from quotestance.reporting.markdown import code_block, sheet_markdown
from quotestance.reporting.saved_results import of_kind

FEW = 100
"""Labels with fewer training spans than this are named among the limits."""

KINDS = {
    "tfidf": "Word and character n-grams (TF-IDF) under a linear classifier.",
    "encoder": "A fine-tuned transformer that classifies a marked quote span in its sentence.",
    "tagger": "A fine-tuned transformer that marks source, cue and content of quotes.",
}
_TASKS = {"tagger": ("token-classification", "Quotes in news")}
_STANCES = ("text-classification", "Stance of quotes in news")

INTENDED = """\
## Intended use

For searching and counting what news articles report that somebody promised, refused, warned of \
or demanded, with people who look at the quotes behind a count. Measure it on labels of your own \
before you publish a figure.

Not for: deciding about a person; saying what somebody believes, intends or later does; checking \
whether a quote is true; texts other than English news."""

LIMITS = (
    "English news only. Speeches, social media, court records and translations were not measured.",
    "Figures hold for the data they are measured on. Data of the kind that the model was trained "
    "on give higher ones than a newspaper that it never saw.",
)
STANCE_LIMITS = (
    "One label a span: where two acts meet in one sentence, the annotation guidelines choose one.",
    "Probabilities are calibrated on the dev part; where stances are much rarer or more frequent "
    "than there, they are off.",
)


def model_card(
    manifest: Manifest, results: Results, *, licence: str | None = None, about: str = ""
) -> str:
    """The card as Markdown: metadata, then sections from the manifest and ``results``.

    ``licence`` is an SPDX name, ``about`` Markdown by its authors that follows the heading.
    """
    summary = KINDS.get(manifest["kind"], f"A model of kind {manifest['kind']}.")
    parts = [
        _metadata(manifest, results, licence),
        f"# {manifest['name']}",
        summary,
        *([about.strip()] if about.strip() else []),
        _use(manifest),
        INTENDED,
        *map(sheet_markdown, (data_sheet(manifest), settings_sheet(manifest))),
        *map(sheet_markdown, result_sheets(manifest, results)),
        _commands(results),
        *([sheet_markdown(confidence_sheet(manifest))] if "labels" in manifest else []),
        "\n".join(["## Limits", "", *(f"- {limit}" for limit in _limits(manifest))]),
        sheet_markdown(training_sheet(manifest)),
        f"## Licence\n\n{licence or 'Not stated.'}",
        sheet_markdown(versions_sheet(manifest)),
    ]
    return "\n\n".join(parts) + "\n"


def _metadata(manifest: Manifest, results: Results, licence: str | None) -> str:
    """The YAML head; ``model-index`` holds the main figures of every source."""
    task, _ = _TASKS.get(manifest["kind"], _STANCES)
    head: dict[str, Any] = {
        **({"license": licence} if licence else {}),
        "language": "en",
        "library_name": "quotestance",
        "pipeline_tag": task,
        "tags": ["stance-detection", "quotation", "news"],
    }
    if "encoder" in manifest["settings"]:
        head["base_model"] = manifest["settings"]["encoder"]
    indexed = _indexed(manifest, results)
    if indexed:
        head["model-index"] = [{"name": manifest["name"], "results": indexed}]
    return f"---\n{yaml.safe_dump(head, sort_keys=False, allow_unicode=True)}---"


def _indexed(manifest: Manifest, results: Results) -> list[Mapping[str, Any]]:
    task, title = _TASKS.get(manifest["kind"], _STANCES)
    shown = {"macro_f1_stances": "f1", "accuracy": "accuracy"}
    return [
        {
            "task": {"type": task, "name": title},
            "dataset": {"type": result.source, "name": result.source},
            "metrics": [
                {"type": kind, "name": name, "value": round(result.figures[name], 4)}
                for name, kind in shown.items()
                if result.figures[name] is not None
            ],
        }
        for result in of_kind(results, "metrics")
    ]


def _use(manifest: Manifest) -> str:
    name = manifest["name"]
    options = [f"extractor={name}"] if manifest["kind"] == "tagger" else []
    options += [f"--model {name}"] if "labels" in manifest else []
    command = " ".join(["quotestance predict article.txt", *options])
    return f"## Use\n\n{code_block(command)}"


def _commands(results: Results) -> str:
    """The command behind each result."""
    if not results:
        return "## Commands\n\nNothing was measured."
    lines = [f"# {one.source}, {one.kind}\n{one.command}" for one in results]
    return "## Commands\n\n" + code_block("\n".join(lines))


def _limits(manifest: Manifest) -> Sequence[str]:
    """What holds for every model, and the labels that this one has seen little of."""
    if "labels" not in manifest:
        return LIMITS
    counts = manifest.get("data", {}).get("train", {}).get("labels", {})
    names = manifest["labels"]["names"]
    few = [f"{name} ({counts.get(name, 0)})" for name in names if counts.get(name, 0) < FEW]
    rare = [f"Fewer than {FEW} training spans: {', '.join(few)}."] if few else []
    return [*LIMITS, *STANCE_LIMITS, *rare]
