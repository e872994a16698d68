"""Time extraction and attribution on texts that nobody would write, and on twice as much of each.

    python benchmarks/hostile_texts.py --characters 250000

Prints processor seconds for N and 2 N characters of each shape and how they grow: 2 is linear,
4 quadratic. A fault (see fuzz_extraction.py) or a growth over 3 sets the exit code to 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

from fuzz_extraction import MARKS, faults

from quotestance.pipeline import read_article
from quotestance.records import Article

MAX_GROWTH = 3.0
PROSE = (
    "“We will not sell the pier,” said Mara Lind, the mayor. She warned that the ferry would "
    "stop. According to the Harbour Union (HU), nobody had asked the dockers.\n\n"
)


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _random(alphabet: str) -> Callable[[int], str]:
    return lambda size: "".join(Random(size).choices(alphabet, k=size))


def _article(shape: str) -> Callable[[int], str]:
    return lambda size: shape.replace("*", PROSE * (size // len(PROSE)))


SHAPES: dict[str, Callable[[int], str]] = {
    **{
        f"only {char!r}": _repeated(char)
        for char in "a A1.,-_“”\"'’«`(\n\x00\u0301\u200b\ud800😀中א"
    },
    "mixed quotation marks": _random("“”„‟\"＂«»'‘’`"),
    "marks and spaces": _random("“”\"'’« \n"),
    "marks and words": lambda size: "".join(
        Random(size).choices([*MARKS, "Lind ", "said ", "that ", "go ", " ", "\n"], k=size // 3)
    ),
    "control characters": _random("".join(map(chr, range(32))) + "\x7f\x85"),
    "random code points": lambda size: "".join(
        map(chr, Random(size).choices(range(0x11000), k=size))
    ),
    "nested marks": lambda size: "“a ‘" * (size // 8) + "’ b” " * (size // 10),
    "opening marks, one a paragraph": _repeated("“Lind said no\n\n"),
    "said said said": _repeated("said "),
    "Lind said that Lind said that": _repeated("Lind said that "),
    "capitalised names": _repeated("Mara Lind "),
    "ever new names": lambda size: "".join(
        f"Mara {Random(n).choice('BDFGKL')}{n:x}um said no. " for n in range(size // 22)
    ),
    "ever new acronyms": lambda size: "".join(
        f"The Harbour Union {chr(65 + n % 26)}{n % 97} (HU{chr(65 + n % 26)}) said no. "
        for n in range(size // 36)
    ),
    "commas": _repeated("Lind, "),
    "and and": _repeated("Lind and "),
    "MORE": _repeated("LindMara LindHead MORE "),
    "glued names": _repeated("LindMaraLindHead"),
    "brackets": _repeated("(AP/"),
    "photo": _repeated("photo: by "),
    "sign up": _repeated("sign up "),
    "interview": _repeated("Lind: We go.\n\nQ: Why?\n\n"),
    "ellipses": _repeated("Lind said […] no. "),
    "abbreviations": _repeated("U.S. Mr. "),
    "inches": _repeated("6'2\" "),
    "no spaces": lambda size: _article("*")(size).replace(" ", "").replace("\n", ""),
    "one line": lambda size: _article("*")(size).replace("\n", " "),
    "carriage returns": lambda size: _article("*")(size).replace("\n", "\r\n"),
    "one quote": _article("Lind said: “no " + "x" * 9 + " *"),
    "no quotation marks": lambda size: _article("*")(size).translate(
        dict.fromkeys(map(ord, MARKS))
    ),
    "right to left": _repeated("قال «لا» إنه سيذهب. "),
    "combining marks": lambda size: "\u0301".join(_article("*")(size // 2)),
    "zero width": lambda size: "\u200b".join(_article("*")(size // 2)),
    "tags": _repeated("<p>Lind said <b>no</b></p>&amp;&#8220;"),
    "articles": _article("*"),
}


def read(text: str, markup: str) -> tuple[float, list[str]]:
    """Processor seconds, and what is wrong."""
    begun = time.process_time()
    result = read_article(Article("hostile", text, "", markup=markup))
    return time.process_time() - begun, list(faults(result))


def rows(size: int, wanted: str) -> Iterator[tuple[str, float, float, list[str]]]:
    """(shape, seconds for ``size``, for twice that, faults) of every shape."""
    for name, shape in SHAPES.items():
        if wanted not in name:
            continue
        for markup in ("plain", "html") if name == "tags" else ("plain",):
            short, wrong = read(shape(size), markup)
            long, more = read(shape(2 * size), markup)
            yield f"{name} ({markup})" if name == "tags" else name, short, long, wrong + more


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--characters", type=int, default=250_000, metavar="N")
    parser.add_argument("--only", default="", metavar="NAME", help="part of a shape's name")
    options = parser.parse_args()
    bad = 0
    read(PROSE, "plain")
    for name, short, long, wrong in rows(options.characters, options.only):
        growth = long / max(short, 0.05)
        bad += bool(wrong) or growth > MAX_GROWTH
        print(
            f"{name:40} {short:7.1f} s {long:7.1f} s  x{growth:4.1f}  {'; '.join(wrong[:3])}",
            flush=True,
        )
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
