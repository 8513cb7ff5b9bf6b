"""Which way paragraphs and tables go; it does not lay them out."""

from collections.abc import Iterable, Sequence

from nextchat_desktop.core.directions import goes_left
from nextchat_desktop.markup.blocks import Marks, Run

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
