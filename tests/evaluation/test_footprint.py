from __future__ import annotations

import pytest

from quotestance.evaluation import footprint as module
from quotestance.evaluation.footprint import footprint


def test_an_hour_on_two_cores_by_hand(monkeypatch):
    monkeypatch.setattr(module, "_accelerator", lambda: None)
    cost = footprint(3600, threads=2)
    assert cost["duration_s"] == 3600
    assert cost["hardware"]["threads"] == 2
    assert cost["hardware"]["accelerator"] is None
    assert cost["hardware"]["cpu"]
    # 2 × 12 W for an hour × 1.67, and 475 g a kWh
    assert cost["energy"] == {
        "kwh": pytest.approx(0.04008),
        "co2e_g": pytest.approx(19.038),
        "assumed": {"watts": 24.0, "overhead": 1.67, "g_per_kwh": 475.0},
    }


def test_a_graphics_card_adds_its_power(monkeypatch):
    monkeypatch.setattr(module, "_accelerator", lambda: "Card 9000")
    cost = footprint(1800, threads=1)
    assert cost["hardware"]["accelerator"] == "Card 9000"
    assert cost["energy"]["assumed"]["watts"] == 362.0
    assert cost["energy"]["kwh"] == pytest.approx(0.362 * 0.5 * 1.67)
