"""How things are drawn where nothing is fetched, shifted or unfolded any more: look, formulas and emoji for paper."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nextchat_desktop.markup.blocks import Marks, Run
from nextchat_desktop.markup.emoji import parted
from nextchat_desktop.markup.formulas import Formula
from nextchat_desktop.ui.transcript.drawings import INK, SIZE, Drawings, Drawn
from nextchat_desktop.ui.transcript.look import Look

_RENDERERS = 500
_LARGE = 72
"""Pixels of the letters that emoji are painted from."""


@dataclass(frozen=True)
class PaperLook(Look):
    """Letters stand where they are meant to, not where the pixels of a screen are."""

    @cached_property
    def body(self) -> QFont:
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


class PaperDrawings(Drawings):
    """Draws at once what is asked for, formulas as lines, emoji as pictures; notes in words what it has painted."""

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[str] = []
        self._renderers: OrderedDict[tuple[str, str], QSvgRenderer] = OrderedDict()
        self._emoji: dict[str, tuple[QPixmap, Drawn]] = {}
        self._mark = QPixmap.fromImage(_nothing())

    def formula(self, source: str) -> Drawn | None:
        if source in self._emoji:
            return self._emoji[source][1]
        drawn = super().formula(source)
        while drawn is None:
            self.step()
            drawn = super().formula(source)
        return drawn

    def parted(self, runs: Sequence[Run]) -> Sequence[Run]:
        if all(run.text.isascii() for run in runs):
            return runs
        return [piece for run in runs for piece in self._pieces(run)]

    def take_painted(self) -> list[str]:
        """The words for what was painted since they were last taken, in order."""
        painted, self._painted = self._painted, []
        return painted

    def paint(self, painter: QPainter, source: str, rect: QRectF, color: str, text_size: float) -> None:
        """With a mark of one pixel over it, by which it is found again."""
        drawn = self.formula(source)
        if drawn is None or drawn.picture is None:
            return
        if source in self._emoji:
            emoji, _ = self._emoji[source]
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, emoji, QRectF(emoji.rect()))
            painter.restore()
        else:
            self._renderer(source, drawn.picture, color).render(painter, rect)
        painter.drawPixmap(rect, self._mark, QRectF(self._mark.rect()))
        self._painted.append(source)

    def _pieces(self, run: Run) -> Iterator[Run]:
        if run.marks & (Marks.FORMULA | Marks.CODE | Marks.PICTURE):
            yield run
            return
        for text, is_emoji in parted(run.text):
            if is_emoji:
                self._draw_emoji(text)
            yield replace(run, text=text, marks=run.marks | Marks.FORMULA if is_emoji else run.marks)

    def _draw_emoji(self, emoji: str) -> None:
        if emoji in self._emoji:
            return
        font = QFont(QGuiApplication.font())
        font.setPixelSize(_LARGE)
        metrics, scale = QFontMetricsF(font), SIZE / _LARGE
        across, above, below = metrics.horizontalAdvance(emoji), metrics.ascent(), metrics.descent()
        picture = QPixmap(max(1, round(across)), max(1, round(above + below)))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(font)
        painter.drawText(QPointF(0, above), emoji)
        painter.end()
        room = Formula("", across * scale, (above + below) * scale, below * scale)
        self._emoji[emoji] = picture, Drawn(room)

    def _renderer(self, source: str, picture: Formula, color: str) -> QSvgRenderer:
        key = source, color
        if key not in self._renderers:
            self._renderers[key] = QSvgRenderer(QByteArray(picture.svg.replace(INK, color).encode()))
        self._renderers.move_to_end(key)
        while len(self._renderers) > _RENDERERS:
            self._renderers.popitem(last=False)
        return self._renderers[key]


def _nothing() -> QImage:
    nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
    nothing.fill(Qt.GlobalColor.transparent)
    return nothing
