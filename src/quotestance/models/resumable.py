"""A Trainer whose killed runs go on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch.utils.data import Sampler
from transformers import Trainer
from transformers.trainer_pt_utils import get_length_grouped_indices


class LengthSampler(Sampler[int]):
    """Row numbers in random batches of similar length; every epoch has a seed of its own.

    The Trainer's own sampler draws from torch's global generator, so that a run that goes on
    in the middle of an epoch would see other batches than one that was never killed.
    """

    def __init__(self, lengths: Sequence[int], batch_size: int, seed: int) -> None:
        self.lengths, self.batch_size, self.seed = list(lengths), batch_size, seed
        self.epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Called by the Trainer before every epoch."""
        self.epoch = epoch

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(self.seed + self.epoch)
        return iter(get_length_grouped_indices(self.lengths, self.batch_size, generator=generator))


class ResumableTrainer(Trainer):
    """Trains on a dataset with a column ``length``."""

    def _get_train_sampler(self, train_dataset: Any = None) -> LengthSampler:
        rows: Any = self.train_dataset if train_dataset is None else train_dataset
        return LengthSampler(rows["length"], self.args.train_batch_size, self.args.seed)
