"""Keeps what has been drawn of diagrams and has drawn what is looked at; it does not know where it is shown."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from nextchat_desktop.markup.diagram_process import COMMAND, Processes
from nextchat_desktop.markup.diagrams import Diagram, available
from nextchat_desktop.ui.transcript.diagram_drawing import Easel, Made, Undrawn, Wish, advances, make, wish
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.pictures import weight
from nextchat_desktop.ui.transcript.recent import Recent
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.workers import Task

MOST_DRAWN = 64 * 1024 * 1024
"""Bytes of what is ready to be painted."""
_AT_ONCE = 2
"""So many are drawn at the same time."""
_WAITING = 8
"""So many wait; who has scrolled past does not look any more, and asks again when they do."""
_REMEMBERED = 2_000


class Drawn(NamedTuple):
    """A diagram ready to be painted."""

    wish: Wish
    diagram: Diagram
    pixmap: QPixmap


class Diagrams(QObject):
    """A diagram is named by its source and its look. `changed` tells that one has been drawn, or cannot be."""

    changed = Signal()

    def __init__(
        self,
        decoder: Decoder | None = None,
        command: Sequence[str] = COMMAND,
        available: Callable[[], bool] = available,
    ) -> None:
        """Without a decoder none is drawn, and no reason given."""
        super().__init__()
        self._decoder = decoder
        self._available = available
        self._command = tuple(command)
        self._processes = Processes()
        self._drawn: Recent[Wish, Drawn] = Recent(MOST_DRAWN, lambda drawn: weight(drawn.pixmap))
        self._latest: Recent[str, Wish] = Recent(_REMEMBERED)
        self._undrawn: Recent[str, Undrawn] = Recent(_REMEMBERED)
        self._waiting: OrderedDict[Wish, dict[str, float]] = OrderedDict()
        self._tasks: dict[Wish, Task] = {}

    def find(self, source: str, look: Look, scale: float) -> Drawn | Undrawn | None:
        """The drawing, in another look if there is none in this; why there is none; None while nobody knows."""
        if self._decoder is None:
            return Undrawn("")
        undrawn = self._undrawn.get(source)
        if undrawn is not None:
            return undrawn
        latest = self._latest.get(source)
        drawn = self._drawn.get(wish(source, look, scale))
        return drawn or (self._drawn.get(latest) if latest is not None else None)

    def look(self, source: str, look: Look, scale: float) -> None:
        """The reader is looking at it."""
        wanted = wish(source, look, scale)
        is_known = source in self._undrawn or wanted in self._drawn or wanted in self._tasks
        if self._decoder is None or is_known:
            return
        self._waiting[wanted] = self._waiting.get(wanted) or advances(source, look.body)
        self._waiting.move_to_end(wanted)
        while len(self._waiting) > _WAITING:
            self._waiting.popitem(last=False)
        self._begin()

    def easel(self, source: str, look: Look, scale: float) -> Easel | None:
        """To draw it at other sizes, if it has been drawn."""
        found = self.find(source, look, scale)
        if not isinstance(found, Drawn):
            return None
        _, colours, families, _, _ = found.wish
        return Easel(found.diagram, colours, families, self._command, self._processes, found.pixmap.toImage())

    def leave(self) -> None:
        """Nobody waits any more for what has not been drawn."""
        self._waiting.clear()
        tasks, self._tasks = self._tasks, {}
        for task in tasks.values():
            task.cancel()

    def close(self) -> None:
        """What is being drawn is given up at once; nothing is drawn any more."""
        self.leave()
        self._processes.end()
        self._drawn = Recent(MOST_DRAWN)

    def _begin(self) -> None:
        """What was asked for last comes first."""
        while self._decoder is not None and self._waiting and len(self._tasks) < _AT_ONCE:
            wanted, widths = self._waiting.popitem()
            work = partial(self._made, wanted, widths)
            self._tasks[wanted] = self._decoder.run(work, partial(self._on_made, wanted), self)

    def _made(self, wanted: Wish, widths: Mapping[str, float]) -> Made | Undrawn:
        """On a thread; it waits."""
        if not self._available():
            return Undrawn("", is_missing=True)
        return make(wanted, widths, self._command, self._processes)

    def _on_made(self, wanted: Wish, made: Made | Undrawn) -> None:
        self._tasks.pop(wanted, None)
        if isinstance(made, Undrawn):
            self._undrawn.put(wanted.source, made)
        else:
            self._drawn.put(wanted, Drawn(wanted, made.diagram, QPixmap.fromImage(made.image)))
            self._latest.put(wanted.source, wanted)
        self._begin()
        self.changed.emit()
