"""Keeps what has been drawn of diagrams and has drawn what is looked at; it does not know where it is shown."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from nextchat_desktop.markup.diagram_process import COMMAND
from nextchat_desktop.markup.diagrams import Diagram
from nextchat_desktop.ui.transcript.diagram_drawing import Easel, Made, Undrawn, Wish, advances, make, wish
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.viewer.decoder import Decoder, Task

MOST_DRAWN = 64 * 1024 * 1024
"""Bytes of what is ready to be painted."""
_AT_ONCE = 2
"""So many are drawn at the same time."""
_WAITING = 8
"""So many wait; who has scrolled past does not look any more, and asks again when they do."""
_REMEMBERED = 2_000
_PER_PIXEL = 4


class Drawn(NamedTuple):
    """A diagram ready to be painted."""

    wish: Wish
    diagram: Diagram
    pixmap: QPixmap


class Diagrams(QObject):
    """A diagram is named by its source and its look. `changed` tells that one or another has been drawn, or cannot be."""

    changed = Signal()

    def __init__(self, decoder: Decoder | None = None, command: Sequence[str] = COMMAND) -> None:
        """Without a decoder none is drawn, and no reason given."""
        super().__init__()
        self._decoder = decoder
        self.command = tuple(command)
        self._drawn: OrderedDict[Wish, Drawn] = OrderedDict()
        self._latest: OrderedDict[str, Wish] = OrderedDict()
        self._undrawn: OrderedDict[str, Undrawn] = OrderedDict()
        self._waiting: OrderedDict[Wish, dict[str, float]] = OrderedDict()
        self._tasks: dict[Wish, Task] = {}

    def find(self, source: str, look: Look, scale: float) -> Drawn | Undrawn | None:
        """The drawing, in another look if there is none in this; why there is none; None while nobody knows."""
        if self._decoder is None:
            return Undrawn("")
        if source in self._undrawn:
            return self._undrawn[source]
        wanted = wish(source, look, scale)
        latest = self._latest.get(source)
        found = wanted if wanted in self._drawn else latest
        if found is None or found not in self._drawn:
            return None
        self._drawn.move_to_end(found)
        return self._drawn[found]

    def look(self, source: str, look: Look, scale: float) -> bool:
        """The reader is looking at it: whether it is to be drawn now."""
        wanted = wish(source, look, scale)
        is_known = source in self._undrawn or wanted in self._drawn or wanted in self._tasks
        if self._decoder is None or is_known or next(reversed(self._waiting), None) == wanted:
            return False
        is_new = wanted not in self._waiting
        self._waiting[wanted] = self._waiting.get(wanted) or advances(source, look.body)
        self._waiting.move_to_end(wanted)
        while len(self._waiting) > _WAITING:
            self._waiting.popitem(last=False)
        self._begin()
        return is_new

    def easel(self, source: str, look: Look, scale: float) -> Easel | None:
        """To draw it at other sizes, if it has been drawn."""
        found = self.find(source, look, scale)
        if not isinstance(found, Drawn):
            return None
        return Easel(found.diagram, found.wish.colours, found.wish.families, self.command)

    def leave(self) -> None:
        """Nobody waits any more for what has not been drawn."""
        self._waiting.clear()
        tasks, self._tasks = self._tasks, {}
        for task in tasks.values():
            task.cancel()

    def _begin(self) -> None:
        """What was asked for last comes first."""
        while self._decoder is not None and self._waiting and len(self._tasks) < _AT_ONCE:
            wanted, widths = self._waiting.popitem()
            work = partial(make, wanted, widths, self.command)
            self._tasks[wanted] = self._decoder.run(work, partial(self._on_made, wanted), self)

    def _on_made(self, wanted: Wish, made: Made | Undrawn) -> None:
        self._tasks.pop(wanted, None)
        if isinstance(made, Undrawn):
            _remember(self._undrawn, wanted.source, made)
        else:
            self._keep(wanted, made)
        self._begin()
        self.changed.emit()

    def _keep(self, wanted: Wish, made: Made) -> None:
        pixmap = QPixmap.fromImage(made.image)
        self._drawn[wanted] = Drawn(wanted, made.diagram, pixmap)
        _remember(self._latest, wanted.source, wanted)
        held = sum(_weight(drawn.pixmap) for drawn in self._drawn.values())
        while held > MOST_DRAWN and len(self._drawn) > 1:
            held -= _weight(self._drawn.popitem(last=False)[1].pixmap)
