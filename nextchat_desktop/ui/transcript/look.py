"""Fonts, colours and the style of rich text for one palette and text size; it does not know turns or blocks."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QTextCharFormat

from nextchat_desktop.markup.code import TokenClass
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.sizes import MONO_FAMILIES

LINE = 1.6
_HEADINGS = ((1, 22, 30), (2, 19, 28), (3, 17, 26), (4, 15, 24), (5, 15, 24), (6, 15, 24))
_DRAWN = 15


@dataclass(frozen=True)
class Look:
    """How everything in the transcript is dressed; another palette or size is another look."""

    palette: Palette
    size: int = _DRAWN

    def scaled(self, pixels: float) -> int:
        return round(pixels * self.size / _DRAWN)

    def color(self, name: str) -> QColor:
        return QColor(getattr(self.palette, name))

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
        chars = QTextCharFormat()
        chars.setBackground(self.color("selection"))
        return chars

    @cached_property
    def style(self) -> str:
        """The style sheet of the rich text."""
        p = self.palette
        families = ", ".join(f"'{family}'" for family in self.mono.families())
        mono = f"font-family: {families}; font-size: {self.scaled(13)}px; background-color: {p.code_head};"
        line = f"line-height: {round(self.size * LINE)}px;"
        cell = f"padding: 6px 12px 6px 0; border-bottom: 1px solid {p.line};"
        return "\n".join(
            (
                f"p {{ margin: 0 0 {self.scaled(10)}px 0; {line} }}",
                f"ul, ol {{ margin: 0; }} li {{ margin: 0 0 2px 0; {line} }}",
                f"a {{ color: {p.accent}; text-decoration: none; }}",
                f"code, pre {{ {mono} }} pre {{ margin: 4px 0 10px 0; }}",
                f"blockquote {{ margin: 4px 0 4px 16px; color: {p.text_2}; }}",
                f"td {{ {cell} }} th {{ {cell} color: {p.text_2}; text-align: left; }}",
                *(self._heading(*heading) for heading in _HEADINGS),
            )
        )

    def _heading(self, level: int, size: int, line: int) -> str:
        sizes = f"font-size: {self.scaled(size)}px; line-height: {self.scaled(line)}px;"
        return f"p.h{level} {{ {sizes} font-weight: 600; margin: 6px 0; }}"
