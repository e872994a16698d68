"""An HTML source as tags, text and entities with exact offsets.

The standard library's ``html.parser`` raises on broken declarations and needs quadratic
time for unclosed tags (60 kB of ``<a`` took half a minute), so the source is split here by
one regular expression that follows the WHATWG tokenizer and never looks back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from quotestance.records import Span

#: A comment or declaration, a tag, an entity, or text. A tag without ``>`` runs to the end,
#: as in browsers; quotes protect ``>`` only where an attribute value begins.
TOKEN = re.compile(
    r"""(?P<void> <!--(?:-?>|(?s:.*?)(?:--!?>|\Z)) | <[!?][^>]*+>? | </(?![a-zA-Z])[^>]*+>? )
    | <(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)
      (?: [^>=]++ | =\s*+(?: "[^"]*+"?+ | '[^']*+'?+ )?+ )*+ >?
    | (?P<entity> &(?: \#[0-9]{1,8};? | \#[xX][0-9a-fA-F]{1,8};? | [a-zA-Z][a-zA-Z0-9]{1,31};? ))
    | (?P<text> [^<&]++ | [<&] )""",
    re.VERBOSE,
)
#: Elements whose content is no markup; it ends at their own end tag only.
RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp")
}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of source: a start or end tag by its ``name``, or text (``name`` empty)."""

    span: Span
    name: str = ""
    closing: bool = False
    text: str = ""
    entity: bool = False


def html_tokens(source: str) -> Iterator[Token]:
    """Tags, text and entities of the source in order, linear in its length, for any input.

    The content of raw elements (scripts, the title) comes as one text token, entities as
    one token with their characters.
    """
    position = 0
    while match := TOKEN.match(source, position):
        span = Span(position, match.end())
        position = match.end()
        name = (match["name"] or "").lower()
        if name:
            yield Token(span, name, closing=bool(match["close"]))
        elif match["void"] is None:
            plain = unescape(match[0]) if match["entity"] else match[0]
            yield Token(span, text=plain, entity=plain != match[0])
        if name in RAW and not match["close"]:
            end = RAW[name].search(source, position)
            content = Span(position, end.start() if end else len(source))
            yield Token(content, text=content.of(source))
            position = content.end
