"""The turns of a conversation, each made when it is first looked at; it lays nothing out."""

from collections.abc import Iterable, Iterator
from typing import overload

from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.ui.transcript.entries import Entry, LaterEntry
from nextchat_desktop.ui.transcript.turn import Turn


class Turns:
    """A list that costs nothing for the thousands that nobody scrolls to."""

    def __init__(self, entries: Iterable[Entry | LaterEntry], parser: Parser) -> None:
        self._parser = parser
        self._entries: list[Entry | LaterEntry | Turn] = list(entries)

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Turn: ...

    @overload
    def __getitem__(self, index: slice) -> list[Turn]: ...

    def __getitem__(self, index: int | slice) -> Turn | list[Turn]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        found = self._entries[index]
        if not isinstance(found, Turn):
            found = self._entries[index] = Turn(self.entry(index), self._parser)
        return found

    def __iter__(self) -> Iterator[Turn]:
        return (self[index] for index in range(len(self)))

    def exchange(self, first: int, count: int, new: Iterable[Entry]) -> None:
        self._entries[first : first + count] = new

    def append(self, entry: Entry) -> None:
        self._entries.append(entry)

    def made(self, index: int) -> Turn | None:
        """A turn that somebody has looked at."""
        found = self._entries[index]
        return found if isinstance(found, Turn) else None

    def entry(self, index: int) -> Entry:
        found = self._entries[index]
        if isinstance(found, LaterEntry):
            found = self._entries[index] = found.make()
        return found if isinstance(found, Entry) else found.entry

    def ids(self) -> Iterator[str]:
        return (found.entry.id if isinstance(found, Turn) else found.id for found in self._entries)

    def entries(self) -> Iterator[Entry]:
        return (self.entry(index) for index in range(len(self)))
