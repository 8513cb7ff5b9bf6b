"""A pane that is used by the keyboard: from link to button in it, a menu where one is, words typed in it for another
field. It knows no turn."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from nextchat_desktop.ui.keyboard.tabbing import LEADS
from nextchat_desktop.ui.theme.theme import set_property
from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.halts import Halts
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.pane import Pane

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_Held = Qt.KeyboardModifier
_RUNNING = _Held.ControlModifier | _Held.AltModifier | _Held.MetaModifier
_WRITING = (_Held.NoModifier, _Held.ControlModifier | _Held.AltModifier)
"""With these a key writes; the second pair is AltGr on Windows."""
_WITHIN = 12
"""Pixels from the corner of a turn to where its menu is."""


class KeyedPane(Pane):
    link_activated = Signal(str)

    def __init__(self, kit: Kit, words: TranscriptWords, parent: QWidget | None) -> None:
        super().__init__(kit, words, parent)
        self._field: QWidget | None = None
        self._halts = Halts(self, words.open_link)
        self.setProperty(LEADS, True)
        self._halts.link_activated.connect(self.link_activated)

    def write_into(self, field: QWidget) -> None:
        """Letters that do nothing here are meant for this, also those that an input method makes words of."""
        self._field = field
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The word is begun where it will stand, and the keyboard follows when it is done."""
        field = self._writable
        if field is not None:
            QApplication.sendEvent(field, event)
        if field is not None and event.commitString():
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """As the field answers, so that what can be chosen from is shown beside it."""
        field = self._writable
        if field is None:
            return super().inputMethodQuery(query)
        found = field.inputMethodQuery(query)
        away = self.mapFromGlobal(field.mapToGlobal(QPoint()))
        return found.translated(away) if isinstance(found, QRect | QRectF) else found

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through what is in sight as the eye does, and then on to what is beside."""
        return (self._halts.are_met and self._halts.step(forward)) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            set_property(self, "ringed", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.property("ringed"):
            set_property(self, "ringed", False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that scroll; a letter is handed on."""
        text, field = event.text(), self._writable
        if field is not None and text.strip() and text.isprintable() and event.modifiers() & _RUNNING in _WRITING:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(field, event)
        else:
            super().keyPressEvent(event)

    def menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Where in the viewport a menu is asked for: by the menu key at the link or button one is at, or at the turn
        one has gone to."""
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            return self.viewport().mapFromGlobal(event.globalPos())
        if self._halts.is_at_link:
            return self._halts.button.foot
        focus = self.window().focusWidget()
        if focus is not None and self.viewport().isAncestorOf(focus):
            return focus.mapTo(self.viewport(), focus.rect().bottomLeft())
        index = self.canvas.index(self.turn_at_hand)
        seen = self.viewport().rect()
        seen = seen if index is None else seen.intersected(self.turn_rect(index))
        return seen.center() if index is None else seen.topLeft() + QPoint(_WITHIN, _WITHIN)

    @property
    def _writable(self) -> QWidget | None:
        """Where one writes now, if one can."""
        field = self._field
        return field if field is not None and field.isVisible() and field.isEnabled() else None

    @property
    def turn_at_hand(self) -> str:
        """The turn at which the keyboard is; empty where it is at none."""
        return ""

    def _arrange(self) -> None:
        super()._arrange()
        self._halts.follow()
