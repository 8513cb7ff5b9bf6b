"""A backup as one file, a zip, to be put wherever a person likes, and back. What is in a file is believed by nobody."""

import errno
import lzma
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from nextchat_desktop.core.backups import Backup, BackupRefused, Refusal
from nextchat_desktop.core.labour import Watch, part
from nextchat_desktop.storage.backups.copying import examined, pictures_of
from nextchat_desktop.storage.backups.making import PARTIAL, fill, need_room, opened_folder
from nextchat_desktop.storage.backups.manifest import (
    DATABASE,
    MANIFEST,
    PICTURES,
    Manifest,
    manifest_of,
    told,
    write_manifest,
)
from nextchat_desktop.storage.backups.pictures import blob_path, is_whole
from nextchat_desktop.storage.belongings import everything
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.files import for_its_owner, synced, unfinished
from nextchat_desktop.storage.paths import Paths, ensure

ENDING = "nextchat-backup"
_CHUNK = 1 << 20
_LARGEST_TEXT = 64 << 20
"""Bytes of settings or connections that are read from a file."""
_PACKED = zipfile.ZIP_DEFLATED
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    OverflowError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
)
"""What comes of a file that is no zip, is cut off, encrypted, or packed in a way that nobody here knows."""


def pack(driver: Driver, paths: Paths, about: Manifest, target: Path, watch: Watch) -> Backup:
    """Everything as one file, which has its name when it is whole. Only while `making.alone`.

    Raises CalledOff, BackupRefused, OSError, and has then left nothing behind, and a file that was there as it was.
    """
    folder = ensure(paths.backups) / f".packing{PARTIAL}"
    fresh = unfinished(target, PARTIAL)
    if any(target.resolve().is_relative_to(place.resolve()) for place in everything(paths) if place.exists()):
        raise BackupRefused(Refusal.OWN_PLACE)
    try:
        manifest = fill(driver, paths, folder, about, part(watch, 0, 0.4))
        names = sorted(name for name in pictures_of(driver, folder / DATABASE) if blob_path(paths.blobs, name).exists())
        manifest.pictures = len(names)
        write_manifest(folder, manifest)
        members = [(file.name, file) for file in sorted(folder.iterdir())]
        members += [(f"{PICTURES}/{name}", blob_path(paths.blobs, name)) for name in names]
        need_room(target.parent, sum(file.stat().st_size for _, file in members))
        _write(fresh, members, about.made, part(watch, 0.4, 0.8))
        _read_again(fresh, part(watch, 0.8, 1))
        made = told(folder, manifest)
        os.replace(fresh, target)
        return made
    except zipfile.BadZipFile as error:
        raise OSError(str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def unpack(driver: Driver, paths: Paths, source: Path, watch: Watch) -> Backup:
    """What is in a file as a folder among the backups that nobody sees, looked over, until the
    next is looked into. Raises CalledOff, BackupRefused, OSError."""
    folder = opened_folder(paths)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with _believed_by_nobody(), zipfile.ZipFile(source) as archive:
            manifest = manifest_of(_small(archive, MANIFEST))
            members = dict(_known_members(archive, paths, folder))
            need_room(ensure(folder), sum(info.file_size for info in members.values()))
            _take_out(archive, members, part(watch, 0, 0.7))
        manifest.database, counts = examined(driver, ensure(folder) / DATABASE, part(watch, 0.7, 1))
        manifest.conversations, manifest.messages = counts.conversations, counts.messages
        manifest.masks, manifest.pictures = counts.masks, len(list(folder.glob(f"{PICTURES}/*/*")))
        manifest.files = tuple(file.name for file in paths.texts if folder / file.name in members)
        write_manifest(folder, manifest)
        return told(folder, manifest)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(fresh: Path, members: list[tuple[str, Path]], made: int, watch: Watch) -> None:
    """Pictures are packed already."""
    total, done = max(1, sum(file.stat().st_size for _, file in members)), 0
    when = datetime.fromtimestamp(made / 1000, UTC).timetuple()[:6]
    with open(fresh, "xb", opener=for_its_owner) as file:
        with zipfile.ZipFile(file, "w", _PACKED, compresslevel=1) as archive:
            for name, path in members:
                info = zipfile.ZipInfo(name, when)
                info.compress_type = zipfile.ZIP_STORED if name.startswith(PICTURES) else _PACKED
                with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as there:
                    while piece := source.read(_CHUNK):
                        there.write(piece)
                        done += len(piece)
                        watch(done / total)
        file.flush()
        os.fsync(file.fileno())


def _read_again(fresh: Path, watch: Watch) -> None:
    """Whether it can be read as it was written."""
    with zipfile.ZipFile(fresh) as archive:
        infos = archive.infolist()
        for place, info in enumerate(infos):
            with archive.open(info) as member:  # what does not fit its checksum raises at its end
                while member.read(_CHUNK):
                    watch(place / len(infos))


def _known_members(archive: zipfile.ZipFile, paths: Paths, folder: Path) -> Iterator[tuple[Path, zipfile.ZipInfo]]:
    """Where each member goes. Only names that a backup has are taken, so that none leads elsewhere."""
    texts = {file.name for file in paths.texts}
    for info in archive.infolist():
        head, _, name = info.filename.partition("/")
        if info.filename == DATABASE or (info.filename in texts and info.file_size <= _LARGEST_TEXT):
            yield folder / info.filename, info
        elif head == PICTURES and len(name) == 64 and set(name) <= set("0123456789abcdef"):
            yield blob_path(folder / PICTURES, name), info


def _take_out(archive: zipfile.ZipFile, members: dict[Path, zipfile.ZipInfo], watch: Watch) -> None:
    """A picture that does not contain what it is named after is left out."""
    total, done = max(1, sum(info.file_size for info in members.values())), 0
    for path, info in members.items():
        ensure(path.parent)
        with archive.open(info) as source, open(path, "wb", opener=for_its_owner) as there:
            left = info.file_size
            while left > 0 and (piece := source.read(min(_CHUNK, left))):
                there.write(piece)
                left -= len(piece)
                done += len(piece)
                watch(min(1.0, done / total))
        if path.parent.parent.name == PICTURES and not is_whole(path):
            path.unlink()
        elif path.name == DATABASE:
            synced(path)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_LARGEST_TEXT)


@contextmanager
def _believed_by_nobody() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise BackupRefused(Refusal.NOT_ONE, str(error)) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # it names places that no file has
            raise BackupRefused(Refusal.NOT_ONE, str(error)) from error
        raise
