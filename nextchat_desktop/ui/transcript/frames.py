"""What several leaves look like together: the frame around code, the reach of a table. Pure geometry of a turn."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRectF

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.diagram_leaf import DiagramLeaf
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.turn import Placed, Turn
from nextchat_desktop.ui.transcript.unit import Unit

FRAMED = (CodeLeaf, DiagramLeaf)
"""Leaves that stand in a frame with a head."""
_FAR = 40
"""So far beyond the view the frame of something longer is taken to go on."""


class Frame(NamedTuple):
    """The visible leaves of one owner, in the coordinates of the turn.

    `whole` reaches beyond the view where the owner does. `head` and `bar` stay in view as long as anything of it is.
    """

    unit: Unit
    owner: object
    whole: QRectF
    head: QRectF
    bar: QRectF
    has_head: bool


def frames(turn: Turn, placed: Sequence[Placed], seen: QRectF, look: Look) -> Iterator[Frame]:
    for _, group in groupby(placed, key=lambda each: each.leaf.unit.owner if each.leaf.unit is not None else None):
        leaves = list(group)
        unit = leaves[0].leaf.unit
        if unit is not None and unit.is_framed:
            yield _frame(turn, unit, leaves, seen, look.grown(m.CODE_HEAD))


def _frame(turn: Turn, unit: Unit, leaves: list[Placed], seen: QRectF, high: int) -> Frame:
    """With a head so `high`, if it has one."""
    first, last = leaves[0], leaves[-1]
    left = turn.leaf_left(first.number)
    top, bottom = float(first.top), float(last.top + last.leaf.height)
    if first.leaf.joins:
        top -= _FAR + high
    if isinstance(last.leaf, FRAMED) and not last.leaf.is_last:
        bottom += _FAR
    start, across = (first.leaf.left, first.leaf.across) if isinstance(first.leaf, FRAMED) else (0, first.leaf.width)
    whole = QRectF(left + start, top, across, bottom - top)
    head_top = max(top, min(seen.top(), bottom - high - m.CODE_LINE))
    head = QRectF(whole.left(), head_top, whole.width(), high)
    has_head = isinstance(first.leaf, FRAMED)
    inset, lift = (m.CODE_RADIUS, 1) if has_head else (0, 0)
    bar_top = min(bottom, seen.bottom()) - m.BAR - lift
    bar = QRectF(whole.left() + inset, bar_top, whole.width() - 2 * inset, m.BAR)
    return Frame(unit, unit.owner, whole, head, bar, has_head)
