"""Files, archives and folders are read alike, and what cannot be read says so when it is opened."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from nextchat_desktop.storage.sources import BrokenArchive, source_of


class Enough(Exception):
    pass


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("chats/one.json", b"{}" * 1000)
        made.writestr("会话.json", b"[]")
        made.mkdir("empty")
    return path


def test_a_file_is_read_from_its_beginning_each_time(tmp_path: Path) -> None:
    path = tmp_path / "会话.json"
    path.write_bytes(b"[1, 2]")
    source = source_of(path)
    assert (source.name, source.size, source.members) == ("会话.json", 6, ())
    for _ in range(2):
        with source.open() as stream:
            assert stream.read() == b"[1, 2]"


def test_an_archive_shows_its_files_and_reads_them(archive: Path) -> None:
    source = source_of(archive)
    assert source.members == ("chats/one.json", "会话.json")
    assert source.size == 2002
    with source.open("chats/one.json") as one, source.open("会话.json") as other:
        assert one.read(4) == b"{}{}"
        assert other.read() == b"[]"
        one.seek(0)
        assert len(one.read()) == 2000


def test_an_archive_is_known_by_its_bytes_and_not_by_its_name(archive: Path) -> None:
    renamed = archive.rename(archive.with_suffix(".bak"))
    assert len(source_of(renamed).members) == 2


def test_a_folder_shows_what_is_in_it_but_not_where_links_lead(tmp_path: Path) -> None:
    folder = tmp_path / "jan"
    (folder / "threads" / "a").mkdir(parents=True)
    (folder / "threads" / "a" / "thread.json").write_bytes(b"{}")
    (tmp_path / "secret").write_bytes(b"x")
    (folder / "link").symlink_to(tmp_path / "secret")
    source = source_of(folder)
    assert source.members == ("threads/a/thread.json",)
    with source.open("threads/a/thread.json") as stream:
        assert stream.read() == b"{}"


@pytest.mark.parametrize("member", ["../secret", "nothing", "/etc/passwd", ""])
def test_nothing_outside_can_be_asked_for(tmp_path: Path, archive: Path, member: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "in").write_bytes(b"in")
    (tmp_path / "secret").write_bytes(b"x")
    for source in (source_of(folder), source_of(archive)):
        with pytest.raises((FileNotFoundError, IsADirectoryError)):
            source.open(member)


def test_what_is_not_there_says_so_when_it_is_opened(tmp_path: Path) -> None:
    source = source_of(tmp_path / "gone.json")
    assert (source.name, source.size) == ("gone.json", 0)
    with pytest.raises(FileNotFoundError):
        source.open()


def test_folders_and_archives_without_files_are_empty(tmp_path: Path) -> None:
    (tmp_path / "folder" / "within").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    for name in ("folder", "empty.zip"):
        source = source_of(tmp_path / name)
        assert (source.name, source.size, source.members) == (name, 0, ())
        with source.open() as stream:
            assert stream.read() == b""
        with pytest.raises(FileNotFoundError):
            source.open("within")


@pytest.mark.parametrize("at", [2, 40, 60, 200])
def test_a_broken_archive_is_an_error_of_the_disk(archive: Path, at: int) -> None:
    data = bytearray(archive.read_bytes())
    data[at : at + 8] = b"\xff" * 8
    archive.write_bytes(data)
    source = source_of(archive)
    for member in source.members or ("chats/one.json",):
        with suppress(OSError), source.open(member) as stream:
            stream.read()


def test_an_archive_cut_in_the_middle_is_an_error_of_the_disk(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(BrokenArchive):
        source_of(archive).open("会话.json")


def test_whoever_watches_hears_of_every_byte_and_can_end_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 300_000)
    read: list[int] = []
    with source_of(path, read.append).open() as stream:
        stream.read()
    assert sum(read) == 300_000

    def enough(_count: int) -> None:
        raise Enough

    with source_of(path, enough).open() as stream, pytest.raises(Enough):
        stream.read(10)
