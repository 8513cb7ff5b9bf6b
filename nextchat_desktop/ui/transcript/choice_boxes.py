"""The boxes beside turns while some of them are being chosen; they know ids and places, and no conversation."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from nextchat_desktop.ui.mirroring import facing
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.entries import TranscriptWords


class Beside(NamedTuple):
    """A turn, what it is called, and where it is in the viewport."""

    id: str
    name: str
    place: QRect


class ChoiceBoxes(QObject):
    """`toggled` tells the turn, and whether all between it and the last one are meant."""

    toggled = Signal(str, bool)

    def __init__(self, viewport: QWidget, words: TranscriptWords) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._words = words
        self._chosen: frozenset[str] | None = None
        self._boxes: dict[str, QCheckBox] = {}

    @property
    def are_open(self) -> bool:
        return self._chosen is not None

    def choose(self, chosen: frozenset[str] | None) -> None:
        """Those that are chosen; None when nobody chooses any more."""
        self._chosen = chosen
        for id, box in self._boxes.items():
            box.setChecked(chosen is not None and id in chosen)

    def arrange(self, turns: Iterable[Beside]) -> None:
        """Each at the top of what is seen of its turn."""
        seen = {turn.id: turn for turn in turns} if self._chosen is not None else {}
        for id in self._boxes.keys() - seen.keys():
            self._remove(id)
        for id, turn in seen.items():
            box = self._boxes.get(id) or self._make(id)
            box.setAccessibleName(f"{self._words.choose}: {turn.name}")
            top = min(max(turn.place.top(), 4), turn.place.bottom() - m.BOX_SIDE)
            around = self._viewport.rect()
            left = max(1, facing(turn.place, around).left() - m.BESIDE)
            box.setGeometry(facing(QRect(left, top, m.BOX_SIDE, m.BOX_SIDE), around))
            box.show()

    def focus_on(self, id: str) -> None:
        """Puts the keyboard at the box of this turn, or at the lowest one there is."""
        box = self._boxes.get(id) or max(self._boxes.values(), key=QWidget.y, default=None)
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self, id: str) -> QCheckBox:
        box = self._boxes[id] = QCheckBox(self._viewport)
        box.setObjectName("turnBox")
        box.setProperty("entry", id)
        box.setChecked(self._chosen is not None and id in self._chosen)
        box.clicked.connect(self._on_clicked)
        return box

    def _remove(self, id: str) -> None:
        box = self._boxes.pop(id)
        if box.hasFocus():
            self._viewport.setFocus()
        box.hide()
        box.deleteLater()

    def _on_clicked(self) -> None:
        is_range = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.toggled.emit(str(self.sender().property("entry")), is_range)
