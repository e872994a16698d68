"""The article markup (docs/markup.md): from one ``.quotes.md`` source to text and quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quotestance.data.header import NO_ACTOR, Header, read_header
from quotestance.data.lint import lint_article
from quotestance.data.problems import Problem, ProblemList, errors_of, raise_first
from quotestance.data.source import text_sha256
from quotestance.data.tags import Tag, scan_body
from quotestance.errors import nearest
from quotestance.labels import STANCES, LabelSet
from quotestance.records import KINDS, Article, LabelledArticle, Quote, Span

SUFFIX = ".quotes.md"
_NUMBERED = re.compile(r"([qmc])([1-9][0-9]*)")
_NAMES = {"q": "quote span", "m": "mention", "c": "cue"}


@dataclass(slots=True)
class _Body:
    """The labels of a body by quote number."""

    quotes: list[tuple[int, Tag]] = field(default_factory=list)
    mentions: dict[int, Tag] = field(default_factory=dict)
    cues: dict[int, Tag] = field(default_factory=dict)


def parse_markup(
    source: str, article_id: str, path: str, labels: LabelSet = STANCES
) -> LabelledArticle:
    """Compile one article; raises DataError for the first error, with the count of others."""
    article, problems = read_markup(source, article_id, path, labels)
    raise_first(problems)
    assert article is not None  # no error means that it compiled
    return article


def read_markup(
    source: str, article_id: str, path: str, labels: LabelSet = STANCES
) -> tuple[LabelledArticle | None, list[Problem]]:
    """Compile one article and collect all its problems.

    The article is None when any problem is an error; warnings do not stop it. Offsets of the
    quotes count code points of the compiled text; span ids are ``article:n``, quote ids
    ``article:qN`` with the number that the markup gives, the group is the event.
    """
    problems = ProblemList(path, source)
    header = read_header(source, problems)
    text, tags = scan_body(source, header.body_start, problems)
    if header.body_start and not text.strip():
        problems.add(header.body_start, "an article after the header", "nothing", "Write it.")
    body = _sort_tags(text, tags, problems)
    _check_quotes(body, header, labels, problems)
    _check_links(body, problems)
    if errors_of(problems.items):
        return None, problems.sorted()
    compiled = _compile(text, body, header, article_id, path)
    places = {f"{article_id}:{n}": tag.offset for n, (_, tag) in enumerate(body.quotes, 1)}
    lint_article(
        compiled, places, {header.actors[k]: p for k, p in header.places.items()}, problems
    )
    return compiled, problems.sorted()


def _sort_tags(text: str, tags: list[Tag], problems: ProblemList) -> _Body:
    """Tell quote spans, mentions and cues apart; quote spans come back sorted by start."""
    body = _Body()
    for tag in sorted(tags, key=lambda tag: (tag.span, tag.offset)):
        _check_edges(text, tag, problems)
        match = _NUMBERED.fullmatch(tag.words[0]) if tag.words else None
        if match is None:
            found = f"'{tag.words[0]}'" if tag.words else "an empty label"
            fix = "Use q1 kind stance actor for a quote span, m1 for a mention, c1 for a cue."
            problems.add(tag.offset, "a label q1, m1 or c1", found, fix)
        elif match[1] == "q":
            body.quotes.append((int(match[2]), tag))
        else:
            _add_links(match[1], tag, body, problems)
    return body


def _check_edges(text: str, tag: Tag, problems: ProblemList) -> None:
    """A labelled stretch holds something and neither starts nor ends with white space."""
    words = tag.span.of(text)
    if not words.strip():
        problems.add(tag.offset, "words between [ and ]", "none", "Label words or remove it.")
    elif words != words.strip():
        fix = "Move the space out of the brackets."
        problems.add(tag.offset, "no space at the edge of a label", repr(words[:30]), fix)


def _add_links(letter: str, tag: Tag, body: _Body, problems: ProblemList) -> None:
    """File a mention or cue under each quote number that it names."""
    known = body.mentions if letter == "m" else body.cues
    name = _NAMES[letter]
    for word in tag.words:
        match = _NUMBERED.fullmatch(word)
        if match is None or match[1] != letter:
            fix = f"One {name} label may name several quotes: {{{letter}1 {letter}2}}."
            problems.add(tag.offset, f"only {letter}N in a {name} label", f"'{word}'", fix)
        elif int(match[2]) in known:
            fix = f"Keep the {name} nearest to the quote, or give the other quote its own number."
            problems.add(tag.offset, f"one {name} a quote", f"a second {word}", fix)
        else:
            known[int(match[2])] = tag


def _check_quotes(body: _Body, header: Header, labels: LabelSet, problems: ProblemList) -> None:
    """Words, actors and overlaps of the quote spans."""
    used: set[str] = set()
    actor_of: dict[int, str] = {}
    furthest = 0
    for number, tag in body.quotes:
        if tag.span.start < furthest:
            fix = "Quote spans never overlap: end one before the other begins."
            problems.add(tag.offset, "a quote span of its own", "one inside another", fix)
        furthest = max(furthest, tag.span.end)
        used.update(tag.words[1:])
        if len(tag.words) != 4:
            found = f"{{{' '.join(tag.words)}}}"
            fix = "Write kind, stance and actor after the number, for example q1 direct warn lind."
            problems.add(tag.offset, "{qN kind stance actor}", found, fix)
            continue
        _, kind, stance, actor = tag.words
        _check_word("kind", kind, KINDS, tag, problems)
        _check_word("stance", stance, labels.names, tag, problems)
        if header.readable:
            _check_word("actor", actor, (*header.actors, NO_ACTOR), tag, problems)
        if actor_of.setdefault(number, actor) != actor:
            found = f"{actor_of[number]} and {actor} for q{number}"
            problems.add(tag.offset, "one actor a quote", found, "Number the second quote anew.")
    for key, place in header.places.items():
        if key not in used:
            fix = "Remove it from the header, or label what this actor says."
            problems.add(place, "every declared actor in a quote span", f"'{key}' in none", fix)


def _check_word(
    what: str, word: str, known: tuple[str, ...], tag: Tag, problems: ProblemList
) -> None:
    """One attribute of a quote span is among what is known."""
    if word not in known:
        problems.add(tag.offset, f"a known {what}", f"'{word}'", nearest(word, known))


def _check_links(body: _Body, problems: ProblemList) -> None:
    """Every mention and cue belongs to a quote number that has a span."""
    numbers = {number for number, _ in body.quotes}
    known = ", ".join(f"q{number}" for number in sorted(numbers)) or "none"
    for letter, links in (("m", body.mentions), ("c", body.cues)):
        for number, tag in links.items():
            if number not in numbers:
                found = f"{letter}{number} alone"
                fix = f"Label the span of q{number} or correct the number (there are {known})."
                problems.add(tag.offset, f"a quote span q{number}", found, fix)


def _compile(text: str, body: _Body, header: Header, article_id: str, path: str) -> LabelledArticle:
    """The records of an article without errors."""
    article = Article(article_id, text, text_sha256(text), path, header.meta["title"])

    def link(tag: Tag | None) -> Span | None:
        return tag.span if tag else None

    quotes = tuple(
        Quote(
            article_id=article_id,
            quote_id=f"{article_id}:q{number}",
            span_id=f"{article_id}:{position}",
            span=tag.span,
            kind=next(kind for kind in KINDS if kind == tag.words[1]),
            cue=link(body.cues.get(number)),
            mention=link(body.mentions.get(number)),
            actor=header.actors.get(tag.words[3]),
            stance=tag.words[2],
            group=header.meta["event"],
        )
        for position, (number, tag) in enumerate(body.quotes, 1)
    )
    return LabelledArticle(article, quotes, dict(header.meta))
