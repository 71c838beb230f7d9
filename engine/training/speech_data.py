"""Speech for training: tables of recordings become one file of features and a list of utterances.

`prepare` reads the recordings once and keeps their log-mel frames in half precision, so that a pass over the data
costs no decoding. Everything that varies from pass to pass happens to the frames (see `augmentation`).
"""

from __future__ import annotations

import csv
import json
import lzma
import os
import re
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch

from engine.contract.errors import SoundFileError, TrioletError
from engine.sound.features import SAMPLE_RATE_HZ, FeatureOptions, LogMel

PHONES = tuple(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split()
)
PHONE_UNITS = ("<blank>", *PHONES)
LETTER_UNITS = ("<blank>", " ", "'", *"abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of a speech table."""

    path: Path
    text: str
    speaker: str
    seconds: float


def read_table(table: Path) -> list[Utterance]:
    """The utterances of a table with the columns path, text, speaker, seconds; paths relative to the table.

    Raises:
        TrioletError: the table is missing or lacks a column
    """
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise TrioletError(f"The table {table} cannot be read.", details=str(error)) from error
    try:
        return [
            Utterance(table.parent / row["path"], row["text"], row["speaker"], float(row["seconds"]))
            for row in rows
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise TrioletError(
            f"The table {table} needs the columns path, text, speaker and seconds.", details=repr(error)
        ) from error


def read_dictionary(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Every pronunciation of each word of CMUdict, without stress."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, *phones = line.split("#")[0].split()
            spoken = tuple(re.sub(r"\d", "", phone) for phone in phones)
            word = re.sub(r"\(\d+\)$", "", word)
            if spoken not in found[word]:
                found[word].append(spoken)
    return dict(found)


def read_pronunciations(dictionary: Path, additions: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The first pronunciation of each word of CMUdict, without stress, then of a table `word TAB phones`."""
    found = {word: spoken[0] for word, spoken in read_dictionary(dictionary).items()}
    if additions is not None:
        for line in additions.read_text(encoding="utf-8").splitlines():
            word, phones_text = line.split("\t")[:2]
            found.setdefault(word, tuple(phones_text.split()))
    return found


def phone_ids(text: str, pronunciations: dict[str, tuple[str, ...]]) -> list[int] | None:
    """The text as phone units; None when a word's pronunciation is not known, so that only letters teach."""
    number = {unit: index for index, unit in enumerate(PHONE_UNITS)}
    ids: list[int] = []
    for word in text.split():
        if word not in pronunciations:
            return None
        ids.extend(number[phone] for phone in pronunciations[word])
    return ids


def letter_ids(text: str) -> list[int]:
    """The text as letter units; characters that are not units are left out."""
    number = {unit: index for index, unit in enumerate(LETTER_UNITS)}
    return [number[letter] for letter in text if letter in number]


def _log_mel_of(path: Path) -> np.ndarray:
    torch.set_num_threads(1)
    try:
        samples, rate_hz = soundfile.read(str(path), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise SoundFileError(f"The recording {path} cannot be read.", details=str(error)) from error
    if rate_hz != SAMPLE_RATE_HZ:
        raise SoundFileError(f"The recording {path} has {rate_hz} Hz; training needs {SAMPLE_RATE_HZ}.")
    mono = torch.from_numpy(samples.mean(axis=1))
    return LogMel(FeatureOptions())(mono).to(torch.float16).numpy()


def read_folder(folder: Path) -> list[Utterance]:
    """The recordings of a folder, without words: noise."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".opus", ".ogg", ".flac", ".wav"})
    if not paths:
        raise TrioletError(f"There are no recordings in {folder}.")
    return [Utterance(path, "", path.stem, 0.0) for path in paths]


def prepare(source: Path, folder: Path, n_processes: int = os.cpu_count() or 1) -> None:
    """Writes `frames.f16` (half precision, [n_frames, n_mels]) and `utterances.json`; does nothing when they are there.

    Args:
        source: a speech table, or a folder of recordings without words
        folder: where the two files go
        n_processes: how many recordings are read at once
    """
    if (folder / "utterances.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    utterances = read_folder(source) if source.is_dir() else read_table(source)
    entries = []
    start = 0
    with (
        ProcessPoolExecutor(n_processes) as pool,
        (folder / "frames.f16").open("wb") as frames_file,
    ):
        paths = [utterance.path for utterance in utterances]
        for utterance, frames in zip(utterances, pool.map(_log_mel_of, paths, chunksize=16), strict=True):
            frames_file.write(frames.tobytes())
            entries.append(
                {"text": utterance.text, "speaker": utterance.speaker, "start": start, "n_frames": len(frames)}
            )
            start += len(frames)
    # Written last and under its name only when whole: it is the sign that the folder is ready.
    temporary = folder / "utterances.new"
    temporary.write_text(json.dumps(entries), encoding="utf-8")
    os.replace(temporary, folder / "utterances.json")


class PreparedSpeech:
    """Features written by `prepare`, read as they are needed.

    Args:
        folders: one or more, their utterances one after another
    """

    def __init__(self, *folders: Path) -> None:
        self._entries: list[tuple[np.ndarray, dict[str, Any]]] = []
        for folder in folders:
            try:
                entries = json.loads((folder / "utterances.json").read_text(encoding="utf-8"))
                flat = np.memmap(folder / "frames.f16", dtype=np.float16, mode="r")
            except OSError as error:
                raise TrioletError(f"There is no prepared speech in {folder}.", details=str(error)) from error
            frames = flat.reshape(-1, FeatureOptions().n_mels)
            self._entries += [(frames, entry) for entry in entries]

    def __len__(self) -> int:
        return len(self._entries)

    def n_frames(self, index: int) -> int:
        return int(self._entries[index][1]["n_frames"])

    def text(self, index: int) -> str:
        return str(self._entries[index][1]["text"])

    def frames(self, index: int) -> torch.Tensor:
        """float32 [n_frames, n_mels]: log-mel, not normalised."""
        frames, entry = self._entries[index]
        rows = frames[entry["start"] : entry["start"] + entry["n_frames"]]
        return torch.from_numpy(rows.astype(np.float32))

    def mean(self, n_utterances: int = 500) -> torch.Tensor:
        """float32 [n_mels]: mean frame over evenly spaced utterances; the prior of the running mean."""
        step = max(1, len(self) // n_utterances)
        frames = torch.cat([self.frames(index) for index in range(0, len(self), step)])
        return frames.mean(dim=0)
