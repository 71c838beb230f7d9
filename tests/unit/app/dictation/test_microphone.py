"""Which microphones a person sees, and which trouble is which."""

from __future__ import annotations

import sys

import pytest

from app.dictation.live_microphone import pre_roll_start
from app.dictation.microphone import (
    Microphone,
    MicrophoneTrouble,
    PortAudio,
    Trouble,
    choose_microphones,
    trouble_of,
)
from app.dictation.troubles import microphone_label, notice_of


def device(
    index: int, name: str, hostapi: int = 0, inputs: int = 2, rate: float = 48000.0
) -> dict[str, object]:
    return {
        "index": index,
        "name": name,
        "hostapi": hostapi,
        "max_input_channels": inputs,
        "default_samplerate": rate,
    }


def test_the_plumbing_of_alsa_is_not_shown() -> None:
    names = [
        "HDA Intel PCH: ALC257 Analog (hw:0,0)",
        "sysdefault",
        "front",
        "surround51",
        "dmix",
        "pulse",
        "default",
    ]
    devices = [device(index, name) for index, name in enumerate(names)]
    found = choose_microphones(devices, ["ALSA"], default_index=6)
    assert [microphone.name for microphone in found] == ["default", "HDA Intel PCH: ALC257 Analog"]
    assert found[0].is_default


def test_a_microphone_keeps_its_name_when_it_is_plugged_in_elsewhere() -> None:
    before = choose_microphones([device(0, "USB Mic: Audio (hw:1,0)")], ["ALSA"], -1)
    after = choose_microphones([device(4, "USB Mic: Audio (hw:3,0)")], ["ALSA"], -1)
    assert before[0].name == after[0].name
    assert before[0].index != after[0].index


def test_each_microphone_is_shown_once_however_many_interfaces_offer_it() -> None:
    devices = [device(0, "Headset", 0), device(1, "Headset", 1), device(2, "Headset", 2)]
    found = choose_microphones(devices, ["MME", "Windows DirectSound", "Windows WASAPI"], 0)
    assert found == (Microphone("Headset", 2, 48000, 2, False),)


def test_loudspeakers_are_no_microphones() -> None:
    assert choose_microphones([device(0, "Speakers", inputs=0)], ["ALSA"], -1) == ()


def test_two_of_the_same_make_get_names_of_their_own() -> None:
    devices = [device(0, "USB Mic: Audio (hw:1,0)"), device(1, "USB Mic: Audio (hw:2,0)")]
    names = [microphone.name for microphone in choose_microphones(devices, ["ALSA"], -1)]
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("arguments", "trouble"),
    [
        (("Device unavailable", -9985), Trouble.BUSY),
        (("Unanticipated host error", -9999, (8, -16, "Device or resource busy")), Trouble.BUSY),
        (("Unanticipated host error", -9999, (8, -13, "Permission denied")), Trouble.REFUSED),
        (("Unanticipated host error", -9999, (8, -19, "No such device")), Trouble.GONE),
        (("Invalid sample rate", -9997), Trouble.RATE_REFUSED),
        (("Invalid number of channels", -9998), Trouble.RATE_REFUSED),
        (("Invalid device", -9996), Trouble.GONE),
        (("Internal PortAudio error", -9986), Trouble.DOES_NOT_START),
        (("something else",), Trouble.DOES_NOT_START),
    ],
)
def test_portaudio_numbers_tell_the_trouble(arguments: tuple[object, ...], trouble: Trouble) -> None:
    assert trouble_of(Exception(*arguments), "Headset").trouble is trouble


def test_a_computer_without_portaudio_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MicrophoneTrouble) as caught:
        PortAudio().microphones(look_again=False)
    assert caught.value.trouble is Trouble.NO_SOUND_SYSTEM
    assert "PortAudio" in notice_of(Trouble.NO_SOUND_SYSTEM, "", ()).message


def test_every_trouble_has_a_sentence_of_its_own() -> None:
    microphones = (Microphone("Headset", 0, 48000),)
    messages = {notice_of(trouble, "Headset", microphones, 42.0).message for trouble in Trouble}
    assert len(messages) == len(Trouble)
    assert all(message.endswith((".", "?")) and "{" not in message for message in messages)


def test_an_interrupted_dictation_names_its_second_and_never_promises_what_is_not_so() -> None:
    saved = notice_of(Trouble.UNPLUGGED, "Headset", (), 42.0, is_saved=True).message
    unsaved = notice_of(Trouble.UNPLUGGED, "Headset", (), 42.0, is_saved=False).message
    assert saved == "The microphone was unplugged at 0:42; everything you said is written and saved."
    assert "saved" not in unsaved


def test_another_microphone_is_the_way_on() -> None:
    others = (Microphone("default", 0, 48000), Microphone("Headset", 1, 48000))
    notice = notice_of(Trouble.UNPLUGGED, "Headset", others, 42.0)
    assert notice.action_label == "Go on with the default microphone"
    assert notice.action_id == "dictation:microphone:default"


def test_names_are_shown_as_people_say_them() -> None:
    assert microphone_label("default") == "Default microphone"
    assert microphone_label("Jabra Evolve: USB Audio") == "Jabra Evolve"
    assert microphone_label("HDA Intel PCH: ALC257 Analog") == "HDA Intel PCH: ALC257 Analog"


@pytest.mark.parametrize(
    ("n_written", "not_before", "start"),
    [(100_000, 0, 92_000), (4_000, 0, 0), (100_000, 96_000, 96_000), (0, 0, 0)],
)
def test_the_half_second_before_is_taken_but_never_twice(n_written: int, not_before: int, start: int) -> None:
    assert pre_roll_start(n_written, 16000, not_before) == start
