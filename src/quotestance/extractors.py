"""The ways to find the quotes of an article, behind one interface.

``rules`` reads marks and a parse; a tagger is a trained model that marks source, cue and content.
Several can be combined: what the first one finds, and what else the next one does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from quotestance.artifacts import load_tagger
from quotestance.classifiers import Tagger
from quotestance.quotes.clean import CleanText
from quotestance.quotes.extract import extract_quotes
from quotestance.quotes.nlp import load_nlp
from quotestance.quotes.parse import ParsedArticle, parse_article
from quotestance.records import Article, Diagnostic, Quote

if TYPE_CHECKING:  # torch, for which rules need not wait
    from quotestance.tagging.tagged import TaggedArticle

RULES = "rules"
"""The name of the extractor that needs no model."""
AND = "+"
"""Between the names of extractors that are combined."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The quotes of an article, in text order, before attribution.

    ``parsed`` is the article's parse where one was made to find them, ``tagged`` what a tagger
    made of the article where one was asked.
    """

    quotes: list[Quote]
    diagnostics: list[Diagnostic]
    clean: CleanText
    parsed: ParsedArticle | None = None
    tagged: TaggedArticle | None = None


class Extractor(Protocol):
    """Finds the quote spans of an article, each with its cue and mention where it gives them."""

    def extract(self, article: Article) -> Extraction:
        """Offsets count code points of ``article.text``; spans do not overlap."""


class RuleExtractor:
    """Quotation marks, reporting verbs and a parse."""

    def extract(self, article: Article) -> Extraction:
        """The contract of Extractor."""
        parsed = parse_article(article, load_nlp())
        quotes, noticed = extract_quotes(parsed)
        return Extraction(quotes, noticed, parsed.clean, parsed)


@dataclass(frozen=True, slots=True)
class TaggerExtractor:
    """A trained tagger; an article in which it finds nothing is not parsed at all."""

    tagger: Tagger

    def extract(self, article: Article) -> Extraction:
        """The contract of Extractor."""
        from quotestance.tagging.extract import tag_quotes  # loads torch

        tagged = self.tagger.read(article)
        quotes, noticed = tag_quotes(article, tagged)
        return Extraction(quotes, noticed, tagged.clean, tagged=tagged)


@dataclass(frozen=True, slots=True)
class CombinedExtractor:
    """What the first of ``members`` finds, and what each next one finds elsewhere."""

    members: tuple[Extractor, ...]

    def extract(self, article: Article) -> Extraction:
        """The contract of Extractor."""
        found = [member.extract(article) for member in self.members]
        quotes: list[Quote] = []
        for number, one in enumerate(found):
            own = [replace(q, quote_id=f"{number}:{q.quote_id}") for q in one.quotes]
            quotes = sorted([*quotes, *_elsewhere(own, quotes)], key=lambda quote: quote.span)
        noticed = list(dict.fromkeys(note for one in found for note in one.diagnostics))
        parsed = next((one.parsed for one in found if one.parsed is not None), None)
        tagged = next((one.tagged for one in found if one.tagged is not None), None)
        return Extraction(_numbered(article, quotes), noticed, found[0].clean, parsed, tagged)


def _elsewhere(quotes: Sequence[Quote], others: Sequence[Quote]) -> list[Quote]:
    """Those of ``quotes`` that overlap none of the ``others``, which are in text order."""
    found = []
    for quote in quotes:
        at = bisect_right(others, quote.span.start, key=lambda other: other.span.end)
        if at == len(others) or not quote.span.overlap(others[at].span):
            found.append(quote)
    return found


def _numbered(article: Article, quotes: Sequence[Quote]) -> list[Quote]:
    """``quotes`` with ids that count spans and quotes in text order."""
    numbers: dict[str, int] = {}
    return [
        replace(
            quote,
            span_id=f"{article.id}:{number}",
            quote_id=f"{article.id}:q{numbers.setdefault(quote.quote_id, len(numbers) + 1)}",
        )
        for number, quote in enumerate(quotes, start=1)
    ]


def load_extractor(name: str) -> Extractor:
    """``rules``, the folder or name of a tagger, or several of them with AND between.

    Raises ModelError when there is none of such a name.
    """
    members = tuple(
        RuleExtractor() if one == RULES else TaggerExtractor(load_tagger(one))
        for one in extractor_names(name)
    )
    return members[0] if len(members) == 1 else CombinedExtractor(members)


def extractor_names(name: str) -> list[str]:
    """The extractors that ``name`` combines; a folder may have AND in its name."""
    return [name] if Path(name).is_dir() else name.split(AND)
