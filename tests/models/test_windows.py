"""Word pieces of a text, and windows of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import PreTrainedTokenizerBase

from quotestance.models.encoding import load_tokenizer
from quotestance.models.windows import (
    UNLABELLED,
    Aimed,
    Pieces,
    cut_pieces,
    cut_windows,
    join_windows,
    rows_of,
    touched,
)
from quotestance.records import Span

TEXT = "“We stay,” Lind said.\n\nThe pier is old."
SENTENCES = [Span(0, 21), Span(23, 39)]


@pytest.fixture(scope="module")
def tokenizer(tiny_encoder: Path) -> PreTrainedTokenizerBase:
    return load_tokenizer(str(tiny_encoder))


@pytest.fixture(scope="module")
def pieces(tokenizer: PreTrainedTokenizerBase) -> Pieces:
    return cut_pieces(tokenizer, TEXT, SENTENCES, [Span(1, 9)])


def test_pieces_know_their_place_and_marks(pieces: Pieces) -> None:
    words = [TEXT[start:end] for start, end in pieces.spans]
    assert "".join(words) == TEXT.replace(" ", "").replace("\n", "")
    marked = [word for word, inside in zip(words, pieces.marked, strict=True) if inside]
    assert "".join(marked) == "Westay,"


def test_a_separator_stands_between_paragraphs(
    pieces: Pieces, tokenizer: PreTrainedTokenizerBase
) -> None:
    second = pieces.sentences[1]
    assert pieces.ids[second - 1] == tokenizer.sep_token_id
    assert pieces.spans[second - 1].tolist() == [21, 21]
    assert pieces.ids.count(tokenizer.sep_token_id) == 1


def test_every_publishers_marks_give_the_same_pieces(tokenizer: PreTrainedTokenizerBase) -> None:
    texts = ["“We stay,” she’d say", '"We stay," she\'d say', "«We stay,» she‘d say"]
    found = [cut_pieces(tokenizer, text, [Span(0, len(text))]).ids for text in texts]
    assert found[0] == found[1] == found[2]


def test_no_sentences_give_no_pieces_and_no_windows(tokenizer: PreTrainedTokenizerBase) -> None:
    empty = cut_pieces(tokenizer, "", [])
    assert (empty.ids, empty.spans.shape, cut_windows(empty, 32)) == ([], (0, 2), [])
    assert join_windows([], [], 3).shape == (0, 3)


def test_pieces_that_a_span_touches() -> None:
    spans = np.array([[0, 3], [3, 3], [4, 6], [6, 9]])
    assert touched(spans, Span(0, 3)) == (0, 1)
    assert touched(spans, Span(5, 7)) == (2, 4)
    assert touched(spans, Span(9, 12)) == (4, 4)


LENGTHS = st.lists(st.integers(1, 60), max_size=12)


@given(lengths=LENGTHS, room=st.integers(14, 40))
def test_windows_hold_every_piece_and_whole_sentences(lengths: list[int], room: int) -> None:
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(int).tolist()
    total = bounds[-1]
    pieces = Pieces([0] * total, np.zeros((total, 2)), bounds[:-1], [0] * total)
    windows = cut_windows(pieces, room + 2)
    assert all(0 < end - start <= room for start, end in windows)
    assert {i for start, end in windows for i in range(start, end)} == set(range(total))
    assert all(one < other for one, other in pairwise(windows))
    for first, after in pairwise(bounds):
        if after - first <= room // 2:
            assert any(start <= first and after <= end for start, end in windows)


def test_rows_have_two_ends_without_a_label(
    pieces: Pieces, tokenizer: PreTrainedTokenizerBase
) -> None:
    (row,) = rows_of(tokenizer, pieces, 128, [1] * len(pieces.ids))
    assert row["input_ids"] == [tokenizer.cls_token_id, *pieces.ids, tokenizer.sep_token_id]
    assert row["marked"] == [0, *pieces.marked, 0]
    assert row["labels"] == [UNLABELLED, *[1] * len(pieces.ids), UNLABELLED]
    assert "labels" not in rows_of(tokenizer, pieces, 128)[0]


def test_overlapping_windows_are_averaged() -> None:
    values = [np.array([[1.0], [1.0]]), np.array([[0.0], [0.5]])]
    found = join_windows([(0, 2), (1, 3)], values, 1)
    assert found.ravel().tolist() == [1.0, 0.5, 0.5]


@pytest.mark.parametrize("text", ["\x1b\x1b", "We go.\n\x1b\x1b", "\x1b\x1b\nWe go."])
def test_a_sentence_without_a_piece_begins_nowhere(
    text: str, tokenizer: PreTrainedTokenizerBase
) -> None:
    lines = text.split("\n")
    starts = [0, len(lines[0]) + 1][: len(lines)]
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    cut = cut_pieces(tokenizer, text, spans)
    assert cut.sentences == ([0] if "go" in text else [])
    assert tokenizer.sep_token_id not in cut.ids


def test_a_window_teaches_the_spans_that_it_holds_whole(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    """Indices count from the opening token; a cue elsewhere is an empty range."""
    text = "the pier is old and we said so again"
    cut = cut_pieces(tokenizer, text, [Span(0, len(text))])
    n = len(cut.ids)
    first, last = Aimed((1, 3), (0, 1), (1.0, 0.0)), Aimed((n - 2, n), (0, 1), (0.0, 1.0))
    rows = rows_of(tokenizer, cut, 16, [0] * n, [first, last])
    assert len(rows) > 1
    assert rows[0]["spans"] == [[2, 4, 1, 2]]
    assert rows[0]["targets"] == [[1.0, 0.0]]
    start = rows[-1]["spans"][0]
    assert rows[-1]["input_ids"][start[0] : start[1]] == cut.ids[-2:]
    assert start[2] == start[3]
    assert rows[-1]["targets"] == [[0.0, 1.0]]
