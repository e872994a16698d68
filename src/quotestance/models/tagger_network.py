"""The tagger's network: on one encoder a head that tags pieces and one that votes on stances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from quotestance.models.windows import UNLABELLED, Row

ROLES = ("content", "cue", "source")
"""What a piece can be part of; where two overlap, the first one counts."""
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BI"))
"""B begins a stretch of its role, I goes on with it, O is none (Ramshaw & Marcus 1995)."""


class TokenTagger(nn.Module):
    """For every piece of a window logits over TAGS, then its votes: as content, and as cue.

    Whether a piece stands in quotation marks is added to its word embedding: a window may begin
    in the middle of a quote. The stance of a span is a matter of the mean vote of its content's
    pieces and the mean vote of its cue's (``span_scores``), so that one reading of a text serves
    whatever spans are found in it.
    """

    def __init__(self, encoder: Any, dropout: float, n_labels: int = 0) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.marked = nn.Embedding(2, width)
        nn.init.zeros_(self.marked.weight)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width, len(TAGS))
        self.votes = (
            nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 2 * n_labels))
            if n_labels
            else None
        )

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        marked: torch.Tensor,
        labels: torch.Tensor | None = None,
        spans: torch.Tensor | None = None,
        targets: torch.Tensor | None = None,
    ) -> dict[str, Any]:
        """``logits`` (batch, pieces, tags and votes), and ``loss`` where ``labels`` are given.

        ``labels`` (batch, pieces) are indices of TAGS or UNLABELLED; ``spans`` (batch, spans, 4)
        are the first and last (exclusive) piece of content and cue; ``targets`` (batch, spans,
        stances) are probabilities, all 0 where the padding is.
        """
        words = self.encoder.get_input_embeddings()(input_ids) + self.marked(marked)
        hidden = self.encoder(inputs_embeds=words, attention_mask=attention_mask).last_hidden_state
        hidden = self.dropout(hidden)
        tags = self.head(hidden)
        votes = hidden[..., :0] if self.votes is None else self.votes(hidden)
        found = {"logits": torch.cat([tags, votes], dim=-1)}
        if labels is None:
            return found
        loss = _tag_loss(tags.float(), labels)
        if spans is not None and targets is not None:
            loss = loss + _stance_loss(span_scores(votes.float(), spans), targets)
        return {"loss": loss, **found}


def span_scores(votes: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    """Logits (batch, spans, labels) from ``votes`` (batch, pieces, 2 · labels)."""
    content, cue = votes.chunk(2, dim=-1)
    return _mean_over(content, spans[..., :2]) + _mean_over(cue, spans[..., 2:])


def _mean_over(values: torch.Tensor, ranges: torch.Tensor) -> torch.Tensor:
    """Mean of ``values`` (batch, pieces, n) over ``ranges`` (batch, spans, 2); 0 where empty."""
    at = torch.arange(values.shape[1], device=values.device)
    inside = ((at >= ranges[..., :1]) & (at < ranges[..., 1:])).to(values.dtype)
    return inside @ values / inside.sum(dim=-1, keepdim=True).clamp(min=1.0)


def _tag_loss(tags: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy over the labelled pieces; 0 where there is none."""
    total = nn.functional.cross_entropy(
        tags.flatten(0, 1), labels.flatten(), ignore_index=UNLABELLED, reduction="sum"
    )
    return total / (labels != UNLABELLED).sum().clamp(min=1)


def _stance_loss(scores: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy over the spans; 0 where there is none."""
    each = -(targets * scores.log_softmax(dim=-1)).sum(dim=-1)
    return each.sum() / targets.sum().clamp(min=1.0)


class WindowCollator:
    """Pads windows (and labels) to the longest of the batch, and spans to the most in a window."""

    def __init__(self, pad_id: int, n_labels: int = 0) -> None:
        self.fill = {"input_ids": pad_id, "marked": 0, "labels": UNLABELLED}
        self.n_labels = n_labels

    def __call__(self, rows: Sequence[Row]) -> dict[str, torch.Tensor]:
        """Tensors of shape (batch, longest), of spans (batch, most, 4 or labels)."""
        sizes = [len(row["input_ids"]) for row in rows]
        longest = max(sizes)
        batch = {
            key: torch.tensor([row[key] + [fill] * (longest - len(row[key])) for row in rows])
            for key, fill in self.fill.items()
            if key in rows[0]
        }
        batch["attention_mask"] = torch.tensor([[1] * n + [0] * (longest - n) for n in sizes])
        if "spans" in rows[0]:
            most = max(1, *(len(row["spans"]) for row in rows))
            for key, width, kind in (
                ("spans", 4, torch.long),
                ("targets", self.n_labels, torch.float32),
            ):
                filled = [row[key] + [[0] * width] * (most - len(row[key])) for row in rows]
                batch[key] = torch.tensor(filled, dtype=kind)
        return batch
