"""A field for a number between two limits, or for nothing: typed with a point or a comma, or moved by the arrows."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit

from nextchat_desktop.core.parameter_table import Kind, Parameter
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.typed import number_typed, plain_number, written

_BY_KEY = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class NumberField(QLineEdit):
    def __init__(self, parameter: Parameter, words: Words) -> None:
        super().__init__()
        self._words = words
        self._parameter = parameter
        self._usual: float | None = None
        self.setValidator(_Limits(parameter, words, self))

    def value(self) -> float | None:
        """None where nothing stands, or what is no number that it can have."""
        return number_of(self._words, self.text(), self._parameter)

    def show_value(self, value: float | None, usual: float | None) -> None:
        """`usual` is where the arrows begin while nothing stands here."""
        self._usual = usual
        self.setText("" if value is None else written(self._words, value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _BY_KEY.get(Qt.Key(event.key()), 0)
        if not by:
            super().keyPressEvent(event)
            return
        self.setText(written(self._words, self._moved(by)))
        self.editingFinished.emit()

    def _moved(self, by: int) -> float:
        one, here = self._parameter, self.value()
        begin = self._usual if here is None and self._usual is not None else here
        if begin is None:
            return one.low if one.kind is Kind.NUMBER else int(one.low)
        moved = min(max(begin + by * one.step, one.low), one.high)
        return round(moved, 6) if one.kind is Kind.NUMBER else int(moved)


class _Limits(QValidator):
    def __init__(self, parameter: Parameter, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._parameter = parameter

    def validate(self, text: str, place: int) -> object:
        plain = plain_number(self._words, text)
        if not plain or number_of(self._words, text, self._parameter) is not None:
            return QValidator.State.Acceptable, text, place
        is_begun = all(sign.isdecimal() or sign in "-.," for sign in plain)
        state = QValidator.State.Intermediate if is_begun else QValidator.State.Invalid
        return state, text, place

    def fixup(self, text: str) -> str:
        """What lies beyond a limit becomes the limit; what is no number goes."""
        value = nearest(self._words, text, self._parameter)
        return "" if value is None else written(self._words, value)


def number_of(words: Words, text: str, parameter: Parameter) -> float | None:
    """None where nothing stands, or what is no number that the parameter can have."""
    plain = plain_number(words, text)
    try:
        value = float(plain) if parameter.kind is Kind.NUMBER else int(plain)
    except ValueError:
        return None
    return value if parameter.fits(value) else None


def nearest(words: Words, text: str, parameter: Parameter) -> float | None:
    """The number that the parameter can have instead of the one that was typed; None where that is no number."""
    typed = number_typed(words, text)
    if typed is None:
        return None
    kept = min(max(typed, parameter.low), parameter.high)
    return kept if parameter.kind is Kind.NUMBER else int(kept)
