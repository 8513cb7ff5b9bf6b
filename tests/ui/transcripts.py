"""What a reader does with a transcript and sees of it, in the words of the tests."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words

WORDS = transcript_words(Words(resource("locales"), "en"))

Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def open_window(widget: QWidget, qtbot: QtBot) -> None:
    """Shows it as the window that gets the keys, be there a window manager or none."""
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


# What is shown


def answer(text: str, id_: str = "a", streaming: bool = False, **more: object) -> Entry:
    return Entry(id_, "assistant", text, streaming=streaming, **more)  # type: ignore[arg-type]


def question(text: str, id_: str = "q") -> Entry:
    return Entry(id_, "user", text)


def many(count: int) -> list[Entry]:
    return [Entry(str(i), "user" if i % 2 else "assistant", f"**turn** {i}\n\n- one\n- two") for i in range(count)]


def paragraphs(count: int, word: str = "paragraph") -> str:
    return "\n\n".join(f"{word} {number} of this text" for number in range(count))


def lines(count: int) -> str:
    return "\n".join(f"line_{number} = {number}" for number in range(count))


def fenced(code: str, language: str = "python") -> str:
    return f"```{language}\n{code}\n```"


def show(view: Transcript, entries: Sequence[Entry]) -> None:
    """Opens a conversation, and lets it be read however slow the machine is."""
    view.show_entries(entries)
    _read_all(view)


def put(view: Transcript, entry: Entry) -> None:
    """Comes, and is shown."""
    view.put(entry)
    view._on_frame()
    _read_all(view)


def _read_all(view: Transcript) -> None:
    visible = view.canvas.visible(value(view), value(view) + view.viewport().height())
    if any(view.canvas.turns[index].is_behind for index in visible):
        view._settle(seconds=float("inf"))


def grow(view: Transcript, entry: Entry, by: int = 7) -> Iterator[int]:
    """Comes bit by bit."""
    for length in range(0, len(entry.text), by):
        put(view, replace(entry, text=entry.text[:length], streaming=True))
        yield length
    put(view, entry)


def rest(view: Transcript, qtbot: QtBot) -> None:
    """Waits until there is nothing left to do."""
    timers = view._frame_timer, view._idle_timer
    qtbot.waitUntil(lambda: not view._is_unpainted and not any(one.isActive() for one in timers), timeout=10_000)


# Where it is


def value(view: Transcript) -> int:
    return view.verticalScrollBar().value()


def maximum(view: Transcript) -> int:
    return view.verticalScrollBar().maximum()


def is_at_end(view: Transcript) -> bool:
    return value(view) == maximum(view)


def place_of(view: Transcript, words: str, behind: bool = False, turn: int = 0) -> Position:
    """Where these words begin or end, as far as turns have been read."""
    for index in range(turn, len(view.canvas.turns)):
        for number, leaf in enumerate(view.canvas.turns[index].leaves):
            offset = leaf.text.find(words)
            if offset >= 0:
                text = leaf.text[: offset + behind * len(words)]
                return Position(index, number, len(text.encode("utf-16-le")) // 2)
    raise AssertionError(f"{words!r} is not there")


def leaf_of(view: Transcript, words: str) -> Leaf:
    leaf = view.canvas.leaf(place_of(view, words))
    assert leaf is not None
    return leaf


def y_of(view: Transcript, words: str) -> int:
    """How far below the top of the view the paragraph, row or piece of code with these words begins."""
    place = place_of(view, words)
    return view.canvas.leaf_top(place.turn, place.item) - value(view)


def point_at(view: Transcript, words: str, behind: bool = False, turn: int = 0) -> QPoint:
    """Where the words begin or end in the viewport."""
    caret = view.canvas.caret(place_of(view, words, behind, turn))
    return QPointF(caret.center() - view.to_canvas(QPointF(0, 0))).toPoint()


def inside(view: Transcript, words: str) -> QPoint:
    return point_at(view, words) + QPoint(3, 0)


def named(view: QWidget, name: str, kind: type[QWidget] = QToolButton) -> list[QWidget]:
    return [widget for widget in view.findChildren(kind, name) if widget.isVisible()]


# What the reader does


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, LEFT)


def turn_wheel(
    view: Transcript, up: int = 0, right: int = 0, keys: Qt.KeyboardModifier = NONE, at: QPoint | None = None
) -> None:
    viewport = view.viewport()
    point = QPointF(at if at is not None else viewport.rect().center())
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    delta, place = QPoint(-right, up), QPointF(viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, QWheelEvent(point, place, QPoint(), delta, none, keys, phase, False))


def read_at(view: Transcript, words: str, y: int = 100) -> int:
    """Goes where these words are so far below the top, if there is enough below them; gives how far they are."""
    for index in range(len(view.canvas.turns)):
        view.read_on(index, float("inf"))
    view._settle()
    for _ in range(2):  # what comes into view finds its height
        view.verticalScrollBar().setValue(value(view) + y_of(view, words) - y)
    return y_of(view, words)


def drag(view: Transcript, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(view.viewport(), pos=end)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=end)


def select(view: Transcript, qtbot: QtBot, first: str, last: str) -> None:
    """With the mouse, from before the first words to behind the last ones."""
    drag(view, qtbot, point_at(view, first), point_at(view, last, behind=True))


def clipboard(view: Transcript, qtbot: QtBot) -> QMimeData:
    """What Ctrl+C puts there."""
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    return QGuiApplication.clipboard().mimeData()


def copied(view: Transcript, qtbot: QtBot) -> str:
    return clipboard(view, qtbot).text()


# What the reader sees


def on_screen(view: Transcript) -> QImage:
    """The window as it is on the screen, painted bit by bit as things changed."""
    QApplication.sendPostedEvents()
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.UpdateRequest))
    return (
        QGuiApplication.primaryScreen()
        .grabWindow(view.window().winId())
        .toImage()
        .convertToFormat(QImage.Format.Format_RGB32)
    )


def afresh(view: Transcript) -> QImage:
    """The same, all painted anew."""
    return view.window().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def differing(one: QImage, other: QImage, most: int = 24) -> list[tuple[int, int]]:
    """The pixels that differ by more than the rounding at the edges of what is painted."""
    assert one.size() == other.size()
    if one == other:
        return []
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    wrong = {at // 4 for at, (mine, theirs) in enumerate(pairs) if abs(mine - theirs) > most}
    return [(at % one.width(), at // one.width()) for at in sorted(wrong)]
