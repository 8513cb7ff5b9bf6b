"""Breaks a sentence into the few lines there is room for. It knows nothing of what the sentence is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def fitting_lines(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """At most so many lines of this width in pixels; the last ends in … where there is more."""
    rest = " ".join(text.split())
    lines: list[str] = []
    while rest and len(lines) < most - 1:
        end = _first_line(rest, font, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return (*lines, last) if rest else tuple(lines)


def _first_line(text: str, font: QFont, width: int) -> int:
    """Where the first line ends: as Qt breaks lines, in Chinese between any two signs."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(width, 1))
    layout.endLayout()
    return max(line.textLength(), 1)
