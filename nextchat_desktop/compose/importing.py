"""Imports in threads of their own: files and database on one side, the owner's thread on the other."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from nextchat_desktop.compose.pace import REST, Pace
from nextchat_desktop.core.arriving import ImportReport, Progress, Trouble
from nextchat_desktop.core.found import Found, KeepPicture, Opened, Unread, Why
from nextchat_desktop.core.labour import CalledOff
from nextchat_desktop.core.sources import Source
from nextchat_desktop.engine.importing import Importing, Present
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.storage.arriving import AnotherArrival, arriving, looking
from nextchat_desktop.storage.blobs import Blobs, picture_of
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.error_log import note
from nextchat_desktop.storage.sources import source_of

_OFTEN = 0.1
"""Seconds between two words about how far it is."""
_READINGS = 2.0
"""So many times each byte is read, as a rule: is it text at all, and what does it say."""


@dataclass(frozen=True, slots=True)
class ImportWorld:
    """`post` takes what is to be done on the owner's thread, `moves` tells from any thread whether something moves in
    the window. In the folder `logs` is noted where something unexpected happened."""

    driver: Driver
    database: Path
    blobs: Blobs
    post: Callable[[Callable[[], None]], None]
    clock: Clock
    logs: Path
    open_file: Callable[[Source, KeepPicture], Opened | None]
    moves: Callable[[], bool]


class Import:
    """One import, or the trial of one. What it tells is told on the owner's thread; `on_done` once, last."""

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
        """Without `rest` it works as fast as it can."""
        self._world, self._paths, self._present, self._is_trial = world, paths, present, is_trial
        self._on_progress, self._on_done, self._pace = on_progress, on_done, Pace(rest, world.moves)
        self._cancelled, self._left = Event(), Event()
        self._read, self._size = 0, 1
        self._found = 0, 0
        self._reports: list[ImportReport] = []
        self._told = time.monotonic()
        self._thread = Thread(target=self._run, name="import")
        self._thread.start()

    def cancel(self) -> None:
        """Ends it soon; unless all has come in by then, nothing has."""
        self._cancelled.set()

    def close(self) -> ImportReport | None:
        """Ends it, waits for that, and gives the report if it has not been told; then it never is. What had come is
        erased after the next start: there may be much of it."""
        self._left.set()
        self.cancel()
        self._thread.join()
        return self._reports.pop() if self._reports else None

    def _run(self) -> None:
        try:
            report = self._report()
        except Exception as error:  # whatever it is, whoever waits is to know
            report = self._nothing(Trouble.UNEXPECTED, str(self._note(error)))
        self._reports.append(report)
        self._world.post(self._tell)

    def _tell(self) -> None:
        if self._reports:
            self._on_done(self._reports.pop())

    def _report(self) -> ImportReport:
        try:
            return self._carried_out()
        except CalledOff:
            return self._nothing(Trouble.CANCELLED)
        except AnotherArrival:
            return self._nothing(Trouble.BUSY)
        except OSError as error:
            return self._nothing(Trouble.NOT_WRITTEN, str(error))

    def _nothing(self, trouble: Trouble, detail: str = "") -> ImportReport:
        return ImportReport(is_trial=self._is_trial, trouble=trouble, detail=detail)

    def _carried_out(self) -> ImportReport:
        world = self._world
        keep = picture_of if self._is_trial else world.blobs.keep
        sources = [source_of(path, self._on_read) for path in self._paths]
        self._size = max(1, round(sum(one.size for one in sources) * _READINGS))
        place = world.driver, world.database
        with looking(*place) if self._is_trial else arriving(*place, self._left.is_set) as arrivals:
            job = Importing(self._open, keep, arrivals, self._present, world.clock, self._is_trial, self._on_found)
            return job.run(sources)

    def _open(self, source: Source, keep: KeepPicture) -> Opened | None:
        try:
            opened = self._world.open_file(source, keep)
        except (OSError, CalledOff):
            raise
        except Exception as error:
            self._note(error)
            return None
        return None if opened is None else Opened(opened.form, opened.label, self._guarded(opened.found))

    def _guarded(self, found: Iterator[Found]) -> Iterator[Found]:
        """Where a reader is at a loss, what it read before that is not lost for it, nor are other files."""
        try:
            yield from found
        except (OSError, CalledOff):
            raise
        except Exception as error:
            self._note(error)
            yield Unread(Why.BROKEN)

    def _note(self, error: Exception) -> Path:
        return note(self._world.logs, type(error), error.__traceback__)

    def _on_read(self, count: int) -> None:
        self._read += count
        self._breathe()

    def _on_found(self, conversations: int, messages: int) -> None:
        self._found = conversations, messages
        self._breathe()

    def _breathe(self) -> None:
        """Rests, tells how far it is, and ends where it is not wanted any more."""
        if self._cancelled.is_set():
            raise CalledOff
        self._pace.keep()
        now = time.monotonic()
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
