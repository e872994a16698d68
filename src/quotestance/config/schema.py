"""The schema of every configuration file, as plain dataclasses.

``MISSING`` marks what the user must give. ``__post_init__`` raises ValueError with one
sentence for a value out of range; ``load_config`` turns it into a ConfigError.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from omegaconf import MISSING


def _require(ok: bool, sentence: str) -> None:
    if not ok:
        raise ValueError(sentence)


@dataclass
class TfidfConfig:
    """Word and character n-grams of the model text under a linear classifier."""

    kind: str = "tfidf"
    word_ngrams: list[int] = field(default_factory=lambda: [1, 3])
    char_ngrams: list[int] = field(default_factory=lambda: [3, 5])
    min_df: int = 2
    max_features: int = 30_000
    c: float = 3.0
    balanced: bool = True
    max_iter: int = 500

    def __post_init__(self) -> None:
        for name in ("word_ngrams", "char_ngrams"):
            low, high = (*getattr(self, name), 0, 0)[:2]
            _require(1 <= low <= high, f"{name} must be [low, high] with 1 <= low <= high")
        _require(self.min_df >= 1, "min_df must be 1 or more")
        _require(self.max_features >= 1, "max_features must be 1 or more")
        _require(self.c > 0, "c must be above 0")
        _require(self.max_iter >= 1, "max_iter must be 1 or more")


@dataclass
class EncoderConfig:
    """A transformer encoder with a classification head, fine-tuned with the HF Trainer."""

    kind: str = "encoder"
    encoder: str = MISSING
    lora_rank: int = 16
    lora_alpha: int = 32
    max_length: int = 128
    epochs: int = 3
    batch_size: int = 16
    learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup_ratio: float = 0.1
    dropout: float = 0.1
    class_weight_power: float = 0.5
    checkpoint_steps: int = 100

    def __post_init__(self) -> None:
        _require(self.lora_rank >= 0, "lora_rank must be 0 (train every weight) or more")
        _require(16 <= self.max_length <= 8192, "max_length must be between 16 and 8192 tokens")
        for name in ("epochs", "batch_size", "checkpoint_steps"):
            _require(getattr(self, name) >= 1, f"{name} must be 1 or more")
        _require(self.learning_rate > 0, "learning_rate must be above 0")
        for name in ("warmup_ratio", "dropout", "class_weight_power"):
            _require(0 <= getattr(self, name) <= 1, f"{name} must be between 0 and 1")


@dataclass
class SeedsData:
    """The packaged hand-labelled articles; ``split`` is what evaluate and compare read."""

    kind: str = "seeds"
    split: str = "test"

    def __post_init__(self) -> None:
        _require(
            self.split in ("train", "dev", "test", "all"),
            f"split must be train, dev, test or all, found '{self.split}'",
        )


@dataclass
class JsonlData:
    """Anybody's span files (JSONL): one path or several for each part."""

    kind: str = "jsonl"
    train: Any = None
    dev: Any = None
    test: Any = None


@dataclass
class StandoffData:
    """A folder with ``labels.jsonl`` and ``text/``: offsets and labels beside plain texts."""

    kind: str = "standoff"
    dir: str = MISSING


@dataclass
class ArticlesData:
    """A folder of ``*.quotes.md`` files, each an article with its labels inside."""

    kind: str = "articles"
    dir: str = MISSING


@dataclass
class LabelsConfig:
    """The stance labels in order, and which of them means that there is none."""

    names: list[str] = MISSING
    none: str = "none"


@dataclass
class TrainConfig:
    """``quotestance train``."""

    model: Any = MISSING
    data: Any = MISSING
    labels: LabelsConfig = field(default_factory=LabelsConfig)
    name: str = MISSING
    output_dir: str = MISSING
    seed: int = 13
    dev_fraction: float = 0.15
    threads: int = 2

    def __post_init__(self) -> None:
        _require(0 < self.dev_fraction < 1, "dev_fraction must lie between 0 and 1")
        _require(self.threads >= 1, "threads must be 1 or more")


@dataclass
class UseConfig:
    """``quotestance predict``, ``evaluate``, ``compare`` and ``check``."""

    data: Any = MISSING
    labels: LabelsConfig = field(default_factory=LabelsConfig)
    batch_size: int = 64
    threads: int = 2
    seed: int = 13
    resamples: int = 1000
    text_column: str | None = None
    id_column: str | None = None

    def __post_init__(self) -> None:
        for name in ("batch_size", "threads", "resamples"):
            _require(getattr(self, name) >= 1, f"{name} must be 1 or more")


MODELS: dict[str, type] = {"tfidf": TfidfConfig, "encoder": EncoderConfig}
DATA: dict[str, type] = {
    "seeds": SeedsData,
    "jsonl": JsonlData,
    "standoff": StandoffData,
    "articles": ArticlesData,
}
VARIANTS: dict[str, dict[str, type]] = {"model": MODELS, "data": DATA}
