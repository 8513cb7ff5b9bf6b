"""The distances of the transcript and guesses of heights not yet measured; pure numbers, it knows nothing of Qt."""

from dataclasses import dataclass

from nextchat_desktop.markup.blocks import Kind

COLUMN = 760
SIDE = 20
TOP, BOTTOM = 16, 24
TURN_GAP = 18
BLOCK_GAP = 12
HEADING_GAP = 20
BUBBLE, BUBBLE_X, BUBBLE_Y, BUBBLE_RADIUS = 600, 14, 10, 14
CODE_HEAD, CODE_RADIUS = 32, 10
CHIP, CHIP_GAP = 28, 12
ROW, ROW_GAP = 28, 6
ROW_INDENT = 13
"""Buttons reach so far beyond the column, so that their words are in line with the text."""
NOTICE = 28
BAR = 10
"""The height of a sideways scroll bar."""
RULE = 9
CARET = 2
NARROWEST = 200


@dataclass(frozen=True, slots=True)
class Insets:
    """The distance from the edges of a block to its text."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


_INSETS: dict[Kind, Insets] = {"code": Insets(12, CODE_HEAD + 10, 12, 10), "quote": Insets(16)}
_NONE = Insets()


def insets(kind: Kind) -> Insets:
    return _INSETS.get(kind, _NONE)


def column_width(viewport: int) -> int:
    return max(NARROWEST, min(COLUMN, viewport - 2 * SIDE))


def column_left(around: int, width: int) -> int:
    """In the middle of everything, the scroll bar included, so that it does not move when that comes."""
    return max(SIDE, (around - width) // 2)


def estimated_height(text: str, width: int, size: int) -> int:
    """A guess for a turn nobody has looked at; it is replaced before it is shown."""
    letters = max(20.0, width / (size * 0.55))
    lines = len(text) / letters + text.count("\n") * 0.6 + 1
    return int(lines * size * 1.6) + ROW + TURN_GAP
