"""Find the quote spans of an article: direct, indirect and mixed."""

from __future__ import annotations

import re

from quotestance.quotes.attribution import Attribution, QuotedText
from quotestance.quotes.found import Found, numbered, placed, spoken, within
from quotestance.quotes.marks import Quoted, find_quoted
from quotestance.quotes.mixing import mix
from quotestance.quotes.parse import ParsedArticle
from quotestance.quotes.reported import Reported, find_reported
from quotestance.quotes.sentences import split_sentences, trim_content
from quotestance.quotes.syntax import is_contested, mention_span, nearest_word
from quotestance.quotes.transcript import find_turns
from quotestance.quotes.worth import is_quotation
from quotestance.records import Diagnostic, Quote, Span

HEADLINE = re.compile(r"\s*([^\n]{1,250}[^\s.,:;”\"])[ ]*\n\s*\n")


def extract_quotes(parsed: ParsedArticle) -> tuple[list[Quote], list[Diagnostic]]:
    """All quote spans of an article in text order, and what could not be read.

    Offsets count code points of ``article.text``. Spans of one quote share ``quote_id``; the
    actor is left to attribution.
    """
    text, clean = parsed.clean.text, parsed.clean
    quoted, lost = find_quoted(text)
    body = _body_start(text)
    context = QuotedText(parsed.doc, text, quoted)
    reported = [one for one in _outside_marks(parsed, context) if one.span.start >= body]
    inside = [one for one in quoted if one.span.start >= body]
    mixed, others = mix(context, reported, inside)
    turns = find_turns(text)
    found = [_as_found(text, *one) for one in mixed] + _direct(text, context, others)
    found = spoken(text, turns) + [one for one in found if not within(one.span, turns)]
    quotes = numbered(parsed.article, clean, _without_overlap(found))
    return quotes, placed(clean, lost)


def _body_start(text: str) -> int:
    """Where the body begins: after the headline, if the text begins with one."""
    headline = HEADLINE.match(text)
    return headline.end() if headline else 0


def _outside_marks(parsed: ParsedArticle, context: QuotedText) -> list[Reported]:
    """Reported content whose cue is the writer's own word."""
    return [
        one for one in find_reported(parsed.doc, context.text) if not context.inside[one.verb.i]
    ]


def _as_found(text: str, one: Reported, span: Span, marked: bool) -> Found:
    """Reported content as a quote span."""
    mention = None
    if one.source is not None and not is_contested(one.verb):
        mention = mention_span(nearest_word(one.source, one.verb))
    return Found(trim_content(text, span), "mixed" if marked else "indirect", one.cue, mention)


def _direct(text: str, context: QuotedText, quoted: list[Quoted]) -> list[Found]:
    """One span a sentence of each quoted stretch that is a quotation."""
    found: list[Found] = []
    last: tuple[Quoted, Attribution] | None = None
    for one in quoted:
        attribution = context.attribution(one.span)
        joins = one.continues
        if last is not None and (joins or _resumes(text, last, one, attribution)):
            joins, attribution = True, attribution or last[1]
        if not joins and not is_quotation(text, one, attribution):
            continue
        last = (one, attribution) if attribution is not None else None
        cue, mention = (attribution.cue, attribution.mention) if attribution else (None, None)
        for index, sentence in enumerate(split_sentences(text, one.span)):
            span = trim_content(text, sentence)
            if len(span):
                found.append(Found(span, "direct", cue, mention, joins or index > 0))
    return found


def _resumes(
    text: str, last: tuple[Quoted, Attribution], one: Quoted, attribution: Attribution | None
) -> bool:
    """Whether ``one`` goes on with the last quote, broken by its own attribution."""
    before, known = last
    between = text[before.span.end : one.span.start]
    if "\n" in between or len(between) > 250 or not before.span.end <= known.cue.start:
        return False
    if known.cue.end > one.span.start:
        return False
    if attribution is not None and attribution.cue != known.cue:
        return False
    return len(split_sentences(text, Span(known.cue.end, one.span.start))) <= 2


def _without_overlap(found: list[Found]) -> list[Found]:
    """Sorted by start; of two spans that overlap the first, or longer, one stays."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if len(one.span) and (not kept or one.span.start >= kept[-1].span.end):
            kept.append(one)
    return kept
