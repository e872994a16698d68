"""The readable text of an HTML article, piece by piece with exact source offsets."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from quotestance.data.html_tokens import RAW, Token, html_tokens
from quotestance.records import Span

HIDDEN = frozenset(RAW) | {"template", "noscript", "svg", "math", "select", "dialog", "object"}
BOILERPLATE = HIDDEN | {"nav", "header", "footer", "aside", "figcaption", "button"}
#: What to drop, tried in order until something readable is left: some sites put the whole
#: page into a form, or never close a navigation.
DROP = (BOILERPLATE | {"form"}, BOILERPLATE, HIDDEN)
BLOCK = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p
    pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
REGIONS = ("article", "main")
DOMINANT = 3  # how many times longer than the next an <article> must be to stand for the page
MIN_SHARE = 0.2  # of the readable text that the main content must hold to be believed
BLANK = str.maketrans("\n\r\t\f", "    ")
#: Words with one white space after each at the most, or the white space between such runs.
RUN = re.compile(r"(?P<words>(?:[^ \n\r\t\f]++[ \n\r\t\f]?+)++)|[ \n\r\t\f]++")

Piece = tuple[Span, str]
Region = tuple[int, int]  # first and end index into the pieces


@dataclass(slots=True)
class _Collector:
    """Gathers readable pieces and the regions of the page that hold them."""

    source: str
    dropped: frozenset[str]
    pieces: list[Piece] = field(default_factory=list)
    regions: dict[str, list[Region]] = field(default_factory=lambda: {name: [] for name in REGIONS})
    lost: Counter[str] = field(default_factory=Counter)
    _skipping: str = ""
    _depth: Counter[str] = field(default_factory=Counter)
    _begun: dict[str, int] = field(default_factory=dict)
    _break: Piece | None = None

    def run(self) -> None:
        """Read the whole source."""
        for token in html_tokens(self.source):
            if self._skipping:
                self._skip(token)
            elif token.name:
                self._tag(token)
            else:
                self._text(token)
        for name in REGIONS:
            self._end_region(name)

    def _skip(self, token: Token) -> None:
        """Count what is lost inside a dropped element, and find its end."""
        self.lost[self._skipping] += len(token.text)
        if token.name == self._skipping:
            self._depth[token.name] += -1 if token.closing else 1
            if not self._depth[token.name]:
                self._skipping = ""

    def _tag(self, token: Token) -> None:
        """Note a tag: a dropped element, a region, a line break."""
        if token.name in self.dropped and not token.closing:
            self._skipping = token.name
            self._depth[token.name] = 1
        elif token.name in (*REGIONS, "pre"):
            depth = self._depth[token.name] + (-1 if token.closing else 1)
            self._depth[token.name] = max(0, depth)
            if depth == 0:
                self._end_region(token.name)
            elif depth == 1 and not token.closing:
                self._begun[token.name] = len(self.pieces)
        if token.name in BLOCK:
            self._break = (self._break[0] if self._break else token.span, "\n\n")
        elif token.name == "br":
            self._break = (self._break[0], "\n\n") if self._break else (token.span, "\n")

    def _end_region(self, name: str) -> None:
        """Close the open region of that name, if there is one with text."""
        begun = self._begun.pop(name, len(self.pieces))
        if name in REGIONS and begun < len(self.pieces):
            self.regions[name].append((begun, len(self.pieces)))

    def _text(self, token: Token) -> None:
        """Add a text or entity token, its white space as a browser would show it."""
        if token.entity or self._depth["pre"]:
            self._add(token.span, token.text)
            return
        for run in RUN.finditer(token.text):
            start = token.span.start + run.start()
            words = run[0].translate(BLANK) if run["words"] else " "
            self._add(Span(start, start + len(words)), words)

    def _add(self, span: Span, text: str) -> None:
        """Append text after the pending break; white space after white space is left out."""
        blank = self._break or not self.pieces or self.pieces[-1][1][-1].isspace()
        if not text or (blank and text.isspace()):
            return
        if self._break and self.pieces:
            self.pieces.append(self._break)
        self._break = None
        self.pieces.append((span, text))


def html_pieces(text: str) -> list[Piece]:
    r"""The readable text of the main content: (source span, characters), in source order.

    A text piece has the length of its span, line breaks of the source as spaces; an entity
    is one piece with its decoded characters; a block break is ``"\n\n"`` and a ``<br>``
    ``"\n"`` on the span of its tag. Navigation, captions, forms and scripts are left out,
    and so is what lies outside the main content when the page marks it with ``<article>`` or
    ``<main>``. Never raises; linear in the length of the source.
    """
    for dropped in DROP:
        page = _Collector(text, dropped)
        page.run()
        if page.pieces and page.lost["form"] * MIN_SHARE <= _size(page, (0, len(page.pieces))):
            break
    chosen = [piece for begin, end in _main_content(page) for piece in page.pieces[begin:end]]
    return chosen[1:] if chosen and chosen[0][1].isspace() else chosen


def _main_content(page: _Collector) -> list[Region]:
    """The regions to read: the one long article, else the main part, else all articles."""
    everything = (0, len(page.pieces))
    articles = sorted(page.regions["article"], key=lambda region: _size(page, region))
    choices = [page.regions["main"], page.regions["article"]]
    if articles and _size(page, articles[-1]) >= DOMINANT * sum(
        _size(page, second) for second in articles[-2:-1]
    ):
        choices.insert(0, articles[-1:])
    for regions in choices:
        if sum(_size(page, region) for region in regions) > MIN_SHARE * _size(page, everything):
            return regions
    return [everything]


def _size(page: _Collector, region: Region) -> int:
    """Characters of readable text in a region."""
    return sum(len(text) for _, text in page.pieces[region[0] : region[1]])


def html_title(text: str) -> str | None:
    """The headline: ``<title>``, or the first ``<h1>`` where the title repeats it or is missing.

    (A title often carries the name of the site as well, an ``<h1>`` sometimes nothing else.)
    """
    found: dict[str, list[str]] = {}
    inside = ""
    for token in html_tokens(text):
        if token.name in {"title", "h1"}:
            inside = "" if token.closing or token.name in found else token.name
            found.setdefault(token.name, [])
        elif inside and not token.name:
            found[inside].append(unescape(token.text) if inside == "title" else token.text)
    title, heading = (" ".join("".join(found.get(name, ())).split()) for name in ("title", "h1"))
    repeated = heading in title and 2 * len(heading) >= len(title)
    return (heading if repeated else title or heading) or None
