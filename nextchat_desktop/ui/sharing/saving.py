"""Does what was decided about conversations that are given out: writes, copies, prints. One thing at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nextchat_desktop.core.exporting import (
    DRAWN,
    SHOWN_DRAWN,
    Exported,
    Extra,
    Manner,
    Scope,
    Shape,
    Whole,
    is_packed,
    told,
)
from nextchat_desktop.core.labour import CalledOff
from nextchat_desktop.engine.exports import Exports
from nextchat_desktop.engine.exports import Saving as Written
from nextchat_desktop.interchange.shapes import Naming
from nextchat_desktop.ui.sharing.drawn.several import several
from nextchat_desktop.ui.sharing.drawn.studio import Dress, Outcome, Sheet, Studio, Work
from nextchat_desktop.ui.sharing.troubles import not_written
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class Job:
    """What is given out, and how. `whole` is the one conversation that is meant, `ids` are several."""

    scope: Scope
    manner: Manner
    dress: Dress
    whole: Whole | None = None
    ids: tuple[str, ...] = ()

    @property
    def shape(self) -> Shape:
        return self.manner.shape

    @property
    def is_packed(self) -> bool:
        return is_packed(self.manner, self.whole)

    @property
    def ending(self) -> str:
        return "zip" if self.is_packed else self.shape.ending

    def sheet(self, whole: Whole) -> Sheet:
        return Sheet(told(whole, self.manner), self.manner.has(Extra.PICTURES))


class Saving(QObject):
    """`progressed` tells how much is done, from 0 to 1, `ended` an Outcome, once for each thing that was begun."""

    progressed = Signal(float)
    ended = Signal(object)

    def __init__(self, exports: Exports, studio: Studio, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._exports, self._studio, self._words = exports, studio, words
        self._running: Work | Written | None = None

    @property
    def is_busy(self) -> bool:
        return self._running is not None

    def save(self, job: Job, path: str) -> None:
        work = self._drawn(job, path)
        if work is not None:
            self._follow(work)
            return
        order = self._exports.order(job.scope, job.manner, job.whole, job.is_packed)
        self._running = self._exports.save(
            order, Path(path), self.progressed.emit, lambda answer: self._on_written(path, answer)
        )

    def copy(self, job: Job, whole: Whole) -> None:
        """What is drawn, or a page."""
        studio, sheet = self._studio, job.sheet(whole)
        is_picture = job.shape is Shape.PICTURE
        self._follow(studio.copy_picture(sheet, job.dress) if is_picture else studio.copy_page(sheet))

    def print_to(self, job: Job, whole: Whole, printer: "QPrinter", pages: frozenset[int]) -> None:
        self._follow(self._studio.print_to(job.sheet(whole), printer, pages))

    def cancel(self) -> None:
        """What a thread writes ends soon, anything else at once."""
        if self._running is not None:
            self._running.cancel()

    def leave(self) -> None:
        """Ends it, and tells nobody."""
        running, self._running = self._running, None
        if isinstance(running, Work):
            running.ended.disconnect()
            running.cancel()
        elif running is not None:
            running.leave()

    def _drawn(self, job: Job, path: str) -> Work | None:
        """What the window makes; everything else is made in a thread."""
        if job.whole is not None and job.shape in SHOWN_DRAWN:
            return self._one(job, job.whole, path)
        if job.shape not in DRAWN:
            return None
        names, draw = Naming(self._words("share.file_name")), partial(self._one, job)
        return Work(
            lambda: several(path, job.ids, self._exports.whole, job.shape, draw, names),
            partial(not_written, self._words),
            self,
            path,
        )

    def _one(self, job: Job, whole: Whole, path: str) -> Work:
        sheet = job.sheet(whole)
        makers: dict[Shape, Callable[[], Work]] = {
            Shape.PDF: lambda: self._studio.pdf(sheet, path),
            Shape.PICTURE: lambda: self._studio.png(sheet, path, job.dress),
            Shape.HTML: lambda: self._studio.page(sheet, path),
        }
        return makers[job.shape]()

    def _follow(self, work: Work) -> None:
        self._running = work
        work.progressed.connect(lambda done, whole: self.progressed.emit(done / whole))
        work.ended.connect(self._end)
        work.start()

    def _on_written(self, path: str, answer: Exported | Exception) -> None:
        if isinstance(answer, Exported):
            lost = self._words.plural("share.lost", answer.lost) if answer.lost else ""
            self._end(Outcome(note=lost, path=path))
        elif isinstance(answer, CalledOff):
            self._end(Outcome(cancelled=True))
        else:
            self._end(Outcome(reason=not_written(self._words, answer)))
            if not isinstance(answer, OSError):
                raise answer

    def _end(self, outcome: Outcome) -> None:
        running, self._running = self._running, None
        if isinstance(running, Work):
            running.deleteLater()
        self.ended.emit(outcome)
