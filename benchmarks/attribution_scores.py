"""Scores of quote extraction and attribution on whole quotes, for data sets of any origin.

A quote is the set of word tokens that its fragments touch, taken together, so quotation marks,
punctuation and a "he said" in the middle never count. Gold and found quotes of one article are
paired one to one, best IoU (shared tokens over all tokens of the two) first. The kind of a
quote, gold or found, is read off the marks of the text: direct if all of its tokens stand in
them, indirect if none does, mixed else. Figures are percentages; precision looks at what was
found of a kind, recall at the gold of that kind, F1 is their harmonic mean:

- ``soft``: each pair counts by its IoU;
- ``match``: a pair counts if its IoU is 0.5 or more;
- ``attribution``: of the matched pairs whose gold has a source, the share with the right one
  (accuracy): the head word of one lies within the other, and the found one is not more than
  ten words longer;
- ``joint``: a pair counts if it matches and its source is right; where the gold names no
  source, none must be found.

With a pattern for cues, gold quotes with other cues are neither asked for nor held against
what was found for them: a quote that is paired with one of them is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MARKED = re.compile(r"“[^”\n]*”?|(?:\"|'')(?:(?!'')[^\"”\n])*(?:[\"”]|'')?")
# The noun phrase around a head ends before these: "the leader | of the union".
ENDS_PHRASE = frozenset(
    "of in at for from with on to by who whom whose which that where when "
    "and or as about during after before told said among".split()
)
ENDS_PHRASE_MARK = re.compile(r"[,(;:—–]")
MIN_IOU = 0.5
MAX_LONGER = 10
KINDS = ("direct", "mixed", "indirect", "all")

Offsets = tuple[int, int]
Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class QuoteSpans:
    """A quote by code points of its article, end exclusive.

    ``source`` is empty if nobody is named, and None if the data do not say where.
    """

    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...] | None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A quote by the word tokens of its article."""

    content: Tokens
    source: Tokens | None
    kind: str
    cue: str


class Words:
    """The word tokens of one text, and which of them stand in quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        places = [match.span() for match in WORD.finditer(text)]
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]
        self.marked = self.touched(match.span() for match in MARKED.finditer(text))

    def touched(self, spans: Iterable[Offsets]) -> Tokens:
        """Indices of the tokens that any of ``spans`` touches."""
        return frozenset(
            index
            for start, end in spans
            if start < end
            for index in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )

    def tokenized(self, quotes: Iterable[QuoteSpans]) -> list[Tokenized]:
        """``quotes`` by their tokens, without those that hold no word."""
        found = []
        for quote in quotes:
            if content := self.touched(quote.content):
                source = None if quote.source is None else self.touched(quote.source)
                found.append(Tokenized(content, source, self._kind(content), quote.cue))
        return found

    def _kind(self, content: Tokens) -> str:
        marked = len(content & self.marked)
        return "direct" if marked == len(content) else "mixed" if marked else "indirect"

    def head(self, tokens: Tokens) -> int | None:
        """The head of a noun phrase: its last word before a comma, a bracket or "of" and such."""
        head = None
        for index in sorted(tokens):
            if head is not None and self._ends_phrase(head, index):
                break
            head = index
        return head

    def _ends_phrase(self, last: int, index: int) -> bool:
        between = self.text[self.ends[last] : self.starts[index]]
        word = self.text[self.starts[index] : self.ends[index]].lower()
        apart = index != last + 1
        return apart or bool(ENDS_PHRASE_MARK.search(between)) or word in ENDS_PHRASE

    def same_source(self, gold: Tokens, found: Tokens) -> bool:
        """Whether two expressions for a source are the same one; two empty ones are."""
        if not gold or not found:
            return not gold and not found
        if len(found) > len(gold) + MAX_LONGER:
            return False
        return self.head(gold) in found or self.head(found) in gold


def paired(
    gold: Sequence[Tokenized], found: Sequence[Tokenized]
) -> Iterator[tuple[float, int, int]]:
    """(IoU, index of the gold, index of the found quote), one to one, best IoU first."""
    candidates = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            if shared := len(one.content & other.content):
                candidates.append((-shared / len(one.content | other.content), g, f))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for iou, g, f in sorted(candidates):
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            yield -iou, g, f


class Scores:
    """Adds up the figures of one method over articles."""

    def __init__(self, cue: re.Pattern[str] | None = None) -> None:
        self.cue = cue
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, text: str, gold: Iterable[QuoteSpans], found: Iterable[QuoteSpans]) -> None:
        """Count one article."""
        words = Words(text)
        wanted, given = words.tokenized(gold), words.tokenized(found)
        pairs = list(paired(wanted, given))
        other = {g for g, one in enumerate(wanted) if self.cue and not self.cue.search(one.cue)}
        dropped = {f for _, g, f in pairs if g in other}
        for g, one in enumerate(wanted):
            self._count(one.kind, gold=float(g not in other))
        for f, one in enumerate(given):
            self._count(one.kind, found=float(f not in dropped))
        for iou, g, f in pairs:
            if g not in other:
                self._pair(words, iou, wanted[g], given[f])

    def _pair(self, words: Words, iou: float, gold: Tokenized, found: Tokenized) -> None:
        matched = iou >= MIN_IOU
        right = gold.source is None or words.same_source(gold.source, found.source or frozenset())
        for name, value in (("soft", iou), ("match", matched), ("joint", matched and right)):
            self._count(gold.kind, **{f"{name} gold": float(value)})
            self._count(found.kind, **{f"{name} found": float(value)})
        if matched and gold.source:
            self._count(gold.kind, sourced=1.0, right=float(right))

    def _count(self, kind: str, **values: float) -> None:
        self.counts[kind].update(values)
        self.counts["all"].update(values)

    def f1(self, figure: str, kind: str = "all") -> float:
        """F1 of ``soft``, ``match`` or ``joint`` in percent."""
        counts = self.counts[kind]
        precision = _share(counts[f"{figure} found"], counts["found"])
        recall = _share(counts[f"{figure} gold"], counts["gold"])
        return 100 * _share(2 * precision * recall, precision + recall)

    def attribution(self, kind: str = "all") -> float:
        """Accuracy of the sources in percent."""
        return 100 * _share(self.counts[kind]["right"], self.counts[kind]["sourced"])


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
