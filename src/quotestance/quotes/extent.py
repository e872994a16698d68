"""How far reported content reaches: to the edges of its sentence, where the parse stops early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quotestance.quotes.content import Content
from quotestance.quotes.evidence import is_finite
from quotestance.quotes.syntax import SUBJECTS

# What may stand between a reporting verb, its subject and the edge of its clause.
LEFT = (*SUBJECTS, "aux", "neg", "advmod")
RIGHT = (*SUBJECTS, "dobj", "dative", "prep", "npadvmod", "advmod", "prt")
# After content these begin a condition or a reason that belongs to it.
CONDITIONS = frozenset(["if", "unless", "provided", "because", "until", "once", "should"])
GOES_ON = frozenset(["and", "but", "or", "nor", "so", "though", "although", "because", "unless"])
PAUSES = (",", "—", "–", "--")
MIN_REST = 3


def segment(cue: Token) -> tuple[int, int]:
    """Token bounds of the part of the sentence around ``cue``: no content crosses a semicolon."""
    doc, sentence = cue.doc, cue.sent
    start, end = cue.i, cue.i + 1
    while start > sentence.start and not _is_barrier(doc[start - 1]):
        start -= 1
    while end < sentence.end and not _is_barrier(doc[end]):
        end += 1
    return start, end


def _is_barrier(token: Token) -> bool:
    return token.text == ";" or "\n" in token.text


def completed(content: Content) -> Content:
    """``content`` with what the parser left out of it, up to the edges of its sentence."""
    if content.frame not in ("clause", "parenthetical", "according") or content.head is None:
        return content
    inside = {token.i for token in content.tokens}
    if content.frame == "according":
        more = _after_source(content)
    elif content.head.i < content.cue.i:
        more = _around(content)
    else:
        more = _conditions(content)
    inside.update(more)
    return replace(content, tokens=tuple(content.cue.doc[i] for i in sorted(inside)))


def _after_source(content: Content) -> Iterator[int]:
    """According to X, «…», at the beginning of a sentence: all that follows the comma."""
    cue, source = content.cue, content.source
    if source is None or any(token.is_alpha for token in cue.doc[cue.sent.start : cue.i]):
        return
    comma = source.right_edge.i + 1
    _, high = segment(cue)
    if comma < high and cue.doc[comma].text == ",":
        yield from range(comma + 1, high)


def _conditions(content: Content) -> Iterator[int]:
    """Said he would go «if …», where the condition was hung on the cue."""
    for child in content.cue.rights:
        opener = child.left_edge
        follows = opener.i > content.tokens[-1].i and child.dep_ in ("advcl", "prep")
        if follows and opener.lower_ in CONDITIONS:
            yield from range(opener.i, child.right_edge.i + 1)


def _around(content: Content) -> Iterator[int]:
    """«…», she said; «…», she said, «and …»: all that stands around the reporting clause."""
    cue, doc = content.cue, content.cue.doc
    low, high = segment(cue)
    start, end = _reporting_clause(cue)
    if start <= low or doc[start - 1].text not in PAUSES:
        return
    yield from range(low, start - 1)
    rest = [token for token in doc[end + 1 : high] if not token.is_punct]
    if end >= high or doc[end].text not in PAUSES or len(rest) < MIN_REST:
        return
    goes_on = rest[0].lower_ in GOES_ON and any(
        token.dep_ in SUBJECTS and is_finite(token.head) for token in rest
    )
    if goes_on:
        yield from range(end + 1, high)


def _reporting_clause(cue: Token) -> tuple[int, int]:
    """Token bounds of ``cue`` with its subject, auxiliaries, listener and short adverbials."""
    start, end = cue.i, cue.i + 1
    for child in reversed(list(cue.lefts)):
        if child.dep_ in LEFT and child.right_edge.i == start - 1:
            start = child.left_edge.i
    for child in cue.rights:
        if child.dep_ in RIGHT and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return start, end
