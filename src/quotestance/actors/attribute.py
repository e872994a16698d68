"""The stage that says who spoke each quote: reporting word, mention, and the actor's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from quotestance.actors.attribution import Attribution, report_in
from quotestance.actors.confidence import actor_confidence
from quotestance.actors.coref import Resolver
from quotestance.actors.entities import find_entities
from quotestance.actors.layout import Layout, lay_out
from quotestance.actors.mentions import source_phrase, trim
from quotestance.actors.speakers import can_speak
from quotestance.actors.turns import Unit, speakers
from quotestance.quotes.cues import cue_span, is_cue
from quotestance.quotes.parse import ParsedArticle
from quotestance.quotes.syntax import antecedent, nearest_word
from quotestance.records import Diagnostic, Quote, Span


def attribute(
    parsed: ParsedArticle, quotes: Sequence[Quote]
) -> tuple[list[Quote], list[Diagnostic]]:
    """Fill in cue, mention and actor of ``quotes``, in their order.

    What a quote brings along is kept; ``actor_confidence`` is set where the actor was found here.
    ``actor`` is the fullest name that the article gives for
    the speaker; where nobody can be found it is None and a diagnostic ``no-speaker`` tells where.
    Offsets count code points of ``parsed.article.text``.
    """
    layout = lay_out(parsed.doc, parsed.clean.text)
    resolver = Resolver(layout, find_entities(parsed.doc, parsed.clean.name_tags))
    order = sorted(range(len(quotes)), key=lambda i: quotes[i].span)
    units, members = _units([(i, quotes[i]) for i in order], parsed, layout)
    given: dict[int, Attribution] = {}
    for place, i in enumerate(members):
        known = _given(quotes[i], units[place], parsed, layout)
        if known is not None:
            given[place] = known
    found = speakers(units, given, layout)
    done = list(quotes)
    for attribution, i in zip(found, members, strict=True):
        done[i] = _filled(quotes[i], attribution, parsed, layout, resolver)
    diagnostics = [_nobody(quote) for quote in done if quote.actor is None]
    return done, diagnostics


def _nobody(quote: Quote) -> Diagnostic:
    return Diagnostic("no-speaker", f"nobody found who says {quote.span_id}", quote.span.start)


def _units(
    quotes: list[tuple[int, Quote]], parsed: ParsedArticle, layout: Layout
) -> tuple[list[Unit], list[int]]:
    """A unit for each quote that lies in the cleaned text, and the quote's index."""
    units, members = [], []
    for i, quote in quotes:
        clean = parsed.clean.to_clean(quote.span)
        if clean is None:
            continue
        stretch = layout.stretch(clean) if quote.kind == "direct" else None
        whole = layout.stretches[stretch].span if stretch is not None else clean
        start, end = layout.tokens(whole)
        if start < end <= len(parsed.doc):
            units.append(Unit(start, end, stretch, quote.kind == "direct"))
            members.append(i)
    return units, members


def _given(quote: Quote, unit: Unit, parsed: ParsedArticle, layout: Layout) -> Attribution | None:
    """The attribution that the quote brings along, by its mention or else by its cue.

    A pronoun of the first or second person names nobody.
    """
    if quote.mention is not None and (clean := parsed.clean.to_clean(quote.mention)) is not None:
        start, end = layout.tokens(clean)
        if start < end:
            head = antecedent(parsed.doc[start:end].root)
            if head.pos_ != "PRON" or can_speak(head) or end - start > 1:
                return Attribution(
                    head, head.head if is_cue(head.head) else _word(quote, parsed, layout)
                )
    if quote.cue is not None and (clean := parsed.clean.to_clean(quote.cue)) is not None:
        start, end = layout.tokens(clean)
        for token in parsed.doc[start:end]:
            around = layout.around(token.i, unit.start, unit.end)
            if (report := report_in(around, layout, token)) is not None:
                return report
    return None


def _word(quote: Quote, parsed: ParsedArticle, layout: Layout) -> Token | None:
    """The reporting word in the cue that the quote brings along."""
    clean = parsed.clean.to_clean(quote.cue) if quote.cue is not None else None
    if clean is None:
        return None
    start, end = layout.tokens(clean)
    return next((token for token in parsed.doc[start:end] if is_cue(token)), None)


def _filled(
    quote: Quote,
    attribution: Attribution | None,
    parsed: ParsedArticle,
    layout: Layout,
    resolver: Resolver,
) -> Quote:
    """``quote`` with what ``attribution`` adds to it."""
    if attribution is None:
        return quote
    head = attribution.speaker
    mention = quote.mention or _mention(attribution, parsed)
    clean = parsed.clean.to_clean(mention)
    start, end = layout.tokens(clean) if clean is not None else (head.i, head.i + 1)
    name = quote.actor or resolver.actor(start, end)
    if name is not None:
        resolver.remember(head, name)
    sure = actor_confidence(attribution) if quote.actor is None and name is not None else None
    cue = quote.cue or _cue(attribution, parsed)
    return replace(quote, cue=cue, mention=mention, actor=name, actor_confidence=sure)


def _mention(attribution: Attribution, parsed: ParsedArticle) -> Span:
    """The expression for the speaker, as far as the reporting word behind it."""
    head, cue = nearest_word(attribution.speaker, attribution.cue), attribution.cue
    start, end = source_phrase(head)
    if cue is not None and head.i < cue.i < end:
        start, end = trim(parsed.doc, start, cue.i)
    words = parsed.doc[start:end] if start < end else parsed.doc[head.i : head.i + 1]
    return _source(Span(words.start_char, words.end_char), parsed)


def _cue(attribution: Attribution, parsed: ParsedArticle) -> Span | None:
    return None if attribution.cue is None else _source(cue_span(attribution.cue), parsed)


def _source(span: Span, parsed: ParsedArticle) -> Span:
    return parsed.clean.to_source(span.start, span.end)
