"""Where the files that ship with the program lie: in a checkout or inside the wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from quotestance.errors import ConfigError

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def share_dir(name: Literal["configs", "models", "seeds", "data"]) -> Path:
    """The folder ``name`` of the checkout that the package runs from, else of the wheel."""
    for root in (PACKAGE.parent.parent, PACKAGE / "_share"):
        if (root / name).is_dir() and (root / "configs" / "train.yaml").is_file():
            return root / name
    raise ConfigError(
        name,
        expected=f"the folder '{name}' in the checkout or in the installed package",
        found="neither",
        fix="Install again with 'pip install .' from a complete checkout.",
    )


def packaged_data(kind: str) -> Path:
    """The folder of labelled data that ship: ``seeds``, or one of those in ``data``."""
    return share_dir("seeds") if kind == "seeds" else share_dir("data") / kind
