"""Makes a diagram ready to be painted, in the look of the transcript; it does not know where it is shown.

What waits for another process is to be called on a thread of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from nextchat_desktop.markup.diagram_process import draw_apart, raster_apart
from nextchat_desktop.markup.diagram_text import is_wide
from nextchat_desktop.markup.diagrams import Diagram, DiagramColours, NotDrawn, available, standalone
from nextchat_desktop.ui.theme.palette import Palette, is_dark
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.look import Look

TALLEST = 560
WIDEST = m.COLUMN - 2 * m.CODE_X
_DRAWN = 15
"""The size of text for which a diagram has its own size."""
_EM = 100
_FILE_SCALE = 2.0


class Wish(NamedTuple):
    """A diagram as it is to look. `zoom` is how much larger letters are than usual, `scale` that of the screen."""

    source: str
    colours: DiagramColours
    families: tuple[str, ...]
    zoom: float
    scale: float


class Made(NamedTuple):
    """A diagram as it was drawn, and a picture of it as large as it is shown in a column of full width."""

    diagram: Diagram
    image: QImage


class Undrawn(NamedTuple):
    reason: str


@dataclass(frozen=True, slots=True)
class Easel:
    """A drawn diagram and what it takes to draw it at another size."""

    diagram: Diagram
    colours: DiagramColours
    families: tuple[str, ...]
    command: Sequence[str]

    def render(self, scale: float) -> QImage | None:
        """On its ground, so that it can be seen wherever it is put. It waits."""
        try:
            picture = raster_apart(self.diagram, scale, self.families, self.command)
        except NotDrawn:
            return None
        return _on_ground(QImage.fromData(picture.png), self.colours.background)

    def svg(self) -> bytes:
        return standalone(self.diagram.svg, self.colours.background, self.families).encode()

    def png(self) -> bytes:
        """Empty where it cannot be made. It waits."""
        image = self.render(_FILE_SCALE)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        return bytes(buffer.data().data()) if image is not None and image.save(buffer, "PNG") else b""  # type: ignore[call-overload]


def wish(source: str, look: Look, scale: float) -> Wish:
    return Wish(source, colours(look.palette), tuple(look.body.families()), look.size / _DRAWN, scale)


@lru_cache(maxsize=8)
def colours(palette: Palette) -> DiagramColours:
    """A diagram lies on the ground that code lies on."""
    return DiagramColours(
        background=palette.code,
        surface=palette.raised,
        line=palette.edge,
        text=palette.text,
        muted=palette.text_2,
        accent=palette.accent,
        dark=is_dark(palette),
    )


def advances(source: str, font: QFont) -> dict[str, float]:
    """The widths of the letters in it, in ems; those that fill a square are known."""
    large = QFont(font)
    large.setPixelSize(_EM)
    metrics = QFontMetricsF(large)
    letters = {letter for letter in source if letter.isprintable() and not is_wide(letter)}
    return {letter: metrics.horizontalAdvance(letter) / _EM for letter in letters}


def make(wish: Wish, advances: Mapping[str, float], command: Sequence[str]) -> Made | Undrawn:
    """It waits."""
    if not available():
        return Undrawn("diagrams cannot be drawn on this system")
    scale = wish.zoom * wish.scale
    try:
        picture = draw_apart(wish.source, wish.colours, wish.families, scale, advances, command)
    except NotDrawn as failed:
        return Undrawn(str(failed))
    image = QImage.fromData(picture.png)
    if image.isNull():
        return Undrawn("the drawing broke off")
    return Made(picture.diagram, _small(image, picture.diagram, wish))


def shown_size(diagram: Diagram, zoom: float, width: float) -> tuple[float, float]:
    """How large it is in a column with so much room."""
    part = min(1.0, width / (diagram.width * zoom), TALLEST / (diagram.height * zoom))
    return diagram.width * zoom * part, diagram.height * zoom * part


def _small(image: QImage, diagram: Diagram, wish: Wish) -> QImage:
    """No larger than it is shown, in the form that is painted fastest."""
    width, height = shown_size(diagram, wish.zoom, WIDEST)
    wanted = QSize(max(1, round(width * wish.scale)), max(1, round(height * wish.scale)))
    if wanted.width() < image.width():
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _on_ground(image: QImage, ground: str) -> QImage | None:
    if image.isNull():
        return None
    whole = QImage(image.size(), QImage.Format.Format_RGB32)
    whole.fill(QColor(ground))
    painter = QPainter(whole)
    painter.drawImage(0, 0, image)
    painter.end()
    return whole
