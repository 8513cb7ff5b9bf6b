"""Pictures as they come in: from files, from the clipboard, dragged here. It opens none before it is asked to."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from nextchat_desktop.ui.composer.fitting import MOST_READ, Unfit

_EXACT = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
"""Kinds that are taken as they lie in the clipboard: what Qt makes of them there has lost the original."""


SUFFIXES = ("png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "ico")
"""Of files with pictures that can be taken."""
_OTHER_SUFFIXES = ("heic", "heif", "avif", "tif", "tiff", "jxl", "psd")
"""Of those with pictures that cannot, which is told when one is dropped."""


class Incoming(NamedTuple):
    """`name` is empty for what has none. `read` is called on any thread."""

    name: str
    read: Callable[[], bytes | Unfit]


def from_files(paths: Iterable[str]) -> list[Incoming]:
    return [Incoming(Path(path).name, partial(_read_file, Path(path))) for path in paths]


def again(read: Callable[[], bytes | None]) -> Incoming:
    """A picture that is here already; `read` gives its bytes, if there still are any."""

    def found() -> bytes | Unfit:
        data = read()
        return Unfit.UNREADABLE if data is None else data

    return Incoming("", found)


def from_mime(mime: QMimeData) -> list[Incoming]:
    """Every file of this computer, whatever it is, or one picture. Nothing where words were meant."""
    urls = mime.urls()
    if urls and all(url.isLocalFile() for url in urls):
        return from_files(url.toLocalFile() for url in urls)
    if not mime.hasImage() or (mime.text().strip() and not urls):
        return []
    kind = next((kind for kind in _EXACT if mime.hasFormat(kind)), None)
    if kind is not None:
        data = bytes(mime.data(kind).data())
        return [Incoming("", lambda: data)]
    image = mime.imageData()
    return [Incoming("", partial(_as_png, image))] if isinstance(image, QImage) and not image.isNull() else []


def parted(mime: QMimeData) -> tuple[list[Incoming], list[str]]:
    """Pictures, and the paths of files that are none by their names, and of folders."""
    paths = [url.toLocalFile() for url in mime.urls()]
    others = [path for path in paths if _suffix(path) not in (*SUFFIXES, *_OTHER_SUFFIXES)]
    if not others or not all(url.isLocalFile() for url in mime.urls()):
        return from_mime(mime), []
    return from_files(path for path in paths if path not in others), others


def has_pictures(mime: QMimeData) -> bool:
    """Whether `from_mime` may find any. Cheap: it is asked for every move of a drag."""
    urls = mime.urls()
    return all(url.isLocalFile() for url in urls) if urls and not mime.hasImage() else mime.hasImage()


def _suffix(path: str) -> str:
    return Path(path).suffix.lower().lstrip(".")


def _read_file(path: Path) -> bytes | Unfit:
    try:
        return Unfit.TOO_LARGE if path.stat().st_size > MOST_READ else path.read_bytes()
    except OSError:
        return Unfit.UNREADABLE


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
