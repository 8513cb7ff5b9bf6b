"""Alt and a letter press what bears it. While Alt is held the letters are shown; else labels are as they are."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from nextchat_desktop.ui.keyboard.letters import SIGN, Label, lettered

FITTING = "fitting"
"""The property of a button that shows as much of its words as there is room for."""
Lettered = QAbstractButton | QLabel
_ENDING = (QEvent.Type.WindowDeactivate, QEvent.Type.Hide)


class Mnemonics(QObject):
    """Of one window. On macOS nobody makes one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: list[tuple[Lettered, str, str]] = []
        """What bears a letter now, with its words before and since."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
            if kind is QEvent.Type.KeyPress:
                self._show()
            elif kind is QEvent.Type.KeyRelease:
                self._hide()
        elif kind in _ENDING:
            self._hide()
        return False

    def _show(self) -> None:
        self._hide()
        bearers = list(_bearers(self._window))
        labels = [Label(each.text(), each.objectName()) for each in bearers]
        for each, label, words in zip(bearers, labels, lettered(labels), strict=True):
            if words != label.words:
                each.setText(words)
                self._shown.append((each, label.words, words))

    def _hide(self) -> None:
        """Whatever says something else since keeps that."""
        shown, self._shown = self._shown, []
        for each, before, since in shown:
            if each.text() == since:
                each.setText(before)


def _bearers(window: QWidget) -> Iterator[Lettered]:
    """All that is in sight and has words, the main buttons first: they have the first choice."""
    found = [each for each in window.findChildren(QAbstractButton) if _is_of(each, window) and each.isEnabled()]
    labels = [each for each in window.findChildren(QLabel) if _is_of(each, window) and _leads_somewhere(each)]
    yield from sorted(found, key=lambda each: each.property("role") != "primary")
    yield from labels


def _is_of(each: Lettered, window: QWidget) -> bool:
    """What fits its words to the room itself keeps them as they are."""
    is_plain = bool(each.text()) and SIGN not in each.text() and not _flows(each)
    return is_plain and each.isVisible() and each.window() is window


def _flows(each: Lettered) -> bool:
    return isinstance(each, QAbstractButton) and (each.hasHeightForWidth() or bool(each.property(FITTING)))


def _leads_somewhere(label: QLabel) -> bool:
    """To the field it is the label of."""
    field = label.buddy()
    return field is not None and field.isEnabled() and "<" not in label.text()
