"""The recognizer's network: shapes, probabilities, and exactness under padding."""

import pytest
import torch

from engine.recognizer.network import NetworkOptions, RecognizerNetwork, emission_lengths

SMALL = NetworkOptions(n_channels=4, width=16, n_layers=2, middle_layer=1)


@pytest.fixture
def network() -> RecognizerNetwork:
    torch.manual_seed(0)
    return RecognizerNetwork(SMALL).eval()


@pytest.mark.parametrize("n_frames", [1, 2, 3, 4, 5, 8, 9, 31, 100])
def test_every_four_frames_give_one_emission(network: RecognizerNetwork, n_frames: int) -> None:
    emissions = network(torch.randn(1, n_frames, 80), torch.tensor([n_frames]))
    assert emissions.phones.shape == (1, -(-n_frames // 4), 40)
    assert emissions.letters.shape == (1, -(-n_frames // 4), 29)
    assert emissions.lengths.tolist() == emission_lengths(torch.tensor([n_frames])).tolist()


def test_emissions_are_log_probabilities(network: RecognizerNetwork) -> None:
    emissions = network(torch.randn(2, 50, 80), torch.tensor([50, 50]))
    assert torch.allclose(emissions.phones.exp().sum(-1), torch.ones(2, 13), atol=1e-5)
    assert torch.allclose(emissions.letters.exp().sum(-1), torch.ones(2, 13), atol=1e-5)


@pytest.mark.parametrize("lengths", [(101, 60), (64, 33), (65, 31), (98, 99)])
def test_an_utterance_gives_the_same_alone_and_in_a_batch(
    network: RecognizerNetwork, lengths: tuple[int, int]
) -> None:
    features = torch.randn(2, max(lengths), 80)
    for row, length in enumerate(lengths):
        features[row, length:] = 0.0
    together = network(features, torch.tensor(lengths))
    for row, length in enumerate(lengths):
        alone = network(features[row : row + 1, :length], torch.tensor([length]))
        inside = together.phones[row, : alone.phones.shape[1]]
        torch.testing.assert_close(inside, alone.phones[0], atol=1e-5, rtol=1e-5)


def test_the_middle_output_is_read_only_while_training(network: RecognizerNetwork) -> None:
    features, n_frames = torch.randn(1, 20, 80), torch.tensor([20])
    assert network(features, n_frames).middle_phones is None
    network.train()
    middle = network(features, n_frames).middle_phones
    assert middle is not None and middle.shape == (1, 5, 40)
