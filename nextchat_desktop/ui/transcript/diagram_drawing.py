"""Makes a diagram ready to be painted, in the look of the transcript; it does not know where it is shown.

What waits for another process is to be called on a thread of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from nextchat_desktop.markup.diagram_process import Processes, draw_apart, raster_apart
from nextchat_desktop.markup.diagram_text import is_wide
from nextchat_desktop.markup.diagrams import Diagram, DiagramColours, NotDrawn, standalone
from nextchat_desktop.ui.theme.palette import Palette, is_dark
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.viewer.decoding import Source, decoded

TALLEST = 560
WIDEST = m.COLUMN - 2 * m.CODE_X
_USUAL = 15
"""The size of text for which a diagram has its own size."""
_EM = 100
_FILE_SCALE = 2.0
_BROKEN = "the drawing broke off"


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
    """Why there is no drawing. `is_missing` tells that nothing can be drawn on this system."""

    reason: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Easel:
    """A drawn diagram and what it takes to draw it at another size, on its ground, so that it is seen anywhere."""

    diagram: Diagram
    colours: DiagramColours
    families: tuple[str, ...]
    command: Sequence[str]
    processes: Processes
    first: QImage
    """As it is in the transcript."""

    def render(self, scale: float) -> QImage | None:
        """It waits."""
        try:
            return Source(self._raster(scale)).at(1.0)
        except NotDrawn:
            return None

    def svg(self) -> bytes:
        return self._standalone().encode()

    def png(self) -> bytes:
        """Raises NotDrawn. It waits."""
        return self._raster(_FILE_SCALE)

    def _raster(self, scale: float) -> bytes:
        _, _, svg = self._standalone().partition("?>\n")
        grounded = Diagram(svg.rstrip(), self.diagram.width, self.diagram.height)
        return raster_apart(grounded, scale, self.families, self.command, processes=self.processes).png

    def _standalone(self) -> str:
        return standalone(self.diagram.svg, self.colours.background, self.families)


def wish(source: str, look: Look, scale: float) -> Wish:
    return Wish(source, colours(look.palette), tuple(look.body.families()), look.size / _USUAL, scale)


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


def make(wish: Wish, advances: Mapping[str, float], command: Sequence[str], processes: Processes) -> Made | Undrawn:
    """It waits."""
    source, colours, families, zoom, scale = wish
    try:
        picture = draw_apart(source, colours, families, zoom * scale, advances, command, processes=processes)
    except NotDrawn as failed:
        return Undrawn(str(failed))
    size = shown_size(picture.diagram, wish.zoom, WIDEST) * wish.scale
    image = decoded(picture.png, round(max(size.width(), size.height())))
    return Made(picture.diagram, image) if image is not None else Undrawn(_BROKEN)


def shown_size(diagram: Diagram, zoom: float, width: float) -> QSizeF:
    """How large it is in a column with so much room."""
    part = min(1.0, width / (diagram.width * zoom), TALLEST / (diagram.height * zoom))
    return QSizeF(diagram.width, diagram.height) * (zoom * part)
