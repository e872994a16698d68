"""What a training cost: wall time, hardware, and an estimate of energy and carbon.

Energy is power × time × overhead, carbon is energy × grid intensity (Lacoste et al. 2019,
"Quantifying the Carbon Emissions of Machine Learning"). Nothing is metered: power is what the
makers state for hardware that is fully busy, and every number that is assumed stands beside the
result. The figures for a core, for overhead and for the grid are those of Green Algorithms
(Lannelongue, Grealey & Inouye 2021) where nothing more is known.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

WATTS_PER_CORE = 12.0
WATTS_PER_ACCELERATOR = 350.0
OVERHEAD = 1.67
"""Power of the whole data centre to power of its machines, the world's mean."""

GRAMS_PER_KWH = 475.0
"""Carbon dioxide equivalents of a kilowatt hour, the world's mean in 2019."""


def footprint(seconds: float, threads: int) -> dict[str, Any]:
    """``duration_s``, ``hardware`` and ``energy`` of a training, as a manifest holds them.

    ``seconds`` is the wall time, ``threads`` how many cores were at work. A run that was killed
    and taken up again counts from there on only.
    """
    accelerator = _accelerator()
    watts = threads * WATTS_PER_CORE + (WATTS_PER_ACCELERATOR if accelerator else 0.0)
    kwh = watts * seconds / 3_600_000 * OVERHEAD
    return {
        "duration_s": round(seconds, 1),
        "hardware": {
            "cpu": _cpu(),
            "cores": os.cpu_count(),
            "threads": threads,
            "accelerator": accelerator,
        },
        "energy": {
            "kwh": round(kwh, 6),
            "co2e_g": round(kwh * GRAMS_PER_KWH, 3),
            "assumed": {
                "watts": watts,
                "overhead": OVERHEAD,
                "g_per_kwh": GRAMS_PER_KWH,
            },
        },
    }


def _cpu() -> str:
    """The processor's name, or at least its family."""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _accelerator() -> str | None:
    """The graphics card that training uses where there is one."""
    import torch  # slow to load, and only a training needs it

    return torch.cuda.get_device_name() if torch.cuda.is_available() else None
