"""Which way paragraphs, lists and tables go; it does not lay them out."""

from collections.abc import Iterable, Iterator, Sequence

from nextchat_desktop.core.directions import goes_left, has_right_to_left
from nextchat_desktop.markup.blocks import Block, Marks, Run

_APART = Marks.CODE | Marks.FORMULA
"""What stands in a sentence without being one of its words."""
_LOOKED_AT = 200


def runs_go_left(runs: Sequence[Run]) -> bool | None:
    """Whether a paragraph begins at the right; None where no letter says so. Code and formulas in it decide nothing."""
    return goes_left("".join(run.text[:_LOOKED_AT] for run in runs if not run.marks & _APART))


def most_go_left(cells: Iterable[Sequence[Run]]) -> bool | None:
    """Whether more of them do than do not; None where as many do."""
    senses = [sense for runs in cells if (sense := runs_go_left(runs)) is not None]
    lefts = sum(senses)
    return None if 2 * lefts == len(senses) else 2 * lefts > len(senses)


def block_goes_left(block: Block) -> bool | None:
    """The same of any block; code tells nothing."""
    if block.cells:
        return most_go_left(cell.runs for cell in block.cells)
    return runs_go_left(block.runs) if block.runs else goes_left(block.code if block.kind == "plain" else "")


def has_leftward(blocks: Iterable[Block]) -> bool:
    """Whether any of their words goes from right to left."""
    return any(map(has_right_to_left, _texts(blocks)))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from (run.text for run in block.runs)
        yield from (run.text for cell in block.cells for run in cell.runs)
        yield block.code if block.kind == "plain" else ""
