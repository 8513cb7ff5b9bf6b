"""What somebody writes begins where its words do, paragraph by paragraph."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.leading_lines import lead_lines
from ui.transcripts import open_window

ARABIC = "سطر بالعربية"
WIDTH = 400


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def field(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[ComposerField]:
    qapp.setLayoutDirection(request.param)
    field = ComposerField()
    qtbot.addWidget(field)
    field.resize(WIDTH, 200)
    open_window(field, qtbot)
    yield field
    QGuiApplication.clipboard().clear()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def caret(field: QPlainTextEdit, words: str, behind: bool = False) -> int:
    """How far from the left the caret stands before these words, or behind them."""
    cursor = QTextCursor(field.document())
    cursor.setPosition(field.toPlainText().index(words) + behind * len(words))
    return int(field.cursorRect(cursor).x())


def is_right(x: int) -> bool:
    return x > WIDTH * 2 // 3


def test_each_paragraph_begins_where_its_first_letter_wants_it(field: ComposerField) -> None:
    field.show_text(f"English, {ARABIC}\n{ARABIC}, English\n({ARABIC})")
    assert not is_right(caret(field, "English"))
    assert is_right(caret(field, f"{ARABIC}, English"))
    assert is_right(caret(field, f"({ARABIC})"))


def test_what_has_no_letters_begins_where_the_window_does(field: ComposerField) -> None:
    field.show_text("123\n")
    field.moveCursor(QTextCursor.MoveOperation.End)
    assert is_right(int(field.cursorRect().x())) is field.isRightToLeft()


def test_a_line_goes_over_when_its_first_letter_is_typed(field: ComposerField) -> None:
    for typed in (ARABIC, "English"):
        field.clear()
        QTest.keyClicks(field, "(")
        field.insertPlainText(typed)
        assert is_right(caret(field, "(")) is (typed is ARABIC)


def test_every_line_of_a_long_paragraph_begins_at_the_right(field: ComposerField) -> None:
    field.show_text(f"{ARABIC} " * 20)
    block = field.document().firstBlock()
    field.blockBoundingRect(block)
    layout = block.layout()
    assert layout.lineCount() > 1
    ends = [layout.lineAt(place).x() + layout.lineAt(place).naturalTextWidth() for place in range(layout.lineCount())]
    assert max(ends) - min(ends) < 8
    assert field.horizontalScrollBar().maximum() == 0


def test_a_click_finds_the_letter_that_is_there(field: ComposerField) -> None:
    field.show_text(f"English\n{ARABIC}")
    cursor = QTextCursor(field.document())
    for place in (2, 12, 18):
        cursor.setPosition(place)
        found = field.cursorForPosition(field.cursorRect(cursor).center())
        assert found.position() == place


@pytest.mark.parametrize(("key", "right"), [(Qt.Key.Key_Direction_R, True), (Qt.Key.Key_Direction_L, False)])
def test_the_keys_for_a_direction_turn_a_paragraph_whatever_its_letters(
    field: ComposerField, key: Qt.Key, right: bool
) -> None:
    words = "English (one)." if right else f"{ARABIC}."
    field.show_text(f"{words}\nEnglish")
    cursor = field.textCursor()
    cursor.setPosition(0)
    field.setTextCursor(cursor)
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert is_right(caret(field, words)) is right or is_right(caret(field, words, behind=True)) is right
    layout = field.document().firstBlock().layout()
    assert layout.textOption().textDirection() == (
        Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    )
    assert field.toPlainText() == f"{words}\nEnglish"


def test_what_is_copied_is_what_was_written(field: ComposerField) -> None:
    text = f"{ARABIC} English\n123"
    field.show_text(text)
    field.selectAll()
    field.copy()
    assert QGuiApplication.clipboard().text() == text


def test_code_begins_at_the_left_where_it_has_no_letters(qapp: QApplication, qtbot: QtBot) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    field = QPlainTextEdit()
    lead_lines(field, is_prose=False)
    qtbot.addWidget(field)
    field.resize(WIDTH, 200)
    open_window(field, qtbot)
    field.setPlainText('{\n  "a": 1\n}')
    assert not any(is_right(caret(field, words)) for words in ("{", '"a"', "}"))
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_field_keeps_its_document_whatever_python_clears_away(field: ComposerField) -> None:
    field.show_text(ARABIC)
    assert is_right(caret(field, ARABIC))
    for _ in range(3):
        gc.collect()
    field.insertPlainText("English ")
    assert not is_right(caret(field, "English"))
