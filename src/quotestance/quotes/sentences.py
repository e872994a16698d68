"""Cut quoted text into sentences by rule; parsers lose their way among quotation marks."""

from __future__ import annotations

import re

from quotestance.records import Span

BOUNDARY = re.compile(
    r"""(?P<stop>(?<!\s)[.?!…]+)(?P<close>[)\]”’'"]*)      # the end of one sentence
        (?P<space>\s+)
        (?=[\[("“‘'$€£#@]*(?:[^\W_a-z]|\d))      # and the beginning of another""",
    re.VERBOSE,
)
# The gap that an ellipsis in brackets leaves, "… ended. [...] Another began".
GAP = r"[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]"
GAP_BOUNDARY = re.compile(rf"{GAP}\s*(?=[\"“‘'\[]?[A-Z])")
LEADING_GAP = re.compile(rf"(?:\s*{GAP})+")
TRAILING_GAP = re.compile(rf"(?:{GAP}[\s.,]*)+$")
MAX_TRAILING = 100  # code points of gaps at the end
ABBREVIATION = re.compile(
    r"""(?:^|[\s("“‘'\[-])(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Hon|Sen|Sens|Rep|Reps|Gov|Lt|Gen|Col|Maj
        |Capt|Cpl|Sgt|Cmdr|Adm|Pres|Amb|St|Mt|Ft|Jr|Sr|vs|v|No|Nos|Art|Sec|Ch|pp?|ed|Inc|Ltd|Co
        |Corp|Bros|Dept|Assn|approx|etc|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e
        |a\.m|p\.m|[A-Z])|(?:[A-Z]\.)+[A-Z])\.$""",
    re.VERBOSE,
)
# After these a capital letter hardly ever begins a sentence; after "U.S." or "Inc." it may.
MAY_END = re.compile(r"(?:Inc|Ltd|Co|Corp|Jr|Sr|etc|al|a\.m|p\.m|(?:[A-Z]\.)+[A-Z])\.$")
STARTER = re.compile(
    r"[\[(\"“‘']*(?:The|This|That|These|Those|It|He|She|We|They|You|I|In|On|At|If|But|And|So|Our"
    r"|My|His|Her|Their|Your|There|When|What|Why|How|No|Yes|For|As)\b"
)


def split_sentences(text: str, span: Span) -> list[Span]:
    """The sentences of ``text[span]``, trimmed of space, each with its closing punctuation."""
    sentences, start = [], span.start
    stops = [
        (match.start("space"), match.end())
        for match in BOUNDARY.finditer(text, span.start, span.end)
        if _ends(text, span.start, match)
    ]
    stops += [match.span() for match in GAP_BOUNDARY.finditer(text, span.start, span.end)]
    for end, following in sorted(stops):
        if end >= start:
            sentences.append(Span(start, end))
            start = following
    sentences.append(Span(start, span.end))
    return [sentence for sentence in (_strip(text, one) for one in sentences) if len(sentence)]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop ends a sentence: it belongs to no abbreviation."""
    stop = match.group("stop")
    if stop != ".":
        return not (stop in ("...", "…") and text[match.end()].isdigit())
    head = text[max(start, match.start() - 12) : match.end("stop")]
    if not ABBREVIATION.search(head):
        return True
    return bool(MAY_END.search(head) and STARTER.match(text, match.end()))


def _strip(text: str, span: Span) -> Span:
    """``span`` without white space at its edges; empty where it holds nothing else."""
    start = span.start
    end = start + len(text[start : span.end].rstrip())
    return Span(end - len(text[start:end].lstrip()), end)


def trim_content(text: str, span: Span) -> Span:
    """``span`` without the punctuation that marks enclose for typography, per the guidelines.

    Edge spaces, quotation marks, commas, dashes and the final full stop go; question and
    exclamation marks stay, and so do brackets that are closed inside.
    """
    start, end = span.start, span.end
    if leading := LEADING_GAP.match(text, start, end):
        start = leading.end()
    if trailing := TRAILING_GAP.search(text, max(start, end - MAX_TRAILING), end):
        end = trailing.start()
    while start < end and (text[start].isspace() or text[start] in ',;:.—–-…”"»'):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ',;:—–-….“"”«»'):
        end -= 1
    for left, right in ("()", "[]"):
        inner = text[start:end]
        if inner.startswith(left) and inner.endswith(right) and inner.count(left) == 1:
            start, end = start + 1, end - 1
    return _strip(text, Span(start, end))
