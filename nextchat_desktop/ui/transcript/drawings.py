"""Keeps what has been drawn of formulas, and draws what is waiting, a little at a time; it does not know where it goes.

A formula takes some milliseconds. Whoever asks for one that is not ready shows its source for now and asks again.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from nextchat_desktop.markup.blocks import Run
from nextchat_desktop.markup.inline import closing

if TYPE_CHECKING:
    from nextchat_desktop.markup.formulas import Formula

FORMULA_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
TEX = QTextFormat.Property.UserProperty.value + 1

SIZE = 16.0
"""Formulas are drawn at this size, in pixels, and scaled."""
INK = "#010203"
"""Stands for the colour of the text, which is put in when a formula is painted."""
_DELIMITERS = ("$$", "$", "\\(", "\\[")
_KEPT, _PIXMAPS = 4000, 600
_LARGEST_FONT = 12
"""Times the size of the text."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A formula, or why there is none."""

    picture: "Formula | None"
    reason: str = ""

    def size(self, text_size: float) -> QSizeF:
        if self.picture is None:
            return QSizeF()
        scale = text_size / SIZE
        return QSizeF(self.picture.width * scale, self.picture.height * scale)


class Drawings(QObject):
    """A formula is named by its source, delimiters included: `$x$`, `\\[x\\]`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.handler = _FormulaObject(self)
        self._drawn: OrderedDict[str, Drawn] = OrderedDict()
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._pixmaps: OrderedDict[tuple[str, float, str, float], QPixmap] = OrderedDict()

    def formula(self, source: str) -> Drawn | None:
        """None while it has not been drawn; it will be soon."""
        drawn = self._drawn.get(source)
        if drawn is None:
            self._waiting[source] = None
            self._waiting.move_to_end(source)
        return drawn

    def parted(self, runs: Sequence[Run]) -> Sequence[Run]:
        """The same words, what of them is to be drawn as formulas are in runs of its own."""
        return runs

    def is_drawn(self, source: str) -> bool:
        return source in self._drawn

    @property
    def is_waiting(self) -> bool:
        return bool(self._waiting)

    def step(self) -> None:
        """Draws what was asked for last: the reader is looking at it."""
        if self._waiting:
            source, _ = self._waiting.popitem()
            self._drawn[source] = _draw(source)
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)

    def paint(self, painter: QPainter, source: str, rect: QRectF, color: str, text_size: float) -> None:
        """Paints a drawn formula into a place of its own size."""
        drawn = self._drawn.get(source)
        if drawn is not None and drawn.picture is not None:
            scale = painter.device().devicePixelRatio()
            pixmap = self._pixmap(source, drawn.picture, text_size, color, scale)
            painter.drawPixmap(rect.topLeft(), pixmap)

    def _pixmap(self, source: str, picture: "Formula", text_size: float, color: str, scale: float) -> QPixmap:
        key = (source, text_size, color, scale)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = _rasterised(picture, text_size / SIZE, color, scale)
        self._pixmaps.move_to_end(key)
        while len(self._pixmaps) > _PIXMAPS:
            self._pixmaps.popitem(last=False)
        return pixmap


class _FormulaObject(QPyTextObject):
    """Puts a formula into a line of text, its baseline on that of the words."""

    def __init__(self, drawings: Drawings) -> None:
        super().__init__(drawings)
        self._drawings = drawings

    def intrinsicSize(self, document: QTextDocument, position: int, format: QTextFormat) -> QSizeF:
        drawn = self._drawings.formula(str(format.property(TEX)))
        if drawn is None or drawn.picture is None:
            return QSizeF(0, 0)
        font = document.defaultFont()
        above, below = _room(drawn.picture, font)
        lifted = _lift(format.toCharFormat().font())
        return QSizeF(drawn.size(font.pixelSize()).width(), max(2 * above - lifted, 2 * below + lifted))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, format: QTextFormat
    ) -> None:
        source = str(format.property(TEX))
        drawn = self._drawings.formula(source)
        if drawn is not None and drawn.picture is not None:
            size = document.defaultFont().pixelSize()
            above, _ = _extents(drawn.picture, size)
            baseline = rect.top() + (rect.height() + _lift(format.toCharFormat().font())) / 2
            place = QRectF(rect.left(), baseline - above, rect.width(), drawn.size(size).height())
            self._drawings.paint(painter, source, place, painter.pen().color().name(), size)


def balance(chars: QTextCharFormat, picture: "Formula", font: QFont) -> None:
    """Has Qt put a formula on the baseline with hardly more room above and below than it needs.

    Qt puts the middle of an object above the baseline by a quarter of the height of an x in the font of the object.
    Nothing is written in that font, so it may be as large as it takes.
    """
    above, below = _room(picture, font)
    times = round((above - below) / max(1.0, QFontMetricsF(font).xHeight() / 2))
    chars.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    chars.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize() * max(1, min(_LARGEST_FONT, times)))


def bare(source: str) -> tuple[str, bool]:
    """The TeX without its delimiters, and whether it is displayed rather than in a line."""
    opening = next((mark for mark in _DELIMITERS if source.startswith(mark)), "")
    tex = source.removeprefix(opening).removesuffix(closing(opening))
    return tex, opening in ("$$", "\\[")


def warm() -> None:
    """Loads what draws formulas, which no window needs to come up."""
    from nextchat_desktop.markup.formulas import warm

    warm()


def _draw(source: str) -> Drawn:
    from nextchat_desktop.markup.formulas import NotDrawn, draw_formula

    tex, display = bare(source)
    try:
        return Drawn(draw_formula(tex, SIZE, INK, display))
    except NotDrawn as error:
        return Drawn(None, str(error))


def _extents(picture: "Formula", text_size: float) -> tuple[float, float]:
    """How far it reaches above and below the baseline."""
    scale = text_size / SIZE
    return (picture.height - picture.depth) * scale, picture.depth * scale


def _room(picture: "Formula", font: QFont) -> tuple[float, float]:
    """The same, but at least as far as words do."""
    metrics = QFontMetricsF(font)
    above, below = _extents(picture, font.pixelSize())
    return max(above, metrics.ascent()), max(below, metrics.descent())


def _lift(font: QFont) -> float:
    """Twice as far as Qt puts the middle of an object above the baseline."""
    return QFontMetrics(font).xHeight() / 2


def _rasterised(picture: "Formula", size: float, color: str, scale: float) -> QPixmap:
    pixels = QSize(max(1, round(picture.width * size * scale)), max(1, round(picture.height * size * scale)))
    pixmap = QPixmap(pixels)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    svg = picture.svg.replace(INK, color)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, picture.width * size, picture.height * size))
    painter.end()
    return pixmap
