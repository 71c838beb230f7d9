"""Which hypothesis tells most of what the sentence says: the network reads each one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from engine.translator.network import END, PAD, START, TranslationNetwork, padded
from engine.translator.pieces import Pieces
from engine.translator.search import Found, SearchOptions

_ROWS_AT_ONCE = 64


@torch.inference_mode()
def reranked(
    network: TranslationNetwork,
    pieces: Pieces,
    sources: Sequence[Sequence[int]],
    found: Sequence[list[Found]],
    language: str,
    options: SearchOptions,
) -> list[list[Found]]:
    """The hypotheses of each sentence, those first from which the sentence itself can be translated back.

    A translation that leaves something out is likely, but its source is not likely given it.

    Args:
        network: of both directions, in evaluation mode
        pieces: of the network
        sources: each sentence in pieces, without tags and END
        found: the hypotheses of each
        language: of the sentences
        options: `way_back` and `piece_bonus` are added, for a piece, to the log p a piece of the search

    Source: Li & Jurafsky 2016 (reranking by mutual information), Yee et al. 2019 (noisy channel).
    """
    near = [_near_the_likeliest(hypotheses, options.way_back_margin) for hypotheses in found]
    asked = [(number, at) for number, places in enumerate(near) for at in places if len(places) > 1 and sources[number]]
    asked.sort(key=lambda one: len(found[one[0]][one[1]].pieces))
    scores: dict[tuple[int, int], float] = {}
    for start in range(0, len(asked), _ROWS_AT_ONCE):
        rows = asked[start : start + _ROWS_AT_ONCE]
        read = [pieces.tagged(found[number][at].pieces, language) for number, at in rows]
        written = [[START, *sources[number], END] for number, _ in rows]
        scores.update(zip(rows, _means(network, read, written), strict=True))
    ordered = []
    for number, hypotheses in enumerate(found):
        places = near[number]
        ahead = [
            replace(one, score=one.score + options.way_back * scores.get((number, at), 0.0) + options.piece_bonus * len(one.pieces))
            for at, one in enumerate(hypotheses)
            if at in places
        ]
        behind = [one for at, one in enumerate(hypotheses) if at not in places]
        ordered.append(sorted(ahead, key=lambda one: -one.score) + behind)
    return ordered


def _near_the_likeliest(hypotheses: Sequence[Found], margin: float) -> set[int]:
    """Which have come to their end and are hardly less likely, a piece, than the likeliest that has."""
    whole = [one.score for one in hypotheses if one.is_whole]
    return {at for at, one in enumerate(hypotheses) if one.is_whole and one.score >= max(whole) - margin}


def _means(network: TranslationNetwork, read: list[list[int]], written: list[list[int]]) -> list[float]:
    """Mean log-probability of the pieces written after those read."""
    source, lengths = padded(read)
    target, _ = padded(written)
    device = network.pieces.weight.device
    encoded = network.encode(source.to(device), lengths.to(device))
    outputs, _, _ = network.decode(target[:, :-1].to(device), encoded, network.begin_state(encoded))
    sought = target[:, 1:].to(device)
    inside = sought != PAD
    chances = torch.zeros(sought.shape, device=device)
    chances[inside] = network.logits(outputs[inside]).float().log_softmax(-1).gather(1, sought[inside][:, None])[:, 0]
    return list((chances.sum(1) / inside.sum(1)).tolist())
