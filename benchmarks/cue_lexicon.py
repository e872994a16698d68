"""Count, for every verb and noun, how often what it governs is a gold quote span.

python benchmarks/cue_lexicon.py --real FOLDER

FOLDER holds the fetched real sets (``wikinews/``, ``open/``) with their texts. Read are the
corpus' train split and their folds 1 to 4, so fold 0 stays for checks. For every word and
construction the table shows hits (the content matches a gold span), all occurrences outside
gold spans, and whether ``cues.yaml`` lists the word so; last come suggestions to add or drop.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from real_sets import SETS
from spacy.tokens import Doc, Token

from quotestance.data.sources import load_parts
from quotestance.evaluation.matching import MINIMUM_IOU
from quotestance.labels import STANCES
from quotestance.quotes.cues import cue_lemma, lexicon
from quotestance.quotes.evidence import asks, asserts_speech, is_infinitive
from quotestance.quotes.nlp import load_nlp
from quotestance.quotes.parse import parse_article
from quotestance.quotes.syntax import is_passive
from quotestance.records import LabelledArticle, Span

Key = tuple[str, str]
INFINITIVES = ("xcomp", "ccomp", "advcl", "acl", "relcl")
MIN_HITS, MIN_SEEN, ADD, DROP = 3, 5, 0.6, 0.3


def candidates(cue: Token) -> Iterator[tuple[str, Token]]:
    """(construction, head of the content) for everything that ``cue`` might report."""
    verb = cue.pos_ == "VERB"
    if not verb and cue.pos_ != "NOUN":
        return
    form = ("" if verb else "noun ") + ("" if asserts_speech(cue) else "negated ")
    form += "passive " if verb and is_passive(cue) else ""
    objects = [child for child in cue.children if child.dep_ in ("dobj", "dative")]
    for head in (child for place in [cue, *objects] for child in place.rights):
        if head.dep_ in INFINITIVES and is_infinitive(head):
            yield form + "infinitive", head
        elif head.dep_ in ("ccomp", "acl") and head.head == cue:
            yield form + ("question" if asks(head) else "clause"), head
        elif head.dep_ == "prep":
            for inner in head.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield f"{form}preposition {head.lower_}", inner
        elif head.dep_ == "dobj" and head.pos_ in ("NOUN", "PROPN") and verb:
            yield form + "object", head


def spans_of(head: Token, cue: Token) -> Span:
    """Code points of the subtree of ``head``, as far as it stands after ``cue``."""
    doc, first = head.doc, max(head.left_edge.i, cue.i + 1)
    if doc[first].dep_ == "mark":
        first += 1
    last = doc[head.right_edge.i]
    return Span(doc[first].idx, last.idx + len(last))


def count(pairs: Iterable[tuple[Doc, list[Span]]]) -> dict[Key, Counter[str]]:
    """(construction, lemma) → how often it was seen outside gold spans, and how often gold."""
    seen: dict[Key, Counter[str]] = defaultdict(Counter)
    for doc, gold in pairs:
        for cue in doc:
            if any(span.start <= cue.idx < span.end for span in gold):
                continue
            for construction, head in candidates(cue):
                if head.i < cue.i:
                    continue
                content = spans_of(head, cue)
                hit = any(content.iou(span) >= MINIMUM_IOU for span in gold)
                seen[construction, cue_lemma(cue)].update(["seen"] + ["hit"] * hit)
    return seen


def is_known(construction: str, lemma: str) -> bool:
    """Whether the lexicon lists ``lemma`` with the construction."""
    *form, last = construction.split()
    if "noun" in form or last == "noun":
        return lemma in lexicon().nouns
    if "preposition" in form:
        return last in lexicon().prepositions.get(lemma, frozenset())
    return last in ("clause", "infinitive", "object") and lexicon().takes(lemma, last)


def gold_documents(articles: Iterable[LabelledArticle]) -> Iterator[tuple[Doc, list[Span]]]:
    """The parse of each article with its gold spans, in code points of the parsed text."""
    nlp = load_nlp()
    for labelled in articles:
        parsed = parse_article(labelled.article, nlp)
        spans = [parsed.clean.to_clean(quote.span) for quote in labelled.quotes]
        yield parsed.doc, [span for span in spans if span is not None]


def training_articles(real: Path) -> Iterator[LabelledArticle]:
    """The corpus' train split and folds 1 to 4 of the real sets."""
    corpus = {"kind": "corpus", "split": "train"}
    yield from load_parts(corpus, STANCES, ("train",))["train"]
    for name in SETS:
        settings = {"kind": "standoff", "dir": str(real / name), "fold": 0}
        yield from load_parts(settings, STANCES, ("train",))["train"]


def report(seen: dict[Key, Counter[str]]) -> Iterator[str]:
    """The table, most frequent first, and what it suggests."""
    rows = [
        (construction, lemma, n["hit"], n["seen"], is_known(construction, lemma))
        for (construction, lemma), n in seen.items()
        if n["hit"] or is_known(construction, lemma)
    ]
    for construction, lemma, hit, total, known in sorted(rows, key=lambda row: (row[0], -row[2])):
        advice = ""
        if not known and hit >= MIN_HITS and hit >= ADD * total:
            advice = "add"
        elif known and total >= MIN_SEEN and hit < DROP * total:
            advice = "drop"
        yield f"{construction}\t{lemma}\t{hit}\t{total}\t{'listed' if known else '-'}\t{advice}"


def main() -> None:
    """Read the labelled articles and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--real", type=Path, required=True, help="folder of wikinews/ and open/")
    real = parser.parse_args().real
    print("\n".join(report(count(gold_documents(training_articles(real))))))


if __name__ == "__main__":
    main()
