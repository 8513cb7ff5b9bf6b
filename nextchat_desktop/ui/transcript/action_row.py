"""The buttons and words under a turn, and the line below one; neither knows the view."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QIcon
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from nextchat_desktop.ui.elided import ElidedLabel, tip
from nextchat_desktop.ui.keyboard.menu import Menu
from nextchat_desktop.ui.mirroring import pop_below
from nextchat_desktop.ui.theme.palette import mix
from nextchat_desktop.ui.transcript.boxes import empty, take_out
from nextchat_desktop.ui.transcript.entries import SEPARATOR, Action, Entry, TranscriptWords
from nextchat_desktop.ui.transcript.look import Look

_SCALES = (1.0, 2.0, 3.0)
_QUIET = 0.45
"""So much of a colour is left where nothing can be pressed."""
_MORE = "more"
_FOCUS = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)


_BEFORE = 6
"""Pixels between the buttons and the words behind them."""


class ActionRow(QWidget):
    """The quiet buttons and words under a turn; at the right under the reader's own.

    Those of an entry that `is_quiet` are seen while the mouse is at the turn or the keyboard in the row; they are there
    for the keyboard and for screen readers all the time.
    """

    action_requested = Signal(str)

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("actionRow")
        self._words = words
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._buttons: dict[tuple[str, bool], QToolButton] = {}
        """By what they ask for, and whether they show a sign: made when first needed, and there to be needed again."""
        self._place: ElidedLabel | None = None
        self._caption = self._label("caption")
        self._built: tuple[object, ...] = ()
        self._more: tuple[Action, ...] = ()
        self._look: Look | None = None
        self._is_quiet = self._is_near = False
        self._menu: QMenu | None = None
        self._veil = QGraphicsOpacityEffect(self)
        self._veil.setOpacity(0)
        self._veil.setEnabled(False)
        self.setGraphicsEffect(self._veil)

    def show_entry(self, entry: Entry, look: Look) -> None:
        """What stays the same is left as it is: rows go from turn to turn as one scrolls."""
        built = (entry.actions, entry.pages, entry.more, entry.role, bool(entry.caption), look)
        if built != self._built:
            self._built = built
            self._is_quiet = entry.is_quiet
            self._build(entry, look)
            self._lift_veil()
        self._caption.setText(entry.caption)
        self._caption.setVisible(bool(entry.caption))

    def set_near(self, is_near: bool) -> None:
        """Whether the mouse is at its turn."""
        if is_near != self._is_near:
            self._is_near = is_near
            self._lift_veil()

    @property
    def is_seen(self) -> bool:
        return not self._veil.isEnabled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOCUS:
            self._lift_veil(event.type() is QEvent.Type.FocusIn)
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.set_near(True)

    def _lift_veil(self, has_focus: bool | None = None) -> None:
        focus = self.focusWidget() if has_focus is None else None
        is_used = has_focus or (focus is not None and focus.hasFocus()) or self._menu is not None
        self._veil.setEnabled(self._is_quiet and not self._is_near and not is_used)

    def _build(self, entry: Entry, look: Look) -> None:
        self._more, self._look = entry.more, look
        take_out(self._box)
        is_question = entry.role == "user"
        if is_question:
            self._box.addStretch(1)
        shown = [self._add(action, look) for action in entry.actions]
        if entry.pages is not None:
            earlier, place, later = entry.pages
            shown.append(self._add(earlier, look))
            self._add_place(place)
            shown.append(self._add(later, look))
        elif self._place is not None:
            self._place.hide()
        if entry.more:
            shown.append(self._add(Action(_MORE, self._words.more, icon="more"), look))
        self._box.addSpacing(_BEFORE if entry.actions and entry.caption else 0)
        across = QSizePolicy.Policy.Preferred if is_question else QSizePolicy.Policy.Ignored  # all that is left
        self._caption.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self._box.addWidget(self._caption, 0 if is_question else 1)
        self._show_only(shown)

    def _show_only(self, shown: Sequence[QToolButton]) -> None:
        """These, and the keyboard goes through them as they stand."""
        for button in self._buttons.values():
            button.setVisible(button in shown)
        for one, following in pairwise(shown):
            QWidget.setTabOrder(one, following)

    def _add(self, action: Action, look: Look) -> QToolButton:
        kind = (action.id, bool(action.icon))
        button = self._buttons.get(kind)
        if button is None:
            button = self._buttons[kind] = self._make(action)
        _dress(button, action)
        if action.icon:
            side = look.room.icon_row
            button.setIconSize(QSize(side, side))
            button.setIcon(_icon(action, look))
            tip(button, action.reason or action.spoken or action.label)
        self._box.addWidget(button)
        return button

    def _make(self, action: Action) -> QToolButton:
        button = _quiet_button(action, self)
        button.clicked.connect(self._open_menu if action.id == _MORE else self._on_clicked)
        button.installEventFilter(self)
        return button

    def _add_place(self, text: str) -> None:
        if self._place is None:
            self._place = self._label("place")
        self._place.setText(text)
        self._place.show()
        self._box.addWidget(self._place)

    def _open_menu(self) -> None:
        if self._look is None:
            return
        button = self._buttons[_MORE, True]
        menu = self._menu = Menu(self)
        menu.setObjectName("turnMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self._more, self._look, self.action_requested.emit)
        menu.aboutToHide.connect(self._on_menu_closed)
        pop_below(menu, button)

    def _on_menu_closed(self) -> None:
        self._menu = None
        self._lift_veil()

    def _label(self, name: str) -> ElidedLabel:
        label = ElidedLabel(parent=self)
        label.setObjectName(name)
        return label

    def _on_clicked(self) -> None:
        self.action_requested.emit(str(self.sender().property("action")))


class Notice(QWidget):
    """A quiet sentence on a line across the column, with what can be done about it."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._shown: tuple[object, ...] | None = None

    def show_entry(self, entry: Entry, look: Look) -> None:
        """That of the entry, or the one below it."""
        divider = entry.divider
        shown = (divider.text, divider.actions, divider.icon) if divider else (entry.text, entry.actions, "")
        if (*shown, look) == self._shown:
            return
        self._shown = (*shown, look)
        text, actions, icon = shown
        empty(self._box)
        self._box.addWidget(_line(self), 1)
        if icon:
            self._box.addWidget(self._sign(icon, look))
        label = ElidedLabel(text, self)
        label.setObjectName("noticeText")
        self._box.addWidget(label)
        for action in actions:
            button = _quiet_button(action, self)
            button.clicked.connect(self._on_clicked)
            self._box.addWidget(button)
        self._box.addWidget(_line(self), 1)

    def _sign(self, icon: str, look: Look) -> QLabel:
        sign = QLabel(self)
        sign.setPixmap(look.icons.pixmap(icon, look.palette.text_3, look.room.icon_row, self.devicePixelRatioF()))
        return sign

    def _on_clicked(self) -> None:
        self.action_requested.emit(str(self.sender().property("action")))


def fill_menu(menu: QMenu, actions: Sequence[Action], look: Look, ask: Callable[[str], None]) -> None:
    """Puts the actions into a menu, each with its sign."""
    for action in actions:
        if action == SEPARATOR:
            menu.addSeparator()
            continue
        icon = look.icons.icon(action.icon, size=look.room.icon_row) if action.icon else QIcon()
        row = menu.addAction(icon, action.label)
        row.setObjectName(f"menu-{action.id}")
        row.setEnabled(action.enabled)
        row.setStatusTip(action.reason)
        row.triggered.connect(lambda _checked=False, id=action.id: ask(id))


def _quiet_button(action: Action, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(f"action-{action.id}")
    button.setProperty("action", action.id)
    button.setProperty("sign", bool(action.icon))
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    _dress(button, action)
    button.ensurePolished()
    return button


def _dress(button: QToolButton, action: Action) -> None:
    button.setText("" if action.icon else action.label)
    button.setAccessibleName(action.spoken or action.label)
    button.setAccessibleDescription(action.reason)
    button.setToolTip(action.spoken)
    button.setEnabled(action.enabled)


def _icon(action: Action, look: Look) -> QIcon:
    if action.enabled:
        return look.icons.icon(action.icon, size=look.room.icon_row)
    icon, color = QIcon(), mix(look.palette.background, look.palette.text_3, _QUIET)
    for scale in _SCALES:
        icon.addPixmap(look.icons.pixmap(action.icon, color, look.room.icon_row, scale), QIcon.Mode.Disabled)
    return icon


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("noticeLine")
    line.setFixedHeight(1)
    return line
