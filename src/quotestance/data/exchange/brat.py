"""brat standoff (https://brat.nlplab.org/standoff.html): ``NAME.txt`` with ``NAME.ann``.

T lines are Quote, Mention and Cue, R lines SaidBy and CuedBy lead from a quote to its mention
and cue, A lines hold Kind and Stance, notes (#) the actor (AnnotatorNotes) and the quote's id
(QuoteId), ``*`` lines SameQuote join the spans of one quote. ``annotation.conf`` tells brat
of all these; ``articles.jsonl`` holds title, style, domain and event. Offsets count code
points of the text file, line ends as they are, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from quotestance.data.exchange.draft import Draft, Place
from quotestance.data.exchange.files import (
    article_id,
    file_stem,
    input_files,
    read_article_meta,
    read_text,
    write_articles,
    write_text,
)
from quotestance.data.exchange.graph import Link, Node, add_graph
from quotestance.data.problems import Problem
from quotestance.errors import nearest
from quotestance.labels import LabelSet
from quotestance.records import KINDS, LabelledArticle, Quote, Span

ENTITIES = {"Quote": "quote", "Mention": "mention", "Cue": "cue"}
RELATIONS = {"SaidBy": "Mention", "CuedBy": "Cue"}
ATTRIBUTES = {"Kind": "kind", "Stance": "stance"}
NOTES = {"AnnotatorNotes": "actor", "QuoteId": "quote"}
_FORMS = {
    "T": re.compile(
        r"(?P<id>T\S+)\t(?P<type>\S+) (?P<offsets>\d+ \d+(?:;\d+ \d+)*)\t(?P<words>.*)"
    ),
    "R": re.compile(r"(?P<id>R\S+)\t(?P<type>\S+) Arg1:(?P<one>\S+) Arg2:(?P<other>\S+)\s*"),
    "A": re.compile(r"(?P<id>A\S+)\t(?P<type>\S+) (?P<of>\S+) (?P<value>\S+)\s*"),
    "#": re.compile(r"(?P<id>#\S*)\t(?P<type>\S+) (?P<of>\S+)\t(?P<value>.*)"),
    "*": re.compile(r"\*\t(?P<type>\S+) (?P<of>\S+(?: \S+)+)\s*"),
}
_KNOWN = {"T": ENTITIES, "R": RELATIONS, "A": ATTRIBUTES, "#": NOTES, "*": ("SameQuote",)}


def export_brat(articles: Sequence[LabelledArticle], out: Path, labels: LabelSet) -> list[Path]:
    """``.txt`` and ``.ann`` of each article, ``articles.jsonl`` and ``annotation.conf``."""
    paths: list[Path] = []
    for labelled in articles:
        stem = file_stem(labelled.article.id)
        paths.append(write_text(out / f"{stem}.txt", labelled.article.text))
        lines = "".join(f"{line}\n" for line in brat_lines(labelled))
        paths.append(write_text(out / f"{stem}.ann", lines))
    paths.append(write_articles(out, articles, texts=False))
    return [*paths, write_text(out / "annotation.conf", _configuration(labels))]


def _configuration(labels: LabelSet) -> str:
    """What brat wants to know of the types before it shows them."""
    relations = "".join(f"{name}\tArg1:Quote, Arg2:{arg}\n" for name, arg in RELATIONS.items())
    return (
        "[entities]\n"
        + "".join(f"{name}\n" for name in ENTITIES)
        + "\n[relations]\n"
        + relations
        + "SameQuote\tArg1:Quote, Arg2:Quote, <REL-TYPE>:symmetric-transitive\n\n[events]\n\n"
        f"[attributes]\nKind\tArg:Quote, Value:{'|'.join(KINDS)}\n"
        f"Stance\tArg:Quote, Value:{'|'.join(labels.names)}\n"
    )


def brat_lines(labelled: LabelledArticle) -> list[str]:
    """The annotation lines of one article, ids counted from 1 for each letter."""
    text = labelled.article.text
    terms: list[str] = []
    others: list[str] = []
    relations = 0
    linked: dict[tuple[str, Span], str] = {}
    same: dict[str, list[str]] = {}

    def term(name: str, span: Span) -> str:
        terms.append(f"T{len(terms) + 1}\t{name} {_brat_place(text, span)}")
        return f"T{len(terms)}"

    for number, quote in enumerate(labelled.quotes, 1):
        own = term("Quote", quote.span)
        same.setdefault(quote.quote_id, []).append(own)
        others += _brat_facts(quote, own, number)
        for relation, span in (("SaidBy", quote.mention), ("CuedBy", quote.cue)):
            if span is None:
                continue
            name = RELATIONS[relation]
            if (name, span) not in linked:
                linked[name, span] = term(name, span)
            relations += 1
            target = linked[name, span]
            others.append(f"R{relations}\t{relation} Arg1:{own} Arg2:{target}")
    joined = [f"*\tSameQuote {' '.join(spans)}" for spans in same.values() if len(spans) > 1]
    return terms + others + joined


def _brat_facts(quote: Quote, own: str, number: int) -> list[str]:
    """Kind, stance, actor and quote id of one quote span as brat lines."""
    facts = [f"A{2 * number - 1}\tKind {own} {quote.kind}"]
    if quote.stance is not None:
        facts.append(f"A{2 * number}\tStance {own} {quote.stance}")
    if quote.actor is not None:
        actor = " ".join(quote.actor.split())
        facts.append(f"#{2 * number - 1}\tAnnotatorNotes {own}\t{actor}")
    facts.append(f"#{2 * number}\tQuoteId {own}\t{' '.join(quote.quote_id.split())}")
    return facts


def _brat_place(text: str, span: Span) -> str:
    """Offsets and text of a T line; brat wants a span over a line break in pieces."""
    pieces = list(re.finditer(r"[^\r\n]+", span.of(text)))
    offsets = ";".join(f"{span.start + p.start()} {span.start + p.end()}" for p in pieces)
    words = " ".join(piece[0] for piece in pieces)
    return f"{offsets}\t{words.replace(chr(9), ' ')}"


def read_brat(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The articles of a folder of ``.txt`` and ``.ann`` files, or of one of the two."""
    files = input_files(source, [".txt", ".ann"])
    meta, problems = read_article_meta(files[0].parent)
    yield from problems
    for stem in dict.fromkeys(str(file.with_suffix("")) for file in files):
        text = read_text(Path(f"{stem}.txt"), "utf-8")
        lines = read_text(Path(f"{stem}.ann"))
        for content in (text, lines):
            if isinstance(content, Problem):
                yield content
        if isinstance(text, str) and isinstance(lines, str):
            name = article_id(Path(stem).name)
            draft = Draft(Place(f"{stem}.ann"), name, text, meta.get(name, {}))
            _read_lines(lines, draft)
            yield draft


def _read_lines(lines: str, draft: Draft) -> None:
    """Put the annotations of a file on its draft."""
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    facts: list[tuple[Place, re.Match[str], str]] = []
    for number, line in enumerate(lines.split("\n"), 1):
        line = line.rstrip("\r")
        at = Place(draft.at.path, number)
        match = _match(line, at, draft.problems) if line.strip() else None
        if match is None:
            continue
        if line[0] == "T" and match["id"] in nodes:
            draft.problems.append(at.problem("a new id", match["id"], "Give it another number."))
        elif line[0] == "T":
            nodes[match["id"]] = _node(match, at, draft)
        elif line[0] == "R":
            links.append(Link(at, match["one"], match["other"]))
        elif line[0] == "*":
            first, *more = match["of"].split()
            links += [Link(at, first, other) for other in more]
        else:
            facts.append((at, match, line[0]))
    for at, match, letter in facts:
        _add_fact(match, ATTRIBUTES if letter == "A" else NOTES, at, nodes, draft)
    add_graph(draft, nodes, links)


def _match(line: str, at: Place, problems: list[Problem]) -> re.Match[str] | None:
    """A line in the form of its letter with a known type, None with a problem noted."""
    form = _FORMS.get(line[0])
    match = form.fullmatch(line) if form else None
    if match is None:
        fix = "Write T1<tab>Quote 3 9<tab>text, R1<tab>SaidBy Arg1:T1 Arg2:T2, "
        fix += "A1<tab>Kind T1 direct, #1<tab>AnnotatorNotes T1<tab>Name or *<tab>SameQuote T1 T2."
        problems.append(at.problem("a brat line T, R, A, # or *", f"'{line[:40]}'", fix))
    elif match["type"] not in _KNOWN[line[0]]:
        place = Place(at.path, at.line, match.start("type") + 1)
        fix = nearest(match["type"], _KNOWN[line[0]])
        problems.append(place.problem("a known label", f"'{match['type']}'", fix))
        return None
    return match


def _node(match: re.Match[str], at: Place, draft: Draft) -> Node:
    """A T line; pieces are joined when only white space lies between them."""
    pieces = [[int(part) for part in pair.split()] for pair in match["offsets"].split(";")]
    text = draft.text if isinstance(draft.text, str) else ""
    for (_, end), (start, _) in pairwise(pieces):
        if start < end or text[end:start].strip():
            fix = "Make it two quote spans, joined by *<tab>SameQuote."
            found = f"'{text[end:start].strip()[:40]}' between its pieces"
            draft.problems.append(at.problem("a label in one piece", found, fix))
    name = ENTITIES[match["type"]]
    return Node(at, name, pieces[0][0], pieces[-1][1], match["words"])


def _add_fact(
    match: re.Match[str], names: dict[str, str], at: Place, nodes: dict[str, Node], draft: Draft
) -> None:
    """An A or # line on its node."""
    node, name = nodes.get(match["of"]), names[match["type"]]
    place = Place(at.path, at.line, match.start("value") + 1)
    if node is None:
        place = Place(at.path, at.line, match.start("of") + 1)
        fix = "Correct the id or remove the line."
        draft.problems.append(place.problem("the id of a T line", f"'{match['of']}'", fix))
    elif name in node.facts:
        found = f"a second for {match['of']}"
        draft.problems.append(at.problem(f"one {name} a quote", found, "Remove one."))
    else:
        node.facts[name] = (match["value"].strip(), place)
