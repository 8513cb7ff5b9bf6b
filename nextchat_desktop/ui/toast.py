"""A word at the foot of the window: what was done with the way back, or what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.ui.announcing import announce
from nextchat_desktop.ui.elided import WrappedLabel
from nextchat_desktop.ui.fading import fade_in
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words

STAYS = 8000
"""Milliseconds for which the way back is offered; trouble stays until it is dismissed."""

_MOMENT = 2500
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
_WIDEST, _FEWEST = 80, 24
"""Letters in a line of it, and those for which there is to be room beside its buttons."""
_AROUND = 68
"""Pixels of its margins and those around it."""


class Toast(QFrame):
    def __init__(self, words: Words, deeds: Deeds, theme: Theme, parent: QWidget, foot: QWidget) -> None:
        """It floats above `foot` while that is in sight.

        What `deeds` tells is shown with the way back.
        """
        super().__init__(parent)
        self.setObjectName("toast")
        set_property(self, "role", "toast")
        self._theme = theme
        self._around = parent
        self._feet = [foot]
        self._text = named(WrappedLabel(), "toastText")
        undo, dismiss = words("sidebar.undo"), words("window.dismiss")
        self._button = named(QPushButton(undo), "undoButton", undo)
        self._dismiss = named(QPushButton(dismiss), "dismissButton", dismiss)
        self._on: QPushButton | None = None
        self._way: Callable[[], object] | None = None
        self._deeds = deeds
        hear(deeds.done, self._on_done)
        hear(deeds.undone, self._on_undone)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self.undo)
        self._dismiss.clicked.connect(self.hide)
        self._lay_out()
        for watched in (parent, foot):
            watched.installEventFilter(self)
        self.hide()

    @property
    def way_back(self) -> QPushButton:
        """What is pressed about what it says; not in sight where nothing is."""
        return self._button if self._button.isVisible() else self._dismiss

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Says what was done; `undo` is called at most once, by the button or by the shortcut, the last one first."""
        self._deeds.did(text, undo)

    def keep_clear_of(self, widget: QWidget) -> None:
        """It floats above this, too, while that is in sight."""
        self._feet.append(widget)
        widget.installEventFilter(self)

    def tell(self, text: str) -> None:
        """Says what was done, for a moment."""
        self._say(text, None)
        self._timer.start(_MOMENT)

    def lead(self, label: str, way: Callable[[], object]) -> None:
        """Beside what is said now, a way on to where it can be seen."""
        self._way = way
        self._on = named(QPushButton(label), "leadButton", label)
        self._on.clicked.connect(self._go_on)
        self._row.insertWidget(1, self._on)
        self._on.show()
        self._on.show()  # or its room would not be counted
        self._place()

    def warn(self, text: str) -> None:
        """Says what went wrong until it is dismissed. What could be undone still can, by the shortcut."""
        self._timer.stop()
        self._say(text, self._dismiss)

    def dismiss(self) -> bool:
        """Whether trouble was shown that now is not."""
        is_shown = self.isVisible() and self._dismiss.isVisible()
        if is_shown:
            self.hide()
        return is_shown

    def forget(self, text: str) -> None:
        """This trouble is over."""
        if self._text.text() == text:
            self.dismiss()

    def undo(self) -> bool:
        """Whether there was something to undo. It works after the word has gone, too."""
        self.hide()
        return self._deeds.undo() is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _on_done(self, sentence: str) -> None:
        self._say(sentence, self._button)
        self._timer.start(STAYS)

    def _on_undone(self, _sentence: str) -> None:
        """Wherever it was undone: to press the button now would undo what was done before it."""
        if not self._button.isHidden():
            self.hide()

    def _go_on(self) -> None:
        self.hide()
        if self._way is not None:
            self._way()

    def _say(self, text: str, button: QPushButton | None) -> None:
        if self._on is not None:
            self._on.hide()
            self._on.deleteLater()
            self._on = None
        for other in (self._button, self._dismiss):
            other.setVisible(other is button)
        is_new = text != self._text.text() or not self.isVisible()
        self._text.setText(text)
        self._place()
        if not self.isVisible():
            fade_in(self, self._theme.motion.fade)
        self.show()
        self.raise_()
        if is_new and self.isVisible():  # each window has one, and some are closed
            announce(self, text, is_urgent=True)

    def _place(self) -> None:
        around = self._around.rect()
        tops = [foot.mapTo(self._around, QPoint()).y() for foot in self._feet if foot.isVisible()]
        end = min(tops, default=around.height() - sizes.SPACE_6)
        self._fit(around.width())
        self.adjustSize()
        self.move((around.width() - self.width()) // 2, end - self.height() - sizes.SPACE_4)

    def _fit(self, width: int) -> None:
        """The words beside the buttons, or above them where there would be too little room."""
        letters = self.fontMetrics().averageCharWidth()
        buttons = sum(one.sizeHint().width() + self._row.spacing() for one in self._buttons())
        room = width - _AROUND
        is_beside = room - buttons >= _FEWEST * letters
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._text.set_width(max(1, min(_WIDEST * letters, room - buttons if is_beside else room)))

    def _buttons(self) -> list[QPushButton]:
        """Those that are seen."""
        every = (self._on, self._button, self._dismiss)
        return [one for one in every if one is not None and not one.isHidden()]

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        set_margins(row, sizes.SPACE_4, sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2)
        row.addWidget(self._text)
        row.addWidget(self._button)
        row.addWidget(self._dismiss)
