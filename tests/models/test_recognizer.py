"""The shipped recognizer on real recordings, held to stated figures."""

import io
import itertools
import json
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.autocompleter.autocompleter import load as load_autocompleter
from engine.autocompleter.scorer import SpokenWords
from engine.commandline import main
from engine.contract.error_rate import edit_distance
from engine.contract.errors import Cancelled, SoundFileError
from engine.contract.types import Heard, ListenOptions
from engine.layers.model_folder import read_card, shipped_model
from engine.recognizer.hearings import Hearing
from engine.recognizer.recognizer import Recognizer, load
from engine.service.listening import warm_up

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "sound"


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    recognizer = load(shipped_model("recognizer-en"), "cpu")
    recognizer.scorer = SpokenWords(load_autocompleter(shipped_model("autocompleter-en")))
    return recognizer


@pytest.mark.parametrize("name", ["recognizer-en", "autocompleter-en", "autocompleter-es"])
def test_a_shipped_model_has_the_name_of_its_folder(name: str) -> None:
    assert read_card(shipped_model(name)).name == name


def test_few_words_are_wrong_on_real_recordings() -> None:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["evaluate", "speech", str(SAMPLES / "dev-sample.tsv"), "--json"]) == 0
    figures = json.loads(out.getvalue())
    assert figures["utterances"] == 16
    assert figures["word_error_rate"] < 0.35
    assert figures["character_error_rate"] < 0.20


def test_throats_count_as_their_geometric_mean(recognizer: Recognizer) -> None:
    samples, _ = soundfile.read(min(SAMPLES.glob("*.opus")), dtype="float32")
    throats = (0.95, 1.0, 1.05)
    [(together, _)] = recognizer.emissions(samples, (Hearing(throats=throats),))
    alone = recognizer.emissions(samples, tuple(Hearing(throats=(throat,)) for throat in throats))
    mean = np.mean([phones for phones, _ in alone], axis=0)
    mean -= np.log(np.exp(mean).sum(axis=1, keepdims=True))
    assert np.abs(np.exp(together) - np.exp(mean)).max() < 0.03  # bf16
    assert (together.argmax(1) == mean.argmax(1)).mean() > 0.995


def test_hearings_of_several_lengths_are_heard_together_as_alone(recognizer: Recognizer) -> None:
    samples, _ = soundfile.read(min(SAMPLES.glob("*.opus")), dtype="float32")
    hearings = (Hearing(network=1), Hearing(), Hearing(0.87, 4), Hearing(1.07, network=1))
    for hearing, (phones, letters) in zip(hearings, recognizer.emissions(samples, hearings), strict=True):
        [(alone, _)] = recognizer.emissions(samples, (hearing,))
        assert len(phones) == len(letters) == len(alone)
        assert (phones.argmax(1) == alone.argmax(1)).mean() > 0.98  # bf16


def test_each_network_hears_for_itself(recognizer: Recognizer) -> None:
    samples, _ = soundfile.read(min(SAMPLES.glob("*.opus")), dtype="float32")
    (first, _), (second, _) = recognizer.emissions(samples, (Hearing(), Hearing(network=1)))
    assert first.shape == second.shape
    assert 0.6 < (first.argmax(1) == second.argmax(1)).mean() < 0.98


def test_partial_readings_hear_once_and_final_ones_as_often_as_the_model_says(
    recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples, _ = soundfile.read(min(SAMPLES.glob("*.opus")), dtype="float32")
    asked: list[int] = []
    hear = recognizer.emissions
    monkeypatch.setattr(recognizer, "emissions", lambda samples, hearings: asked.append(len(hearings)) or hear(samples, hearings))
    recognizer.read(samples, is_thorough=False)
    recognizer.read(samples)
    assert asked == [1, len(read_card(shipped_model("recognizer-en")).settings["hearings"])] and asked[1] > 1


def streamed(recognizer: Recognizer, path: Path) -> list[Heard]:
    samples, _ = soundfile.read(path, dtype="float32")
    stream = recognizer.listen(ListenOptions())
    heard = [h for i in range(0, len(samples), 1_600) for h in stream.accept(samples[i : i + 1_600])]
    return heard + stream.finish()


def said(heard: list[Heard]) -> str:
    return " ".join(answer.text for answer in heard if answer.is_final)


def test_a_stream_ends_with_the_words_of_the_whole(recognizer: Recognizer) -> None:
    path = min(SAMPLES.glob("*.opus"))
    heard = streamed(recognizer, path)
    assert said(heard) == recognizer.transcribe(path).text
    assert sum(not answer.is_final for answer in heard) >= 5


def test_streams_and_wholes_differ_in_few_words(recognizer: Recognizer) -> None:
    # Committed words never change, so a stream may keep a reading that the whole would have mended: 2 of 301 words.
    differing = n_words = 0
    for path in SAMPLES.glob("*.opus"):
        whole = recognizer.transcribe(path).text.split()
        differing += edit_distance(said(streamed(recognizer, path)).split(), whole)
        n_words += len(whole)
    assert differing <= 0.02 * n_words


def test_silence_and_noise_give_no_words(recognizer: Recognizer) -> None:
    generator = np.random.default_rng(1)
    for level in (0.0, 1e-4, 1e-2):
        noise = (generator.standard_normal(80_000) * level).astype(np.float32)
        assert recognizer.transcribe(noise).text == ""


def test_short_sounds_of_no_voice_give_no_words(recognizer: Recognizer) -> None:
    # Eight hearings of a knock found "good" in it, of which none was sure.
    assert recognizer.transcribe(SAMPLES.parent / "noise" / "short-03.opus").text == ""


def test_words_have_times_inside_the_recording(recognizer: Recognizer) -> None:
    transcript = recognizer.transcribe(sorted(SAMPLES.glob("*.opus"))[1])
    times = [time for word in transcript.words for time in (word.start_s, word.end_s)]
    assert times == sorted(times) and times[-1] <= transcript.duration_s
    assert all(0 <= word.confidence <= 1 for word in transcript.words)


def test_what_is_no_recording_is_refused_in_a_sentence(recognizer: Recognizer, tmp_path: Path) -> None:
    empty, text = tmp_path / "empty.wav", tmp_path / "text.wav"
    empty.touch()
    text.write_text("this is no sound", encoding="utf-8")
    for path in (empty, text, tmp_path, tmp_path / "missing.wav"):
        with pytest.raises(SoundFileError):
            recognizer.transcribe(path)


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000])
def test_any_rate_and_number_of_channels_is_read(recognizer: Recognizer, tmp_path: Path, rate_hz: int) -> None:
    silence = np.zeros((rate_hz, 2), dtype=np.float32)
    soundfile.write(tmp_path / "sound.wav", silence, rate_hz)
    assert recognizer.transcribe(tmp_path / "sound.wav").duration_s == pytest.approx(1.0, abs=0.01)


def test_stopping_stops(recognizer: Recognizer) -> None:
    with pytest.raises(Cancelled):
        recognizer.transcribe(min(SAMPLES.glob("*.opus")), is_cancelled=lambda: True)


def test_warming_up_goes_through_network_and_search(
    recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_samples = []
    read = Recognizer.read

    def counted(self: Recognizer, samples: np.ndarray, **options: object) -> object:
        n_samples.append(len(samples))
        return read(self, samples, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Recognizer, "read", counted)
    warm_up(recognizer)
    assert max(n_samples) >= 16_000


def test_each_word_has_a_confidence_rivals_that_leave_room_for_it_and_a_place_of_its_own(recognizer: Recognizer) -> None:
    words = [word for path in sorted(SAMPLES.glob("*.opus"))[:4] for word in recognizer.transcribe(path).words]
    assert any(word.alternatives for word in words)
    for word in words:
        chances = [other.probability for other in word.alternatives]
        assert 0 < word.confidence < 1 and word.start_s < word.end_s
        assert chances == sorted(chances, reverse=True) and word.confidence + sum(chances) <= 1 + 1e-6
        assert word.text not in [other.text for other in word.alternatives]


def test_words_come_one_after_another(recognizer: Recognizer) -> None:
    words = recognizer.transcribe(min(SAMPLES.glob("*.opus"))).words
    assert all(first.end_s <= second.start_s + 1e-6 for first, second in itertools.pairwise(words))
