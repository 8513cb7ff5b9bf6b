"""Light heads and folders in the database: pages that miss nothing, places that are put down together."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.core.conversation import Conversation, Folder
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.shelf import Card
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.cards import CardStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.folders import FolderStore


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        yield database


def keep(database: sqlite3.Connection, *heads: Conversation) -> None:
    for head in heads:
        ConversationStore(database).save(head)


def test_pages_follow_one_another_without_a_gap_also_between_what_was_used_at_once(
    database: sqlite3.Connection,
) -> None:
    keep(database, *(Conversation(f"c{number}", updated=number // 4) for number in range(23)))
    store = CardStore(database)
    seen: list[str] = []
    page = store.page(5)
    seen += [card.id for card in page.cards]
    while page.after is not None:
        page = store.page(5, page.after)
        seen += [card.id for card in page.cards]
    expected = sorted((f"c{number}" for number in range(23)), key=lambda id: (-(int(id[1:]) // 4), id))
    assert seen == expected


def test_where_conversations_stand_is_put_down_and_nothing_else(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a", "Title", updated=7), Conversation("b"))
    CardStore(database).place([Card("a", "Not this", pinned=True, tags=("tax",), rank=2.5), Card("b", archived=True)])
    store = ConversationStore(database)
    first, second = store.get("a"), store.get("b")
    assert first == Conversation("a", "Title", updated=7, pinned=True, tags=("tax",), rank=2.5)
    assert second == Conversation("b", archived=True)


def test_only_the_last_answer_of_the_branch_that_is_read_counts_as_failed(database: sqlite3.Connection) -> None:
    failed, fine = (
        Message(id, Role.ASSISTANT, state=state) for id, state in (("f", State.FAILED), ("g", State.COMPLETE))
    )
    store = ConversationStore(database)
    store.save(Conversation("a", leaf="f"), failed, fine)
    assert [card.failed for card in CardStore(database).page(9).cards] == [True]
    store.save(Conversation("a", leaf="g"))
    card = CardStore(database).card("a")
    assert card is not None
    assert not card.failed


def test_a_mask_that_cannot_be_read_has_no_face_and_does_no_harm(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a"))
    database.execute("UPDATE conversations SET mask = '{broken'")
    assert [card.avatar for card in CardStore(database).page(9).cards] == [""]


def test_what_is_in_the_bin_is_in_no_page(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a", pinned=True), Conversation("b"))
    store = CardStore(database)
    store.delete(["a", "b"], 5)
    assert (store.page(9).cards, store.kept_apart(), store.card("a")) == ((), (), None)
    store.restore(["a"])
    assert [card.id for card in store.kept_apart()] == ["a"]


def test_folders_come_back_until_the_bin_is_emptied(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a", folder="f"))
    store = FolderStore(database)
    store.keep_folders(Folder("f", "Thesis", 2.0), Folder("g", "Recipes", 1.0, is_folded=True))
    assert [one.name for one in store.folders()] == ["Recipes", "Thesis"]
    store.delete_folder("f", 100)
    assert [one.name for one in store.folders()] == ["Recipes"]
    BinStore(database, lambda _blob: None).empty(100)
    store.keep_folders(Folder("f", "Thesis", 2.0))
    assert len(store.folders()) == 2
    store.delete_folder("f", 100)
    BinStore(database, lambda _blob: None).empty(101)
    card = CardStore(database).card("a")
    assert card is not None
    assert card.folder is None


def test_a_disk_that_takes_nothing_is_told(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a"))
    database.execute("PRAGMA query_only = ON")
    with pytest.raises(NotWritten):
        CardStore(database).place([Card("a", pinned=True)])
    with pytest.raises(NotWritten):
        FolderStore(database).keep_folders(Folder("f", "Thesis"))


def test_a_folder_that_was_not_thrown_away_outlives_the_bin_and_stays_folded(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a", folder="g"))
    store = FolderStore(database)
    store.keep_folders(Folder("f", "Thesis", 2.0), Folder("g", "Recipes", 1.0, is_folded=True))
    store.delete_folder("f", 100)
    BinStore(database, lambda _blob: None).empty(101)
    assert store.folders() == (Folder("g", "Recipes", 1.0, is_folded=True),)
    assert [card.folder for card in CardStore(database).kept_apart()] == ["g"]


def test_what_is_archived_and_stands_nowhere_apart_comes_with_the_pages(database: sqlite3.Connection) -> None:
    keep(database, Conversation("a", archived=True), Conversation("b", pinned=True), Conversation("c", folder="f"))
    assert {card.id for card in CardStore(database).kept_apart()} == {"b", "c"}


def test_messages_that_were_deleted_are_not_counted(database: sqlite3.Connection) -> None:
    ConversationStore(database).save(
        Conversation("a"), Message("q", Role.USER, deleted=5), Message("r", Role.ASSISTANT)
    )
    assert CardStore(database).messages("a") == 1


def test_after_the_last_page_there_is_none(database: sqlite3.Connection) -> None:
    keep(database, *(Conversation(f"c{number}") for number in range(3)))
    assert CardStore(database).page(5).after is None
