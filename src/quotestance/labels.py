"""The label set: an ordered tuple of stances, one of which means that there is none."""

from __future__ import annotations

from dataclasses import dataclass

from quotestance.errors import DataError, nearest


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Stance labels in the order in which every model returns its probabilities."""

    names: tuple[str, ...]
    none: str

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names) or len(self.names) < 2:
            raise ValueError(f"labels must be two or more different names, found {self.names}")
        if self.none not in self.names:
            raise ValueError(f"the none label '{self.none}' is not among {self.names}")

    @property
    def stances(self) -> tuple[str, ...]:
        """All labels but none."""
        return tuple(name for name in self.names if name != self.none)

    def index(self, name: str, where: str) -> int:
        """Position of ``name``; raises DataError naming ``where`` for an unknown label."""
        if name not in self.names:
            raise DataError(
                where,
                expected=f"one of the labels {', '.join(self.names)}",
                found=f"'{name}'",
                fix=nearest(name, self.names),
            )
        return self.names.index(name)


STANCES = LabelSet(names=("commit", "refuse", "warn", "demand", "none"), none="none")
