"""Makes any picture one that every service takes, and that tells nobody where it was taken. For any thread.

What leaves this computer has no Exif: phones write the place into it. It is taken out without decoding where the
picture lies upright; else the picture is drawn anew, turned as its maker held the camera.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from nextchat_desktop.core.pictures import kind_of
from nextchat_desktop.core.undressing import undressed
from nextchat_desktop.ui.viewer.decoding import Source

LONGEST = 2048
"""Pixels of the longest side. Services scale down what is larger, so more would only be slower."""
MOST_BYTES = 1_100_000
"""Base64 makes 1.5 MB of it, so that three pictures pass a server that takes 4.5 MB at most, as Vercel's do."""
MOST_READ = 64 * 1024 * 1024
"""Bytes of a file that is looked at at all."""
DRAWN = 1024
"""Pixels of the longest side to which a drawing is enlarged: it has no size of its own, and icons are hard to read."""

_QUALITIES = (90, 80, 70, 60)
_SMALLER = 0.75
_UNTOUCHED = ("png", "jpeg")
_HEIF = re.compile(rb".{4}ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL)


class Unfit(StrEnum):
    """Why there is no picture to send, as the person needs to know it."""

    NOT_A_PICTURE = "not_a_picture"
    HEIC = "heic"
    """What iPhones make, and neither Qt nor the services read."""
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    """The file itself cannot be opened."""
    NOT_KEPT = "not_kept"
    """The disk did not take it."""
    ONE_TOO_MANY = "one_too_many"
    """It is a picture, for all one knows, but the message takes no more."""


class Fitted(NamedTuple):
    """PNG or JPEG, and its size in pixels."""

    data: bytes
    size: QSize
    image: QImage
    """The same, decoded."""


def fitted(data: bytes) -> Fitted | Unfit:
    """Upright, no side longer than LONGEST, no more than MOST_BYTES, PNG or JPEG; of what moves the first picture."""
    if len(data) > MOST_READ:
        return Unfit.TOO_LARGE
    kind = kind_of(data)
    if kind is None:
        return Unfit.HEIC if _HEIF.match(data) else Unfit.NOT_A_PICTURE
    source = Source(data)
    image = source.at(_scale(source)) if not source.size.isEmpty() else None
    if image is None:
        return Unfit.BROKEN
    bare = undressed(data)
    if kind in _UNTOUCHED and len(bare) <= MOST_BYTES and not source.is_turned and image.size() == source.size:
        return Fitted(bare, image.size(), image)
    return _encoded(image, photo=kind == "jpeg")


def _scale(source: Source) -> float:
    longest = max(source.size.width(), source.size.height())
    return max(1.0, DRAWN / longest) if source.is_drawing and longest < DRAWN else min(1.0, LONGEST / longest)


def _encoded(image: QImage, photo: bool) -> Fitted:
    """A photo that came as JPEG would only get larger as PNG; whatever else stays exact where there is room for it."""
    if not photo:
        data = _written(image, "PNG")
        if len(data) <= MOST_BYTES:
            return Fitted(data, image.size(), image)
    return next(made for made in _smaller_and_smaller(_on_white(image)) if len(made.data) <= MOST_BYTES)


def _smaller_and_smaller(image: QImage) -> Iterator[Fitted]:
    """JPEG has fewer bytes the worse it is, and then the smaller; it ends with a few pixels, which fit anywhere."""
    while True:
        for quality in _QUALITIES:
            yield Fitted(_written(image, "JPEG", quality), image.size(), image)
        size = (image.size() * _SMALLER).expandedTo(QSize(1, 1))
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _on_white(image: QImage) -> QImage:
    """JPEG knows nothing transparent and would show it black."""
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _written(image: QImage, format: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, format, quality)  # type: ignore[call-overload]
    return undressed(bytes(buffer.data().data()))  # Qt writes again what words it has read
