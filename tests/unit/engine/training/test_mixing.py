"""Mixed weights: in a line, of one network only, exported like a run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.contract.errors import TrioletError
from engine.layers.packing import pack
from engine.training import mixing
from engine.training.export import averaged_weights


def test_weights_lie_on_the_line_between_both() -> None:
    before, after = {"a": torch.randn(3, 4)}, {"a": torch.randn(3, 4)}
    for share, expected in ((0.0, before["a"]), (1.0, after["a"]), (0.25, 0.75 * before["a"] + 0.25 * after["a"])):
        torch.testing.assert_close(mixing.mixed(before, after, share)["a"], expected)


@pytest.mark.parametrize("other", [{"b": torch.zeros(3)}, {"a": torch.zeros(4)}])
def test_two_different_networks_are_not_mixed(other: dict[str, torch.Tensor]) -> None:
    with pytest.raises(TrioletError, match="two different networks"):
        mixing.mixed({"a": torch.zeros(3)}, other, 0.5)


def test_a_mixture_of_a_run_and_of_weights_in_eight_bits_is_read_like_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = {"w": torch.randn(120, 100)}, {"w": torch.randn(120, 100)}
    save_file(pack(before), tmp_path / "before.safetensors")
    (tmp_path / "run").mkdir()
    save_file({"average.w": after["w"]}, tmp_path / "run" / "checkpoint.safetensors")
    arguments = [str(tmp_path / "run"), str(tmp_path / "before.safetensors"), "0.6", str(tmp_path / "mixed")]
    monkeypatch.setattr(sys, "argv", ["mixing", *arguments])
    mixing.main()
    torch.testing.assert_close(averaged_weights(tmp_path / "mixed")["w"], 0.4 * before["w"] + 0.6 * after["w"], atol=0.02, rtol=0)
