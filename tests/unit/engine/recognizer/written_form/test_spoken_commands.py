"""What is a command or a sign said by name, and what is only a word."""

from __future__ import annotations

import pytest

from engine.recognizer.written_form.spoken_commands import command_of, find_signs

UNKNOWN = -1.0


def signs(spoken: str, *pauses_s: float) -> str:
    words = spoken.split()
    known = [*pauses_s, *[UNKNOWN] * len(words)][: len(words)]
    return "".join(one.sign for one in find_signs(words, known))


@pytest.mark.parametrize("command", ["new line", "new paragraph", "scratch that"])
def test_a_command_is_one_only_when_it_is_said_alone(command: str) -> None:
    assert command_of(command.split()) == command
    assert command_of(["please", *command.split()]) == ""
    assert command_of([*command.split(), "now"]) == ""


def test_a_sign_may_be_said_alone() -> None:
    assert signs("comma") == ","
    assert signs("full stop") == "."


def test_signs_between_words_and_at_the_end_are_signs() -> None:
    assert signs("dear anna comma how are you question mark") == ",?"
    assert signs("that is all period") == "."
    assert signs("he said open quote never close quote") == "\u201c\u201d"
    assert signs("eggs semi colon milk semicolon bread exclamation point") == ";;!"


def test_a_name_after_an_article_is_a_word() -> None:
    assert signs("the oxford comma") == ""
    assert signs("that was a hard period") == "."
    assert signs("it was a period") == ""
    assert signs("there is a question mark over it") == ""


def test_period_inside_is_a_sign_only_before_a_pause() -> None:
    assert signs("it ended period we left") == ""
    assert signs("it ended period we left", 0.0, 0.1, 0.5) == "."


def test_a_name_that_begins_an_utterance_is_a_word() -> None:
    assert signs("comma splices are bad") == ""
    assert signs("period of time") == ""
