"""Writes a PDF: pages are drawn into a file that nobody sees, finished, and kept where they are wanted."""

import errno
import mmap
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from PySide6.QtCore import QTemporaryFile
from PySide6.QtGui import QPageSize, QPdfWriter

from nextchat_desktop.interchange.pdf.finishing import Finish, finished
from nextchat_desktop.interchange.pdf.objects import is_whole
from nextchat_desktop.ui.sharing.drawn.galley import Part
from nextchat_desktop.ui.sharing.drawn.paper import Paper, page_layout
from nextchat_desktop.ui.sharing.drawn.steps import Steps, within
from nextchat_desktop.ui.sharing.drawn.whole_file import whole_file
from nextchat_desktop.ui.transcript.kit import Kit

_DPI = 1200
_DRAWN = 0.95
"""Which part of the work is done when all pages are drawn."""
_PIECE = 1 << 20
_CREATOR = "NextChat Desktop"


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself: `author` are the models, `language` is one as in `zh-CN`."""

    title: str
    author: str
    language: str


def pdf(
    path: str,
    parts: Sequence[Part],
    kit: Kit,
    about: About,
    size: QPageSize,
    numbered: Callable[[int, int], str],
) -> Steps:
    """`numbered` says which page it is of how many."""
    with whole_file(path) as file:
        drawing = QTemporaryFile()
        if not drawing.open():
            raise OSError(errno.EIO, drawing.errorString())
        writer = QPdfWriter(drawing)
        writer.setPageLayout(page_layout(size))
        writer.setResolution(_DPI)
        writer.setTitle(about.title)
        writer.setAuthor(about.author)
        writer.setCreator(_CREATOR)
        paper = Paper(writer, kit, about.title, numbered)
        yield from within(paper.draw(parts), 0, _DRAWN)
        if not drawing.flush() or not drawing.size():
            raise _full()
        printed = paper.printed
        finish = Finish(printed.letters, printed.drawn, printed.bookmarks, about.language)
        yield from _kept(drawing.fileName(), finish, file)
    return ""


def _kept(name: str, finish: Finish, file: BinaryIO) -> Steps:
    """The pages as they were drawn, and behind them what finishes them."""
    with open(name, "rb") as drawn, mmap.mmap(drawn.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if not is_whole(data):
            raise _full()
        for at in range(0, len(data), _PIECE):
            file.write(data[at : at + _PIECE])
            yield _DRAWN
        for piece in finished(data, finish):
            file.write(piece)
            yield _DRAWN
    return ""


def _full() -> OSError:
    """Whoever draws is told nothing of what could not be written: the pages just are not all there."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
