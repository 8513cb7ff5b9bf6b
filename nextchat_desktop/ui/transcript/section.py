"""A Markdown text that may still be growing, as leaves; it does not know where they are placed."""

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.incremental import Blocks, IncrementalMarkdown, Update
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.markup.plain import without_pictures
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import characters, units
from nextchat_desktop.ui.transcript.trail import Trail
from nextchat_desktop.ui.transcript.unit import Unit
from nextchat_desktop.ui.transcript.units import PlainUnit, make_unit

PLAIN_BEYOND = 2_000_000
"""A finished text of more characters than this, pictures not counted, is shown as it was written: reading it would take
many seconds."""


class Section:
    """`take` is cheap and may be called for every piece; `read` does the work, once a frame.

    What has arrived and was not read yet is shown as it was written.
    """

    def __init__(self, parser: Parser, muted: bool = False, fold: int = 0) -> None:
        self._parser = parser
        self._muted = muted
        self._fold = fold
        self.leaves: list[Leaf] = []
        self._begin()

    def _begin(self) -> None:
        """Reads from the beginning; what is shown stays until it has been read."""
        self._markdown = IncrementalMarkdown(self._parser)
        self._trail = Trail()
        self._fed: int = 0
        self._text: str = ""
        self._units: list[Unit] = []
        self._settled: int = 0
        self._settled_leaves: int = 0
        self._piece_ends: list[int] = []
        self._unread: PlainUnit | None = None
        self._unread_from: int = 0
        self._final: bool = False
        self._stale: bool = False
        self._grew: bool = False

    def take(self, text: str, final: bool) -> bool:
        """The whole text as it is now; only what it grew by is read. Whether it has other words than before."""
        if len(text) == len(self._text) and final == self._final and text == self._text:
            return False
        is_other = not text.startswith(self._text)
        if self._final or is_other:
            self._begin()
        self._grew = not final or bool(self._text)
        if not self._text and final and len(text) > PLAIN_BEYOND and len(without_pictures(text)) > PLAIN_BEYOND:
            self._text, self._final, self._stale = text, True, True
            self._units = [PlainUnit(Block("plain", code=text), self._muted)]
            return is_other
        before = self._markdown.waiting
        self._markdown.feed(text[len(self._text) :])
        self._fed += self._markdown.waiting - before
        self._text = text
        self._final = final
        self._stale = True
        return is_other

    @property
    def is_behind(self) -> bool:
        """Whether there is something to read."""
        return self._stale

    @property
    def breaks_off(self) -> bool:
        """Whether what has been read does not end with an empty line."""
        return self._unread is not None and not self._words[: self._trail.read].endswith("\n\n")

    @property
    def blocks(self) -> list[Block]:
        """What it consists of, as far as it was read."""
        return [unit.block for unit in self._units]

    def read(self, seconds: float) -> int | None:
        """Works for about so long; the first leaf that is another now, None if none is. Something is shown at once."""
        if not self._stale or (seconds <= 0 and self.leaves):
            return None
        if self._units and not self._fed:  # it is shown as it was written
            self._stale = False
            self.gather()
            return 0
        changed = self._drop_unread()
        for update in self._markdown.updates(self._final, seconds):
            changed = min(changed, self._apply(update))
            self._trail.note(self._fed - self._markdown.waiting, len(self._units))
        self._stale = self._markdown.is_due(self._final)
        if not self._units:  # no word has come: what is shown is from before
            self.leaves.clear()
            changed = 0
        return min(changed, self._show_unread())

    def source_of(self, number: int, offset: int) -> int | None:
        """How far into the text a place in a leaf is; None where the text has been read."""
        if self._unread is None or number < self._read_leaves:
            return None
        number -= self._read_leaves
        return self._trail.read + self._unread.start(number) + characters(self._unread.leaves[number].text, offset)

    def start_of(self, number: int) -> tuple[int, float]:
        """How far into the text the block begins that a leaf belongs to, and which part of it is before that leaf."""
        for place, unit in enumerate(self._units):
            if number < len(unit.leaves):
                return self._trail.start_of(self._words, self._units, place), number / len(unit.leaves)
            number -= len(unit.leaves)
        return self._trail.read, 0.0

    def place_of(self, source: int) -> tuple[int, int]:
        """The leaf that shows a place of the text now, and how far into it that is."""
        if self._unread is not None and source >= self._trail.read:
            number, place = self._unread.at(source - self._trail.read)
            return self._read_leaves + number, units(self._unread.leaves[number].text[:place])
        if not self._units:
            return 0, 0
        number, place = self._trail.find(self._words, self._units, source)
        before = sum(len(unit.leaves) for unit in self._units[:number])
        for leaf in self._units[number].leaves[:-1]:
            if place <= len(leaf.text):
                break
            place -= len(leaf.text) + 1
            before += 1
        return before, units(self.leaves[before].text[: max(0, place)]) if before < len(self.leaves) else 0

    def gather(self) -> None:
        """Takes up the leaves anew, for some units show more or fewer."""
        self._drop_unread()
        self._gather(0, 0)
        self.leaves += self._unread.leaves if self._unread is not None else []
        self._settled_leaves = sum(len(unit.leaves) for unit in self._units[: self._settled])

    def release(self) -> None:
        """Lets everything go at once."""
        for unit in (*self._units, *([self._unread] if self._unread is not None else [])):
            unit.release()
        self.leaves.clear()
        self._begin()

    def forget(self) -> None:
        for leaf in self.leaves:
            leaf.forget()

    def _apply(self, update: Update) -> int:
        """The first leaf that is another now."""
        if update.appended is not None:
            return self._append(update.appended)
        changed = self._replace_open(update)
        self._settle()
        return min([changed, *[self._rerender(*each) for each in update.rerendered]])

    def _replace_open(self, update: Update) -> int:
        """Shows these pieces in the place of those that had not settled; the first leaf that is another now."""
        old, first = self._units[self._settled :], self._settled_leaves
        del self._units[self._settled :]
        same = 0
        for place, blocks in enumerate((*update.committed, *update.open)):
            settled = place < len(update.committed)
            for block in blocks:
                place_open = len(self._units) - self._settled
                known = old[place_open] if place_open < len(old) else None
                is_same = known is not None and known.block == block and not (settled and block.kind == "row")
                leaves = known.leaves if known is not None else []
                unit = self._unit(block, known, settled)
                same += is_same and unit is known and unit.leaves == leaves and same == place_open
                self._units.append(unit)
            if settled:
                self._piece_ends.append(len(self._units))
        self._gather(first, self._settled)
        return first + sum(len(unit.leaves) for unit in self._units[self._settled : self._settled + same])

    def _append(self, text: str) -> int:
        unit = self._units[-1]
        first = len(self.leaves) - len(unit.leaves)
        before = len(unit.leaves)
        unit.append(text)
        self.leaves[first:] = unit.leaves
        return first + max(0, before - 2)

    def _unit(self, block: Block, known: Unit | None, settled: bool) -> Unit:
        """The unit that showed it so far, if it can; else a new one."""
        above = self._units[-1] if self._units else None
        if known is not None and known.follows(above) and known.change(block, settled):
            unit = known
        else:
            unit = make_unit(block, above, self._muted, 0 if self._grew else self._fold)
        if settled:
            unit.settle()
        return unit

    def _gather(self, first_leaf: int, first_unit: int) -> None:
        del self.leaves[first_leaf:]
        for unit in self._units[first_unit:]:
            self.leaves += unit.leaves

    def _settle(self) -> None:
        end = self._piece_ends[-1] if self._piece_ends else 0
        self._settled_leaves += sum(len(unit.leaves) for unit in self._units[self._settled : end])
        self._settled = end

    def _rerender(self, piece: int, blocks: Blocks) -> int:
        """Shows a settled piece anew, of which a definition that came late makes other blocks."""
        start = self._piece_ends[piece - 1] if piece else 0
        old = self._units[start : self._piece_ends[piece]]
        below = self._units[self._piece_ends[piece] :]
        del self._units[start:]
        for place, block in enumerate(blocks):
            self._units.append(self._unit(block, old[place] if place < len(old) else None, settled=True))
        more = len(self._units) - start - len(old)
        self._units += below
        self._piece_ends[piece:] = [end + more for end in self._piece_ends[piece:]]
        self._settled += more
        first = sum(len(unit.leaves) for unit in self._units[:start])
        self._gather(first, start)
        self._settled_leaves = first + sum(len(unit.leaves) for unit in self._units[start : self._settled])
        return first

    @property
    def _words(self) -> str:
        """The text with the line breaks that are counted."""
        return self._text.replace("\r\n", "\n") if "\r" in self._text else self._text

    @property
    def _read_leaves(self) -> int:
        return len(self.leaves) - (len(self._unread.leaves) if self._unread is not None else 0)

    def _show_unread(self) -> int:
        """Puts what was not read below, as it was written."""
        first = len(self.leaves)
        unread = self._markdown.unread
        gone, self._unread_from = self._trail.read - self._unread_from, self._trail.read
        old = self._unread
        known = old.block.code[gone:] if old is not None else ""
        if old is not None and known and unread.startswith(known):
            if gone:
                old.drop(gone)
            old.append(unread[len(known) :])
        else:
            self._unread = PlainUnit(Block("plain", code=unread), self._muted) if unread else None
            if old is not None:
                old.release()
        if self._unread is not None:
            self.leaves += self._unread.leaves
        return first

    def _drop_unread(self) -> int:
        """Takes it away; it comes back below what has been read."""
        if self._unread is not None:
            del self.leaves[self._settled_leaves + sum(len(unit.leaves) for unit in self._units[self._settled :]) :]
        return len(self.leaves)
