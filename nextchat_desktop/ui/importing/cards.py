"""What is in each file that is looked at, as cards in a column. It reads none of them."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from nextchat_desktop.engine.telling_imports import Note, ToldFile
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard, in_line

_MOST = 50
"""Files that have a card of their own; the others are counted."""


class FileCards(QWidget):
    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        named(self, "importFiles")
        self._words, self._theme = words, theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.SPACE_3)

    def show_files(self, files: Iterable[ToldFile]) -> None:
        while item := self._column.takeAt(0):
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        every = tuple(files)
        for place, file in enumerate(every[:_MOST]):
            self._column.addWidget(self._card(place, file))
        if len(every) > _MOST:
            self._column.addWidget(labelled(self._words.plural("import.more_files", len(every) - _MOST), "hint"))

    def _card(self, place: int, file: ToldFile) -> QFrame:
        kind = file.kind or self._words("import.unknown_kind")
        card = named(QFrame(), f"importFile.{place}", heard(self._words, (kind, file.name)), role="card")
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.SPACE_4, sizes.SPACE_3, sizes.SPACE_4, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(_wrapped(kind, "heading", f"importKind.{place}"))
        column.addWidget(_wrapped(file.name, "hint", f"importName.{place}"))
        for number, note in enumerate(file.notes):
            column.addWidget(self._line(f"importNote.{place}.{number}", note))
        return card

    def _line(self, id: str, note: Note) -> QWidget:
        """What is lost bears a sign of that; where the first of it is, stands below."""
        line = Hint(self._theme, id)
        places = self._words("import.places", places=in_line(self._words, note.places)) if note.places else ""
        text = f"{note.text}\n{places}" if places else note.text
        if note.is_aside:
            line.say(text, "hint", "info")
        else:
            line.say(text, "warn" if note.is_loss else "", "alert" if note.is_loss else "check")
        return line


def _wrapped(text: str, role: str, id: str) -> QLabel:
    label = named(labelled(text, role), id)
    label.setWordWrap(True)
    return label
