"""One command with its keys, each of which can be changed or taken away, and what stands in the way of new ones."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.engine.commands import Command
from nextchat_desktop.engine.shortcuts import Keys, Shortcuts
from nextchat_desktop.ui.commands import native_keys
from nextchat_desktop.ui.elided import FlowingLabel
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, IconButton, button
from nextchat_desktop.ui.settings.pressed_keys import PressedKeys
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_FIELD = 176


class ShortcutRow(QWidget):
    """`changed` tells that some keys run something else now, `spoke` that there is more to read below."""

    changed = Signal()
    spoke = Signal()

    def __init__(self, command: Command, shortcuts: Shortcuts, words: Words, theme: Theme) -> None:
        super().__init__()
        self.command = command
        self.title = words(f"command.{command.id}")
        self._shortcuts = shortcuts
        self._words = words
        self._theme = theme
        self._instead = ""
        """The keys in whose place others are pressed; empty where they are to stand beside them."""
        self._wanted = ""
        self._keys = QHBoxLayout()
        self._keys.setSpacing(sizes.SPACE_1)
        self._chips: list[QWidget] = []
        self._held: Keys = ()
        self._hint = Hint(theme, f"shortcutHint-{command.id}")
        self._add = IconButton(theme, f"addKeys-{command.id}", "plus", words("shortcuts.add", name=self.title))
        self._back = IconButton(
            theme, f"putBackKeys-{command.id}", "undo", words("shortcuts.put_back", name=self.title)
        )
        self._field = named(PressedKeys(words("shortcuts.press")), f"keys-{command.id}", words("shortcuts.press"))
        take, leave = words("shortcuts.take_over"), words("shortcuts.leave")
        self._take_over = button(f"takeOver-{command.id}", take)
        self._leave = button(f"leave-{command.id}", leave, "quiet")
        self._lay_out()
        self._connect()

    @property
    def found_by(self) -> tuple[str, ...]:
        """What is said of it beside its name: its keys as they are written here."""
        return tuple(native_keys(keys) for keys in self._held)

    def show_keys(self, held: Keys) -> None:
        """Those it has now; what was begun is over."""
        self._held = held
        for chip in self._chips:
            self._keys.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [chip for keys in held for chip in self._chip(keys)]
        for chip in self._chips:
            self._keys.addWidget(chip)
        self._back.setVisible(self._shortcuts.is_changed(self.command.id))
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it was also where it is asked what to do, and closes no window over that."""
        if event.key() == Qt.Key.Key_Escape and self._wanted:
            self._end()
        else:
            super().keyPressEvent(event)

    def _chip(self, keys: str) -> tuple[QWidget, ...]:
        """A shortcut to press for another in its place, and the way to be rid of it."""
        shown, id = native_keys(keys), self.command.id
        chip = button(f"chip-{id}-{keys}", shown.replace("&", "&&"), "keys")
        chip.setAccessibleName(self._words("shortcuts.change_one", keys=shown, name=self.title))
        chip.setToolTip(self._words("shortcuts.change_one", keys=shown, name=self.title))
        gone = IconButton(
            self._theme,
            f"takeKeys-{id}-{keys}",
            "close",
            self._words("shortcuts.remove", keys=shown, name=self.title),
        )
        chip.clicked.connect(lambda: self._begin(keys))
        gone.clicked.connect(lambda: self._on_taken(keys))
        return chip, gone

    def _lay_out(self) -> None:
        theme = self._theme
        following(theme, self._field, self._fit)
        name, keys = named(FlowingLabel(self.title), f"shortcut-{self.command.id}", role="label"), QWidget()
        keys.setLayout(self._keys)
        self._keys.setContentsMargins(0, 0, 0, 0)
        line = Flow(name, None, keys, self._field, self._add, self._back, apart=sizes.SPACE_1)
        told = QHBoxLayout()
        told.setSpacing(sizes.SPACE_2)
        told.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        for answer in (self._take_over, self._leave):
            told.addWidget(answer, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addLayout(told)
        following(theme, self, lambda row: row.setMinimumHeight(theme.room.row))

    def _fit(self, field: QLineEdit) -> None:
        """As wide as what it invites to."""
        around = 2 * self._theme.room.field
        words = field.fontMetrics().horizontalAdvance(field.placeholderText())
        field.setFixedWidth(max(self._theme.room.scaled(_FIELD), words + around))

    def _connect(self) -> None:
        self._add.clicked.connect(lambda: self._begin(""))
        self._back.clicked.connect(self._on_put_back)
        self._field.pressed.connect(self._on_pressed)
        self._field.left.connect(self._on_left)
        self._take_over.clicked.connect(self._on_taken_over)
        self._leave.clicked.connect(self._end)

    def _begin(self, instead: str) -> None:
        """Waits for keys."""
        self._end()
        self._instead = instead
        self._field.show()
        self._field.setFocus()  # before what has it is hidden, or it would go elsewhere, and the page with it
        self._add.hide()

    def _end(self) -> None:
        had_focus = any(widget.hasFocus() for widget in (self._field, self._take_over, self._leave))
        self._wanted = ""
        self._hint.say("")
        self._add.show()
        if had_focus:
            self._add.setFocus()
        for widget in (self._field, self._take_over, self._leave):
            widget.hide()

    def _on_left(self) -> None:
        if not self._wanted:
            self._end()

    def _on_pressed(self, keys: str) -> None:
        reason = self._shortcuts.refusal(self.command.id, keys)
        other = self._shortcuts.holder(keys, but=self.command.id)
        shown = native_keys(keys)
        if reason:
            self._hint.say(self._words(f"shortcuts.refused.{reason}", keys=shown), "bad", "alert")
            self.spoke.emit()
        elif other:
            self._ask(keys, self._words("shortcuts.taken", keys=shown, name=self._words(f"command.{other}")))
        else:
            self._give(keys)

    def _ask(self, keys: str, sentence: str) -> None:
        """What to do about keys that another command has."""
        self._wanted = keys
        self._hint.say(sentence, "warn", "alert")
        for widget in (self._take_over, self._leave):
            widget.show()
        self._take_over.setFocus()
        self.spoke.emit()

    def _give(self, keys: str) -> None:
        other = self._shortcuts.holder(keys, but=self.command.id)
        self._add.show()
        self._add.setFocus()
        self._shortcuts.give(self.command.id, keys, self._instead)
        self.changed.emit()
        if other:
            name = self._words(f"command.{other}")
            self._hint.say(self._words("shortcuts.moved", keys=native_keys(keys), name=name), "ok", "check")

    def _on_taken(self, keys: str) -> None:
        self._add.setFocus()
        self._shortcuts.take(self.command.id, keys)
        self.changed.emit()

    def _on_taken_over(self) -> None:
        self._give(self._wanted)

    def _on_put_back(self) -> None:
        self._add.setFocus()
        self._shortcuts.put_back([self.command.id])
        self.changed.emit()
