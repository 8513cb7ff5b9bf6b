"""Seeing what one writes as it will look, for those who want that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.composer.preview import Preview
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words


class Desk:
    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        words, self.theme = Words(resource("locales"), "en"), Theme(resource("icons"), folder)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.composer = Composer(words, self.theme)
        self.preview = Preview(self.composer, "Preview", transcript_words(words), self.theme, Gallery())
        column = QVBoxLayout(self.window)
        for widget in (self.preview, self.composer):
            column.addWidget(widget)
        self.window.resize(700, 600)
        self.window.show()

    @property
    def seen(self) -> list[str]:
        """The words of each line and paragraph in the preview."""
        view = self.preview.findChild(Transcript)
        turns = view.canvas.turns if view is not None and view.isVisible() else ()
        return [leaf.text for turn in turns for leaf in turn.leaves]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, qtbot)
    yield desk
    desk.window.close()
    desk.theme.close()


def test_what_is_written_is_seen_without_its_marks(desk: Desk, qtbot: QtBot) -> None:
    desk.preview.want(True)
    desk.composer.set_text("some **bold** words")
    qtbot.waitUntil(lambda: desk.seen == ["some bold words"])
    desk.composer.set_text("some **bold** words\n\n- and a list")
    qtbot.waitUntil(lambda: desk.seen == ["some bold words", "and a list"])
    latest = desk.preview.findChild(QToolButton, "latest")
    assert latest is not None
    qtbot.waitUntil(lambda: not latest.isVisible())


def test_it_is_gone_with_the_words(desk: Desk, qtbot: QtBot) -> None:
    desk.preview.want(True)
    desk.composer.set_text("words")
    qtbot.waitUntil(desk.preview.isVisible)
    desk.composer.clear()
    assert not desk.preview.isVisible()


def test_whoever_does_not_want_it_does_not_pay_for_it(desk: Desk, qtbot: QtBot) -> None:
    desk.composer.set_text("words")
    qtbot.wait(300)
    assert not desk.preview.isVisible()
    assert desk.preview.findChild(Transcript) is None
    desk.preview.want(True)
    assert desk.preview.isVisible()
    desk.preview.want(False)
    assert not desk.preview.isVisible()


def test_a_long_text_leaves_the_window_to_the_conversation_and_shows_its_end(desk: Desk, qtbot: QtBot) -> None:
    desk.preview.want(True)
    desk.composer.set_text("\n\n".join(f"paragraph {number}" for number in range(60)))
    qtbot.waitUntil(lambda: desk.seen[-1:] == ["paragraph 59"])
    view = desk.preview.findChild(Transcript)
    assert view is not None
    qtbot.waitUntil(lambda: view.is_at_end and view.height() == desk.window.height() // 4)
