"""A cleaned text as the tagger reads it: body, sentences, stretches in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from quotestance.models.windows import Pieces, cut_pieces
from quotestance.quotes.extract import HEADLINE
from quotestance.quotes.marks import Quoted, find_quoted
from quotestance.quotes.sentences import split_sentences
from quotestance.records import Diagnostic, Span

LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """The body of a cleaned text; all offsets count code points of ``text``."""

    text: str
    sentences: list[Span]
    quoted: list[Quoted]
    lost: list[Diagnostic]

    def pieces(self, tokenizer: PreTrainedTokenizerBase) -> Pieces:
        """The word pieces of the sentences."""
        return cut_pieces(tokenizer, self.text, self.sentences, [one.span for one in self.quoted])


def read_text(text: str) -> Reading:
    """Split ``text`` into sentences, without a headline, and pair its quotation marks."""
    quoted, lost = find_quoted(text)
    headline = HEADLINE.match(text)
    body = headline.end() if headline else 0
    sentences = [
        sentence
        for line in LINE.finditer(text, body)
        for sentence in split_sentences(text, Span(*line.span()))
    ]
    return Reading(text, sentences, [one for one in quoted if one.span.start >= body], lost)
