"""The widget in which a parameter is said, for each kind of parameter. It may be left open."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameter_table import Kind, Parameter
from nextchat_desktop.core.parameters import SAME_MODEL
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.inviting import invite
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import StillWheel, TextField
from nextchat_desktop.ui.tailoring.number_field import NumberField, nearest
from nextchat_desktop.ui.tailoring.telling import Sight, Telling
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.typed import written

_NARROW, _WIDE = 132, 232
_LINES = {Kind.TEXT: 3, Kind.TEXTS: 2}

ListModels = Callable[[], Iterable[tuple[ModelChoice, str]]]
"""Those that can be chosen, each with what it is called."""


class Editor(QObject):
    """`finished` tells that a person has said something; `value` is what, None where it is left open."""

    finished = Signal()
    widget: QWidget
    width = 0
    """Of the widget at 100 %, in pixels; 0 where it takes all there is."""

    def value(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any, sight: Sight) -> None:
        raise NotImplementedError


class NumberEditor(Editor):
    width = _NARROW

    def __init__(self, parameter: Parameter, words: Words, telling: Telling, parent: QObject) -> None:
        super().__init__(parent)
        self._parameter, self._words = parameter, words
        self.widget = self._field = NumberField(parameter, words)
        self._field.editingFinished.connect(self.finished)

    def value(self) -> Any:
        return self._field.value()

    def show_value(self, value: Any, sight: Sight) -> None:
        usual, _ = sight.inherited(self._parameter.name)
        self._field.show_value(value, usual)
        self._field.setPlaceholderText("" if usual is None else written(self._words, usual))


class NamedNumberEditor(Editor):
    """Certain numbers have a name, which can be chosen; any other is typed."""

    width = _WIDE

    def __init__(self, parameter: Parameter, words: Words, telling: Telling, parent: QObject) -> None:
        super().__init__(parent)
        self._parameter, self._telling, self._words = parameter, telling, words
        self.widget = self._box = _wide_box(self)
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._names = {telling.value(parameter, value): value for value in parameter.named}
        self._box.addItems(list(self._names))
        self._box.clearEditText()
        self._shown: Any = None
        self._box.activated.connect(self.finished)
        _line(self._box).editingFinished.connect(self._on_typed)

    def value(self) -> Any:
        """What is no number changes nothing."""
        text = self._box.currentText().strip()
        if not text or text in self._names:
            return self._names.get(text)
        typed = nearest(self._words, text, self._parameter)
        return self._shown if typed is None else typed

    def show_value(self, value: Any, sight: Sight) -> None:
        usual, _ = sight.inherited(self._parameter.name)
        self._show(value)
        unsaid = self._words("parameter.open")
        invite(_line(self._box), unsaid if usual is None else self._telling.value(self._parameter, usual))

    def _show(self, value: Any) -> None:
        self._shown = value
        self._box.setEditText("" if value is None else self._telling.value(self._parameter, value))

    def _on_typed(self) -> None:
        self._show(self.value())
        self.finished.emit()


class WordEditor(Editor):
    """A list of words with what is left open before them. Where nobody knows the words, they can be typed."""

    width = _WIDE

    def __init__(self, parameter: Parameter, words: Words, telling: Telling, parent: QObject) -> None:
        super().__init__(parent)
        self._parameter, self._telling, self._words = parameter, telling, words
        self.widget = self._box = _wide_box(self)
        self._box.activated.connect(self.finished)

    def value(self) -> Any:
        if not self._box.isEditable():
            return self._box.currentData()
        return self._box.currentText().strip() or None

    def show_value(self, value: Any, sight: Sight) -> None:
        values = self._values(sight)
        is_free = self._parameter.kind is Kind.WORD and not values
        if is_free != self._box.isEditable():
            self._box.setEditable(is_free)
            if is_free:
                _line(self._box).editingFinished.connect(self.finished)
        self._box.clear()
        if is_free:
            self._box.setEditText(value or "")
            invite(_line(self._box), self._words("parameter.open"))
            return
        self._box.addItem(self._words("parameter.open"), None)
        for one in (*values, *([value] if value is not None and value not in values else [])):
            self._box.addItem(self._telling.value(self._parameter, one), one)
        self._box.setCurrentIndex(max(0, self._places().index(value)))

    def _values(self, sight: Sight) -> tuple[Any, ...]:
        return sight.values(self._parameter)

    def _places(self) -> list[Any]:
        return [self._box.itemData(place) for place in range(self._box.count())]


class SwitchEditor(WordEditor):
    def _values(self, sight: Sight) -> tuple[Any, ...]:
        return True, False


class ModelEditor(WordEditor):
    """`models` is asked anew each time, since people set up others."""

    models: ListModels = staticmethod(lambda: ())

    def _values(self, sight: Sight) -> tuple[Any, ...]:
        return (SAME_MODEL, *(choice for choice, _ in self.models()))


class TextEditor(Editor):
    """Several lines, which are said when one has finished writing; `Kind.TEXTS` has one to a line."""

    def __init__(self, parameter: Parameter, _words: Words, telling: Telling, parent: QObject) -> None:
        super().__init__(parent)
        self._parameter, self._telling = parameter, telling
        self._shown: Any = None
        self.widget = self._field = _Lines(_LINES[parameter.kind])
        self._field.finished.connect(self.finished)

    def value(self) -> Any:
        """What stood here and was not touched stays as it was, be it left open or empty."""
        text = self._field.toPlainText()
        if text == _as_lines(self._shown):
            return self._shown
        if self._parameter.kind is Kind.TEXTS:
            return tuple(line for line in text.split("\n") if line)
        return text

    def show_value(self, value: Any, sight: Sight) -> None:
        usual, _ = sight.inherited(self._parameter.name)
        self._shown = value
        if self._field.toPlainText() != _as_lines(value):
            self._field.setPlainText(_as_lines(value))
        self._field.setPlaceholderText(_as_lines(usual))


class _Lines(TextField):
    def __init__(self, lines: int) -> None:
        super().__init__()
        self._count = lines

    def sizeHint(self) -> QSize:
        high = self.fontMetrics().lineSpacing() * self._count + 2 * (self.frameWidth() + 9)
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def _as_lines(value: Any) -> str:
    return "\n".join(value) if isinstance(value, tuple) else value or ""


def _wide_box(parent: Editor) -> QComboBox:
    box = ChoiceBox()
    StillWheel(parent).guard(box)
    return box


def _line(box: QComboBox) -> QLineEdit:
    line = box.lineEdit()
    assert line is not None  # it is one that can be typed in
    return named(line, f"{box.objectName()}-typed", box.accessibleName())


_KINDS: dict[Kind, type[Editor]] = {
    Kind.NUMBER: NumberEditor,
    Kind.WHOLE: NumberEditor,
    Kind.WORD: WordEditor,
    Kind.TEXT: TextEditor,
    Kind.TEXTS: TextEditor,
    Kind.SWITCH: SwitchEditor,
    Kind.MODEL: ModelEditor,
}


def editor_of(parameter: Parameter, words: Words, telling: Telling, models: ListModels, parent: QObject) -> Editor:
    """The editor for a parameter."""
    kind = NamedNumberEditor if parameter.named else _KINDS[parameter.kind]
    made: Editor = kind(parameter, words, telling, parent)  # type: ignore[call-arg,arg-type]
    if isinstance(made, ModelEditor):
        made.models = models
    return made
