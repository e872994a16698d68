"""The inverse of the markup parser: a labelled article as one ``.quotes.md`` source."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from quotestance.data.header import NO_ACTOR
from quotestance.errors import DataError
from quotestance.records import Article, LabelledArticle, Quote, Span

_NUMBER = re.compile(r":q([1-9][0-9]*)\Z")
_SPECIAL = re.compile(r"[\[\]\\]")
_TITLE_LENGTH = 120


def render_markup(labelled: LabelledArticle) -> str:
    """Write an article as markup; ``parse_markup`` of the result gives the same labels back.

    What the markup does not hold gets the nearest it can say: final line breaks become one,
    a missing title the first line, missing style and domain ``unknown``, a missing event the
    group of the quotes or the article's id; the header's texts keep their words, not their
    line breaks. Spans of one quote that differ in actor, mention or cue become quotes with
    numbers of their own. Raises DataError when quote spans overlap or labels cross, which
    brackets cannot show, and when a quote has no stance.
    """
    article = labelled.article
    keys = _actor_keys(quote.actor for quote in labelled.quotes)
    _check_disjoint(labelled)
    labels = _labels(labelled.quotes, keys)
    body = re.sub(r"(\r\n|\n|\r)[\r\n]*\Z", r"\1", _insert(article, labels))
    meta = _meta(labelled)
    header: dict[str, object] = dict(meta)
    header["actors"] = {key: " ".join(name.split()) for name, key in keys.items()}
    dumped = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{dumped}---\n{body}"


def _check_disjoint(labelled: LabelledArticle) -> None:
    """Quote spans carry stances and lie beside each other, or DataError says which do not."""
    where = labelled.article.path or labelled.article.id
    end = 0
    for quote in labelled.quotes:
        if quote.stance is None:
            fix = "Label it first."
            raise DataError(where, expected="a stance a quote", found=quote.span_id, fix=fix)
        if quote.span.start < end:
            found = f"'{quote.span_id}' inside the one before it"
            fix = "Shorten one of the two."
            raise DataError(where, expected="quote spans apart", found=found, fix=fix)
        end = quote.span.end


def _meta(labelled: LabelledArticle) -> dict[str, str]:
    """The header's texts, filled where the record has none."""
    article = labelled.article
    groups = [quote.group for quote in labelled.quotes if quote.group]
    first_line = article.text.lstrip().partition("\n")[0].strip()
    defaults = {
        "title": article.title or first_line[:_TITLE_LENGTH] or article.id,
        "style": "unknown",
        "domain": "unknown",
        "event": groups[0] if groups else article.id,
    }
    values = {key: labelled.meta.get(key) or value for key, value in defaults.items()}
    return {key: " ".join(value.split()) for key, value in values.items()}


def _actor_keys(names: Iterable[str | None]) -> dict[str, str]:
    """Canonical name → a short key of its own, in the order of first use."""
    keys: dict[str, str] = {}
    taken = {NO_ACTOR}
    for name in names:
        if name is None or name in keys:
            continue
        words = re.findall(r"[a-z0-9]+", name.casefold())
        base = key = words[-1] if words and not words[-1].isdigit() else "actor"
        number = 1
        while key in taken:
            number += 1
            key = f"{base}{number}"
        taken.add(key)
        keys[name] = key
    return keys


def _quote_numbers(quotes: Iterable[Quote]) -> dict[str, int]:
    """Span id → quote number: the one in the quote id where it is free, else the next."""
    numbers: dict[str, int] = {}
    by_source: dict[tuple[str, str | None, Span | None, Span | None], int] = {}
    quotes = list(quotes)
    own = {quote.quote_id: _NUMBER.search(quote.quote_id) for quote in quotes}
    reserved = {int(match[1]) for match in own.values() if match}
    taken: set[int] = set()
    following = 1
    for quote in quotes:
        source = (quote.quote_id, quote.actor, quote.mention, quote.cue)
        if source not in by_source:
            match = own[quote.quote_id]
            number = int(match[1]) if match else 0
            if not number or number in taken:
                while following in taken or following in reserved:
                    following += 1
                number = following
            taken.add(number)
            by_source[source] = number
        numbers[quote.span_id] = by_source[source]
    return numbers


def _labels(quotes: tuple[Quote, ...], keys: dict[str, str]) -> list[tuple[Span, str]]:
    """Every bracket to write: its span and the words of its label."""
    numbers = _quote_numbers(quotes)
    labels: list[tuple[Span, str]] = []
    links: dict[tuple[str, Span], dict[int, None]] = {}
    for quote in quotes:
        number = numbers[quote.span_id]
        actor = keys[quote.actor] if quote.actor is not None else NO_ACTOR
        labels.append((quote.span, f"q{number} {quote.kind} {quote.stance} {actor}"))
        for letter, span in (("m", quote.mention), ("c", quote.cue)):
            if span is not None:
                links.setdefault((letter, span), {})[number] = None
    for (letter, span), named in links.items():
        labels.append((span, " ".join(f"{letter}{number}" for number in named)))
    return labels


def _insert(article: Article, labels: list[tuple[Span, str]]) -> str:
    """The escaped text with all brackets in their places."""
    pieces: list[str] = []
    position = 0
    waiting: list[tuple[int, str]] = []

    def advance(to: int) -> None:
        nonlocal position
        pieces.append(_SPECIAL.sub(r"\\\g<0>", article.text[position:to]))
        position = to

    def close_until(limit: int) -> None:
        while waiting and waiting[-1][0] <= limit:
            end, words = waiting.pop()
            advance(end)
            pieces.append(f"]{{{words}}}")

    for span, words in sorted(labels, key=lambda label: (label[0].start, -label[0].end)):
        close_until(span.start)
        if waiting and waiting[-1][0] < span.end:
            raise DataError(
                f"{article.path or article.id}: characters {span.start}..{span.end}",
                expected="labels that lie inside or beside each other",
                found=f"'{words}' across the end of '{waiting[-1][1]}'",
                fix="Shorten one of the two spans.",
            )
        advance(span.start)
        pieces.append("[")
        waiting.append((span.end, words))
    close_until(len(article.text))
    advance(len(article.text))
    return "".join(pieces)
