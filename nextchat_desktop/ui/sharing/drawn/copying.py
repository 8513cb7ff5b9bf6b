"""Puts a drawn conversation on the clipboard: as a picture, bounded, or as rich text. It draws nothing itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.interchange.pages import TURN_END
from nextchat_desktop.interchange.png_rows import PngRows
from nextchat_desktop.interchange.transcripts import text
from nextchat_desktop.ui.sharing.drawn.galley import Part
from nextchat_desktop.ui.sharing.drawn.steps import Refused, Steps
from nextchat_desktop.ui.sharing.drawn.tall import Dress, drawn
from nextchat_desktop.ui.transcript.kit import Kit

MOST_PIXELS = 24_000_000
"""Of a picture that is copied: all of it lies in memory, there and wherever it is pasted."""
_PNG = "image/png"


def tallest(dress: Dress) -> int:
    """How high a picture that is copied may be, in pixels."""
    return MOST_PIXELS // (dress.ground.width * dress.scale)


def copied_picture(parts: Sequence[Part], kit: Kit, dress: Dress, too_tall: str) -> Steps:
    """Raises Refused, with `too_tall`, before it gets too large."""
    tiles: list[QImage] = []
    rows = PngRows(dress.ground.width * dress.scale, dress.scale)
    packed: list[bytes] = []

    def take(image: QImage) -> None:
        if rows.height + image.height() > tallest(dress):
            raise Refused(too_tall)
        packed.append(rows.rows(image.constBits(), image.bytesPerLine()))
        tiles.append(image)

    yield from drawn(parts, kit, dress.ground, dress.scale, take)
    whole = QImage(tiles[0].width(), rows.height, QImage.Format.Format_RGB32)
    yield from _put_together(whole, tiles)
    packed.append(rows.end())
    mime = QMimeData()
    mime.setImageData(whole)
    mime.setData(_PNG, rows.head() + b"".join(packed))
    QGuiApplication.clipboard().setMimeData(mime)
    return ""


def copied_page(told: Told, sayings: Sayings, pieces: Iterator[str | None], count: int) -> Steps:
    """As rich text. What takes none takes the words. `count` is how many turns there are."""
    html: list[str] = []
    turns = 0
    for piece in pieces:
        html.append(piece or "")
        turns += (piece or "").count(TURN_END)
        yield None if piece is None else min(1.0, turns / max(1, count))
    plain: list[str] = []
    for messages, context in (*(((), (each,)) for each in told.context), *(((each,), ()) for each in told.messages)):
        head = replace(told.head, title="" if plain else told.head.title)
        plain.append(text(Told(head, messages, context, told.thoughts), sayings))
        yield 1.0
    mime = QMimeData()
    mime.setHtml("".join(html))
    mime.setText("\n".join(plain))
    QGuiApplication.clipboard().setMimeData(mime)
    return ""


def _put_together(whole: QImage, tiles: Sequence[QImage]) -> Iterator[float]:
    painter, y = QPainter(whole), 0
    try:
        for tile in tiles:
            painter.drawImage(0, y, tile)
            y += tile.height()
            yield 1.0
    finally:
        painter.end()
