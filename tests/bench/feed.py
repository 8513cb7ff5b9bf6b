"""An answer that arrives: feeds the transcript as the page of the product does. It measures nothing."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer

from bench.stage import Stage, rest
from nextchat_desktop.ui.transcript.entries import Action, Entry

DELTA = 4
"""Characters of one piece."""

_FRAME = 33
"""Milliseconds between two looks at what has arrived, as in `ui/chat/page.py`."""

_PASS = 8
"""Deltas that come with one pass of the loop, when they come as fast as it takes them."""

_END = 0.2
"""Seconds in which the last of it is drawn."""

Arrived = Callable[[], int]


class Feed(QObject):
    """Puts the answer into the view at most once per frame, with all that `arrived` by then, counted in characters."""

    def __init__(self, stage: Stage, text: str, arrived: Arrived, id_: str = "streamed") -> None:
        super().__init__()
        self.shown = 0
        self._stage, self._text, self._arrived, self._id = stage, text, arrived, id_
        self._loop = QEventLoop(self)
        self._timer = QTimer(self, interval=_FRAME)
        self._timer.timeout.connect(self._on_frame)

    def run(self, seconds: float, ends: bool = True) -> float:
        """Streams until the end, or as long as this; which part of it was shown. `ends` says the answer is whole."""
        self._timer.start()
        QTimer.singleShot(round(seconds * 1000), self._loop.quit)
        self._loop.exec()
        self._timer.stop()
        if ends and self.shown >= len(self._text):
            self._stage.view.put(_entry(self._id, self._text, streaming=False))
            rest(_END)
        return self.shown / len(self._text)

    def _on_frame(self) -> None:
        arrived = min(len(self._text), self._arrived())
        if arrived > self.shown:
            self.shown = arrived
            self._stage.view.put(_entry(self._id, self._text[:arrived], streaming=True))
        if arrived >= len(self._text):
            self._loop.quit()


class Flood(QObject):
    """As fast as the loop takes them."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self._arrived, self._length = 0, length
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_pass)
        self._timer.start()

    def __call__(self) -> int:
        return self._arrived

    def _on_pass(self) -> None:
        self._arrived += _PASS * DELTA
        if self._arrived >= self._length:
            self._timer.stop()


def paced(per_second: float, piece: int = DELTA, start: int = 0) -> Arrived:
    """So many characters in a second, in pieces, after the first `start` of them."""
    began = time.perf_counter()
    return lambda: start + int((time.perf_counter() - began) * per_second / piece) * piece


def _entry(id_: str, text: str, streaming: bool) -> Entry:
    if streaming:
        return Entry(id_, "assistant", text, accessible_name="tiny at 14:32", streaming=True)
    copy = (Action("copy", "Copy"),)
    return Entry(id_, "assistant", text, caption="tiny · 14:32", accessible_name="tiny at 14:32", actions=copy)
