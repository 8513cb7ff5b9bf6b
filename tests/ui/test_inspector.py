"""The window on what was sent, by itself: long texts, names for those who hear it, and its chart."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QPlainTextEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.exchange import Exchange, Gap, Head, Line, Phase, Sent, Spell
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.inspector.chart import ChartRow, TimesChart
from nextchat_desktop.ui.inspector.long_text import LONGEST_LINE, LongText
from nextchat_desktop.ui.inspector.window import InspectorWindow, Sight
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

WORDS = Words(resource("locales"), "en")
ANSWER = Message("a", Role.ASSISTANT, author="Our GPT", state=State.COMPLETE)
SPELLS = (Spell(Phase.CONNECT, 0.0, 0.1), Spell(Phase.WAIT, 0.1, 0.4), Spell(Phase.RECEIVE, 0.4))
QUICKLY = 0.2
"""Seconds of this process's time."""


@pytest.fixture
def long_text(qtbot: QtBot, theme: Theme) -> LongText:
    text = LongText(theme, "text", "Request")
    qtbot.addWidget(text)
    text.resize(600, 400)
    text.show()
    return text


def exchange(body: bytes = b"{}", **more: object) -> Exchange:
    sent = Sent("POST", "http://a.example/v1", "/v1", (("Host", "a.example"),), body, len(body))
    return Exchange(0, sent, Line(address="192.0.2.1"), Head(200, "OK"), SPELLS, ended=0.9, **more)  # type: ignore[arg-type]


def opened(qtbot: QtBot, theme: Theme, *exchanges: Exchange) -> InspectorWindow:
    window = InspectorWindow(lambda: Sight(ANSWER, exchanges, 2000), WORDS, theme)
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_a_hundred_thousand_lines_are_shown_piece_by_piece(qtbot: QtBot, long_text: LongText) -> None:
    """No piece takes long, and what was asked for first is soon forgotten when something else is to be shown."""
    long_text.show_text("\n" * 100_000)
    longest = 0.0
    while not long_text.is_all_there:
        began = time.process_time()
        QApplication.processEvents()
        longest = max(longest, time.process_time() - began)
    assert longest < QUICKLY
    assert long_text.blockCount() == 100_001
    long_text.show_text("\n" * 100_000 + "x")
    long_text.show_text("short")
    assert (long_text.toPlainText(), long_text.is_all_there) == ("short", True)


@pytest.mark.parametrize("text", ["很长的一行。" * 50_000, '{"a":"words"},' * 75_000], ids=["Chinese", "JSON"])
def test_a_megabyte_in_one_line_is_shown_at_once(qtbot: QtBot, long_text: LongText, text: str) -> None:
    began = time.process_time()
    long_text.show_text(text)
    assert time.process_time() - began < QUICKLY
    assert long_text.toPlainText().startswith(text[:1000])
    qtbot.waitUntil(lambda: long_text.is_all_there)
    assert long_text.blockCount() == -(-len(text) // LONGEST_LINE)


def test_what_is_copied_of_a_long_line_is_one_line(long_text: LongText) -> None:
    text = "first\n" + "x" * (2 * LONGEST_LINE + 9) + "\n\nlast"
    long_text.show_text(text)
    long_text.selectAll()
    long_text.copy()
    assert QGuiApplication.clipboard().text() == text


def test_what_is_added_disturbs_nobody_who_selects(long_text: LongText) -> None:
    long_text.show_text("data: one\n\ndata: tw" + "o" * LONGEST_LINE)
    cursor = long_text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveMode.KeepAnchor)
    long_text.setTextCursor(cursor)
    whole = "data: one\n\ndata: tw" + "o" * (2 * LONGEST_LINE) + "\n\ndata: three"
    long_text.show_text(whole)
    assert long_text.textCursor().selectedText() == "data: one"
    long_text.selectAll()
    long_text.copy()
    assert QGuiApplication.clipboard().text() == whole
    long_text.show_text("something else")
    assert long_text.toPlainText() == "something else"


def test_a_window_with_a_megabyte_each_way_opens_at_once(qtbot: QtBot, theme: Theme) -> None:
    body = b'{"messages":[{"role":"user","content":"' + b"many words " * 95_000 + b'"}]}'
    seen = exchange(body, received=b"data: {}\n\n" * 100_000, length=1_000_000)
    began = time.process_time()
    window = opened(qtbot, theme, seen)
    assert time.process_time() - began < QUICKLY
    for name in ("inspectorRaw", "inspectorLaidOut"):
        began = time.process_time()
        _button(window, name).click()
        assert time.process_time() - began < QUICKLY, name


def test_whatever_can_be_used_has_a_name_for_the_program_and_one_for_people(qtbot: QtBot, theme: Theme) -> None:
    window = opened(qtbot, theme, exchange(), exchange())
    kinds = (QAbstractButton, QPlainTextEdit, QListWidget, QTabBar, TimesChart)
    used = [widget for kind in kinds for widget in window.findChildren(kind)]
    used = [widget for widget in used if not widget.objectName().startswith("qt_") and type(widget) is not QWidget]
    assert len(used) >= 9
    assert [widget for widget in used if not (widget.objectName() and widget.accessibleName())] == []


def test_it_can_be_used_without_a_mouse(qtbot: QtBot, theme: Theme) -> None:
    window = opened(qtbot, theme, exchange(), exchange())
    qtbot.waitUntil(window.isActiveWindow)
    reached = set()
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    buttons = {"inspectorCurl", "inspectorCopyRequest", "inspectorCopyAll", "inspectorLaidOut"}
    assert {"inspectorRequests", "inspectorTabs", "inspectorRequest", *buttons} <= reached


def test_of_a_body_that_is_not_all_there_no_command_can_be_made(qtbot: QtBot, theme: Theme) -> None:
    sent = Sent("POST", "http://a.example/v1", "/v1", (), b"", 5_000_000, (Gap(0, 5_000_000),))
    window = opened(qtbot, theme, Exchange(0, sent, ended=1.0))
    assert not _button(window, "inspectorCurl").isEnabled()
    assert "no longer remembered" in _button(window, "inspectorCurl").toolTip()
    text: QPlainTextEdit | None = window.findChild(QPlainTextEdit, "inspectorRequest")
    assert text is not None
    assert "5.0 MB left out" in text.toPlainText()


def test_of_a_request_that_was_never_written_no_command_can_be_made(qtbot: QtBot, theme: Theme) -> None:
    window = opened(qtbot, theme, Exchange(0, Sent("POST", "http://a.example/v1", body=b"{}", length=2), ended=1.0))
    assert not _button(window, "inspectorCurl").isEnabled()
    assert "never written" in _button(window, "inspectorCurl").toolTip()


def test_a_step_that_never_ended_has_another_colour_and_says_so(qtbot: QtBot, theme: Theme) -> None:
    chart = TimesChart(theme, "chart", "Times")
    qtbot.addWidget(chart)
    chart.resize(400, 100)
    chart.show_rows((ChartRow("A", "1 s", "A: 1 s", 0.0, 1.0), ChartRow("B", "1 s", "B: 1 s", 1.0, 2.0, False)))
    image = chart.grab().toImage()
    colours = {image.pixelColor(x, y).name().upper() for x in range(0, 400, 2) for y in range(100)}
    assert {theme.palette.accent, theme.palette.warn} <= colours
    assert chart.accessibleDescription() == "A: 1 s\nB: 1 s"
    assert chart.sizeHint().height() >= 2 * 24


def test_the_ring_of_the_keyboard_covers_nothing(qtbot: QtBot, theme: Theme) -> None:
    chart = TimesChart(theme, "chart", "Times")
    qtbot.addWidget(chart)
    chart.resize(400, 60)
    chart.show_rows((ChartRow("A", "1 s", "A: 1 s", 0.0, 1.0, False),))
    chart.show()
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    image = chart.grab().toImage()
    assert image.pixelColor(200, 50).name() != theme.palette.warn.lower()
    assert image.pixelColor(200, 0).name() == theme.palette.accent.lower()


def _button(window: QWidget, name: str) -> QAbstractButton:
    found: QAbstractButton | None = window.findChild(QAbstractButton, name)
    assert found is not None
    return found
