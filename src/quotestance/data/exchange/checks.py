"""From a draft to a labelled article: every rule of the markup, each break with its place.

Offsets count code points of the article's text, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotestance.data.exchange.draft import META, Draft, DraftQuote, Place
from quotestance.data.exchange.layout import Pair, check_edges, check_layout
from quotestance.data.lint import is_named
from quotestance.data.marks import kind_of, quoted_regions
from quotestance.data.occurrence import read_offsets, read_place
from quotestance.data.problems import Problem, errors_of
from quotestance.data.source import text_sha256
from quotestance.errors import nearest
from quotestance.labels import LabelSet
from quotestance.records import KINDS, Article, LabelledArticle, Quote, Span

COUNTING = "Offsets count characters (code points, not bytes or UTF-16 units), end exclusive."
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANKS = re.compile(r"\s|\\[nrt]")
_NUMBER = re.compile(r"q?([1-9][0-9]*)")
_LINE_END = re.compile(r"\r\n|\n|\r")


def check_draft(draft: Draft, labels: LabelSet) -> tuple[LabelledArticle | None, list[Problem]]:
    """The labelled article of a draft, sorted by start; None when any problem is an error."""
    wrong = _check_text(draft)
    text = draft.text
    problems = list(draft.problems)
    if wrong or not isinstance(text, str):
        return None, problems if draft.text is None and errors_of(problems) else problems + wrong
    regions = quoted_regions(text)
    pairs: list[Pair] = []
    for raw in draft.quotes:
        quote, found = _read_quote(raw, draft, text, labels)
        problems += found
        if quote is not None:
            kind = quote.kind if raw.kind is not None else kind_of(text, quote.span, regions)
            pairs.append((raw, replace(quote, kind=kind)))
    pairs.sort(key=lambda pair: pair[1].span)
    problems += check_layout(pairs)
    pairs, found = _join_quotes(pairs)
    problems += found
    event, found = _event(draft, pairs)
    problems += found
    if errors_of(problems):
        return None, problems
    problems += _warnings(draft, text, pairs)
    quotes = tuple(
        replace(quote, span_id=f"{draft.id}:{position}", group=event)
        for position, (_, quote) in enumerate(pairs, 1)
    )
    meta = {key: value for key, value in {**draft.meta, "event": event}.items() if key in META}
    article = Article(draft.id, text, text_sha256(text), draft.at.path, meta.get("title"))
    return LabelledArticle(article, quotes, meta), problems


def place_words(text: str, words: str | None, span: Span, at: Place) -> list[Problem]:
    """A problem when ``words`` are given and do not stand at ``span``, white space apart."""
    found = span.of(text)
    if words is None or _BLANKS.sub("", words) == _BLANKS.sub("", found):
        return []
    expected = f"'{_short(words)}' at {span.start}..{span.end}"
    return [at.problem(expected, f"'{_short(found)}'", COUNTING)]


def _check_text(draft: Draft) -> list[Problem]:
    """An article has a text that UTF-8 can hold."""
    if not isinstance(draft.text, str) or not draft.text.strip():
        found = "nothing" if draft.text is None or draft.text == "" else repr(draft.text)[:40]
        return [
            draft.at.problem("an article's text", found, "Give the text or remove the article.")
        ]
    if _SURROGATE.search(draft.text):
        fix = "Write characters beyond U+FFFF as pairs of escapes."
        return [draft.at.problem("characters in the text", "half of a surrogate pair", fix)]
    return []


def _read_quote(
    raw: DraftQuote, draft: Draft, text: str, labels: LabelSet
) -> tuple[Quote | None, list[Problem]]:
    """One quote with its spans, None when its offsets or names are wrong."""
    span = read_offsets(raw.start, raw.end, text)
    if isinstance(span, str):
        expected = "whole numbers 0 <= start < end inside the text"
        return None, [raw.at.problem(expected, span, COUNTING)]
    problems = _check_names(raw, labels)
    spans: dict[str, Span | None] = {"span": span}
    for key, value in (("cue", raw.cue), ("mention", raw.mention)):
        place = read_place(value, text, span)
        if isinstance(place, str):
            expected = f"words of the text or [start, end] as {key}"
            problems.append(raw.place(key).problem(expected, place, "Correct or remove it."))
        else:
            spans[key] = place
    for key, at in spans.items():
        if at is not None:
            problems += place_words(text, raw.words.get(key), at, raw.place(key))
            problems += check_edges(at.of(text), key, raw.place(key))
    if problems:
        return None, problems
    return Quote(
        article_id=draft.id,
        quote_id=_quote_id(draft, raw),
        span_id="",
        span=span,
        kind=next((kind for kind in KINDS if kind == raw.kind), KINDS[0]),
        cue=spans["cue"],
        mention=spans["mention"],
        actor=" ".join(raw.actor.split()) if isinstance(raw.actor, str) else None,
        stance=str(raw.stance),
    ), []


def _quote_id(draft: Draft, raw: DraftQuote) -> str:
    """The id of a quote: with its number where the file gives one, else of its own."""
    if raw.quote is None:
        return f"{draft.id}:{raw.start}-{raw.end}"
    given = str(raw.quote)
    number = _NUMBER.fullmatch(given)
    return f"{draft.id}:q{number[1]}" if number else given


def _check_names(raw: DraftQuote, labels: LabelSet) -> list[Problem]:
    """Kind, stance, actor and quote of one span."""
    problems: list[Problem] = []
    for key, value, known in (("kind", raw.kind, KINDS), ("stance", raw.stance, labels.names)):
        if value is None and key == "stance":
            fix = f"Label it with one of {', '.join(known)}."
            problems.append(raw.at.problem("a stance", "none", fix))
        elif value is not None and value not in known:
            fix = nearest(str(value), known)
            problems.append(raw.place(key).problem(f"a known {key}", repr(value), fix))
    for key, value in (("actor", raw.actor), ("quote", raw.quote), ("group", raw.group)):
        if value is not None and not (isinstance(value, str) and value.strip()):
            fix = "Write it, or leave it away when it is not known."
            problems.append(raw.place(key).problem(f"a text as {key}", repr(value), fix))
    return problems


def _join_quotes(pairs: list[Pair]) -> tuple[list[Pair], list[Problem]]:
    """Give the spans of one quote its actor, cue and mention; two different ones are a problem."""
    problems: list[Problem] = []
    shared: dict[tuple[str, str], object] = {}
    for raw, quote in pairs:
        for key in ("actor", "cue", "mention"):
            value = getattr(quote, key)
            known = shared.setdefault((quote.quote_id, key), value)
            if known is None:
                shared[quote.quote_id, key] = value
            elif value not in (None, known):
                found = f"{_shown(known)} and {_shown(value)} for {quote.quote_id}"
                fix = "Give the second quote a number of its own."
                problems.append(raw.place(key).problem(f"one {key} a quote", found, fix))
    joined: list[Pair] = []
    for raw, quote in pairs:
        more = {key: shared[quote.quote_id, key] for key in ("actor", "cue", "mention")}
        joined.append((raw, replace(quote, **more)))  # type: ignore[arg-type]
    return joined, problems


def _event(draft: Draft, pairs: list[Pair]) -> tuple[str, list[Problem]]:
    """The event of an article: its own or the one group of its quotes, else its id."""
    event = draft.meta.get("event")
    for raw, _ in pairs:
        group = " ".join(str(raw.group).split()) if raw.group is not None else None
        if group is not None and event is not None and group != event:
            fix = "An article belongs to one event: correct one of the two."
            found = f"'{event}' and '{group}'"
            return event, [raw.place("group").problem("one group an article", found, fix)]
        event = event or group
    return event or draft.id, []


def _warnings(draft: Draft, text: str, pairs: list[Pair]) -> list[Problem]:
    """Actors whom nobody names, and line breaks at the end that the markup cannot hold."""
    problems: list[Problem] = []
    named: dict[str, bool] = {}
    for raw, quote in pairs:
        if quote.actor is None and quote.mention is not None:
            found = f"'{quote.mention.of(text)}' as the mention of nobody"
            expected = "an actor for a quote with a mention"
            problems.append(raw.at.problem(expected, found, "Name the actor.", "warning"))
        elif quote.actor is not None and quote.actor not in named:
            named[quote.actor] = is_named(quote.actor, text)
            if not named[quote.actor]:
                fix = "Use the fullest name that the article gives, without titles."
                expected, found = "an actor by a name from the text", f"'{quote.actor}'"
                at = raw.place("actor")
                problems.append(at.problem(expected, found, fix, "warning"))
    extra = len(_LINE_END.findall(text[len(text.rstrip("\r\n")) :]))
    if extra > 1:
        found = f"{extra}; the others were left out"
        expected, fix = "one line break at the end of the text", "Nothing needs to be done."
        problems.append(draft.at.problem(expected, found, fix, "warning"))
    return problems


def _shown(value: object) -> str:
    """A name in quotes, a span as ``3..7``."""
    return f"{value.start}..{value.end}" if isinstance(value, Span) else f"'{value}'"


def _short(words: str) -> str:
    """Words on one line, cut after 40 characters."""
    plain = " ".join(words.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
