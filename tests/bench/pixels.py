"""How far what is on screen has moved, told from the pictures alone. It knows nothing of scroll bars or texts."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

_LEFT, _RIGHT = 0.13, 0.40
"""The strip that is looked at: text, but neither buttons nor the bubbles of questions."""

_ENOUGH = 12
"""Rows of pixels that must agree."""


def rows_of(widget: QWidget) -> list[bytes]:
    """The rows of pixels of a strip."""
    image = widget.grab().toImage()
    first, last = (round(image.width() * part) * image.depth() // 8 for part in (_LEFT, _RIGHT))
    pixels, across = image.constBits(), image.bytesPerLine()
    return [bytes(pixels[y * across + first : y * across + last]) for y in range(image.height())]


def moved(before: Sequence[bytes], after: Sequence[bytes]) -> int | None:
    """Pixels downwards by which most of what can be told apart has moved. None if too little can."""
    old, new = _distinct(before), _distinct(after)
    votes = Counter(new[row] - y for row, y in old.items() if row in new)
    move, count = votes.most_common(1)[0] if votes else (0, 0)
    return move if count >= _ENOUGH else None


def _distinct(rows: Sequence[bytes]) -> dict[bytes, int]:
    """Where each row is that looks like no other."""
    seen = Counter(rows)
    return {row: y for y, row in enumerate(rows) if seen[row] == 1}
