"""Half precision where the processor has it: the same numbers from half the memory."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from engine.layers import devices
from engine.recognizer.network import NetworkOptions, RecognizerNetwork
from engine.training.adaptation import bf16_pays


@pytest.mark.parametrize("has_bf16", [True, False])
def test_weights_kept_in_half_give_what_weights_rounded_each_time_give(has_bf16: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: has_bf16, raising=False)
    torch.manual_seed(1)
    network = RecognizerNetwork(NetworkOptions(width=32, n_channels=4, n_layers=2)).eval()
    kept = copy.deepcopy(network)
    devices.keep_half_where_it_pays(kept, "cpu")
    assert (kept.layers[0].forward_lstm.weight_hh_l0.dtype == torch.bfloat16) is has_bf16
    frames, lengths = torch.randn(2, 40, 80), torch.tensor([40, 31])
    with torch.inference_mode(), devices.half_where_it_pays("cpu"):
        assert torch.equal(kept(frames, lengths).phones, network(frames, lengths).phones)


def test_a_graphics_card_keeps_all_it_has() -> None:
    network = torch.nn.Linear(2, 2)
    devices.keep_half_where_it_pays(network, "cuda:0")
    assert network.weight.dtype == torch.float32


def test_an_older_processor_without_half_precision_for_recurrent_layers_learns_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    forward = nn.LSTM.forward

    def refuse(self: nn.LSTM, *inputs: torch.Tensor) -> object:
        if torch.is_autocast_enabled("cpu"):
            raise RuntimeError("could not create a primitive descriptor for the LSTM forward propagation primitive")
        return forward(self, *inputs)

    monkeypatch.setattr(nn.LSTM, "forward", refuse)
    assert not devices.learns_in_half(torch.device("cpu")) and devices.learns_in_half(torch.device("cuda:0"))
    assert not bf16_pays(8)
