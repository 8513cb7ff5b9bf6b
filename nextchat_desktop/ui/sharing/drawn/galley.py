"""A turn laid out below the line that says whose it is, little by little; it does not know where it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from nextchat_desktop.core.directions import apart
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.ui.mirroring import flipped, side
from nextchat_desktop.ui.sharing.drawn.avatar import SIDE, paint_avatar
from nextchat_desktop.ui.sharing.drawn.paging import NO_HEAD, Cut
from nextchat_desktop.ui.sharing.drawn.readying import drawn, read
from nextchat_desktop.ui.sharing.drawn.slices import SlicePainter
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.table import RowLeaf
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.warming import Warming

_LINE, _BELOW_LINE = 20, 4
"""The line above a turn, and below that."""
_BELOW_SIGN = 6
_ALONE = 3
"""A paragraph of more lines than this is cut, but no line of it stands alone."""
_LOW = 160
"""A row of a table, or code, that is no higher than this is not cut."""
_FAR = 10_000


@dataclass(frozen=True, slots=True)
class Said:
    """A turn, and in words who said it and when. `emoji` stands beside it where signs are wanted."""

    entry: Entry
    who: str
    when: str
    title: str
    """What it is called in a list."""
    emoji: str = ""
    sign: str = ""
    """Of which the first letter stands there where there is no emoji."""


class Place(NamedTuple):
    """Something that is found again: `level` 0 is the turn, below it are its headings."""

    title: str
    level: int
    y: int


class Part(Protocol):
    """Something that is drawn below something else, so high once it is laid out."""

    height: int
    gap: int
    begins_page: bool
    leads: bool

    def lay_out(self, kit: Kit, width: int) -> Iterator[float | None]: ...
    def ready(self, kit: Kit) -> Iterator[float | None]:
        """Fetches what it needs to be painted; it may have been let go of since."""

    def cuts(self) -> list[Cut]: ...
    def places(self) -> list[Place]: ...
    def words(self) -> str:
        """Every letter that is in it, whatever else."""

    def paint(self, painter: QPainter, kit: Kit, top: float, bottom: float, once: bool = True) -> None:
        """What lies between two heights of it, into a painter whose origin is its own; `once` if no word may be painted
        in two parts."""

    def forget(self) -> None:
        """Lets go of what can be made again; where things are stays known."""

    def release(self) -> None:
        """It is not needed any more."""


class Galley:
    gap = m.TURN_GAP
    begins_page = False

    def __init__(self, said: Said, parser: Parser, warming: Warming, has_sign: bool = False) -> None:
        self.height = 0
        self._said = said
        self._warming = warming
        self._has_sign = has_sign
        self._turn = Turn(said.entry, parser)
        self._turn.open_reasoning = True
        self.leads = self._turn.is_question
        self._top = SIDE + _BELOW_SIGN if has_sign else _LINE + _BELOW_LINE

    def lay_out(self, kit: Kit, width: int) -> Iterator[float | None]:
        turn = self._turn
        yield from read(turn, kit, width)
        yield from drawn(turn, kit, width, self._warming)
        number = 0
        while number < len(turn.leaves):
            top = turn.leaf_top(number)
            turn.ensure(kit, top, top + 1)
            number += 1
            yield 0.0
        self.height = self._top + turn.height - m.TURN_GAP

    def ready(self, kit: Kit) -> Iterator[float | None]:
        yield from drawn(self._turn, kit, self._turn.width, self._warming)

    def cuts(self) -> list[Cut]:
        return sorted(set(self._cuts()))

    def places(self) -> list[Place]:
        turn = self._turn
        headings = [(number, leaf) for number, leaf in enumerate(turn.leaves) if leaf.block.kind == "heading"]
        places = [Place(leaf.text, leaf.block.level, self._leaf_top(number)) for number, leaf in headings]
        return [Place(self._said.title, 0, 0), *places]

    def words(self) -> str:
        said = self._said
        leaves = "".join(leaf.text for leaf in self._turn.leaves)
        return f"{said.who}{said.when}{said.entry.reasoning_label}{leaves}"

    def paint(self, painter: QPainter, kit: Kit, top: float, bottom: float, once: bool = True) -> None:
        painter.save()
        painter.setClipRect(QRectF(-_FAR, top, 2 * _FAR, bottom - top), Qt.ClipOperation.IntersectClip)
        if top < self._top:
            self._paint_line(painter, kit)
        painter.translate(0, self._top)
        turn = self._turn
        if turn.has_chip and top < self._top + m.CHIP:
            painter.setFont(kit.look.small)
            painter.setPen(kit.look.color("text_2"))
            room = QRectF(0, 0, turn.width, m.CHIP)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side(kit.mirrored)), self._chip)
        SlicePainter(painter, kit, once).paint_part(turn, QRectF(0, top - self._top, turn.width, bottom - top))
        painter.restore()

    def forget(self) -> None:
        for leaf in self._turn.leaves:
            leaf.forget()

    def release(self) -> None:
        self._turn.release()

    @property
    def _chip(self) -> str:
        return self._turn.entry.reasoning_label

    def _leaf_top(self, number: int) -> int:
        return self._top + self._turn.leaf_top(number)

    def _cuts(self) -> Iterator[Cut]:
        leaves, head = self._turn.leaves, NO_HEAD
        for number, (leaf, below) in enumerate(zip_longest(leaves, leaves[1:])):
            top = self._leaf_top(number)
            for y in _inner(leaf):
                yield Cut(top + y, top + y, head if _is_row(leaf) else NO_HEAD)
            if leaf.block.is_head:
                head = top, top + leaf.height
            elif below is not None and leaf.block.kind != "heading":
                yield Cut(top + leaf.height, self._leaf_top(number + 1), head if _is_row(below) else NO_HEAD)

    def _paint_line(self, painter: QPainter, kit: Kit) -> None:
        """Who said it and when; on the side where their words are."""
        said, look, width = self._said, kit.look, self._turn.width
        is_own = self._turn.is_question
        left, right = 0.0, float(width)
        if self._has_sign:
            place = QRectF(width - SIDE if is_own else 0, 0, SIDE, SIDE)
            place = flipped(place, QRectF(0, 0, width, 0)) if kit.mirrored else place
            paint_avatar(painter, look, place, said.emoji, said.sign or said.who, is_own)
            left, right = (0, right - SIDE - 8) if is_own else (SIDE + 8.0, right)
        height = self._top - (_BELOW_SIGN if self._has_sign else _BELOW_LINE)
        who, when = said.who, f"  {said.when}" if said.when else ""
        font = look.table_head
        across = QFontMetricsF(font).horizontalAdvance(who)
        later = QFontMetricsF(look.small).horizontalAdvance(when)
        x = max(left, right - across - later) if is_own else left
        room = QRectF(x, 0, right - x, height)
        _write(painter, kit, font, "text_2", room, width, who)
        _write(painter, kit, look.small, "text_3", room.adjusted(across, 0, 0, 0), width, when)


def _write(painter: QPainter, kit: Kit, font: QFont, color: str, room: QRectF, width: int, text: str) -> None:
    """From where the room begins, as the page goes, of which the room is told from left to right."""
    direction = Qt.LayoutDirection
    painter.setFont(font)
    painter.setPen(kit.look.color(color))
    painter.setLayoutDirection(direction.RightToLeft if kit.mirrored else direction.LayoutDirectionAuto)
    place = flipped(room, QRectF(0, 0, width, 0)) if kit.mirrored else room
    words = apart(text) if kit.mirrored else text
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | side(kit.mirrored)), words)


def _is_row(leaf: Leaf) -> bool:
    """Of a table, below its head."""
    return isinstance(leaf, RowLeaf) and not leaf.block.is_head


def _is_all(leaf: Leaf) -> bool:
    """Of some code."""
    return isinstance(leaf, CodeLeaf) and leaf.place == 0 and leaf.is_last


def _inner(leaf: Leaf) -> list[int]:
    """Where it is cut, but so that no line stands alone at the foot or the head of a page."""
    breaks = leaf.breaks()
    if isinstance(leaf, TextLeaf):
        return breaks[1:-1] if len(breaks) >= _ALONE else []
    if leaf.height <= _LOW and (isinstance(leaf, RowLeaf) or _is_all(leaf)):
        return []
    return breaks[1:] if isinstance(leaf, CodeLeaf) and leaf.place == 0 else breaks
