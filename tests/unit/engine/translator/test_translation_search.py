"""The search against every possible translation, on toy networks."""

from __future__ import annotations

import itertools

import pytest
import torch

from engine.contract.errors import Cancelled
from engine.translator.constraint import Constraint, Owed
from engine.translator.network import END, START, NetworkOptions, TranslationNetwork
from engine.translator.search import Found, SearchOptions, search

N_PIECES = 7  # four special ones and three with text
SURFACES = (b"", b"", b"", b"", b" a", b" b", b"c")
LONGEST = 3


def toy(seed: int) -> TranslationNetwork:
    torch.manual_seed(seed)
    network = TranslationNetwork(NetworkOptions(N_PIECES, 8, 1, 2, 0.0, 0.0)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(2.0)  # far from uniform
    return network


def every_translation(network: TranslationNetwork, source: list[int], prefix: bytes = b"") -> list[tuple[float, tuple[int, ...]]]:
    """Log-probability of each translation of at most LONGEST pieces, the pieces without text ruled out."""
    found = []
    encoded = network.encode(torch.tensor([source]), torch.tensor([len(source)]))
    for length in range(LONGEST + 1):
        for pieces in itertools.product((4, 5, 6), repeat=length):
            if not b"".join(SURFACES[piece] for piece in pieces).startswith(prefix):
                continue
            written = torch.tensor([[START, *pieces]])
            outputs, _, _ = network.decode(written, encoded, network.begin_state(encoded))
            scores = network.logits(outputs[0]).log_softmax(-1)
            wanted = [*pieces, END]
            found.append((float(sum(scores[at, piece] for at, piece in enumerate(wanted))), pieces))
    return sorted(found, reverse=True)


@pytest.mark.parametrize("seed", range(6))
def test_a_wide_beam_finds_what_exhaustive_search_finds(seed: int) -> None:
    network, source = toy(seed), [4, 5, 6, END]
    options = SearchOptions(beam=200, length_power=0.0, margin=1e9, longest_factor=0.0, longest_extra=LONGEST)
    with torch.inference_mode():
        [found] = search(network, [source], Constraint(SURFACES), options)
        wanted = every_translation(network, source)
    whole = [one for one in found if one.is_whole]
    assert [one.pieces for one in whole[:5]] == [pieces for _, pieces in wanted[:5]]
    for one, (log_probability, _) in zip(whole[:5], wanted, strict=False):
        assert one.log_probability == pytest.approx(log_probability, abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_a_prefix_is_kept_to_the_letter_even_inside_a_piece(seed: int) -> None:
    network, source = toy(seed), [4, 6, END]
    options = SearchOptions(beam=200, length_power=0.0, margin=1e9, longest_factor=0.0, longest_extra=LONGEST)
    with torch.inference_mode():
        [found] = search(network, [source], Constraint(SURFACES), options, [Owed(b" bc")])
        wanted = every_translation(network, source, b" bc")
    # The limit grows with the prefix, so the search may find longer ones as well.
    short = [one for one in found if one.is_whole and len(one.pieces) <= LONGEST]
    assert short[0].pieces == wanted[0][1]
    assert all(b"".join(SURFACES[piece] for piece in one.pieces).startswith(b" bc") for one in short)


def test_sentences_together_give_what_each_gives_alone() -> None:
    network = toy(3)
    sources = [[4, 5, END], [6, END], [5, 5, 4, 6, END]]
    options = SearchOptions(beam=3, longest_extra=4)
    with torch.inference_mode():
        together = search(network, sources, Constraint(SURFACES), options)
        alone = [search(network, [source], Constraint(SURFACES), options)[0] for source in sources]

    def told(found: list[Found]) -> list[tuple[int, ...]]:
        return [one.pieces for one in found]

    assert [told(found) for found in together] == [told(found) for found in alone]


def test_a_hypothesis_is_as_likely_as_its_pieces_and_attention_has_a_row_each() -> None:
    network = toy(1)
    with torch.inference_mode():
        [found] = search(network, [[4, 5, 6, END]], Constraint(SURFACES), SearchOptions(beam=4, longest_extra=3))
    for one in found:
        assert one.attention.shape == (len(one.pieces), 4)
        assert torch.allclose(one.attention.sum(1), torch.ones(len(one.pieces)), atol=1e-5)
    assert [one.score for one in found if one.is_whole] == sorted((one.score for one in found if one.is_whole), reverse=True)


def test_ending_without_what_is_to_be_carried_over_is_the_last_resort() -> None:
    constraint = Constraint((*SURFACES, b"X"), (7,))
    assert float(constraint.bias(Owed(parts=(7,)))[END]) < -5 < float(constraint.bias(Owed())[END]) == 0.0
    assert float(constraint.bias(Owed())[7]) == float("-inf")
    assert constraint.after(Owed(parts=(7, 7)), 7) == Owed(parts=(7,))


def test_cancelling_ends_the_search_at_the_next_step() -> None:
    with torch.inference_mode(), pytest.raises(Cancelled):
        search(toy(1), [[4, END]], Constraint(SURFACES), SearchOptions(), is_cancelled=lambda: True)
