"""A page drawn from the settings table; every change applies at once. It knows no setting by name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from nextchat_desktop.settings.option import Choice, Colour, Emoji, Line, Option, Switch, Whole
from nextchat_desktop.settings.said import choice_said
from nextchat_desktop.settings.schema import CHAT, on_page
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.emoji.button import AvatarButton
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.number_boxes import WholeBox
from nextchat_desktop.ui.scrolled import EdgeKeeper
from nextchat_desktop.ui.settings.colour_field import ColourField
from nextchat_desktop.ui.settings.fields import Hint, IconButton, Row, StillWheel, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme, inset
from nextchat_desktop.ui.tick_box import TickBox
from nextchat_desktop.words.catalogue import Words

Read = Callable[[], Any]
Write = Callable[[Any], None]
_WIDE = 280
_AS_WIDE_AS_IT_CAN = 1000
_NOBODY = "🙂"
"""Seen faintly where no emoji was chosen."""


def held(settings: Settings, option: Option[Any], words: Words) -> str:
    """Why a person cannot change this setting; empty where they can."""
    giver = settings.held_by(option)
    return words(f"held.{giver}") if giver else ""


def held_parameters(settings: Settings, words: Words) -> dict[str, str]:
    """By the name of a parameter why it cannot be said at any level; without those that can be."""
    reasons = ((name, held(settings, option, words)) for name, option in CHAT.items())
    return {name: why for name, why in reasons if why}


class OptionRow(Row):
    """One setting: its editor, what it does, and a way back to the default once it differs."""

    def __init__(self, option: Option[Any], settings: Settings, words: Words, theme: Theme) -> None:
        self._option = option
        self._settings = settings
        label = words(f"setting.{option.key}.label")
        self._editor = EDITORS[type(option.kind)](option, words, theme)
        named(self._editor.widget, f"setting-{option.key}", label)
        self._back = IconButton(theme, f"putBack-{option.key}", "undo", words("setting.put_back"))
        super().__init__("" if isinstance(option.kind, Switch) else label, self._line(theme))
        self._held = Hint(theme, f"held-{option.key}")
        self.below(self._held)
        hint = Hint(theme, f"help-{option.key}")
        self.below(hint)  # before it speaks: without a parent it would be a window of its own for a moment
        hint.say(words(f"setting.{option.key}.help"))
        if isinstance(option.kind, Switch):  # what is told of a box stands below its words
            for told in (self._held, hint):
                following(theme, told, lambda told: set_margins(told, theme.room.icon + sizes.SPACE_2, 0, 0, 0))
        self._editor.widget.setAccessibleDescription(words(f"setting.{option.key}.help"))
        self._say_held(words)
        self.show_value()
        self._editor.listen(self._on_edited)
        self._back.clicked.connect(self._on_put_back)

    def show_value(self) -> None:
        self._editor.widget.blockSignals(True)
        self._editor.write(self._settings[self._option])
        self._editor.widget.blockSignals(False)
        self._back.setVisible(self._settings.is_changed(self._option))

    def _say_held(self, words: Words) -> None:
        """Why it cannot be changed, where somebody else has settled it."""
        why = held(self._settings, self._option, words)
        self._editor.widget.setEnabled(not why)
        self._held.say(why, icon="lock")
        if why:
            self._editor.widget.setAccessibleDescription(f"{why} {words(f'setting.{self._option.key}.help')}")

    def _line(self, theme: Theme) -> QWidget:
        together = QWidget()
        line = QHBoxLayout(together)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        is_switch = isinstance(self._option.kind, Switch)
        line.addWidget(self._editor.widget, 0 if is_switch else _AS_WIDE_AS_IT_CAN)
        line.addWidget(self._back)
        if not isinstance(self._option.kind, Line):
            line.addStretch(1)
        following(theme, together, lambda it: it.setMinimumHeight(theme.room.target if is_switch else theme.room.field))
        together.setFocusProxy(self._editor.widget)
        return together

    def _on_edited(self, *_value: object) -> None:
        self._settings[self._option] = self._editor.read()
        self._back.setVisible(self._settings.is_changed(self._option))

    def _on_put_back(self) -> None:
        self._settings[self._option] = self._settings.default_of(self._option)
        self.show_value()


class Editor:
    """The widget for one kind of setting with how its value is read and written."""

    def __init__(self, widget: QWidget, read: Read, write: Write, listen: Callable[[Callable[..., None]], object]):
        self.widget = widget
        self.read = read
        self.write = write
        self.listen = listen


def _switch(option: Option[Any], words: Words, _theme: Theme) -> Editor:
    box = TickBox(words(f"setting.{option.key}.label"))
    return Editor(box, box.isChecked, box.setChecked, box.toggled.connect)


def _whole(option: Option[Any], words: Words, theme: Theme) -> Editor:
    assert isinstance(option.kind, Whole)
    box = WholeBox(words)
    box.setRange(option.kind.low, option.kind.high)
    box.setKeyboardTracking(False)
    following(theme, box, lambda box: box.setFixedWidth(theme.room.scaled(_WIDE // 3)))
    inset(box)
    StillWheel(box).guard(box)
    return Editor(box, box.value, box.setValue, box.valueChanged.connect)


def _choice(option: Option[Any], words: Words, theme: Theme) -> Editor:
    assert isinstance(option.kind, Choice)
    box = ChoiceBox()
    for value in option.kind.values:
        box.addItem(choice_said(option, value, words), value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    following(theme, box, lambda box: box.setMaximumWidth(max(box.sizeHint().width(), theme.room.scaled(_WIDE))))
    StillWheel(box).guard(box)
    return Editor(box, box.currentData, partial(_choose, box), box.currentIndexChanged.connect)


def _line(option: Option[Any], words: Words, theme: Theme) -> Editor:
    field = QLineEdit()
    following(theme, field, lambda field: field.setMinimumWidth(theme.room.scaled(_WIDE // 2)))
    return Editor(field, field.text, field.setText, field.editingFinished.connect)


def _emoji(option: Option[Any], words: Words, theme: Theme) -> Editor:
    button = AvatarButton(words, theme, _NOBODY, sizes.FIELD)
    button.setToolTip(words(f"setting.{option.key}.help"))
    return Editor(button, lambda: button.emoji, button.show_emoji, button.changed.connect)


def _colour(_option: Option[Any], words: Words, theme: Theme) -> Editor:
    field = ColourField(words, theme)
    return Editor(field, lambda: field.colour, field.show_colour, field.changed.connect)


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


EDITORS: dict[type, Callable[[Option[Any], Words, Theme], Editor]] = {
    Switch: _switch,
    Whole: _whole,
    Choice: _choice,
    Line: _line,
    Emoji: _emoji,
    Colour: _colour,
}


class Page(QScrollArea):
    """Rows below one another under a heading."""

    def __init__(self, heading: str, rows: Sequence[QWidget], theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into sight
        inside = QWidget()
        column = QVBoxLayout(inside)
        following(theme, inside, lambda _inside: column.setSpacing(theme.room.row_gap))
        title = labelled(heading, "headline")
        column.addWidget(title)
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inside)
        EdgeKeeper(self, column, (sizes.SPACE_6, sizes.SPACE_4, sizes.SPACE_6, sizes.SPACE_5))
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class SettingsForm(Page):
    """All rows of one page."""

    def __init__(self, page: str, settings: Settings, words: Words, theme: Theme) -> None:
        self._rows = [OptionRow(option, settings, words, theme) for option in on_page(page)]
        super().__init__(words(f"settings.page.{page}"), self._rows, theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Other parts of the program change settings too."""
        for row in self._rows:
            row.show_value()
        super().showEvent(event)
