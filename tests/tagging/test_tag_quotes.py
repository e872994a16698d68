"""From tags to quotes, with a tagger that knows the gold tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from transformers import PreTrainedTokenizerBase

from quotestance.data.sources import load_parts
from quotestance.labels import STANCES
from quotestance.models.encoding import load_tokenizer
from quotestance.models.tagger import Answers, TaggerModel
from quotestance.models.tagger_network import TAGS
from quotestance.models.windows import Pieces
from quotestance.quotes.clean import clean_text
from quotestance.records import Article, LabelledArticle, Quote, Span
from quotestance.tagging.examples import Labelled, tag
from quotestance.tagging.extract import tag_quotes
from quotestance.tagging.tagged import read_tagged

CHOSEN = 20


class KnowsTheTags:
    """Stands in for a TaggerModel: certain of ``stretches``, or as sure as ``sure``."""

    def __init__(
        self, tokenizer: PreTrainedTokenizerBase, stretches: list[Labelled], sure: float = 1.0
    ) -> None:
        self.tokenizer, self.stretches, self.sure = tokenizer, stretches, sure

    def read(self, pieces: Pieces, batch_size: int) -> Answers:
        gold = np.eye(len(TAGS))[[max(label, 0) for label in tag(pieces, self.stretches)]]
        none = np.eye(len(TAGS))[[0] * len(pieces.ids)]
        return Answers(self.sure * gold + (1 - self.sure) * none, none[:, :0])


@pytest.fixture(scope="module")
def tokenizer(tiny_encoder: Path) -> PreTrainedTokenizerBase:
    return load_tokenizer(str(tiny_encoder))


def read(
    tokenizer: PreTrainedTokenizerBase, text: str, stretches: list[Labelled], sure: float = 1.0
) -> list[Quote]:
    model: Any = KnowsTheTags(tokenizer, stretches, sure)
    article = Article("a", text, "")
    return tag_quotes(article, read_tagged(article, model))[0]


def found(
    tokenizer: PreTrainedTokenizerBase, text: str, *, sure: float = 1.0, **roles: str
) -> list[tuple[Any, ...]]:
    """Kind, span, cue, mention and quote of what is found where the words of ``roles`` are tagged.

    Several stretches of a role are separated by " / ".
    """
    stretches = []
    for role, words in roles.items():
        at = 0
        for part in words.split(" / "):
            at = text.index(part, at)
            stretches.append((role, Span(at, at + len(part))))
            at += len(part)
    return [
        (
            quote.kind,
            quote.span.of(text),
            quote.cue and quote.cue.of(text),
            quote.mention and quote.mention.of(text),
            int(quote.quote_id.removeprefix("a:q")),
        )
        for quote in read(tokenizer, text, stretches, sure)
    ]


def test_indirect(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "Lind said that the pier would open."
    assert found(tokenizer, text, content="the pier would open.", cue="said", source="Lind") == [
        ("indirect", "the pier would open", "said", "Lind", 1)
    ]


def test_marks_know_the_edges_of_a_direct_quote(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "“The pier will open,” Lind said."
    assert found(tokenizer, text, content="pier will open", cue="said", source="Lind") == [
        ("direct", "The pier will open", "said", "Lind", 1)
    ]


def test_what_is_most_likely_none_is_dropped(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "The “pier of shame” is old. “We will go,” Lind said."
    assert [one[1] for one in found(tokenizer, text, content="We will go", cue="said")] == [
        "We will go"
    ]
    assert found(tokenizer, text, sure=0.4, content="We will go", cue="said") == []


@pytest.mark.parametrize(
    ("content", "sure", "count"),
    [
        ("We will go", 0.6, 1),
        ("the pier was old", 0.6, 0),
        ("the pier was old", 0.8, 1),
        ("old", 1.0, 0),
    ],
)
def test_content_without_marks_must_be_surer(
    content: str, sure: float, count: int, tokenizer: PreTrainedTokenizerBase
) -> None:
    text = "“We will go,” Lind said. Berg said that the pier was old."
    assert len(found(tokenizer, text, sure=sure, content=content, cue="said")) == count


@pytest.mark.parametrize("content", ["the pier was “a total", "the pier was “a total disaster”"])
def test_content_that_reaches_out_of_the_marks_is_mixed(
    content: str, tokenizer: PreTrainedTokenizerBase
) -> None:
    text = "Lind said the pier was “a total disaster”."
    assert found(tokenizer, text, content=content, cue="said", source="Lind") == [
        ("mixed", "the pier was “a total disaster", "said", "Lind", 1)
    ]


def test_one_span_a_sentence_and_one_quote_a_stretch(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "“We stay. It rained,” Lind said. “All of it.” Berg left."
    roles = {"content": "We stay / It rained / All of it", "cue": "said", "source": "Lind"}
    assert found(tokenizer, text, **roles) == [
        ("direct", "We stay", "said", "Lind", 1),
        ("direct", "It rained", "said", "Lind", 1),
        ("direct", "All of it", "said", "Lind", 1),
    ]


def test_a_quote_that_its_attribution_breaks_is_one(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "The pier, Lind said, would open."
    assert found(tokenizer, text, content="The pier / would open", cue="said", source="Lind") == [
        ("indirect", "The pier", "said", "Lind", 1),
        ("indirect", "would open", "said", "Lind", 1),
    ]


def test_each_quote_takes_the_cue_and_the_source_on_its_side(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    text = "Lind said the pier would open, but Berg warned that it would sink."
    roles = {
        "content": "the pier would open / it would sink",
        "cue": "said / warned",
        "source": "Lind / Berg",
    }
    assert [one[2:] for one in found(tokenizer, text, **roles)] == [
        ("said", "Lind", 1),
        ("warned", "Berg", 2),
    ]


def test_a_cue_inside_a_quote_is_not_its_own(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "“I said no, Berg agreed,” Lind added."
    roles = {
        "content": "I said no, Berg agreed",
        "cue": "added",
        "source": "Lind",
    }
    inner = [("cue", Span(3, 7)), ("source", Span(12, 16))]
    (quote,) = read(
        tokenizer,
        text,
        [(role, Span(text.index(w), text.index(w) + len(w))) for role, w in roles.items()] + inner,
    )
    assert quote.cue is not None
    assert quote.cue.of(text) == "added"


def gold_stretches(labelled: LabelledArticle) -> list[Labelled]:
    clean = clean_text(labelled.article.text)
    places = [
        (role, place)
        for quote in labelled.quotes
        for role, place in (
            ("content", quote.span),
            ("cue", quote.cue),
            ("source", quote.mention),
        )
    ]
    return [
        (role, inside)
        for role, place in places
        if place is not None and (inside := clean.to_clean(place)) is not None
    ]


def test_gold_tags_give_the_gold_quotes_back(tokenizer: PreTrainedTokenizerBase) -> None:
    settings = {"kind": "seeds", "split": "all"}
    seeds = load_parts(settings, STANCES, ("test",))["test"][:CHOSEN]
    gold, same, kinds, cues = 0, 0, 0, 0
    for labelled in seeds:
        quotes = read(tokenizer, labelled.article.text, gold_stretches(labelled))
        by_span = {quote.span: quote for quote in quotes}
        assert len(quotes) <= len(labelled.quotes)  # a single word without marks is no quote
        for quote in labelled.quotes:
            gold += 1
            if quote.span in by_span:
                same += 1
                kinds += by_span[quote.span].kind == quote.kind
                cues += quote.cue == by_span[quote.span].cue
    assert same >= 0.99 * gold
    assert kinds >= 0.99 * gold
    assert cues >= 0.9 * gold


def test_models_that_stand_in_answer_what_is_asked() -> None:
    asked = {name for name in vars(KnowsTheTags) if not name.startswith("_")}
    assert all(hasattr(TaggerModel, name) for name in asked)
