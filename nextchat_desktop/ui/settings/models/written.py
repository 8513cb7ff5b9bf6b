"""The models of a connection as NextChat writes them, to copy elsewhere or to take from there."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.catalog import as_rules, format, from_rules, parse
from nextchat_desktop.core.connections import Model
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class WrittenModels(QWidget):
    """`applied` carries the models that the text stands for."""

    applied = Signal(object)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._models: tuple[Model, ...] = ()
        self._open = named(FlowingButton(words("models.written")), "writtenModelsButton", role="flush")
        self._field = named(QLineEdit(), "writtenModelsField", words("models.written"), "mono")
        self._copy = button("writtenModelsCopy", words("action.copy"))
        self._hint = Hint(theme, "writtenModelsHint")
        self._hint.say(words("models.written.help"))
        self._parts = QWidget()
        self._arrange()
        self._open.clicked.connect(self._on_open_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)
        self._field.editingFinished.connect(self._on_edited)

    def show_models(self, models: tuple[Model, ...]) -> None:
        self._models = models
        text = format(as_rules(models))
        if text != self._field.text() and not self._field.hasFocus():
            self._field.setText(text)
            self._field.setCursorPosition(0)

    def _on_open_clicked(self) -> None:
        self._parts.setVisible(self._parts.isHidden())

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._field.text())

    def _on_edited(self) -> None:
        """What is known of a model that stays is kept."""
        if self._field.text() == format(as_rules(self._models)):
            return
        known = {model.id: model for model in self._models}
        written = from_rules(parse(self._field.text()))
        self.applied.emit(tuple(_joined(model, known.get(model.id)) for model in written))

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self._field, 1)
        line.addWidget(self._copy)
        inside = QVBoxLayout(self._parts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(sizes.SPACE_1)
        inside.addLayout(line)
        inside.addWidget(self._hint)
        self._parts.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(self._open)
        column.addWidget(self._parts)


def _joined(written: Model, known: Model | None) -> Model:
    if known is None:
        return written
    return replace(known, name=written.name, shown=written.shown)
