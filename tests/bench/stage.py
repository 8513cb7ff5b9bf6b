"""The real transcript in a window of 1000 × 800, dressed as the product dresses it, and ways to let time pass."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from nextchat_desktop.opening.start import SWITCH
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.garbage import GarbageCollector
from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.entries import Action, Entry
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.words.catalogue import Words

_WORDS = transcript_words(Words(resource("locales"), "en"))
_ACTIONS = (Action("copy", "Copy"), Action("again", "Answer again"))


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Stage:
    """A transcript on screen."""

    def __init__(self, view: Transcript) -> None:
        self.view = view
        self._paints = Paints(view.viewport())
        view.resize(1000, 800)
        view.show()
        if not until(lambda: self._paints.count > 0, 5):
            raise RuntimeError("the transcript was never painted")

    def open(self, entries: list[Entry]) -> float:
        """Shows a conversation; the seconds until it was painted, without what others did meanwhile."""
        before, clock, spent = self._paints.count, time.perf_counter(), time.process_time()
        self.view.show_entries(entries)
        while self._paints.count == before:
            QApplication.processEvents()
        return min(time.perf_counter() - clock, time.process_time() - spent)

    def close(self) -> None:
        """Lets go of the conversation that was shown."""
        self.view.clear()
        rest(0.1)


@contextmanager
def staged() -> Iterator[Stage]:
    """The stage, as long as it is needed."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    sys.setswitchinterval(SWITCH)
    with TemporaryDirectory() as cache:
        theme = Theme(resource("icons"), Path(cache))
        theme.apply(qt, Look("light"))
        collector = GarbageCollector()
        decoder = Decoder()
        view = Transcript(theme.palette, _WORDS, gallery=Gallery(decoder=decoder))
        view.set_text_size(round(theme.type.body.size))
        yield Stage(view)
        view.close()
        decoder.close()
        collector.close()
        theme.close()


def rest(seconds: float) -> None:
    """Lets the loop run."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def until(done: Callable[[], bool], seconds: float) -> bool:
    """Lets the loop run until this holds; whether it came to that in time."""
    end = time.perf_counter() + seconds
    while not done() and time.perf_counter() < end:
        rest(0.01)
    return done()


def entries_of(texts: Iterable[str]) -> list[Entry]:
    """Questions and answers in turn, with what the page puts beside them."""
    return [_answered(i, text) if i % 2 else _asked(i, text) for i, text in enumerate(texts)]


def _asked(number: int, text: str) -> Entry:
    return Entry(f"m{number}", "user", text, accessible_name="You at 14:32")


def _answered(number: int, text: str) -> Entry:
    return Entry(
        f"m{number}",
        "assistant",
        text,
        caption="tiny · 14:32 · 6.2 s",
        accessible_name="tiny at 14:32",
        actions=_ACTIONS,
    )
