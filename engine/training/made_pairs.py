"""Pairs of which a network of ours wrote one side: text of one language, translated by an earlier translator.

Source: Sennrich et al. 2016 (back-translation), Caswell et al. 2019 (a tag tells such pairs from others). On a graphics card
some thousand sentences a second; the texts are chosen first, since that takes longer:
    python3 -m engine.training.made_pairs choose CHOSEN.txt.xz TEXT... --without DEV.tsv... --most 120000
    python3 -m engine.training.made_pairs translate en OUT.tsv.xz CHOSEN.txt.xz --from RUN --recipe RECIPE.toml
"""

from __future__ import annotations

import argparse
import lzma
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import torch

from engine.layers.devices import resolved
from engine.training.export import pieces_of, translation_network, weights_of
from engine.training.rough_pairs import chosen_sentences, row_of
from engine.training.text_data import read_lines
from engine.translator.guards import doubt_about
from engine.translator.network import END, PAD, START, UNKNOWN, TranslationNetwork, padded
from engine.translator.pieces import Pieces
from engine.translator.placeholders import Masked, masked, unmasked

_TOKENS_AT_ONCE = 100_000  # pieces of the sources, padding included
_LONGEST_FACTOR, _LONGEST_EXTRA = 1.6, 8  # pieces of a translation for each of its source, and so many more


@torch.inference_mode()
def likeliest(network: TranslationNetwork, sources: Sequence[Sequence[int]]) -> list[list[int]]:
    """The likeliest next piece after the one before, again and again, for many sentences of like length at once.

    Args:
        network: in evaluation mode
        sources: pieces of each sentence, tags and END included

    Returns:
        the pieces of each translation, without START and END; of one that comes to no end, what there is
    """
    device = network.pieces.weight.device
    table, lengths = padded(sources)
    with torch.autocast(device.type, torch.float16, enabled=device.type == "cuda"):
        encoded = network.encode(table.to(device), lengths.to(device))
        state = network.begin_state(encoded)
        last = torch.full((len(sources), 1), START, device=device)
        has_ended = torch.zeros(len(sources), 1, dtype=torch.bool, device=device)
        written = []
        for step in range(int(_LONGEST_FACTOR * table.shape[1]) + _LONGEST_EXTRA):
            outputs, _, state = network.decode(last, encoded, state)
            scores = network.logits(outputs[:, 0]).float()
            scores[:, [PAD, UNKNOWN, START]] = -torch.inf
            last = scores.argmax(1, keepdim=True).masked_fill(has_ended, END)
            written.append(last)
            has_ended = has_ended | (last == END)
            if step % 8 == 7 and bool(has_ended.all()):  # asked seldom: each time the card is waited for
                break
    rows: list[list[int]] = torch.cat(written, dim=1).tolist()
    return [row[: row.index(END)] if END in row else row for row in rows]


def translated(network: TranslationNetwork, pieces: Pieces, texts: Sequence[Masked], target: str) -> list[str]:
    """Each text in the other language, with its placeholders."""
    sources = [pieces.source(text.text, target) for text in texts]
    order = sorted(range(len(texts)), key=lambda number: len(sources[number]))
    found = [""] * len(texts)
    while order:
        size = max(1, min(len(order), _TOKENS_AT_ONCE // len(sources[order[min(len(order), 10_000) - 1]])))
        batch, order = order[:size], order[size:]
        for number, row in zip(batch, likeliest(network, [sources[number] for number in batch]), strict=True):
            found[number] = pieces.decode(row)
    return found


def _row(text: Masked, translation: str, source: str) -> str:
    """A line of the table, or "" where the translation is not to be trusted."""
    if doubt_about(text.text, translation) or "\t" in translation:
        return ""
    return row_of(unmasked(text.text, text.originals), unmasked(translation, text.replacements), source)


def main() -> None:
    """Chooses sentences, or writes one table of English TAB Spanish, packed by xz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    choose = commands.add_parser("choose", help="plain whole sentences of texts")
    choose.add_argument("out", type=Path)
    choose.add_argument("texts", type=Path, nargs="+", help="a paragraph a line")
    choose.add_argument("--without", type=Path, nargs="*", default=[], help="tables English TAB Spanish to keep away from")
    choose.add_argument("--most", type=int, default=1_000_000, help="sentences")
    translate = commands.add_parser("translate", help="such sentences into pairs")
    translate.add_argument("source", choices=("en", "es"), help="language of the sentences")
    translate.add_argument("out", type=Path)
    translate.add_argument("chosen", type=Path, nargs="+", help="a sentence a line")
    translate.add_argument("--from", dest="run", type=Path, required=True, help="run or model folder of the translator that is used")
    translate.add_argument("--recipe", type=Path, required=True, help="its recipe")
    arguments = parser.parse_args()
    if arguments.command == "choose":
        rows = chosen_sentences(arguments.texts, arguments.without, arguments.most)
    else:
        network = translation_network(weights_of(arguments.run), arguments.recipe).to(resolved("auto"))
        pieces = Pieces(pieces_of(arguments.run))
        source = arguments.source
        texts = [masked(line, source=source) for path in arguments.chosen for line in read_lines(path)]
        found = translated(network, pieces, texts, "es" if source == "en" else "en")
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            kept = list(pool.map(_row, texts, found, [source] * len(texts), chunksize=2_000))
        rows = [row for row in kept if row]
    print(f"{len(rows)} lines", flush=True)
    with lzma.open(arguments.out, "wt", encoding="utf-8", preset=1) as file:
        file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
