"""Paints every screen into a folder of its own, as small as can be read, and the page that shows them all."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from screens.table import SCREENS, walk
from screens.world import Dress

FRONT = ("conversation", Dress("en", "light", is_patient=True), "conversation-light-en.png")
"""The picture that README.md shows, as large as it is."""
_SHRUNK = {100: 0.7, 200: 0.45}
"""How much of its width a picture keeps: a thousand of them are to be had with every copy of the source."""
_QUALITY = 28
"""Of WebP, at which letters have no shadows yet."""
_WIDTH = 240
"""Pixels of a picture on the page."""


class ScreenPainter:
    def __init__(self, out: Path, beginnings: Sequence[str] = ()) -> None:
        """Of all screens, or of those whose names begin with one of these."""
        self._out = out
        self._screens = [one for one in SCREENS if not beginnings or one.name.startswith(tuple(beginnings))]

    def paint(self, dress: Dress, homes: Path) -> None:
        """One look in one language."""
        for screen, widget, _world in walk(dress, homes, self._screens):
            image = widget.grab().toImage()
            if (screen.name, dress) == FRONT[:2]:
                image.save(str(self._out / FRONT[2]))
            path = self._out / file_of(screen.name, dress.language, dress.theme, dress.size)
            path.parent.mkdir(exist_ok=True)
            _shrunk(image, _SHRUNK[dress.size]).save(str(path), quality=_QUALITY)

    def write_index(self, languages: Sequence[str], themes: Sequence[str], sizes: Sequence[int]) -> None:
        """Every screen that there is a picture of."""
        page = "\n".join(self._page(languages, themes, sizes))
        (self._out / "README.md").write_text(f"{page}\n", "utf-8")

    def _page(self, languages: Sequence[str], themes: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
        looks = list(product(sizes, themes))
        yield "# Every screen"
        yield ""
        yield "Painted by `python tests/gallery.py`. Each picture leads to itself in its own size."
        for screen in SCREENS:
            if not (self._out / screen.name).is_dir():
                continue
            yield from ("", f"## {screen.name}", "")
            yield "| | " + " | ".join(f"{size} %, {theme}" for size, theme in looks) + " |"
            yield "|---|" + "---|" * len(looks)
            for language in languages:
                cells = (self._cell(file_of(screen.name, language, theme, size)) for size, theme in looks)
                yield f"| {language} | " + " | ".join(cells) + " |"

    def _cell(self, file: str) -> str:
        return f'<a href="{file}"><img src="{file}" width="{_WIDTH}"></a>' if (self._out / file).exists() else ""


def file_of(screen: str, language: str, theme: str, size: int) -> str:
    return f"{screen}/{language}-{theme}-{size}.webp"


def _shrunk(image: QImage, share: float) -> QImage:
    smooth, whole = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    return image.scaled(image.size() * share, whole, smooth)
