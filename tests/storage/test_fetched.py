"""Room for what is fetched: for its owner's eyes, and gone when it was read, whatever happens."""

import subprocess
import sys
from pathlib import Path

import pytest

from nextchat_desktop.storage.fetched import Rooms


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_written_read_and_erased(tmp_path: Path) -> None:
    room = Rooms(tmp_path / "fetched").make("backup.json")
    room.put(b"one ")
    room.put(b"two")
    room.close()
    assert (room.path.name, room.path.read_bytes()) == ("backup.json", b"one two")
    room.erase()
    room.erase()
    assert files(tmp_path) == []
    with pytest.raises(ValueError, match="closed"):
        room.put(b"late")


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder of the user says who may read")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    room = Rooms(tmp_path / "fetched").make("backup.json")
    assert [path.stat().st_mode & 0o077 for path in (room.path, room.path.parent, tmp_path / "fetched")] == [0, 0, 0]
    room.erase()


def test_the_end_of_the_program_erases_what_is_left(tmp_path: Path) -> None:
    rooms = Rooms(tmp_path / "fetched")
    rooms.make("backup.json").put(b"secret")
    rooms.close()
    assert files(tmp_path) == []


def test_what_a_crash_left_is_erased_and_what_another_process_reads_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "fetched"
    script = (
        "import os, sys; from pathlib import Path; from nextchat_desktop.storage.fetched import Rooms\n"
        "room = Rooms(Path(sys.argv[1])).make('backup.json'); room.put(b'secret'); room.close(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert len(list(folder.rglob("backup.json"))) == 1
    held = Rooms(folder).make("backup.json")
    Rooms(folder).sweep()
    assert list(folder.rglob("backup.json")) == [held.path]
    held.erase()
    Rooms(tmp_path / "nowhere").sweep()
