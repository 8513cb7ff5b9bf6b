"""Files, archives and folders that somebody hands in. It does not know what is in them."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO

from nextchat_desktop.core.sources import Source

_BLOCK = 1 << 16
"""Bytes that are read at once."""
_MOST_MEMBERS = 1_000_000
_MOST_BYTES = 4 << 30
"""What one file in an archive may hold, so that a few bytes cannot become all there is room for."""

_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, EOFError)
"""What libraries say of archives: encrypted ones, and those packed in a way they do not know, are RuntimeErrors."""


class BrokenArchive(OSError):
    """An archive that cannot be read."""


OnRead = Callable[[int], None]
"""Told how many bytes were read just now. Whatever it raises ends the reading."""


def source_of(path: Path, on_read: OnRead = lambda _count: None) -> Source:
    """Where there is nothing to read, opening it says so."""
    try:
        if path.is_dir():
            return _unless_empty(_Folder(path, on_read))
        if _is_archive(path):
            with _told_as_os_errors():
                return _unless_empty(_Archive(path, on_read))
        return _File(path, on_read)
    except OSError as error:
        return _Unreadable(path.name, error)


def _unless_empty(source: Source) -> Source:
    return source if source.members else _Empty(source.name)


class _Empty:
    """A folder or an archive without files is read as an empty file."""

    size = 0
    members: tuple[str, ...] = ()

    def __init__(self, name: str) -> None:
        self.name = name

    def open(self, member: str = "") -> BinaryIO:
        if member:
            raise FileNotFoundError(member)
        return io.BytesIO()


class _Unreadable:
    size = 0
    members: tuple[str, ...] = ()

    def __init__(self, name: str, error: OSError) -> None:
        self.name = name
        self._error = error

    def open(self, member: str = "") -> BinaryIO:
        raise self._error


class _File:
    members: tuple[str, ...] = ()

    def __init__(self, path: Path, on_read: OnRead) -> None:
        self._path = path
        self._on_read = on_read
        self.name = path.name
        self.size = path.stat().st_size

    def open(self, member: str = "") -> BinaryIO:
        return _watched(self._path.open("rb"), self._on_read)


class _Folder:
    """What links lead to outside of it is not in it."""

    def __init__(self, path: Path, on_read: OnRead) -> None:
        self._path = path
        self._on_read = on_read
        self.name = path.name
        found = sorted(islice(self._files(), _MOST_MEMBERS))
        self.members = tuple(file.relative_to(path).as_posix() for file in found)
        self.size = sum(file.stat().st_size for file in found)

    def _files(self) -> Iterator[Path]:
        for file in self._path.rglob("*"):
            self._on_read(0)  # a folder may be a whole disk, and whoever waits may have enough
            if file.is_file() and not file.is_symlink():
                yield file

    def open(self, member: str = "") -> BinaryIO:
        if member not in self.members:
            raise FileNotFoundError(member)
        return _watched((self._path / member).open("rb"), self._on_read)


class _Archive:
    """A zip. It is opened anew for each file in it: several may be read side by side."""

    def __init__(self, path: Path, on_read: OnRead) -> None:
        self._path = path
        self._on_read = on_read
        self.name = path.name
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist()[:_MOST_MEMBERS] if not info.is_dir()]
        self._sizes = {info.filename: info.file_size for info in infos}
        self.members = tuple(self._sizes)
        self.size = sum(self._sizes.values())

    def open(self, member: str = "") -> BinaryIO:
        if self._sizes.get(member, _MOST_BYTES) >= _MOST_BYTES:
            raise FileNotFoundError(member)
        with _told_as_os_errors():
            archive = zipfile.ZipFile(self._path)
            try:
                return _watched(archive.open(member), self._on_read, archive)
            except BaseException:
                archive.close()
                raise


class _Watched(io.RawIOBase):
    """A stream that tells what is read of it, and closes its archive with it."""

    def __init__(self, stream: IO[bytes], on_read: OnRead, archive: zipfile.ZipFile | None) -> None:
        self._stream = stream
        self._on_read = on_read
        self._archive = archive

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _told_as_os_errors():
            return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _told_as_os_errors():
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._on_read(len(data))
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._archive is not None:
                self._archive.close()
        super().close()


def _watched(stream: IO[bytes], on_read: OnRead, archive: zipfile.ZipFile | None = None) -> BinaryIO:
    return io.BufferedReader(_Watched(stream, on_read, archive), _BLOCK)


def _is_archive(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    return False


@contextmanager
def _told_as_os_errors() -> Iterator[None]:
    """What is wrong with an archive: broken, encrypted, or packed in a way that nobody here knows."""
    try:
        yield
    except OSError:
        raise
    except _BROKEN as error:
        raise BrokenArchive(str(error)) from error
