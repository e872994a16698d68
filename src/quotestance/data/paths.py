"""From what a person types (files, folders, globs, ``-``) to the files to read, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from quotestance.errors import InputError, nearest

STDIN = "-"
GZIP = ".gz"
HINT_LENGTH = 120  # a longer hint is the list of a whole folder


def resolve_inputs(
    inputs: Sequence[str], endings: Collection[str], note: Callable[[str], None]
) -> list[str]:
    """The files that the inputs name, each once, in the order given, folders sorted.

    Files of unknown ending are skipped with a note inside a folder or a glob. Raises
    InputError for a path that is not there, a folder or glob without any readable file and
    a file of unknown ending that is named itself.
    """
    if not inputs:
        raise InputError("input", expected="files to read", found="none", fix="Name one or '-'.")
    found: dict[str, str] = {}
    for name in inputs:
        for path in _resolve(name, endings, note):
            found.setdefault(path if path == STDIN else os.path.realpath(path), path)
    return list(found.values())


def ending_of(path: str, endings: Collection[str]) -> str | None:
    """The known ending of a file name, without ``.gz`` (``.quotes.md`` before ``.md``)."""
    name = Path(path).name.lower().removesuffix(GZIP)
    return max((e for e in endings if name.endswith(e)), key=len, default=None)


def stem_of(path: str, ending: str) -> str:
    """The file name without its known endings: the article's id."""
    name = Path(path).name
    if name.lower().endswith(GZIP):
        name = name[: -len(GZIP)]
    return printable(name[: -len(ending)] or name)


def printable(path: str) -> str:
    """A path that every output can hold: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _resolve(name: str, endings: Collection[str], note: Callable[[str], None]) -> Iterable[str]:
    """The files of one input."""
    if name == STDIN:
        return [STDIN]
    if Path(name).is_dir():
        return _known(name, sorted(_walk(name)), endings, note)
    if Path(name).exists():
        if ending_of(name, endings) is None:
            raise _unknown_ending(name, endings)
        return [name]
    if glob.has_magic(name):
        return _known(name, _expand(name), endings, note)
    raise _missing(name)


def _walk(folder: str) -> Iterator[str]:
    """Every file below a folder; hidden names are passed over, linked folders not followed."""
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (str(Path(root, name)) for name in files if not name.startswith("."))


def _expand(pattern: str) -> list[str]:
    """The files that a glob matches, with the files of the folders that it matches."""
    paths: list[str] = []
    matches = glob.glob(pattern, recursive=True)  # noqa: PTH207 (Path.glob takes no absolute one)
    for match in sorted(matches):
        paths += sorted(_walk(match)) if Path(match).is_dir() else [match]
    return paths


def _known(
    name: str, paths: list[str], endings: Collection[str], note: Callable[[str], None]
) -> list[str]:
    """The paths of known ending; says how many others there were. Raises when none is left."""
    known = [path for path in paths if ending_of(path, endings)]
    skipped = [path for path in paths if not ending_of(path, endings)]
    if not known:
        raise InputError(
            name,
            expected=f"article files ({_listed(endings)})",
            found=f"{len(paths)} files, none of these" if paths else "no file",
            fix="Check the path.",
        )
    if skipped:
        kinds = sorted({Path(path).suffix or "no ending" for path in skipped})
        shown = ", ".join(kinds[:5]) + (", …" if len(kinds) > 5 else "")
        note(f"{name}: {len(skipped)} files of unknown ending skipped ({shown})")
    return known


def _unknown_ending(name: str, endings: Collection[str]) -> InputError:
    """The error for a file that no reader takes."""
    return InputError(
        name,
        expected=f"a file ending in {_listed(endings)}",
        found=f"'{Path(name).suffix}'" if Path(name).suffix else "no ending",
        fix="Convert it, or rename it if it is plain text.",
    )


def _missing(name: str) -> InputError:
    """The error for a path that is not there, with the nearest name beside its first gap."""
    path = Path(name)
    gap = next(part for part in (*reversed(path.parents), path) if not part.exists())
    try:
        hint = nearest(gap.name, (entry.name for entry in gap.parent.iterdir()))
    except OSError:  # the parent is a file or may not be listed
        hint = ""
    fix = hint if 0 < len(hint) <= HINT_LENGTH else "Check the path."
    return InputError(name, expected="a file or folder", found=f"no '{gap}'", fix=fix)


def _listed(endings: Iterable[str]) -> str:
    """The endings for people."""
    return ", ".join(sorted(endings)) + f", each also with {GZIP}"
