"""The words that a widget paints itself, and where: by what it tells a printer. Knows no widget by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QRegion, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

_SVG = "{http://www.w3.org/2000/svg}"
_ITSELF = QWidget.RenderFlag(0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A run of letters in one font, in the widget's own pixels; `place` is as high as its letters may be."""

    text: str
    place: QRectF


def drawn_by(widget: QWidget) -> list[Drawn]:
    """What the widget writes without its children, whether or not it can be seen."""
    return list(_texts(ElementTree.fromstring(_printed(widget)), widget.font()))


def _printed(widget: QWidget) -> bytes:
    buffer, page = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.setOutputDevice(buffer)
    page.setSize(widget.size())
    page.setResolution(widget.logicalDpiX())
    painter = QPainter(page)
    widget.render(painter, QPoint(), QRegion(), _ITSELF)
    painter.end()
    return bytes(buffer.data().data())


def _texts(page: ElementTree.Element, font: QFont) -> Iterator[Drawn]:
    for group in page.iter(f"{_SVG}g"):
        moved = _moved(group.get("transform", ""))
        for text in group.iterfind(f"{_SVG}text"):
            words = text.text or ""
            if words.strip():
                metrics = QFontMetricsF(_font(text, font))
                x, y = float(text.get("x", 0)), float(text.get("y", 0))
                high = metrics.ascent() + metrics.descent()
                room = QRectF(x, y - metrics.ascent(), metrics.horizontalAdvance(words), high)
                yield Drawn(words, moved.mapRect(room))


def _font(text: ElementTree.Element, font: QFont) -> QFont:
    made = QFont(font)
    if size := round(float(text.get("font-size", 0))):
        made.setPixelSize(size)
    made.setWeight(QFont.Weight(min(900, max(100, int(text.get("font-weight", 400)) // 100 * 100))))
    return made


def _moved(matrix: str) -> QTransform:
    """Of `matrix(1,0,0,1,0,0)`."""
    numbers = [float(one) for one in matrix.removeprefix("matrix(").removesuffix(")").split(",") if one]
    return QTransform(*numbers) if len(numbers) == len("matrix") else QTransform()
