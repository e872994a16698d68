"""The tables of a model card, from the manifest and from saved results alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quotestance.reporting.evaluation_sheets import threshold_sheet
from quotestance.reporting.robustness_sheets import rate_sheets
from quotestance.reporting.saved_results import SavedResult, of_kind
from quotestance.reporting.sheets import GAP, Sheet, figure, interval, metric_name

Manifest = Mapping[str, Any]
Results = Sequence[SavedResult]

NOT_MEASURED = "Not measured."
SHOWN = 12
"""How many characters of a hash are shown; the whole ones are in manifest.json."""
_METRICS = ("macro_f1_stances", "macro_f1", "accuracy", "brier", "ece")


def data_sheet(manifest: Manifest) -> Sheet:
    """What the model was trained and calibrated on: files, then the parts as a whole."""
    labels = manifest.get("labels", {}).get("names", [])
    rows = [
        _data_row(f"{one['part']}: {one['file']}", one, one["articles"], labels)
        for one in manifest.get("files", [])
    ]
    rows += [
        _data_row(f"{part}, all", one, one.get("groups"), labels)
        for part, one in manifest.get("data", {}).items()
    ]
    kind = manifest.get("config", {}).get("data", {}).get("kind", "unknown")
    return Sheet(
        "Data",
        ("part", "SHA-256", "articles", "spans", *labels),
        rows,
        [f"Configured as data={kind}. Hashes of files are those of their bytes."] if rows else [],
    )


def _data_row(
    name: str, one: Manifest, articles: int | None, labels: Sequence[str]
) -> tuple[str, ...]:
    counts = one.get("labels", {})
    shown = (str(counts.get(label, 0)) for label in labels)
    return name, one.get("sha256", GAP)[:SHOWN], figure(articles), figure(one.get("spans")), *shown


def settings_sheet(manifest: Manifest) -> Sheet:
    """Settings of the model, seed and calibration."""
    calibration = manifest.get("calibration", {})
    rows = {
        **manifest["settings"],
        "seed": manifest.get("config", {}).get("seed"),
        "temperature": calibration.get("temperature"),
        "threshold for none": calibration.get("none_threshold"),
    }
    return Sheet(
        "Settings",
        ("setting", "value"),
        [(name, _value(value)) for name, value in rows.items() if value is not None],
    )


def _value(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def result_sheets(manifest: Manifest, results: Results) -> list[Sheet]:
    """All that was measured, one row a source; a table without rows says so.

    A model without labels finds quotes: it has no figures of stances.
    """
    whole = _table(
        "From plain text",
        ("data", "articles", "spans F1", "actor right", "acts F1", *_LOST.values()),
        [_extraction_row(one) for one in of_kind(results, "extraction")],
        ["Acts: span, actor and stance right, none left out. Lost: docs/evaluation.md."],
    )
    if "labels" not in manifest:
        return [whole]
    measured = of_kind(results, "metrics")
    stances = _table(
        "Stances of labelled spans",
        ("data", "spans", "articles", *map(metric_name, _METRICS), "AURC ↓"),
        [_metrics_row(one) for one in measured],
    )
    return [stances, _by_label(manifest, measured), whole, *_robustness(manifest, results)]


def _robustness(manifest: Manifest, results: Results) -> list[Sheet]:
    robust = of_kind(results, "robustness")
    if not robust:
        return [_table("Robustness", ("capability", "failure rate"), [])]
    return [sheet for one in robust for sheet in rate_sheets({manifest["name"]: one.figures})]


_LOST = {"spans": "lost by spans", "actors": "lost by actors", "stances": "lost by stances"}


def _table(
    title: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    notes: Sequence[str] = (),
) -> Sheet:
    """A sheet whose notes say so where nothing was measured."""
    return Sheet(title, columns, rows, notes if rows else [NOT_MEASURED])


def _metrics_row(result: SavedResult) -> tuple[str, ...]:
    figures = result.figures
    confidence = figures.get("confidence") or {}
    return (
        result.source,
        str(figures["n"]),
        str(figures["groups"]),
        *(_with_interval(figures, name) for name in _METRICS),
        figure(confidence.get("aurc")),
    )


def _by_label(manifest: Manifest, results: Results) -> Sheet:
    labels = manifest.get("labels", {}).get("names", [])
    rows = [
        (one.source, *(figure(one.figures["per_label"][label]["f1"]) for label in labels))
        for one in results
    ]
    return _table("F1 by label", ("data", *labels), rows)


def _extraction_row(result: SavedResult) -> tuple[str, ...]:
    figures = result.figures
    lost = figures.get("stages", {}).get("lost", {})
    return (
        result.source,
        str(figures["articles"]),
        *(_with_interval(figures, name) for name in ("f1", "actor_accuracy", "joint_acts_f1")),
        *(figure(lost.get(name)) for name in _LOST),
    )


def _with_interval(figures: Manifest, name: str) -> str:
    """A figure with its interval, ``0.512 [0.450, 0.570]``."""
    bounds = figures["confidence_intervals"][name]
    return figure(figures[name]) + (f" {interval(bounds)}" if bounds else "")


def confidence_sheet(manifest: Manifest) -> Sheet:
    """The recommended thresholds of ``--min-confidence``, chosen on dev data."""
    saved = manifest.get("thresholds")
    if not saved:
        return _table("Recommended minimum confidence", ("stance", "threshold"), [])
    chosen = threshold_sheet(saved)
    notes = [f"Chosen on the dev part, for --min-confidence recommended. {chosen.notes[0]}"]
    return Sheet("Recommended minimum confidence", chosen.columns, chosen.rows, notes)


def training_sheet(manifest: Manifest) -> Sheet:
    """Time, hardware and the estimate of energy and carbon with all that it assumes."""
    energy = manifest.get("energy")
    hardware = manifest.get("hardware")
    if not energy or not hardware:
        return _table("Training", ("", "value"), [])
    assumed = energy["assumed"]
    return Sheet(
        "Training",
        ("", "value"),
        [
            ("wall time", f"{manifest['duration_s'] / 60:.1f} minutes"),
            ("processor", f"{hardware['cpu']}, {hardware['threads']} of {hardware['cores']} cores"),
            ("accelerator", hardware["accelerator"] or "none"),
            ("energy, estimated", f"{energy['kwh']:.4f} kWh"),
            ("carbon, estimated", f"{energy['co2e_g']:.1f} g CO2e"),
            ("weights", _weights(manifest)),
            *_learned_from(manifest),
            ("commit", manifest.get("git", {}).get("commit") or GAP),
            ("written", manifest.get("created", GAP)),
        ],
        [
            "Energy = power × time × overhead, carbon = energy × grid intensity. Assumed, not "
            f"metered: {assumed['watts']:g} W, overhead {assumed['overhead']:g}, "
            f"{assumed['g_per_kwh']:g} g CO2e a kWh."
        ],
    )


def _weights(named: Manifest) -> str:
    return ", ".join(f"{name} {digest[:SHOWN]}" for name, digest in named["weights"].items())


def _learned_from(manifest: Manifest) -> list[tuple[str, str]]:
    """The models at whose weights training began, that taught it, or that it is the mean of."""
    start = manifest.get("started_from")
    keep = manifest.get("config", {}).get("keep")
    kept = f", which keep {keep:g} of the result" if keep else ""
    rows = [("began at", f"{start['name']}: {_weights(start)}{kept}")] if start else []
    return rows + [
        (role, f"{one['name']}: {_weights(one)}")
        for role, key in (("teacher", "teachers"), ("mean of", "averaged"))
        for one in manifest.get(key) or []
    ]


def versions_sheet(manifest: Manifest) -> Sheet:
    """The libraries that it was trained with."""
    return Sheet("Versions", ("library", "version"), list(manifest["versions"].items()))
