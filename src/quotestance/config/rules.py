"""How the schemas refuse values that are out of range."""

from __future__ import annotations


def require(*rules: tuple[bool, str]) -> None:
    """Raise one ValueError that holds the sentence of every broken rule."""
    broken = [sentence for holds, sentence in rules if not holds]
    if broken:
        raise ValueError(*broken)
