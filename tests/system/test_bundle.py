"""The bundle, where it was made: it dictates, and its engine comes back when it is killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import installed

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "dist" / "triolet"


def test_from_its_own_folder_triolet_runs_its_probes_by_python() -> None:
    assert installed.start_probe_command() == [sys.executable, "-m", "app.start_probe"]
    assert installed.command() == [sys.executable, "-m", "app"]
    assert installed.run_probe([installed.START_PROBE]) is None, "no command of the checkout's command line"


def test_a_bundle_is_its_own_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert installed.start_probe_command() == [sys.executable, "start-probe"] and installed.command() == [sys.executable]
    assert installed.run_probe([]) is None and installed.run_probe(["transcribe"]) is None


def test_a_wheel_runs_its_probes_by_its_own_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "is_wheel", lambda: True)
    assert installed.start_probe_command() == [sys.executable, "-m", "triolet", "start-probe"]
    assert installed.command() == [sys.executable, "-m", "triolet"], "there is no module `app` to run there"
    assert installed.run_probe(["transcribe"]) is None


def test_compiled_code_of_an_installed_program_goes_to_the_person(monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    installed.keep_compiled_code()
    assert "NUMBA_CACHE_DIR" not in os.environ, "a checkout keeps it beside its sources"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    installed.keep_compiled_code()
    assert Path(os.environ["NUMBA_CACHE_DIR"]) == own_folders / "xdg_cache_home" / "triolet" / "compiled"


@pytest.mark.skipif(not BUNDLE.exists(), reason="the bundle was not made: python3 packaging/bundle.py")
@pytest.mark.skipif(shutil.which("pulseaudio") is None, reason="needs pulseaudio")
def test_the_bundle_dictates_and_recovers() -> None:
    script = ROOT / "packaging" / "smoke_test.py"
    done = subprocess.run([sys.executable, script, BUNDLE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
