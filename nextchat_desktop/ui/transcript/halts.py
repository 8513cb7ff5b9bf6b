"""Where Tab stops in a transcript: at the buttons and links that are in sight, as the eye meets them."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from nextchat_desktop.ui.keyboard.tabbing import takes_tab
from nextchat_desktop.ui.transcript.link_button import LinkButton
from nextchat_desktop.ui.transcript.links import Link, links_of, rects_of
from nextchat_desktop.ui.transcript.pane import Pane

_LINE = 12
"""Pixels within which two things stand in one line."""


class Halt(NamedTuple):
    """Either a widget or a link, which is known by its turn, the number of its leaf and its own number there."""

    rect: QRectF
    widget: QWidget | None = None
    place: tuple[str, int, int] = ("", 0, 0)
    link: Link | None = None


class Halts(QObject):
    """The view tells when Tab is pressed in it, and when something may have moved."""

    link_activated = Signal(str)

    def __init__(self, view: Pane, spoken: str) -> None:
        """`spoken` is what following a link is called."""
        super().__init__(view)
        self._view = view
        self._at: tuple[str, int, int] | None = None
        self.button = LinkButton(view.viewport(), spoken)
        self.button.clicked.connect(self._on_clicked)

    @property
    def is_at_link(self) -> bool:
        return self.button.hasFocus()

    @property
    def are_met(self) -> bool:
        """Whether the keyboard is at the transcript or at what lies over its turns, and not in a bar above it."""
        focus, viewport = QApplication.focusWidget(), self._view.viewport()
        return focus is not None and (focus is self._view or viewport.isAncestorOf(focus))

    def step(self, forward: bool) -> bool:
        """To the next halt, or the one before; whether there was one. Before the first is the transcript itself."""
        halts = self._all()
        place = self._here(halts) + (1 if forward else -1)
        if 0 <= place < len(halts):
            self._take(halts[place], forward)
            return True
        if place < 0 and not self._view.hasFocus():
            self._view.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return False

    def follow(self) -> None:
        """Keeps the ring at its link; where that has gone out of sight, the keyboard is the transcript's again."""
        if self.button.isHidden():
            return
        found = next((halt for halt in self._links() if halt.place == self._at), None)
        if found is not None and self.is_at_link:
            self._show(found)
            return
        if self.is_at_link:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.button.hide()

    def _here(self, halts: list[Halt]) -> int:
        """The number of the halt at which the keyboard is; the transcript itself comes before the first."""
        if self.is_at_link:
            return next((number for number, halt in enumerate(halts) if halt.place == self._at), -1)
        focus = QApplication.focusWidget()
        return next((number for number, halt in enumerate(halts) if halt.widget is focus), -1)

    def _all(self) -> list[Halt]:
        """Those in sight, line by line; while turns are being chosen, the boxes beside them."""
        found = [*self._widgets(), *self._links()]
        if self._view.boxes.are_open:
            found = [halt for halt in found if isinstance(halt.widget, QCheckBox)]
        is_leftwards = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft

        def order(halt: Halt) -> tuple[int, float]:
            return round(halt.rect.center().y() / _LINE), -halt.rect.right() if is_leftwards else halt.rect.left()

        return sorted(found, key=order)

    def _widgets(self) -> Iterator[Halt]:
        viewport = self._view.viewport()
        for widget in viewport.findChildren(QWidget):
            if takes_tab(widget):
                corner = widget.mapTo(viewport, widget.rect().topLeft())
                yield Halt(QRectF(corner, widget.size().toSizeF()), widget)

    def _links(self) -> Iterator[Halt]:
        view, canvas = self._view, self._view.canvas
        y, seen = view.verticalScrollBar().value(), QRectF(view.viewport().rect())
        for index in canvas.visible(y, y + view.viewport().height()):
            turn, top = canvas.turns[index], canvas.top(index)
            for each in turn.between(y - top, y + view.viewport().height() - top):
                corner = view.from_canvas(turn.leaf_left(each.number), top + each.top)
                for number, link in enumerate(links_of(each.leaf)):
                    first = each.leaf.caret(link.start).translated(corner)
                    if seen.contains(first.center()):
                        yield Halt(first, None, (turn.entry.id, each.number, number), link)

    def _take(self, halt: Halt, forward: bool) -> None:
        if halt.widget is not None:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            halt.widget.setFocus(reason)
            self.button.hide()
            return
        self._at = halt.place
        self._show(halt)
        self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, halt: Halt) -> None:
        canvas = self._view.canvas
        index = canvas.index(halt.place[0])
        if index is None or halt.link is None:
            return
        turn, number = canvas.turns[index], halt.place[1]
        corner = self._view.from_canvas(turn.leaf_left(number), canvas.leaf_top(index, number))
        rects = [rect.translated(corner) for rect in rects_of(turn.leaves[number], halt.link)]
        self.button.show_link(halt.link, rects, self._view.kit)

    def _on_clicked(self) -> None:
        self.link_activated.emit(self.button.accessibleDescription())
