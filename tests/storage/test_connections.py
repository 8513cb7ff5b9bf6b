"""The connections of a person on disk: their order, their neighbours and their accidents."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from certificates import authority
from nextchat_desktop.core.connections import Connection, Model, Trust
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.files import NewerFile

AZURE = Connection(
    "a",
    "Work",
    "azure",
    base_url="https://x.openai.azure.com",
    api_version="2024-10-21",
    models=(Model("gpt-4", "Azure-gpt-4"), Model("o1")),
    refused=frozenset({"temperature", "stream_options"}),
)
OPENAI = Connection("o", "OpenAI", "openai")
LOCAL = Connection("l", "本机", "ollama", base_url="http://localhost:11434")
OURS = authority()
ADDER = """
import sys
from pathlib import Path
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.files import NewerFile
for number in range(20):
    ConnectionStore(Path(sys.argv[1])).save(Connection(f"{sys.argv[2]}{number}", "x", "openai"))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "connections.json"


@pytest.fixture
def store(path: Path) -> ConnectionStore:
    store = ConnectionStore(path)
    for connection in (AZURE, OPENAI, LOCAL):
        store.save(connection)
    return store


def ids(store: ConnectionStore) -> str:
    return "".join(connection.id for connection in store.all())


def test_a_fresh_home_has_no_connections_and_makes_no_file(path: Path) -> None:
    assert ConnectionStore(path).all() == ()
    assert not path.exists()


def test_connections_come_back_as_they_were(store: ConnectionStore, path: Path) -> None:
    assert ConnectionStore(path).all() == (AZURE, OPENAI, LOCAL)


def test_a_change_keeps_the_place(store: ConnectionStore) -> None:
    store.save(replace(OPENAI, name="Mine"))
    assert ids(store) == "aol"
    assert store.get("o") == replace(OPENAI, name="Mine")


def test_an_unknown_id_finds_and_removes_nothing(store: ConnectionStore) -> None:
    assert store.get("?") is None
    assert store.remove("?") is None
    assert ids(store) == "aol"


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_removed_connection_can_be_put_back_where_it_was(store: ConnectionStore, index: int) -> None:
    removed = store.remove("aol"[index])
    assert removed is not None
    store.restore(removed, index)
    assert ids(store) == "aol"


def test_a_place_that_is_gone_becomes_the_last(store: ConnectionStore) -> None:
    store.remove("o")
    store.restore(OPENAI, 99)
    assert ids(store) == "alo"


def test_restoring_what_is_there_makes_no_second_one(store: ConnectionStore) -> None:
    store.restore(OPENAI, 0)
    assert ids(store) == "aol"


def test_an_open_window_sees_what_another_program_changed(store: ConnectionStore, path: Path) -> None:
    assert ids(store) == "aol"
    ConnectionStore(path).remove("o")
    assert ids(store) == "al"


def test_a_file_that_was_taken_away_holds_nothing(store: ConnectionStore, path: Path) -> None:
    path.unlink()
    assert store.all() == ()


def test_two_programs_do_not_lose_each_others_changes(path: Path) -> None:
    adders = [subprocess.Popen([sys.executable, "-c", ADDER, str(path), name]) for name in "xy"]
    assert [adder.wait() for adder in adders] == [0, 0]
    assert len(ConnectionStore(path).all()) == 40


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\x00\xff", b'{"connections": 3}', b'{"connections": [{"id": "a"}]}', b"[" * 100_000],
    ids=["empty", "cut", "bytes", "another shape", "a row without a name", "deep"],
)
def test_a_file_that_cannot_be_read_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = ConnectionStore(path)
    assert store.all() == ()
    assert store.aside == path.with_name("connections.json.broken-1")
    assert store.aside.read_bytes() == content


def test_a_second_broken_file_does_not_replace_the_first(path: Path) -> None:
    path.parent.mkdir()
    store = ConnectionStore(path)
    for content in (b"first", b"second"):
        path.write_bytes(content)
        store.save(OPENAI)
    assert path.with_name("connections.json.broken-1").read_bytes() == b"first"
    assert path.with_name("connections.json.broken-2").read_bytes() == b"second"
    assert store.all() == (OPENAI,)


def test_a_good_file_is_not_set_aside(store: ConnectionStore) -> None:
    assert store.all()
    assert store.aside is None


def test_fields_that_nobody_knows_do_no_harm(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"version": 1, "new": 1, "connections": [{"id": "o", "name": "N", "service": "s", "new": {}}]}')
    assert ConnectionStore(path).all() == (Connection("o", "N", "s"),)


@pytest.mark.parametrize(
    "trust",
    [
        Trust(OURS.pem),
        Trust(OURS.pem, OURS.pem, "https://x.openai.azure.com"),
        Trust("no certificate 证书", "\x00", "nowhere"),
    ],
    ids=["an authority", "and one that is pinned", "nothing that can be read"],
)
def test_what_is_trusted_comes_back_as_it_was(path: Path, trust: Trust) -> None:
    ConnectionStore(path).save(replace(AZURE, trust=trust))
    assert ConnectionStore(path).all() == (replace(AZURE, trust=trust),)


@pytest.mark.parametrize("trust", ["", ', "trust": {}', ', "trust": {"authorities": "", "of-later": 1}'])
def test_a_connection_that_says_nothing_of_trust_trusts_the_system(path: Path, trust: str) -> None:
    path.parent.mkdir()
    path.write_text(f'{{"connections": [{{"id": "o", "name": "N", "service": "s"{trust}}}]}}')
    assert ConnectionStore(path).all() == (Connection("o", "N", "s"),)


def test_a_file_of_a_later_version_is_not_touched(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"version": 9, "connections": {"o": {}}}')
    before = path.read_bytes()
    with pytest.raises(NewerFile):
        ConnectionStore(path).save(Connection("o", "N", "s"))
    assert path.read_bytes() == before


def test_the_same_connections_make_the_same_file(store: ConnectionStore, path: Path) -> None:
    before = path.read_bytes()
    store.save(AZURE)
    assert path.read_bytes() == before
