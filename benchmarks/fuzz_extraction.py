"""Read damaged articles and say what breaks: extraction and attribution must take anything.

    python benchmarks/fuzz_extraction.py FOLDER --mutations 10000

Every mutation damages one .txt file of the FOLDERs: characters, quotation marks and lines are
deleted, doubled, swapped or put in, the text is cut anywhere, or spliced with another article.
It is read by the whole path of ``quotestance.pipeline.read_article``. What counts as a fault:
a stage that raises; a span, cue or mention that does not lie in the text or begins or ends
with a space; spans out of order or overlapping; ids given twice; more processor seconds than
``--seconds-per-article``. Mutation n has the seed ``--seed`` + n, which alone repeats it:

    python benchmarks/fuzz_extraction.py FOLDER --mutations 1 --seed 4711 --show

With ``--extractor tagger`` a tagger reads and also tells the stances. The exit code is 1 if
there were faults.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from quotestance.extractors import Extractor, load_extractor
from quotestance.labels import STANCES
from quotestance.pipeline import ReadArticle, read_article
from quotestance.records import Article, Quote
from quotestance.seeding import seed_everything

MARKS = "“”„‟\"＂«»'‘’‚‹›`()[]—–-.,:;!?…"
ODD = (
    "\x00\x07\x1b\t\r\x0b\x85\xa0\xad\u0301\u200b\u200d\u200f\u202e"
    "\u2028\ufeff\ufffd\ud800😀שא中&<>"
)
CUT_SHARE = 0.15  # of the mutations also cut the article
SPLICE_SHARE = 0.15  # also go on with another article


class Outcome(NamedTuple):
    """One mutation: its seed, what is wrong, CPU seconds, length in code points, text."""

    seed: int
    faults: list[str]
    seconds: float
    length: int
    text: str


def mutated(texts: Sequence[str], seed: int) -> str:
    """A damaged text; the same one for the same texts and seed."""
    random = Random(seed)
    text = random.choice(texts)
    if random.random() < SPLICE_SHARE:
        other = random.choice(texts)
        text = text[: random.randrange(len(text) + 1)] + other[random.randrange(len(other) + 1) :]
    if random.random() < CUT_SHARE:
        start, end = sorted(random.randrange(len(text) + 1) for _ in range(2))
        text = text[start:end]
    for _ in range(int(random.paretovariate(0.7)) % 200):
        text = random.choice(EDITS)(text, random)
    return text


def _edit_stretch(text: str, random: Random) -> str:
    """Delete, double, move or reverse a stretch of up to 60 characters."""
    start = random.randrange(len(text) + 1)
    end = min(len(text), start + random.randrange(60))
    piece, rest = text[start:end], text[:start] + text[end:]
    at = random.randrange(len(rest) + 1)
    moved = rest[:at] + piece + rest[at:]
    return random.choice([rest, text[:end] + piece + text[end:], moved, text[:start] + piece[::-1]])


def _insert(text: str, random: Random) -> str:
    """Put in one or many of a mark or an odd character."""
    at = random.randrange(len(text) + 1)
    char = random.choice(random.choice([MARKS, MARKS, ODD, "\n "]))
    return text[:at] + char * random.choice([1, 1, 1, 1, 2, 3, 300]) + text[at:]


def _edit_mark(text: str, random: Random) -> str:
    """Delete or replace one quotation mark or punctuation mark."""
    places = [i for i, char in enumerate(text) if char in MARKS]
    if not places:
        return text
    at = random.choice(places)
    return text[:at] + random.choice(["", random.choice(MARKS)]) + text[at + 1 :]


def _edit_lines(text: str, random: Random) -> str:
    """Delete, double or swap lines, or lose every line break or space."""
    lines = text.split("\n")
    i, j = random.randrange(len(lines)), random.randrange(len(lines))
    swapped = list(lines)
    swapped[i], swapped[j] = lines[j], lines[i]
    doubled = "\n".join(lines[: i + 1] + lines[i:])
    broken = random.choice(["".join(lines), " ".join(lines), text.replace(" ", ""), doubled])
    return random.choice(["\n".join(swapped), "\n".join(lines[:i] + lines[i + 1 :]), broken])


EDITS = (_edit_stretch, _insert, _insert, _edit_mark, _edit_mark, _edit_lines)


def faults(read: ReadArticle) -> Iterator[str]:
    """What is wrong with an article that was read."""
    text = read.article.text
    if read.failure is not None:
        yield read.failure
    if len(read.texts) != len(read.quotes):
        yield "quotes without model text"
    if len({quote.span_id for quote in read.quotes}) != len(read.quotes):
        yield "a span id twice"
    end = 0
    for quote in read.quotes:
        if quote.span.start < end:
            yield f"{quote.span_id} overlaps the span before it"
        end = quote.span.end
        yield from _misplaced(text, quote)
    for one in read.tagged:
        if not np.isfinite(one.stance_scores(read.quotes, STANCES)).all():
            yield "stances without a number"
    for one in read.diagnostics:
        if one.start is not None and not 0 <= one.start < len(text):
            yield f"diagnostic {one.code} lies outside the text"


def _misplaced(text: str, quote: Quote) -> Iterator[str]:
    for name, span in (("span", quote.span), ("cue", quote.cue), ("mention", quote.mention)):
        if span is None:
            continue
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name} of {quote.span_id} is {span.start}..{span.end} of {len(text)}"
        elif text[span.start].isspace() or text[span.end - 1].isspace():
            yield f"{name} of {quote.span_id} begins or ends with a space"


def _too_long(*_: object) -> None:
    raise TimeoutError("took too many processor seconds")


_texts: list[str] = []
_limit = 0.0
_extractor: Extractor


def _prepare(texts: list[str], limit: float, extractor: str) -> None:
    """Set up one worker: it holds the texts and the extractor, and warms up."""
    global _texts, _limit, _extractor
    _texts, _limit, _extractor = texts, limit, load_extractor(extractor)
    seed_everything(13, threads=1)
    read_article(Article("warm", "“We will go,” said Mara Lind.", ""), _extractor)
    signal.signal(signal.SIGPROF, _too_long)


def read_mutation(seed: int) -> Outcome:
    """Damage an article and read it, within the limit."""
    text = mutated(_texts, seed)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, _limit)
    read = read_article(Article("fuzz", text, ""), _extractor)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return Outcome(seed, list(faults(read)), time.process_time() - begun, len(text), text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--mutations", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, help="of the first mutation")
    parser.add_argument("--seconds-per-article", type=float, default=20, metavar="S")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    parser.add_argument("--extractor", default="rules", metavar="NAME|DIR")
    parser.add_argument("--show", action="store_true", help="print the texts of faulty mutations")
    options = parser.parse_args()
    files = [file for folder in options.folders for file in sorted(folder.glob("*.txt"))]
    texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    given = (texts, options.seconds_per_article, options.extractor)
    seeds = range(options.seed, options.seed + options.mutations)
    outcomes = []
    with multiprocessing.get_context("spawn").Pool(options.workers, _prepare, given) as pool:
        for outcome in pool.imap_unordered(read_mutation, seeds, chunksize=8):
            outcomes.append(outcome._replace(text=""))
            for fault in outcome.faults:
                print(f"seed {outcome.seed}: {fault}", flush=True)
            if outcome.faults and options.show:
                print(outcome.text)
    faulty = sum(bool(one.faults) for one in outcomes)
    print(f"{len(outcomes)} mutations of {len(texts)} articles, {faulty} with faults; the slowest:")
    for one in sorted(outcomes, key=lambda one: -one.seconds / (one.length + 1000))[:5]:
        print(f"seed {one.seed}: {one.seconds:.1f} s for {one.length} characters")
    sys.exit(faulty > 0)


if __name__ == "__main__":
    main()
