"""From a marked-up body to plain text and its bracketed labels, with a place for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotestance.data.problems import ProblemList
from quotestance.records import Span

_TOKEN = re.compile(r"\\(?P<escaped>[\[\]\\])?|(?P<open>\[)|\](?:\{(?P<label>[^{}\r\n]*)\})?")
_FORMS = "{qN kind stance actor}, {mN …} or {cN …}"


@dataclass(frozen=True, slots=True)
class Tag:
    """One ``[…]{…}``: the span in the compiled text, the label's words, its source offset."""

    span: Span
    words: tuple[str, ...]
    offset: int


def scan_body(source: str, start: int, problems: ProblemList) -> tuple[str, list[Tag]]:
    """Take the markup out of ``source[start:]``.

    Returns the text, its final line breaks stripped to one, and the tags in the order in
    which they close. Brackets and braces that do not fit are noted and the scan goes on.
    """
    pieces: list[str] = []
    length, last = 0, start
    open_at: list[tuple[int, int]] = []
    tags: list[Tag] = []
    for token in _TOKEN.finditer(source, start):
        piece = source[last : token.start()] + (token["escaped"] or "")
        pieces.append(piece)
        length += len(piece)
        last = token.end()
        if token["open"]:
            open_at.append((length, token.start()))
        elif token[0] == "\\":
            fix = "Write \\\\ for a backslash, \\[ and \\] for brackets of the text."
            problems.add(token.start(), "\\\\, \\[ or \\]", "a lone backslash", fix)
        elif not token["escaped"]:
            tag = _close(source, token, open_at, length, problems)
            if tag is not None:
                tags.append(tag)
    pieces.append(source[last:])
    for _, offset in open_at:
        shown = " ".join(source[offset : offset + 30].split())
        fix = f"Close it with ] and {_FORMS}, or write \\[ for a bracket of the text."
        problems.add(offset, "a ] for this [", f"'{shown}…' to the end", fix)
    text = "".join(pieces)
    return re.sub(r"(\r\n|\n|\r)[\r\n]*\Z", r"\1", text), tags


def _close(
    source: str,
    token: re.Match[str],
    open_at: list[tuple[int, int]],
    length: int,
    problems: ProblemList,
) -> Tag | None:
    """The tag that a ``]`` closes at text position ``length``, or None with a problem noted."""
    if not open_at:
        fix = "Remove it, or write \\] for a bracket of the text."
        problems.add(token.start(), "a [ before this ]", "none", fix)
        return None
    begin, offset = open_at.pop()
    if token["label"] is None:
        found = repr(source[token.end() : token.end() + 12]) if source[token.end() :] else "the end"
        fix = f"Put {_FORMS} right after ], or write \\[ and \\] for brackets of the text."
        problems.add(token.start(), "a label {…} after ]", found, fix)
        return None
    return Tag(Span(begin, length), tuple(token["label"].split()), offset)
