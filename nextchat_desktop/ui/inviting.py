"""What stands in a field as long as nothing is written there, in as many words as there is room for."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolButton

from nextchat_desktop.ui.elided import tip

KEPT = "••••••••"
"""Stands for something that is kept and not shown."""

_LOOKED_AT = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show)
_INSET = 4
"""Pixels that Qt leaves around what is written in a field."""


def invite(field: QLineEdit, *ways: str) -> None:
    """Shows the first of the ways to say it that fits, and nothing where none does: then the tooltip says the first."""
    found: list[_Invitation] = field.findChildren(_Invitation)
    invitation = found[0] if found else _Invitation(field)
    invitation.say(ways)


class _Invitation(QObject):
    """Belongs to the field and goes with it."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._ways: tuple[str, ...] = ()
        self._told = ""
        field.installEventFilter(self)

    def say(self, ways: tuple[str, ...]) -> None:
        self._ways = ways
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LOOKED_AT:
            self._fit()
        return False

    def _fit(self) -> None:
        field, room = self._field, self._room()
        whole = next(iter(self._ways), "")
        fits = (
            way for way in self._ways if not field.isVisible() or field.fontMetrics().horizontalAdvance(way) <= room
        )
        fitting = next(fits, "")
        if fitting != field.placeholderText():
            field.setPlaceholderText(fitting)
        self._tell("" if fitting == whole else whole)

    def _tell(self, whole: str) -> None:
        """Where nobody else says anything of the field."""
        if self._field.accessibleDescription() == self._told != whole:
            tip(self._field, whole)
            self._told = whole

    def _room(self) -> int:
        """Pixels for the letters, beside the icons in the field."""
        field, option = self._field, QStyleOptionFrame()
        field.initStyleOption(option)
        inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
        icons = sum(one.width() for one in field.findChildren(QToolButton) if one.isVisibleTo(field))
        margins = field.textMargins()
        return int(inside - icons - margins.left() - margins.right() - _INSET)
