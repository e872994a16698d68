"""Export labelled articles, import labels of other tools, or join labels with their texts.

quotestance data export --format jsonl --out DIR [--split train] [data=…]
quotestance data import FILE_OR_DIR --format brat --out DIR     (writes NAME.quotes.md)
quotestance data fetch wikinews|open --out DIR [--from DIR]     (then data=standoff data.dir=DIR)
quotestance data attach TEXT.txt --out DIR      (labels of the customer's article)
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotestance.cli.arguments import out_folder, split_words, use_config
from quotestance.cli.console import error_line, progress
from quotestance.config.paths import share_dir
from quotestance.data.exchange.formats import (
    EXPORTERS,
    IMPORTERS,
    export_articles,
    import_articles,
)
from quotestance.data.fetch.collect import (
    CACHE,
    LEFT_OUT_FILE,
    SETS,
    collect,
    from_folder,
    from_network,
    labels_of,
    write_set,
)
from quotestance.data.fetch.http import Fetcher
from quotestance.data.fetch.origins import Bases
from quotestance.data.join import join_standoff
from quotestance.data.sources import PACKAGED, PARTS, gold_articles, load_all, load_parts
from quotestance.errors import ConfigError, InputError, nearest
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle

HUB = "hub"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``data``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write labelled articles in another format")
    export.add_argument("words", nargs="*", metavar="key=value", help="data=… and its settings")
    export.add_argument("--format", required=True, help=f"one of {', '.join(EXPORTERS)}, {HUB}")
    export.add_argument(
        "--split",
        choices=[*PARTS, "all"],
        default="all",
        help="the part of packaged articles, or of a folder with data.fold=N (default: all)",
    )
    imports = actions.add_parser("import", help="write articles of another format as *.quotes.md")
    imports.add_argument(
        "words", nargs="+", metavar="FILE_OR_DIR", help="the file or folder; labels=… if need be"
    )
    imports.add_argument("--format", required=True, help=f"one of {', '.join(IMPORTERS)}")
    fetch = actions.add_parser("fetch", help="get the texts of labels that ship without them")
    fetch.add_argument("words", nargs=1, metavar="SET", help=f"one of {', '.join(SETS)}")
    fetch.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="DIR",
        help="a folder with the texts (default: ask where they were published)",
    )
    attach = actions.add_parser("attach", help="join packaged standoff labels with a text")
    attach.add_argument("words", nargs=1, metavar="TEXT", help="the article's text file")
    for action in (export, imports, fetch, attach):
        action.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(arguments: argparse.Namespace) -> int:
    """Dispatch on the action; print what was written."""
    if arguments.action == "import":
        return _import(arguments)
    if arguments.action == "fetch":
        return _fetch(arguments)
    written = _export(arguments) if arguments.action == "export" else _attach(arguments)
    print(_many(len(written), "file", f" written to {arguments.out}"))
    return 0


def _export(arguments: argparse.Namespace) -> list[Path]:
    paths, overrides = split_words(arguments.words)
    if paths:
        raise ConfigError(
            "command line",
            expected="key=value",
            found=f"'{paths[0]}'",
            fix="For a folder of your own write data=articles data.dir=FOLDER.",
        )
    config, labels = use_config(overrides)
    if arguments.format == HUB:
        return _hub(asdict(config.data), arguments, labels)
    articles = _part(asdict(config.data), arguments.split, labels)
    return export_articles(articles, arguments.format, arguments.out, labels)


def _hub(settings: dict[str, Any], arguments: argparse.Namespace, labels: LabelSet) -> list[Path]:
    """All parts in one folder for ``datasets.load_dataset``."""
    # datasets takes seconds to import, and only this format needs it
    from quotestance.data.hub import export_hub

    if arguments.split != "all":
        raise ConfigError(
            "--split",
            expected=f"no --split with --format {HUB}",
            found=arguments.split,
            fix="Leave it away: the folder holds every part.",
        )
    packaged = settings["kind"] in PACKAGED
    parts = load_parts(settings, labels, PARTS if packaged else ("train",))
    return export_hub(
        parts,
        arguments.out,
        title=f"quotestance {settings['kind']}",
        licence="cc0-1.0" if packaged else "unknown",
    )


def _part(settings: dict[str, Any], split: str, labels: LabelSet) -> Sequence[LabelledArticle]:
    """The articles of a split of packaged data, of a fold, or all of a folder or file."""
    if "split" in settings:
        return gold_articles({**settings, "split": split}, labels)
    if settings["kind"] != "standoff":
        return gold_articles(settings, labels)
    if split == "all":
        return load_all(settings, labels)
    if settings["fold"] is None:
        raise ConfigError(
            "--split",
            expected="data.fold=N beside it",
            found="none",
            fix="Name the fold to hold out, or leave --split away.",
        )
    return load_parts(settings, labels, (split,))[split]


def _import(arguments: argparse.Namespace) -> int:
    """1 when anything was left out or is wrong; the good articles are written all the same."""
    paths, overrides = split_words(arguments.words)
    if len(paths) != 1:
        raise ConfigError(
            "command line",
            expected="one file or folder to import",
            found=", ".join(paths) or "none",
            fix="Import each into a folder of its own.",
        )
    _, labels = use_config(overrides)
    done = import_articles(Path(paths[0]), arguments.format, arguments.out, labels)
    for problem in done.problems:
        error_line(str(problem))
    print(
        _many(len(done.written), "article", f" written to {arguments.out}"),
        _many(done.left_out, "article", " left out"),
        sep=", ",
    )
    return 0 if done.ok else 1


def _fetch(arguments: argparse.Namespace) -> int:
    """3 when some texts did not come, 1 when none came."""
    name, source = arguments.words[0], arguments.source
    if len(arguments.words) != 1 or name not in SETS:
        found = ", ".join(arguments.words)
        fix = nearest(name, SETS)
        raise ConfigError("data fetch", expected="a set of labels", found=found, fix=fix)
    if source and not source.is_dir():
        raise InputError(
            str(source),
            expected="a folder with the texts",
            found="a file" if source.exists() else "no such folder",
            fix="Name the folder that holds DOC.txt or text/DOC.txt, or leave --from away.",
        )
    out = out_folder(arguments.out, "fetch")
    get = from_folder(source) if source else from_network(Fetcher(out / CACHE), Bases())
    records = labels_of(name)
    done = progress(collect(records, get, out), "texts", len(records))
    missing = [one for one in done if one is not None]
    write_set(name, records, missing, out)
    came = _many(len(records) - len(missing), "text", f" in {out / 'text'}")
    if missing:
        error_line(
            f"{_many(len(missing), 'text', ' left out')}, see {out / LEFT_OUT_FILE}; "
            f"the first: {missing[0].doc}: {missing[0].reason}"
        )
    print(came)
    return 0 if not missing else 1 if len(missing) == len(records) else 3


def _many(count: int, noun: str, rest: str) -> str:
    """``1 file written``, ``2 files written``."""
    return f"{count} {noun}{'' if count == 1 else 's'}{rest}"


def _attach(arguments: argparse.Namespace) -> list[Path]:
    text = Path(arguments.words[0])
    folder = share_dir("seeds") / "standoff"
    known = [path.stem for path in folder.glob("*.json")]
    if text.stem not in known:
        raise InputError(
            str(text),
            expected="the text of an article with packaged labels",
            found=f"'{text.stem}'",
            fix=nearest(text.stem, known),
        )
    return join_standoff(folder / f"{text.stem}.json", text, arguments.out)
