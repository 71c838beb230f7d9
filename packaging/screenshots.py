"""Takes the pictures of README from the real window with the real engine, without a screen.

    python3 packaging/screenshots.py [FOLDER]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TEXT = (
    "Dear Marta,\n\nWe arrived in Madrid on Thursday evening and we are very happy. The house has not changed."
    " The garden is still beautiful.\n\nTomorrow we want to walk to the river. I would like to see you on"
)
_SPANISH = "\u00bfD\u00f3nde est\u00e1 la estaci\u00f3n? Me gustar\u00eda comprar un billete para ma\u00f1ana.\n\nEl tren sale a las 10:30."
_READY_S = 120.0


def main() -> int:
    """Runs itself again in Triolet's own environment, then takes the pictures."""
    if "--inside" not in sys.argv:
        from environment import SetUpError, say, set_up

        try:
            python = set_up()
        except SetUpError as error:
            say(str(error))
            return 1
        os.environ |= {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        os.execv(python, [str(python), __file__, "--inside", *sys.argv[1:]])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "assets" / "screenshots"
    take(folder)
    return 0


def take(folder: Path) -> None:
    """Takes every picture into a folder."""
    from PySide6.QtGui import QTextCursor
    from PySide6.QtWidgets import QApplication

    from app.engine_client import EngineClient
    from app.look import fonts, theme
    from app.window import MainWindow

    application = QApplication(sys.argv[:1])
    fonts.load()
    folder.mkdir(parents=True, exist_ok=True)

    def wait(until, at_most_s: float) -> None:  # type: ignore[no-untyped-def]
        end_s = time.monotonic() + at_most_s
        while not until() and time.monotonic() < end_s:
            application.processEvents()
            time.sleep(0.02)

    with tempfile.TemporaryDirectory() as data:
        window = MainWindow(EngineClient(), Path(data))
        window.show()

        def picture(name: str, text: str, width: int, height: int, is_dark: bool = False) -> None:
            theme.choose(theme.DARK if is_dark else theme.LIGHT)
            window.resize(width, height)
            window.refresh_look()
            window.editor.setPlainText(text)
            window.editor.moveCursor(QTextCursor.MoveOperation.End)
            window.editor.insertPlainText(" ")
            follower = window.sheet.follower
            wait(lambda: follower.is_ready and follower.paired.is_complete and bool(window.completion.shown), _READY_S / 4)
            wait(lambda: False, 1.0)
            window.grab().save(str(folder / f"{name}.png"))

        wait(lambda: window.sheet.follower.is_ready, _READY_S)
        picture("writing", _TEXT, 1280, 800)
        picture("dark", _TEXT, 1280, 800, is_dark=True)
        picture("spanish", _SPANISH, 1280, 800)
        picture("narrow", _TEXT, 620, 800)
        theme.choose(theme.LIGHT)
        window.resize(1280, 800)
        window.refresh_look()
        window.open_settings()
        wait(lambda: False, 0.5)
        window.grab().save(str(folder / "settings.png"))
        window.close()


if __name__ == "__main__":
    sys.exit(main())
