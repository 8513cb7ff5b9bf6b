"""All turns under each other, of which only the visible ones are laid out; it knows no widget, mouse or scroll bar."""

from collections import OrderedDict
from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from nextchat_desktop.markup.parser import Parser, make_parser
from nextchat_desktop.ui.transcript import measures
from nextchat_desktop.ui.transcript.entries import Entry, LaterEntry
from nextchat_desktop.ui.transcript.heights import Heights
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import END, Position
from nextchat_desktop.ui.transcript.tiles import guessed
from nextchat_desktop.ui.transcript.turn import CardHeight, Placed, Source, Turn
from nextchat_desktop.ui.transcript.turns import Turns

_TURNS, _LEAVES = 60, 400
"""So many turns stay read, and so many leaves keep their documents."""


class Anchor(NamedTuple):
    """A leaf, and how far below its top the view begins."""

    turn: int = 0
    leaf: int = 0
    below: int = 0
    part: float | None = None
    """If given, the same as a part of the height of the leaf."""
    held: Leaf | None = None
    """The leaf itself, if it may have another number soon."""
    source: Source | None = None
    """If given, the place in the Markdown from whose line `below` is measured: its leaf may be gone soon."""


class Spot(NamedTuple):
    """A leaf under a point, and the point in its own coordinates."""

    turn: int
    number: int
    leaf: Leaf
    point: QPointF


class Canvas:
    """Coordinates are those of the reading column: x from its left edge, y from the very top."""

    def __init__(self, kit: Kit, card_height: CardHeight, parser_maker: Callable[[], Parser] = make_parser) -> None:
        self.kit = kit
        self.width = measures.COLUMN
        self.deadline = float("inf")
        """Until when turns may be read, by the monotonic clock, before others have their say."""
        self._card_height = card_height
        self.parser = parser_maker()
        self.turns = Turns((), self.parser)
        self._heights = Heights()
        self._indices: dict[str, int] = {}
        self._grown: set[str] = set()
        """The turns that may have more words than were laid out."""
        self._recent_turns: OrderedDict[str, Turn] = OrderedDict()
        self._recent_leaves: OrderedDict[int, Leaf] = OrderedDict()
        self._left: OrderedDict[int, Leaf] = OrderedDict()
        """Those of the turns that were shown before."""

    @property
    def total(self) -> int:
        return measures.TOP + self._heights.total + measures.BOTTOM if self.turns else 0

    def show(self, entries: Sequence[Entry | LaterEntry]) -> None:
        for turn in self._recent_turns.values():
            turn.release()
        self.turns = Turns(entries, self.parser)
        self._heights = Heights(self._guess(entry) for entry in entries)
        self._recent_turns.clear()
        self._left, self._recent_leaves = self._recent_leaves, OrderedDict()
        self._number()

    def clear_up(self) -> None:
        """Lets go of what was shown before, which takes a while."""
        self._left = OrderedDict()

    def put(self, entry: Entry) -> bool:
        """Whether there was such an entry, and only words of it are others."""
        turn = self.turn(entry.id)
        self._grown.add(entry.id)
        if turn is not None:
            return turn.change(entry)
        self._indices[entry.id] = len(self.turns)
        self.turns.append(entry)
        self._heights.append(self._guess(entry))
        return False

    def grow(self, seconds: float) -> tuple[int, Placed] | None:
        """The last leaf of the one turn that has got longer, if nothing has moved by that."""
        grown, self._grown = self._grown, set()
        index = self._indices.get(next(iter(grown))) if len(grown) == 1 else None
        if index is None:
            return None
        turn = self.turns[index]
        placed = turn.grow(self.kit, seconds)
        if turn.width:  # it may be out of view, and take the room of what is below it
            self._heights.change(index, turn.height)
        return (index, placed) if placed is not None else None

    def exchange(self, first: int, count: int, new: Sequence[Entry]) -> None:
        """Puts others in the place of so many."""
        for index in range(first, first + count):
            self._recent_turns.pop(self.turns.entry(index).id, None)
        self.turns.exchange(first, count, new)
        self._heights.exchange(first, count, [self._guess(entry) for entry in new])
        self._number()

    def turn(self, id_: str) -> Turn | None:
        index = self._indices.get(id_)
        return self.turns[index] if index is not None else None

    def index(self, id_: str) -> int | None:
        return self._indices.get(id_)

    @property
    def kept(self) -> list[Turn]:
        """The turns that are laid out, in view or not."""
        return list(self._recent_turns.values())

    def reshape(self, id_: str) -> None:
        """A block of this turn has other leaves now."""
        index = self._indices[id_]
        self.turns[index].reshape()
        self.prepare(index)

    def dress(self, kit: Kit) -> None:
        old, self.kit = self.kit, kit
        resized = (kit.look.size, kit.wrap_code, kit.mirrored) != (old.look.size, old.wrap_code, old.mirrored)
        for turn in self._recent_turns.values():
            turn.undress(resized)
            if kit.fold_code != old.fold_code:
                turn.forget()

    def top(self, index: int) -> int:
        return measures.TOP + self._heights.top(index)

    def leaf_top(self, turn: int, leaf: int) -> int:
        return self.top(turn) + self.turns[turn].leaf_top(leaf)

    def at(self, y: float) -> int:
        return self._heights.at(y - measures.TOP)

    def anchor(self, y: int, height: int, but: Container[int] = ()) -> Anchor:
        """What to hold still while others find their height: the first visible leaf whose height is known.

        One that begins above and is still to grow, or has a formula which is still to be drawn, comes last, so does one
        that has not been read or whose turn has got other words, and turns of `but` not at all.
        """
        waiting: Position | None = None
        guessed: Position | None = None
        for index, placed in self._seen(y, height):
            turn, leaf = self.turns[index], placed.leaf
            if index in but or turn.width != self.width:
                continue
            found = Position(index, placed.number, 0)
            if leaf.width != turn.leaf_width(placed.number):
                guessed = guessed or found
            elif self._stays(index, placed) and (self.top(index) + placed.top >= y or self._is_settled(index, placed)):
                return self.hold(found, y)
            else:
                waiting = waiting or found
        return self.hold(waiting or guessed or Position(self.at(y), 0, 0), y) if self.turns else Anchor()

    def hold(self, place: Position, y: int) -> Anchor:
        """Keeps a leaf where it is while the view begins at `y`, or what will show the words at the top of the view."""
        leaf = self.leaf(place)
        found = Anchor(place.turn, place.item, y - self.leaf_top(place.turn, place.item), None, leaf)
        if leaf is None:
            return found
        offset = leaf.hit(QPointF(0, max(0, found.below)))
        source = self.source_of(place._replace(offset=offset))
        line = round(leaf.caret(offset).top()) if source is not None else 0
        return found._replace(below=found.below - line, source=source)

    def lasting(self, y: int, height: int) -> Anchor | None:
        """The first visible leaf that its block still shows, where blocks have changed and their turns do not know."""
        for index, placed in self._seen(y, height):
            leaf = placed.leaf
            if leaf.unit is None or leaf in leaf.unit.leaves:
                return Anchor(index, placed.number, y - self.top(index) - placed.top, None, leaf)
        return None

    def share(self, anchor: Anchor) -> Anchor:
        """The same place, told so that it survives another width: by which part of the leaf is above the view."""
        if anchor.source is not None:
            return anchor
        turn = self.turns[anchor.turn] if anchor.turn < len(self.turns) else None
        leaf = turn.leaves[anchor.leaf] if turn is not None and anchor.leaf < len(turn.leaves) else None
        if leaf is None or anchor.below <= 0 or not leaf.height:
            return anchor
        return anchor._replace(part=anchor.below / leaf.height)

    def y(self, anchor: Anchor) -> int:
        """Where the view begins if the anchor holds."""
        if not self.turns:
            return 0
        turn = min(anchor.turn, len(self.turns) - 1)
        if anchor.source is not None:
            place = self.place_of(turn, anchor.source)
            self._lay_out_leaf(place)
            return round(self.caret(place).top()) + anchor.below
        leaf = min(self._number_now(anchor, turn), max(0, len(self.turns[turn].leaves) - 1))
        below = anchor.below
        if anchor.part is not None and self.turns[turn].leaves:
            below = round(anchor.part * self.turns[turn].leaves[leaf].height)
        return self.leaf_top(turn, leaf) + below

    def open(self, index: int, leaf: int = 0) -> Turn:
        """A turn with this leaf; no more of it is read than that takes.

        Leaves that are known of a turn which was let go of were counted when all of it had been read.
        """
        was_let_go = not self.turns[index].leaves
        self._lay_out(index, float("inf") if was_let_go and 0 < leaf < END else 0.0)
        return self.turns[index]

    def prepare(self, index: int) -> bool:
        """Reads a turn and guesses what was not laid out; whether its height was another before."""
        return self._lay_out(index, self.deadline)

    def ensure_between(self, top: int, bottom: int) -> bool:
        """Lays out what lies between two heights; whether anything has moved by that."""
        changed = False
        index = self.at(top)
        while index < len(self.turns) and self.top(index) < bottom:
            changed |= self.prepare(index)
            turn, start = self.turns[index], self.top(index)
            changed |= turn.ensure(self.kit, top - start, bottom - start)
            changed |= self._heights.change(index, turn.height)
            self._keep(turn, top - start, bottom - start)
            index += 1
        return changed

    def visible(self, top: int, bottom: int) -> list[int]:
        """The turns that are seen and have been laid out."""
        if not self.turns:
            return []
        first, last = self.at(top), self.at(bottom)
        return [index for index in range(first, last + 1) if self.turns[index].width == self.width]

    def leaves(self, top: int, bottom: int) -> Iterator[tuple[Turn, Leaf]]:
        """The leaves that are seen."""
        for index in self.visible(top, bottom):
            start = self.top(index)
            for placed in self.turns[index].between(top - start, bottom - start):
                yield self.turns[index], placed.leaf

    def ensure_leaf(self, turn: int, leaf: int) -> None:
        """Lays out one leaf, wherever it is."""
        self.open(turn, leaf)
        self._lay_out_leaf(Position(turn, leaf, 0))

    def caret(self, place: Position) -> QRectF:
        """Where a character of a leaf that is laid out begins."""
        turn = self.turns[place.turn]
        corner = QPointF(turn.leaf_left(place.item), self.leaf_top(place.turn, place.item))
        leaf = self.leaf(place)
        return leaf.caret(place.offset).translated(corner) if leaf is not None else QRectF(corner, corner)

    def end_of(self, turn: int, leaf: int = 0) -> Position:
        leaves = self.open(turn, leaf).leaves
        return Position(turn, len(leaves) - 1, leaves[-1].length) if leaves else Position(turn, 0, 0)

    def nearest(self, place: Position) -> Position:
        """A place that there is: what it was in may have become shorter, or is selected to its end."""
        turn = min(place.turn, len(self.turns) - 1)
        end = self.end_of(turn, place.item)
        if place[:2] >= end[:2]:
            return min(place, end)
        return place._replace(offset=min(place.offset, self.turns[turn].leaves[place.item].length))

    def hit(self, point: QPointF) -> Position | None:
        """The character nearest to a point."""
        spot = self._nearest(point)
        return Position(spot.turn, spot.number, spot.leaf.hit(spot.point)) if spot is not None else self._bare(point)

    def spot(self, point: QPointF) -> Spot | None:
        """The leaf under a point."""
        spot = self._nearest(point)
        return spot if spot is not None and spot.leaf.is_text(spot.point) else None

    def leaf(self, position: Position) -> Leaf | None:
        leaves = self.turns[position.turn].leaves if position.turn < len(self.turns) else []
        return leaves[position.item] if position.item < len(leaves) else None

    def source_of(self, place: Position) -> Source | None:
        """The place in the Markdown of a turn that is shown there as it was written."""
        leaf = self.leaf(place)
        return self.turns[place.turn].source_of(place.item, place.offset) if leaf is not None else None

    def place_of(self, turn: int, source: Source) -> Position:
        """What shows a place of the Markdown of a turn now."""
        return Position(turn, *self.turns[turn].place_of(source))

    def _nearest(self, point: QPointF) -> Spot | None:
        if not self.turns:
            return None
        index = self.at(point.y())
        turn = self.turns[index]
        if not turn.leaves:
            return None
        place = turn.leaf_at(point.y() - self.top(index))
        corner = QPointF(turn.leaf_left(place), self.top(index) + turn.leaf_top(place))
        return Spot(index, place, turn.leaves[place], point - corner)

    def _seen(self, y: int, height: int) -> Iterator[tuple[int, Placed]]:
        """Every leaf that is seen, laid out or not, with its turn."""
        for index in range(self.at(y), len(self.turns)):
            top = self.top(index)
            if top >= y + height:
                return
            for placed in self.turns[index].between(y - top, y + height - top):
                yield index, placed

    def _lay_out(self, index: int, deadline: float) -> bool:
        turn = self.turns[index]
        turn.lay_out(self.kit, self.width, deadline, self._card_height)
        self._remember(turn)
        return self._heights.change(index, turn.height)

    def _lay_out_leaf(self, place: Position) -> None:
        turn = self.turns[place.turn]
        if place.item < len(turn.leaves):
            top = turn.leaf_top(place.item)
            turn.ensure(self.kit, top, top + 1)
            self._heights.change(place.turn, turn.height)

    def _stays(self, index: int, placed: Placed) -> bool:
        """Whether the leaf will be there when more has been read."""
        turn = self.turns[index]
        return not turn.is_replaced and turn.source_of(placed.number, 0) is None

    def _is_settled(self, index: int, placed: Placed) -> bool:
        return not placed.leaf.is_waiting and not self.turns[index].is_growing(placed.number)

    def _number_now(self, anchor: Anchor, turn: int) -> int:
        leaves = self.turns[turn].leaves
        if anchor.held is None or leaves[anchor.leaf : anchor.leaf + 1] == [anchor.held]:
            return anchor.leaf
        return next((number for number, leaf in enumerate(leaves) if leaf is anchor.held), anchor.leaf)

    def _bare(self, point: QPointF) -> Position | None:
        return Position(self.at(point.y()), 0, 0) if self.turns else None

    def _keep(self, turn: Turn, top: float, bottom: float) -> None:
        """Lets the documents go that were not seen for the longest time."""
        for placed in turn.between(top, bottom):
            self._recent_leaves[id(placed.leaf)] = placed.leaf
            self._recent_leaves.move_to_end(id(placed.leaf))
        while len(self._recent_leaves) > _LEAVES:
            self._recent_leaves.popitem(last=False)[1].forget()

    def _remember(self, turn: Turn) -> None:
        self._recent_turns[turn.entry.id] = turn
        self._recent_turns.move_to_end(turn.entry.id)
        while len(self._recent_turns) > _TURNS:
            self._recent_turns.popitem(last=False)[1].forget()

    def _number(self) -> None:
        self._indices = {id_: index for index, id_ in enumerate(self.turns.ids())}

    def _guess(self, entry: Entry | LaterEntry) -> int:
        words = measures.estimated_height(entry.text, self.width, self.kit.look.size)
        return words + (guessed(entry, self.kit, self.width) if isinstance(entry, Entry) else 0)
