"""The wheel, built and installed without a network into an environment that has nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND = ROOT / "tests" / "data" / "sound" / "2300-131720-0000.opus"
MOST_BYTES = 100 * 2**20
# Starts a process as the window starts the engine's.
_SPAWNING = """
import triolet
from multiprocessing import get_context

def main():
    with get_context("spawn").Pool(1) as pool:
        print(pool.apply(eval, ("__import__('engine').__file__",)))

if __name__ == "__main__":
    main()
"""


@dataclass
class Environment:
    """A bare environment: Triolet in it, its dependencies borrowed from the environment of the tests."""

    folder: Path
    home: Path

    @property
    def packages(self) -> Path:
        [packages] = self.folder.glob("lib/python3*/site-packages")
        return packages

    def pip(self, *arguments: str) -> None:
        python = self.folder / "bin" / "python"
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)

    def triolet(self, *arguments: str) -> str:
        return self._run("triolet", *arguments)

    def python(self, *arguments: str) -> str:
        return self._run("python", *arguments)

    def _run(self, program: str, *arguments: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        environment |= {"HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / "cache"), "OMP_NUM_THREADS": "1"}
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
        command = [str(self.folder / "bin" / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.home, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    script = ROOT / "packaging" / "wheel.py"
    done = subprocess.run([sys.executable, script, folder], capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder, home = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    environment = Environment(folder, home)
    (environment.packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    environment.pip("install", "--no-deps", "--no-index", str(wheel))
    return environment


def test_every_package_is_named_in_the_project_file() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    there = {
        ".".join(file.parent.relative_to(ROOT).parts) for name in ("app", "engine") for file in (ROOT / name).rglob("*.py")
    }
    assert set(named) == {f"triolet.{name}" for name in there} | {"triolet", "triolet.assets"}


def test_the_wheel_holds_one_package_with_everything_inside_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"triolet", f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"}
    there = {file.relative_to(ROOT).as_posix() for file in (ROOT / "assets").rglob("*") if file.is_file()}
    assert {f"triolet/{name}" for name in there if "screenshots" not in name and not name.endswith(".ts")} == {
        name for name in names if name.startswith("triolet/assets/")
    }
    assert wheel.stat().st_size < MOST_BYTES


def test_the_installed_program_lives_beside_packages_of_the_same_names(environment: Environment) -> None:
    """`app` and `engine` are common names: others keep theirs, and Triolet and its processes find their own."""
    for name in ("app", "engine", "assets"):
        (environment.packages / f"{name}.py").write_text(f"print('this is the {name} of somebody else')\n")
    try:
        assert environment.triolet("--version").startswith("triolet 0.")
        assert environment.python("-c", "import app, engine") == "".join(
            f"this is the {name} of somebody else\n" for name in ("app", "engine")
        )
        assert environment.python("-m", "triolet", "--version").startswith("triolet 0.")
        assert "usage" in environment.python("-m", "triolet.engine.training.ngram_estimation", "--help")
        told = environment.python("-c", _SPAWNING)
        assert f"{environment.packages}/triolet/engine/__init__.py" in told and "somebody else" not in told
        assert environment.python("-m", "triolet", "start-probe").startswith("shown")
    finally:
        for name in ("app", "engine", "assets"):
            (environment.packages / f"{name}.py").unlink()


def test_the_installed_program_runs_with_its_own_models_and_is_removed_without_a_trace(environment: Environment) -> None:
    assert environment.triolet("--version").startswith("triolet 0.")
    assert "recognizer-en: a recognizer" in environment.triolet("inspect")
    text = environment.triolet("transcribe", str(SOUND))
    assert "crystal palace was a temporary exhibit" in text.lower()
    environment.pip("uninstall", "-y", "triolet")
    assert [path.name for path in environment.packages.iterdir()] == ["borrowed.pth"]
    assert not (environment.folder / "bin" / "triolet").exists()
