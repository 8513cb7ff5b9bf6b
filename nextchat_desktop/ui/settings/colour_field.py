"""A colour chosen among a few good ones or written by hand; it knows not what is painted with it."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from nextchat_desktop.settings.option import Colour, InvalidValue
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.palette import PALETTES, Palette, is_dark, is_high, with_accent
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words

OFFERED: Mapping[str, str] = {
    "own": "",
    "blue": "#2458B8",
    "violet": "#6B46B8",
    "plum": "#A1327F",
    "red": "#B02A3A",
    "orange": "#A84C0A",
    "green": "#2D7238",
    "grey": "#57534E",
}
"""By their names in the words; the first is the program's own."""

_AROUND = 4
"""Pixels from a swatch to the edge of its button, where the ring is."""
_LETTERS = 10
"""Of the field for a colour by hand."""


class Swatch(QRadioButton):
    """One colour as a small disc; it is seen as it will be, readable on these grounds."""

    def __init__(self, theme: Theme, name: str, colour: str, spoken: str) -> None:
        super().__init__()
        self.colour = colour
        self._theme = theme
        named(self, f"colour-{name}", spoken)
        self.setToolTip(spoken)
        following(theme, self, _resize)

    @property
    def side(self) -> int:
        return self._theme.room.target

    def sizeHint(self) -> QSize:
        return QSize(self.side, self.side)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = seen(self._theme.palette, self.colour)
        disc = QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent_hover if self.underMouse() else palette.accent))
        painter.drawEllipse(disc)
        if self.isChecked():
            self._tick(painter, palette.on_accent)
        if self.hasFocus():
            half = self._theme.room.focus / 2
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.text), self._theme.room.focus))
            painter.drawEllipse(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.end()

    def _tick(self, painter: QPainter, colour: str) -> None:
        size = self._theme.room.icon_small
        tick = self._theme.icons.pixmap("check", colour, size, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(self.rect()).center() - QPointF(size / 2, size / 2), tick)


class ColourField(QWidget):
    """`changed` tells that another colour was chosen; `colour` is '#RRGGBB', or empty for the program's own."""

    changed = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self.colour = ""
        self._words = words
        self._swatches = [Swatch(theme, name, colour, words(f"colour.{name}")) for name, colour in OFFERED.items()]
        self._another = button("colourAnother", words("colour.another"), "link")
        self._hand = named(QLineEdit(), "colourByHand", words("colour.by_hand"))
        self._hand.setPlaceholderText("#RRGGBB")
        following(theme, self._hand, _fit_letters)
        self._unfit = Hint(theme, "colourUnfit")
        self._lay_out()
        self._group = QButtonGroup(self)
        for swatch in self._swatches:
            self._group.addButton(swatch)
        self._group.buttonClicked.connect(self._on_swatch_clicked)
        self._another.clicked.connect(self._on_another_clicked)
        self._hand.editingFinished.connect(self._on_written)
        self.setFocusProxy(self._swatches[0])

    def show_colour(self, colour: str) -> None:
        self.colour = colour
        self._group.setExclusive(False)  # none of them may be the one
        for swatch in self._swatches:
            swatch.setChecked(swatch.colour == colour)
        self._group.setExclusive(True)
        is_own = colour not in OFFERED.values()
        self._hand.setText(colour if is_own else "")
        self._show_hand(is_own)
        self._complain(False)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(sizes.SPACE_1)
        for swatch in self._swatches:
            line.addWidget(swatch)
        line.addSpacing(sizes.SPACE_1)
        line.addWidget(self._another)
        line.addWidget(self._hand)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._unfit)

    def _on_swatch_clicked(self, swatch: Swatch) -> None:
        self._choose(swatch.colour)

    def _on_another_clicked(self) -> None:
        self._show_hand(True)
        self._hand.setFocus()

    def _on_written(self) -> None:
        text = self._hand.text().strip()
        try:
            colour = Colour().check(f"#{text.lstrip('#')}" if text else self.colour)
        except InvalidValue:
            self._complain(True)
        else:
            self._choose(colour)

    def _choose(self, colour: str) -> None:
        is_another = colour != self.colour
        self.show_colour(colour)
        if is_another:
            self.changed.emit()

    def _show_hand(self, is_shown: bool) -> None:
        self._hand.setVisible(is_shown)
        self._another.setVisible(not is_shown)

    def _complain(self, is_unfit: bool) -> None:
        set_property(self._hand, "role", "bad" if is_unfit else "")
        self._unfit.say(self._words("colour.unfit") if is_unfit else "", "bad")


def seen(palette: Palette, colour: str) -> Palette:
    """The palette with this accent, or with the program's own where it is empty."""
    own = PALETTES[is_dark(palette), is_high(palette)]
    return with_accent(own, colour) if colour else own


def _resize(swatch: Swatch) -> None:
    swatch.setFixedSize(swatch.sizeHint())


def _fit_letters(field: QLineEdit) -> None:
    field.setFixedWidth(field.fontMetrics().horizontalAdvance("#" + "D" * _LETTERS))
