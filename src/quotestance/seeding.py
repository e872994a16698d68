"""One call that seeds every random generator of a run."""

from __future__ import annotations

import os
import random
from typing import Any

import numpy as np


def seed_everything(seed: int, threads: int | None = None) -> None:
    """Seed Python, NumPy and torch and make torch deterministic; optionally fix its threads.

    Sums over threads are ordered differently for other thread counts, so a result is
    repeatable on the same machine with the same ``threads``.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    random.seed(seed)
    np.random.seed(seed)
    import torch  # heavy; a TF-IDF prediction need not pay for it before

    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    deterministic: Any = torch.utils.deterministic
    deterministic.fill_uninitialized_memory = False  # it costs time, and we read no such memory
    if threads:
        torch.set_num_threads(threads)
