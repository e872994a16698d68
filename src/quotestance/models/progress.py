"""The Trainer's progress as lines of our log instead of its own bar and prints."""

from __future__ import annotations

import logging
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

log = logging.getLogger(__name__)


class LogCallback(TrainerCallback):
    """One line every ``logging_steps``."""

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """Step, epoch and loss."""
        if logs and "loss" in logs:
            log.info(
                "step %d of %d, epoch %.2f, loss %.3f",
                state.global_step,
                state.max_steps,
                state.epoch or 0.0,
                float(logs["loss"]),
            )
