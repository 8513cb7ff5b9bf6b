"""Keeps the connections a person has set up, in their order; does not know their keys."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.storage.files import NewerFile, move_aside, write_atomically
from nextchat_desktop.storage.lock import locked

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_Stamp = tuple[int, int, int] | None
_Answer = TypeVar("_Answer")


VERSION = 1


class _Head(msgspec.Struct):
    version: int = VERSION


class _File(_Head):
    connections: tuple[Connection, ...] = ()


class ConnectionStore:
    """What another process writes is seen at the next question; a change never undoes another process's change.

    Raises NewerFile when a later version of the program has written.

    `aside` is where a file that could not be read has been moved to, once that has happened.
    """

    def __init__(self, path: Path) -> None:
        self.aside: Path | None = None
        self._path = path
        self._stamp: _Stamp = None
        self._known: tuple[Connection, ...] = ()

    def all(self) -> tuple[Connection, ...]:
        self._refresh()
        return self._known

    def get(self, id: str) -> Connection | None:
        return next((known for known in self.all() if known.id == id), None)

    def save(self, *connections: Connection) -> None:
        """Adds each at the end, or changes it in its place: all of them, or none where the disk refuses."""

        def put(rows: list[Connection]) -> None:
            for connection in connections:
                _put(rows, connection, len(rows))

        self._change(put)

    def remove(self, id: str) -> Connection | None:
        """The connection that is gone now, for whoever wants to restore it."""
        return self._change(lambda rows: _take(rows, id))

    def restore(self, connection: Connection, index: int) -> None:
        """Puts a removed connection back where it was."""
        self._change(lambda rows: _put(rows, connection, index))

    def _change(self, edit: Callable[[list[Connection]], _Answer]) -> _Answer:
        with locked(self._path):
            self._load_or_set_aside()
            rows = list(self._known)
            answer = edit(rows)
            write_atomically(self._path, _encoded(rows))
        return answer

    def _refresh(self) -> None:
        try:
            self._load()
        except _UNREADABLE:
            with locked(self._path):
                self._load_or_set_aside()

    def _load_or_set_aside(self) -> None:
        try:
            self._load()
        except _UNREADABLE:
            self.aside = move_aside(self._path)
            self._known, self._stamp = (), None

    def _load(self) -> None:
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._known = _read(self._path)
            self._stamp = stamp


def _put(rows: list[Connection], connection: Connection, index: int) -> None:
    place = next((place for place, row in enumerate(rows) if row.id == connection.id), None)
    if place is None:
        rows.insert(index, connection)
    else:
        rows[place] = connection


def _take(rows: list[Connection], id: str) -> Connection | None:
    taken = next((row for row in rows if row.id == id), None)
    if taken is not None:
        rows.remove(taken)
    return taken


def _read(path: Path) -> tuple[Connection, ...]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    if msgspec.json.decode(data, type=_Head).version > VERSION:
        raise NewerFile(path)
    return msgspec.json.decode(data, type=_File).connections


def _encoded(rows: list[Connection]) -> bytes:
    return (
        msgspec.json.format(msgspec.json.encode(_File(connections=tuple(rows)), order="deterministic"), indent=2)
        + b"\n"
    )


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
