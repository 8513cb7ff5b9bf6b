"""The bar one types into to find words in the conversation; it finds nothing itself and knows no messages."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from nextchat_desktop.markup.finding import Query
from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.room import Room
from nextchat_desktop.ui.theme.sizes import TypeScale
from nextchat_desktop.ui.theme.theme import Theme, set_property

PAUSE_MS = 100
"""Typing that goes on within this time is one query."""

_LONGEST = 400
_WIDTH, _FIELD_LEAST, _PLACE_LEAST = 448, 96, 104
_CASE, _WORD = "Aa", "ab"

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class FindWords:
    """Every word of the bar. `place` and `place_so_far` have {current} and {total}, `found` and its fellow {total}."""

    name: str
    field: str
    place: str
    place_so_far: str
    found: str
    found_so_far: str
    searching: str
    nothing: str
    previous: str
    next: str
    match_case: str
    whole_words: str
    close: str
    number: Callable[[int], str] = "{:,}".format


class _Field(QLineEdit):
    """Return belongs to the input method as long as one composes."""

    entered = Signal(bool)
    """Whether Shift was held."""

    def __init__(self) -> None:
        super().__init__()
        self._composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not self._composing:
            self.entered.emit(bool(event.modifiers() & _SHIFT))


class FindBar(QFrame):
    """A query is always told before anybody is asked to go to its next find."""

    query_changed = Signal(object)
    """A `Query`."""
    next_asked = Signal()
    previous_asked = Signal()
    closed = Signal()

    def __init__(self, words: FindWords, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self.field = named(_Field(), "findField", words.field)
        Composing(self.field)
        self._place = named(QLabel(), "findPlace")
        self.previous_button = _button("findPrevious", words.previous, "Shift+F3")
        self.next_button = _button("findNext", words.next, "F3")
        self._match_case = _toggle("findMatchCase", words.match_case, _CASE)
        self._whole_words = _toggle("findWholeWords", words.whole_words, _WORD)
        self._close = _button("findClose", words.close, "Esc")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        named(self, "findBar", words.name)
        self._lay_out()
        self._connect()
        self._on_theme_changed()
        self._show_place("")
        self._let_step(False)
        self.hide()

    @property
    def query(self) -> Query:
        """What the bar asks for now."""
        return Query(self.field.text(), self._match_case.isChecked(), self._whole_words.isChecked())

    def open_with(self, text: str = "") -> None:
        """Shows the bar, ready to be typed over: with this text, or without one with what was there before."""
        if words := " ".join(text.split()):
            self.field.setText(words)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._tell()

    def open_plainly(self, text: str) -> None:
        """Shows the bar with this text, whose case and boundaries do not matter."""
        for toggle in (self._match_case, self._whole_words):
            toggle.blockSignals(True)
            toggle.setChecked(False)
            toggle.blockSignals(False)
        self.open_with(text)

    def show_count(self, current: int | None, total: int, done: bool) -> None:
        """`current` counts from 1, None while the reader is at no find; `done` says whether all was searched."""
        if not self.field.text():
            self._show_place("")
        elif total:
            self._show_place(self._counted(current, total, done))
        else:
            self._show_place(self._words.nothing if done else self._words.searching, is_bad=done)
        self._let_step(bool(total and self.field.text()))

    def sizeHint(self) -> QSize:
        """Always as wide, so that no button moves under the pointer when the count grows; the field gives way."""
        return QSize(self._theme.room.scaled(_WIDTH), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, even where the window has a shortcut on them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            self._step(back=bool(event.modifiers() & _SHIFT))

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # what lies below would begin a selection
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText(self._words.field)
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        set_margins(row, sizes.SPACE_2, 6, 6, 6)
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addWidget(self._place)
        for button in self._buttons():
            row.addWidget(button)

    def _buttons(self) -> tuple[QToolButton, ...]:
        return self._match_case, self._whole_words, self.previous_button, self.next_button, self._close

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_text_changed)
        self.field.entered.connect(self._step)
        self._pause.timeout.connect(self._tell)
        self._match_case.toggled.connect(self._tell)
        self._whole_words.toggled.connect(self._tell)
        self.next_button.clicked.connect(self._on_next)
        self.previous_button.clicked.connect(self._on_previous)
        self._close.clicked.connect(self._leave)
        self._theme.changed.connect(self._on_theme_changed)

    def _counted(self, current: int | None, total: int, done: bool) -> str:
        words, every = self._words, self._words.number(total)
        if current is None:
            return (words.found if done else words.found_so_far).format(total=every)
        return (words.place if done else words.place_so_far).format(current=words.number(current), total=every)

    def _show_place(self, text: str, is_bad: bool = False) -> None:
        self._place.setText(text)
        self._place.setAccessibleName(text)
        role = "bad" if is_bad else "hint"
        for widget in (self._place, self.field):
            if widget.property("role") != role:
                set_property(widget, "role", role)

    def _let_step(self, can: bool) -> None:
        for button in (self.previous_button, self.next_button):
            if not can and button.hasFocus():
                self.field.setFocus()
            button.setEnabled(can)

    def _on_text_changed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if not self.field.text():
            self.show_count(None, 0, True)
        self.query_changed.emit(self.query)

    def _step(self, back: bool) -> None:
        if self._pause.isActive():
            self._tell()
        if self.field.text():
            (self.previous_asked if back else self.next_asked).emit()

    def _on_next(self) -> None:
        self._step(back=False)

    def _on_previous(self) -> None:
        self._step(back=True)

    def _leave(self) -> None:
        self._pause.stop()
        self.hide()
        self.closed.emit()

    def _on_theme_changed(self) -> None:
        icons, room = self._theme.icons, self._theme.room
        self.setStyleSheet(_style(self._theme.palette, room, self._theme.type))
        self.field.setMinimumSize(room.scaled(_FIELD_LEAST), room.target)
        self._place.setMinimumWidth(room.scaled(_PLACE_LEAST))
        for button in self._buttons():
            button.setFixedSize(room.target, room.target)
        for button, icon in (
            (self.previous_button, "chevron-up"),
            (self.next_button, "chevron-down"),
            (self._close, "close"),
        ):
            button.setIcon(icons.icon(icon))


def _is_own(event: QKeyEvent) -> bool:
    with_control = bool(event.modifiers() & _CONTROL)
    return event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F3) or (event.key() == Qt.Key.Key_G and with_control)


def _button(name: str, label: str, keys: str) -> QToolButton:
    button = named(QToolButton(), name, label)
    button.setToolTip(f"{label} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")
    return button


def _toggle(name: str, label: str, sign: str) -> QToolButton:
    toggle = named(QToolButton(), name, label)
    toggle.setToolTip(label)
    toggle.setText(sign)
    toggle.setCheckable(True)
    return toggle


def _style(p: Palette, room: Room, scale: TypeScale) -> str:
    """The bar lies in a view that has a style of its own, so that it says all of its own."""
    ring, side, small, sign = room.focus, room.target, scale.hint.size, scale.label.size
    button = f"background: transparent; color: {p.text_2}; border: {ring}px solid transparent; border-radius: 6px;"
    field = (
        f"background: {p.raised}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {sizes.RADIUS_FIELD}px;"
    )
    picked = f"selection-background-color: {p.selection}; selection-color: {p.text};"
    hint = f"placeholder-text-color: {p.text_3};"
    rules = (
        ("#findBar", f"background: {p.raised}; border: 1px solid {p.edge}; border-radius: {sizes.RADIUS_CARD}px;"),
        ("#findField", f"{field} {picked} {hint} padding: 3px 7px; min-height: {scale.interface.line}px;"),
        ("#findField:focus", f"border: {ring}px solid {p.accent}; padding: {4 - ring}px {8 - ring}px;"),
        ('#findField[role="bad"]', f"border-color: {p.bad};"),
        ("#findPlace", f"background: transparent; color: {p.text_2}; padding: 0 6px; font-size: {small}px;"),
        ('#findPlace[role="bad"]', f"color: {p.bad};"),
        ("QToolButton", f"{button} padding: 0; {_sides(side - 2 * ring)} font-size: {sign}px; font-weight: 500;"),
        ("#findWholeWords", "text-decoration: underline;"),
        ("QToolButton:hover", f"background: {p.hover};"),
        ("QToolButton:pressed", f"background: {p.selected};"),
        (
            "QToolButton:checked",
            f"background: {p.accent_soft}; color: {p.accent}; border: 1px solid {p.accent}; {_sides(side - 2)}",
        ),
        ("QToolButton:focus", f"border: {ring}px solid {p.accent}; {_sides(side - 2 * ring)}"),
        ("QToolButton:disabled", f"color: {p.text_3};"),
    )
    return "\n".join(f"{selector} {{ {body} }}" for selector, body in rules)


def _sides(pixels: int) -> str:
    """Without the border. What a style sheet leaves open it would let shrink."""
    return f"min-width: {pixels}px; min-height: {pixels}px;"
