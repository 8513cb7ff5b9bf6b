"""Conversations on disk: what was saved comes back the same, and nothing is lost by half."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation, Place
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Reasoning, Text
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore, Draft
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.parts_text import parts_of
from nextchat_desktop.storage.places import PlaceStore
from nextchat_desktop.storage.prompts import PromptStore
from nextchat_desktop.storage.rows import message_of, message_row

HEAD = Conversation("c", "Title", True, 1, 2, "a", ModelChoice("ours", "gpt"))
QUESTION = Message("q", Role.USER, (Text("Hello?"),), None, 1)
ANSWER = Message(
    "a",
    Role.ASSISTANT,
    (Reasoning("Hm.", 1.5), Text("你好\u2028😀\n")),
    "q",
    2,
    State.INTERRUPTED,
    "GPT",
    Failed(FailureKind.RATE_LIMIT, "Slow down", 429, "rate", "temperature", 2.5),
    Usage(1, 2, 3, 4),
    "length",
    9.75,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(SqliteDriver(), path)) as database:
        yield database


@pytest.fixture
def store(database: sqlite3.Connection) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def bin(database: sqlite3.Connection) -> BinStore:
    return BinStore(database, lambda _blob: None)


def test_everything_about_a_message_comes_back(store: ConversationStore) -> None:
    store.save(HEAD, QUESTION, ANSWER)
    assert store.get("c") == HEAD
    assert store.messages("c") == [QUESTION, ANSWER]


def test_saving_again_changes_it_in_its_place(store: ConversationStore) -> None:
    store.save(HEAD, QUESTION, ANSWER)
    longer = replace(QUESTION, parts=(Text("Hello, world?"),))
    store.save(replace(HEAD, title="Other"), longer)
    assert store.all() == [replace(HEAD, title="Other")]
    assert store.messages("c") == [longer, ANSWER]


def test_branches_come_in_the_order_in_which_they_were_begun(store: ConversationStore) -> None:
    """Copies of earlier turns bear the times of those."""
    messages = [replace(QUESTION, id=str(number), created=number) for number in (3, 0, 2, 1)]
    store.save(HEAD, *messages)
    store.save(HEAD, replace(messages[0], finish="stop"))
    assert [message.id for message in store.messages("c")] == ["3", "0", "2", "1"]


def test_the_last_used_comes_first(store: ConversationStore) -> None:
    for id, updated in (("a", 1), ("b", 3), ("c", 2), ("d", 3)):
        store.save(Conversation(id, updated=updated))
    assert [conversation.id for conversation in store.all()] == ["d", "b", "c", "a"]


def test_a_save_that_fails_changes_nothing(store: ConversationStore) -> None:
    store.save(HEAD, QUESTION)
    with pytest.raises(UnicodeEncodeError):
        store.save(replace(HEAD, title="Other"), ANSWER, replace(QUESTION, parts=(Text("\ud83d"),)))
    assert store.get("c") == HEAD
    assert store.messages("c") == [QUESTION]
    store.save(HEAD, ANSWER)


def test_deleting_is_a_mark_until_the_bin_is_emptied(store: ConversationStore, bin: BinStore) -> None:
    store.save(HEAD, QUESTION)
    store.delete("c", now=100)
    assert (store.all(), store.get("c")) == ([], None)
    bin.empty(before=100)
    store.restore("c")
    assert store.all() == [HEAD]
    store.delete("c", now=100)
    bin.empty(before=101)
    store.restore("c")
    assert (store.all(), store.messages("c")) == ([], [])


def test_a_draft_stays_with_its_conversation(store: ConversationStore) -> None:
    store.save(HEAD)
    assert store.draft("c") == Draft()
    store.keep_draft("c", Draft("And th", 6))
    store.keep_draft("c", Draft("And then?", 3))
    assert store.draft("c") == Draft("And then?", 3)
    store.keep_draft("c", Draft("", 0))
    assert store.draft("c") == Draft()


def test_the_draft_of_a_message_goes_when_the_bin_is_emptied_of_it(store: ConversationStore, bin: BinStore) -> None:
    store.save(HEAD, QUESTION, replace(ANSWER, deleted=100))
    for message in (QUESTION, ANSWER):
        store.keep_draft(message.id, Draft("Other words"))
    bin.empty(before=100)
    assert store.draft(ANSWER.id)
    bin.empty(before=101)
    assert (store.draft(QUESTION.id).text, store.draft(ANSWER.id)) == ("Other words", Draft())


def test_what_never_reached_its_end_is_found(store: ConversationStore) -> None:
    cut, other = (replace(ANSWER, id=id, state=State.STREAMING) for id in ("cut", "other"))
    store.save(HEAD, QUESTION, ANSWER, cut)
    store.save(Conversation("gone"), other)
    store.delete("gone", 1)
    assert store.streaming() == [(HEAD, cut)]


def test_writing_by_another_process_is_noticed_once_and_ones_own_never(path: Path, store: ConversationStore) -> None:
    store.save(HEAD)
    assert not store.changed_elsewhere()
    with closing(open_database(SqliteDriver(), path)) as other:
        ConversationStore(other).save(HEAD, QUESTION)
    assert store.changed_elsewhere()
    assert not store.changed_elsewhere()


def test_a_part_of_a_kind_that_is_not_known_yet_is_left_out() -> None:
    assert parts_of('[{"type":"image","url":"x"},{"type":"text","text":"a"},{"type":"text"}]') == (Text("a"),)


def test_a_failure_that_cannot_be_read_does_not_take_the_message_with_it() -> None:
    row = list(message_row("c", ANSWER))
    row[8] = '{"kind":"a kind of the future"}'
    assert message_of(tuple(row)) == replace(ANSWER, failure=None)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.builds(Text, TEXTS) | st.builds(Reasoning, TEXTS, st.none() | st.floats(0, 1e6))).map(tuple))
def test_any_parts_come_back_the_same(parts: tuple[Text | Reasoning, ...]) -> None:
    message = replace(ANSWER, parts=parts)
    assert message_of(message_row("c", message)) == message


def test_a_message_of_a_later_version_is_read_as_far_as_it_goes(
    store: ConversationStore, database: sqlite3.Connection
) -> None:
    store.save(HEAD, QUESTION, ANSWER)
    parts = (
        '[{"type": "text", "text": "Hi"}, {"type": "smell"}, 4, {"type": "reasoning", "text": "Hm", "seconds": "x"}]'
    )
    database.execute(
        "UPDATE messages SET role = 'tool', state = 'dreaming', parts = ?, usage = '[' WHERE id = 'q'", (parts,)
    )
    database.execute("UPDATE messages SET parts = '{broken' WHERE id = 'a'")
    question, answer = store.messages("c")
    assert (question.role, question.state) == (Role.ASSISTANT, State.INTERRUPTED)
    assert question.parts == (Text("Hi"), Reasoning("Hm"))
    assert answer.parts == ()


def test_a_disk_that_takes_nothing_changes_nothing(store: ConversationStore, database: sqlite3.Connection) -> None:
    store.save(HEAD, QUESTION)
    database.execute("PRAGMA max_page_count = 1")
    with pytest.raises(NotWritten, match="full"):
        store.save(replace(HEAD, title="New"), replace(ANSWER, parts=(Text("words " * 10_000),)))
    assert store.get("c") == HEAD
    assert store.messages("c") == [QUESTION]


WHOLE = Conversation(
    "w",
    "Whole",
    leaf="a",
    cleared="q",
    mask=Mask("m", "Ann", choice=ModelChoice("ours", "gpt")),
    context=(Message("1", Role.SYSTEM, (Text("You are Ann."),)),),
    hides_context=True,
    parameters=Parameters(temperature=0.0, stop=("END",), memory_model=ModelChoice("ours", "small")),
    folder="f",
    tags=("tax", "2026"),
    pinned=True,
    archived=True,
    rank=-1.5,
)


def test_everything_about_a_conversation_comes_back(store: ConversationStore) -> None:
    store.save(WHOLE)
    assert store.get("w") == WHOLE


@pytest.mark.parametrize("json", ["{broken", "null", "7", "[[]]", '{"temperature": "hot", "later": {}}', "[7, null]"])
def test_a_head_that_another_version_wrote_is_read_as_far_as_it_goes(
    store: ConversationStore, database: sqlite3.Connection, json: str
) -> None:
    store.save(WHOLE)
    database.execute("UPDATE conversations SET mask = ?1, context = ?1, parameters = ?1, tags = ?1", (json,))
    plain = replace(WHOLE, mask=None, context=(), parameters=Parameters(), tags=())
    assert store.get("w") == plain
    store.save(replace(plain, title="Other"), since=plain)
    (kept,) = database.execute("SELECT parameters FROM conversations WHERE title = 'Other'").fetchone()
    assert kept == json


def test_tags_and_parameters_that_are_understood_stay_beside_those_that_are_not(
    store: ConversationStore, database: sqlite3.Connection
) -> None:
    store.save(WHOLE)
    database.execute("""UPDATE conversations SET tags = '["tax", 7, null, ["x"], "home"]',
        parameters = '{"temperature": "hot", "top_p": 0.5, "turns": null, "dreams": 3}',
        mask = '{"id": "m", "name": null, "created": "long ago", "about": "Helps"}',
        context = '[{"role": "wizard", "parts": []}, {"role": "user", "parts": [{"type": "text", "text": "Hi"}]}]'""")
    head = store.get("w")
    assert head is not None
    assert (head.tags, head.parameters) == (("tax", "home"), Parameters(top_p=0.5))
    assert head.mask == Mask("m", "", about="Helps")
    assert [one.text for one in head.context] == ["Hi"]


def test_only_going_on_with_a_deleted_conversation_brings_it_back(store: ConversationStore) -> None:
    store.save(HEAD)
    store.delete("c", 5)
    store.save(replace(HEAD, title="Named"), since=HEAD)
    assert store.get("c") is None
    store.save(replace(HEAD, leaf="z"), since=HEAD)
    assert store.get("c") is not None


def test_with_the_bin_go_the_prompts_and_places_of_what_is_gone_and_no_others(
    store: ConversationStore, bin: BinStore, database: sqlite3.Connection
) -> None:
    prompts, places = PromptStore(database, Path()), PlaceStore(database)
    prompts.keep([Prompt("p", "Polish", "Polish it."), Prompt("r", "Repeat", "Again.")])
    prompts.delete(["p"], 5)
    for id in ("c", "d"):
        store.save(replace(HEAD, id=id))
        places.keep_place(id, Place("a", 0.5))
        store.keep_draft(id, Draft("half a"))
    store.keep_draft("", Draft("a thought"))
    store.delete("c", 5)
    bin.empty(6)
    assert database.execute("SELECT id FROM prompts").fetchall() == [("r",)]
    assert (places.place("c"), places.place("d")) == (None, Place("a", 0.5))
    assert [store.draft(id).text for id in ("c", "d", "")] == ["", "half a", "a thought"]
