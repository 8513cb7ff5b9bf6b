"""One parameter of a form: what it is called, its editor, what counts where it is left open, and the way back there."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

from nextchat_desktop.core.parameter_table import Kind, Parameter
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, IconButton, labelled
from nextchat_desktop.ui.settings.sided import Sided
from nextchat_desktop.ui.tailoring.editors import ListModels, editor_of
from nextchat_desktop.ui.tailoring.telling import Sight, Telling
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import under

_LABELS = 168
_TALL = (Kind.TEXT, Kind.TEXTS)


class ParameterRow(Sided):
    """`said` tells that another value is said; `value` is which, None where it is left open."""

    said = Signal()

    def __init__(
        self, parameter: Parameter, words: Words, theme: Theme, telling: Telling, models: ListModels, prefix: str
    ) -> None:
        label = words(f"parameter.{parameter.name}.label")
        super().__init__(labelled(label, "label"))
        self.parameter = parameter
        self._words, self._telling, self._theme = words, telling, theme
        self._value: Any = None
        self._sight = Sight()
        self._editor = editor_of(parameter, words, telling, models, self)
        named(self._editor.widget, f"{prefix}{parameter.name}", label)
        self._back = IconButton(theme, f"leaveOpen-{parameter.name}", "undo", words("parameter.leave_open", name=label))
        self._state = Hint(theme, f"state-{parameter.name}")
        self._help = Hint(theme, f"help-{parameter.name}")
        self._warning = Hint(theme, f"warning-{parameter.name}")
        self._arrange()
        self._editor.finished.connect(self._on_finished)
        self._back.clicked.connect(self._on_left_open)

    @property
    def value(self) -> Any:
        return self._value

    def show_sight(self, sight: Sight) -> None:
        """The value at this level, and what counts below it."""
        value = sight.value(self.parameter.name)
        is_being_typed = value == self._value and self._written() != self._value
        self._sight, self._value = sight, value
        if not is_being_typed:
            self._editor.show_value(value, sight)
        self._hold(sight.held.get(self.parameter.name, ""))
        self._tell()

    def take(self) -> bool:
        """Whether something else stood in the editor than was said; then it is said now."""
        value = self._written()
        if value == self._value:
            return False
        self._value = value
        self._editor.show_value(value, self._sight)
        self._tell()
        return True

    def _written(self) -> Any:
        value = self._editor.value()
        return None if value == "" and self.parameter.name == "template" else value

    def _on_finished(self) -> None:
        if self.take():
            self.said.emit()

    def _hold(self, why: str) -> None:
        """Somebody else has settled it; empty where nobody has."""
        self._editor.widget.setEnabled(not why)
        self._back.setEnabled(not why)
        self._help.say(why or self._words(f"parameter.{self.parameter.name}.help"), icon="lock" if why else "")

    def _on_left_open(self) -> None:
        self._value = None
        self._editor.show_value(None, self._sight)
        self._tell()
        self._editor.widget.setFocus()
        self.said.emit()

    def _tell(self) -> None:
        """The mark and the way back where something is said here, and what counts otherwise."""
        is_said = self._value is not None
        set_property(self.label, "role", "changed" if is_said else "label")
        self._back.setVisible(is_said)
        otherwise = self._telling.open(self.parameter, self._sight)
        sentence = "parameter.in_place_of" if is_said else "parameter.left_open"
        told = self._words(sentence, otherwise=otherwise)
        self._state.say(told)
        self._editor.widget.setAccessibleDescription(under(self._words, told, self._help.label.text()))
        warns = self.parameter.warns(self._value)
        self._warning.say(self._words(f"parameter.{self.parameter.name}.warning") if warns else "", "warn", "alert")

    def _fit_label(self, label: QLabel) -> None:
        label.setFixedWidth(self._theme.room.scaled(_LABELS))
        label.setMinimumHeight(self._theme.room.field)

    def _fit_editor(self, widget: QWidget) -> None:
        """A box is as wide as what there is to choose."""
        if self._editor.width:
            width = self._theme.room.scaled(self._editor.width)
            (widget.setMinimumWidth if isinstance(widget, QComboBox) else widget.setFixedWidth)(width)

    def _arrange(self) -> None:
        following(self._theme, self.label, self._fit_label)
        following(self._theme, self._editor.widget, self._fit_editor)
        self.label.setWordWrap(True)
        self.label.setBuddy(self._editor.widget)
        self.column.setSpacing(2)
        self.column.addLayout(self._line())
        if self.parameter.kind in _TALL:
            self.column.addWidget(self._state)
        self.column.addWidget(self._warning)
        self.column.addWidget(self._help)
        self.setFocusProxy(self._editor.widget)

    def _line(self) -> QLayout:
        """The editor, the way back, and what counts beside them where that is short."""
        if self.parameter.kind not in _TALL:
            self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            return Flow(self._editor.widget, self._back, self._state)
        line = QHBoxLayout()
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self._editor.widget, 1)
        line.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        return line
