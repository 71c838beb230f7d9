"""Speech of synthetic voices, to learn from beside recordings: sentences of texts, read aloud into a speech table.

Source: Rosenberg et al. 2019 (speech recognition with augmented synthesized speech). Run once, before training. The voices are
programs and models of others and no part of Triolet: Debian's `espeak-ng` and `flite`; `piper-tts` with a voice; `kokoro-onnx`
with the model Kokoro-82M as an ONNX file and its voices as an .npz file.
    python3 -m engine.training.made_speech choose SENTENCES.txt TEXT... --dictionary cmudict.dict.xz --without TRANSCRIPTS.tsv... --most 2600
    python3 -m engine.training.made_speech read kokoro SPEECH_FOLDER/kokoro.tsv SENTENCES.txt --model kokoro.onnx voices.npz --part 1/2 --minutes 30
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.contract.errors import TrioletError
from engine.contract.sentences import sentence_spans
from engine.sound.features import SAMPLE_RATE_HZ
from engine.sound.resampling import StreamResampler
from engine.training.speech_data import read_pronunciations
from engine.training.spoken_texts import HeldOut
from engine.training.text_data import read_lines, some_of

_LEAST_WORDS, _MOST_WORDS = 6, 26
_TYPOGRAPHY = str.maketrans({"\u2019": "'", "\u201c": None, "\u201d": None, '"': None})
_PLAIN = re.compile(r"[A-Z][A-Za-z ,;:'\u2014-]+[.!?]")  # what every voice reads in the same one way
_SLOWEST, _FASTEST = 0.85, 1.2  # of a voice's own speed
_KOKORO_SPEEDS = (0.82, 1.25)
_SAME_MANNER = 0.6  # of Kokoro's sentences are spoken in the manner of the voices that lend their throat
_THROAT = 128  # values of Kokoro's styles, then as many of the manner
_PEAKS = (0.2, 0.8)
_ESPEAK_ACCENTS = "en-us en-gb en-gb-scotland en-gb-x-rp en-029 en-gb-x-gbclan en-gb-x-gbcwmd en-us-nyc".split()
_ESPEAK_THROATS = ("", "+m1", "+m3", "+m7", "+f1", "+f2", "+f4")
_FLITE_PITCHES_HZ = {"slt": 170, "rms": 100, "awb": 130, "kal16": 105}

# Reads a sentence in one of its voices, which chance chooses: float32 samples [n], their rate in Hz, the voice's name.
Reader = Callable[[str, random.Random], tuple[NDArray[np.float32], int, str]]


def words_of(sentence: str) -> list[str]:
    """What is said where a plain sentence is read: words of small letters and apostrophes.

    Example:
        >>> words_of("Well-known, isn't it?")
        ['well', 'known', "isn't", 'it']
    """
    return re.sub(r"[^a-z' ]", " ", sentence.lower()).split()


def readable_sentences(lines: Iterable[str], known: Container[str], held_out: HeldOut) -> Iterator[str]:
    """The whole sentences of a text that all voices read alike and that hold nothing which is measured on.

    Args:
        lines: paragraphs
        known: words whose pronunciation is known
        held_out: see there
    """
    for line in lines:
        text = line.translate(_TYPOGRAPHY)
        for span in sentence_spans(text):
            sentence = text[span.start : span.end]
            words = words_of(sentence)
            is_readable = _PLAIN.fullmatch(sentence) and all(word in known for word in words)
            if is_readable and _LEAST_WORDS <= len(words) <= _MOST_WORDS and not held_out.holds(words):
                yield sentence


def _output_of(*command: str) -> tuple[NDArray[np.float32], int]:
    """What a program writes into the file whose name is put behind the command."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/speech.wav"
        try:
            subprocess.run([*command, file], check=True, capture_output=True)
            samples, rate_hz = soundfile.read(file, dtype="float32")
        except (OSError, subprocess.CalledProcessError, soundfile.LibsndfileError) as error:
            raise TrioletError(
                f"{command[0]} read nothing.", remedy=f"Install Debian's {command[0]}.", details=str(error)
            ) from error
    return samples, rate_hz


def espeak() -> Reader:
    """Eight accents of eSpeak NG, each in several throats."""

    def read(sentence: str, chance: random.Random) -> tuple[NDArray[np.float32], int, str]:
        voice = chance.choice(_ESPEAK_ACCENTS) + chance.choice(_ESPEAK_THROATS)
        speed, pitch = str(chance.randint(130, 185)), str(chance.randint(30, 65))
        return *_output_of("espeak-ng", "-v", voice, "-s", speed, "-p", pitch, sentence, "-w"), f"espeak-{voice}"

    return read


def flite() -> Reader:
    """The four voices of Flite."""

    def read(sentence: str, chance: random.Random) -> tuple[NDArray[np.float32], int, str]:
        voice, pitch_hz = chance.choice(list(_FLITE_PITCHES_HZ.items()))
        stretch = f"duration_stretch={1 / chance.uniform(_SLOWEST, _FASTEST):.2f}"
        pitch = f"int_f0_target_mean={pitch_hz * chance.uniform(0.85, 1.2):.0f}"
        command = ("flite", "-voice", voice, "--setf", stretch, "--setf", pitch, "-t", sentence, "-o")
        return *_output_of(*command), f"flite-{voice}"

    return read


def piper(model: Path) -> Reader:
    """A voice of Piper (VITS, Kim et al. 2021).

    Args:
        model: the ONNX file, its .json beside it
    """
    from piper import PiperVoice, SynthesisConfig  # where it is installed: a tool for this step alone

    voice = PiperVoice.load(str(model))

    def read(sentence: str, chance: random.Random) -> tuple[NDArray[np.float32], int, str]:
        config = SynthesisConfig(
            length_scale=1 / chance.uniform(_SLOWEST, _FASTEST),
            noise_scale=chance.uniform(0.5, 0.9),
            noise_w_scale=chance.uniform(0.6, 1.0),
        )
        chunks = list(voice.synthesize(sentence, config))
        return np.concatenate([chunk.audio_float_array for chunk in chunks]), chunks[0].sample_rate, f"piper-{model.stem}"

    return read


def mixture(names: Sequence[str], chance: random.Random) -> dict[str, float]:
    """Shares of an English voice, alone or with one more: an English one, or for less than half one of another language.

    Args:
        names: of Kokoro's voices, whose first letter tells the language; English ones among them
        chance: what decides

    Example:
        >>> mixture(["af_heart", "bm_lewis"], random.Random(1))
        {'af_heart': 1.0}
    """
    english = [name for name in names if name[0] in "ab"]  # American and British
    others = [name for name in names if name[0] not in "ab"]
    one, kind = chance.choice(english), chance.random()
    other, share = one, 0.0
    if 0.35 <= kind < 0.7:
        other, share = chance.choice(english), chance.uniform(0.25, 0.75)
    elif kind >= 0.7 and others:
        other, share = chance.choice(others), chance.uniform(0.2, 0.5)
    return {one: 1.0} if other == one else {one: 1 - share, other: share}


def kokoro(model: Path, voices: Path) -> Reader:
    """The English voices of Kokoro-82M (StyleTTS 2, Li et al. 2023), most often mixed with another, of whatever language.

    A style is a throat's, then a manner of speaking; in two of five sentences these come from different mixtures.

    Args:
        model: the ONNX file
        voices: styles by name, float32 [n_phones, 1, 256] each; the first letter tells the language
    """
    import onnxruntime  # where it is installed: a tool for this step alone
    from kokoro_onnx import Kokoro

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several parts at once are faster than several threads
    speaker = Kokoro.from_session(onnxruntime.InferenceSession(str(model), options), str(voices))
    styles = dict(np.load(voices))
    names = sorted(styles)

    def read(sentence: str, chance: random.Random) -> tuple[NDArray[np.float32], int, str]:
        throat = mixture(names, chance)
        manner = throat if chance.random() < _SAME_MANNER else mixture(names, chance)
        mixed = [sum(styles[name] * share for name, share in shares.items()) for shares in (throat, manner)]
        style = np.concatenate([mixed[0][..., :_THROAT], mixed[1][..., _THROAT:]], axis=-1).astype(np.float32)
        language = "en-gb" if next(iter(manner)).startswith("b") else "en-us"
        samples, rate_hz = speaker.create(sentence, voice=style, speed=chance.uniform(*_KOKORO_SPEEDS), lang=language)
        return samples, rate_hz, "kokoro-" + "-".join(f"{name}-{share:.2f}" for name, share in throat.items())

    return read


def read_aloud(sentences: Sequence[str], reader: Reader, table: Path, part: tuple[int, int], seconds: float) -> float:
    """Lets a voice read sentences into a folder beside the table, until they or the seconds are at an end.

    Args:
        sentences: all of them
        reader: the voice
        table: gets the columns path, text, speaker and seconds
        part: which part of how many, from 1; each takes its own sentences, so that several can be made at once
        seconds: of speech, at most

    Returns:
        seconds of speech
    """
    number, n_parts = part
    folder = table.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    read_s = 0.0
    with table.open("w", encoding="utf-8") as rows:
        rows.write("path\ttext\tspeaker\tseconds\n")
        for index in range(number - 1, len(sentences), n_parts):
            if read_s >= seconds:
                break
            chance = random.Random(index)
            samples, rate_hz, speaker = reader(sentences[index], chance)
            resampler = StreamResampler(rate_hz, SAMPLE_RATE_HZ)
            sound = np.concatenate([resampler.accept(samples), resampler.finish()])
            sound *= chance.uniform(*_PEAKS) / max(float(np.abs(sound).max(initial=0.0)), 1e-6)
            file = folder / f"{index}.ogg"
            soundfile.write(file, sound, SAMPLE_RATE_HZ, format="OGG", subtype="OPUS")
            duration_s = len(sound) / SAMPLE_RATE_HZ
            rows.write(f"{folder.name}/{file.name}\t{' '.join(words_of(sentences[index]))}\t{speaker}\t{duration_s:.2f}\n")
            rows.flush()
            read_s += duration_s
    return read_s


def _part(text: str) -> tuple[int, int]:
    number, n_parts = (int(side) for side in text.split("/"))
    if not 1 <= number <= n_parts:
        raise ValueError(text)
    return number, n_parts


def main() -> None:
    """Chooses sentences, or writes one table of speech."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    choose = commands.add_parser("choose", help="plain whole sentences of texts")
    choose.add_argument("out", type=Path)
    choose.add_argument("texts", type=Path, nargs="+", help="a paragraph a line")
    choose.add_argument("--dictionary", type=Path, required=True, help="CMUdict, packed by xz")
    choose.add_argument("--without", type=Path, nargs="+", required=True, help="speech tables to keep away from")
    choose.add_argument("--most", type=int, default=1_000_000, help="sentences")
    read = commands.add_parser("read", help="such sentences aloud")
    read.add_argument("voice", choices=("kokoro", "piper", "flite", "espeak"))
    read.add_argument("out", type=Path, help="the table; a folder of its name gets the speech")
    read.add_argument("sentences", type=Path, help="one a line")
    read.add_argument("--model", type=Path, nargs="+", default=[], help="files of the voice")
    read.add_argument("--part", type=_part, default=(1, 1), help="1/2 and 2/2 at once share the sentences")
    read.add_argument("--minutes", type=float, default=1e6, help="of speech, at most")
    arguments = parser.parse_args()
    if arguments.command == "choose":
        known, held_out = read_pronunciations(arguments.dictionary), HeldOut(arguments.without)
        readable = (text for path in arguments.texts for text in readable_sentences(read_lines(path), known, held_out))
        chosen = some_of(readable, arguments.most)
        arguments.out.write_text("".join(f"{text}\n" for text in chosen), encoding="utf-8")
        print(f"{len(chosen)} sentences", flush=True)
    else:
        voices: dict[str, Callable[..., Reader]] = {"kokoro": kokoro, "piper": piper, "flite": flite, "espeak": espeak}
        sentences = list(read_lines(arguments.sentences))
        read_s = read_aloud(sentences, voices[arguments.voice](*arguments.model), arguments.out, arguments.part, 60 * arguments.minutes)
        print(f"{read_s / 60:.1f} minutes of speech", flush=True)


if __name__ == "__main__":
    main()
