"""What the viewer is given to show and to save. It knows no window."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from nextchat_desktop.ui.viewer.decoding import Source

_SAMPLE = 24
_OPAQUE = 32
_LIGHT = 160


@dataclass(frozen=True)
class Picture:
    """`render` draws it so many times as large as `size`; it is called on any thread and holds no widget.

    `first` is shown until something sharper has been drawn. Beyond `sharpest` drawing it larger shows no more.
    `name` says what can be seen. A `plain` one stands on the window's own ground, whose colours it was drawn for.
    """

    size: QSize
    render: Callable[[float], QImage | None]
    name: str = ""
    first: QImage = field(default_factory=QImage)
    sharpest: float = math.inf
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SaveFormat:
    """A way to keep a picture in a file. `make` is called on any thread; what it gives is written as it is."""

    suffix: str
    label: str
    make: Callable[[], bytes]


def picture_of(data: bytes, name: str = "", first: QImage | None = None) -> Picture | None:
    """A picture from elsewhere. None where it cannot be drawn. A large drawing takes a moment to read."""
    source = Source(data)
    if source.size.isEmpty():
        return None
    sharpest = math.inf if source.is_drawing else 1.0
    return Picture(source.size, source.at, name, first or QImage(), sharpest)


def is_light(image: QImage) -> bool:
    """Whether what can be seen of a transparent picture is light, so that it needs a dark ground."""
    sample = image.scaled(_SAMPLE, _SAMPLE)
    colours = [sample.pixelColor(x, y) for x in range(sample.width()) for y in range(sample.height())]
    seen = [colour.lightness() for colour in colours if colour.alpha() > _OPAQUE]
    return bool(seen) and sum(seen) / len(seen) > _LIGHT
