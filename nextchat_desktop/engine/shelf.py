"""What the sidebar shows: every conversation under its heading, kept in memory and changed one by one.

The last used are read at once, the others page by page when there is time. It decides nothing and knows no widget.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from nextchat_desktop.core.conversation import Folder
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.shelf import Card, Page
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.periods import Periods
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.engine.sections import Heading, Kind, Sections, Sort, Watch

AT_ONCE = 200
"""Conversations that are read before anything is shown."""
_PAGE = 1000
_CROWD = 300
"""Conversations that are rather put under their headings anew than moved one by one."""
_PINNED = Heading(Kind.PINNED)


class Cards(Protocol):
    """Where light heads are kept. Writing may raise NotWritten."""

    def page(self, most: int, after: tuple[int, str] | None = None) -> Page: ...
    def kept_apart(self) -> tuple[Card, ...]: ...
    def card(self, id: str) -> Card | None: ...
    def messages(self, id: str) -> int: ...
    def mark_unread(self, id: str, unread: bool) -> None: ...


class Folders(Protocol):
    def folders(self) -> tuple[Folder, ...]: ...


class Busy(Protocol):
    """Who knows which conversations are being answered, and tells what changes."""

    changed: Notice

    def is_busy(self, id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with a conversation in it."""

    card: Card
    busy: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A row that says what those below it have in common; of a folder, its name.

    Where it is folded, the marks tell that something below it is being answered, unread or has failed.
    """

    heading: Heading
    count: int
    name: str = ""
    is_folded: bool = False
    busy: bool = False
    unread: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """Which conversations are looked at: the archive or all others, and of these those with a tag, if one is named."""

    archive: bool = False
    tag: str = ""


class Shelf:
    """`tagged` tells that other tags are in use than before, `shown` that something else is looked at."""

    def __init__(self, cards: Cards, folders: Folders, library: Busy, clock: Clock) -> None:
        self._store = cards
        self._folder_store = folders
        self._library = library
        self._clock = clock
        self._sections = Sections()
        self._cards: dict[str, Card] = {}
        self._folders: dict[str, Folder] = {}
        self._tags: Counter[str] = Counter()
        self._periods = Periods(clock())
        self._after: tuple[int, str] | None = None
        self._seen: set[str] = set()
        self.showing = Showing()
        self.tagged = Notice()
        self.shown = Notice()
        self.read_again()
        library.changed.listen(self.look)

    def watch(self, watch: Watch) -> None:
        """Who is told of every change of a row, before and after."""
        self._sections.watch = watch

    def __len__(self) -> int:
        """Rows that are shown, with the headings."""
        return len(self._sections)

    def row(self, row: int) -> Entry | Head:
        section, id = self._sections.at(row)
        if id:
            return Entry(self._cards[id], self._library.is_busy(id))
        folder = self._folders.get(section.heading.id) if section.heading.kind is Kind.FOLDER else None
        head = Head(section.heading, len(section.sorts), folder.name if folder else "", section.is_folded)
        return self._with_marks(head) if section.is_folded else head

    def row_of(self, id: str) -> int:
        """-1 where it is not shown."""
        return self._sections.row_of(id)

    def row_of_folder(self, id: str) -> int:
        return self._sections.row_of_heading(Kind.FOLDER, id)

    def heading_of(self, id: str) -> Heading | None:
        return self._sections.heading_of(id)

    def under(self, kind: Kind, folder: str = "") -> list[str]:
        """The ids below a heading, in order."""
        return self._sections.under(kind, folder)

    def ids(self) -> list[str]:
        """Of everything that is shown, from above."""
        return list(self._sections.ids())

    def card(self, id: str) -> Card | None:
        """Also of one that is not shown, or has not been read yet."""
        return self._cards.get(id) or self._store.card(id)

    def last_used(self, most: int) -> tuple[Card, ...]:
        """At most so many, the last used first, whatever is shown, and also what has not been read yet."""
        return self._store.page(most).cards

    def messages(self, id: str) -> int:
        """How many there are in the conversation."""
        return self._store.messages(id)

    def found(self, text: str, behind: str = "") -> str:
        """The next title that begins with these words, from the conversation `behind` on; empty if there is none."""
        ids, wanted = self.ids(), text.casefold()
        start = ids.index(behind) if behind in self._sections and behind in ids else 0
        order = (*ids[start:], *ids[:start])
        return next((id for id in order if self._cards[id].title.casefold().startswith(wanted)), "")

    @property
    def folders(self) -> tuple[Folder, ...]:
        """In order."""
        return tuple(sorted(self._folders.values(), key=lambda one: (one.rank, one.id)))

    @property
    def tags(self) -> tuple[str, ...]:
        """Those in use, the most used first."""
        return tuple(sorted(self._tags, key=lambda tag: (-self._tags[tag], tag.casefold())))

    @property
    def is_empty(self) -> bool:
        return not self._cards

    @property
    def day_ends(self) -> int:
        """UTC milliseconds at which the headings are no longer right."""
        return self._periods.ends

    def show(self, showing: Showing) -> None:
        if showing != self.showing:
            self.showing = showing
            self.arrange()
            self.shown.tell("")

    def arrange(self) -> None:
        """Puts everything under its heading anew."""
        self._periods = Periods(self._clock())
        placed = ((card, self._heading(card)) for card in self._cards.values())
        rows = ((heading, _sort(card, heading)) for card, heading in placed if heading is not None)
        self._sections.fill(rows, self._standing_headings())

    def read_again(self) -> None:
        """From the beginning, since there may have been others who wrote; `read_on` does the rest."""
        folders = {one.id: one for one in self._folder_store.folders()}
        if folders != self._folders:
            self.take_folders(folders.values())
        self._seen, self._after = set(), None
        self._arrive((*self._store.kept_apart(), *self._next_page(AT_ONCE)))

    def read_on(self) -> bool:
        """Some more of what has not been read yet; whether there is still more."""
        if self._after is not None:
            self._arrive(self._next_page(_PAGE))
        return self._after is not None

    def look(self, id: str) -> None:
        """Takes in what has become of a conversation."""
        card = self._store.card(id)
        if card is None:
            self._forget(id)
        else:
            self.take((card,))

    def take(self, cards: Collection[Card]) -> None:
        """Conversations that are new or stand elsewhere now. Of very many, nobody can follow each."""
        is_crowd = len(cards) > _CROWD
        for card in cards:
            old = self._cards.get(card.id)
            self._cards[card.id] = card
            self._seen.add(card.id)
            self._count_tags(old.tags if old else (), card.tags)
            heading = None if is_crowd else self._heading(card)
            if heading is not None:
                self._sections.put(heading, _sort(card, heading))
            elif not is_crowd:
                self._sections.take(card.id)
        if is_crowd:
            self.arrange()

    def take_folders(self, folders: Iterable[Folder]) -> None:
        """The folders as they are now; only what stands in those that are different is moved."""
        before, self._folders = self._folders, {one.id: one for one in folders}
        other = {id for id in before.keys() | self._folders.keys() if before.get(id) != self._folders.get(id)}
        if not other or self.showing.archive:
            return
        if self.showing == Showing():
            for folder in self.folders:
                self._sections.keep_heading(self._folder_heading(folder), folder.is_folded)
        self.take([card for card in self._cards.values() if card.folder in other])
        for old in (before[id] for id in other & before.keys()):
            now = self._folders.get(old.id)
            if now is None or now.rank != old.rank:
                self._sections.drop_heading(self._folder_heading(old))

    def fold(self, folder: Folder) -> None:
        """As the folder says."""
        self._folders[folder.id] = folder
        self._sections.fold(Kind.FOLDER, folder.id, folder.is_folded)

    def mark_unread(self, id: str, unread: bool) -> None:
        """An answer came while the person was elsewhere, or it has been seen. Without room on the disk till the end."""
        card = self.card(id)
        if card is None or card.unread == unread:
            return
        with suppress(NotWritten):
            self._store.mark_unread(id, unread)
        self.take((replace(card, unread=unread),))

    def offer_pinning(self, offered: bool) -> None:
        """Shows the heading of what is pinned though nothing is, so that something can be put there."""
        if offered and not self.showing.archive:
            self._sections.keep_heading(_PINNED)
        else:
            self._sections.leave_heading(Kind.PINNED)

    def _next_page(self, most: int) -> tuple[Card, ...]:
        page = self._store.page(most, self._after)
        self._after = page.after
        return page.cards

    def _arrive(self, cards: Iterable[Card]) -> None:
        """What was not known yet is put in at once; after the last page nothing is left that is gone."""
        every = {card.id: card for card in cards}
        known = self._cards
        self.take([card for card in every.values() if card.id in known and card != known[card.id]])
        new = {id: card for id, card in every.items() if id not in self._cards}
        self._cards |= new
        self._seen |= every.keys()
        runs: dict[Heading, list[Sort]] = {}
        for card in new.values():
            heading = self._heading(card)
            if heading is not None:
                runs.setdefault(heading, []).append(_sort(card, heading))
        for heading, sorts in runs.items():
            self._sections.append(heading, sorted(sorts))
        self._count_tags((), tuple(tag for card in new.values() for tag in card.tags))
        if self._after is None:
            self._forget_all(self._cards.keys() - self._seen)

    def _forget_all(self, ids: Collection[str]) -> None:
        """Of very many, nobody can follow each."""
        if len(ids) <= _CROWD:
            for id in ids:
                self._forget(id)
            return
        for id in ids:
            self._count_tags(self._cards.pop(id).tags, ())
        self.arrange()

    def _forget(self, id: str) -> None:
        old = self._cards.get(id)
        if old is not None:
            self._sections.take(id)  # who is told that a row will go may still ask about it: screen readers do
            del self._cards[id]
            self._count_tags(old.tags, ())

    def _count_tags(self, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        if old == new:
            return
        before = set(self._tags)
        self._tags.subtract(old)
        self._tags.update(new)
        self._tags = +self._tags
        if before != self._tags.keys():
            self.tagged.tell("")

    def _heading(self, card: Card) -> Heading | None:
        """None where it is not looked at."""
        wanted = self.showing
        if card.archived != wanted.archive or (wanted.tag and wanted.tag not in card.tags):
            return None
        if not wanted.archive and card.pinned:
            return _PINNED
        folder = None if wanted.archive else self._folders.get(card.folder or "")
        return self._folder_heading(folder) if folder else self._periods.heading(card.updated)

    def _folder_heading(self, folder: Folder) -> Heading:
        return Heading(Kind.FOLDER, folder.id, folder.rank, stays=not self.showing.tag)

    def _standing_headings(self) -> Iterator[tuple[Heading, bool]]:
        """Folders are shown empty, too, but not where one looks for a tag."""
        if self.showing == Showing():
            for folder in self._folders.values():
                yield self._folder_heading(folder), folder.is_folded

    def _with_marks(self, head: Head) -> Head:
        below = [self._cards[id] for id in self._sections.under(head.heading.kind, head.heading.id)]
        return replace(
            head,
            busy=any(self._library.is_busy(card.id) for card in below),
            unread=any(card.unread for card in below),
            failed=any(card.failed for card in below),
        )


def _sort(card: Card, heading: Heading) -> Sort:
    """People's own order where there is one, else the last used first."""
    is_ranked = heading.kind in (Kind.PINNED, Kind.FOLDER)
    return (card.rank if is_ranked else -card.updated), card.id
