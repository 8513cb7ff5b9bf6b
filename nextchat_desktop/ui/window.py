"""What all windows beside the conversation have in common: how large they are, the room within, how they come."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.ui.keyboard.buttons import in_order
from nextchat_desktop.ui.keyboard.menu import HAS_LETTERS
from nextchat_desktop.ui.keyboard.mnemonics import Mnemonics
from nextchat_desktop.ui.keyboard.pressing import DECIDES, press_enter
from nextchat_desktop.ui.keyboard.tabbing import go_on
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.room import room_near
from nextchat_desktop.ui.settings.fields import Hint
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.words.catalogue import Words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Window(QDialog):
    """As large as wanted where the screen has so much room, for letters as drawn and in proportion for others.

    Enter presses the main button at its foot, the usual keys close it and quit.
    """

    def __init__(
        self, name: str, title: str, size: QSize, parent: QWidget | None, kind: Qt.WindowType = Qt.WindowType.Dialog
    ) -> None:
        """One of the kind `Window` is not always above the one it was opened from."""
        super().__init__(parent, kind)
        named(self, name, title)
        self.setWindowTitle(title)
        if HAS_LETTERS:
            Mnemonics(self)
        QShortcut(QKeySequence.StandardKey.Close, self).activated.connect(self.close)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(QApplication.closeAllWindows)
        self._letters = _letters()
        self._wanted = size * (self._letters / sizes.BASE)
        self._given = self._wanted.boundedTo(room_near(parent))
        self.resize(self._given)

    def come_forward(self) -> None:
        """Before all other windows."""
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def holds_work(self) -> bool:
        """Whether something would be lost where it made way for another one like it."""
        return True

    @property
    def place(self) -> str:
        """Where within it somebody is, for the way back there."""
        return ""

    def give_way(self) -> None:
        """To another one like it. What is typed is kept."""
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Grows and shrinks with what is in it."""
        super().changeEvent(event)
        letters = _letters()
        if event.type() == QEvent.Type.FontChange and letters != self._letters:
            before = self._wanted if self.size() == self._given else self.size()  # a person may have made it another
            self._wanted = before * (letters / self._letters)
            self._given = self._wanted.boundedTo(room_near(self))
            self._letters = letters
            self.resize(self._given)

    def undo_here(self, words: Words, deeds: Deeds, theme: Theme, foot: QWidget) -> Toast:
        """What is done is told above the foot of this window, too, and undone from here by the usual keys."""
        toast, keys = Toast(words, deeds, theme, self, foot), QKeySequence.StandardKey
        QShortcut(keys.Undo, self).activated.connect(toast.undo)
        QShortcut(keys.Redo, self).activated.connect(deeds.redo)
        return toast

    def stack(self, *parts: QWidget | QLayout, grows: QWidget | QLayout) -> None:
        """Puts the parts below one another; one of them takes what room is left."""
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_5, sizes.SPACE_4, sizes.SPACE_5, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_3)
        for part in parts:
            _add(column, part, int(part is grows))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            press_enter(self)
            event.accept()
        else:
            super().keyPressEvent(event)


def _letters() -> int:
    """The size of the interface's letters in pixels."""
    size = QGuiApplication.font().pixelSize()
    return size if size > 0 else sizes.BASE


def beside(*parts: QWidget | QLayout | None, apart: int = sizes.SPACE_2) -> QHBoxLayout:
    """The parts beside one another; None is the room between."""
    line = QHBoxLayout()
    line.setSpacing(apart)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            _add(line, part)
    return line


def foot(said: Hint, *buttons: QPushButton) -> QHBoxLayout:
    """What came of the last thing that was done, and what can be done: from what leaves to what the window is about."""
    line = QHBoxLayout()
    line.setSpacing(sizes.SPACE_2)
    line.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
    line.addStretch(0)
    for button in in_order(buttons):
        button.setProperty(DECIDES, True)
        line.addWidget(button)
    return line


def _add(line: QHBoxLayout | QVBoxLayout, part: QWidget | QLayout, stretch: int = 0) -> None:
    if isinstance(part, QLayout):
        line.addLayout(part, stretch)
    else:
        line.addWidget(part, stretch)
