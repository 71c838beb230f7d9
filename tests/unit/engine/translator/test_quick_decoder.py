"""The quick decoder says what the network says, from a quarter of the bytes."""

from __future__ import annotations

import torch

from engine.layers.packing import pack, unpack
from engine.translator.network import START, NetworkOptions, TranslationNetwork
from engine.translator.quick_decoder import MOST_ROWS, QuickDecoder


@torch.inference_mode()
def test_quick_decoder_gives_what_the_network_with_the_same_weights_gives() -> None:
    torch.manual_seed(3)
    network = TranslationNetwork(NetworkOptions(n_pieces=300, width=64, n_encoder_layers=1)).eval()
    packed = pack(network.state_dict())
    network.load_state_dict(unpack(packed))
    quick = QuickDecoder(packed, network)
    encoded = network.encode(torch.randint(4, 300, (3, 9)), torch.tensor([9, 5, 1]))
    state = quick_state = network.begin_state(encoded)
    for pieces in ([START] * 3, [7, 8, 9], [250, 0, 3]):
        read = torch.tensor(pieces)[:, None]
        outputs, attention, state = network.decode(read, encoded, state)
        quick_outputs, quick_attention, quick_state = quick.decode(read, encoded, quick_state)
        torch.testing.assert_close(quick_attention, attention, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(quick.logits(quick_outputs[:, 0]), network.logits(outputs[:, 0]), atol=1e-4, rtol=1e-3)
        for quick_part, part in zip(quick_state, state, strict=True):
            torch.testing.assert_close(quick_part, part, atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_many_hypotheses_at_once_are_left_to_the_network() -> None:
    network = TranslationNetwork(NetworkOptions(n_pieces=50, width=32, n_encoder_layers=1)).eval()
    packed = pack(network.state_dict())
    network.load_state_dict(unpack(packed))
    n = MOST_ROWS + 1
    encoded = network.encode(torch.randint(4, 50, (n, 4)), torch.full((n,), 4))
    read = torch.full((n, 1), START)
    wanted = network.decode(read, encoded, network.begin_state(encoded))
    found = QuickDecoder(packed, network).decode(read, encoded, network.begin_state(encoded))
    torch.testing.assert_close(found[0], wanted[0])
