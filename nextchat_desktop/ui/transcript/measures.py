"""The distances of the transcript and guesses of heights not yet measured; pure numbers, it knows nothing of Qt."""

COLUMN = 760
SIDE = 20
TOP, BOTTOM = 16, 24
TURN_GAP = 18
BLOCK_GAP = 12
HEADING_GAPS = (30, 26, 20, 18, 18, 18)
"""Above headings, by their level."""
BUBBLE, BUBBLE_X, BUBBLE_Y, BUBBLE_RADIUS = 600, 14, 10, 14
CODE_HEAD, CODE_RADIUS = 32, 10
CHIP, CHIP_GAP = 28, 12
THOUGHT_INDENT = 16
FOLD = 32
NARROWEST_TEXT = 40
ROW, ROW_GAP = 28, 6
QUIET_GAP, BELOW_QUIET = 0, 6
"""Above and below buttons that are mostly not seen, where there is no room for them before the bubble."""
BEFORE_BUBBLE, QUIET_LEFT = 216, 4
"""So much room they need there."""
BESIDE = 34
"""Where the boxes of turns that can be chosen begin, before the column."""
BOX_SIDE = 22
AVATAR, SMALL_AVATAR = 22, 18
"""The sides of an emoji beside a turn, and of one that has no room there."""
AVATAR_GAP, AVATAR_EDGE = 8, 2
"""From it to the turn, and at least to the edge of the view."""
ROW_INDENT = 8
"""Buttons reach so far beyond the column, so that their signs are in line with the text."""
NOTICE = 28
FIRST_BASELINE, HEAD_BASELINE = 30, 21
"""Of pictures, and of frames with a head."""
BAR = 10
"""The height of a sideways scroll bar."""
RULE = 9
OVERHANG = 2
"""Letters may reach so far out of their place."""
CARET = 2
NARROWEST = 200


TIGHT_GAP, CUT_GAP = 3, 0
QUOTE_INDENT, ITEM_INDENT, MARKER_GAP, WIDEST_MARKER = 16, 24, 7, 120
BOX = 13
"""Of a task, along a side."""
TEXT_LINE, CJK_LINE, CODE_LINE, HEAD_LINE = 24, 26, 20, 20
CODE_X, CODE_Y = 12, 10
"""From the frame of a code block to its text."""
CELL_X, CELL_Y = 12, 4
WIDEST_CELL, NARROWEST_CELL = 360, 120
TALLEST_PICTURE = 420
TALLEST_KEPT = 600
"""Of the pictures of an answer, which are what was asked for."""
TALLEST_OWN = 320
"""Of a single picture of the reader's own; several are squares."""
TILE, TILE_GAP, TILE_RADIUS = 150, 8, 8
UNKNOWN_PICTURE = 300
"""The sides of the room for a picture whose size is not known yet."""


def column_width(viewport: int) -> int:
    return max(NARROWEST, min(COLUMN, viewport - 2 * SIDE))


def column_left(around: int, width: int, before: int = 0) -> int:
    """In the middle of everything, the scroll bar included, so that it does not move when that comes.

    It counts from where so much of everything ends `before` it.
    """
    return max(SIDE, (around - width) // 2 - before)


def estimated_height(text: str, width: int, size: int) -> int:
    """A guess for a turn nobody has looked at; it is replaced before it is shown."""
    letters = max(20.0, width / (size * 0.55))
    lines = 1.3 * len(text) / letters + 1
    return int(lines * size * 1.6) + ROW + TURN_GAP


def text_height(text: str, width: int, size: int) -> int:
    """A guess for a paragraph."""
    letters = max(5.0, width / (size * 0.5))
    wide = 0 if text.isascii() else (len(text.encode("utf-8", "replace")) - len(text)) // 2
    lines = (len(text) + wide) / letters + text.count("\n") + 0.5
    return max(1, round(lines)) * round(size * TEXT_LINE / 15)
