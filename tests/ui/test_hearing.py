"""A part of a window hears what happens as long as it is there, and is kept alive by nobody who tells it."""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import nextchat_desktop.ui
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.ui.hearing import hear


class Listening(QWidget):
    def __init__(self, notice: Notice, heard: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heard = heard
        hear(notice, self._on_told)

    def _on_told(self, told: str) -> None:
        self._heard.append(told)


def test_a_part_hears_until_its_window_goes(qtbot: QtBot) -> None:
    notice, heard, window = Notice(), list[str](), QWidget()
    Listening(notice, heard, window)
    notice.tell("first")
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    notice.tell("second")
    assert heard == ["first"]


def test_whoever_tells_keeps_no_part_alive(qtbot: QtBot) -> None:
    notice, heard = Notice(), list[str]()
    part = Listening(notice, heard)
    del part
    notice.tell("anybody?")
    assert heard == []


def test_every_part_of_a_window_hears_so() -> None:
    """But for the page, which leaves a conversation before it shows another."""
    package = Path(nextchat_desktop.ui.__file__).parent
    told = re.compile(r"\b(changed|answered|done|undone|redone|turned|failed|told|not_kept|settings)\.listen\(")
    found = [path for path in package.rglob("*.py") if told.search(path.read_text("utf-8"))]
    assert [path.relative_to(package).as_posix() for path in found] == ["chat/page.py"]
