"""The further models of a connection, one row each; does not know the first one, nor what a model can do."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Model
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import IconButton, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class ModelRow(QWidget):
    """What the service calls it, what the person calls it, and a button that takes it away."""

    def __init__(self, words: Words, theme: Theme, model: Model, number: int) -> None:
        super().__init__()
        self.id = _field(f"furtherModelId-{number}", words("connections.model_id.label"), model.id)
        self.id.setProperty("role", "mono")
        self.name = _field(f"furtherModelName-{number}", words("connections.model_name.label"), model.name)
        self.remove = IconButton(theme, f"removeModel-{number}", "close", words("connections.models.remove"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self.id, 1)
        line.addWidget(self.name, 1)
        line.addWidget(self.remove)

    def model(self) -> Model:
        return Model(self.id.text(), self.name.text())


class ModelRows(QWidget):
    """`edited` tells of every keystroke, `finished` that a row is complete or gone."""

    edited = Signal()
    finished = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._rows: list[ModelRow] = []
        self._numbered = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.SPACE_2)
        add = button("addModelButton", words("connections.models.add"), "link")
        add.clicked.connect(self._on_add_clicked)
        self._column.addWidget(add)

    def models(self) -> tuple[Model, ...]:
        return tuple(row.model() for row in self._rows)

    def show_models(self, models: tuple[Model, ...]) -> None:
        for row in list(self._rows):
            self._take(row)
        for model in models:
            self._add(model)

    def _add(self, model: Model) -> ModelRow:
        self._numbered += 1
        row = ModelRow(self._words, self._theme, model, self._numbered)
        row.remove.clicked.connect(partial(self._on_remove_clicked, row))
        for field in (row.id, row.name):
            field.textEdited.connect(self._on_text_edited)
            field.editingFinished.connect(self.finished)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        return row

    def _take(self, row: ModelRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add_clicked(self) -> None:
        self._add(Model("")).id.setFocus()

    def _on_remove_clicked(self, row: ModelRow) -> None:
        self._take(row)
        self.finished.emit()

    def _on_text_edited(self, _text: str) -> None:
        self.edited.emit()


def _field(id: str, spoken: str, text: str) -> QLineEdit:
    field = named(QLineEdit(text), id, spoken)
    field.setPlaceholderText(spoken)
    return field
