"""What the translator's search finds for sentences whose translation is known, scored: for `translation_risk.py`.

    python3 -m engine.training.translation_candidates CANDIDATES.jsonl.xz TABLE.tsv.xz... --from RUN --recipe RECIPE.toml
Some 30 everyday sentences a second on one core.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from engine.layers.devices import half_where_it_pays
from engine.layers.packing import pack, unpack
from engine.training.export import pieces_of, translation_network, weights_of
from engine.training.translation_batches import PairBatches, PairOptions
from engine.training.translation_data import read_pairs
from engine.translator.constraint import Constraint
from engine.translator.network import TranslationNetwork
from engine.translator.pieces import Pieces
from engine.translator.quick_decoder import QuickDecoder
from engine.translator.search import SearchOptions, search

_PIECES_AT_ONCE = 700
_SORTED_AT_ONCE = 1_500  # sentences
_LONGEST = 60  # pieces
_WIDE = SearchOptions(beam=6, margin=8.0)


def chosen(tables: Sequence[Path], most: int, into_english: float, pieces: Pieces, seed: int) -> list[tuple[list[int], list[int]]]:
    """Sentences and their references in pieces, from each table at most so many, in an order by chance."""
    draw = random.Random(seed)
    batches = PairBatches(PairOptions(), {}, pieces, seed)
    items = []
    for path in tables:
        pairs = read_pairs(path)
        for pair in draw.sample(pairs, min(most, len(pairs))):
            items.append(batches.item(pair, "en" if draw.random() < into_english else "es", draw, plain=True))
    draw.shuffle(items)
    return [item for item in items if max(map(len, item)) <= _LONGEST]


@torch.inference_mode()
def scored(
    network: TranslationNetwork, pieces: Pieces, items: Sequence[tuple[list[int], list[int]]]
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """A row for each sentence for which the search finds at least two translations."""
    constraint = Constraint(pieces.surfaces, pieces.placeholder_ids)
    decoder = QuickDecoder(pack(network.state_dict()), network)
    bleu, chrf = BLEU(effective_order=True), CHRF()
    for first in range(0, len(items), _SORTED_AT_ONCE):
        waiting = sorted(items[first : first + _SORTED_AT_ONCE], key=lambda item: -len(item[0]))
        while waiting:
            size = max(1, _PIECES_AT_ONCE // len(waiting[0][0]))
            batch, waiting = waiting[:size], waiting[size:]
            with half_where_it_pays("cpu"):
                found = search(network, [source for source, _ in batch], constraint, _WIDE, decoder=decoder)
            for (source, reference), hypotheses in zip(batch, found, strict=True):
                whole = [list(one.pieces) for one in hypotheses if one.is_whole]
                if len(whole) > 1:
                    wanted, texts = [pieces.decode(reference[1:-1])], [pieces.decode(one) for one in whole]
                    yield {
                        "source": source, "reference": reference, "found": whole,
                        "chrf": [round(chrf.sentence_score(text, wanted).score / 100, 4) for text in texts],
                        "bleu": [round(bleu.sentence_score(text, wanted).score / 100, 4) for text in texts],
                    }  # fmt: skip


def main() -> None:
    """Writes a line of JSON for each sentence, packed by xz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("tables", type=Path, nargs="+", help="English TAB Spanish")
    parser.add_argument("--from", dest="run", type=Path, required=True, help="run or model folder of the translator that is used")
    parser.add_argument("--recipe", type=Path, required=True, help="its recipe")
    parser.add_argument("--most", type=int, default=3_000, help="pairs of each table")
    parser.add_argument("--into-english", type=float, default=0.3, help="share of the pairs")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    weights = unpack(pack(weights_of(arguments.run)))
    network, pieces = translation_network(weights, arguments.recipe), Pieces(pieces_of(arguments.run))
    items = chosen(arguments.tables, arguments.most, arguments.into_english, pieces, arguments.seed)
    with lzma.open(arguments.out, "wt", encoding="utf-8", preset=1) as file:
        for row in scored(network, pieces, items):
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
