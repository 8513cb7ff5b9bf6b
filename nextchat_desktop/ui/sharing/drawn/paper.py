"""Draws parts on pages: those of a PDF, or of a printer. It does not know what the parts are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from nextchat_desktop.interchange.pdf.finishing import Bookmark
from nextchat_desktop.ui.mirroring import side
from nextchat_desktop.ui.sharing.drawn.galley import Part, Place
from nextchat_desktop.ui.sharing.drawn.ink import PaperDrawings
from nextchat_desktop.ui.sharing.drawn.paging import Measured, Slice, paged
from nextchat_desktop.ui.sharing.drawn.steps import Steps
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.kit import Kit

MARGIN = 18.0
"""Millimetres around what is printed."""
_FOOT, _FOOT_LINE = 36, 20
"""Kept free at the foot of a page, and how high the line is that stands there."""
_LAID_OUT = 0.5
"""Which part of the work is done when all is laid out."""
_LETTER = ("US", "CA", "MX", "CO", "CL", "VE", "PH", "CR", "DO", "GT", "HN", "NI", "PA", "SV", "PR", "BZ")
_POINTS = 72.0


def usual_page(locale: QLocale | None = None) -> QPageSize:
    """The paper that people there have."""
    territory = QLocale.territoryToCode((locale or QLocale.system()).territory())
    return QPageSize(QPageSize.PageSizeId.Letter if territory in _LETTER else QPageSize.PageSizeId.A4)


def page_layout(size: QPageSize) -> QPageLayout:
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


class NoPages(Exception):
    """Nothing can be drawn there."""


@dataclass(slots=True)
class Printed:
    """What is known of pages once they have been drawn."""

    pages: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    drawn: list[list[str]] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)


class Paper:
    """`numbered` says which page it is of how many; `foot` stands beside that."""

    def __init__(self, device: QPagedPaintDevice, kit: Kit, foot: str, numbered: Callable[[int, int], str]) -> None:
        self._device = device
        self._kit = kit
        self._foot = foot
        self._numbered = numbered
        self._scale = device.width() / m.COLUMN
        self._room = int(device.height() / self._scale) - _FOOT
        self.printed = Printed()

    def draw(self, parts: Sequence[Part], wanted: Collection[int] = ()) -> Steps:
        """`wanted` are the numbers of the pages, from 1 on; none for all. Raises NoPages."""
        measured: list[Measured] = []
        places: list[list[Place]] = []
        for number, part in enumerate(parts):
            for step in part.lay_out(self._kit, m.COLUMN):
                yield None if step is None else _LAID_OUT * number / len(parts)
            measured.append(Measured(part.height, part.cuts(), part.gap, part.begins_page, part.leads))
            places.append(part.places())
            self.printed.letters.update(part.words())
            part.forget()
        pages = paged(measured, self._room)
        yield _LAID_OUT
        self._note_places(places, pages)
        painter = QPainter()
        if not painter.begin(self._device):
            raise NoPages
        try:
            yield from self._paint(painter, parts, pages, wanted)
        finally:
            painter.end()
        return ""

    def _paint(
        self, painter: QPainter, parts: Sequence[Part], pages: Sequence[Sequence[Slice]], wanted: Collection[int]
    ) -> Iterator[float | None]:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        for number, slices in enumerate(pages, 1):
            if wanted and number not in wanted:
                continue
            if self.printed.pages:
                self._device.newPage()
            self.printed.pages += 1
            for slice in slices:
                yield from self._paint_slice(painter, parts[slice.number], slice)
                yield _LAID_OUT + (1 - _LAID_OUT) * number / len(pages)
            self._paint_foot(painter, self._numbered(number, len(pages)))
            drawings = self._kit.drawings
            self.printed.drawn.append(drawings.take_painted() if isinstance(drawings, PaperDrawings) else [])

    def _paint_slice(self, painter: QPainter, part: Part, slice: Slice) -> Iterator[float | None]:
        yield from part.ready(self._kit)
        painter.save()
        painter.translate(0, slice.y - slice.top)
        part.paint(painter, self._kit, slice.top, slice.bottom)
        painter.restore()
        if slice.bottom >= part.height:
            part.release()

    def _paint_foot(self, painter: QPainter, number: str) -> None:
        look = self._kit.look
        line = QRectF(0, self._room + _FOOT - _FOOT_LINE, m.COLUMN, _FOOT_LINE)
        metrics = QFontMetricsF(look.small)
        room = line.width() - metrics.horizontalAdvance(number) - 2 * _FOOT_LINE
        foot = metrics.elidedText(self._foot, Qt.TextElideMode.ElideRight, room)
        painter.setFont(look.small)
        painter.setPen(look.color("text_3"))
        at_right = self._kit.mirrored
        for words, where in ((foot, side(at_right)), (number, side(not at_right))):
            painter.drawText(line, int(where | Qt.AlignmentFlag.AlignVCenter), words)
        self.printed.letters.update(f"{foot}{number}")

    def _note_places(self, places: Sequence[Sequence[Place]], pages: Sequence[Sequence[Slice]]) -> None:
        """Bookmarks, in points from the lower edge of the page."""
        layout, per_pixel = self._device.pageLayout(), self._scale * _POINTS / self._device.logicalDpiY()
        top = layout.fullRectPoints().height() - layout.marginsPoints().top()
        for page, slices in enumerate(pages):
            for slice in (one for one in slices if not one.again):
                for place in places[slice.number]:
                    if slice.top <= place.y < slice.bottom:
                        y = top - (slice.y + place.y - slice.top) * per_pixel
                        self.printed.bookmarks.append(Bookmark(place.title, place.level, page, y))
