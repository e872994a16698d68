"""Where sentences, paragraphs and quoted stretches lie among the tokens of an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestance.quotes.marks import Quoted, find_quoted
from quotestance.records import Span

_CLOSERS = ".!?"
_NEARBY = 40  # tokens about a reporting word
FARTHEST = 300  # tokens that are looked at before or after a quote


@dataclass(frozen=True, slots=True)
class Layout:
    """Token offsets by character, and the quoted stretches and paragraphs of ``doc``.

    ``stretches`` are spans of code points between quotation marks; ``quoted`` tells for each
    token whether it lies in one; ``paragraph`` and ``sentence`` number each token's.
    """

    doc: Doc
    starts: tuple[int, ...]
    stretches: tuple[Quoted, ...]
    quoted: tuple[bool, ...]
    paragraph: tuple[int, ...]
    sentence: tuple[int, ...]

    def tokens(self, span: Span) -> tuple[int, int]:
        """Token offsets (end exclusive) of the tokens that ``span`` touches."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.doc) and self.starts[first] + len(self.doc[first]) <= span.start:
            first += 1
        return first, max(first, bisect_left(self.starts, span.end))

    def stretch(self, span: Span) -> int | None:
        """Index of the quoted stretch that holds more than half of ``span``."""
        last = bisect_right(self.stretches, span.end, key=lambda one: one.span.start)
        for i in range(last - 1, max(-1, last - 4), -1):
            if 2 * self.stretches[i].span.overlap(span) > len(span):
                return i
        return None

    def around(self, at: int, start: int, end: int) -> list[Token]:
        """The unquoted tokens about token ``at``, but for ``start`` to ``end``."""
        nearby = range(max(0, at - _NEARBY), min(len(self.doc), at + _NEARBY))
        return [
            self.doc[i]
            for i in nearby
            if self.sentence[i] - self.sentence[at] in (-1, 0, 1)
            and self.paragraph[i] == self.paragraph[at]
            and not self.quoted[i]
            and not start <= i < end
        ]

    def gap_after(self, end: int) -> list[Token]:
        """The unquoted tokens from token ``end`` to the end of that sentence or a quote."""
        found: list[Token] = []
        for i in range(end, min(len(self.doc), end + FARTHEST)):
            token = self.doc[i]
            if self.quoted[i] or self.paragraph[i] != self.paragraph[max(0, end - 1)]:
                break
            if token.text in _CLOSERS:
                break
            if found or not _is_mark(token):
                found.append(token)
        return found

    def gap_before(self, start: int, past_quotes: bool = False) -> list[Token]:
        """The unquoted tokens before token ``start``, back to the end of a sentence or a quote.

        With ``past_quotes``, quotes within that sentence are passed over.
        """
        found: list[Token] = []
        for i in range(start - 1, max(0, start - FARTHEST) - 1, -1):
            token = self.doc[i]
            if self.paragraph[i] != self.paragraph[min(start, len(self.doc) - 1)]:
                break
            if token.text in _CLOSERS or (self.quoted[i] and not past_quotes):
                break
            if not self.quoted[i]:
                found.append(token)
        found.reverse()
        return found


def _is_mark(token: Token) -> bool:
    return token.is_quote or token.text in ("''", "``", "'", "’", "‘")


def lay_out(doc: Doc, text: str) -> Layout:
    """Number the sentences and paragraphs of ``doc``, the parse of ``text``; find its quotes."""
    stretches, _ = find_quoted(text)
    stretches = [one for one in stretches if len(one.span)]
    edges = [one.span.start for one in stretches]
    quoted, paragraph, sentence = [], [], []
    row = column = 0
    line_ends = False
    for token in doc:
        column += token.i > 0 and bool(token.is_sent_start or line_ends)
        sentence.append(column)
        paragraph.append(row)
        line_ends = "\n" in token.text
        row += line_ends
        at = bisect_right(edges, token.idx) - 1
        quoted.append(at >= 0 and token.idx < stretches[at].span.end)
    return Layout(
        doc,
        tuple(token.idx for token in doc),
        tuple(stretches),
        tuple(quoted),
        tuple(paragraph),
        tuple(sentence),
    )
