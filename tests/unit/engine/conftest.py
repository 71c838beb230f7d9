from __future__ import annotations

from pathlib import Path

import pytest

from engine.translator.translator import Translator, load
from tests.support.small_translator import small_model


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_model(tmp_path_factory.mktemp("translator"))


@pytest.fixture(scope="session")
def translator(model_folder: Path) -> Translator:
    return load(model_folder, "cpu")
