"""Words that the shipped recognizer does not know are heard once they are named."""

from __future__ import annotations

from pathlib import Path

from engine.contract.assets import asset
from engine.recognizer.recognizer import load

SOUND = Path(__file__).resolve().parents[1] / "data" / "sound" / "5639-40744-0002.opus"


def test_named_words_are_heard_and_forgotten_again() -> None:
    recognizer = load(asset("models", "recognizer-en"), "cpu")
    own = {"cloaks", "insolently"}
    plain = recognizer.transcribe(SOUND).text
    assert not own & set(plain.split())
    recognizer.know(["cloaks", "insolently", "\u00d1and\u00fa", ""])
    assert own & set(recognizer.transcribe(SOUND).text.split())
    recognizer.know(())
    assert recognizer.transcribe(SOUND).text == plain
