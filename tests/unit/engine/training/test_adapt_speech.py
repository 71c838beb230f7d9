"""The recognizer learns one person's voice and words, keeps them only if they do no harm, and gives them up again."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.dictation.heard_store import append_heard, put_right
from engine.commandline import main
from engine.contract.errors import TrioletError
from engine.contract.types import Heard, Word
from engine.layers.model_choice import adapted_folder, model_in_use
from engine.layers.model_folder import read_card, shipped_model, write_sums
from engine.recognizer.letter_sounds import LetterSounds
from engine.recognizer.lexicon import Lexicon
from engine.recognizer.ngram import SENTENCE, NgramModel
from engine.recognizer.recognizer import load
from engine.training.adapt_speech import NAME, SpeechAdaptation, adapt_speech
from engine.training.ngram_estimation import estimate
from engine.training.own_speech import Piece, find_pieces, read_speech, words_of
from engine.training.own_speech_task import spoken_units
from tests.support.small_recognizer import STILL, WORDS, sentences, small_model, tones, units_of, write_recordings

PLANTED = ("bodoma", "seke")
PITCH = 1.12
QUICK = SpeechAdaptation(10, 20, 60, 8e-3, 16.0, STILL)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_model(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("person") / "recordings"
    write_recordings(folder, sentences([*WORDS[::4], *PLANTED * 2], 32, 5), PITCH)
    return folder


def nothing(share: float, text: str) -> None:
    assert 0.0 <= share <= 1.0 and text


def test_a_voice_and_its_words_are_learnt_and_taken_back(small: Path, recordings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = adapt_speech(recordings, nothing, small, QUICK)
    assert outcome.is_adopted and set(outcome.new_words) == set(PLANTED)
    assert outcome.after["word_error_rate"] < outcome.before["word_error_rate"] - 20
    folder = model_in_use(NAME)
    assert folder == adapted_folder() / NAME and "of its words are new" in read_card(folder).text
    heard = load(folder, "cpu").transcribe(tones(["bodoma", WORDS[0]], random.Random(9), PITCH))
    assert "bodoma" in heard.text.split()
    assert main(["adapt", "--list"]) == 0 and "word_error_rate" in capsys.readouterr().out
    assert main(["adapt", "speech", "--undo"]) == 0 and model_in_use(NAME) == shipped_model(NAME)


def test_a_word_that_was_known_alone_is_no_longer_rare(small: Path, recordings: Path, tmp_path: Path) -> None:
    wider, ngram = shutil.copytree(small, tmp_path / NAME), NgramModel.load(small / "ngram.safetensors")
    number = len(ngram.unigrams)
    Lexicon.load(small).with_words({PLANTED[0]: [units_of(PLANTED[0])]}, number).save(wider)
    ngram.with_words([1e-7]).save(wider / "ngram.safetensors")
    write_sums(wider)
    outcome = adapt_speech(recordings, nothing, wider, QUICK)
    assert outcome.is_adopted and outcome.new_words == PLANTED[1:]
    learnt = model_in_use(NAME)
    assert Lexicon.load(learnt).ids == {**Lexicon.load(wider).ids, PLANTED[1]: number + 1}
    assert np.exp(NgramModel.load(learnt / "ngram.safetensors").unigrams[number:]).min() > 1e-2
    assert main(["adapt", "speech", "--undo"]) == 0


def test_what_does_harm_is_not_kept(small: Path, tmp_path: Path) -> None:
    write_recordings(tmp_path / "familiar", sentences(WORDS, 10, 6), 1.0)
    outcome = adapt_speech(tmp_path / "familiar", nothing, small, SpeechAdaptation(1, 3, 3, 0.5, 16.0, STILL))
    assert outcome.after["word_error_rate"] > outcome.before["word_error_rate"] and not outcome.is_adopted
    assert model_in_use(NAME) == shipped_model(NAME) and not list(adapted_folder().iterdir())


def test_fewer_than_ten_utterances_are_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_recordings(tmp_path / "few", sentences(WORDS, 9, 1), 1.0)
    assert main(["adapt", "speech", str(tmp_path / "few")]) == 1
    told = capsys.readouterr().err
    assert "9 recordings with their words were found" in told and "at least 10" in told and "Traceback" not in told
    assert main(["adapt", "speech", str(tmp_path / "none")]) == 1 and main(["adapt", "speech"]) == 1


def test_what_cannot_be_learnt_from_is_left_out_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "some"
    write_recordings(folder, sentences(WORDS, 14, 1), 1.0)
    (folder / "000.txt").write_text("at 10 o'clock")
    (folder / "001.wav").write_bytes(b"no sound")
    (folder / "002.txt").unlink()
    (folder / "003.txt").write_text("...")
    speech = read_speech(folder, lambda share: None)
    assert (len(speech.learnt), len(speech.held_aside), speech.n_left_out) == (7, 3, 3)


def test_a_table_and_a_dictation_of_the_program_are_read_too(tmp_path: Path) -> None:
    write_recordings(tmp_path / "sound", sentences(WORDS, 2, 1), 1.0)
    table = tmp_path / "mine.tsv"
    table.write_text("path\ttext\nsound/000.wav\tOne.\nsound/001.wav\tTwo.\n")
    assert [piece.text for piece in find_pieces(table)] == ["One.", "Two."]
    session = tmp_path / "dictations" / "20260101-101500"
    session.mkdir(parents=True)
    (tmp_path / "sound" / "000.wav").rename(session / "sound.wav")
    (session / "sound.txt").write_text("Dear Anna")
    assert find_pieces(tmp_path / "dictations") == [Piece(session / "sound.wav", "Dear Anna")]
    table.write_text("path\twords\na\tb\n")
    with pytest.raises(TrioletError, match="columns path and text"):
        find_pieces(table)


def test_of_what_was_dictated_the_utterances_are_learnt_that_a_person_put_right(tmp_path: Path) -> None:
    session = tmp_path / "dictations" / "20260101-101500"
    session.mkdir(parents=True)
    soundfile.write(session / "sound.wav", np.full(4 * 16_000, 0.1, dtype=np.float32), 16_000)
    for n, text in enumerate(("the walk was hard", "as heard")):
        words = tuple(Word(word, n + i * 0.2, n + i * 0.2 + 0.1, 0.5) for i, word in enumerate(text.split()))
        append_heard(session, Heard(1, n, words, len(words), True, 1.0 * n, n + 0.9))
    assert find_pieces(session.parent) == [], "what nobody has corrected may be wrong"
    assert put_right(session, {0.2: "Work", 0.4: "was"}) == 1
    assert find_pieces(session.parent) == [Piece(session / "sound.wav", "the work was hard", 0.0, 0.9)]
    with (session / "heard.jsonl").open("a") as lines:
        lines.write('{"is_corrected": true, "wor')
    with pytest.raises(TrioletError, match="1 recordings with their words were found; at least 10"):
        read_speech(session.parent, lambda share: None)


def test_words_are_plain_and_lower_case() -> None:
    assert words_of("\u00c9mile\u2019s caf\u00e9 \u2014 it's CLOSED!") == ("emile's", "cafe", "it's", "closed")


def test_a_spelling_is_read_as_the_words_that_are_known() -> None:
    lexicon = Lexicon.of(WORDS, [(number, units_of(word)) for number, word in enumerate(WORDS)])
    sounds = LetterSounds(lexicon)
    for word in PLANTED:
        assert sounds.guesses(word)[0] == units_of(word)
    assert sounds.guesses("'") == []


def test_of_two_pronunciations_the_one_that_was_said_is_found() -> None:
    heard = np.full((12, 5), -9.0, dtype=np.float32)
    for frame, unit in enumerate((1, 1, 0, 2, 0, 0, 3, 4, 4, 0, 1, 0)):
        heard[frame, unit] = -0.01
    spoken = {"a": [(1, 2)], "b": [(3, 2), (3, 4)], "c": [(1,)]}
    assert spoken_units(heard, ["a", "b", "c"], spoken) == [(1, 2), (3, 4), (1,)]
    assert spoken_units(heard, ["a", "d"], spoken) is None


def test_new_words_leave_the_language_model_as_it_was_but_for_their_chance(tmp_path: Path) -> None:
    words = ["ab", "ba", "bb"]
    texts = [list(pair) for pair in itertools.product(words, words)] + [["ab", "ba", "bb"]] * 3
    estimate({"all": texts}, words, order=3, budget=10_000).save(tmp_path / "old")
    NgramModel.load(tmp_path / "old").with_words([0.01, 0.02]).save(tmp_path / "new")
    old, new = NgramModel.load(tmp_path / "old"), NgramModel.load(tmp_path / "new")
    for sentence in itertools.product(range(3), repeat=2):
        assert new.log_probability(list(sentence)) == pytest.approx(old.log_probability(list(sentence)), abs=0.1)
    assert sum(np.exp(new.unigrams)) == pytest.approx(1.0, abs=1e-3) and np.exp(new.unigrams[6]) == pytest.approx(0.02, abs=1e-4)
    assert new.score(3, new.n_words + SENTENCE)[1] == new.n_words + SENTENCE
