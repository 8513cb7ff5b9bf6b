"""The pictures that go with the message being written: prepared beside the window's thread, kept, taken away again.

It knows neither widgets nor conversations; `home` is the name of the draft that they belong to.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage

from nextchat_desktop.core.parts import Picture
from nextchat_desktop.ui.composer.fitting import Unfit, fitted
from nextchat_desktop.ui.composer.incoming import Incoming
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.viewer.decoding import decoded
from nextchat_desktop.ui.workers import Task

MOST = 10
"""Pictures of a message: what services take of one, and as many as a person can look over."""
THUMB = 56
"""Of a chip, along a side."""
_SHARPEST = 3
"""The largest scale of a screen that thumbnails are made for."""

Keep = Callable[[bytes], Picture | None]
"""Keeps a picture and names it; called on any thread. Raises OSError."""
Read = Callable[[str], Callable[[], bytes | None]]
"""What gives the bytes of a blob, on any thread."""


@dataclass(eq=False)
class Attached:
    """One of them. It is being prepared until there is a `picture`; `is_lost` tells that its blob is gone."""

    name: str
    home: str
    picture: Picture | None = None
    thumb: QImage = field(default_factory=QImage)
    is_lost: bool = False
    task: Task | None = None


class Refusal(NamedTuple):
    reason: Unfit
    name: str


class _Prepared(NamedTuple):
    picture: Picture
    thumb: QImage


class Attachments(QObject):
    """`changed` tells that others are shown, or otherwise; `touched` that the person has changed them."""

    changed = Signal()
    touched = Signal()
    removed = Signal(object, int)
    """What was taken away, and where it stood: `restore` puts it back."""
    refused = Signal(object)
    """What is not taken, and why: a tuple of Refusal. Told once for all that came together."""
    strayed = Signal(str, object)
    """A picture is ready whose draft is shown no more; the name of that draft, and the picture."""

    def __init__(self, decoder: Decoder | None = None, keep: Keep | None = None, read: Read | None = None) -> None:
        super().__init__()
        self._decoder = decoder
        self._keep = keep
        self._read = read
        self._home = ""
        self._all: list[Attached] = []
        self._gone: list[Attached] = []
        """What was taken away here and may come back."""
        self._refused: list[Refusal] = []
        """Not told yet: others that came with them are still being prepared."""

    @property
    def all(self) -> tuple[Attached, ...]:
        return tuple(self._all)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Those to be kept with the draft."""
        return tuple(each.picture for each in self._all if each.picture is not None)

    @property
    def ready(self) -> tuple[Picture, ...]:
        """Those that can be sent."""
        return tuple(each.picture for each in self._all if each.picture is not None and not each.is_lost)

    @property
    def are_preparing(self) -> bool:
        return any(each.picture is None for each in self._all)

    def show(self, pictures: Iterable[Picture], home: str) -> None:
        """Those of another draft. What is still being prepared for the last one finds its way there.

        The same draft once more is left as it is, with what is being prepared for it.
        """
        pictures = tuple(pictures)
        if home == self._home and pictures == self.pictures:
            self.changed.emit()
            return
        self._tell_refusals()
        self._home = home
        self._gone = []
        self._all = [Attached(picture.name, home, picture) for picture in pictures]
        for each in self._all:
            self._look(each)
        self.changed.emit()

    def move(self, home: str) -> None:
        """The draft has another name now."""
        self._home = home
        for each in (*self._all, *self._gone):
            each.home = home

    def add(self, incoming: Sequence[Incoming]) -> None:
        """Prepares and keeps them, as many as there is room for."""
        if self._decoder is None or self._keep is None:
            return
        room = max(0, MOST - len(self._all))
        self._refused += (Refusal(Unfit.ONE_TOO_MANY, one.name) for one in incoming[room:])
        for one in incoming[:room]:
            attached = Attached(one.name, self._home)
            self._all.append(attached)
            work = partial(_prepared, one, self._keep)
            attached.task = self._decoder.run(work, partial(self._on_prepared, attached), self)
        self._settle()
        self.changed.emit()

    def remove(self, attached: Attached) -> None:
        if attached not in self._all:
            return
        place = self._all.index(attached)
        del self._all[place]
        if attached.picture is None and attached.task is not None:
            attached.task.cancel()
        self._settle()
        self._tell()
        if attached.picture is not None:
            self._gone.append(attached)
            self.removed.emit(attached, place)

    def restore(self, attached: Attached, place: int) -> None:
        """Puts back what was taken away, into the draft that it belonged to."""
        if attached.home != self._home:
            self.strayed.emit(attached.home, attached.picture)
        elif len(self._all) >= MOST:
            self._refused.append(Refusal(Unfit.ONE_TOO_MANY, attached.name))
            self._settle()
        else:
            self._all.insert(place, attached)
            self._tell()

    def take(self, pictures: Iterable[Picture]) -> None:
        """Those of a message that comes back into the field."""
        taken = [Attached(picture.name, self._home, picture) for picture in pictures]
        self._all += taken
        for each in taken:
            self._look(each)
        self._tell()

    def clear(self) -> None:
        """They were sent."""
        self._all = []
        self.changed.emit()

    def _settle(self) -> None:
        if not self.are_preparing:
            self._tell_refusals()

    def _tell_refusals(self) -> None:
        refused, self._refused = self._refused, []
        if refused:
            self.refused.emit(tuple(sorted(refused)))

    def _tell(self) -> None:
        self.changed.emit()
        self.touched.emit()

    def _look(self, attached: Attached) -> None:
        """Makes the thumbnail of one that is kept."""
        if self._decoder is not None and self._read is not None and attached.picture is not None:
            work = partial(_looked_at, self._read(attached.picture.blob))
            attached.task = self._decoder.run(work, partial(self._on_looked_at, attached), self)

    def _on_looked_at(self, attached: Attached, thumb: QImage | None) -> None:
        attached.is_lost = thumb is None
        attached.thumb = thumb if thumb is not None else QImage()
        self.changed.emit()

    def _on_prepared(self, attached: Attached, made: _Prepared | Unfit) -> None:
        is_here = attached in self._all
        if isinstance(made, Unfit):
            if is_here:
                self._all.remove(attached)
            self._refused.append(Refusal(made, attached.name))
            self._settle()
            self._tell()
            return
        attached.picture, attached.thumb = made
        self._settle()
        if is_here:
            self._tell()
        else:
            self.strayed.emit(attached.home, made.picture)


def _prepared(incoming: Incoming, keep: Keep) -> _Prepared | Unfit:
    """On a thread."""
    data = incoming.read()
    made = data if isinstance(data, Unfit) else fitted(data)
    if isinstance(made, Unfit):
        return made
    try:
        kept = keep(made.data)
    except OSError:
        return Unfit.NOT_KEPT
    if kept is None:
        return Unfit.NOT_A_PICTURE
    size = made.size
    picture = replace(kept, width=size.width(), height=size.height(), name=incoming.name)
    return _Prepared(picture, _thumb(made.image))


def _looked_at(read: Callable[[], bytes | None]) -> QImage | None:
    """On a thread."""
    data = read()
    image = decoded(data, _SHARPEST * THUMB * 4) if data is not None else None
    return _thumb(image) if image is not None else None


def _thumb(image: QImage) -> QImage:
    """The middle of it, as a square."""
    side = min(_SHARPEST * THUMB, max(1, min(image.width(), image.height())))
    grown = image.scaled(
        QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    return grown.copy(QRect((grown.width() - side) // 2, (grown.height() - side) // 2, side, side))
