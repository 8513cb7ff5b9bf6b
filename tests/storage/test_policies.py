"""Where policies are looked for, which of them count for more, and who can change them."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from nextchat_desktop.storage.policies import LONGEST, REGISTRY, Trouble, find, is_editable
from nextchat_desktop.storage.policy_places import NAME, is_any_there, usual_files

Tree = dict[str, Any]


class Key:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, t: TracebackType | None) -> None:
        """Closed."""


class Registry:
    """As the module `winreg` behaves, over trees of plain values."""

    HKEY_LOCAL_MACHINE = "machine"
    HKEY_CURRENT_USER = "person"

    def __init__(self, **hives: Tree | OSError) -> None:
        self._hives = hives

    def OpenKey(self, above: Any, path: str) -> Key:
        if isinstance(above, Key):
            return Key(above.tree[path])
        assert path == REGISTRY
        found = self._hives.get(above, FileNotFoundError())
        if isinstance(found, OSError):
            raise found
        return Key(found)

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:
        return len(self._below(key)), len(self._values(key)), 0

    def EnumValue(self, key: Key, place: int) -> tuple[str, Any, int]:
        name = self._values(key)[place]
        return name, key.tree[name], 1

    def EnumKey(self, key: Key, place: int) -> str:
        return self._below(key)[place]

    def _below(self, key: Key) -> list[str]:
        return [name for name, value in key.tree.items() if isinstance(value, dict)]

    def _values(self, key: Key) -> list[str]:
        return [name for name, value in key.tree.items() if not isinstance(value, dict)]


def test_without_any_there_is_none(tmp_path: Path) -> None:
    assert find([tmp_path / NAME, tmp_path / "no" / "folder"], "", Registry()) == ()


def test_the_computer_s_registry_counts_before_the_person_s_and_both_before_files(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("\ufefforganisation = 'X'", "utf-8")
    machine: Tree = {"Hide_User_API_Key": 1, "Connections": {"1": {"Address": "https://x.example"}}}
    found = find([tmp_path / NAME], "", Registry(machine=machine, person={"": "nameless"}))
    assert [one.values for one in found] == [
        {"hide_user_api_key": 1, "connections": {"1": {"address": "https://x.example"}}},
        {},
        None,
    ]
    assert found[2].text == "organisation = 'X'"
    assert not found[0].is_editable
    assert not found[1].is_editable


def test_a_registry_that_does_not_answer_is_one_that_cannot_be_read() -> None:
    found = find([], "", Registry(machine=PermissionError()))
    assert [(one.values, one.text, one.trouble) for one in found] == [(None, None, Trouble.UNREADABLE)]
    assert not found[0].is_editable


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [one.trouble for one in find([], str(tmp_path / "gone.toml"))] == [Trouble.MISSING]
    assert [one.trouble for one in find([], "no\0name")] == [Trouble.UNREADABLE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_the_editors_of_windows_write_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / NAME).write_bytes("organisation = '学校'\r\n".encode(encoding))
    (found,) = find([tmp_path / NAME])
    assert found.text == "organisation = '学校'\r\n"


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        ("organisation = '示例学校'".encode("gbk"), Trouble.NO_TEXT),
        (b"\xff\xfex", Trouble.NO_TEXT),
        (b"# \n" * (LONGEST // 3) + b"hide_user_api_key = true", Trouble.TOO_LONG),
    ],
    ids=["GBK", "half a sign", "too long"],
)
def test_of_a_file_that_cannot_be_read_whole_nothing_is_taken(tmp_path: Path, data: bytes, trouble: Trouble) -> None:
    (tmp_path / NAME).write_bytes(data)
    (found,) = find([tmp_path / NAME])
    assert (found.text, found.trouble) == (None, trouble)


def test_a_folder_in_its_place_is_one_that_cannot_be_read_and_whoever_made_it_can_take_it_away(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (found,) = find([tmp_path / NAME])
    assert (found.trouble, found.is_editable) == (Trouble.UNREADABLE, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_would_keep_the_program_waiting_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    assert [one.trouble for one in find([tmp_path / NAME])] == [Trouble.UNREADABLE]


@pytest.mark.parametrize(
    ("writable", "editable"), [((), False), (("file",), True), (("folder",), True), (("file", "folder"), True)]
)
def test_who_can_write_the_file_or_put_another_in_its_place_can_change_it(
    tmp_path: Path, writable: tuple[str, ...], editable: bool
) -> None:
    kinds = {tmp_path / NAME: "file", tmp_path: "folder"}
    assert is_editable(tmp_path / NAME, lambda path: kinds[path] in writable) is editable


def test_looking_whether_a_file_can_be_changed_does_not_change_it(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_text("organisation = 'X'")
    assert is_editable(file)
    assert file.read_text() == "organisation = 'X'"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders of Linux")
def test_on_linux_a_variable_adds_folders_and_takes_none_away() -> None:
    environ = {"XDG_CONFIG_DIRS": "/opt/etc:relative:/etc/xdg", "APPIMAGE": "/apps/n.app"}
    folders = [str(path.parent) for path in usual_files(environ)]
    assert folders == ["/etc/nextchat-desktop", "/opt/etc/nextchat-desktop", "/etc/xdg/nextchat-desktop", "/apps"]
    assert Path("/etc/xdg/nextchat-desktop") in [path.parent for path in usual_files({"XDG_CONFIG_DIRS": "/tmp"})]


def test_a_packed_program_looks_beside_itself_and_beside_its_bundle() -> None:
    files = usual_files({}, Path("/apps/NextChat.app/Contents/MacOS/nextchat"))
    assert files[-2:] == (Path("/apps/NextChat.app/Contents/MacOS") / NAME, Path("/apps") / NAME)


def test_whether_a_policy_is_there_is_seen_without_reading_it(tmp_path: Path) -> None:
    policy, link = tmp_path / NAME, tmp_path / "link"
    link.symlink_to(policy)
    assert not is_any_there([policy, link, tmp_path / "nowhere" / NAME])
    policy.write_bytes(b"\xff")
    assert is_any_there([tmp_path / "nowhere" / NAME, policy])
    assert not is_any_there([policy / "below"])


def test_where_nobody_can_say_whether_a_policy_is_there_it_is_looked_into() -> None:
    assert is_any_there([Path("x\0y")])
