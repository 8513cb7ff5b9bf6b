"""Loads the stroke icons, tints them, and keeps what was drawn for each colour, size and screen scale."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.sizes import ICON

_SCALES = (1.0, 2.0, 3.0)
BEHIND = 4
"""Pixels behind an icon that leads words, beside the four that Qt leaves itself."""

MIRRORED = frozenset(
    ("branch", "chat", "chevron-left", "chevron-right", "outline", "quote", "send-queue", "sidebar", "undo")
)
"""They point to a side, or show where something stands, and do so the other way round in a window that goes from right
to left. What code has, what the clock has (`retry`) and what is played does not turn round."""


class Icons:
    """The icons of one directory in the colours of one palette."""

    def __init__(self, directory: Path, palette: Palette, size: int = ICON) -> None:
        """`size` is that of icons for which none is said."""
        self._directory = directory
        self._palette = palette
        self._size = size
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float, bool], QPixmap] = {}
        self._icons: dict[tuple[str, str, int, bool], QIcon] = {}
        self._leading: dict[tuple[str, str, int, bool, bool], QIcon] = {}

    def names(self) -> list[str]:
        """The names of all icons there are."""
        return sorted(path.stem for path in self._directory.glob("*.svg"))

    def icon(self, name: str, color: str | None = None, size: int | None = None) -> QIcon:
        """The icon in a colour (the label colour unless told), greyed where its control is disabled."""
        key = (name, color or self._palette.text_2, size or self._size, _is_mirrored(name))
        if key not in self._icons:
            self._icons[key] = self._build(*key[:3])
        return self._icons[key]

    def leading(self, name: str, color: str | None = None, size: int | None = None) -> QIcon:
        """The icon with room behind it, for words that go on there; it is `BEHIND` pixels wider than high."""
        turned = is_mirrored()
        key = (name, color or self._palette.text_2, size or self._size, _is_mirrored(name), turned)
        if key not in self._leading:
            self._leading[key] = self._build(*key[:3], led=True)
        return self._leading[key]

    def pixmap(self, name: str, color: str, size: int | None = None, dpr: float = 1.0) -> QPixmap:
        """The icon drawn `size` logical pixels square for a screen of the given scale."""
        key = (name, color, size or self._size, dpr, _is_mirrored(name))
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(self.svg(name, color), *key[2:])
        return self._pixmaps[key]

    def svg(self, name: str, color: str) -> str:
        """The drawing itself with its strokes in the colour."""
        if name not in self._sources:
            self._sources[name] = (self._directory / f"{name}.svg").read_text(encoding="utf-8")
        return self._sources[name].replace("currentColor", color)

    def _build(self, name: str, color: str, size: int, led: bool = False) -> QIcon:
        icon = QIcon()
        for scale in _SCALES:
            for ink, mode in ((color, QIcon.Mode.Normal), (self._palette.text_3, QIcon.Mode.Disabled)):
                drawn = self.pixmap(name, ink, size, scale)
                icon.addPixmap(_led(drawn) if led else drawn, mode)
        return icon


def _is_mirrored(name: str) -> bool:
    return name in MIRRORED and is_mirrored()


def _led(drawn: QPixmap) -> QPixmap:
    """With room where the words go on."""
    ratio = drawn.devicePixelRatio()
    wider = QPixmap(drawn.size() + QSize(round(BEHIND * ratio), 0))
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(BEHIND if is_mirrored() else 0, 0, drawn)
    painter.end()
    return wider


def _draw(svg: str, size: int, dpr: float, mirrored: bool) -> QPixmap:
    side = max(1, round(size * dpr))
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(svg.encode("utf-8"))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap
