"""Pictures from their bytes, never larger than asked for; it trusts nothing in them. May be used on any thread."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from nextchat_desktop.core.measuring import measure
from nextchat_desktop.core.pictures import kind_of
from nextchat_desktop.core.svg import harmless

MOST_PIXELS = 64_000_000
"""Of a picture that is decoded as a whole: Qt makes 256 MB of it."""
MOST_IN_ROWS = 1_000_000_000
"""Of one that is decoded row by row, to a smaller size."""
MOST_DRAWN = 32_000_000
"""Of what is made of it for the screen."""

_MEGABYTES = 256


def decoded(data: bytes, longest: int) -> QImage | None:
    """The picture, upright, no side longer than `longest` pixels and none enlarged. None where it cannot be drawn."""
    return Source(data).read(longest)


class Source:
    """The bytes of one picture, with what their header says. Any thread may read it."""

    def __init__(self, data: bytes) -> None:
        kind = kind_of(data)
        self.is_drawing = kind == "svg"
        self._data = (harmless(data) or b"") if self.is_drawing else data if kind else b""
        self._format = kind or ""
        self.size = QSize()
        """Upright; empty where the picture cannot be drawn."""
        self.is_turned = False
        """Whether the file holds it otherwise than it is shown."""
        if self._data:
            self.size = self._upright_size()

    def read(self, longest: int) -> QImage | None:
        """As `decoded` tells."""
        side = max(self.size.width(), self.size.height())
        return self.at(min(1.0, longest / side)) if side > 0 else None

    def at(self, scale: float) -> QImage | None:
        """The picture so many times as large as it is; only a drawing is ever enlarged, and neither beyond measure."""
        if self.size.isEmpty():
            return None
        wanted = _within(self.size * (scale if self.is_drawing else min(1.0, scale)))
        image = _Reader(self._data, self._format).read(wanted)
        return None if image.isNull() else _for_screen(image)

    def _upright_size(self) -> QSize:
        reader = _Reader(self._data, self._format)
        size, self.is_turned = reader.size(), reader.is_turned
        return QSize() if size.isEmpty() or size.width() * size.height() > self._most() else size

    def _most(self) -> int:
        if self.is_drawing:
            return MOST_IN_ROWS
        found = measure(self._data)
        return MOST_IN_ROWS if found is not None and found.in_rows else MOST_PIXELS


class _Reader:
    """Qt's reader with the buffer that it reads from."""

    def __init__(self, data: bytes, format: str) -> None:
        QImageReader.setAllocationLimit(_MEGABYTES)
        self._qt = QImageReader()  # before the buffer, and so let go before it
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._qt.setDevice(self._buffer)
        self._qt.setFormat(QByteArray(format.encode()))
        self._qt.setAutoTransform(True)

    @property
    def is_turned(self) -> bool:
        return self._qt.transformation() != QImageIOHandler.Transformation.TransformationNone

    def size(self) -> QSize:
        """Upright, as all sizes here."""
        return self._turned(self._qt.size())

    def read(self, size: QSize) -> QImage:
        if size != self.size():
            self._qt.setScaledSize(self._turned(size))
        return self._qt.read()

    def _turned(self, size: QSize) -> QSize:
        lies = self._qt.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        return size.transposed() if lies else size


def _within(size: QSize) -> QSize:
    """At least one pixel, and no more than the screen is given."""
    pixels = size.width() * size.height()
    if pixels > MOST_DRAWN:
        size = size * (MOST_DRAWN / pixels) ** 0.5
    return size.expandedTo(QSize(1, 1))


def _for_screen(image: QImage) -> QImage:
    """In the form that is painted fastest."""
    forms = QImage.Format
    return image.convertToFormat(forms.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else forms.Format_RGB32)
