"""The licence texts of a bundle: whole, each in a place of its own, and none forgotten."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "packaging" / "licences.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_has_a_place_of_its_own(licences: ModuleType) -> None:
    """torch alone brings those of scores of others, which are all called LICENSE."""
    found = list(licences.texts(["torch", "torch.nn", "numpy/core", "PySide6/QtCore.abi3.so"], []))
    places = [place for place, _ in found]
    assert len(places) == len(set(places)) and sum(place.startswith("licences/torch/") for place in places) > 50
    assert all(path.stat().st_size > 200 for _, path in found)


@pytest.mark.parametrize(("module", "words"), [("PySide6", "LESSER GENERAL PUBLIC"), ("shiboken6", "LESSER"), ("sentencepiece", "Apache License")])
def test_packages_that_bring_no_text_get_theirs(licences: ModuleType, module: str, words: str) -> None:
    assert any(words in path.read_text(encoding="utf-8") for _, path in licences.texts([module], []))


def test_a_package_without_a_text_is_not_forgotten(licences: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "_WITHOUT_TEXT", {})
    with pytest.raises(LookupError, match="sentencepiece"):
        list(licences.texts(["sentencepiece"], []))


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's packages")
def test_libraries_of_the_system_bring_their_texts(licences: ModuleType) -> None:
    library = next(path for path in sorted(Path("/usr/lib").glob("*/libfontconfig.so.1")))
    assert "licences/system/libfontconfig1.txt" in dict(licences.texts([], [library]))
