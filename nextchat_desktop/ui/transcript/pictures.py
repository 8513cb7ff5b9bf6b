"""Keeps the pictures of a run of the program and gets them; it does not know where they are shown.

Nothing is asked of any server before the reader wants to see it.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, QSize, QSizeF, Signal
from PySide6.QtGui import QImage, QPixmap

from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.pictures import Fetched, FetchPicture, Trouble, data_picture, trouble
from nextchat_desktop.core.wire import Run
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.recent import Recent
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.viewer.decoding import Source
from nextchat_desktop.ui.viewer.picture import is_light
from nextchat_desktop.ui.workers import Task

Phase = Literal["hidden", "fetching", "opening", "shown", "failed"]

MOST_BYTES = 64 * 1024 * 1024
"""Of what was fetched."""
MOST_DRAWN = 64 * 1024 * 1024
"""Bytes of what is ready to be painted."""
_PER_PIXEL = 4
_REMEMBERED = 4_000
"""Of so many pictures the size is known, and whether they failed."""
KEPT, TILE = "kept:", "tile:"
"""Begin the addresses of pictures that are kept on this computer, shown whole, or as a small square cut out of them."""
_HERE = (KEPT, TILE)

GetKept = Callable[[str], bytes | None]
"""The bytes of what is kept under a name; None where there is nothing any more. Called on any thread."""

Ground = Literal["", "light", "dark"]


class Shown(NamedTuple):
    """A picture ready to be painted. `ground` is what has to lie behind a transparent one, so that it can be seen."""

    pixmap: QPixmap
    ground: Ground
    scale: float


class Opened(NamedTuple):
    """What a thread makes of the bytes."""

    size: QSize
    image: QImage
    ground: Ground


class Pictures(QObject):
    """A picture is named by its address. `changed` tells that one or another is in another phase."""

    changed = Signal()

    def __init__(
        self, decoder: Decoder | None = None, fetch: FetchPicture | None = None, kept: GetKept | None = None
    ) -> None:
        super().__init__()
        self._decoder = decoder
        self._get = fetch
        self._kept = kept
        self._bytes: Recent[str, bytes] = Recent(MOST_BYTES, len)
        self._shown: Recent[str, Shown] = Recent(MOST_DRAWN, lambda shown: weight(shown.pixmap))
        self._sizes: Recent[str, QSize] = Recent(_REMEMBERED)
        self._troubles: Recent[str, Trouble] = Recent(_REMEMBERED)
        self._runs: dict[str, Run] = {}
        self._tasks: dict[str, Task] = {}

    @property
    def can_fetch(self) -> bool:
        return self._get is not None

    def phase(self, address: str) -> Phase:
        key = _key(address)
        if key in self._shown:
            return "shown"
        if key in self._runs:
            return "fetching"
        if key in self._troubles:
            return "failed"
        return "opening" if key in self._bytes or is_here(address) else "hidden"

    def trouble(self, address: str) -> Trouble | None:
        return self._troubles.get(_key(address))

    def size(self, address: str) -> QSize | None:
        """Its own, once it has been opened."""
        return self._sizes.get(_key(address))

    def shown(self, address: str) -> Shown | None:
        return self._shown.get(_key(address))

    def reader(self, address: str) -> Callable[[], bytes | None]:
        """Gives its bytes, on any thread; None where there are none any more."""
        data = self._bytes.get(_key(address))
        if data is not None:
            return lambda: data
        blob = _blob(address)
        return partial(data_picture, address) if not blob or self._kept is None else partial(self._kept, blob)

    def look(self, address: str, scale: float) -> None:
        """The reader is looking at it: what is here is opened for this scale of the screen."""
        key = _key(address)
        shown = self._shown.get(key)
        is_ready = key in self._troubles or (shown is not None and shown.scale == scale)
        if self._decoder is None or is_ready or key in self._tasks or self.phase(address) in ("hidden", "fetching"):
            return
        work = partial(opened, address, self.reader(address), scale)
        self._tasks[key] = self._decoder.run(work, partial(self._on_opened, key, scale), self)

    def fetch(self, address: str) -> None:
        """The reader has asked for it."""
        key = _key(address)
        if self._get is not None and key not in self._runs and not is_here(address):
            self._troubles.drop(key)
            self._runs[key] = self._get(address, partial(self._on_fetched, key))
            self.changed.emit()

    def cancel(self, address: str) -> None:
        run = self._runs.pop(_key(address), None)
        if run is not None:
            run.cancel()
            self.changed.emit()

    def leave(self) -> None:
        """Nobody waits any more for what is on its way."""
        runs, self._runs = self._runs, {}
        for run in runs.values():
            run.cancel()
        tasks, self._tasks = self._tasks, {}
        for task in tasks.values():
            task.cancel()
        if runs:
            self.changed.emit()

    def close(self) -> None:
        self.leave()
        self._shown = Recent(MOST_DRAWN)

    def _on_fetched(self, key: str, outcome: Fetched | Failed) -> None:
        self._runs.pop(key, None)
        if isinstance(outcome, Failed):
            self._troubles.put(key, trouble(outcome))
        else:
            for gone in self._bytes.put(key, outcome.data):
                self._shown.drop(gone)
        self.changed.emit()

    def _on_opened(self, key: str, scale: float, made: Opened | Trouble) -> None:
        self._tasks.pop(key, None)
        if isinstance(made, Trouble):
            self._bytes.drop(key)
            self._troubles.put(key, made)
        else:
            self._sizes.put(key, made.size)
            self._shown.put(key, Shown(QPixmap.fromImage(made.image), made.ground, scale))
        self.changed.emit()


def fitted(size: QSize, width: float, height: float = m.TALLEST_PICTURE) -> QSizeF:
    """How large a picture is shown: as it is, or as small as it must be."""
    part = min(1.0, width / max(1, size.width()), height / max(1, size.height()))
    return QSizeF(max(1.0, size.width() * part), max(1.0, size.height() * part))


def opened(address: str, read: Callable[[], bytes | None], scale: float) -> Opened | Trouble:
    """The picture as it is shown in a column of full width; why not, where it cannot be drawn. For any thread."""
    data = read()
    if data is None and _blob(address):
        return Trouble.LOST
    source = Source(data or b"")
    image = source.at(_part(address, source.size) * scale) if not source.size.isEmpty() else None
    return Opened(source.size, image, _ground(image)) if image is not None else Trouble.BROKEN


def _part(address: str, size: QSize) -> float:
    """How large it is shown, to its own size."""
    if address.startswith(TILE):
        return min(1.0, m.TILE / min(size.width(), size.height()))
    tallest = m.TALLEST_KEPT if address.startswith(KEPT) else m.TALLEST_PICTURE
    return fitted(size, m.COLUMN, tallest).width() / size.width()


def _ground(image: QImage) -> Ground:
    if not image.hasAlphaChannel():
        return ""
    return "dark" if is_light(image) else "light"


def is_here(address: str) -> bool:
    """Whether nobody has to be asked for it."""
    return _is_data(address) or address.startswith(_HERE)


def _is_data(address: str) -> bool:
    return address[:5].lower() == "data:"


def _blob(address: str) -> str:
    """The name that it is kept under on this computer, if it is."""
    return address.partition(":")[2] if address.startswith(_HERE) else ""


def _key(address: str) -> str:
    """A short name for it: an address may be a picture of many megabytes itself."""
    return f"data:{len(address)}:{hash(address)}" if _is_data(address) else address


def weight(pixmap: QPixmap) -> int:
    """Its bytes."""
    return pixmap.width() * pixmap.height() * _PER_PIXEL
