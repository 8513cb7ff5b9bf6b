"""Opens pictures and diagrams of a conversation in windows of their own, copies them and keeps them in files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.pictures import file_name, suffix_of
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
        view.picture_copy_asked.connect(self.copy_picture)
        view.picture_save_asked.connect(self.save_picture)
        view.diagram_opened.connect(self.open_diagram)
        view.diagram_save_asked.connect(self.save_diagram)

    def open_picture(self, address: str, name: str) -> None:
        shown = self._view.kit.gallery.pictures.shown(address)
        self._read(address, name, shown.pixmap.toImage() if shown is not None else QImage(), self._on_read)

    def copy_picture(self, address: str) -> None:
        """As large as it is, whatever is seen of it."""
        self._read(address, "", QImage(), self._on_read_to_copy)

    def save_picture(self, address: str, name: str) -> None:
        """Byte for byte as it is kept."""
        self._read(address, name, QImage(), self._on_read_to_save)

    def open_diagram(self, source: str) -> None:
        easel = self._easel(source)
        if easel is not None:
            size = QSize(round(easel.diagram.width), round(easel.diagram.height))
            picture = Picture(size, easel.render, self._words("diagram.name"), easel.first, plain=True)
            self.open_window(picture, _formats(easel))

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

    def _read(self, address: str, name: str, first: QImage, deliver: Callable[[_Read | None], None]) -> None:
        pictures, decoder = self._view.kit.gallery.pictures, self._view.kit.gallery.decoder
        if decoder is not None:
            decoder.run(partial(_read, pictures.reader(address), name, first), deliver, self)

    def _on_read(self, read: _Read | None) -> None:
        if read is not None:
            self.open_window(read.picture, (_as_it_is(read.data),))

    def _on_read_to_copy(self, read: _Read | None) -> None:
        decoder = self._view.kit.gallery.decoder
        if decoder is not None and read is not None:
            decoder.run(partial(read.picture.render, 1.0), self._on_copied, self)

    def _on_copied(self, image: QImage | None) -> None:
        if image is not None:
            QGuiApplication.clipboard().setImage(image)
            self.told.emit(self._words("transcript.copied"))

    def _on_read_to_save(self, read: _Read | None) -> None:
        words = self._words
        if read is not None:
            name = file_name(Path(read.picture.name).stem) or words("viewer.file_name")
            ask_where(self._around, words("viewer.save_title"), name, (_as_it_is(read.data),), self._on_file_chosen)

    def open_window(self, picture: Picture, formats: tuple[SaveFormat, ...]) -> None:
        """One of its own, with what it can be kept as."""
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


def _read(read: Callable[[], bytes | None], name: str, first: QImage) -> _Read | None:
    """On a thread: a large drawing takes a moment to read."""
    data = read() or b""
    picture = picture_of(data, name, first)
    return _Read(picture, data) if picture is not None else None


def _as_it_is(data: bytes) -> SaveFormat:
    suffix = suffix_of(data)
    return SaveFormat(suffix, suffix.upper(), lambda: data)


def _formats(easel: Easel) -> tuple[SaveFormat, ...]:
    return SaveFormat("svg", "SVG", easel.svg), SaveFormat("png", "PNG", easel.png)


def _kept(path: str, format: SaveFormat) -> str:
    """Why it could not be written; empty when it was. On a thread."""
    try:
        return written(path, format)
    except NotDrawn as failed:
        return str(failed)
