"""The cue and the mention that the sentence of a quoted stretch itself gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestance.quotes.cues import cue_span, is_according_to, is_cue_verb, is_relayed, takes
from quotestance.quotes.marks import Quoted
from quotestance.quotes.syntax import (
    agent,
    is_contested,
    is_passive,
    mention_span,
    nearest_word,
    subject,
)
from quotestance.records import Span

MAX_AFTER, MAX_BEFORE, MAX_CLIMB = 40, 30, 5
SENTENCE_END = re.compile(r"[.!?]+$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Cue and mention (code points of the parsed text) and where they stand.

    ``place`` is "after", "before" or "over" (the cue governs a quoted fragment); ``verb`` is
    the cue's token.
    """

    cue: Span
    mention: Span | None
    place: str
    verb: Token


class QuotedText:
    """The tokens of a document and which of them lie in quotation marks."""

    def __init__(self, doc: Doc, text: str, quoted: list[Quoted]) -> None:
        self.doc = doc
        self.text = text
        self.starts = [token.idx for token in doc]
        self.quoted = quoted
        self.inside = bytearray(len(doc))
        for one in quoted:
            for index in range(*self.tokens(one.span)):
                self.inside[index] = 1

    def tokens(self, span: Span) -> tuple[int, int]:
        """Token indices that ``span`` (code points) touches, end exclusive."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        end = bisect_right(self.starts, max(span.start, span.end - 1))
        return first, end

    def runs_on(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` goes on with a clause: no stop, no new reporting verb."""
        first, last = self.tokens(Span(start, end))
        between = [token for token in self.doc[first:last] if start <= token.idx < end]
        return not any(
            token.text in ".!?;:," or "\n" in token.text or is_cue_verb(token) for token in between
        )

    def attribution(self, span: Span) -> Attribution | None:
        """Who says the quoted ``span``, by the words around it in its sentence."""
        first, end = self.tokens(span)
        text = self.text
        ends_sentence = bool(SENTENCE_END.search(text[span.start : span.end].rstrip(" '’”\"")))
        after = None if ends_sentence and self._new_sentence(end) else self._after(end)
        closing = text[max(span.start, span.end - 1) : span.end + 2]
        closed_by_comma = "," in closing or ";" in closing
        before = self._before(first)
        if before and after and ends_sentence and self._introduces(after.verb):
            return before
        if after and (closed_by_comma or ends_sentence):
            return after
        return before or after or self._over(first, end)

    def _introduces(self, cue: Token) -> bool:
        """Whether ``cue`` leads over to words in marks of its own: "Lind remarked, “…”"."""
        behind = self.doc[cue.i + 1 : cue.i + 3]
        return len(behind) == 2 and behind[0].text in ",:" and bool(behind[1].is_quote)

    def _new_sentence(self, index: int) -> bool:
        """Whether the text after a quote that ends in a full stop begins anew."""
        for token in self.doc[index : index + MAX_AFTER]:
            if token.is_punct or token.text in "'\"" or token.text == " ":
                continue
            if token.is_space:
                return True
            said = takes(token, "quote") and token.tag_ != "VBG"  # "… out." Calling it …
            return (
                not said
                and self.text[token.idx].isupper()
                and not any(
                    takes(near, "quote")
                    for near in self.doc[token.i : token.i + 4]
                    if near.i + 1 < len(self.doc) and self.doc[near.i + 1].text in (".", ",", ":")
                )
            )
        return True

    def _after(self, index: int) -> Attribution | None:
        """«…», said X; the first reporting verb before the sentence or the paragraph ends."""
        for token in self.doc[index : index + MAX_AFTER]:
            if self.inside[token.i] or "\n" in token.text:
                return None
            if token.text in (".", "!", "?", ";") and token.i > index + 1:
                return None
            base = token.tag_ == "VB" and token.lower_ != "read"  # "read the note" may be past
            if takes(token, "quote") and not base and not is_relayed(token):
                return self._of(token, "after")
        return None

    def _before(self, index: int) -> Attribution | None:
        """X said, «…»; the last reporting verb of the sentence before the quote."""
        start = self._introduction(index)
        for at in range(start, max(-1, start - MAX_BEFORE), -1):
            token = self.doc[at]
            if "\n" in token.text or (token.text in (".", "!", "?") and not self.inside[at]):
                return None
            if self.inside[at] or is_relayed(token):
                continue
            if takes(token, "quote") or is_according_to(token):
                return self._of(token, "before")
        return None

    def _introduction(self, index: int) -> int:
        """The last token before a quote, in the paragraph before it if that ends in a colon."""
        at = index - 1
        while at > 0 and self.doc[at].is_quote:
            at -= 1
        if at > 0 and "\n" in self.doc[at].text and self.doc[at - 1].text == ":":
            return at - 1
        return index - 1

    def _over(self, first: int, end: int) -> Attribution | None:
        """The reporting verb that governs a quoted fragment."""
        token = self.doc[first:end].root
        for _ in range(MAX_CLIMB):
            if takes(token, "quote") and not self.inside[token.i]:
                return self._of(token, "over")
            token = token.head
        return None

    def _of(self, cue: Token, place: str) -> Attribution:
        source: Token | None
        if is_according_to(cue):
            source = next((word for word in cue.subtree if word.dep_ == "pobj"), None)
        else:
            source = agent(cue) if is_passive(cue) else subject(cue)
        if source is not None and self.inside[source.i]:
            source = None
        # Of several subjects, actors/speakers.py chooses: it knows who can speak.
        if is_contested(cue):
            source = None
        mention = mention_span(nearest_word(source, cue)) if source is not None else None
        return Attribution(cue_span(cue), mention, place, cue)
