"""The bin keeps what was deleted and what was said before, for a time, and erases one thing without another."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from nextchat_desktop.core.conversation import Conversation, Draft, Queued
from nextchat_desktop.core.discarded import Kind
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.queue import QueueStore

BLOB = "a" * 64
HEAD = Conversation("c", "Greetings", leaf="r", updated=1)
QUESTION = Message("q", Role.USER, (Text("Hello?"), Picture(BLOB, "image/png")), created=1)
ANSWER = Message("r", Role.ASSISTANT, (Text("Hi."),), "q", created=2)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as opened:
        yield opened


@pytest.fixture
def erased() -> list[str]:
    return []


@pytest.fixture
def store(database: sqlite3.Connection, erased: list[str]) -> ConversationStore:
    made = ConversationStore(database)
    made.save(HEAD, QUESTION, ANSWER)
    return made


@pytest.fixture
def bin(database: sqlite3.Connection, erased: list[str]) -> BinStore:
    return BinStore(database, erased.append)


def test_nothing_lies_there_before_something_is_deleted(store: ConversationStore, bin: BinStore) -> None:
    assert bin.all() == []


def test_what_was_deleted_last_comes_first_with_what_it_said_and_where(store: ConversationStore, bin: BinStore) -> None:
    store.save(HEAD, replace(QUESTION, deleted=20))
    store.save(HEAD, replace(ANSWER, parts=(Text("Hello."),), edited=10))
    store.save(replace(HEAD, id="d", title="Other"), Message("x", Role.USER, (Text("Away"),)))
    store.delete("d", 30)
    found = bin.all()
    assert [(one.kind, one.at, one.text, one.title) for one in found] == [
        (Kind.CONVERSATION, 30, "Away", "Other"),
        (Kind.MESSAGE, 20, "Hello?", "Greetings"),
        (Kind.WORDING, 10, "Hi.", "Greetings"),
    ]
    assert found[0].count == 1
    assert found[2].message == "r"


def test_what_is_in_a_deleted_conversation_is_that_conversation(store: ConversationStore, bin: BinStore) -> None:
    store.save(HEAD, replace(QUESTION, deleted=20), replace(ANSWER, parts=(Text("Hello."),), edited=10))
    store.delete("c", 30)
    assert [one.kind for one in bin.all()] == [Kind.CONVERSATION]


def test_a_message_that_is_erased_leaves_its_place_and_no_words(
    store: ConversationStore, bin: BinStore, erased: list[str]
) -> None:
    store.save(HEAD, replace(QUESTION, parts=(Text("Hey?"), *QUESTION.parts[1:]), edited=5))
    store.save(HEAD, replace(QUESTION, deleted=20, edited=5))
    bin.erase(next(one for one in bin.all() if one.kind is Kind.MESSAGE))
    kept = {message.id: message for message in store.messages("c")}
    assert (kept["q"].parts, kept["r"].parent) == ((), "q")
    assert bin.all() == []
    assert erased == [BLOB]


def test_what_was_restored_meanwhile_is_not_erased(store: ConversationStore, bin: BinStore) -> None:
    store.delete("c", 30)
    (one,) = bin.all()
    store.restore("c")
    bin.erase(one)
    assert len(store.messages("c")) == 2


def test_a_conversation_is_erased_with_its_pictures(store: ConversationStore, bin: BinStore, erased: list[str]) -> None:
    store.delete("c", 30)
    bin.erase(bin.all()[0])
    assert (store.messages("c"), bin.all(), erased) == ([], [], [BLOB])


def test_an_earlier_wording_is_erased_alone(store: ConversationStore, bin: BinStore, erased: list[str]) -> None:
    for number, text in enumerate(("Hello.", "Hey.")):
        store.save(HEAD, replace(ANSWER, parts=(Text(text),), edited=10 + number))
    bin.erase(next(one for one in bin.all() if one.text == "Hi."))
    assert [one.text for one in bin.all()] == ["Hello."]
    assert erased == []


def test_after_a_time_messages_are_emptied_and_wordings_go(
    store: ConversationStore, bin: BinStore, erased: list[str]
) -> None:
    store.save(HEAD, replace(QUESTION, deleted=20), replace(ANSWER, parts=(Text("Hello."),), edited=10))
    bin.empty(before=20)
    assert [one.kind for one in bin.all()] == [Kind.MESSAGE]
    bin.empty(before=21)
    assert bin.all() == []
    assert [(message.id, message.text) for message in store.messages("c")] == [("q", ""), ("r", "Hello.")]
    assert erased == [BLOB]


def test_a_search_finds_words_of_any_case_and_titles(store: ConversationStore, bin: BinStore) -> None:
    store.save(HEAD, replace(QUESTION, deleted=20))
    (one,) = bin.all()
    assert [one.has(words) for words in ("hello", "GREET", "away")] == [True, True, False]


def test_an_earlier_wording_of_a_deleted_message_is_not_told_beside_it(store: ConversationStore, bin: BinStore) -> None:
    reworded = replace(ANSWER, parts=(Text("Hello."),), edited=10)
    store.save(HEAD, reworded)
    store.save(HEAD, replace(reworded, deleted=20))
    assert [(one.kind, one.text) for one in bin.all()] == [(Kind.MESSAGE, "Hello.")]


def test_what_is_read_again_is_not_erased_by_who_saw_it_in_the_bin(store: ConversationStore, bin: BinStore) -> None:
    store.save(HEAD, replace(ANSWER, deleted=20))
    (one,) = bin.all()
    store.save(HEAD, ANSWER)
    bin.erase(one)
    assert [message.text for message in store.messages("c")] == ["Hello?", "Hi."]


def test_a_picture_that_is_shown_elsewhere_too_is_not_erased(
    store: ConversationStore, bin: BinStore, erased: list[str]
) -> None:
    store.save(replace(HEAD, id="d"), replace(QUESTION, id="x"))
    store.delete("c", 20)
    bin.erase(bin.all()[0])
    assert erased == []


def test_with_a_conversation_goes_what_stood_in_its_composer_and_waited_in_its_queue(
    database: sqlite3.Connection, store: ConversationStore, bin: BinStore, erased: list[str]
) -> None:
    pictures = [Picture(letter * 64, "image/png") for letter in "bc"]
    store.keep_draft("c", Draft("half a thought", 0, (pictures[0],)))
    QueueStore(database).put("c", Queued("n", "Next?", (pictures[1],)))
    store.delete("c", 20)
    bin.erase(bin.all()[0])
    assert sorted(erased) == [letter * 64 for letter in "abc"]
    store.save(HEAD)
    assert not store.draft("c")


def test_with_a_message_goes_what_was_being_written_in_its_place(store: ConversationStore, bin: BinStore) -> None:
    store.keep_draft(QUESTION.id, Draft("half a thought"))
    store.save(HEAD, replace(QUESTION, deleted=20))
    bin.erase(bin.all()[0])
    assert not store.draft(QUESTION.id)


def test_with_a_conversation_goes_what_was_being_written_in_place_of_its_messages(
    store: ConversationStore, bin: BinStore
) -> None:
    store.keep_draft(QUESTION.id, Draft("half a thought"))
    store.delete("c", 20)
    bin.erase(bin.all()[0])
    assert not store.draft(QUESTION.id)


def test_the_picture_of_an_earlier_wording_is_erased_with_its_message(
    store: ConversationStore, bin: BinStore, erased: list[str]
) -> None:
    reworded = replace(QUESTION, parts=(Text("Hello?"),), edited=10)
    store.save(HEAD, reworded)
    store.save(HEAD, replace(reworded, deleted=20))
    bin.erase(bin.all()[0])
    assert erased == [BLOB]
