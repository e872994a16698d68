"""``quotestance``: one dispatcher, one thin file a command."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence

from quotestance import __version__
from quotestance.cli.console import error_line, setup_logging
from quotestance.errors import QuotestanceError

COMMANDS = {
    "predict": "find quotes, actors and stances in articles",
    "train": "train a model from a configured experiment",
    "evaluate": "measure a model, or the whole way from plain text, on labelled data",
    "compare": "compare models on identical spans, with paired significance",
    "check": "check labelled data before a training",
    "agree": "measure how far two annotators agree",
    "card": "write a model card from saved results",
    "data": "export and import labelled articles, join labels with their texts",
}
EPILOG = """\
exit codes: 0 done · 1 error in data, input or model · 2 error in options or configuration ·
3 done, but some input was set aside in quarantine.jsonl · 130 interrupted"""


def build_parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands, with the options of ``chosen``, or of all for None.

    Only the modules that are needed are imported: ``--help`` must not wait for torch.
    """
    parser = argparse.ArgumentParser(
        prog="quotestance",
        description="Find who promised, refused, warned of or demanded what in news articles.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"quotestance {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        if chosen is not None and name != chosen:
            commands.add_parser(name, help=summary)
            continue
        module = importlib.import_module(f"quotestance.cli.{name}")
        sub = commands.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        sub.add_argument("-v", "--verbose", action="store_true", help="say more, with tracebacks")
        sub.set_defaults(run=module.run)
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Command, options and words in any order: ``--model tfidf predict a.txt batch_size=8``."""
    chosen = next((word for word in argv if word in COMMANDS), "")
    parser = build_parser(chosen)
    if chosen:
        first = list(argv).index(chosen)
        argv = [chosen, *argv[:first], *argv[first + 1 :]]
    arguments, rest = parser.parse_known_args(argv)
    if any(word.startswith("-") and word != "-" for word in rest) or (
        rest and not hasattr(arguments, "words")
    ):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        arguments.words = [*arguments.words, *rest]
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; errors for people become one line and an exit code."""
    arguments = parse(sys.argv[1:] if argv is None else argv)
    setup_logging(arguments.verbose)
    try:
        return int(arguments.run(arguments))
    except QuotestanceError as error:
        error_line(str(error))
        logging.getLogger(__name__).debug("traceback", exc_info=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone, as `| head` does
        return 1
    except KeyboardInterrupt:
        error_line("interrupted")
        return 130
