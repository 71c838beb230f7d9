"""What changed is on disk soon, and a disk that takes nothing is told of once."""

from __future__ import annotations

import errno
import os
import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app import saver as saver_module
from app.saver import Saver


class Disk:
    """Counts what is written, and takes nothing while it is full."""

    def __init__(self) -> None:
        self.n_written, self.is_full, self.takes_s = 0, False, 0.0

    def write(self) -> None:
        """Writes once more."""
        if self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        time.sleep(self.takes_s)
        self.n_written += 1


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def parent(qtbot: QtBot) -> QObject:
    return QObject()


def test_a_change_is_on_disk_soon_also_while_others_follow(qtbot: QtBot, disk: Disk, parent: QObject) -> None:
    saver = Saver(parent, disk.write, after_ms=60)
    assert not saver.is_due
    for _ in range(20):
        saver.save_soon()
        qtbot.wait(10)
    assert 2 <= disk.n_written <= 5
    qtbot.waitUntil(lambda: not saver.is_due)
    written = disk.n_written
    qtbot.wait(100)
    assert disk.n_written == written, "nothing is written where nothing changed"


def test_a_full_disk_is_told_once_and_tried_again_until_it_has_room(
    qtbot: QtBot, disk: Disk, parent: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "_AGAIN_MS", 20)
    saver = Saver(parent, disk.write, after_ms=10)
    told: list[str] = []
    saver.failed.connect(told.append)
    disk.is_full = True
    saver.save()
    qtbot.wait(100)
    assert told == [os.strerror(errno.ENOSPC)] and saver.is_failing
    disk.is_full = False
    with qtbot.waitSignal(saver.saved):
        pass
    assert disk.n_written == 1 and not saver.is_failing and not saver.is_due
    disk.is_full = True
    saver.save()
    assert len(told) == 2, "the next trouble is told again"


def test_after_a_write_that_took_long_there_is_a_rest(qtbot: QtBot, disk: Disk, parent: QObject) -> None:
    saver = Saver(parent, disk.write, after_ms=1, rest_share=20)
    disk.takes_s = 0.01
    saver.save()
    disk.takes_s = 0.0
    began_s = time.monotonic()
    saver.save_soon()
    qtbot.waitUntil(lambda: disk.n_written == 2)
    assert time.monotonic() - began_s > 0.15
