"""A small network learns five real utterances by heart: features, network and loss fit together."""

from __future__ import annotations

from pathlib import Path

import torch
from torch.nn import functional

from engine.recognizer.network import NetworkOptions, RecognizerNetwork
from engine.recognizer.recognizer import greedy
from engine.sound.decoding import open_sound
from engine.sound.features import FeatureOptions, LogMel, RunningMean
from engine.training.speech_data import LETTER_UNITS

SOUND = Path(__file__).resolve().parents[3] / "data" / "sound"
ROWS = [line.split("\t")[:2] for line in next(SOUND.glob("*.tsv")).read_text(encoding="utf-8").splitlines()[1:6]]


def test_five_utterances_are_learnt_by_heart() -> None:
    torch.manual_seed(1)
    log_mel = LogMel(FeatureOptions())
    features = []
    for path, _ in ROWS:
        with open_sound(SOUND / path) as sound:
            samples = torch.cat([torch.from_numpy(block) for block in sound.blocks()])
        features.append(RunningMean(torch.full((80,), -6.0), 50)(log_mel(samples)))
    lengths = torch.tensor([len(one) for one in features])
    batch = torch.nn.utils.rnn.pad_sequence(features, batch_first=True)
    targets = [[LETTER_UNITS.index(letter) for letter in text] for _, text in ROWS]
    flat = torch.tensor([unit for target in targets for unit in target])
    sizes = torch.tensor([len(target) for target in targets])
    network = RecognizerNetwork(NetworkOptions(width=128, n_layers=2, dropout=0.0))
    optimizer = torch.optim.Adam(network.parameters(), lr=3e-3)
    for step in range(400):
        emissions = network(batch, lengths)
        loss = functional.ctc_loss(emissions.letters.transpose(0, 1), flat, emissions.lengths, sizes)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if step % 20 == 19 and _read(network, batch, lengths) == [text for _, text in ROWS]:
            break
    assert _read(network, batch, lengths) == [text for _, text in ROWS]


def _read(network: RecognizerNetwork, batch: torch.Tensor, lengths: torch.Tensor) -> list[str]:
    with torch.no_grad():
        emissions = network.eval()(batch, lengths)
    network.train()
    return [
        " ".join(span.word for span in greedy(letters[:n].numpy(), LETTER_UNITS))
        for letters, n in zip(emissions.letters, emissions.lengths.tolist(), strict=True)
    ]
