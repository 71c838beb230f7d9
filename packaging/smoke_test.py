"""Tries a bundle out from outside, as a person would: `python3 packaging/smoke_test.py dist/triolet`.

It runs the command line, adapts it to a text, opens the window on a virtual screen (Xvfb where it is installed, else Qt's own), dictates a
recording into it through a microphone of software, kills the engine process, dictates again, and reads what was logged.
Runs in Triolet's own environment with the test packages; needs pulseaudio.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
SOUND = ROOT / "tests" / "data" / "sound" / "2300-131720-0000.opus"
TRANSLATED = ROOT / "tests" / "data" / "text" / "everyday.tsv"
SAID = "the paris plant like that at the crystal palace was a temporary exhibit"
WORST = 0.5  # share of words
WITHIN_S = 300.0
_COMMANDS = (
    (["--version"], "triolet 0."),
    (["inspect"], "files as they were written"),
    (["transcribe", str(SOUND)], "crystal palace"),
    (["suggest", "Thank you very "], "much"),
    (["translate", "Thank you very much.", "--from", "en"], "racias"),
    (["devices"], "cpu"),
    (["evaluate", "translation", str(TRANSLATED)], "bleu"),
    (["adapt", "text", str(ROOT / "tests" / "data" / "text" / "author.txt")], "ksr@3"),
)


class SmokeError(Exception):
    """What the bundle didn't do."""


class Window:
    """The bundle's window, run as its dictation probe.

    Args:
        program: the bundle's program
        folder: where its data and logs go
        environment: with the virtual microphone and screen in it
        patience_s: how long each step may take
    """

    def __init__(self, program: Path, folder: Path, environment: dict[str, str], patience_s: float) -> None:
        self.patience_s = patience_s
        self.process = subprocess.Popen(
            [program, "dictation-probe", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / "stderr.txt").open("w"),
            text=True,
            env=environment,
        )
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def wait_for(self, start: str) -> str:
        """The rest of the next line that starts so; other lines are passed over.

        Raises:
            SmokeError: it does not come, or the window has ended
        """
        end_s = time.monotonic() + self.patience_s
        passed = []
        while time.monotonic() < end_s:
            try:
                line = self._lines.get(timeout=1.0)
            except Empty:
                if self.process.poll() is not None:
                    raise SmokeError(f"The window ended with {self.process.returncode} before {start!r}.") from None
                continue
            if line.startswith(start):
                return line.removeprefix(start).strip()
            passed.append(line)
        raise SmokeError(f"{start!r} did not come within {self.patience_s:.0f} s, but {passed}")

    def order(self, order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))


def main() -> int:
    """Runs itself in Triolet's own environment when this one lacks what it needs."""
    parser = argparse.ArgumentParser(description="Try a bundle out.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--window", action="store_true", help="only the window")
    parser.add_argument("--patience", type=float, default=WITHIN_S, help="seconds for each step, more on a busy computer")
    options = parser.parse_args()
    try:
        import soundfile  # noqa: F401
    except ImportError:
        from environment import set_up

        python = set_up(with_tests=True)
        os.execv(python, [str(python), __file__, *sys.argv[1:]])
    sys.path.insert(0, str(ROOT))
    bundle = options.bundle.resolve()
    program = bundle / ("triolet.exe" if os.name == "nt" else "triolet") if bundle.is_dir() else bundle
    try:
        with tempfile.TemporaryDirectory() as folder:
            test(program, Path(folder), options.patience, with_commands=not options.window)
    except SmokeError as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    print("The bundle works.")
    return 0


def test(program: Path, folder: Path, patience_s: float = WITHIN_S, with_commands: bool = True) -> None:
    """The command line, unless it is left out, and the window.

    Raises:
        SmokeError: what failed
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    environment |= {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    for arguments, wanted in _COMMANDS if with_commands else ():
        _try_command(program, arguments, wanted, environment)
    from tests.support.virtual_microphone import plugged_in

    data = folder / "window"
    data.mkdir()
    with plugged_in(folder) as microphone, screen(environment) as with_screen:
        sound_server = {name: microphone.environment[name] for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR")}
        window = Window(program, data, with_screen | sound_server, patience_s)
        try:
            _dictate_and_recover(window, microphone)
        finally:
            window.process.kill()
    _read_logs(data)


@contextmanager
def screen(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment with a virtual screen in it."""
    if shutil.which("Xvfb") is None:
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            display = told.readline().strip()
        if not display:
            raise SmokeError("The virtual screen did not start.")
        yield environment | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}
    finally:
        server.terminate()
        server.wait()


def _try_command(program: Path, arguments: list[str], wanted: str, environment: dict[str, str]) -> None:
    started_s = time.monotonic()
    done = subprocess.run([program, *arguments], capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0 or wanted not in done.stdout.lower() or "Warning" in done.stderr:
        raise SmokeError(f"triolet {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    print(f"triolet {arguments[0]}: {time.monotonic() - started_s:.1f} s", flush=True)


def _dictate_and_recover(window: Window, microphone) -> None:  # type: ignore[no-untyped-def]
    import soundfile

    samples, _ = soundfile.read(SOUND, dtype="float32")
    started_s = time.monotonic()
    window.wait_for("shown")
    print(f"window shown: {time.monotonic() - started_s:.1f} s", flush=True)
    window.wait_for("state ready")
    engine = int(window.wait_for("engine"))
    print(f"ready to dictate: {time.monotonic() - started_s:.1f} s", flush=True)
    _check_words(_dictate(window, microphone, samples), 1)
    os.kill(engine, signal.SIGKILL)
    window.wait_for("state loading")
    window.wait_for("state ready")
    print("engine killed: it came back", flush=True)
    _check_words(_dictate(window, microphone, samples), 2)
    window.order("quit")
    if window.process.wait(window.patience_s) != 0:
        raise SmokeError(f"The window ended with {window.process.returncode}.")


def _dictate(window: Window, microphone, samples) -> str:  # type: ignore[no-untyped-def]
    window.order("toggle")
    window.wait_for("state listening")
    microphone.play(samples)
    time.sleep(1.0)
    window.order("toggle")
    return window.wait_for("text")


def _check_words(text: str, n_times: int) -> None:
    from engine.commandline.evaluate import normalised
    from engine.contract.error_rate import edit_distance

    said = SAID.split() * n_times
    share = edit_distance(normalised(text).split(), said) / len(said)
    print(f"heard: {text} ({100 * share:.0f} % of words wrong)", flush=True)
    if share > WORST:
        raise SmokeError("That is not what was said.")


def _read_logs(data: Path) -> None:
    for path in (data / "stderr.txt", data / "engine.log", data / "engine.crash"):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        bad = [line for line in text.splitlines() if any(word in line for word in ("ERROR", "Traceback", "Fatal", "Warning"))]
        if bad:
            raise SmokeError(f"{path.name} tells of trouble:\n{text}")


if __name__ == "__main__":
    sys.exit(main())
