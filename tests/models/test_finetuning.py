"""Where training uses bfloat16."""

from __future__ import annotations

import pytest
import torch

from quotestance.models.finetuning import multiplies_bfloat16


@pytest.mark.parametrize(
    ("able", "expected"),
    [
        ({"avx512_bf16": True, "amx_bf16": False}, True),
        ({"avx512_bf16": False, "amx_bf16": True}, True),
        ({"avx512_bf16": False, "amx_bf16": False, "avx2": True}, False),
        ({"neon": True}, False),
    ],
)
def test_only_processors_with_its_instructions_do(
    able: dict[str, bool], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able, raising=False)
    assert multiplies_bfloat16() is expected


def test_a_gpu_decides_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    able = {"avx512_bf16": True}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able, raising=False)
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    assert not multiplies_bfloat16()


def test_an_old_torch_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert not multiplies_bfloat16()
