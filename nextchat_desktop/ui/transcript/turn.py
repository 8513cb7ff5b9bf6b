"""One turn of the conversation laid out from top to bottom; it does not know the other turns or the window."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QRectF

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.heights import Heights
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.section import Section
from nextchat_desktop.ui.transcript.spacing import gap
from nextchat_desktop.ui.transcript.tiles import Enclosure


class Source(NamedTuple):
    """A place in the Markdown of a turn, whichever leaf shows it."""

    in_thought: bool
    place: int


CardHeight = Callable[["Turn", int, Kit], int]

_SNUG_LEAVES, _SNUG_LETTERS = 24, 3_000
"""A bubble of more than this is as wide as it may be; a shorter one is as wide as its words."""


class Placed(NamedTuple):
    """A leaf, which it is, and where its top is in the turn."""

    number: int
    leaf: Leaf
    top: int


class Turn:
    """Everything is relative to the top left corner of the turn in the reading column."""

    def __init__(self, entry: Entry, parser: Parser) -> None:
        self.entry = entry
        self.open_reasoning = False
        self.open_details = False
        self.height = 0
        self.width = 0
        self.bubble = QRectF()
        self.leaves: list[Leaf] = []
        self.top = 0
        """Where the leaves begin."""
        self.card_height = 0
        self.divider_top = 0
        """Where the line below it would be."""
        self._parser = parser
        self._heights = Heights()
        self._body: Section | None = None
        self._thought: Section | None = None
        self._enclosure = Enclosure()
        self.thoughts = 0
        """How many of the leaves are of the thought."""
        self._wide = 0
        """The width for which heights are known or guessed."""
        self._is_changed = False
        self.is_mirrored = False
        """Whether what the reader says stands at the left."""
        self.is_replaced = False
        """Whether it has other words than those that are laid out, not just more of them."""

    @property
    def is_notice(self) -> bool:
        return self.entry.role == "notice"

    @property
    def is_question(self) -> bool:
        return self.entry.role == "user"

    @property
    def has_chip(self) -> bool:
        return bool(self.entry.reasoning or self.entry.reasoning_label)

    @property
    def has_row(self) -> bool:
        return bool(self.entry.actions or self.entry.pages or self.entry.caption or self.entry.more)

    def row_is_before(self, kit: Kit) -> bool:
        """Whether the buttons stand before the bubble, which needs room."""
        return self.has_row and self.entry.is_quiet and self.before_bubble >= kit.look.grown(m.BEFORE_BUBBLE)

    @property
    def before_bubble(self) -> int:
        """How much of the column is free beside it."""
        return self.width - round(self.bubble.width())

    @property
    def row_gap(self) -> int:
        """Between what is said and the buttons."""
        return m.QUIET_GAP if self.entry.is_quiet else m.ROW_GAP

    @property
    def has_caret(self) -> bool:
        """Whether it is seen where the answer goes on; where nothing is said yet, a caption says so better."""
        return self.entry.streaming and bool(self.leaves or not self.entry.caption)

    @property
    def is_behind(self) -> bool:
        """Whether there is something of the entry that was not read yet."""
        return self._is_changed or any(section is not None and section.is_behind for section in self._sections)

    @property
    def breaks_off(self) -> bool:
        """Whether what has been read of the answer ends within something, as far as anybody can tell."""
        return self._body is not None and self._body.breaks_off

    @property
    def bottom(self) -> int:
        """Where the leaves end."""
        return self.top + self._heights.total

    @property
    def folded_thought(self) -> list[Leaf]:
        """What would be shown of the thought if it were not folded away."""
        return self._thought.leaves if self._thought is not None and not self.open_reasoning else []

    @property
    def blocks(self) -> list[Block]:
        """Those of the answer itself, as far as it was read."""
        return self._body.blocks if self._body is not None else []

    def shows_all_in(self, blocks: list[Block]) -> bool:
        """Whether these are all the blocks of the answer itself."""
        return not self.thoughts and self._body is not None and self._body.blocks == blocks

    def change(self, entry: Entry) -> bool:
        """Whether only words of it are others."""
        only_grew = self.entry.only_grew(entry)
        self._is_changed |= not only_grew
        self.entry = entry
        if self._body is not None:
            self.is_replaced |= self._take()
        return only_grew

    def toggle_reasoning(self) -> None:
        self.open_reasoning = not self.open_reasoning
        self.width = 0
        self._show_sections(0)

    def toggle_details(self) -> None:
        self.open_details = not self.open_details
        self.width = 0

    def reshape(self) -> None:
        """A block of it folds or wraps otherwise now."""
        self.width = 0
        for section in self._sections:
            if section is not None:
                section.gather()
        self._show_sections(0)

    def undress(self, resized: bool) -> None:
        """Lets all documents go, for the look has changed; the heights too, if its sizes have."""
        self.width = 0
        for section in self._sections:
            if section is not None:
                section.forget()
        if resized:
            self._wide = 0

    def forget(self) -> None:
        """Lets everything go that can be made again; a growing answer is kept."""
        if not self.entry.streaming:
            self.release()

    def release(self) -> None:
        """Lets everything go."""
        for section in self._sections:
            if section is not None:
                section.release()
        self._enclosure.release()
        self._body = self._thought = None
        self.leaves = []
        self._heights = Heights()
        self.width = 0

    def lay_out(self, kit: Kit, width: int, deadline: float, card_height: CardHeight) -> None:
        """Makes sure that there are leaves, each with a height, if only a guess; reads until about then."""
        if self.width == width and not self.is_behind:
            return
        if self._body is None:
            self._body = Section(self._parser, fold=kit.fold_code)
            self._thought = Section(self._parser, muted=True, fold=kit.fold_code)
            self._take()
        if width != self._wide:
            self._measure_anew()
        self.width = self._wide = width
        self.is_mirrored = kit.mirrored
        self._is_changed = self.is_replaced = False
        self._read(deadline - time.monotonic())
        self._estimate(kit)
        self.top = self._top(kit)
        self.card_height = card_height(self, width, kit) if self.entry.card is not None else 0
        self._add_up(kit)

    def grow(self, kit: Kit, seconds: float) -> Placed | None:
        """Reads what has come, for about so long. Gives the last leaf if only that changed, and not its height."""
        body, thought = self._body, self._thought
        if body is None or thought is None or thought.is_behind or self._is_changed or not self.leaves:
            return None
        count, last = len(self.leaves), self.leaves[-1]
        changed = body.read(seconds)
        if changed is None:
            return None
        same = len(body.leaves) == count - self._before == changed + 1 and body.leaves[-1] is last
        if same and not body.is_behind and last.gap == gap(self.leaves[-2] if count > 1 else None, last):
            last.lay_out(kit, self.leaf_width(count - 1))
            if not self._heights.change(count - 1, last.gap + last.height):
                return Placed(count - 1, last, self.leaf_top(count - 1))
        self._show_sections(self._before + changed)
        self._estimate(kit)
        self._add_up(kit)
        self._is_changed = True
        return None

    def ensure(self, kit: Kit, top: float, bottom: float) -> bool:
        """Lays out the leaves between two heights; whether that changed where anything is."""
        changed = False
        index = self._heights.at(top - self.top) if self.leaves else 0
        if self.is_question and self._is_snug:
            index, bottom = 0, float("inf")
        while index < len(self.leaves) and self.leaf_top(index) < bottom:
            leaf = self.leaves[index]
            leaf.lay_out(kit, self.leaf_width(index))
            changed |= self._heights.change(index, leaf.gap + leaf.height)
            index += 1
        if changed or self.is_question:
            self._add_up(kit)
        return changed

    def leaf_top(self, index: int) -> int:
        """Where a leaf itself begins, below its gap."""
        return self.top + self._heights.top(index) + (self.leaves[index].gap if index < len(self.leaves) else 0)

    def leaf_left(self, index: int) -> int:
        if self.is_question:
            begins_right = index < len(self.leaves) and self.leaves[index].mirrored
            beyond = int(self.bubble.width()) - 2 * m.BUBBLE_X - self._inner if begins_right else 0
            return int(self.bubble.left()) + m.BUBBLE_X + beyond
        return m.THOUGHT_INDENT if index < self.thoughts and not self.is_mirrored else 0

    def leaf_width(self, index: int) -> int:
        if self.is_question:
            return self._inner
        return self.width - (m.THOUGHT_INDENT if index < self.thoughts else 0)

    def source_of(self, number: int, offset: int) -> Source | None:
        """The place in the Markdown that a leaf shows as it was written; None where it has been read."""
        in_thought = number < self.thoughts
        section = self._thought if in_thought else self._body
        if section is None or not (in_thought or self._before <= number < self._before + len(section.leaves)):
            return None
        place = section.source_of(number - (0 if in_thought else self._before), offset)
        return Source(in_thought, place) if place is not None else None

    def start_of(self, number: int) -> tuple[int, float]:
        """Where in the Markdown of the answer the block of a leaf begins, and which part of it is before that leaf."""
        return self._body.start_of(max(0, number - self._before)) if self._body is not None else (0, 0.0)

    def place_of(self, source: Source) -> tuple[int, int]:
        """The leaf that shows a place of the Markdown now, and how far into it that is."""
        section = self._thought if source.in_thought else self._body
        if section is None or (source.in_thought and not self.thoughts):
            return 0, 0
        number, offset = section.place_of(source.place)
        return number + (0 if source.in_thought else self._before), offset

    def is_growing(self, number: int) -> bool:
        """Whether words may still come into a leaf."""
        return self.entry.streaming and number in (self.last_written, self.thoughts - 1)

    @property
    def last_written(self) -> int:
        """The leaf at whose end an answer goes on: that of its last words, or its last picture where it has none."""
        words = len(self._body.leaves) if self._body is not None else 0
        return self._before + words - 1 if words else len(self.leaves) - 1

    def leaf_at(self, y: float) -> int:
        """The leaf at a height, or the nearest one."""
        return self._heights.at(y - self.top) if self.leaves else 0

    def between(self, top: float, bottom: float) -> Iterator[Placed]:
        """The leaves that are seen there."""
        number = self.leaf_at(top)
        edge = self.top + self._heights.top(number)
        for leaf in islice(self.leaves, number, None):
            if edge + leaf.gap >= bottom:
                return
            yield Placed(number, leaf, edge + leaf.gap)
            edge += self._heights[number]
            number += 1

    @property
    def _before(self) -> int:
        """How many leaves stand above the words themselves."""
        return self.thoughts + (len(self._enclosure.leaves) if self.is_question else 0)

    @property
    def _sections(self) -> tuple[Section | None, Section | None]:
        return self._thought, self._body

    @property
    def _inner(self) -> int:
        return min(m.BUBBLE, self.width) - 2 * m.BUBBLE_X

    @property
    def _is_snug(self) -> bool:
        return len(self.leaves) <= _SNUG_LEAVES and len(self.entry.text) <= _SNUG_LETTERS

    def _take(self) -> bool:
        """Whether these are other words than before, not just more of them."""
        if self._body is None or self._thought is None or self.is_notice:
            return False
        self._enclosure.take(self.entry)
        body = self._body.take(self.entry.text, not self.entry.streaming)
        thought = self._thought.take(self.entry.reasoning, not self.entry.streaming)
        return body or thought

    def _read(self, seconds: float) -> None:
        if self._body is None or self._thought is None:
            return
        thought = self._thought.read(seconds)
        body = self._body.read(seconds)
        if self.open_reasoning and thought is not None:
            self._show_sections(thought)
        elif body is not None:
            self._show_sections(self._before + body)
        if self._enclosure.is_new:
            self._show_sections(self.thoughts + (0 if self.is_question else len(self._body.leaves)))

    def _show_sections(self, changed: int) -> None:
        """Puts the leaves of thought and answer under each other; those from `changed` on are others."""
        if self._body is None or self._thought is None:
            return
        thought = self._thought.leaves if self.open_reasoning else []
        pictures = self._enclosure.leaves
        above, below = (pictures, []) if self.is_question else ([], pictures)
        self.thoughts = len(thought)
        self.leaves = [*thought, *above, *self._body.leaves, *below]
        self._heights.cut(self.thoughts if self._enclosure.is_new and above else changed)
        self._enclosure.is_new = False

    def _measure_anew(self) -> None:
        for leaf in self.leaves:
            leaf.width = 0
        self._heights = Heights()

    def _estimate(self, kit: Kit) -> None:
        for index in range(len(self._heights), len(self.leaves)):
            leaf = self.leaves[index]
            above = self.leaves[index - 1] if index else None
            leaf.gap = gap(above, leaf)
            leaf.face(kit.mirrored if above is None else above.mirrored)
            width = self.leaf_width(index)
            if leaf.width != width:
                leaf.height = leaf.estimate(kit, width)
            self._heights.append(leaf.gap + leaf.height)

    def _top(self, kit: Kit) -> int:
        if self.is_question:
            return m.BUBBLE_Y
        return kit.look.grown(m.CHIP) + m.CHIP_GAP if self.has_chip else 0

    def _add_up(self, kit: Kit) -> None:
        notice = kit.look.grown(m.NOTICE) + kit.look.room.turn_gap
        if self.is_notice:
            self.height = notice
            return
        if self.is_question:
            self._draw_bubble(kit)
        y = self.bottom + (m.BUBBLE_Y if self.is_question else 0)
        if not self.leaves and self.has_caret:
            y += kit.look.scaled(m.TEXT_LINE)
        if self.entry.card is not None:
            y += (m.BLOCK_GAP if self.leaves else 0) + self.card_height
        is_below = self.has_row and not self.row_is_before(kit)
        y += self.row_gap + kit.look.grown(m.ROW) if is_below else 0
        y += m.BELOW_QUIET if is_below and self.entry.is_quiet else kit.look.room.turn_gap
        self.divider_top = y
        self.height = y + (notice if self.entry.divider is not None else 0)

    def _draw_bubble(self, kit: Kit) -> None:
        needed = self._inner
        if self._is_snug:
            needed = min(needed, max([0, *(leaf.needed(kit) for leaf in self.leaves)]))
        across = needed + 2 * m.BUBBLE_X
        left = 0 if self.is_mirrored else self.width - across
        self.bubble = QRectF(left, 0, across, self.bottom + m.BUBBLE_Y)
