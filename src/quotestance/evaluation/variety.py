"""How varied labelled articles are: near-duplicates, openings, vocabulary, lengths.

A corpus that was written to a plan may repeat itself where real news does not. Every figure is
made for real news as well, so that it can be read beside one's own data.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH

from quotestance.data.splits import group_of
from quotestance.quotes.sentences import split_sentences
from quotestance.records import KINDS, LabelledArticle, Span

SIMILAR = 0.7
"""Jaccard similarity of word triples from which two texts are near-duplicates."""
_PERMUTATIONS = 64
_SHINGLE = 3  # words
_SHORT = 8  # words: shorter texts recur by chance
_CURVE = (1_000, 5_000, 20_000, 50_000, 100_000, 200_000, 400_000)
_LONGEST = 60  # words of a span that the histogram shows
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Passage:
    """A span or a sentence, with the event that it belongs to."""

    id: str
    event: str
    text: str


def words_of(text: str) -> list[str]:
    """The words of ``text`` in lower case."""
    return re.findall(r"\w+(?:['’]\w+)?", text.casefold())


def variety(articles: Sequence[LabelledArticle]) -> dict[str, Any]:
    """All figures of variety of ``articles``; shares lie in [0, 1], lengths count words.

    ``near_duplicates`` counts passages that have a near-duplicate in another event;
    ``shared_openings`` is the share of spans whose first three words open a span of another
    event, ``top_openings`` the most frequent ones; ``vocabulary`` maps a number of running
    words to the different words among them, ``span_lengths`` a number of words to the share of
    spans that have it.
    """
    spans, sentences = list(_spans(articles)), list(_sentences(articles))
    texts = [words_of(labelled.article.text) for labelled in articles]
    twins = {"spans": near_duplicates(spans), "sentences": near_duplicates(sentences)}
    return {
        "articles": len(articles),
        "spans": len(spans),
        "sentences": len(sentences),
        "near_duplicates": {name: len({a for a, _, _ in found}) for name, found in twins.items()},
        "near_duplicate_pairs": {name: found[:20] for name, found in twins.items()},
        **_openings(spans),
        "vocabulary": _type_token(texts),
        "words_per_article": _quantiles([len(words) for words in texts]),
        "words_per_span": _quantiles([len(words_of(span.text)) for span in spans]),
        "words_per_sentence": _quantiles([len(words_of(one.text)) for one in sentences]),
        "spans_per_100_words": 100 * len(spans) / max(1, sum(map(len, texts))),
        "span_lengths": _histogram([len(words_of(span.text)) for span in spans]),
        "kinds": _shares([q.kind for a in articles for q in a.quotes], KINDS),
    }


def near_duplicates(
    passages: Sequence[Passage], threshold: float = SIMILAR
) -> list[tuple[str, str, float]]:
    """Pairs (later id, earlier id, Jaccard similarity) of different events, in order.

    MinHash over word triples with locality-sensitive hashing (Broder 1997; Leskovec et al.
    2014, chapter 3) finds candidates; the similarity given is the exact one.
    """
    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    seen: dict[str, tuple[Passage, frozenset[bytes]]] = {}
    found: list[tuple[str, str, float]] = []
    for passage in passages:
        shingles = _shingles(passage.text)
        if not shingles:
            continue
        signature = MinHash(num_perm=_PERMUTATIONS)
        signature.update_batch(sorted(shingles))
        for key in sorted(index.query(signature)):
            other, theirs = seen[key]
            similarity = len(shingles & theirs) / len(shingles | theirs)
            if other.event != passage.event and similarity >= threshold:
                found.append((passage.id, other.id, round(similarity, 3)))
        index.insert(passage.id, signature)
        seen[passage.id] = (passage, shingles)
    return found


def _shingles(text: str) -> frozenset[bytes]:
    """The word triples of a text of ``_SHORT`` words or more; none of a shorter one."""
    words = words_of(text)
    if len(words) < _SHORT:
        return frozenset()
    triples = zip(*(words[i:] for i in range(_SHINGLE)), strict=False)
    return frozenset(" ".join(triple).encode() for triple in triples)


def _spans(articles: Sequence[LabelledArticle]) -> Iterator[Passage]:
    for labelled in articles:
        for quote in labelled.quotes:
            words = quote.span.of(labelled.article.text)
            yield Passage(quote.span_id, group_of(labelled), words)


def _sentences(articles: Sequence[LabelledArticle]) -> Iterator[Passage]:
    for labelled in articles:
        text, event = labelled.article.text, group_of(labelled)
        for n, span in enumerate(split_sentences(text, Span(0, len(text)))):
            yield Passage(f"{labelled.article.id}:s{n}", event, span.of(text))


def _openings(spans: Sequence[Passage]) -> dict[str, Any]:
    events: dict[tuple[str, ...], set[str]] = defaultdict(set)
    counts: Counter[tuple[str, ...]] = Counter()
    for span in spans:
        words = tuple(words_of(span.text)[:3])
        if len(words) == 3:
            events[words].add(span.event)
            counts[words] += 1
    shared = sum(n for words, n in counts.items() if len(events[words]) > 1)
    top = {" ".join(words): n for words, n in counts.most_common(10)}
    return {"shared_openings": shared / max(1, counts.total()), "top_openings": top}


def _type_token(texts: Sequence[list[str]]) -> dict[str, int]:
    """Different words among the first n running words, articles in a fixed mixed order."""
    order = np.random.default_rng(0).permutation(len(texts))
    running = [word for i in order for word in texts[i]]
    return {str(n): len(set(running[:n])) for n in _CURVE if n <= len(running)}


def _quantiles(lengths: Sequence[int]) -> dict[str, float]:
    if not lengths:
        return {}
    values = np.quantile(lengths, _QUANTILES)
    return {f"{q:.0%}": float(v) for q, v in zip(_QUANTILES, values, strict=True)}


def _histogram(lengths: Sequence[int]) -> dict[str, float]:
    counts = Counter(lengths)
    return {str(n): counts[n] / max(1, len(lengths)) for n in range(1, _LONGEST + 1)}


def _shares(values: Sequence[str], names: Sequence[str]) -> dict[str, float]:
    counts = Counter(values)
    return {name: counts[name] / max(1, len(values)) for name in names}
