"""One suite that every way to find quotes has to pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotestance import pipeline
from quotestance.errors import ModelError
from quotestance.extractors import (
    RULES,
    CombinedExtractor,
    Extraction,
    Extractor,
    TaggerExtractor,
    load_extractor,
)
from quotestance.pipeline import read_article
from quotestance.quotes.clean import clean_text
from quotestance.records import KINDS, Article, Diagnostic, Quote, Span

SENTENCES = {
    "direct": "“We will never sell the clinic,” Ivo Brandt said on Monday.",
    "indirect": "Mara Lind warned that closing the pier would cost lives.",
}
CONTENT = {
    "direct": "We will never sell the clinic",
    "indirect": "closing the pier would cost lives",
}


@pytest.fixture(scope="module", params=["rules", "tagger", "both"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    if request.param == "rules":
        return load_extractor(RULES)
    folder = str(request.getfixturevalue("tagger_folder"))
    return load_extractor(folder if request.param == "tagger" else f"{folder}+{RULES}")


def article(text: str, markup: str = "plain") -> Article:
    return Article("a", text, "", markup="html" if markup == "html" else "plain")


def places(quote: Quote) -> Iterator[Span]:
    yield from (one for one in (quote.span, quote.cue, quote.mention) if one is not None)


def check(text: str, quotes: list[Quote]) -> None:
    """What holds whatever the text: order, no overlap, offsets, ids, kinds."""
    end = 0
    for number, quote in enumerate(quotes, start=1):
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert not text[quote.span.start].isspace()
        assert not text[quote.span.end - 1].isspace()
        assert all(place.end <= len(text) and len(place) for place in places(quote))
        assert (quote.article_id, quote.span_id) == ("a", f"a:{number}")
        assert quote.kind in KINDS
        end = quote.span.end
    numbers = [int(quote.quote_id.removeprefix("a:q")) for quote in quotes]
    assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_quote_is_found_with_cue_and_mention(kind: str, extractor: Extractor) -> None:
    text = SENTENCES[kind]
    (quote,) = extractor.extract(article(text)).quotes
    assert (quote.kind, quote.span.of(text)) == (kind, CONTENT[kind])
    assert quote.cue is not None
    assert quote.cue.of(text) in ("said", "warned")
    assert quote.mention is not None
    assert quote.mention.of(text) in ("Ivo Brandt", "Mara Lind")


@pytest.mark.parametrize(
    ("before", "markup"),
    [
        ("", "plain"),
        ("It rained 😀𝔘. ", "plain"),
        ("<p>", "html"),
        ("The pier &amp; <b>the dock are old.</b> ", "html"),
    ],
)
def test_offsets_hold_in_the_text_as_it_was_read(
    before: str, markup: str, extractor: Extractor
) -> None:
    text = before + SENTENCES["direct"]
    quotes = extractor.extract(article(text, markup)).quotes
    assert CONTENT["direct"] in [quote.span.of(text) for quote in quotes]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“”" * 50,
        '"' * 301,
        "’‘" * 100,
        "a" * 5000,
        "word " * 3000,
        "😀“😀”" * 100,
        "قال “لا” إنه " * 50,
        "\ud800 said “no”",
    ],
    ids=lambda text: repr(text[:6]),
)
def test_odd_texts_are_read(text: str, extractor: Extractor) -> None:
    check(text, extractor.extract(article(text)).quotes)


def test_very_long_texts_are_read_whole(extractor: Extractor) -> None:
    text = "\n\n".join([SENTENCES["direct"], SENTENCES["indirect"]] * 100)
    quotes = extractor.extract(article(text)).quotes
    check(text, quotes)
    assert len(quotes) == 200


def test_a_lost_mark_is_reported(extractor: Extractor) -> None:
    text = "Then she said “we are done and left.\n\nThe pier is old."
    (lost,) = extractor.extract(article(text)).diagnostics
    assert (lost.code, lost.start) == ("unpaired-quote-mark", text.index("“"))


def test_interviews_are_quotes_without_marks(extractor: Extractor) -> None:
    turns = ["WN: When?", "Lind: In May.", "WN: Why so late?", "Lind: It rained. All of it."]
    text = "\n\n".join(turns)
    quotes = {quote.span.of(text): quote for quote in extractor.extract(article(text)).quotes}
    answers = [quotes[words] for words in ("In May", "It rained", "All of it")]
    assert [quote.kind for quote in answers] == ["direct"] * 3
    first, second, third = (quote.quote_id for quote in answers)
    assert first != second == third


WORDS = "Lind said that the pier would open. refused to go warned Ivo Brandt on Monday. MORE 😀"
MARKS = ["“", "”", '"', "'", "’", ",", ".", ";", ":", "\n\n", "\u200b", "\ufeff", "<b>", "&amp;"]
TEXTS = st.lists(st.sampled_from([*WORDS.split(), *MARKS]), max_size=40).map(" ".join)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, markup=st.sampled_from(["plain", "html"]))
def test_any_text_gives_ordered_disjoint_spans(
    text: str, markup: str, extractor: Extractor
) -> None:
    check(text, extractor.extract(article(text, markup)).quotes)


def test_attribution_works_on_what_was_found(extractor: Extractor) -> None:
    text = " ".join(SENTENCES.values())
    read = read_article(article(text), extractor)
    assert [quote.actor for quote in read.quotes] == ["Ivo Brandt", "Mara Lind"]
    assert len(read.texts) == 2


def test_an_article_without_quotes_is_not_parsed_for_a_tagger(
    tagger_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    real = pipeline.parse_article
    monkeypatch.setattr(
        pipeline, "parse_article", lambda a, nlp: parsed.append(a.text) or real(a, nlp)
    )
    tagger = load_extractor(str(tagger_folder))
    for text, found in (("The pier is old.", 0), (SENTENCES["direct"], 1)):
        read = read_article(article(text), tagger)
        assert (len(read.quotes), read.failure) == (found, None)
        assert len(parsed) == found


class Finds:
    """Finds the given words, each as a quote of its own or all as one."""

    def __init__(self, *words: str, one: bool = False) -> None:
        self.words, self.one = words, one

    def extract(self, article: Article) -> Extraction:
        quotes = []
        for number, word in enumerate(self.words):
            at = article.text.index(word)
            quote_id = f"a:q{1 if self.one else number + 1}"
            quotes.append(Quote("a", quote_id, str(number), Span(at, at + len(word)), "indirect"))
        return Extraction(quotes, [Diagnostic("x", "y", 0)], clean_text(article.text))


def test_the_next_extractor_adds_what_lies_elsewhere() -> None:
    text = "one two three four"
    first, second = Finds("one", "three", one=True), Finds("two", "three four")
    found = CombinedExtractor((first, second)).extract(article(text))
    assert [(q.span.of(text), q.span_id, q.quote_id) for q in found.quotes] == [
        ("one", "a:1", "a:q1"),
        ("two", "a:2", "a:q2"),
        ("three", "a:3", "a:q1"),
    ]
    assert found.diagnostics == [Diagnostic("x", "y", 0)]


def test_extractors_by_name(tagger_folder: Path, model_folder: Path) -> None:
    loaded = load_extractor(str(tagger_folder))
    assert isinstance(loaded, TaggerExtractor)
    assert loaded.tagger.name == "tiny"
    with pytest.raises(ModelError, match="expected a tagger, which finds quotes"):
        load_extractor(str(model_folder))
    with pytest.raises(ModelError, match="found 'ruels'"):
        load_extractor("ruels")
