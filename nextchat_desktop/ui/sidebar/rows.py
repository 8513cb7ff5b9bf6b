"""Which rows the sidebar shows: conversations grouped by day, with what has not been read. It knows no widget."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.engine.library import Library
from nextchat_desktop.ui.sidebar.model import Row
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import is_today


class Rows:
    def __init__(self, words: Words, library: Library, clock: Callable[[], int]) -> None:
        self._words = words
        self._library = library
        self._clock = clock
        self._unread: set[str] = set()

    def unread(self, id: str) -> None:
        """An answer came while the person was elsewhere."""
        self._unread.add(id)

    def read(self, id: str) -> None:
        self._unread.discard(id)

    def rows(self) -> list[Row]:
        now = self._clock()
        days = groupby(self._library.all(), key=lambda one: is_today(one.updated, now))
        return [row for today, group in days for row in self._group(today, group)]

    def title(self, id: str) -> str:
        return next((row.title for row in self.rows() if row.id == id), self._words("sidebar.untitled"))

    def _group(self, today: bool, conversations: Iterable[Conversation]) -> Iterator[Row]:
        yield Row("", self._words("sidebar.today" if today else "sidebar.earlier"))
        for one in conversations:
            title = one.title or self._words("sidebar.untitled")
            yield Row(one.id, title, self._library.is_busy(one.id), one.id in self._unread)
