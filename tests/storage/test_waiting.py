"""What waits, where people read and what they write again and again: kept, and erased with what it belongs to."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from nextchat_desktop.core.conversation import Conversation, Place, Queued
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.places import PlaceStore
from nextchat_desktop.storage.prompts import PromptStore
from nextchat_desktop.storage.queue import QueueStore

CAT = Picture("a" * 64, "image/png", 3, 2, "cat.png")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = open_database(SqliteDriver(), tmp_path / "c.db")
    ConversationStore(database).save(Conversation("c"))
    yield database
    database.close()


def ids(queue: QueueStore) -> list[str]:
    return [one.id for one in queue.queued("c")]


def test_messages_wait_in_their_order_with_their_pictures(database: sqlite3.Connection) -> None:
    queue = QueueStore(database)
    for id in ("1", "2", "3"):
        queue.put("c", Queued(id, f"text {id}", (CAT,), 5))
    assert queue.queued("c")[0] == Queued("1", "text 1", (CAT,), 5)
    queue.put("c", Queued("4", "first"), 0)
    queue.order(["4", "3", "1", "2"])
    assert ids(queue) == ["4", "3", "1", "2"]
    queue.remove("3")
    assert (ids(queue), queue.queued("another")) == (["4", "1", "2"], ())


def test_one_that_was_sent_does_not_wait_and_goes_with_the_next_that_leaves(database: sqlite3.Connection) -> None:
    queue = QueueStore(database)
    for id in ("1", "2"):
        queue.put("c", Queued(id, id))
    ConversationStore(database).save(Conversation("c"), Message("1", Role.USER, (Text("1"),)))
    assert ids(queue) == ["2"]
    queue.remove("2")
    assert database.execute("SELECT count(*) FROM queued").fetchone() == (0,)


def test_nothing_waits_for_a_conversation_that_is_not_kept(database: sqlite3.Connection) -> None:
    with pytest.raises(NotWritten):
        QueueStore(database).put("nowhere", Queued("1", "1"))


def test_emptying_the_bin_takes_what_waited_places_and_prompts(database: sqlite3.Connection) -> None:
    queue, places = QueueStore(database), PlaceStore(database)
    prompts, store = PromptStore(database, Path()), ConversationStore(database)
    queue.put("c", Queued("1", "1"))
    places.keep_place("c", Place("m", 12.5))
    prompts.keep([Prompt("p", "title", "text"), Prompt("q", "title", "text")])
    prompts.delete(["p"], 10)
    store.delete("c", 10)
    BinStore(database, lambda _blob: None).empty(11)
    for table, left in (("queued", 0), ("places", 0), ("prompts", 1)):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (left,), table


def test_a_place_is_kept_and_forgotten_at_the_end(database: sqlite3.Connection) -> None:
    places = PlaceStore(database)
    places.keep_place("c", Place("m", 12.5))
    assert places.place("c") == Place("m", 12.5)
    places.keep_place("c", None)
    assert places.place("c") is None
