"""The first start explains itself: say a few words, see them, and know the three keys. It stands over the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core import voice_check
from app.core.preferences import Keys
from app.engine_client import EngineClient
from app.look import fonts, icons, key_caps, scroll_bars, theme
from app.look.page import MARGIN_PX, NARROW_MARGIN_PX
from app.look.rows import rule
from app.recordings.playback import Playback
from engine.contract.assets import asset
from engine.contract.messages import RequestFailed, TranscriptionAsked, TranscriptionFinished, TranscriptionProgressed
from engine.contract.types import Heard

_SAMPLE = "popular-contrivance.opus"
_ONE_COLUMN_UNDER_PX = 860


class WelcomePage(QWidget):
    """What a person meets at the first start.

    Args:
        client: the door to the engine
        ids: numbers for questions
        parent: the window
    """

    closed = Signal()
    sample_started = Signal()  # the microphone is not needed now

    def __init__(self, client: EngineClient, ids: Iterator[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._ids, self._sample_path = client, ids, asset("samples", _SAMPLE)
        models = [file.stat().st_size for file in asset("models").glob("*/*") if file.is_file()]
        self._models_mb = round(sum(models) / 1e6)
        self._playback = Playback(parent=self)
        self._levels: list[float] = []
        self._final, self._request_id = "", 0
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self.start, self.sample = QPushButton(self.tr("Start writing")), QPushButton(self.tr("Try a recorded sample instead"))
        self.heard, self.said = QLabel(), _Line("microphone")
        self._keys = Keys()
        self._columns = QHBoxLayout()
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(self._right, 1)
        inside = QWidget()
        inside.setLayout(self._columns)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._fill()
        self.start.clicked.connect(self.closed)
        self.sample.clicked.connect(self._on_sample)
        client.received.connect(self._on_received)
        self._texts: dict[QLabel, tuple[int, bool, bool]]
        self.refresh_look()

    def _fill(self) -> None:
        self._texts = {}
        left, right = self._left, self._right
        left.setSpacing(12)
        left.addWidget(self._text(self.tr("Say a few words"), 38))
        left.addWidget(self._text(self.tr("Press F9 and read this aloud, or say anything you like."), 20, quiet=True))
        left.addSpacing(12)
        left.addWidget(rule())
        left.addWidget(self._text(self.tr("Read"), 13, quiet=True, is_interface=True))
        left.addWidget(self._text("The lemon tree is still alive, although nobody has watered it all summer.", 20))
        left.addWidget(rule())
        left.addWidget(self._text(self.tr("Heard"), 13, quiet=True, is_interface=True))
        self._texts[self.heard] = (20, False, False)
        self.heard.setWordWrap(True)
        self.heard.setMinimumHeight(64)
        self.heard.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.heard.setAccessibleName(self.tr("What was heard"))
        left.addWidget(self.heard)
        left.addWidget(self.said)
        left.addSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.addWidget(self.sample, 1, Qt.AlignmentFlag.AlignLeft)
        left.addLayout(self._buttons)
        left.addStretch(1)
        right.setSpacing(4)
        right.addWidget(self._text(self.tr("It all stays here"), 24))
        right.addSpacing(12)
        for title, words in (
            (self.tr("Your voice"), self.tr("Saved on this computer while you speak, so nothing you say is lost. Deleted after 7 days, or when you say in the settings.")),
            (self.tr("Your text"), self.tr("Saved as you write, in files that only you can read. The logs hold none of your words.")),
            (self.tr("The models"), self.tr("They came with the program, {0} MB in all. Nothing is downloaded, and Triolet never uses the internet.").format(self._models_mb)),
        ):  # fmt: skip
            right.addWidget(_Fact(self._text(title, 15, is_interface=True, is_strong=True), self._text(words, 14, quiet=True, is_interface=True)))
            right.addSpacing(8)
        right.addWidget(rule())
        right.addSpacing(12)
        right.addWidget(self._text(self.tr("Three keys to know"), 24))
        right.addSpacing(8)
        self._caps = [
            _Key("dictate", self._text(self.tr("starts and stops dictation; hold it to speak briefly"), 14, is_interface=True)),
            _Key("take", self._text(self.tr("takes the words suggested after the caret"), 14, is_interface=True)),
            _Key("dismiss", self._text(self.tr("sends them away until you write on"), 14, is_interface=True)),
        ]
        for cap in self._caps:
            right.addWidget(cap)
        right.addStretch(1)

    def _text(self, words: str, size_px: int, quiet: bool = False, is_interface: bool = False, is_strong: bool = False) -> QLabel:
        made = QLabel(words)
        made.setWordWrap(True)
        made.setProperty("is_interface", is_interface)
        self._texts[made] = (size_px, quiet, is_strong)
        return made

    # ---- what is heard ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Somebody is about to speak."""
        self._levels, self._final = [], ""
        self.heard.clear()
        self.said.say("microphone", self.tr("Listening"))

    def show_heard(self, heard: Heard) -> None:
        """Words as they come."""
        text = f"{self._final} {heard.text}".strip()
        if heard.is_final:
            self._final = text
        self.heard.setText(text[:1].upper() + text[1:])

    def show_level(self, level_dbfs: float) -> None:
        """How loud it is now."""
        self._levels.append(level_dbfs)
        if len(self._levels) % 15 == 0:
            self._say(voice_check.verdict(self._levels))

    def _say(self, found: str) -> None:
        words = {
            voice_check.LISTENING: self.tr("Listening"),
            voice_check.SILENT: self.tr("The microphone gives only silence. Is it muted?"),
            voice_check.FAINT: self.tr("Your voice is faint. Come closer, or turn the microphone up."),
            voice_check.LOUD: self.tr("Your voice is too loud for the microphone. Turn it down a little."),
            voice_check.NOISY: self.tr("The room is loud. Words will be heard better in a quieter place."),
            voice_check.CLEAR: self.tr("Your voice is clear and the room is quiet."),
        }[found]
        icon = {voice_check.LISTENING: "microphone", voice_check.CLEAR: "check"}.get(found, "warning")
        self.said.say(icon, words)

    # ---- the sample ---------------------------------------------------------------------------------------------

    def _on_sample(self) -> None:
        self.sample_started.emit()
        self.begin()
        self.said.say("sound", self.tr("A recorded voice"))
        self._playback.take(self._sample_path)
        self._playback.play()
        self._request_id = next(self._ids)
        self._client.send(TranscriptionAsked(self._request_id, str(self._sample_path)))

    def _on_received(self, message: object) -> None:
        if isinstance(message, TranscriptionProgressed) and message.request_id == self._request_id:
            for segment in message.segments:
                self.show_heard(Heard(0, 0, segment.words, len(segment.words), True, segment.start_s, segment.end_s))
        elif isinstance(message, TranscriptionFinished) and message.request_id == self._request_id:
            self.said.say("check", self.tr("Written down in {0} s, on this computer.").format(f"{message.work_s:.1f}"))
        elif isinstance(message, RequestFailed) and message.request_id == self._request_id:
            self.said.say("warning", message.message)

    # ---- look ---------------------------------------------------------------------------------------------------

    def use_keys(self, keys: Keys) -> None:
        """Takes the keys that the person has set."""
        for cap in self._caps:
            cap.show_key(getattr(keys, cap.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _ONE_COLUMN_UNDER_PX
        margin = NARROW_MARGIN_PX if is_narrow else MARGIN_PX
        for row in (self._columns, self._buttons):
            row.setDirection(QHBoxLayout.Direction.TopToBottom if is_narrow else QHBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(margin, 24, margin, 24)
        self._columns.setSpacing(36 if is_narrow else 112)

    def refresh_look(self) -> None:
        """Takes colours and faces from the theme."""
        colours = theme.current()
        for text, (size_px, quiet, is_strong) in self._texts.items():
            is_interface = bool(text.property("is_interface"))
            text.setFont(fonts.interface(size_px, semibold=is_strong) if is_interface else fonts.text(size_px))
            palette = text.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colours.ink2 if quiet else colours.ink))
            text.setPalette(palette)
        for one, is_main in ((self.start, True), (self.sample, False)):
            one.setFixedHeight(36)
            one.setFont(fonts.interface(14, semibold=True))
            one.setStyleSheet(
                f"QPushButton {{ border: 0; border-radius: 8px; padding: 0 16px; background: {colours.ink if is_main else 'transparent'};"
                f" color: {colours.paper if is_main else colours.ink}; }}"
                f"QPushButton:hover {{ background: {colours.ink2 if is_main else colours.desk}; }}"
                f"QPushButton:focus {{ border: 2px solid {colours.english}; }}"
            )
        self._scroll.verticalScrollBar().setStyleSheet(scroll_bars.style())


class _Line(QWidget):
    """An icon and a sentence."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon, self.text = icon, ""
        self.setFixedHeight(24)

    def say(self, icon: str, text: str) -> None:
        """Another sentence."""
        self._icon, self.text = icon, text
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text:
            return
        painter, colours = QPainter(self), theme.current()
        is_trouble = self._icon == "warning"
        icons.paint(painter, self._icon, QRectF(1, 3, 18, 18), colours.voice if is_trouble else colours.ink)
        painter.setFont(fonts.interface(15))
        painter.setPen(QColor(colours.ink))
        text = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width() - 32)
        painter.drawText(QRectF(30, 0, self.width() - 30, 24), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class _Fact(QWidget):
    """A tick, what it is, and what there is to say."""

    def __init__(self, title: QLabel, words: QLabel) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, "check", QRectF(1, 2, 18, 18), theme.current().ink)
        painter.end()


class _Key(QWidget):
    """A key and what it does."""

    def __init__(self, name: str, words: QLabel) -> None:
        super().__init__()
        self.name, self._key = name, ""
        row = QHBoxLayout(self)
        row.setContentsMargins(72, 4, 0, 4)
        row.addWidget(words)

    def show_key(self, key: str) -> None:
        """Another key does it."""
        self._key = key
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        key_caps.paint(painter, self._key, 0, self.height() / 2)
        painter.end()
