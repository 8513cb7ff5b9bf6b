"""What a person can say of one model: its name, what it can do, and what its conversations begin with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent, QValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.parameter_table import EFFORTS
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.elided import FlowingLabel
from nextchat_desktop.ui.inviting import invite
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import StillWheel, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.typed import number_typed, written

_NUMBERS = {"temperature": 2.0, "top_p": 1.0, "max_tokens": 1_000_000}
"""The parameters that are numbers, with the highest value of each."""
_COLUMNS = 2
_NARROWEST = 120
"""Pixels of a field. Qt would have it as wide as the longest of its values."""
_HOTTEST = 1.0
"""A temperature above this can make answers garbled."""


class OptionalNumber(QValidator):
    """A number from 0 up to a limit, with a comma or a point, or nothing at all."""

    def __init__(self, words: Words, most: float, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._most = most

    def validate(self, text: str, place: int) -> object:
        value = number_typed(self._words, text)
        is_fine = not text.strip() or (value is not None and 0 <= value <= self._most)
        is_begun = text.strip() in (".", ",")
        state = QValidator.State.Acceptable if is_fine else QValidator.State.Invalid
        return (QValidator.State.Intermediate if is_begun else state), text, place


class ModelDetails(QWidget):
    """`edited` carries the model as it is now."""

    edited = Signal(object)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._model = Model("")
        self._wheel = StillWheel(self)
        self.name = named(QLineEdit(), "modelDetailName", words("models.name"))
        self.vision = self._ability("modelDetailVision", "models.vision")
        self.reasoning = self._ability("modelDetailReasoning", "models.reasoning")
        self.context = named(QLineEdit(), "modelDetailContext", words("models.context"))
        self.context.setValidator(OptionalNumber(words, 100_000_000, self))
        self.effort = named(ChoiceBox(), "modelDetailEffort", words("models.effort"))
        self.numbers = {id: self._number(id) for id in _NUMBERS}
        self._warning = named(labelled("", "warn"), "modelDetailWarning")
        self._arrange(theme)
        self._connect()

    def minimumSizeHint(self) -> QSize:
        """That of one field above the other."""
        width = max(told.minimumSizeHint().width() for told in self._told)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, min(_COLUMNS, (self.width() + sizes.SPACE_4) // (self._widest + sizes.SPACE_4)))
        if columns != self._columns:
            self._place(columns)

    @property
    def _widest(self) -> int:
        """Pixels that the widest of the fields needs, with what is said above it."""
        return max(told.sizeHint().width() for told in self._told)

    def show_model(self, model: Model, known: Capabilities) -> None:
        """`known` is what the service and the table say where the person has said nothing."""
        self._model = model
        self.name.setText(model.name)
        self.name.setPlaceholderText(model.id)
        self._offer(self.vision, model.vision, known.vision)
        self._offer(self.reasoning, model.reasoning, known.reasoning)
        self.context.setText(str(model.context) if model.context else "")
        unknown = self._words("models.not_known")
        self.context.setPlaceholderText(whole(self._words, known.context) if known.context else unknown)
        self.effort.setCurrentIndex(max(0, self.effort.findData(model.options.get("reasoning_effort", ""))))
        for id, field in self.numbers.items():
            value = model.options.get(id)
            field.setText("" if value is None else written(self._words, value))
        self._warn()

    def _on_edited(self) -> None:
        model = replace(
            self._model,
            name=self.name.text().strip(),
            vision=self.vision.currentData(),
            reasoning=self.reasoning.currentData(),
            context=int(number_typed(self._words, self.context.text()) or 0),
            options=self._options(),
        )
        self._warn()
        if model != self._model:
            self._model = model
            self.edited.emit(model)

    def _options(self) -> Mapping[str, Any]:
        """What was there of other parameters stays."""
        options = {id: value for id, value in self._model.options.items() if id not in (*_NUMBERS, "reasoning_effort")}
        for id, field in self.numbers.items():
            value = number_typed(self._words, field.text())
            if value is not None:
                options[id] = int(value) if id == "max_tokens" else value
        if self.effort.currentData():
            options["reasoning_effort"] = self.effort.currentData()
        return options

    def _warn(self) -> None:
        is_hot = (number_typed(self._words, self.numbers["temperature"].text()) or 0) > _HOTTEST
        self._warning.setText(self._words("models.hot") if is_hot else "")
        self._warning.setVisible(bool(self._warning.text()))

    def _offer(self, box: QComboBox, said: bool | None, known: bool | None) -> None:
        word = {None: "models.not_known", True: "models.yes", False: "models.no"}[known]
        box.setItemText(0, self._words("models.as_known", known=self._words(word)))
        box.setCurrentIndex({None: 0, True: 1, False: 2}[said])

    def _ability(self, name: str, label: str) -> QComboBox:
        box = named(ChoiceBox(), name, self._words(label))
        for text, value in (("", None), (self._words("models.yes"), True), (self._words("models.no"), False)):
            box.addItem(text, value)
        self._wheel.guard(box)
        return box

    def _number(self, id: str) -> QLineEdit:
        field = named(QLineEdit(), f"modelDetail-{id}", self._words(f"models.{id}"))
        invite(field, self._words("models.as_the_service"))
        field.setValidator(OptionalNumber(self._words, _NUMBERS[id], self))
        return field

    def _arrange(self, theme: Theme) -> None:
        self.effort.addItem(self._words("models.as_the_service"), "")
        for effort in EFFORTS:
            self.effort.addItem(self._words(f"parameter.reasoning_effort.{effort}"), effort)
        self._wheel.guard(self.effort)
        fields: tuple[QWidget, ...] = (
            self.name, self.context, self.vision, self.reasoning, *self.numbers.values(), self.effort,
        )  # fmt: skip
        for field in fields:
            following(theme, field, lambda field: field.setMinimumWidth(theme.room.scaled(_NARROWEST)))
        self._told = [_told(field) for field in fields]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(sizes.SPACE_4)
        self._grid.setVerticalSpacing(sizes.SPACE_3)
        self._warning.setWordWrap(True)
        self._place(_COLUMNS)

    def _place(self, columns: int) -> None:
        """So many fields side by side."""
        self._columns = columns
        for place, told in enumerate(self._told):
            self._grid.addWidget(told, place // columns, place % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        self._grid.addWidget(self._warning, len(self._told), 0, 1, columns)

    def _connect(self) -> None:
        for field in (self.name, self.context, *self.numbers.values()):
            field.editingFinished.connect(self._on_edited)
        for box in (self.vision, self.reasoning, self.effort):
            box.activated.connect(self._on_edited)


def _told(field: QWidget) -> QWidget:
    """The field below its name."""
    label = FlowingLabel(field.accessibleName())
    label.setProperty("role", "hint")
    label.setBuddy(field)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(sizes.SPACE_1)
    column.addWidget(label)
    column.addWidget(field)
    return whole
