"""Recurrent layers."""

import torch

from engine.layers.recurrent import BidirectionalLayer, reversal_index


def test_each_sequence_is_turned_within_its_own_length() -> None:
    assert reversal_index(torch.tensor([4, 2]), 4).tolist() == [[3, 2, 1, 0], [1, 0, 2, 3]]


def test_the_last_frame_is_heard_at_the_first() -> None:
    torch.manual_seed(0)
    layer = BidirectionalLayer(8, dropout=0.0)
    frames = torch.randn(1, 5, 8)
    changed = frames.clone()
    changed[0, 4, 0] += 1.0
    turned = reversal_index(torch.tensor([5]), 5)
    assert not torch.allclose(layer(frames, turned)[0, 0], layer(changed, turned)[0, 0])


def test_a_layer_that_has_learnt_nothing_passes_its_input_on() -> None:
    layer = BidirectionalLayer(8, dropout=0.0)
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            if "lstm" in name:
                parameter.zero_()
    frames = torch.randn(2, 5, 8)
    assert torch.allclose(layer(frames, reversal_index(torch.tensor([5, 3]), 5)), frames)
