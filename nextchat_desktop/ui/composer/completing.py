"""What is typed behind `/` and `:` in the composer: prompts are suggested and taken, commands suggested and run."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.suggesting import COMMAND, PROMPT, Sought, sought
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.composer.blanks import Blanks
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.composer.suggestions import SHOWN, Suggestion, SuggestionList
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.positions import characters, units
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard, listed

_MOST = 60
"""Prompts that are listed: whoever wants another types on."""
_FIRST_WORDS = 120
_Key = Qt.Key
_GOING = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -SHOWN, _Key.Key_PageDown: SHOWN}
_TAKING = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab)


class Completing(QObject):
    """`warned` says why a command that was typed did nothing."""

    warned = Signal(str)

    def __init__(
        self,
        composer: Composer,
        prompts: Prompts,
        commands: Commands,
        words: Words,
        theme: Theme,
        suggests: Callable[[], bool],
        around: QWidget,
    ) -> None:
        """`suggests` says whether there are to be lists; what is typed whole runs all the same."""
        super().__init__(composer)
        self._composer = composer
        self._field = composer.field
        self._prompts = prompts
        self._commands = commands
        self._words = words
        self._suggests = suggests
        self.blanks = Blanks(composer.field, theme)
        self.list = SuggestionList(words("completion.name"), theme, composer.frame, around)
        self._dismissed = ""
        """The text at which the person has closed the list."""
        self._let_go = ""
        """The text that was sent once with names unfilled, and will be the second time."""
        self._connect()

    def take(self, prompt: Prompt) -> None:
        """Writes the prompt where the caret is, with its names to be filled in."""
        self._write(prompt, self._field.textCursor())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            self.list.hide()
        if not isinstance(event, QKeyEvent) or not self.list.isVisible() or self._field.is_composing:
            return False
        if kind is QEvent.Type.ShortcutOverride and event.key() == _Key.Key_Escape:
            event.accept()
            return True
        return kind is QEvent.Type.KeyPress and self._on_key(event)

    def _connect(self) -> None:
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._on_written)
        self._field.cursorPositionChanged.connect(self._on_written)
        self.list.taken.connect(self._on_taken)
        self.blanks.changed.connect(self._show_note)
        self._composer.ask_first(self._runs_command)
        self._composer.ask_first(self._asks_for_names)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list."""
        key, current = Qt.Key(event.key()), self.list.current
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == _Key.Key_Escape:
            self._dismissed = self._composer.text()
            self.list.hide()
        elif plain and key in _GOING:
            self.list.go(_GOING[key])
            self._read_out()
        elif plain and key in _TAKING and current is not None:
            self._on_taken(current.id)
        else:
            return False
        return True

    def _sought(self) -> Sought | None:
        text = self._composer.text()
        return sought(text, characters(text, self._field.textCursor().position()))

    def _on_written(self) -> None:
        text = self._composer.text()
        if text != self._dismissed:
            self._dismissed = ""
        wanted = self._sought() if self._suggests() and self._field.hasFocus() and not self._dismissed else None
        if self._field.is_composing or self._field.textCursor().hasSelection():
            wanted = None
        rows = self._rows(wanted) if wanted is not None else ()
        self.list.show_rows(rows)
        self._read_out()
        self._show_note()

    def _rows(self, wanted: Sought) -> tuple[Suggestion, ...]:
        if wanted.sign == PROMPT:
            found = self._prompts.find(wanted.words, _MOST)
            return tuple(Suggestion(one.id, one.title, first_line(one.text, _FIRST_WORDS), "prompt") for one in found)
        typed = ((command, command.typed) for command in self._commands.all() if command.typed)
        can = [(command, word) for command, word in typed if self._commands.is_enabled(command.id)]
        return tuple(
            Suggestion(command.id, f":{word}", self._words(f"command.{command.id}"), command.icon)
            for command, word in sorted(can, key=lambda one: one[1] != wanted.words)
            if word.startswith(wanted.words)
        )

    def _on_taken(self, id: str) -> None:
        wanted = self._sought()
        self.list.hide()
        if wanted is None:
            return
        prompt = self._prompts.get(id) if wanted.sign == PROMPT else None
        if wanted.sign == COMMAND:
            self._run(id)
        elif prompt is not None:
            cursor = self._field.textCursor()
            cursor.setPosition(units(self._composer.text()[: wanted.start]), QTextCursor.MoveMode.KeepAnchor)
            self._write(prompt, cursor)

    def _write(self, prompt: Prompt, cursor: QTextCursor) -> None:
        """In place of what the cursor has selected; everything else stays."""
        start = cursor.selectionStart()
        cursor.insertText(prompt.text)
        self._field.setTextCursor(cursor)
        self.blanks.begin(start, prompt.text)
        self.list.hide()
        self._show_note()
        self._field.setFocus()

    def _runs_command(self) -> bool:
        """Whether what is written is a command and nothing else; then that is done."""
        wanted = sought(self._composer.text(), 0)
        if wanted is None or wanted.sign != COMMAND:
            return False
        meant = next((one.id for one in self._commands.all() if one.typed and one.typed == wanted.words), None)
        if meant is None:
            return False
        if self._commands.is_enabled(meant):
            self._run(meant)
        else:
            self.warned.emit(self._words("completion.unknown"))
        return True

    def _run(self, id: str) -> None:
        self._composer.clear()
        self._commands.run(id)

    def _asks_for_names(self) -> bool:
        """Whether names are still to be filled in, and the person has not been asked; then they are."""
        text, names = self._composer.text(), self.blanks.unfilled()
        if not names or text == self._let_go:
            return False
        self._let_go = text
        self.blanks.select_unfilled()
        self._composer.set_note(self._asking(names))
        return True

    def _asking(self, names: tuple[str, ...]) -> str:
        return self._words("completion.unfilled", names=listed(self._words, names))

    def _show_note(self) -> None:
        names = self.blanks.unfilled()
        is_asked = bool(names) and self._composer.text() == self._let_go
        field = self._words("completion.fields") if names else ""
        self._composer.set_note(self._asking(names) if is_asked else field)

    def _read_out(self) -> None:
        """While the keyboard is in the field, the row is heard as what describes that."""
        row = self.list.current
        self._field.setAccessibleDescription(heard(self._words, row[1:3]) if row is not None else "")
