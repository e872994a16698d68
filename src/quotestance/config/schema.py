"""The schema of every configuration file, as plain dataclasses; those of data in data_schema.

``MISSING`` marks what the user must give. ``__post_init__`` raises ValueError with one
argument, a sentence, for each value out of range; ``load_config`` turns all of them into one
ConfigError.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from omegaconf import MISSING

from quotestance.config.data_schema import (
    ArticlesData,
    CorpusData,
    JsonlData,
    SeedsData,
    SentencesData,
    StandoffData,
)
from quotestance.config.rules import require


def _positive(config: Any, *names: str) -> list[tuple[bool, str]]:
    return [(getattr(config, name) >= 1, f"{name} must be 1 or more") for name in names]


def _is_range(values: list[int]) -> bool:
    return len(values) == 2 and 1 <= values[0] <= values[1]


@dataclass
class TfidfConfig:
    """Word and character n-grams of each field of the model text under a linear classifier."""

    kind: str = "tfidf"
    word_ngrams: list[int] = field(default_factory=lambda: [1, 2])
    char_ngrams: list[int] = field(default_factory=lambda: [3, 5])
    min_df: int = 2
    max_features: int = 20_000
    c: float = 0.06
    balanced: bool = True
    max_iter: int = 1000

    def __post_init__(self) -> None:
        require(
            (_is_range(self.word_ngrams), "word_ngrams must be [low, high] with 1 <= low <= high"),
            (_is_range(self.char_ngrams), "char_ngrams must be [low, high] with 1 <= low <= high"),
            (self.c > 0, "c must be above 0"),
            *_positive(self, "min_df", "max_features", "max_iter"),
        )


@dataclass
class FineTuningConfig:
    """What every fine-tuned transformer encoder takes."""

    kind: str = MISSING
    encoder: str = MISSING
    max_length: int = 128
    epochs: int = 3
    batch_size: int = 16
    learning_rate: float = 1e-4
    weight_decay: float = 0.01
    warmup_ratio: float = 0.1
    dropout: float = 0.1
    checkpoint_steps: int = 100

    def __post_init__(self) -> None:
        require(*self._rules())

    def _rules(self) -> list[tuple[bool, str]]:
        return [
            (16 <= self.max_length <= 8192, "max_length must be between 16 and 8192 tokens"),
            *_positive(self, "epochs", "batch_size", "checkpoint_steps"),
            (self.learning_rate > 0, "learning_rate must be above 0"),
            (self.weight_decay >= 0, "weight_decay must be 0 or more"),
            (0 <= self.warmup_ratio <= 1, "warmup_ratio must be between 0 and 1"),
            (0 <= self.dropout <= 1, "dropout must be between 0 and 1"),
        ]


@dataclass
class EncoderConfig(FineTuningConfig):
    """A transformer encoder that classifies stances.

    ``encoder`` is a hub name or a folder; ``lora_rank: 0`` trains every layer but the word
    embeddings.
    """

    kind: str = "encoder"
    lora_rank: int = 0
    lora_alpha: int = 32
    class_weight_power: float = 0.5

    def _rules(self) -> list[tuple[bool, str]]:
        return [
            *super()._rules(),
            (self.lora_rank >= 0, "lora_rank must be 0 (no adapter) or more"),
            *_positive(self, "lora_alpha"),
            (0 <= self.class_weight_power <= 1, "class_weight_power must be between 0 and 1"),
        ]


@dataclass
class TaggerConfig(FineTuningConfig):
    """A transformer encoder that tags source, cue and content: it finds quotes."""

    kind: str = "tagger"
    epochs: int = 8
    batch_size: int = 32
    learning_rate: float = 3e-4


@dataclass
class LabelsConfig:
    """The stance labels in order, and which of them means that there is none."""

    names: list[str] = MISSING
    none: str = "none"

    def __post_init__(self) -> None:
        if self.names == MISSING:  # the schema itself, before a file fills it
            return
        different = len(set(self.names)) == len(self.names) > 1
        require(
            (different, "names must be two or more, all different"),
            (self.none in self.names, f"none must be one of the names, found '{self.none}'"),
        )


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
    start: str | None = None
    keep: float = 0.0
    teacher: Any = None
    recombinations: int = 3
    average: Any = None
    sentences: Any = None
    threads: int = 2

    def __post_init__(self) -> None:
        require(
            (0 < self.dev_fraction < 1, "dev_fraction must lie between 0 and 1"),
            (0 <= self.keep < 1, "keep must be 0 or more and below 1"),
            (not self.keep or bool(self.start), "keep needs a start"),
            (self.teacher is None or bool(self.teacher), "teacher must name a model or several"),
            (self.recombinations >= 0, "recombinations must be 0 or more"),
            (self.average is None or bool(self.average), "average must name a model or several"),
            (
                not (self.average and (self.start or self.teacher)),
                "average takes the place of training: give start=null and teacher=null with it",
            ),
            (self.sentences is None or bool(self.sentences), "sentences must name a file or more"),
            *_positive(self, "threads"),
        )


@dataclass
class UseConfig:
    """``quotestance predict``, ``evaluate``, ``compare`` and ``check``."""

    data: Any = MISSING
    labels: LabelsConfig = field(default_factory=LabelsConfig)
    extractor: str = "rules"
    min_actor_confidence: float = 0.0
    batch_size: int = 64
    threads: int = 2
    seed: int = 13
    resamples: int = 1000
    text_column: str | None = None
    id_column: str | None = None
    actors: str | None = None

    def __post_init__(self) -> None:
        require(
            *_positive(self, "batch_size", "threads", "resamples"),
            (0 <= self.min_actor_confidence <= 1, "min_actor_confidence must lie between 0 and 1"),
        )


MODELS: dict[str, type] = {"tfidf": TfidfConfig, "encoder": EncoderConfig, "tagger": TaggerConfig}
DATA: dict[str, type] = {
    "seeds": SeedsData,
    "corpus": CorpusData,
    "sentences": SentencesData,
    "jsonl": JsonlData,
    "standoff": StandoffData,
    "articles": ArticlesData,
}
VARIANTS: dict[str, dict[str, type]] = {"model": MODELS, "data": DATA}
