"""An article as a tagger read it, once, for its quotes and for their stances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quotestance.labels import LabelSet
from quotestance.models.tagger import Answers, TaggerModel
from quotestance.models.windows import Pieces
from quotestance.quotes.clean import CleanText, clean_text
from quotestance.records import Article, Quote
from quotestance.tagging.examples import piece_ranges
from quotestance.tagging.reading import Reading, read_text

UNREAD = 20.0  # for none, where a tagger read nothing of a span (a headline): above every logit


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """What a tagger said of every word piece of a cleaned article.

    ``weights`` are the digests of the weights that said it, where they are known.
    """

    clean: CleanText
    reading: Reading
    pieces: Pieces
    answers: Answers
    weights: dict[str, Any] | None = None

    def stance_scores(self, quotes: Sequence[Quote], labels: LabelSet) -> np.ndarray:
        """Logits of any quotes of the article, shape (quotes, labels), whoever found them."""
        scores = np.zeros((len(quotes), len(labels.names)))
        for row, quote in zip(scores, quotes, strict=True):
            content, cue = piece_ranges(self.clean, self.pieces, quote)
            if content[0] < content[1]:
                row[:] = self.answers.scores(content, cue)
            else:
                row[labels.names.index(labels.none)] = UNREAD
        return scores


def read_tagged(
    article: Article,
    model: TaggerModel,
    batch_size: int = 64,
    *,
    weights: dict[str, Any] | None = None,
) -> TaggedArticle:
    """Clean and read an article."""
    clean = clean_text(article.text, article.markup)
    reading = read_text(clean.text)
    pieces = reading.pieces(model.tokenizer)
    return TaggedArticle(clean, reading, pieces, model.read(pieces, batch_size), weights)
