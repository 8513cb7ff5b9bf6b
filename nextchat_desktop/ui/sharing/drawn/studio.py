"""Everything that draws a conversation, under one name: it is told what, and where to. It knows no window."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QPagedPaintDevice, QPageSize

from nextchat_desktop.engine.sayings import note_of, sayings_of
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.sharing.drawn.copying import copied_page, copied_picture, tallest
from nextchat_desktop.ui.sharing.drawn.ink import PaperDrawings, PaperLook
from nextchat_desktop.ui.sharing.drawn.lent import LentPictures
from nextchat_desktop.ui.sharing.drawn.paper import NoPages, Paper, usual_page
from nextchat_desktop.ui.sharing.drawn.parts import Parts, Sheet
from nextchat_desktop.ui.sharing.drawn.pdf import About, pdf
from nextchat_desktop.ui.sharing.drawn.steps import Outcome, Refused, Steps
from nextchat_desktop.ui.sharing.drawn.tall import Dress, png
from nextchat_desktop.ui.sharing.drawn.web import Web, written
from nextchat_desktop.ui.sharing.drawn.work import Work
from nextchat_desktop.ui.sharing.troubles import not_written
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.warming import Warming
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words

__all__ = ["Dress", "Outcome", "Sheet", "Studio", "Work"]

_TALL = 30_000
"""Pixels; a picture that is higher cannot be opened by every program."""
_PAPER_SCALE = 2.0
"""Pictures on paper have so many pixels to a point."""


class Studio(QObject):
    """Makes works, each of which draws one conversation when it is started. Once it is gone they are, too."""

    def __init__(
        self,
        words: Words,
        gallery: Gallery,
        avatars: Avatars | None = None,
        parent: QObject | None = None,
        paper: QPageSize | None = None,
    ) -> None:
        """`gallery` lends what it has of pictures; `paper` is the usual one where none is said."""
        super().__init__(parent)
        self._words = words
        self._gallery = gallery
        self._paper = paper
        self._parser = make_parser()
        self._warming = Warming(gallery.decoder, self)
        self._parts = Parts(words, self._parser, self._warming, avatars or Avatars())

    def pdf(self, sheet: Sheet, path: str) -> Work:
        return self._work(partial(self._pdf, sheet, path), path)

    def png(self, sheet: Sheet, path: str, dress: Dress) -> Work:
        return self._work(partial(self._png, sheet, path, dress), path)

    def print_to(self, sheet: Sheet, printer: QPagedPaintDevice, pages: Collection[int] = ()) -> Work:
        """On what the system's dialog has set; `pages` are the numbers of those that are wanted, none for all."""
        return self._work(partial(self._print, sheet, printer, pages))

    def page(self, sheet: Sheet, path: str) -> Work:
        return self._work(partial(self._page_written, sheet, path), path)

    def copy_picture(self, sheet: Sheet, dress: Dress) -> Work:
        return self._work(partial(self._picture_copied, sheet, dress))

    def copy_page(self, sheet: Sheet) -> Work:
        """As rich text; what takes none gets it plain."""
        return self._work(partial(self._page_copied, sheet))

    def _pdf(self, sheet: Sheet, path: str) -> Steps:
        parts, language = self._parts, self._words.language.replace("_", "-")
        about = About(parts.title(sheet), parts.authors(sheet), language)
        with _hung(self._kit(PaperLook(LIGHT), _PAPER_SCALE, sheet)) as kit:
            return (yield from pdf(path, parts.of(sheet), kit, about, self._paper or usual_page(), self._numbered))

    def _print(self, sheet: Sheet, printer: QPagedPaintDevice, pages: Collection[int]) -> Steps:
        with _hung(self._kit(PaperLook(LIGHT), _PAPER_SCALE, sheet)) as kit:
            paper = Paper(printer, kit, self._parts.title(sheet), self._numbered)
            try:
                return (yield from paper.draw(self._parts.of(sheet), pages))
            except NoPages:
                raise Refused(self._words("drawn.printer_refused")) from None

    def _png(self, sheet: Sheet, path: str, dress: Dress) -> Steps:
        parts = self._parts.of(sheet, has_signs=dress.card)
        with _hung(self._dressed(sheet, dress)) as kit:
            return (yield from png(path, parts, kit, dress, self._told_tall))

    def _picture_copied(self, sheet: Sheet, dress: Dress) -> Steps:
        parts = self._parts.of(sheet, has_signs=dress.card)
        too_tall = self._words("drawn.too_tall", height=whole(self._words, tallest(dress)))
        with _hung(self._dressed(sheet, dress)) as kit:
            return (yield from copied_picture(parts, kit, dress, too_tall))

    def _page_written(self, sheet: Sheet, path: str) -> Steps:
        with _hung(self._kit(Look(LIGHT), 1.0, sheet)) as kit:
            return (yield from written(path, self._pieces(sheet, kit), _turns(sheet)))

    def _page_copied(self, sheet: Sheet) -> Steps:
        sayings = sayings_of(self._words)
        with _hung(self._kit(Look(LIGHT), 1.0, sheet)) as kit:
            return (yield from copied_page(sheet.told, sayings, self._pieces(sheet, kit), _turns(sheet)))

    def _pieces(self, sheet: Sheet, kit: Kit) -> Iterator[str | None]:
        web = Web(self._parser, kit, self._warming, sheet.pictures)
        return web.pieces(sheet.told, sayings_of(self._words), note_of(self._words.bare, sheet.headed))

    def _dressed(self, sheet: Sheet, dress: Dress) -> Kit:
        return self._kit(Look(DARK if dress.dark else LIGHT), dress.scale, sheet)

    def _kit(self, look: Look, scale: float, sheet: Sheet) -> Kit:
        lender = self._gallery
        decoder = lender.decoder if sheet.pictures else None
        pictures, diagrams = LentPictures(decoder, lender.pictures), Diagrams(lender.decoder)
        gallery = replace(lender, pictures=pictures, diagrams=diagrams, decoder=decoder)
        return Kit(look, PaperDrawings(), gallery, scale, wrap_code=True, fits=True, mirrored=is_mirrored())

    def _work(self, make: Callable[[], Steps], path: str = "") -> Work:
        return Work(make, partial(not_written, self._words), self, path)

    def _numbered(self, page: int, pages: int) -> str:
        return self._words("drawn.page", page=page, pages=pages)

    def _told_tall(self, height: int) -> str:
        return self._words("drawn.very_tall", height=whole(self._words, height)) if height > _TALL else ""


@contextmanager
def _hung(kit: Kit) -> Iterator[Kit]:
    """Nobody waits any more for what is on its way when this is left."""
    try:
        yield kit
    finally:
        kit.gallery.close()


def _turns(sheet: Sheet) -> int:
    return len(sheet.told.messages) + len(sheet.told.context)
