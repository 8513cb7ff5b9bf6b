"""Draws parts below each other as one picture of any height, a few rows at a time; it does not know what they are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPen

from nextchat_desktop.interchange.png_rows import PngRows
from nextchat_desktop.ui.sharing.drawn.galley import Part
from nextchat_desktop.ui.sharing.drawn.steps import Steps
from nextchat_desktop.ui.sharing.drawn.whole_file import whole_file
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.kit import Kit

_TILE = 96
"""Points of the screen that are painted at a time; a few milliseconds."""
_FORMAT = QImage.Format.Format_RGB888
_FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies around the parts, in points: ground, the card if there is one, and the room in between."""

    is_card: bool
    outer: int
    inner: int

    @property
    def side(self) -> int:
        return self.outer + self.inner

    @property
    def width(self) -> int:
        return m.COLUMN + 2 * self.side

    def paint(self, painter: QPainter, kit: Kit, top: int, height: int, end: int | None) -> None:
        """The rows from `top` on; `end` is how high all of it is, once that is known."""
        look = kit.look
        painter.fillRect(QRectF(0, 0, self.width, height), look.color("sidebar" if self.is_card else "background"))
        if self.is_card:
            bottom = _FAR if end is None else end - self.outer - top
            card = QRectF(self.outer, self.outer - top, self.width - 2 * self.outer, bottom - self.outer + top)
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(look.color("background"))
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), m.BUBBLE_RADIUS, m.BUBBLE_RADIUS)


PLAIN, CARD = Ground(False, 0, 28), Ground(True, 28, 36)

Take = Callable[[QImage], None]
"""Takes rows of pixels, from top to bottom."""


def drawn(parts: Sequence[Part], kit: Kit, ground: Ground, scale: int, take: Take) -> Iterator[float | None]:
    """Each part is laid out when its turn comes and let go of when it is painted."""
    top = ground.side
    yield from _tiles(None, 0, top, None, kit, ground, scale, take)
    for number, part in enumerate(parts):
        for step in part.lay_out(kit, m.COLUMN):
            yield None if step is None else number / len(parts)
        is_last = number == len(parts) - 1
        below = ground.side if is_last else part.gap
        end = top + part.height + below if is_last else None
        for _ in _tiles(part, top, part.height + below, end, kit, ground, scale, take):
            yield number / len(parts)
        top += part.height + below
        part.release()


def _tiles(
    part: Part | None, top: int, height: int, end: int | None, kit: Kit, ground: Ground, scale: int, take: Take
) -> Iterator[float]:
    for y in range(0, height, _TILE):
        rows = min(_TILE, height - y)
        image = QImage(ground.width * scale, rows * scale, _FORMAT)
        painter = QPainter()
        if image.isNull() or not painter.begin(image):
            raise MemoryError
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        ground.paint(painter, kit, top + y, rows, end)
        if part is not None:
            painter.translate(ground.side, -y)
            part.paint(painter, kit, y, min(y + rows, part.height), once=False)
        painter.end()
        take(image)
        yield 0.0


@dataclass(frozen=True, slots=True)
class Dress:
    """How a picture looks: plain or a card, light or dark, with so many pixels to a point."""

    card: bool = False
    dark: bool = False
    scale: int = 2

    @property
    def ground(self) -> Ground:
        return CARD if self.card else PLAIN


def png(path: str, parts: Sequence[Part], kit: Kit, dress: Dress, told: Callable[[int], str]) -> Steps:
    """Writes it row by row. `told` says what is to be said of a picture that is so many pixels high."""
    rows = PngRows(dress.ground.width * dress.scale, dress.scale)
    with whole_file(path) as file:

        def take(image: QImage) -> None:
            file.write(rows.rows(image.constBits(), image.bytesPerLine()))

        file.write(rows.head())
        yield from drawn(parts, kit, dress.ground, dress.scale, take)
        file.write(rows.end())
        file.seek(0)
        file.write(rows.head())
    return told(rows.height)
