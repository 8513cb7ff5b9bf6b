"""Further headers of a connection, one row each: the name in sight, the value hidden like a key and kept with it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.ui.inviting import KEPT, invite
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import IconButton, KeyField, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class HeaderRow(QWidget):
    def __init__(self, words: Words, theme: Theme, name: str, number: int) -> None:
        super().__init__()
        self._words = words
        self._kept = name
        self.name = named(QLineEdit(name), f"headerName-{number}", words("more.header.name"), "mono")
        invite(self.name, words("more.header.name"))
        field = KeyField(theme, words("more.header.show"), words("more.header.hide"))
        self.value: KeyField = named(field, f"headerValue-{number}", words("more.header.value"), "mono")
        invite(self.value, *((words("more.header.kept"), KEPT) if name else (words("more.header.value"),)))
        self.remove = IconButton(theme, f"removeHeader-{number}", "close", words("more.header.remove"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self.name, 1)
        line.addWidget(self.value, 1)
        line.addWidget(self.remove)

    def header(self) -> tuple[str, str | None]:
        """None is the value that was kept."""
        name, value = self.name.text().strip(), self.value.text().strip()
        return name, value if value or name != self._kept else None

    def keep(self) -> None:
        """Its value lies with the key now, and is not shown again."""
        self._kept = self.name.text().strip()
        self.value.clear()
        self.value.hide_text()
        invite(self.value, self._words("more.header.kept"), KEPT)


class HeaderRows(QWidget):
    """`finished` tells that a row is complete or gone."""

    finished = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._rows: list[HeaderRow] = []
        self._numbered = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.SPACE_2)
        add = button("addHeaderButton", words("more.header.add"), "flush")
        add.clicked.connect(self._on_add_clicked)
        self._column.addWidget(add)

    def headers(self) -> dict[str, str | None]:
        """Those that have a name, and a value that was typed or kept."""
        pairs = (row.header() for row in self._rows)
        return {name: value for name, value in pairs if name and value != ""}

    @property
    def is_complete(self) -> bool:
        """Whether every row has a name, and a value that was typed or kept."""
        pairs = [row.header() for row in self._rows]
        return all(bool(name) == (value != "") for name, value in pairs)

    def keep(self) -> None:
        """The values that stand in the rows are kept now."""
        for row in self._rows:
            name, value = row.header()
            if name and value:
                row.keep()

    def show_names(self, names: tuple[str, ...]) -> None:
        for row in list(self._rows):
            self._take(row)
        for name in names:
            self._add(name)

    def _add(self, name: str) -> HeaderRow:
        self._numbered += 1
        row = HeaderRow(self._words, self._theme, name, self._numbered)
        row.remove.clicked.connect(partial(self._on_remove_clicked, row))
        for field in (row.name, row.value):
            field.editingFinished.connect(self.finished)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        return row

    def _take(self, row: HeaderRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def begin(self) -> None:
        """The keyboard goes to a row without a name, which is added where there is none."""
        bare = next((row for row in self._rows if not row.name.text()), None)
        (bare or self._add("")).name.setFocus()

    def _on_add_clicked(self) -> None:
        self._add("").name.setFocus()

    def _on_remove_clicked(self, row: HeaderRow) -> None:
        self._take(row)
        self.finished.emit()
