"""What Triolet listens with and computes on: what there is, what is chosen, and what is used in its place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.notice import Notice
from app.core.preferences import Preferences
from app.dictation.controller import Dictation
from app.dictation.level_watch import LevelWatch
from app.dictation.microphone_choices import is_missing, microphone_choices
from app.dictation.microphones import Microphones
from app.dictation.troubles import microphone_label
from app.engine_client import EngineClient
from app.look.words import tr
from app.settings.store import Store
from engine.contract.devices import AUTO, PROCESSOR
from engine.contract.messages import DeviceFailed, DevicesFound


class Devices(QObject):
    """Keeps microphone and engine as they are chosen, and knows how to say what there is.

    Args:
        store: of the preferences
        microphones: tells which there are
        dictation: uses the chosen one
        client: the door to the engine, which tells what it computes on
        parent: the owner
    """

    changed = Signal()  # there are others, or others are used
    trouble_occurred = Signal(object)  # Notice

    def __init__(
        self, store: Store, microphones: Microphones, dictation: Dictation, client: EngineClient, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.level = LevelWatch(microphones, dictation, self)
        self._store, self._microphones, self._dictation, self._client = store, microphones, dictation, client
        self._found: DevicesFound | None = None
        self._failed = ""  # the device that came to grief
        self._microphone_trouble = ""
        self._applied = ("", AUTO)
        microphones.listed.connect(self.changed)
        client.received.connect(self._on_received)
        self.level.trouble_changed.connect(self._on_microphone_trouble)
        store.changed.connect(self._apply)
        self._apply(store.current)

    # ---- microphones --------------------------------------------------------------------------------------------

    @property
    def microphones(self) -> list[tuple[str, str]]:
        """Of each that can be chosen its name and what is shown for it."""
        return microphone_choices(self._microphones.microphones, self._store.current.microphone)

    @property
    def said_of_microphone(self) -> str:
        """What there is to say of the chosen one."""
        found, chosen = self._microphones.microphones, self._store.current.microphone
        if not found and self._microphones.has_looked:
            return tr("No microphone is plugged in")
        if found and is_missing(found, chosen):
            sentence = tr("{missing} is not plugged in; {used} is used in its place.")
            return sentence.format(missing=microphone_label(chosen), used=microphone_label(found[0].name))
        if self._microphone_trouble:
            return self._microphone_trouble
        return "" if chosen or not found else tr("Now: {0}").format(microphone_label(found[0].name))

    # ---- what computes ------------------------------------------------------------------------------------------

    @property
    def computers(self) -> list[tuple[str, str]]:
        """Of each device that can be chosen its id and what is shown for it."""
        choices = [(AUTO, tr("Automatic")), (PROCESSOR, tr("Processor"))]
        cards = [device for device in self._found.devices if device.id != PROCESSOR] if self._found else []
        choices += [(card.id, card.name) for card in cards]
        chosen = self._store.current.device
        if all(chosen != device_id for device_id, _ in choices):
            choices.append((chosen, tr("Graphics card (not found)") if self._found else tr("Graphics card")))
        return choices

    @property
    def said_of_computer(self) -> str:
        """What is computed on now, and why it is not what was chosen."""
        if self._found is None:
            return tr("Speech and translation; takes effect at once")
        name = self._name(self._found.used)
        if self._failed:
            return tr("{card} failed; computed on the processor until you choose again.").format(card=self._name(self._failed))
        if self._found.asked not in (AUTO, self._found.used):
            return tr("That graphics card was not found; now: {0}").format(name)
        has_card = len(self._found.devices) > 1
        return tr("Now: {0}").format(name) if has_card else tr("Now: {0}; no graphics card can be used here").format(name)

    def _name(self, device_id: str) -> str:
        devices = self._found.devices if self._found else ()
        name = next((device.name for device in devices if device.id == device_id), "")
        return name or (tr("Processor") if device_id == PROCESSOR else tr("Graphics card"))

    # ---- changes ------------------------------------------------------------------------------------------------

    def _apply(self, preferences: Preferences) -> None:
        before, self._applied = self._applied, (preferences.microphone, preferences.device)
        if before[0] != preferences.microphone:
            self._dictation.choose_microphone(preferences.microphone)
        if before[1] != preferences.device:
            self._failed = ""
            self._client.use_device(preferences.device)
        if before != self._applied:
            self.changed.emit()

    def _on_microphone_trouble(self, sentence: str) -> None:
        self._microphone_trouble = sentence
        self.changed.emit()

    def _on_received(self, message: object) -> None:
        if isinstance(message, DeviceFailed):
            self._failed = message.device
            sentence = tr("{card} failed; Triolet goes on with the processor, and nothing is lost.")
            self.trouble_occurred.emit(Notice(sentence.format(card=self._name(message.device))))
        elif isinstance(message, DevicesFound):
            is_new = self._found is None or self._found.asked != message.asked
            self._found = message
            if is_new and not self._failed and message.asked not in (AUTO, message.used):
                self.trouble_occurred.emit(
                    Notice(tr("The graphics card you chose was not found; the processor computes in its place."), is_error=False)
                )
        else:
            return
        self.changed.emit()
