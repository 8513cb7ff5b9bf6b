"""Connections that others have set up, before the person's own: used like these, changed by nobody here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.connections import Connection


class Store(Protocol):
    def all(self) -> tuple[Connection, ...]: ...
    def get(self, id: str) -> Connection | None: ...
    def save(self, *connections: Connection) -> None: ...
    def remove(self, id: str) -> Connection | None: ...
    def restore(self, connection: Connection, index: int) -> None: ...


class AllConnections:
    """The given ones first. Of these nothing is written down: what is said of their models holds for this run, all
    else that would change them is let go."""

    def __init__(self, own: Store, given: Iterable[Connection]) -> None:
        self._own = own
        self._given = {one.id: one for one in given}

    def all(self) -> tuple[Connection, ...]:
        return (*self._given.values(), *(one for one in self._own.all() if one.id not in self._given))

    def get(self, id: str) -> Connection | None:
        return self._given.get(id) or self._own.get(id)

    def save(self, *connections: Connection) -> None:
        """All of the person's own, or none where the disk refuses."""
        own = [one for one in connections if one.id not in self._given]
        if own:
            self._own.save(*own)
        for one in connections:
            if one.id in self._given:
                self._given[one.id] = replace(self._given[one.id], models=one.models, refused=one.refused)

    def remove(self, id: str) -> Connection | None:
        """None where there is none, or where it is not the person's."""
        return None if id in self._given else self._own.remove(id)

    def restore(self, connection: Connection, index: int) -> None:
        """`index` is its place among all."""
        self._own.restore(connection, max(0, index - len(self._given)))
