"""From the content that a cue governs to spans of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from quotestance.quotes.content import Content
from quotestance.quotes.cues import cue_span, is_according_to, takes
from quotestance.quotes.evidence import asserts_speech, is_finite
from quotestance.quotes.extent import completed, segment
from quotestance.quotes.indirect import CONSTRUCTIONS
from quotestance.quotes.syntax import is_passive, runs, subject
from quotestance.records import Span

MAX_ADDRESSEE = 6
# The parts of speech of cues: "made clear" hangs its content on an adjective.
CUE_CLASSES = frozenset(["VERB", "AUX", "NOUN", "ADJ", "ADV"])
ADVERBIALS = ("prep", "npadvmod", "advmod")
# No word of these classes is a cue.
CLOSED_CLASSES = frozenset("PUNCT SPACE DET PRON NUM CCONJ PART SYM".split())


@dataclass(frozen=True, slots=True)
class Reported:
    """A piece of reported content with the cue and the noun that heads its source.

    ``span`` and ``cue`` count code points of the parsed text; ``frame`` names the construction,
    ``head`` the verb or noun that heads the content.
    """

    span: Span
    cue: Span
    source: Token | None
    frame: str
    verb: Token
    head: Token | None


def find_reported(doc: Doc, text: str) -> list[Reported]:
    """All reported content in ``doc``, the parse of ``text``, in text order, possibly nested."""
    found: list[Reported] = []
    for token in doc:
        if token.pos_ in CLOSED_CLASSES:
            continue
        pieces = [piece for content in _contents(token) for piece in _pieces(doc, content)]
        found += _adjoined(text, sorted(pieces, key=lambda one: one.span))
    return sorted(found, key=lambda one: (one.span.start, -one.span.end))


def _adjoined(text: str, pieces: list[Reported]) -> list[Reported]:
    """Pieces of one cue, in order; those with only space between them become one."""
    joined: list[Reported] = []
    for piece in pieces:
        last = joined[-1].span if joined else None
        if last is not None and text[last.end : piece.span.start].isspace():
            joined[-1] = replace(joined[-1], span=Span(last.start, piece.span.end))
            continue
        joined.append(piece)
    return joined


def _contents(token: Token) -> list[Content]:
    """The content of every construction that ``token`` heads, or what simply follows it."""
    if token.pos_ not in CUE_CLASSES and not is_according_to(token):
        return []
    found = [content for build in CONSTRUCTIONS for content in build(token)]
    return [completed(content) for content in found] or list(_following(token))


def _following(cue: Token) -> Iterator[Content]:
    """Content after a finite reporting verb in which the parser saw no clause.

    What follows up to the end of the sentence is content if it holds a finite verb with a
    subject and begins neither with punctuation nor with a preposition.
    """
    if not takes(cue, "bare") or not is_finite(cue) or is_passive(cue) or not asserts_speech(cue):
        return
    doc, source = cue.doc, subject(cue)
    if source is None or source.i > cue.i:
        return
    start, end = cue.i + 1, segment(cue)[1]
    listener = [child for child in cue.rights if child.dep_ in ("dobj", "dative")]
    if takes(cue, "addressee"):
        if not listener or listener[0].right_edge.i - cue.i > MAX_ADDRESSEE:
            return
        start = listener[0].right_edge.i + 1
    rest = doc[_after_adverbials(cue, start) : end]
    if not len(rest) or rest[0].pos_ in ("ADP", "PUNCT", "SPACE", "CCONJ", "SCONJ", "ADV", "AUX"):
        return
    if any(token.dep_ in ("nsubj", "nsubjpass") and is_finite(token.head) for token in rest):
        yield Content(cue, tuple(rest), source, "following")


def _after_adverbials(cue: Token, start: int) -> int:
    """The token index after the short adverbials ("on Friday") that follow ``cue`` at once."""
    for child in cue.rights:
        short = child.right_edge.i - child.left_edge.i < MAX_ADDRESSEE
        if child.left_edge.i == start and child.dep_ in ADVERBIALS and short:
            start = child.right_edge.i + 1
    return start


def _pieces(doc: Doc, content: Content) -> Iterator[Reported]:
    """One Reported a run of content; a cue inside the content cuts it in two."""
    cue = content.cue
    low, high = segment(cue)
    tokens = [token for token in content.tokens if low <= token.i < high]
    for start, end in _bridged(doc, runs(iter(tokens))):
        trimmed = _trim(doc, start, end)
        if trimmed is not None:
            yield Reported(trimmed, cue_span(cue), content.source, content.frame, cue, content.head)


def _bridged(doc: Doc, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join runs that only punctuation separates."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and all(token.is_punct for token in doc[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _trim(doc: Doc, start: int, end: int) -> Span | None:
    """Code points of tokens ``start:end`` less edge punctuation, conjunctions and "that"."""
    while start < end and (_is_edge(doc[start]) or doc[start].dep_ == "cc" or _is_that(doc[start])):
        start += 1
    while end > start and (_is_edge(doc[end - 1]) or doc[end - 1].dep_ == "cc"):
        end -= 1
    weighty = any(token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") for token in doc[start:end])
    if not weighty:
        return None
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in "()[]%?!")


def _is_that(token: Token) -> bool:
    """Whether ``token`` is the complementizer."""
    return token.lower_ == "that" and token.dep_ == "mark"
