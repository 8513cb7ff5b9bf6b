"""Which words of a leaf are looked for, and where they are; it does not know how they are painted."""

from collections.abc import Iterator, Sequence

from nextchat_desktop.markup.blocks import OBJECT, Block, Marks, Run
from nextchat_desktop.markup.finding import Query, occurrences
from nextchat_desktop.ui.transcript.found import Range
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import units

_KEPT = 20_000
_IN_RUNS = ("text", "heading", "row")


class LeafFinds:
    """The places of one query in leaves, kept as long as their words stay the same."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self._known: dict[int, tuple[str, Sequence[Range]]] = {}

    def places(self, leaf: Leaf) -> Sequence[Range]:
        text = leaf.text
        known = self._known.get(leaf.serial)
        if known is None or known[0] != text:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[leaf.serial] = text, self._look(leaf.block, text)
        return known[1]

    def _look(self, block: Block, text: str) -> Sequence[Range]:
        if block.kind not in _IN_RUNS or OBJECT not in text:
            return _in_units(text, occurrences(self.query, text))
        words, formulas = _with_formulas(block)
        return _in_units(text, list(_shortened(occurrences(self.query, words), formulas)))


def _with_formulas(block: Block) -> tuple[str, list[Range]]:
    """The words with the source of every formula, and the places of those."""
    rows = [cell.runs for cell in block.cells] if block.kind == "row" else [block.runs]
    words: list[str] = []
    formulas: list[Range] = []
    length = 0
    for run in _in_line(rows):
        if Marks.FORMULA in run.marks:
            formulas.append((length, len(run.text)))
        words.append(run.text)
        length += len(run.text)
    return "".join(words), formulas


def _in_line(rows: Sequence[tuple[Run, ...]]) -> Iterator[Run]:
    for number, runs in enumerate(rows):
        if number:
            yield Run("\t")
        yield from runs


def _shortened(places: Sequence[Range], formulas: Sequence[Range]) -> Iterator[Range]:
    """The same places where each formula is one character; one that is touched is found whole, and once."""
    done = 0
    for start, length in places:
        first, last = _place(start, formulas), _place(start + length - 1, formulas) + 1
        if first >= done:
            yield first, last - first
            done = last


def _place(at: int, formulas: Sequence[Range]) -> int:
    """Where a character is then."""
    more = 0
    for start, length in formulas:
        if at < start:
            break
        if at < start + length:
            return start - more
        more += length - 1
    return at - more


def _in_units(text: str, places: Sequence[Range]) -> Sequence[Range]:
    """Characters beyond the usual planes count as two."""
    if not places or units(text) == len(text):
        return places
    counted: list[Range] = []
    at = length = 0
    for start, count in places:
        first = length + units(text[at:start])
        at, length = start + count, first + units(text[start : start + count])
        counted.append((first, length - first))
    return counted
