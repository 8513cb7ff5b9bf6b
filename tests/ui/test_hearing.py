"""A part of a window hears what happens as long as it is there, and is kept alive by nobody who tells it."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

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
