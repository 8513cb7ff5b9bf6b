"""Writing a message: what sends, what breaks the line, and what an input method may never do."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import SEND_KEY
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.composer.resting_caret import RestingCaret
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

RETURN = Qt.Key.Key_Return
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def composer(qtbot: QtBot, theme: Theme) -> Composer:
    composer = Composer(Words(resource("locales"), "en"), theme)
    qtbot.addWidget(composer)
    composer.show()
    return composer


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    texts: list[str] = []
    composer.submitted.connect(texts.append)
    return texts


def compose(composer: Composer, pre_edit: str, commit: str = "") -> None:
    event = QInputMethodEvent(pre_edit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(composer.field, event)


def test_enter_sends_and_shift_enter_breaks_the_line(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.field, "one")
    QTest.keyClick(composer.field, RETURN, SHIFT)
    QTest.keyClicks(composer.field, "two")
    assert sent == []
    QTest.keyClick(composer.field, RETURN)
    assert sent == ["one\ntwo"]


KEYS = {
    "enter": Qt.KeyboardModifier.NoModifier,
    "ctrl_enter": CONTROL,
    "shift_enter": SHIFT,
    "alt_enter": Qt.KeyboardModifier.AltModifier,
    "meta_enter": Qt.KeyboardModifier.MetaModifier,
}


@pytest.mark.parametrize("key", KEYS)
def test_one_enter_sends_and_every_other_breaks_the_line(composer: Composer, sent: list[str], key: str) -> None:
    composer.field.send_with(key)
    QTest.keyClicks(composer.field, "one")
    for held in [held for name, held in KEYS.items() if name != key]:
        QTest.keyClick(composer.field, RETURN, held)
    assert sent == []
    QTest.keyClicks(composer.field, "two")
    QTest.keyClick(composer.field, RETURN, KEYS[key])
    assert sent == ["one\n\n\n\ntwo"]


def test_the_setting_has_every_key_that_can_send() -> None:
    assert SEND_KEY.kind.check("alt_enter") == "alt_enter"
    assert {getattr(SEND_KEY.kind, "values", ())} == {tuple(KEYS)}


def test_enter_while_an_input_method_composes_never_sends(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.field, "A: ")
    compose(composer, "ni hao")
    QTest.keyClick(composer.field, RETURN)
    assert sent == []
    compose(composer, "", "你好")
    QTest.keyClick(composer.field, RETURN)
    assert sent == ["A: 你好"]


def test_the_button_sends_too(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.field, "Hello")
    QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert sent == ["Hello"]


def test_while_an_answer_streams_it_is_queued_and_stays_until_it_is(composer: Composer, sent: list[str]) -> None:
    queued: list[str] = []
    composer.queued.connect(queued.append)
    composer.set_busy(True)
    QTest.keyClicks(composer.field, "Hello")
    QTest.keyClick(composer.field, RETURN)
    assert composer.send_button.toolTip() == "Send after this answer (Enter)"
    assert (sent, queued, composer.text()) == ([], ["Hello"], "Hello")


def test_nothing_but_spaces_is_not_sent(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.field, "   ")
    QTest.keyClick(composer.field, RETURN)
    assert sent == []
    assert not composer.send_button.isEnabled()


def test_while_an_answer_streams_stop_stands_beside_send(composer: Composer) -> None:
    composer.set_busy(True)
    assert composer.stop_button.isVisible()
    assert composer.send_button.isVisible()
    composer.set_busy(False)
    assert not composer.stop_button.isVisible()


def test_the_field_grows_with_its_text_up_to_a_limit(composer: Composer) -> None:
    composer.field.set_most(120)
    one_line = composer.field.height()
    composer.set_text("a\nb\nc")
    assert composer.field.height() > 2 * one_line - composer.field.fontMetrics().lineSpacing()
    composer.set_text("\n" * 100)
    assert composer.field.height() == 120


@pytest.mark.parametrize("text", ["one line", "一行中文，", "mixed 中文\nand more", ""])
def test_nothing_can_be_scrolled_that_has_room(composer: Composer, text: str) -> None:
    composer.set_text("")
    QTest.keyClicks(composer.field, "x")
    composer.field.setPlainText(text)
    assert composer.field.verticalScrollBar().maximum() == 0


class Painted(QObject):
    """Whether a widget was painted since."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.is_so = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.is_so = self.is_so or event.type() == QEvent.Type.Paint
        return False


def test_when_the_caret_blinks_nothing_is_painted_but_the_field(composer: Composer, qtbot: QtBot) -> None:
    qtbot.waitExposed(composer)
    qtbot.wait(50)
    around, field = Painted(composer.frame), Painted(composer.field.viewport())
    composer.field.viewport().update(composer.field.cursorRect())
    qtbot.waitUntil(lambda: field.is_so)
    assert not around.is_so


def test_the_caret_stands_still_where_nobody_writes_until_somebody_does(composer: Composer, qtbot: QtBot) -> None:
    RestingCaret(composer.field, after=50)
    with qtbot.waitExposed(composer):
        composer.activateWindow()
    for part in (composer.prompts_button, composer.field):
        part.setFocus()
        qtbot.waitUntil(part.hasFocus)
    qtbot.waitUntil(lambda: QApplication.cursorFlashTime() == 0)
    QTest.keyClicks(composer.field, "x")
    assert QApplication.cursorFlashTime() > 0
    qtbot.waitUntil(lambda: QApplication.cursorFlashTime() == 0)
    composer.prompts_button.setFocus()
    assert QApplication.cursorFlashTime() > 0


def test_the_caret_comes_back_where_it_was(composer: Composer) -> None:
    composer.set_text("你好, world", 3)
    assert composer.caret() == 3
    composer.set_text("😀 hello", 8)
    assert composer.caret() == 8
