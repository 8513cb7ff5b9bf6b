"""Conversations into files: database and pictures on one side, shapes on the other. It runs on whichever thread."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from nextchat_desktop.compose.pace import REST, Pace
from nextchat_desktop.core.exporting import DATA, Exported, Order, Scope, Told, Whole
from nextchat_desktop.core.labour import Watch
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import MEDIA, data_picture, kind_of
from nextchat_desktop.core.svg import harmless
from nextchat_desktop.engine.sayings import note_of, sayings_of
from nextchat_desktop.interchange.pages import Writing
from nextchat_desktop.interchange.shapes import PICTURES, Making, Member, in_one, members, single
from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.markup.to_page import CODE_STYLE, PageWriter, as_address
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.files import whole_file
from nextchat_desktop.storage.reading_out import ReadingOut, reading_out
from nextchat_desktop.words.catalogue import Words

_FOR_ALL = 0o666
"""What somebody saves is for whoever may look into the folder."""
_FOR_READERS = 0o644
_FIRST, _LAST_YEAR = (1980, 1, 1, 0, 0, 0), 2107
"""Times that a zip knows."""


class Exporter:
    """What it is told to write is read as it is written, a conversation at a time."""

    def __init__(self, driver: Driver, database: Path, blobs: Blobs, words: Words, rest: float = REST) -> None:
        self._place = driver, database
        self._blobs, self._words, self._rest = blobs, words, rest

    def titles(self, scope: Scope) -> list[tuple[str, str]]:
        """Raises OSError."""
        with reading_out(*self._place) as reading:
            return reading.titles(scope)

    def whole(self, id: str) -> Whole | None:
        """Raises OSError."""
        with reading_out(*self._place) as reading:
            return reading.whole(id)

    def write(self, order: Order, path: Path, watch: Watch) -> Exported:
        """Raises CalledOff and OSError, and has then left nothing."""
        with reading_out(*self._place) as reading:
            work = _Work(reading, order, self._blobs, watch, self._rest)
            making = self._making(work)
            with whole_file(path, _FOR_ALL) as file:
                self._write(work, making, file)
            return work.exported

    def pieces(self, order: Order, watch: Watch) -> Iterator[bytes]:
        """Of what is no zip. Raises OSError."""
        with reading_out(*self._place) as reading:
            work = _Work(reading, order, self._blobs, watch, 0.0)
            yield from _pieces(work, self._making(work))

    def _write(self, work: "_Work", making: Making, file: BinaryIO) -> None:
        if work.order.is_packed:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for member in members(work.wholes(), work.order.manner, making):
                    _put(archive, member, work.breathe)
        else:
            for piece in _pieces(work, making):
                work.breathe()
                file.write(piece)

    def _making(self, work: "_Work") -> Making:
        words, parser = self._words.bare, make_parser()
        sayings = sayings_of(words)

        def writing(told: Told, has_pictures: bool) -> Writing:
            writer = PageWriter(_embedded if has_pictures else _nowhere, tells_sides=sayings.is_leftwards)

            def rendered(markdown: str) -> Iterator[str]:
                blocks = list(read_blocks(parser, markdown))
                for _ in writer.prepared(blocks):
                    work.breathe()
                yield from writer.pieces(blocks)

            return Writing(rendered, work.address if has_pictures else _nowhere, note_of(words, told), CODE_STYLE)

        return Making(sayings, work.picture, writing, words("share.file_name"))


class _Work:
    """One order on its way: what is read for it, how far it is, and that it is called off."""

    def __init__(self, reading: ReadingOut, order: Order, blobs: Blobs, watch: Watch, rest: float) -> None:
        self._reading, self.order, self._blobs = reading, order, blobs
        self._watch, self._pace = watch, Pace(rest)
        ids = (id for id, _ in reading.titles(order.scope))
        self._ids = list(dict.fromkeys((*ids, *order.here)))
        self._done = self._count = 0
        self._lost: set[str] = set()

    @property
    def exported(self) -> Exported:
        return Exported(self._count, len(self._lost))

    def wholes(self) -> Iterator[Whole]:
        """What is gone meanwhile is passed over."""
        for id in self._ids:
            whole = self.order.here.get(id) or self._reading.whole(id)
            if whole is not None:
                self._count += 1
                yield whole
            self._done += 1
            self.breathe()

    def picture(self, picture: Picture) -> bytes | None:
        data = self._blobs.get(picture.blob)
        if data is None:
            self._lost.add(picture.blob)
        return data

    def address(self, picture: Picture) -> str:
        data = self.picture(picture)
        return _address(data) if data is not None else ""

    def breathe(self) -> None:
        """Rests, tells how far it is, and ends where it is not wanted any more."""
        self._pace.keep()
        self._watch(self._done / max(1, len(self._ids)))


def _pieces(work: _Work, making: Making) -> Iterator[bytes]:
    if work.order.manner.shape in DATA:
        yield from in_one(work.order, work.wholes(), making)
        return
    for place, whole in enumerate(work.wholes()):
        if place:
            yield b"\n"
        yield from single(whole, work.order.manner, making)


def _put(archive: zipfile.ZipFile, member: Member, breathe: Callable[[], None]) -> None:
    """Pictures are packed already."""
    info = zipfile.ZipInfo(member.name, _time(member.when))
    info.external_attr = _FOR_READERS << 16
    is_picture = member.name.startswith(f"{PICTURES}/")
    info.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as there:
        for piece in member.pieces:
            there.write(piece)
            breathe()


def _time(milliseconds: int) -> tuple[int, int, int, int, int, int]:
    """By the clock of this computer, as zips have it; the first that they know for what is none of theirs."""
    try:
        at = datetime.fromtimestamp(milliseconds / 1000)
    except (ValueError, OverflowError, OSError):
        return _FIRST
    is_known = _FIRST[0] <= at.year <= _LAST_YEAR
    return (at.year, at.month, at.day, at.hour, at.minute, at.second) if is_known else _FIRST


def _address(data: bytes) -> str:
    """What a page shows without asking anybody; empty for what is no picture."""
    kind = kind_of(data)
    shown = harmless(data) if kind == "svg" else data
    return as_address(shown, MEDIA[kind]) if kind and shown else ""


def _embedded(url: str) -> str:
    """A picture that is in its own address; others are fetched by nobody."""
    data = data_picture(url)
    return _address(data) if data is not None else ""


def _nowhere(_place: object) -> str:
    return ""
