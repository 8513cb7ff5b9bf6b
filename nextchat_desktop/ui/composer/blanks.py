"""The `{{names}}` of a prompt as fields in the text: gone through by Tab, filled wherever the same name stands.

It knows the field and no prompt; what people write in braces themselves is just text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from nextchat_desktop.core.templates import Named, mentions
from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.positions import units

_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


@dataclass(eq=False)
class _Blank:
    """Where it stands in the text, in UTF-16 units, and what stands there as long as nobody has written."""

    name: str
    start: int
    end: int
    unfilled: str


class Blanks(QObject):
    """`changed` tells that there are others, or otherwise filled ones."""

    changed = Signal()

    def __init__(self, field: ComposerField, theme: Theme) -> None:
        super().__init__(field)
        self._field = field
        self._theme = theme
        self._all: list[_Blank] = []
        self._current: _Blank | None = None
        self._mirroring = False
        self._was = b""
        """The text before the change that is told next, two bytes for each unit."""
        field.installEventFilter(self)
        field.document().contentsChange.connect(self._on_contents_changed)
        field.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._paint)

    def begin(self, start: int, text: str) -> None:
        """A text has been written there that may have names in it; the first of them is selected."""
        self._all = [_blank(start, text, found) for found in mentions(text)]
        self._current = None
        self._was = self._whole()
        if self._all:
            self._select(self._all[0])
        self._paint()

    def unfilled(self) -> tuple[str, ...]:
        """The names that nobody has written anything for, each once."""
        return tuple(dict.fromkeys(blank.name for blank in self._all if self._is_unfilled(blank)))

    def step(self, by: int) -> bool:
        """To the next one that waits, or back to the one before, whether it waits or not. False where there is none."""
        caret, current = self._field.textCursor().selectionStart(), self._current
        done = {current.name} if current is not None else set()
        others = [blank for blank in self._firsts() if blank.name not in done]
        if by > 0:
            others = [blank for blank in others if self._is_unfilled(blank)]
            following = next((blank for blank in others if blank.start >= caret), others[0] if others else None)
        else:
            following = next((blank for blank in reversed(others) if blank.end <= caret), None)
        if following is None:
            return False
        self._select(following)
        return True

    def select_unfilled(self) -> None:
        """Goes to the first one that waits."""
        waiting = next((blank for blank in self._all if self._is_unfilled(blank)), None)
        if waiting is not None:
            self._select(waiting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or not self._all:
            return False
        by = _STEPS.get(Qt.Key(event.key()))
        return by is not None and not self._field.is_composing and self.step(by)

    def _firsts(self) -> Sequence[_Blank]:
        """The first of each name."""
        return list({blank.name: blank for blank in reversed(self._all)}.values())[::-1]

    def _select(self, blank: _Blank) -> None:
        self._current = blank
        cursor = self._field.textCursor()
        cursor.setPosition(blank.start)
        cursor.setPosition(blank.end, QTextCursor.MoveMode.KeepAnchor)
        self._field.setTextCursor(cursor)

    def _on_contents_changed(self, place: int, removed: int, added: int) -> None:
        """Moves and stretches what is behind and around a change, and lets go of what it has torn."""
        if not self._all:
            return
        was, self._was = self._was, self._whole()
        if len(self._was) - len(was) != 2 * (added - removed):  # another text altogether, told in two halves
            self._all, self._current = [], None
            return
        place, removed, added = _narrowed(place, was[2 * place :][: 2 * removed], self._was[2 * place :][: 2 * added])
        inside = self._changed_inside(place, removed)
        kept = []
        for blank in self._all:
            if blank is inside:
                blank.end += added - removed
            elif place + removed <= blank.start:
                blank.start += added - removed
                blank.end += added - removed
            elif place < blank.end:
                continue
            kept.append(blank)
        self._all = kept
        self._current = inside if inside is not None else self._current if self._current in kept else None

    def _changed_inside(self, place: int, removed: int) -> _Blank | None:
        """The one that was written into; at its edges only where it is the one that is being filled."""
        holding = [blank for blank in self._all if blank.start <= place and place + removed <= blank.end]
        if self._current in holding:
            return self._current
        return next((blank for blank in holding if removed or blank.start < place < blank.end), None)

    def _on_text_changed(self) -> None:
        if self._mirroring or not self._all:
            return
        current = self._current
        if current is not None and not self._field.is_composing:
            self._mirror(current)
        self._paint()
        self.changed.emit()

    def _mirror(self, filled: _Blank) -> None:
        """Writes into the others of that name what was written into this one."""
        text = self._text(filled)
        twins = [blank for blank in self._all if blank.name == filled.name and self._text(blank) != text]
        if not twins:
            return
        self._mirroring = True
        cursor = QTextCursor(self._field.document())
        cursor.joinPreviousEditBlock()
        for blank in twins:
            self._current = blank
            cursor.setPosition(blank.start)
            cursor.setPosition(blank.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
        cursor.endEditBlock()
        self._current = filled
        self._mirroring = False

    def _whole(self) -> bytes:
        return self._field.toPlainText().encode("utf-16-le", "surrogatepass")

    def _is_unfilled(self, blank: _Blank) -> bool:
        return self._text(blank) == blank.unfilled

    def _text(self, blank: _Blank) -> str:
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(blank.start)
        cursor.setPosition(blank.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def _paint(self) -> None:
        """Shows where they are."""
        palette, marks = self._theme.palette, []
        for blank in self._all:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self._field.document())
            mark.cursor.setPosition(blank.start)
            mark.cursor.setPosition(blank.end, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(QColor(palette.accent_soft))
            if self._is_unfilled(blank):
                mark.format.setForeground(QColor(palette.accent))
            marks.append(mark)
        self._field.setExtraSelections(marks)


def _blank(start: int, text: str, found: Named) -> _Blank:
    begin, end = (start + units(text[:place]) for place in (found.start, found.end))
    return _Blank(found.name, begin, end, text[found.start : found.end])


def _narrowed(place: int, before: bytes, after: bytes) -> tuple[int, int, int]:
    """Where a change begins, how much it took and how much it brought, in units: Qt may tell of whole paragraphs."""
    old, new = _in_units(before), _in_units(after)
    first = _alike(old, new)
    old, new = old[first:], new[first:]
    last = _alike(old[::-1], new[::-1])
    return place + first, len(old) - last, len(new) - last


def _in_units(text: bytes) -> list[bytes]:
    return [text[place : place + 2] for place in range(0, len(text), 2)]


def _alike(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many are the same from the first on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
