"""Pair the quotation marks of a text: every style of marks, and what is left unpaired."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from quotestance.quotes.single import find_single
from quotestance.records import Diagnostic, Span

PARAGRAPH = re.compile(r"[^\n]+")

# Only a mark of the same family, if there is one, closes a quote.
FAMILY = {
    **dict.fromkeys(["“", "”", "„", "‟", "‘‘", "’’"], "curly"),
    **dict.fromkeys(["``", "''"], "ticks"),
    **dict.fromkeys(["«", "»"], "guillemets"),
    **dict.fromkeys(['"', "＂"], "straight"),
}
OPENING = frozenset(["“", "„", "‟", "‘‘", "``", "«"])
CLOSING = frozenset(["”", "’’", "''", "»"])
DOUBLE = re.compile(r"``|''|‘‘|’’|[“”„‟\"＂«»]")
# 6'2" and 12" wide: inches.
INCH = re.compile(
    r"(?<=\d)\"(?=\s?(?:[x×]|by|wide|long|tall|thick|deep|high|screen|pipe)\b)"
    r"|(?<=\d['’]\d)\"|(?<=\d['’]1[01])\""
)
# How many paragraphs on a quote may be closed that is not opened again in each.
LOOK_AHEAD = 4
# How many marks one quote may hold, and how many code points a quote within it in like marks.
MAX_MARKS, MAX_NESTED = 60, 60


@dataclass(frozen=True, slots=True)
class Quoted:
    """The stretch between two marks, which lie outside ``span``.

    ``continues`` says that it carries on the quote of the stretch before it, in an earlier
    paragraph. ``single`` marks are weaker evidence of a quote than double ones.
    """

    span: Span
    continues: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A double quotation mark at ``start:end`` and the ways it may face."""

    start: int
    end: int
    family: str
    opens: bool
    closes: bool


@dataclass(slots=True)
class Paragraph:
    """The marks of one paragraph, paired.

    ``opened`` is where an unclosed last quote begins, and ``continues`` whether that one
    carries on a quote of an earlier paragraph.
    """

    span: Span
    pairs: list[Quoted] = field(default_factory=list)
    opened: int | None = None
    continues: bool = False
    unopened: list[Mark] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def first_mark(self) -> int:
        """Where the first mark stands that matters for pairing; the end if there is none."""
        places = [pair.span.start for pair in self.pairs] + [mark.end for mark in self.unopened]
        places += [] if self.opened is None else [self.opened]
        return min(places, default=self.span.end)

    def reopens(self, text: str) -> bool:
        """Whether the paragraph begins with a quote."""
        first = self.first_mark()
        begins = first in ([pair.span.start for pair in self.pairs] + [self.opened])
        return begins and not text[self.span.start : first].strip(' “„‟"＂«`‘')


def find_quoted(text: str) -> tuple[list[Quoted], list[Diagnostic]]:
    """All outermost quoted stretches of ``text`` in order, and a diagnostic a lost mark.

    Offsets count code points of ``text``. Marks pair within a paragraph (a line). A quote
    that is open at its end lasts to there if the next paragraph opens it again, or if one of
    the next closes it; otherwise only that mark is lost.
    """
    paragraphs = [
        _pair(Span(*match.span()), _double_marks(text, *match.span()))
        for match in PARAGRAPH.finditer(text)
        if not match.group().isspace()
    ]
    for index, paragraph in enumerate(paragraphs):
        if paragraph.opened is not None:
            _carry_on(text, paragraph, paragraphs[index + 1 : index + 1 + LOOK_AHEAD])
    for paragraph in paragraphs:
        taken = sorted(pair.span for pair in paragraph.pairs)
        paragraph.pairs += [
            Quoted(span, single=True) for span in find_single(text, paragraph.span, taken)
        ]
    quoted = [_trimmed(text, pair) for paragraph in paragraphs for pair in paragraph.pairs]
    lost = [at for paragraph in paragraphs for at in paragraph.lost]
    lost += [mark.start for paragraph in paragraphs for mark in paragraph.unopened]
    return (
        sorted((one for one in quoted if len(one.span)), key=lambda one: one.span),
        [_diagnostic(at) for at in sorted(lost)],
    )


def _diagnostic(at: int) -> Diagnostic:
    return Diagnostic("unpaired-quote-mark", "this quotation mark has no partner", at)


def _double_marks(text: str, start: int, end: int) -> list[Mark]:
    """The double marks of ``text[start:end]`` without inches."""
    inches = {match.start() for match in INCH.finditer(text, start, end)}
    marks = []
    for match in DOUBLE.finditer(text, start, end):
        if match.start() in inches:
            continue
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        may_open = before.isspace() or before in "([{—–-‘'/“\"…:"
        may_close = after.isspace() or after in ")]}—–-’'.,;:?!/”\"…"
        mark = match.group()
        starts = may_open and not after.isspace()
        ends = may_close and not before.isspace()
        if starts == ends:
            starts, ends = mark not in CLOSING, mark not in OPENING
        elif mark in CLOSING and before not in " \n(":
            starts, ends = False, True
        marks.append(Mark(*match.span(), FAMILY[mark], starts, ends))
    return marks


def _pair(span: Span, marks: list[Mark]) -> Paragraph:
    """Pair the marks of one paragraph from left to right."""
    paragraph = Paragraph(span)
    index = 0
    while index < len(marks):
        mark = marks[index]
        if not mark.opens:
            paragraph.unopened.append(mark)
            index += 1
            continue
        closer = _closer(marks, index)
        if closer is not None:
            paragraph.pairs.append(Quoted(Span(mark.end, marks[closer].start)))
            index = closer + 1
        elif index + 1 == len(marks):
            paragraph.opened = mark.end
            index += 1
        else:
            paragraph.lost.append(mark.start)
            index += 1
    return paragraph


def _closer(marks: list[Mark], index: int) -> int | None:
    """Which mark closes ``marks[index]``: of its family, or else of any, before it opens anew."""
    family = marks[index].family
    other = None
    skip = -1
    for at in range(index + 1, min(len(marks), index + MAX_MARKS)):
        mark = marks[at]
        if at <= skip:
            continue
        if mark.family == family:
            if mark.closes:
                return at
            if not _nested(marks, at):
                return other
            skip = at + 1
        elif other is None and mark.closes and not mark.opens:
            other = at
    return other


def _nested(marks: list[Mark], at: int) -> bool:
    """Whether ``marks[at]`` opens a few words within a quote that is closed after them."""
    if at + 2 >= len(marks):
        return False
    inner, outer = marks[at + 1 : at + 3]
    short = inner.start - marks[at].end <= MAX_NESTED
    return short and inner.closes and not inner.opens and outer.closes and not outer.opens


def _carry_on(text: str, paragraph: Paragraph, following: list[Paragraph]) -> None:
    """Settle the quote that is open at the end of ``paragraph``."""
    opened = paragraph.opened
    assert opened is not None
    until_end = Quoted(Span(opened, paragraph.span.end), paragraph.continues)
    silent: list[Paragraph] = []
    for later in following:
        if later.reopens(text) and not silent:
            paragraph.pairs.append(until_end)
            if later.pairs and later.pairs[0].span.start == later.first_mark():
                later.pairs[0] = replace(later.pairs[0], continues=True)
            else:
                later.continues = True
            return
        if later.unopened and later.unopened[0].end == later.first_mark():
            paragraph.pairs.append(until_end)
            for between in silent:
                between.pairs.append(Quoted(between.span, continues=True))
            closing = later.unopened.pop(0)
            later.pairs.insert(0, Quoted(Span(later.span.start, closing.start), continues=True))
            return
        if later.first_mark() < later.span.end:
            break
        silent.append(later)
    paragraph.lost.append(opened - 1)


def _trimmed(text: str, quoted: Quoted) -> Quoted:
    """Without space, and without marks of any kind at the edges."""
    start, end = quoted.span.start, quoted.span.end
    while start < end and (text[start].isspace() or text[start] in '“”„‟"«»'):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in '“”„‟"«»'):
        end -= 1
    return replace(quoted, span=Span(start, end))
