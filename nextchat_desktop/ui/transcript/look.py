"""Fonts, colours and the style of rich text for one palette and text size; it does not know turns or blocks."""

import math
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette, QPixmap, QTextCharFormat

from nextchat_desktop.markup.blocks import parted
from nextchat_desktop.markup.code import TokenClass
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.theme.icons import Icons
from nextchat_desktop.ui.theme.palette import Palette, is_dark
from nextchat_desktop.ui.theme.room import AS_DRAWN, Room
from nextchat_desktop.ui.theme.sizes import MONO_FAMILIES
from nextchat_desktop.ui.transcript import measures as m

_HEADINGS = ((22, 30), (19, 28), (17, 26), (15, 24), (14, 22), (13, 20))
_DRAWN = 15
_LARGEST_TITLE = 20


@dataclass(frozen=True)
class Look:
    """How everything in the transcript is dressed; another palette or size is another look."""

    palette: Palette
    size: int = _DRAWN
    room: Room = AS_DRAWN
    """That of the interface around the words: signs, buttons, hints and the heads of blocks have their size of it."""

    def scaled(self, pixels: float) -> int:
        return round(pixels * self.size / _DRAWN)

    def grown(self, pixels: float) -> int:
        """What holds signs or hints and is drawn so large at 100 %: it grows with the interface, not with the words."""
        return self.room.scaled(pixels)

    def color(self, name: str) -> QColor:
        return QColor(getattr(self.palette, name))

    @cached_property
    def icons(self) -> Icons:
        return Icons(resource("icons"), self.palette)

    @cached_property
    def body(self) -> QFont:
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.size)
        return font

    @cached_property
    def muted(self) -> QFont:
        font = QFont(self.body)
        font.setPixelSize(self.scaled(14))
        return font

    @cached_property
    def mono(self) -> QFont:
        font = QFont(self.body)
        font.setFamilies([*MONO_FAMILIES, *self.body.families()])
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(self.scaled(13))
        return font

    @cached_property
    def small(self) -> QFont:
        font = QFont(self.body)
        font.setPixelSize(self.scaled(12))
        return font

    @cached_property
    def title(self) -> QFont:
        """Of the head of a block, which is as high at every size of the words."""
        font = QFont(self.body)
        font.setPixelSize(min(self.scaled(12), self.grown(_LARGEST_TITLE)))
        return font

    @cached_property
    def text_palette(self) -> QPalette:
        return self._text_palette("text")

    @cached_property
    def muted_palette(self) -> QPalette:
        return self._text_palette("text_2")

    def _text_palette(self, name: str) -> QPalette:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self.color(name))
        return palette

    @cached_property
    def token_formats(self) -> dict[TokenClass, QTextCharFormat]:
        classes: tuple[TokenClass, ...] = ("keyword", "string", "number", "comment")
        return {name: self._coloured(name) for name in classes}

    def _coloured(self, name: str) -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setForeground(self.color(name))
        return chars

    @cached_property
    def selected(self) -> QTextCharFormat:
        """Whatever colour the letters have otherwise, they can be read on this ground."""
        chars = QTextCharFormat()
        chars.setBackground(self.color("selection"))
        chars.setForeground(self.color("text"))
        return chars

    def found(self, current: bool) -> QTextCharFormat:
        """A place that the reader looks for; the `current` one stands out."""
        return self._found[current]

    @cached_property
    def _found(self) -> tuple[QTextCharFormat, QTextCharFormat]:
        other, current = QTextCharFormat(), QTextCharFormat()
        other.setBackground(self.color("search_hit"))
        other.setForeground(self.color("text"))
        current.setBackground(self.color("accent"))
        current.setForeground(self.color("on_accent"))
        return other, current

    @cached_property
    def inline_code(self) -> QColor:
        """The ground of code within a line; that of code blocks could not be seen on a dark page."""
        return QColor(self.palette.selected if is_dark(self.palette) else self.palette.code_head)

    @cached_property
    def strong(self) -> QFont:
        return _weighted(self.body)

    @cached_property
    def table_head(self) -> QFont:
        font = _weighted(self.body)
        font.setPixelSize(self.scaled(13))
        return font

    @cached_property
    def code_extent(self) -> tuple[float, float]:
        """How far code reaches above and below its baseline."""
        metrics = QFontMetricsF(self.mono)
        return metrics.ascent(), metrics.descent()

    def heading(self, level: int) -> QFont:
        font = _weighted(self.body)
        font.setPixelSize(self.scaled(_HEADINGS[level - 1][0]))
        return font

    def heading_line(self, level: int) -> int:
        """The height of a line of such a heading."""
        return self.scaled(_HEADINGS[level - 1][1])

    def marker_indent(self, marker: str) -> int:
        """How far a bullet, box, number or label pushes in what stands beside it."""
        if len(marker) == 1:
            return self.scaled(m.ITEM_INDENT)
        if marker not in self._marker_indents:
            self._marker_indents[marker] = self._words_indent(marker)
        return self._marker_indents[marker]

    @cached_property
    def _marker_indents(self) -> dict[str, int]:
        return {}

    def _words_indent(self, marker: str) -> int:
        """Numbers of one figure and of two push it equally far, so that they can stand in one list."""
        sign, box = parted(marker)
        across = QFontMetricsF(self.body).horizontalAdvance
        widest = self.scaled(m.WIDEST_MARKER)
        room = self.scaled(m.BOX) + self.scaled(m.MARKER_GAP) if box else 0
        return math.ceil(min(widest, max(across(sign), across("00.")))) + self.scaled(m.MARKER_GAP) + room

    @cached_property
    def signs(self) -> dict[tuple[str, int, float], QPixmap]:
        """What was drawn of avatars: each by its letters, the side of its square and the scale of the screen."""
        return {}

    @property
    def code_line(self) -> int:
        return self.scaled(20)

    @cached_property
    def mono_advance(self) -> float:
        """The width of a letter of code."""
        return QFontMetricsF(self.mono).horizontalAdvance("0" * 64) / 64

    @cached_property
    def wide_advance(self) -> float:
        """The width of a Chinese letter in code, which may come from another face."""
        return QFontMetricsF(self.mono).horizontalAdvance("中" * 64) / 64


def _weighted(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
