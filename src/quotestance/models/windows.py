"""A text as word pieces, and windows of them that an encoder can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from transformers import PreTrainedTokenizerBase

from quotestance.records import Span

Row = dict[str, list[Any]]
"""One window: ``input_ids``, ``marked`` (0/1) and, where labelled, ``labels``, all as long.

Where stances are labelled, ``spans`` (first and last piece of content and cue) and ``targets``
(the probability of every stance) run parallel.
"""

# One for one, so that the pieces are the same whatever marks a publisher sets.
PLAIN_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("‘’‚‛`", "'")})
UNLABELLED = -100
Range = tuple[int, int]
"""Indices of the first piece and of the one behind the last."""
# Of a window without a sentence end so much is read again in the next one.
OVERLAP = 4


@dataclass(frozen=True, slots=True)
class Aimed:
    """A span whose stance is known: its pieces, those of its cue, a probability for each label."""

    content: Range
    cue: Range
    target: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text.

    ``spans`` are code points of the text (shape (n, 2), end exclusive; empty ones belong to
    separators between paragraphs), ``sentences`` the index of the first piece of each sentence,
    ``marked`` says of each piece whether it stands in quotation marks.
    """

    ids: list[int]
    spans: np.ndarray
    sentences: list[int]
    marked: list[int]


def cut_pieces(
    tokenizer: PreTrainedTokenizerBase,
    text: str,
    sentences: Sequence[Span],
    quoted: Sequence[Span] = (),
) -> Pieces:
    """Word pieces of the ``sentences`` of ``text``, with a separator between paragraphs.

    ``sentences`` and ``quoted`` (stretches in quotation marks) are in text order.
    """
    ids: list[int] = []
    places: list[tuple[int, int]] = []
    firsts: list[int] = []
    plain = text.translate(PLAIN_MARKS)
    batch: Any = {"input_ids": [], "offset_mapping": []}
    if sentences:
        batch = tokenizer(
            [one.of(plain) for one in sentences],
            add_special_tokens=False,
            return_offsets_mapping=True,
            verbose=False,  # a sentence may be longer than the encoder reads: windows are cut
        )
    end = 0
    rows = zip(sentences, batch["input_ids"], batch["offset_mapping"], strict=True)
    for sentence, new, offsets in rows:
        if not new:  # control characters alone
            continue
        if ids and "\n" in text[end : sentence.start]:
            ids.append(separator(tokenizer))
            places.append((end, end))
        firsts.append(len(ids))
        ids += new
        places += [(sentence.start + a, sentence.start + b) for a, b in offsets]
        end = sentence.end
    spans = np.array(places, dtype=np.int64).reshape(len(places), 2)
    return Pieces(ids, spans, firsts, _marked(spans, quoted))


def _marked(spans: np.ndarray, quoted: Sequence[Span]) -> list[int]:
    marked = np.zeros(len(spans), dtype=np.int64)
    for one in quoted:
        first, end = touched(spans, one)
        marked[first:end] = 1
    return marked.tolist()


def touched(spans: np.ndarray, span: Span) -> tuple[int, int]:
    """The pieces that share a code point with ``span``, as indices, end exclusive."""
    first = int(np.searchsorted(spans[:, 1], span.start, side="right"))
    end = int(np.searchsorted(spans[:, 0], span.end, side="left"))
    return first, max(first, end)


def separator(tokenizer: PreTrainedTokenizerBase) -> int:
    """The token that ends a window and stands between paragraphs."""
    found = tokenizer.sep_token_id if tokenizer.sep_token_id is not None else tokenizer.eos_token_id
    return int(found) if found is not None else 0


def opener(tokenizer: PreTrainedTokenizerBase) -> int:
    """The token that begins a window."""
    found = tokenizer.cls_token_id if tokenizer.cls_token_id is not None else tokenizer.bos_token_id
    return int(found) if found is not None else separator(tokenizer)


def cut_windows(pieces: Pieces, max_length: int) -> list[tuple[int, int]]:
    """Windows of at most ``max_length`` - 2 pieces (two are the ends'), as index pairs.

    A window holds whole sentences, and the last one of the window before it as context where
    that leaves half of the window for more. A sentence that is longer than a window is read in
    several that overlap.
    """
    room = max_length - 2
    bounds = [*pieces.sentences, len(pieces.ids)]
    windows: list[tuple[int, int]] = []
    start = 0
    while start < len(pieces.ids):
        inside = [at for at in bounds if start < at <= start + room]
        done = windows[-1][1] if windows else 0
        end = inside[-1] if inside and inside[-1] > done else min(start + room, len(pieces.ids))
        windows.append((start, end))
        if end == len(pieces.ids):
            break
        last = max(at for at in [start, *inside] if at < end)
        if inside and end == inside[-1]:
            start = last if start < last and end - last <= room // 2 else end
        else:
            start = end - room // OVERLAP
    return windows


def rows_of(
    tokenizer: PreTrainedTokenizerBase,
    pieces: Pieces,
    max_length: int,
    labels: Sequence[int] | None = None,
    aimed: Sequence[Aimed] | None = None,
) -> list[Row]:
    """What the network reads of each window; ``labels`` are one a piece.

    A window teaches the stances of the spans in ``aimed`` that it holds whole.
    """
    first, last = opener(tokenizer), separator(tokenizer)
    rows: list[Row] = []
    for start, end in cut_windows(pieces, max_length):
        row: Row = {
            "input_ids": [first, *pieces.ids[start:end], last],
            "marked": [0, *pieces.marked[start:end], 0],
        }
        if labels is not None:
            row["labels"] = [UNLABELLED, *labels[start:end], UNLABELLED]
        if aimed is not None:
            whole = [one for one in aimed if _holds((start, end), one.content)]
            row["spans"] = [
                [*_shifted(one.content, start), *_shifted(_cut(one.cue, start, end), start)]
                for one in whole
            ]
            row["targets"] = [list(one.target) for one in whole]
        rows.append(row)
    return rows


def _holds(window: Range, inside: Range) -> bool:
    return window[0] <= inside[0] < inside[1] <= window[1]


def _cut(whole: Range, start: int, end: int) -> Range:
    """``whole`` where the window from ``start`` to ``end`` holds it, else an empty range."""
    return whole if _holds((start, end), whole) else (start, start)


def _shifted(whole: Range, start: int) -> Range:
    """Counted from the window's opening token."""
    return whole[0] - start + 1, whole[1] - start + 1


def join_windows(
    windows: Sequence[tuple[int, int]], found: Sequence[np.ndarray], width: int
) -> np.ndarray:
    """Probabilities (pieces, ``width``): the mean over the windows that hold a piece.

    ``found`` has one array (pieces of the window, ``width``) a window, without its two ends.
    """
    size = max((end for _, end in windows), default=0)
    total, times = np.zeros((size, width)), np.zeros((size, 1))
    for (start, end), values in zip(windows, found, strict=True):
        total[start:end] += values
        times[start:end] += 1
    return total / np.maximum(times, 1)
