"""NextChat's backup from the net: fetched into a file for an import to read, and erased after it. It opens no line."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from nextchat_desktop.core.clouds import Cloud
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Arrived, Arriving, Download, Order, Told

NAME = "backup.json"
"""What NextChat calls it."""


class Room(Protocol):
    """A file for its owner only. `put`, `close` raise OSError; `erase` may be called again."""

    @property
    def path(self) -> Path: ...

    def put(self, data: bytes) -> None: ...
    def close(self) -> None: ...
    def erase(self) -> None: ...


class Fetched(Protocol):
    """A file that came. Whoever is handed it erases it when nobody reads it any more."""

    @property
    def path(self) -> Path: ...

    def erase(self) -> None: ...


Outcome = Fetched | Absent | Failed


class Fetching:
    """A file on its way. After `cancel` nothing is told, and nothing is left of it."""

    def __init__(self, room: Room, on_arriving: Callable[[Arriving], object], on_done: Callable[[Outcome], object]):
        self._room, self._on_arriving, self._on_done = room, on_arriving, on_done
        self._cancel: Callable[[], None] | None = None

    def begin(self, download: Download, order: Order) -> None:
        self._cancel = download(order, self._room.put, self._on_told).cancel

    def cancel(self) -> None:
        """Once it has come, this does nothing."""
        cancel, self._cancel = self._cancel, None
        if cancel is not None:
            cancel()
            self._room.erase()

    def _on_told(self, told: Told) -> None:
        if isinstance(told, Arriving):
            self._on_arriving(told)
            return
        self._cancel = None
        outcome = self._whole() if isinstance(told, Arrived) else told
        if isinstance(outcome, Absent | Failed):
            self._room.erase()
        self._on_done(outcome)

    def _whole(self) -> Outcome:
        try:
            self._room.close()
        except OSError as error:
            return Failed(FailureKind.NOT_KEPT, str(error))
        return self._room


class Clouds:
    """`order_of` says what is asked of a place, `make_room` makes room for a file of a name and may raise OSError."""

    def __init__(
        self, order_of: Callable[[Cloud], Order | Failed], make_room: Callable[[str], Room], download: Download
    ) -> None:
        self._order_of, self._make_room, self._download = order_of, make_room, download

    def fetch(
        self, cloud: Cloud, on_arriving: Callable[[Arriving], object], on_done: Callable[[Outcome], object]
    ) -> Fetching | Failed:
        """Nothing is kept of what is entered. Failed where nothing can be asked at all."""
        order = self._order_of(cloud)
        if isinstance(order, Failed):
            return order
        try:
            room = self._make_room(NAME)
        except OSError as error:
            return Failed(FailureKind.NOT_KEPT, str(error))
        fetching = Fetching(room, on_arriving, on_done)
        fetching.begin(self._download, order)
        return fetching
