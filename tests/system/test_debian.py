"""The Debian package: its texts by themselves, the whole of it around a stand-in for the bundle, and the real one."""

from __future__ import annotations

import gzip
import importlib.util
import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from app.filing import _SOUNDS
from engine.commandline import make_parser

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-01-31"
COMMANDS = ("transcribe", "listen", "suggest", "translate", "evaluate", "train", "export", "inspect", "devices", "bench")
needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")


def packaging_module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of packaging/, which is not on the path: a package of that name is on PyPI."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return packaging_module("debian_files", monkeypatch)


def validate(program: str, *arguments: object) -> None:
    """By a validator, where it is installed."""
    if shutil.which(program) is not None:
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_desktop_entry_starts_triolet_with_a_file(files: ModuleType, tmp_path: Path) -> None:
    text = files.desktop_entry()
    parsed = ConfigParser(interpolation=None, delimiters="=")
    parsed.read_string(text)
    entry = parsed["Desktop Entry"]
    assert entry["Exec"] == "triolet %f" and entry["Icon"] == "triolet" and entry["Terminal"] == "false"
    assert "audio/flac" in entry["MimeType"].split(";") and entry["MimeType"].endswith(";")
    path = tmp_path / "triolet.desktop"
    path.write_text(text, encoding="utf-8")
    validate("desktop-file-validate", path)


def test_every_kind_of_recording_that_the_window_opens_has_its_type(files: ModuleType) -> None:
    assert set(files.TYPES) >= _SOUNDS


def test_the_metainfo_is_whole_and_names_the_desktop_entry(files: ModuleType, tmp_path: Path) -> None:
    text = files.metainfo("1.2.3", DAY)
    component = ElementTree.fromstring(text)
    assert component.findtext("launchable") == "triolet.desktop"
    release = component.find("releases/release")
    assert release is not None and release.get("version") == "1.2.3"
    path = tmp_path / f"{files.COMPONENT}.metainfo.xml"
    path.write_text(text, encoding="utf-8")
    validate("appstreamcli", "validate", "--no-net", path)


def test_one_place_says_whose_package_it_is_and_no_domain_of_others_is_claimed(files: ModuleType) -> None:
    texts = (files.control("1.2.3", "amd64", 1, "2.36"), files.changelog("1.2.3", DAY), files.metainfo("1.2.3", DAY))
    assert all(files.MAINTAINER in text for text in texts[:2]) and files.MAINTAINER.endswith("@localhost>")
    assert f'id="{files.DEVELOPER}"' in texts[2] and f"<id>{files.DEVELOPER}." in texts[2]
    assert files.DEVELOPER.startswith("localhost.")
    assert (ROOT / "packaging" / "debian_files.py").read_text(encoding="utf-8").count("@localhost") == 1


def test_the_manual_page_names_every_command_and_every_option(files: ModuleType, tmp_path: Path) -> None:
    page = files.manual_page(make_parser(), "1.2.3", DAY)
    for command in COMMANDS:
        assert f".SS {command}\n" in page
    for option in ("--format", "--resume", "--no-window", "--language"):
        assert option.replace("-", r"\-") in page
    assert not [line for line in page.splitlines() if line.startswith("'")]
    path = tmp_path / "triolet.1"
    path.write_text(page, encoding="utf-8")
    if shutil.which("man") is not None:
        environment = os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "100"}
        command = ["man", "--warnings", "-l", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0 and done.stderr == "" and "transcribe" in done.stdout


@pytest.fixture
def package(files: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package of a bundle whose program only says its version."""
    bundle = tmp_path / "triolet"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "_internal" / "library").write_text("a library")
    program = bundle / "triolet"
    program.write_text('#!/bin/sh\necho "triolet stand-in"\n')
    program.chmod(0o755)
    return Path(packaging_module("debian", monkeypatch).make(bundle, tmp_path / "made"))


def told(*command: object) -> str:
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout


@needs_dpkg
def test_the_package_holds_program_desktop_entry_icons_and_manual(package: Path) -> None:
    contents = told("dpkg-deb", "-c", package)
    for name in (
        *("./usr/lib/triolet/triolet", "./usr/lib/triolet/_internal/library", "./usr/share/applications/triolet.desktop"),
        *("./usr/share/man/man1/triolet.1.gz", "./usr/share/doc/triolet/copyright"),
        *(f"./usr/share/icons/hicolor/{size}x{size}/apps/triolet.png" for size in (16, 32, 48, 256, 512)),
        "./usr/share/icons/hicolor/scalable/apps/triolet.svg",
    ):
        assert f" {name}\n" in contents
    assert "./usr/bin/triolet -> ../lib/triolet/triolet" in contents
    assert all(line.split()[1] == "root/root" for line in contents.splitlines())
    assert "Package: triolet" in told("dpkg-deb", "-I", package)


@needs_dpkg
def test_what_is_unpacked_runs(package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    told("dpkg-deb", "-x", package, root)
    assert told(root / "usr" / "bin" / "triolet", "--version") == "triolet stand-in\n"
    page = gzip.decompress((root / "usr/share/man/man1/triolet.1.gz").read_bytes())
    assert b".SH NAME" in page


@needs_dpkg
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root installs")
def test_removing_leaves_nothing_behind(package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for folder in ("updates", "info", "triggers"):
        (root / "var/lib/dpkg" / folder).mkdir(parents=True)
    for file in ("status", "available"):
        (root / "var/lib/dpkg" / file).touch()

    def dpkg(*arguments: object) -> None:
        told("dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless", *arguments)

    dpkg("--install", package)
    assert (root / "usr/bin/triolet").is_symlink()
    dpkg("--purge", "triolet")
    assert not [path for path in root.rglob("*") if "triolet" in path.name and "dpkg" not in path.parts]


@needs_dpkg
def test_the_package_of_the_real_bundle_runs(tmp_path: Path) -> None:
    made = sorted((ROOT / "dist").glob("triolet_*.deb"))
    if not made:
        pytest.skip("the package was not made: python3 packaging/bundle.py && python3 packaging/debian.py")
    told("dpkg-deb", "-x", made[-1], tmp_path / "root")
    program = tmp_path / "root" / "usr" / "bin" / "triolet"
    assert told(program, "--version").startswith("triolet 0.")
    assert "files as they were written" in told(program, "inspect")
