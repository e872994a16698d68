"""Labels as a graph: stretches of text and links between them, as brat and Label Studio have it.

A link joins a quote with its mention, a quote with its cue, or two spans of one quote; what it
means follows from what it joins. Offsets count code points of the text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quotestance.data.exchange.checks import COUNTING, place_words
from quotestance.data.exchange.draft import Draft, DraftQuote, Place
from quotestance.data.occurrence import read_offsets
from quotestance.records import Span

QUOTE, MENTION, CUE = "quote", "mention", "cue"
NODES = (QUOTE, MENTION, CUE)
FACTS = ("kind", "stance", "actor", "quote")


@dataclass(slots=True)
class Node:
    """A labelled stretch; ``facts`` are kind, stance, actor and quote with their places."""

    at: Place
    name: str
    start: object
    end: object
    words: str | None = None
    facts: dict[str, tuple[object, Place]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Joins two nodes by their ids, in either direction."""

    at: Place
    one: str
    other: str


def add_graph(draft: Draft, nodes: Mapping[str, Node], links: Sequence[Link]) -> None:
    """Put the quotes of a graph on a draft, and its problems: nothing is left out silently."""
    if not isinstance(draft.text, str):
        return
    joined: dict[str, dict[str, Node]] = {}
    groups = {key: key for key, node in nodes.items() if node.name == QUOTE}
    _join_equal(nodes, groups)
    linked: set[str] = set()
    for link in links:
        ends = [nodes.get(link.one), nodes.get(link.other)]
        names = sorted(end.name for end in ends if end is not None)
        if QUOTE not in names or len(names) < 2:
            found = f"{link.one} ({_name(ends[0])}) and {link.other} ({_name(ends[1])})"
            expected = "a link between a quote and its mention, its cue or another span of it"
            fix = "Correct or remove the link."
            draft.problems.append(link.at.problem(expected, found, fix))
            continue
        if names == [QUOTE, QUOTE]:
            _union(groups, link.one, link.other)
            continue
        quote, target = (link.one, link.other) if _is_quote(ends[0]) else (link.other, link.one)
        name = nodes[target].name
        linked.add(target)
        if name in joined.setdefault(quote, {}) and joined[quote][name] is not nodes[target]:
            fix = f"Keep the {name} nearest to the quote."
            draft.problems.append(
                link.at.problem(f"one {name} a quote", f"a second, {target}", fix)
            )
        joined[quote].setdefault(name, nodes[target])
    _check_nodes(draft, draft.text, nodes, linked)
    for key, node in nodes.items():
        if node.name == QUOTE:
            number = _number(nodes, groups, key)
            draft.quotes.append(_draft_quote(node, joined.get(key, {}), number))


def _draft_quote(node: Node, links: Mapping[str, Node], number: object) -> DraftQuote:
    """A quote node with what is linked to it."""
    places = {key: at for key, (_, at) in node.facts.items()}
    quote = DraftQuote(node.at, node.start, node.end, quote=number, places=places)
    for key in ("kind", "stance", "actor"):
        if key in node.facts:
            setattr(quote, key, node.facts[key][0])
    for name, target in links.items():
        setattr(quote, name, [target.start, target.end])
        places[name] = target.at
    if node.words is not None:
        quote.words["span"] = node.words
    return quote


def _check_nodes(draft: Draft, text: str, nodes: Mapping[str, Node], linked: set[str]) -> None:
    """Mentions and cues stand in the text, belong to a quote and have no stance of their own."""
    for key, node in nodes.items():
        if node.name == QUOTE:
            continue
        if key not in linked:
            fix = "Link it with its quote, or remove it."
            expected = f"a quote for the {node.name}"
            draft.problems.append(node.at.problem(expected, f"{key} alone", fix))
        span = read_offsets(node.start, node.end, text)
        if isinstance(span, Span):
            draft.problems += place_words(text, node.words, span, node.at)
        elif key not in linked:  # else the quote that it is linked with reports it
            draft.problems.append(node.at.problem("offsets in the text", span, COUNTING))
        for fact, (_, at) in node.facts.items():
            fix = "Move it to the quote, or remove it."
            draft.problems.append(
                at.problem(f"a quote for '{fact}'", f"the {node.name} {key}", fix)
            )


def _name(node: Node | None) -> str:
    return node.name if node else "nothing"


def _is_quote(node: Node | None) -> bool:
    return node is not None and node.name == QUOTE


def _join_equal(nodes: Mapping[str, Node], groups: dict[str, str]) -> None:
    """Spans that give the same number or id share a quote."""
    first: dict[str, str] = {}
    for key in groups:
        value = nodes[key].facts.get("quote")
        if value is not None:
            _union(groups, key, first.setdefault(str(value[0]), key))


def _root(groups: dict[str, str], key: str) -> str:
    """The node that stands for all spans of a quote."""
    while groups[key] != key:
        key = groups[key]
    return key


def _union(groups: dict[str, str], one: str, other: str) -> None:
    """Make two spans one quote; the earlier in the file stands for both."""
    order = list(groups)
    low, high = sorted((_root(groups, one), _root(groups, other)), key=order.index)
    groups[high] = low


def _number(nodes: Mapping[str, Node], groups: dict[str, str], key: str) -> object:
    """What names the quote of a span: a given number, or a name made for several spans."""
    root = _root(groups, key)
    spans = [other for other in groups if _root(groups, other) == root]
    given = [nodes[span].facts["quote"][0] for span in spans if "quote" in nodes[span].facts]
    if given:
        return given[0]
    return f"spans of {root}" if len(spans) > 1 else None
