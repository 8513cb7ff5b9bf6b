"""Boxes for a number that is typed as the language writes it, pasted as others do, or moved by the arrows."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.typed import number_typed, written

_State = QValidator.State
_BEGUN = frozenset("+-.,' \u00a0\u202f")
"""What stands in a number besides its digits."""


class WholeBox(QSpinBox):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def textFromValue(self, value: int) -> str:
        return written(self._words, value)

    def valueFromText(self, text: str) -> int:
        number = _number(self, self._words, text)
        return self.value() if number is None else int(number)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        number = _number(self, self._words, text)
        is_whole = number is not None and number == int(number)
        return _state(self, text, number if is_whole else None), text, place


class AmountBox(QDoubleSpinBox):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def textFromValue(self, value: float) -> str:
        return written(self._words, value, self.decimals())

    def valueFromText(self, text: str) -> float:
        number = _number(self, self._words, text)
        return self.value() if number is None else number

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        return _state(self, text, _number(self, self._words, text)), text, place


def _number(box: WholeBox | AmountBox, words: Words, text: str) -> float | None:
    """None where none stands there. What is said in place of the least number is that number."""
    if box.specialValueText() and text.strip() == box.specialValueText():
        return box.minimum()
    return number_typed(words, _bare(box, text))


def _state(box: WholeBox | AmountBox, text: str, number: float | None) -> QValidator.State:
    if number is None:
        is_begun = all(sign.isdecimal() or sign in _BEGUN for sign in _bare(box, text))
        return _State.Intermediate if is_begun else _State.Invalid
    if number > box.maximum() or number < min(0, box.minimum()):
        return _State.Invalid
    return _State.Acceptable if number >= box.minimum() else _State.Intermediate


def _bare(box: WholeBox | AmountBox, text: str) -> str:
    return text.removeprefix(box.prefix()).removesuffix(box.suffix()).strip()
