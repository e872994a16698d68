"""Who speaks when the sentence of a quote does not say: speakers carried on or introduced."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from quotestance.actors.attribution import Attribution, find_report, introduced_by
from quotestance.actors.layout import FARTHEST, Layout


@dataclass(frozen=True, slots=True)
class Unit:
    """What is said in one breath: token offsets, the stretch in marks (None: no marks)."""

    start: int
    end: int
    stretch: int | None
    direct: bool


def speakers(
    units: list[Unit], known: dict[int, Attribution], layout: Layout
) -> list[Attribution | None]:
    """The attribution of each of the ``units``, which are in text order.

    ``known`` holds attributions that are given, by index. First every sentence is asked; what
    it leaves open takes the speaker of the quote around it, of the quote before it, or the
    person whom the sentence before it introduces.
    """
    report = cache(lambda start, end, direct: find_report(start, end, direct, layout))
    found = [
        known.get(i) or report(unit.start, unit.end, unit.direct) for i, unit in enumerate(units)
    ]
    for i, unit in enumerate(units):
        if found[i] is None:
            found[i] = _taken(_carried_on(i, units, found, layout) or _introduced(unit, layout))
    for i in range(len(units) - 2, -1, -1):
        if found[i] is None and _side_by_side(units[i], units[i + 1], layout):
            found[i] = _taken(found[i + 1])
    return found


def _taken(attribution: Attribution | None) -> Attribution | None:
    """``attribution``, marked as one that another sentence gives."""
    return None if attribution is None else replace(attribution, carried=True)


def _carried_on(
    i: int, units: list[Unit], found: list[Attribution | None], layout: Layout
) -> Attribution | None:
    """The speaker of the unit before, if unit ``i`` goes on with it."""
    if i == 0 or found[i - 1] is None:
        return _from_next(i, units, found, layout)
    before, unit = units[i - 1], units[i]
    same_paragraph = layout.paragraph[before.start] == layout.paragraph[unit.start]
    if unit.stretch is not None and layout.stretches[unit.stretch].continues:
        return found[i - 1]
    if same_paragraph:
        between = layout.doc[before.end : unit.start]
        sentences = {layout.sentence[t.i] for t in between if t.is_alpha}
        if len(sentences) <= 1:
            return found[i - 1]
        return _introduced(unit, layout) or found[i - 1]
    apart = layout.paragraph[unit.start] - layout.paragraph[before.end - 1]
    if unit.direct and apart == 1 and _alone(unit, layout):
        return found[i - 1]
    return None


def _from_next(
    i: int, units: list[Unit], found: list[Attribution | None], layout: Layout
) -> Attribution | None:
    """The speaker of the unit behind, if that lies in the same paragraph."""
    if i + 1 < len(units) and _side_by_side(units[i], units[i + 1], layout):
        return found[i + 1]
    return None


def _side_by_side(first: Unit, second: Unit, layout: Layout) -> bool:
    """Whether nothing but white space and marks lies between two units of one paragraph."""
    if layout.paragraph[first.start] != layout.paragraph[second.start]:
        return False
    return not any(token.is_alpha for token in layout.doc[first.end : second.start])


def _alone(unit: Unit, layout: Layout) -> bool:
    """Whether the paragraph of ``unit`` opens with a quote."""
    first = bisect_left(layout.paragraph, layout.paragraph[unit.start])
    return all(layout.quoted[i] or not layout.doc[i].is_alpha for i in range(first, unit.start))


def _introduced(unit: Unit, layout: Layout) -> Attribution | None:
    """Whom the sentence before ``unit`` introduces: in its paragraph, or closing the one before."""
    if not unit.direct:
        return None
    sentence = _sentence_before(unit.start, layout)
    if not sentence:
        return None
    same = layout.paragraph[sentence[0].i] == layout.paragraph[unit.start]
    if same and not any(token.pos_ in ("VERB", "AUX") for token in sentence):
        sentence = _sentence_before(sentence[0].i, layout) or sentence  # "At the pier, “…”"
        same = layout.paragraph[sentence[0].i] == layout.paragraph[unit.start]
    closing = next((t.text for t in reversed(sentence) if not (t.is_space or t.is_quote)), "")
    if same or closing in (":", ","):
        return introduced_by(sentence, layout)
    return None


def _sentence_before(start: int, layout: Layout) -> list[Token]:
    """The unquoted tokens of the nearest sentence before token ``start``."""
    found: list[Token] = []
    for i in range(start - 1, max(0, start - FARTHEST) - 1, -1):
        if layout.quoted[i]:
            break
        token = layout.doc[i]
        if (
            found
            and layout.sentence[i] != layout.sentence[found[-1].i]
            and (any(t.is_alpha for t in found))
        ):
            break
        found.append(token)
    found.reverse()
    return found
