"""An article with its cleaned text and spaCy parse: what extraction and attribution share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from quotestance.quotes.clean import CleanText, clean_text
from quotestance.records import Article

# A paragraph with the blank space after it. No parse runs over its end.
PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
# The place (and date, and agency) that opens a report: "HARROW BAY, N.H., May 3 (AP) — ". Parsed
# apart, it is never taken for the subject of the sentence behind it.
DATELINE = re.compile(
    rf"""(?:[A-Z][A-Z.'’]+(?:\ [A-Z][A-Z.'’]+){{0,3}}(?:,\ [A-Z][\w.]*)?  # HARROW BAY, Ont.
      |[A-Z][\w.'’]*(?:\ [A-Z][\w.'’]*){{0,3}}
         (?:,\ (?:[A-Z]{{2}}\b|(?:[A-Z]\.){{2}}|[A-Z][a-z]{{2,4}}\.)  # Harrow Bay, ON
         |\ (?=\([A-Z]+\))))  # Harrow Bay (AP)
      (?:,?\ (?:{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH})(?:,?\ \d{{4}})?)?
      (?:\ ?\([^()\n]{{1,30}}\))?
      \s*(?:[—–]|--?(?=\s))\s*(?=[A-Z“"])""",
    re.VERBOSE,
)
# What the parser gets at a time, in code points. The tokenizer is quadratic in the length of a
# run without spaces, so those are cut much shorter.
MAX_CHUNK, MAX_RUN = 4000, 250
RUN = re.compile(rf"\S{{{MAX_RUN}}}|\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """``doc`` is the parse of ``clean.text``; records always hold offsets into ``article.text``."""

    article: Article
    clean: CleanText
    doc: Doc


def parse_article(article: Article, nlp: Language) -> ParsedArticle:
    """Clean the article and parse what is left, a paragraph at a time."""
    clean = clean_text(article.text, article.markup)
    parts = list(nlp.pipe(_chunks(clean.text), batch_size=64))
    doc = Doc.from_docs(parts, ensure_whitespace=False) if parts else Doc(nlp.vocab)
    return ParsedArticle(article, clean, doc)


def _chunks(text: str) -> Iterator[str]:
    """Paragraphs of ``text``, the very long ones in several parts; together they are ``text``."""
    for paragraph in PARAGRAPH.findall(text):
        if dateline := DATELINE.match(paragraph):
            yield dateline.group()
            paragraph = paragraph[dateline.end() :]
        if len(paragraph) <= MAX_RUN:
            yield paragraph
            continue
        chunk: list[str] = []
        size = 0
        for run in RUN.findall(paragraph):
            if chunk and (size + len(run) > MAX_CHUNK or len(run) == MAX_RUN):
                yield "".join(chunk)
                chunk, size = [], 0
            chunk.append(run)
            size += len(run)
        yield "".join(chunk)
