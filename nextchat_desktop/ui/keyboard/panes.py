"""The parts of a window, and how the keyboard goes round from one to the next. It knows none of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Pane:
    """What lies in `around` belongs to it; the keyboard comes to `first`, or to where it was in it last."""

    around: QWidget
    first: QWidget
    is_remembered: bool = False

    @property
    def is_there(self) -> bool:
        return self.first.isVisible() and self.first.isEnabled()

    def take(self) -> None:
        """The keyboard."""
        before = self.around.focusWidget() if self.is_remembered else None
        wanted = before if before is not None and before.isVisible() and before.isEnabled() else self.first
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self.around or self.around.isAncestorOf(widget))


def go_round(panes: Sequence[Pane], by: int) -> None:
    """To the part after (1) or before (-1) the one in which the keyboard is; of two that overlap the first counts."""
    present = [pane for pane in panes if pane.is_there]
    focus = QApplication.focusWidget()
    here = next((place for place, pane in enumerate(present) if pane.holds(focus)), -1 if by > 0 else 0)
    if present:
        present[(here + by) % len(present)].take()
