"""How far a long piece of work is, and the way to call it off. It does not know what is done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.backups import Progress
from nextchat_desktop.ui.how_far import HowFar
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.words.catalogue import Words

T = TypeVar("T")


class WorkBar(QWidget):
    """One piece of work at a time. `busied` tells whether there is one, `called_off` that somebody did not want it."""

    busied = Signal(bool)
    called_off = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "dataWork")
        self._run: Run | None = None
        self._label = named(labelled("", "label"), "dataWorkLabel")
        self._bar = HowFar("dataProgress")
        self._cancel = button("dataCancel", words("action.cancel"))
        self._cancel.clicked.connect(self.cancel)
        column = QVBoxLayout()
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(self._label)
        column.addWidget(self._bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_4)
        line.addLayout(column, 1)
        line.addWidget(self._cancel)
        self.hide()

    @property
    def is_busy(self) -> bool:
        return self._run is not None

    def do(
        self, text: str, start: Callable[[Progress, Callable[[T], object]], Run], done: Callable[[T], object]
    ) -> None:
        """Begins the work and shows how far it is. `done` hears what came of it; nothing where it was called off."""
        if self.is_busy:
            return
        self._label.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.show_share(0)

        def ended(outcome: T) -> None:
            self._end()
            done(outcome)

        self._run = start(self._on_progress, ended)
        self.show()
        self.busied.emit(True)

    def cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._end()
            self.called_off.emit()

    def _on_progress(self, part: float) -> None:
        self._bar.show_share(part)

    def _end(self) -> None:
        self._run = None
        self.hide()
        self.busied.emit(False)
