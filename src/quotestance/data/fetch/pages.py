"""From pages of the web and of Wikinews to the texts that were labelled, as candidates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

Record = Mapping[str, Any]

_BLOCKS = "p|h1|h2|h3|h4|h5|h6|li|blockquote|div|td|tr|ul|ol|table|pre".split("|")
_HEADING = re.compile(r"^(=+)\s*(.*?)\s*\1$")
_CLOSING = re.compile(
    r"^(sources?|related (news|articles?|stories)|sister links?|external links?|see also|"
    r"references|notes|footnotes|further reading)$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d{1,2}, \d{4}$")
_BOILERPLATE = re.compile(r"^(Have an opinion on this story\?|Share (this|it)|This page has been)")


class NoTextError(ValueError):
    """A source answered, but not with a text; the message says what it said."""


def doj_page(record: Record, body: bytes) -> Iterator[str]:
    """Department of Justice: the title, then the text of the field that the record names."""
    page = _parsed(body.decode("utf-8", "ignore"))
    field = str(record["record"]).removeprefix("field-")  # pages write field-- or field-
    found = page.xpath("//div[contains(@class, $name)]", name=field)
    if not found:
        raise NoTextError(f"the page has no field '{record['record']}'")
    meta = page.xpath("//meta[@property='og:title']/@content")
    head = [title.text_content().split("|")[0] for title in page.xpath("//title")]
    node = [title.text_content() for title in page.xpath("//h1[@id='node-title']")]
    titles = dict.fromkeys(" ".join(title.split()) for title in (*node, *meta, *head))
    paragraphs = [_squeezed(part.text_content() for part in found[0].iter("p"))]
    for breaks in (False, True):
        blocks = _squeezed(_blocks(found[0], breaks))
        paragraphs += [blocks, [part for part in blocks if not _is_mark(part)]]
    for title, parts in product(titles, paragraphs):
        yield "\n\n".join([title, *parts]) + "\n"


def _is_mark(paragraph: str) -> bool:
    return not paragraph.strip("#*-_ ")


def _parsed(source: str) -> html.HtmlElement:
    try:
        return html.fromstring(source)
    except (etree.LxmlError, ValueError):
        raise NoTextError("the answer is no page of HTML") from None


def _squeezed(paragraphs: Iterator[str] | Sequence[str]) -> list[str]:
    """White space as one space, no empty paragraphs."""
    return [squeezed for part in paragraphs if (squeezed := " ".join(part.split()))]


def _blocks(root: html.HtmlElement, breaks: bool) -> list[str]:
    """The text between the borders of blocks; ``breaks``: line breaks are borders, too."""
    borders = {*_BLOCKS, *(["br"] if breaks else [])}
    parts = [""]
    for event, node in _walk(root):
        if node.tag in borders:
            parts.append("")
        elif node.tag == "br":
            parts[-1] += " "
        if event == "start":
            parts[-1] += (node.text or "") if isinstance(node.tag, str) else ""
        elif node is not root:
            parts[-1] += node.tail or ""
    return parts


def _walk(node: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Start and end of every node, in the order of the page."""
    yield "start", node
    for child in node:
        yield from _walk(child)
    yield "end", node


def wikinews_title(record: Record) -> str:
    """The title of an article, from its address."""
    return unquote(str(record["url"]).split("/wiki/", 1)[1]).replace("_", " ")


def wikinews_extract(record: Record, body: bytes) -> Iterator[str]:
    """The answer to ``action=query&prop=extracts&explaintext``."""
    pages = _answer(body).get("query", {}).get("pages", [])
    page: dict[str, Any] = next(iter(pages.values() if isinstance(pages, dict) else pages), {})
    if not page.get("extract"):
        raise NoTextError("Wikinews has no such article")
    paragraphs: list[str] = []
    for line in str(page["extract"]).split("\n"):
        heading = _HEADING.match(line.strip())
        if heading and _CLOSING.match(heading[2]):
            break
        if not heading:
            paragraphs.append(line)
    yield from _wikinews_texts(record, paragraphs)


def wikinews_page(record: Record, body: bytes) -> Iterator[str]:
    """The answer to ``action=parse&prop=text``: the paragraphs of the page, no lists.

    Unlike an extract it has the captions of pictures and the names under framed quotes.
    """
    text = _answer(body).get("parse", {}).get("text", "")
    page = _parsed(text["*"] if isinstance(text, dict) else str(text))
    for node in page.xpath("//style | //script | //sup[contains(@class, 'reference')]"):
        node.drop_tree()
    everywhere = [node.text_content() for node in page.iter("p")]
    outside = [
        node.text_content()
        for node in page.iter("p")
        if not any(above.tag in ("table", "li") for above in node.iterancestors())
    ]
    for paragraphs in (everywhere, outside):
        yield from _wikinews_texts(record, paragraphs)


def _answer(body: bytes) -> dict[str, Any]:
    """The JSON of the API; raises NoTextError when it holds an error instead."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "error" in answer:
        error = answer.get("error", {}) if isinstance(answer, dict) else {}
        raise NoTextError(f"Wikinews answered: {error.get('info', 'no JSON object')}")
    return answer


def _wikinews_texts(record: Record, paragraphs: Sequence[str]) -> Iterator[str]:
    """Title and paragraphs, without and with the line of the date."""
    parts = [part for part in _squeezed(paragraphs) if not _BOILERPLATE.match(part)]
    for chosen in ([part for part in parts if not _DATELINE.match(part)], parts):
        yield "\n\n".join([wikinews_title(record), *chosen]) + "\n"
