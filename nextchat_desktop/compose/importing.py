"""Imports in a thread of their own, one at a time: files and database on one side, the owner's thread on the other."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread

from nextchat_desktop.core.arriving import ImportReport, Progress, Trouble
from nextchat_desktop.core.found import KeepPicture, Opened
from nextchat_desktop.core.sources import Source
from nextchat_desktop.engine.importing import Cancelled, Importing, Present
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.storage.arriving import AnotherArrival, arriving, looking
from nextchat_desktop.storage.blobs import Blobs, picture_of
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.sources import source_of

REST = 0.5
"""In a window it rests so many times as long as it has worked, many times a second."""
_TURN = 0.004
"""Seconds of work before it rests."""
_OFTEN = 0.1
"""Seconds between two words about how far it is."""
_READINGS = 2.0
"""So many times each byte is read, as a rule: is it text at all, and what does it say."""


@dataclass(frozen=True, slots=True)
class ImportWorld:
    """`post` takes what is to be done on the owner's thread."""

    driver: Driver
    database: Path
    blobs: Blobs
    post: Callable[[Callable[[], None]], None]
    clock: Clock


class Import:
    """One import, or the trial of one. What it tells is told on the owner's thread; `on_done` exactly once, last."""

    def __init__(
        self,
        world: ImportWorld,
        paths: Sequence[Path],
        present: Present,
        is_trial: bool,
        on_progress: Callable[[Progress], None],
        on_done: Callable[[ImportReport], None],
        rest: float = REST,
    ) -> None:
        self._world, self._paths, self._present, self._is_trial = world, paths, present, is_trial
        self._on_progress, self._on_done, self._rest = on_progress, on_done, rest
        self._cancelled = Event()
        self._read, self._size = 0, 1
        self._found = 0, 0
        self._told = self._rested = time.monotonic()
        self._thread = Thread(target=self._run, name="import")
        self._thread.start()

    def cancel(self) -> None:
        """Ends it soon; unless all has come in by then, nothing has."""
        self._cancelled.set()

    def wait(self) -> None:
        """Until its thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            report = self._report()
        except BaseException as error:
            self._world.post(lambda: self._on_done(ImportReport(is_trial=self._is_trial, trouble=Trouble.UNEXPECTED)))
            self._world.post(partial(_raise, error))
        else:
            self._world.post(lambda: self._on_done(report))

    def _report(self) -> ImportReport:
        trouble, detail = Trouble.CANCELLED, ""
        try:
            return self._carried_out()
        except Cancelled:
            pass
        except AnotherArrival:
            trouble = Trouble.BUSY
        except OSError as error:
            trouble, detail = Trouble.NOT_WRITTEN, str(error)
        return ImportReport(is_trial=self._is_trial, trouble=trouble, detail=detail)

    def _carried_out(self) -> ImportReport:
        world, coming = self._world, looking if self._is_trial else arriving
        keep = picture_of if self._is_trial else world.blobs.keep
        sources = [source_of(path, self._on_read) for path in self._paths]
        self._size = max(1, round(sum(one.size for one in sources) * _READINGS))
        with coming(world.driver, world.database) as arrivals:
            job = Importing(open_file, keep, arrivals, self._present, world.clock, self._is_trial, self._on_found)
            return job.run(sources)

    def _on_read(self, count: int) -> None:
        self._read += count
        self._breathe()

    def _on_found(self, conversations: int, messages: int) -> None:
        self._found = conversations, messages
        self._breathe()

    def _breathe(self) -> None:
        """Rests, tells how far it is, and ends where it is not wanted any more."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if self._rest and now - self._rested > _TURN:
            time.sleep((now - self._rested) * self._rest)
            self._rested = time.monotonic()
        if now - self._told > _OFTEN:
            self._told = now
            progress = Progress(min(1.0, self._read / self._size), *self._found)
            self._world.post(lambda: self._on_progress(progress))


def open_file(source: Source, keep: KeepPicture) -> Opened | None:
    """Whatever kind of file it is. Raises OSError."""
    from nextchat_desktop.interchange.foreign.formats import FORMATS  # no start of the program needs them
    from nextchat_desktop.interchange.foreign.reading import format_of, read

    form = format_of(source, FORMATS)
    return None if form is None else Opened(form.id, form.label, read(source, form, keep))


def _raise(error: BaseException) -> None:
    raise error
