"""Labelled articles as windows with tags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from own_articles import article, said
from quotestance.models.tagger import TaggerModel
from quotestance.models.tagger_network import TAGS
from quotestance.models.windows import UNLABELLED, cut_pieces
from quotestance.records import Span
from quotestance.tagging.examples import read_rows, tag


@pytest.fixture(scope="module")
def model(tiny_encoder: Path) -> TaggerModel:
    return TaggerModel(encoder=str(tiny_encoder), max_length=64)


def test_roles_are_tagged_piece_by_piece(model: TaggerModel) -> None:
    labelled = article("a", "It rained.", said("the pier was closed"))
    (row,) = read_rows(model, [labelled])
    tokens = model.tokenizer.convert_ids_to_tokens(row["input_ids"])
    tagged: dict[str, str] = {}
    for token, label in zip(tokens, row["labels"], strict=True):
        if label > 0:
            role = TAGS[label].partition("-")[2]
            tagged[role] = tagged.get(role, "") + token.removeprefix("##")
    assert tagged == {"source": "maralind", "cue": "said", "content": "thepierwasclosed"}
    begun = [TAGS[label] for label in row["labels"] if label > 0 and TAGS[label][0] == "B"]
    assert sorted(begun) == ["B-content", "B-cue", "B-source"]


def test_rows_are_plain_lists_that_json_keeps(model: TaggerModel) -> None:
    sentences = [said("the pier was closed", n=n) for n in range(1, 9)]
    rows = read_rows(model, [article("a", *sentences), article("b", said("it rained"))])
    assert len(rows) > 2
    assert json.loads(json.dumps(rows)) == rows
    assert all(len({len(values) for values in row.values()}) == 1 for row in rows)
    assert max(len(row["input_ids"]) for row in rows) <= 64


def test_content_counts_before_what_lies_in_it(model: TaggerModel) -> None:
    pieces = cut_pieces(model.tokenizer, "the pier", [Span(0, 8)])
    both = tag(pieces, [("content", Span(0, 8)), ("source", Span(0, 3)), ("cue", Span(4, 8))])
    assert {TAGS[label].partition("-")[2] for label in both} == {"content"}


def test_separators_stay_unlabelled(model: TaggerModel) -> None:
    text = "the\n\npier"
    pieces = cut_pieces(model.tokenizer, text, [Span(0, 3), Span(5, 9)])
    labels = tag(pieces, [("content", Span(0, 9))])
    assert labels.count(UNLABELLED) == 1
    assert labels[pieces.sentences[1] - 1] == UNLABELLED
