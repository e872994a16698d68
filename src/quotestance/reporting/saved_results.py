"""Find the saved results of one model: metrics.json, extraction.json and robustness.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from quotestance.errors import DataError

ResultKind = Literal["metrics", "extraction", "robustness"]
KINDS: tuple[ResultKind, ...] = ("metrics", "extraction", "robustness")


@dataclass(frozen=True, slots=True)
class SavedResult:
    """One result of a model; ``source`` is the name of the folder that it was saved in."""

    kind: ResultKind
    source: str
    command: str
    figures: Mapping[str, Any]


def saved_results(folders: Iterable[Path], manifest: Mapping[str, Any]) -> list[SavedResult]:
    """The results of the manifest's model in the folders and all folders below, in their order.

    Results of other models are passed over. Raises DataError for a folder without a result of
    this model, for a result of the same name but other weights, and for a broken file.
    """
    found = []
    for folder in folders:
        here = list(_results_below(folder, manifest))
        if not here:
            raise DataError(
                str(folder),
                expected=f"results of the model '{manifest['name']}'",
                found="none",
                fix="Write them with quotestance evaluate --model … --out FOLDER.",
            )
        found += here
    return found


def of_kind(results: Sequence[SavedResult], kind: ResultKind) -> list[SavedResult]:
    """The results of one kind."""
    return [result for result in results if result.kind == kind]


def _results_below(folder: Path, manifest: Mapping[str, Any]) -> Iterator[SavedResult]:
    paths = [path for kind in KINDS for path in folder.rglob(f"{kind}.json")]
    for path in sorted(paths, key=lambda path: (path.parent, KINDS.index(_kind(path)))):
        content = _read(path)
        figures, weights = _share_of(manifest["name"], content)
        if figures is None:
            continue
        if weights != manifest["weights"]:
            raise DataError(
                str(path),
                expected=f"a result of the weights in the manifest of '{manifest['name']}'",
                found="a result of other weights, or of a version that did not say which",
                fix="Evaluate this model again.",
            )
        yield SavedResult(_kind(path), path.parent.name, content["command"], figures)


def _share_of(name: str, content: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, Any]:
    """What a result says of a model, and the weights it had: as stance model or as extractor."""
    if name in content.get("models", {}):
        return content["models"][name], content["models"][name].get("weights")
    if content.get("model") == name:
        return content, content.get("weights")
    extractor = content.get("extractor", {})
    if extractor.get("name") == name:
        return content, extractor.get("weights")
    return None, None


def _kind(path: Path) -> ResultKind:
    return next(kind for kind in KINDS if kind == path.stem)


def _read(path: Path) -> dict[str, Any]:
    """A saved result; its command says where it came from."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        _ = content["command"]
        return dict(content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            str(path),
            expected="a result as 'quotestance evaluate' writes it",
            found=f"{type(error).__name__}: {error}",
            fix="Write it again, or take it out of the folder.",
        ) from error
