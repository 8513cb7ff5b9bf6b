"""Conversations that are drawn, and what is found of them on paper and in pictures, in the words of the tests."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QImage, QPageSize
from pytestqt.qtbot import QtBot

from gallery_start import painted, written
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.exporting import Told
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.png_rows import unpacked
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.sharing.drawn.studio import Outcome, Sheet, Studio, Work
from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.pictures import Pictures
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.words.catalogue import Words

DAY = 1_790_000_000_000
BLOB = "a" * 64
CAT = Picture(BLOB, "image/png", 360, 200, "cat.png")


def asked(text: str, number: int = 0, *pictures: Picture) -> Message:
    return Message(f"q{number}", Role.USER, (*pictures, Text(text)), created=DAY + number * 60_000)


def said(text: str, number: int = 0, thought: str = "", author: str = "gpt-4") -> Message:
    parts = (*([Reasoning(thought)] if thought else []), Text(text))
    return Message(f"a{number}", Role.ASSISTANT, parts, created=DAY + number * 60_000 + 9_000, author=author)


def sheet(*messages: Message, title: str = "A title", thoughts: bool = False, pictures: bool = True) -> Sheet:
    return Sheet(Told(Conversation("c", title, created=DAY), messages, (), thoughts), pictures)


@dataclass
class Desk:
    """A studio, and where it puts what it draws."""

    studio: Studio
    folder: Path
    qtbot: QtBot

    def done(self, work: Work, timeout: int = 60_000) -> Outcome:
        """Waits until it is over."""
        outcomes: list[Outcome] = []
        work.ended.connect(outcomes.append)
        work.start()
        self.qtbot.waitUntil(lambda: bool(outcomes), timeout=timeout)
        return outcomes[0]

    def pdf(self, sheet: Sheet) -> PdfReader:
        path = str(self.folder / "out.pdf")
        assert self.done(self.studio.pdf(sheet, path)).is_done
        return PdfReader(path, strict=True)

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


def opened(qtbot: QtBot, folder: Path, language: str = "en", avatars: Avatars | None = None) -> Iterator[Desk]:
    words, decoder = Words(resource("locales"), language), Decoder()
    picture = written(painted(360, 200))
    pictures = Pictures(decoder, None, lambda blob: picture if blob == BLOB else None)
    gallery = Gallery(pictures, Diagrams(), decoder=decoder)
    studio = Studio(words, gallery, avatars, paper=QPageSize(QPageSize.PageSizeId.A4))
    folder.mkdir()
    yield Desk(studio, folder, qtbot)
    gallery.close()
    decoder.close()
    QGuiApplication.clipboard().clear()


def has_letters(*systems: QFontDatabase.WritingSystem) -> bool:
    """Whether this machine can show those of all of them."""
    return all(QFontDatabase.families(system) for system in systems)


def letters(text: str) -> str:
    """Without what lies between words, which no page tells for sure."""
    return "".join(normalize("NFC", text).split())


def body(reader: PdfReader, foot: str = "A title") -> str:
    """The words of all pages without the line at the foot of each."""
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join(re.sub(rf"{re.escape(foot)}\s*\d+ / \d+\s*$", "", text) for text in pages)


def rows(path: Path) -> list[str]:
    """What each row of a picture looks like."""
    _, _, found = unpacked(path.read_bytes())
    return [sha256(row).hexdigest() for row in found]


def longest_run(rows: Sequence[str]) -> int:
    """How many rows that are alike follow each other at most."""
    return max(len(list(same)) for _, same in groupby(rows))


class Heartbeat:
    """Notes for how long the window was kept from doing anything else, in time that its thread has worked."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _on_beat(self) -> None:
        now = time.thread_time()
        self.gaps.append(now - self._last)
        self._last = now


def colour_at(path: Path, x: int, y: int) -> QColor:
    return QImage(str(path)).pixelColor(x, y)
