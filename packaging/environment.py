"""An environment of our own for Triolet: made once, repaired when half made, reused in a second. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
_TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
_LIBRARIES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 "
    "libxcb-render-util0 libxcb-xkb1 libdbus-1-3 libfontconfig1 fonts-dejavu-core libportaudio2"
).split()
_TEST_LIBRARIES = "pulseaudio pulseaudio-utils libasound2-plugins".split()


class SetUpError(Exception):
    """A set-up that cannot go on, in one sentence."""


def set_up(with_tests: bool = False, with_gpu: bool = False) -> Path:
    """Makes the environment, or finds it ready.

    Args:
        with_tests: what the tests need as well
        with_gpu: torch with its GPU packages, some gigabytes more; once there it stays

    Returns:
        the environment's Python

    Raises:
        SetUpError: what is missing and what to do
    """
    install_libraries(_LIBRARIES + (_TEST_LIBRARIES if with_tests else []))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    if with_tests:
        wanted += project["optional-dependencies"]["test"]
    with_gpu = with_gpu or (FOLDER / "with-gpu").exists()
    mark = hashlib.sha256("\n".join([sys.version, *wanted, "gpu" * with_gpu]).encode()).hexdigest()
    stamp = FOLDER / f"ready-{'test' if with_tests else 'run'}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return PYTHON
    size = "about 5 GB" if with_gpu else "about 1.4 GB"
    say(f"Setting up Triolet's own Python packages in .venv ({size}, once).")
    if not PYTHON.exists():
        _run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], "The environment could not be made.")
    torch = next(name for name in wanted if name.startswith("torch=="))
    torchaudio = next(name for name in wanted if name.startswith("torchaudio=="))
    if with_gpu:
        say("Installing torch with GPU packages.")
        _pip("--upgrade", "--force-reinstall", torch)
        _pip("--force-reinstall", "--no-deps", torchaudio)
        (FOLDER / "with-gpu").touch()
    else:
        say("Installing torch without GPU packages.")
        if not _pip("--find-links", ".", torch + "+cpu", may_fail=True):
            _pip("--index-url", _TORCH_CPU_INDEX, torch)
        _pip("--no-deps", torchaudio)
        _set_compiled_torchaudio_aside()
    say("Installing the window, sound and test packages.")
    _pip(*(name for name in wanted if name not in (torch, torchaudio)))
    _compile_search()
    stamp.write_text(mark)
    return PYTHON


def install_libraries(names: list[str]) -> None:
    """Installs Debian packages that are missing, where we may; says what to do where we may not."""
    if shutil.which("dpkg-query") is None:
        return
    missing = [name for name in names if not _is_installed(name)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "-q", *missing]
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
            say(f"Triolet needs system libraries that are missing. Install them with: sudo {' '.join(command)}")
            return
        command = ["sudo", "-n", *command]
    say(f"Installing system libraries: {' '.join(missing)}.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    update = [*command[: command.index("apt-get")], "apt-get", "update", "-q"]
    subprocess.run(update, env=environment, stdout=subprocess.DEVNULL, check=False)
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise SetUpError(f"The system libraries {' '.join(missing)} could not be installed.")


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _is_installed(name: str) -> bool:
    done = subprocess.run(
        ["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False
    )
    return done.stdout.endswith("ok installed")


def _set_compiled_torchaudio_aside() -> None:
    """The wheel's compiled part needs CUDA and keeps the rest, which is pure torch, from loading."""
    for library in FOLDER.glob("[lL]ib*/**/torchaudio/lib/*.so"):
        library.rename(library.with_suffix(".so.aside"))


def _compile_search() -> None:
    """The recognizer's search is compiled on first use and kept: done here, the first start need not wait for it."""
    say("Preparing the search.")
    sample = ROOT / "assets" / "samples" / "popular-contrivance.opus"
    command = [str(PYTHON), "-m", "app", "transcribe", str(sample)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(f"Triolet was installed but does not run.\n{done.stderr[-2000:]}")


def _pip(*arguments: str, may_fail: bool = False) -> bool:
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments]
    if may_fail:
        return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0
    _run(command, "Python packages could not be installed. Is this computer online?")
    return True


def _run(command: list[str], sentence: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        raise SetUpError(f"{sentence}\n{done.stderr[-2000:]}")
