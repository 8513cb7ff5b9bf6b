"""What is brought in is seen all at once or never, keeps nobody waiting, and can be taken back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.core.arriving import Standing
from nextchat_desktop.core.conversation import Conversation, Folder, Memory
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.storage.arriving import AnotherArrival, ArrivalStore, Arriving, arriving, looking
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.folders import FolderStore
from nextchat_desktop.storage.masks import MaskStore
from nextchat_desktop.storage.memories import MemoryStore
from nextchat_desktop.storage.prompts import PromptStore

HEAD = Conversation("c", "Greetings", created=1, updated=2, leaf="b")


def message(id: str, parent: str | None = None) -> Message:
    return Message(id, Role.USER, (Text(id),), parent, created=1)


QUESTION, ANSWER = message("a"), message("b", "a")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """That of the window."""
    with closing(open_database(SqliteDriver(), path)) as opened:
        yield opened


@pytest.fixture
def store(database: sqlite3.Connection) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def coming(path: Path, store: ConversationStore) -> Iterator[Arriving]:
    with arriving(SqliteDriver(), path) as arrivals:
        yield arrivals


def finish(coming: Arriving) -> None:
    coming.finish((), (), ())


def rows(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_nothing_is_seen_before_all_of_it_is_there(coming: Arriving, store: ConversationStore) -> None:
    coming.put(HEAD, [QUESTION, ANSWER])
    assert store.all() == []
    assert store.get("c") is None
    finish(coming)
    assert store.all() == [HEAD]
    assert store.messages("c") == [QUESTION, ANSWER]


def test_what_is_on_its_way_is_not_in_the_bin(coming: Arriving, database: sqlite3.Connection) -> None:
    coming.put(HEAD, [message(str(number)) for number in range(300)])
    bin = BinStore(database, lambda _blob: None)
    assert bin.all() == []
    bin.empty(1 << 60)
    finish(coming)
    assert rows(database, "messages") == 300


def test_memories_folders_masks_and_prompts_come_along(coming: Arriving, database: sqlite3.Connection) -> None:
    memory, folder = Memory("m", "b", "In short", 5), Folder("f", "Work", 1.0)
    mask, prompt = Mask("k", "Poet"), Prompt("p", "Title", "Text")
    coming.put(HEAD, [QUESTION, ANSWER], [memory])
    brought = coming.finish([folder], [mask], [prompt])
    assert (brought.conversations, brought.masks, brought.prompts, brought.folders) == (("c",), ("k",), ("p",), ("f",))
    assert MemoryStore(database).memories("c") == (memory,)
    assert FolderStore(database).folders() == (folder,)
    assert MaskStore(database, Path()).own() == (mask,)
    assert PromptStore(database, Path()).own() == (prompt,)


def test_where_it_ends_early_nothing_is_left(path: Path, database: sqlite3.Connection) -> None:
    with arriving(SqliteDriver(), path) as coming:
        coming.put(HEAD, [message(str(number)) for number in range(500)], [Memory("m", "1", "In short")])
    assert (rows(database, "conversations"), rows(database, "messages"), rows(database, "memories")) == (0, 0, 0)


def test_what_a_crash_left_is_erased_before_the_next_one(path: Path, database: sqlite3.Connection) -> None:
    with closing(SqliteDriver().connect(path)) as crashed:
        Arriving(crashed).put(HEAD, [message(str(number)) for number in range(500)])
    assert rows(database, "conversations") == 1
    with arriving(SqliteDriver(), path):
        assert rows(database, "conversations") == rows(database, "messages") == 0


def test_one_comes_in_at_a_time(path: Path, coming: Arriving) -> None:
    with pytest.raises(AnotherArrival), arriving(SqliteDriver(), path):
        pass


def test_a_trial_changes_nothing_and_waits_for_nobody(path: Path, coming: Arriving, store: ConversationStore) -> None:
    store.save(HEAD, QUESTION)
    with looking(SqliteDriver(), path) as trial:
        assert trial.standing("c") is Standing.HERE
        assert trial.known("c") == {"a"}
        trial.put(Conversation("d"), [])
        with pytest.raises(NotWritten):
            finish(trial)


def test_where_a_conversation_stands(coming: Arriving, store: ConversationStore) -> None:
    store.save(HEAD, QUESTION)
    store.save(Conversation("gone"))
    store.delete("gone", 5)
    coming.put(Conversation("new"), [])
    assert [coming.standing(id) for id in ("c", "gone", "new", "never")] == [
        Standing.HERE,
        Standing.BINNED,
        Standing.COMING,
        Standing.ABSENT,
    ]


def test_messages_that_a_conversation_lacks_are_added_when_all_is_there(
    coming: Arriving, store: ConversationStore
) -> None:
    store.save(Conversation("c", "Mine", updated=1, leaf="b"), QUESTION, ANSWER)
    coming.add(Conversation("c", "Theirs", updated=9, leaf="d"), [message("x", "b"), message("d", "x")])
    assert coming.known("c") == {"a", "b", "x", "d"}
    assert len(store.messages("c")) == 2
    finish(coming)
    assert [one.id for one in store.messages("c")] == ["a", "b", "x", "d"]
    head = store.get("c")
    assert head is not None
    assert (head.title, head.leaf, head.updated) == ("Mine", "d", 9)


def test_a_conversation_that_went_on_here_stays_where_it_is_read(coming: Arriving, store: ConversationStore) -> None:
    store.save(Conversation("c", updated=20, leaf="mine"), QUESTION, ANSWER, message("mine", "b"))
    coming.add(Conversation("c", updated=9, leaf="theirs"), [message("theirs", "b")])
    finish(coming)
    head = store.get("c")
    assert head is not None
    assert (head.leaf, head.updated) == ("mine", 20)
    assert len(store.messages("c")) == 4


def test_the_same_conversation_in_two_files_becomes_one(coming: Arriving, store: ConversationStore) -> None:
    coming.put(HEAD, [QUESTION])
    coming.add(HEAD, [ANSWER])
    finish(coming)
    assert store.messages("c") == [QUESTION, ANSWER]


def test_the_window_goes_on_writing_while_something_comes_in(coming: Arriving, store: ConversationStore) -> None:
    for number in range(50):
        id = f"in{number}"
        coming.put(Conversation(id), [message(f"{id}-{k}") for k in range(30)])
        store.save(Conversation(f"mine{number}", updated=1))
    finish(coming)
    assert len(store.all()) == 100


def test_the_window_leaves_it_to_the_import_to_move_the_log_into_the_database(
    path: Path, database: sqlite3.Connection
) -> None:
    store, takes = ConversationStore(database), ArrivalStore(database)
    takes.make_way(is_coming=True)
    before = path.stat().st_size
    store.save(Conversation("c", title="x" * 8_000_000))
    assert path.stat().st_size == before
    takes.make_way(is_coming=False)
    store.save(Conversation("d"))
    assert path.stat().st_size > before


def test_an_import_is_taken_back_and_brought_again(coming: Arriving, database: sqlite3.Connection) -> None:
    store, takes = ConversationStore(database), ArrivalStore(database)
    store.save(Conversation("old", leaf="o"), message("o"))
    coming.put(HEAD, [QUESTION, ANSWER])
    coming.add(Conversation("old", leaf="p"), [message("p", "o")])
    brought = coming.finish([Folder("f", "Work")], [Mask("k", "Poet")], [Prompt("p", "Title", "Text")])
    store.delete("c", 3)
    store.restore("c")
    takes.take_back(brought, 7)
    assert [one.id for one in store.all()] == ["old"]
    assert [one.deleted for one in store.messages("old")] == [None, 7]
    assert FolderStore(database).folders() == MaskStore(database, Path()).own() == ()
    takes.bring_again(brought, 7)
    assert {one.id for one in store.all()} == {"c", "old"}
    assert [one.deleted for one in store.messages("old")] == [None, None]
    assert len(PromptStore(database, Path()).own()) == 1


def test_what_was_deleted_meanwhile_stays_so(coming: Arriving, database: sqlite3.Connection) -> None:
    store, takes = ConversationStore(database), ArrivalStore(database)
    coming.put(HEAD, [QUESTION])
    brought = coming.finish((), (), ())
    store.delete("c", 3)
    takes.take_back(brought, 7)
    takes.bring_again(brought, 7)
    assert store.all() == []


def test_a_folder_that_came_along_stays_while_something_else_is_in_it(
    coming: Arriving, database: sqlite3.Connection
) -> None:
    store, takes = ConversationStore(database), ArrivalStore(database)
    coming.put(Conversation("c", folder="f"), [])
    brought = coming.finish([Folder("f", "Work"), Folder("g", "Home")], (), ())
    store.save(Conversation("mine", folder="f"))
    takes.take_back(brought, 7)
    assert [one.name for one in FolderStore(database).folders()] == ["Work"]
    takes.bring_again(brought, 7)
    assert len(FolderStore(database).folders()) == 2


def test_nothing_that_is_here_goes_over_to_what_comes(coming: Arriving, store: ConversationStore) -> None:
    store.save(Conversation("mine"), QUESTION)
    assert coming.is_taken(["x", "a"])
    coming.put(HEAD, [QUESTION, ANSWER])
    finish(coming)
    assert [one.id for one in store.messages("mine")] == ["a"]
