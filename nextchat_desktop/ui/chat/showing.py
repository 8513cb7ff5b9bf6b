"""Opens pictures and diagrams of a conversation in windows of their own, and keeps diagrams in files."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.pictures import data_picture, suffix_of
from nextchat_desktop.markup.diagrams import NotDrawn
from nextchat_desktop.ui.chat.spoken import viewer_words
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.diagram_drawing import Easel
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.ui.viewer.picture import Picture, SaveFormat, picture_of
from nextchat_desktop.ui.viewer.saving import ask_where, written
from nextchat_desktop.words.catalogue import Words


class _Read(NamedTuple):
    picture: Picture
    data: bytes


class Showing(QObject):
    """`told` says that a file was written, `failed` why it was not."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, words: Words, theme: Theme, view: Transcript) -> None:
        super().__init__(view)
        self._words = words
        self._theme = theme
        self._view = view
        view.picture_opened.connect(self.open_picture)
        view.diagram_opened.connect(self.open_diagram)
        view.diagram_save_asked.connect(self.save_diagram)

    def open_picture(self, address: str, name: str) -> None:
        pictures, decoder = self._view.kit.gallery.pictures, self._view.kit.gallery.decoder
        shown = pictures.shown(address)
        if decoder is not None and shown is not None:
            work = partial(_read, address, pictures.data(address), name, shown.pixmap.toImage())
            decoder.run(work, self._on_read, self)

    def open_diagram(self, source: str) -> None:
        easel = self._easel(source)
        if easel is not None:
            size = QSize(round(easel.diagram.width), round(easel.diagram.height))
            picture = Picture(size, easel.render, self._words("diagram.name"), easel.first, plain=True)
            self._open(picture, _formats(easel))

    def save_diagram(self, source: str) -> None:
        easel, words = self._easel(source), self._words
        if easel is not None:
            title, name = words("diagram.save_title"), words("diagram.file_name")
            ask_where(self._around, title, name, _formats(easel), self._on_file_chosen)

    @property
    def _around(self) -> QWidget:
        return self._view.window()

    def _easel(self, source: str) -> Easel | None:
        kit = self._view.kit
        return kit.gallery.diagrams.easel(source, kit.look, kit.scale)

    def _on_read(self, read: _Read | None) -> None:
        if read is not None:
            suffix = suffix_of(read.data)
            self._open(read.picture, (SaveFormat(suffix, suffix.upper(), lambda: read.data),))

    def _open(self, picture: Picture, formats: tuple[SaveFormat, ...]) -> None:
        from nextchat_desktop.ui.viewer.window import PictureViewer  # no start of the program needs it

        decoder = self._view.kit.gallery.decoder
        if decoder is not None:
            PictureViewer(picture, formats, viewer_words(self._words), self._theme, decoder, self._around).show()

    def _on_file_chosen(self, path: str, format: SaveFormat) -> None:
        decoder = self._view.kit.gallery.decoder
        if decoder is not None:
            decoder.run(partial(_kept, path, format), partial(self._on_kept, Path(path).name), self)

    def _on_kept(self, name: str, reason: str) -> None:
        words = self._words
        if reason:
            self.failed.emit(words("viewer.not_saved", reason=reason))
        else:
            self.told.emit(words("viewer.saved", name=name))


def _read(address: str, data: bytes | None, name: str, first: QImage) -> _Read | None:
    """On a thread: a large drawing takes a moment to read."""
    data = data if data is not None else data_picture(address) or b""
    picture = picture_of(data, name, first)
    return _Read(picture, data) if picture is not None else None


def _formats(easel: Easel) -> tuple[SaveFormat, ...]:
    return SaveFormat("svg", "SVG", easel.svg), SaveFormat("png", "PNG", easel.png)


def _kept(path: str, format: SaveFormat) -> str:
    """Why it could not be written; empty when it was. On a thread."""
    try:
        return written(path, format)
    except NotDrawn as failed:
        return str(failed)
