"""Rows under headings, sorted, changed one by one. It does not know what they are of.

Whoever watches is told of each change before and after it is made, in numbers of rows, as lists in windows want it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate
from typing import Protocol

Sort = tuple[float, str]
"""What a row is sorted by, the lowest first, and its id."""


class Kind(Enum):
    """The places a conversation can stand at, in the order in which they are shown."""

    PINNED = auto()
    FOLDER = auto()
    TODAY = auto()
    YESTERDAY = auto()
    WEEK = auto()
    EARLIER = auto()
    MONTH = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """`order` sorts those of a kind. `id` is that of a folder. `stays` where it is shown with nothing under it, too."""

    kind: Kind
    id: str = ""
    order: float = 0.0
    stays: bool = False

    @property
    def place(self) -> tuple[int, float, str]:
        return self.kind.value, self.order, self.id


class What(Enum):
    """What happens to rows."""

    PUT = auto()
    TAKEN = auto()
    MOVED = auto()
    CHANGED = auto()
    ANEW = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """`row` and `count` tell which rows; `to` is the row before which one that is moved will stand, as they are now."""

    what: What
    row: int = 0
    count: int = 1
    to: int = 0


class Watch(Protocol):
    def before(self, step: Step) -> None: ...
    def after(self, step: Step) -> None: ...


class Unwatched:
    """Nobody looks."""

    def before(self, step: Step) -> None:
        """Does nothing."""

    def after(self, step: Step) -> None:
        """Does nothing."""


@dataclass(slots=True)
class Section:
    heading: Heading
    sorts: list[Sort] = field(default_factory=list)
    is_folded: bool = False

    @property
    def rows(self) -> int:
        """With the heading."""
        return 1 + (0 if self.is_folded else len(self.sorts))


class Sections:
    def __init__(self) -> None:
        self.watch: Watch = Unwatched()
        self._sections: list[Section] = []
        self._starts: list[int] | None = None
        self._where: dict[str, tuple[Heading, Sort]] = {}

    def __len__(self) -> int:
        """Rows, with the headings."""
        return self._offsets()[-1]

    def __contains__(self, id: str) -> bool:
        return id in self._where

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(section.heading for section in self._sections)

    def at(self, row: int) -> tuple[Section, str]:
        """The section a row is in, and its id; empty where it is the heading."""
        place = bisect_right(self._offsets(), row) - 1
        section = self._sections[place]
        offset = row - self._offsets()[place]
        return section, section.sorts[offset - 1][1] if offset else ""

    def row_of(self, id: str) -> int:
        """-1 where it is in no row."""
        if id not in self._where:
            return -1
        heading, sort = self._where[id]
        place = self._place(heading)
        section = self._sections[place]
        return -1 if section.is_folded else self._offsets()[place] + 1 + bisect_left(section.sorts, sort)

    def row_of_heading(self, kind: Kind, id: str = "") -> int:
        """-1 where it is not shown."""
        found = (place for place, one in enumerate(self._sections) if (one.heading.kind, one.heading.id) == (kind, id))
        place = next(found, -1)
        return self._offsets()[place] if place >= 0 else -1

    def under(self, kind: Kind, id: str = "") -> list[str]:
        """The ids under a heading, in order."""
        for one in self._sections:
            if (one.heading.kind, one.heading.id) == (kind, id):
                return [id for _, id in one.sorts]
        return []

    def heading_of(self, id: str) -> Heading | None:
        return self._where[id][0] if id in self._where else None

    def ids(self) -> Iterator[str]:
        """Of all rows that are not folded away."""
        return (id for one in self._sections if not one.is_folded for _, id in one.sorts)

    def fill(self, rows: Iterable[tuple[Heading, Sort]], headings: Iterable[tuple[Heading, bool]]) -> None:
        """Everything anew. `headings` are those that stay when they are empty, and whether they are folded."""
        with self._told(Step(What.ANEW)):
            self._where, sections = {}, {heading: Section(heading, [], folded) for heading, folded in headings}
            section: Section | None = None
            for row in rows:
                heading, sort = row
                if section is None or section.heading is not heading:  # neighbours mostly stand under the same one
                    section = sections.setdefault(heading, Section(heading))
                section.sorts.append(sort)
                self._where[sort[1]] = row
            self._sections = sorted(sections.values(), key=lambda one: one.heading.place)
            for section in self._sections:
                section.sorts.sort()

    def append(self, heading: Heading, sorts: list[Sort]) -> None:
        """Several sorted rows, none of them there yet; in one step where they belong at the end of the section."""
        place = self._opened(heading)
        section = self._sections[place]
        if section.sorts and section.sorts[-1] > sorts[0]:
            for sort in sorts:
                self.put(heading, sort)
            return
        row = self._offsets()[place] + section.rows
        step = Step(What.CHANGED, self._offsets()[place]) if section.is_folded else Step(What.PUT, row, len(sorts))
        with self._told(step):
            section.sorts += sorts
            self._where |= {sort[1]: (heading, sort) for sort in sorts}

    def put(self, heading: Heading, sort: Sort) -> None:
        """A row where it belongs now, be it new, elsewhere, or only different."""
        id = sort[1]
        before = self._where.get(id)
        if before == (heading, sort):
            self.touch(id)
            return
        target = self._sections[self._opened(heading)]
        row = self.row_of(id)
        to = self._row_for(target, sort)
        with self._told(_step(row, to, self._offset(target))):
            if before is not None:
                old = self._sections[self._place(before[0])]
                del old.sorts[bisect_left(old.sorts, before[1])]
            target.sorts.insert(bisect_left(target.sorts, sort), sort)
            self._where[id] = heading, sort
        if before is not None and before[0] != heading:
            self._tell_heading(heading)
            self._left(before[0])

    def take(self, id: str) -> None:
        if id not in self._where:
            return
        row = self.row_of(id)
        heading, sort = self._where[id]
        section = self._sections[self._place(heading)]
        step = Step(What.TAKEN, row) if row >= 0 else Step(What.CHANGED, self._offset(section))
        with self._told(step):
            del self._where[id]
            del section.sorts[bisect_left(section.sorts, sort)]
        self._left(heading)

    def touch(self, id: str) -> None:
        """It looks different, and so may the heading above it."""
        if id in self._where:
            row = self.row_of(id)
            if row >= 0:
                self._tell(Step(What.CHANGED, row))
            self._tell_heading(self._where[id][0])

    def fold(self, kind: Kind, id: str, folded: bool) -> None:
        row = self.row_of_heading(kind, id)
        section = self.at(row)[0] if row >= 0 else None
        if section is None or section.is_folded == folded:
            return
        count = len(section.sorts)
        if count:
            with self._told(Step(What.TAKEN if folded else What.PUT, row + 1, count)):
                section.is_folded = folded
        section.is_folded = folded
        self._tell(Step(What.CHANGED, row))

    def keep_heading(self, heading: Heading, folded: bool = False) -> None:
        """Shows a heading with nothing under it, until it is left."""
        section = self._sections[self._opened(heading)]
        if section.sorts:
            self.fold(heading.kind, heading.id, folded)
        section.is_folded = folded
        self._tell_heading(heading)

    def drop_heading(self, heading: Heading) -> None:
        """Shows it no longer, though it would stay; nothing is under it any more."""
        place = self._place(heading)
        if place < len(self._sections) and self._sections[place].heading == heading:
            with self._told(Step(What.TAKEN, self._offsets()[place])):
                del self._sections[place]

    def leave_heading(self, kind: Kind) -> None:
        """Shows it no longer where nothing is under it."""
        for section in [one for one in self._sections if one.heading.kind is kind]:
            self._left(section.heading)

    def _opened(self, heading: Heading) -> int:
        """The place of the section, which is made if it is not there."""
        place = self._place(heading)
        if place < len(self._sections) and self._sections[place].heading == heading:
            return place
        with self._told(Step(What.PUT, self._offsets()[place])):
            self._sections.insert(place, Section(heading))
        return place

    def _left(self, heading: Heading) -> None:
        place = self._place(heading)
        section = self._sections[place]
        if section.sorts or heading.stays:
            self._tell(Step(What.CHANGED, self._offsets()[place]))
            return
        with self._told(Step(What.TAKEN, self._offsets()[place])):
            del self._sections[place]

    def _place(self, heading: Heading) -> int:
        return bisect_left(self._sections, heading.place, key=lambda one: one.heading.place)

    def _offsets(self) -> list[int]:
        """The row of each heading, and the number of all rows."""
        if self._starts is None:
            self._starts = [0, *accumulate(section.rows for section in self._sections)]
        return self._starts

    def _offset(self, section: Section) -> int:
        return self._offsets()[self._place(section.heading)]

    def _row_for(self, section: Section, sort: Sort) -> int:
        """Before which row it would stand now; -1 where that is folded away."""
        return -1 if section.is_folded else self._offset(section) + 1 + bisect_left(section.sorts, sort)

    def _tell_heading(self, heading: Heading) -> None:
        self._tell(Step(What.CHANGED, self._offsets()[self._place(heading)]))

    def _tell(self, step: Step) -> None:
        with self._told(step):
            pass

    @contextmanager
    def _told(self, step: Step) -> Iterator[None]:
        self.watch.before(step)
        yield
        self._starts = None
        self.watch.after(step)


def _step(row: int, to: int, heading: int) -> Step:
    """What a row from here to there looks like; either may be out of sight."""
    if row < 0 and to < 0:
        return Step(What.CHANGED, heading)
    if row < 0:
        return Step(What.PUT, to)
    if to < 0:
        return Step(What.TAKEN, row)
    return Step(What.CHANGED, row) if to in (row, row + 1) else Step(What.MOVED, row, to=to)
