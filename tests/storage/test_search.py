"""What is found in all conversations, and what is not any more."""

import shutil
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.looked_for import folded, has_all, terms_of
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Reasoning, Text
from nextchat_desktop.core.search import Found
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.indexing import Catching, Indexing
from nextchat_desktop.storage.search import Search
from nextchat_desktop.storage.search_index import open_index

STATES = Path(__file__).parent / "states"


class Archive:
    """Conversations on disk, and somebody who looks for something in them."""

    def __init__(self, folder: Path) -> None:
        self.path, self.index_path = folder / "conversations.db", folder / "search.db"
        self.database = open_database(SqliteDriver(), self.path)
        self.store = ConversationStore(self.database)
        self.jobs: Queue[object] = Queue()
        self.search = Search(SqliteDriver(), self.path, self.index_path, self.jobs.put)
        self._count = 0

    def close(self) -> None:
        self.search.close()
        self.database.close()

    def say(self, text: str, conversation: str = "c", state: State = State.COMPLETE, created: int | None = None) -> str:
        self._count += 1
        when = self._count * 60_000 if created is None else created
        message = Message(f"m{self._count}", Role.USER, (Text(text),), created=when, state=state, author="Model")
        self.save(message, conversation)
        return message.id

    def save(self, message: Message, conversation: str = "c") -> None:
        self.store.save(Conversation(conversation, title=f"About {conversation}", leaf=message.id), message)

    def change(self, id: str, text: str) -> None:
        message = next(one for one in self.store.messages("c") if one.id == id)
        self.save(replace(message, parts=(Text(text),), edited=1))

    def catch_up(self) -> None:
        driver = SqliteDriver()
        with closing(driver.connect(self.path)) as database, closing(open_index(driver, self.index_path)) as index:
            catching = Catching(database, index)
            catching.compare()
            while catching.piece():
                pass

    def find(self, wish: str, most: int = 50) -> Found:
        answered: Queue[Found] = Queue()
        self.search(wish, most, answered.put)
        while answered.empty():
            job = self.jobs.get(timeout=20)
            assert callable(job)
            job()
        return answered.get_nowait()

    def finds(self, wish: str, most: int = 50) -> list[str]:
        """The messages that are found once everything is taken in."""
        self.catch_up()
        return [hit.message for hit in self.find(wish, most).hits]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive(tmp_path)) as archive:
        yield archive


@pytest.mark.parametrize("wish", ["数", "数据", "数据库", "据库的索引", "问", "题？", "。", "这 库"])
def test_chinese_is_found_by_any_of_its_characters(archive: Archive, wish: str) -> None:
    archive.say("天气很好")
    message = archive.say("这个数据库的索引有什么问题？谢谢。")
    assert archive.finds(wish) == [message]


@pytest.mark.parametrize("wish", ["c#", "C", "Go", "a[i]", "a[i] += f(x)", "->", '"', "'", "\\n", "*", "f(x) Go", "😀"])
def test_code_is_found_by_any_of_its_signs(archive: Archive, wish: str) -> None:
    archive.say("some words")
    message = archive.say("""In C# or Go: a[i] += f(x) -> "it's\\n" * 2 😀""")
    assert archive.finds(wish) == [message]


def test_words_are_found_inside_words_whatever_their_case_and_width(archive: Archive) -> None:
    message = archive.say("Ｕｎbelievable STRASSE")
    assert archive.finds("BELIEV straße un") == [message]


def test_all_words_must_be_there(archive: Archive) -> None:
    archive.say("red fox")
    message = archive.say("a fox that is quick")
    assert archive.finds("quick fox") == [message]
    assert archive.finds('"quick fox"') == []


def test_a_long_text_that_was_copied_is_found(archive: Archive) -> None:
    text = " ".join(f"sentence number {number} of many" for number in range(400))
    message = archive.say(text)
    archive.say(text.replace("number 399", "no. 399"))
    assert archive.finds(f'"{text}"') == [message]


def test_the_newest_come_first_and_more_is_told(archive: Archive) -> None:
    messages = [archive.say(f"needle {number}") for number in range(5)]
    assert archive.finds("needle", 3) == messages[:1:-1]
    assert archive.find("needle", 3).more
    assert not archive.find("needle", 5).more


def test_what_was_said_earlier_and_came_later_has_its_place_in_time(archive: Archive) -> None:
    new = archive.say("needle", created=2_000_000_000_000)
    old = archive.say("needle", created=1_500_000_000_000)
    assert archive.finds("needle") == [new, old]


def test_any_number_of_messages_of_one_time_have_their_place(archive: Archive) -> None:
    """As an import may bring them, or a clock that stands still."""
    same = {archive.say("needle", created=7) for _ in range(300)}
    assert set(archive.finds("needle", 400)) == same
    with closing(sqlite3.connect(archive.index_path)) as index:
        assert index.execute("SELECT max(id) FROM documents").fetchone()[0] < 300


def test_a_hit_tells_where_it_is_and_shows_a_piece_of_it(archive: Archive) -> None:
    message = archive.say(f"{'long ' * 100}NEEDLE {'tail ' * 100}", "d")
    archive.catch_up()
    (hit,) = archive.find("needle").hits
    assert (hit.message, hit.conversation, hit.title, hit.author) == (message, "d", "About d", "Model")
    assert [hit.snippet[first:last] for first, last in hit.marks] == ["NEEDLE"]
    assert len(hit.snippet) <= 120


def test_what_is_deleted_is_not_found_until_that_is_undone(archive: Archive) -> None:
    id = archive.say("needle")
    message = archive.store.messages("c")[0]
    archive.catch_up()
    archive.save(replace(message, deleted=1))
    assert archive.find("needle").hits == ()
    assert archive.finds("needle") == []
    archive.save(message)
    assert [hit.message for hit in archive.find("needle").hits] == [id] == archive.finds("needle")


def test_a_deleted_conversation_is_not_searched_until_that_is_undone_but_an_archived_one_is(archive: Archive) -> None:
    message = archive.say("needle")
    archive.catch_up()
    archive.store.delete("c", 1)
    assert archive.finds("needle") == []
    archive.store.restore("c")
    assert archive.finds("needle") == [message]
    archive.database.execute("UPDATE conversations SET archived = 1")
    assert archive.finds("needle") == [message]


def test_a_message_is_found_by_its_words_of_today(archive: Archive) -> None:
    message = archive.say("a needle")
    archive.catch_up()
    archive.change(message, "a pin")
    assert archive.find("needle").hits == ()
    assert archive.finds("pin") == [message]
    archive.change(message, "a fork")
    archive.change(message, "a needle")
    assert (archive.finds("needle"), archive.finds("pin"), archive.finds("fork")) == ([message], [], [])


def test_what_is_erased_for_good_leaves_nothing_behind(archive: Archive) -> None:
    archive.say("a secret word")
    archive.catch_up()
    archive.store.delete("c", 1)
    BinStore(archive.database, lambda _blob: None).empty(2)
    archive.catch_up()
    with closing(sqlite3.connect(archive.index_path)) as index:
        index.execute("INSERT INTO grams (grams) VALUES ('optimize')")
        index.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(grams, 'row')")
        assert index.execute("SELECT count(*) FROM terms").fetchone() == (0,)
        assert index.execute("SELECT count(*) FROM documents").fetchone() == (0,)
    assert archive.database.execute("SELECT count(*) FROM to_index").fetchone() == (0,)


def test_an_answer_is_found_when_it_has_ended(archive: Archive) -> None:
    message = archive.say("", state=State.STREAMING)
    archive.catch_up()
    archive.save(Message(message, Role.ASSISTANT, (Text("a needle"),), state=State.STREAMING))
    assert archive.finds("needle") == []
    archive.save(Message(message, Role.ASSISTANT, (Text("a needle and a pin"),), state=State.STOPPED))
    assert archive.finds("needle pin") == [message]


def test_thoughts_are_not_searched(archive: Archive) -> None:
    archive.save(Message("m", Role.ASSISTANT, (Reasoning("a needle?"), Text("a pin"))))
    assert (archive.finds("needle"), archive.finds("pin")) == ([], ["m"])


@pytest.mark.parametrize(
    "foreign", ['{"type":7}', '{"type":"film","text":"x"}', "3", '{"type":"text"}', '{"text":null}']
)
def test_what_stands_beside_foreign_parts_is_found(archive: Archive, foreign: str) -> None:
    message = archive.say("words")
    parts = f'[{{"type":"text","text":"nee","new":[1]}},{foreign},{{"type":"text","text":"dle"}}]'
    archive.database.execute("UPDATE messages SET parts = ?", (parts,))
    assert archive.finds("needle") == [message]


@pytest.mark.parametrize("parts", ["", "no JSON", "[1, {}]", '[{"type":"text","text":"\\u0000\\ud800 x"}]', "\udcff"])
def test_strange_bytes_disturb_nobody(archive: Archive, parts: str) -> None:
    strange, message = archive.say("strange"), archive.say("needle")
    foreign = parts.encode("utf-8", "surrogateescape")
    archive.database.execute("UPDATE messages SET parts = CAST(? AS TEXT) WHERE id = ?", (foreign, strange))
    assert archive.finds("needle") == [message]
    assert archive.finds("strange") == []


@pytest.mark.parametrize(
    "wish", ["", "  ", '"', '""', '" "', "*", "a AND", "NEAR(", "^x", "-", "\0", "col:x", "\ud800"]
)
def test_whatever_is_typed_is_looked_for_and_is_no_command(archive: Archive, wish: str) -> None:
    archive.say("needle")
    assert archive.finds(wish) == []


def test_a_database_of_the_time_before_is_taken_in(tmp_path: Path) -> None:
    shutil.copy(STATES / "2.db", tmp_path / "conversations.db")
    with closing(Archive(tmp_path)) as archive:
        rows = archive.database.execute("SELECT id, parts FROM messages").fetchall()
        assert rows
        archive.catch_up()
        for id, _ in rows:
            message = next(one for one in archive.store.messages("c") if one.id == id)
            assert id in archive.finds(message.text.split()[0])


def test_a_crash_between_a_write_and_the_index_loses_nothing(archive: Archive) -> None:
    before = archive.say("needle one")
    archive.catch_up()
    shutil.copy(archive.index_path, archive.index_path.with_suffix(".copy"))
    after = archive.say("needle two")
    archive.change(before, "pin")
    archive.catch_up()
    archive.search.close()
    shutil.copy(archive.index_path.with_suffix(".copy"), archive.index_path)  # as if none of it had been written
    archive.search = Search(SqliteDriver(), archive.path, archive.index_path, archive.jobs.put)
    assert (archive.finds("needle"), archive.finds("pin")) == ([after], [before])


def test_a_database_that_was_put_back_from_a_copy_gets_an_index_of_its_own(archive: Archive, tmp_path: Path) -> None:
    archive.say("needle")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        archive.database.backup(copy)
    archive.say("needle")
    archive.catch_up()
    archive.close()
    shutil.copy(tmp_path / "copy.db", archive.path)
    with closing(Archive(tmp_path)) as again:
        assert again.finds("needle") == ["m1"]
        with closing(sqlite3.connect(again.index_path)) as index:
            assert index.execute("SELECT count(*) FROM documents").fetchone() == (1,)


@pytest.mark.parametrize("spoiled", [b"", b"not a database at all" * 500])
def test_an_index_that_cannot_be_read_is_made_again(archive: Archive, spoiled: bytes) -> None:
    message = archive.say("needle")
    archive.index_path.write_bytes(spoiled)
    assert archive.finds("needle") == [message]


def test_an_index_that_is_spoiled_inside_is_made_again(archive: Archive) -> None:
    message = archive.say("needle")
    archive.catch_up()
    with closing(sqlite3.connect(archive.index_path)) as index, index:
        index.execute("UPDATE grams_data SET block = zeroblob(40)")
    assert archive.find("needle").hits == ()
    archive.say("another")
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0, pause=0.01)
    try:
        wait_for(lambda: [hit.message for hit in archive.find("needle").hits] == [message])
    finally:
        indexing.close()


def wait_for(what: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not (callable(what) and what()):
        assert time.monotonic() < end, "waited for nothing"
        time.sleep(0.02)


def test_what_is_said_while_the_program_runs_is_found_soon(archive: Archive) -> None:
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0, pause=0.01)
    try:
        message = archive.say("needle")
        wait_for(lambda: [hit.message for hit in archive.find("needle").hits] == [message])
    finally:
        indexing.close()


def test_the_window_does_not_take_the_index_for_another_process(archive: Archive) -> None:
    noted: Queue[int] = Queue()
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0, pause=0.01, forget=noted.put)
    try:
        message = archive.say("needle")
        wait_for(lambda: [hit.message for hit in archive.find("needle").hits] == [message])
        archive.store.forget_notes(noted.get(timeout=20))
    finally:
        indexing.close()
    assert not archive.store.changed_elsewhere()
    assert noted.empty()
    assert archive.database.execute("SELECT count(*) FROM to_index").fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its users apart otherwise")
def test_the_index_is_for_its_owner_only(archive: Archive) -> None:
    archive.catch_up()
    archive.find("needle")
    files = list(archive.path.parent.glob("search.db*"))
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_without_room_for_an_index_nothing_is_found_and_nothing_breaks(archive: Archive) -> None:
    archive.say("needle")
    archive.index_path.mkdir()
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0)
    assert archive.find("needle").hits == ()
    indexing.close()


def test_two_windows_keep_one_index(archive: Archive) -> None:
    indexings = [Indexing(SqliteDriver(), archive.path, archive.index_path, later=0, pause=0.01) for _ in range(2)]
    try:
        messages = [archive.say(f"needle {number}") for number in range(60)]
        wait_for(lambda: len(archive.find("needle", 100).hits) == 60)
    finally:
        for indexing in indexings:
            indexing.close()
    assert archive.finds("needle", 100) == messages[::-1]


def test_it_closes_at_once_and_leaves_no_thread(archive: Archive) -> None:
    for _ in range(300):
        archive.say("many words " * 500)
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0)
    wait_for(archive.index_path.exists)
    time.sleep(0.1)
    began = time.monotonic()
    indexing.close()
    assert time.monotonic() - began < 2
    assert "indexing" not in {thread.name for thread in threading.enumerate()}
    assert len(archive.finds("many", 400)) == 300


def test_where_nothing_changes_it_hardly_looks_and_finds_out_at_once_when_told(archive: Archive) -> None:
    archive.say("needle")
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0, pause=1)
    try:
        wait_for(lambda: archive.index_path.exists() and taken_in(archive) == 1)
        time.sleep(3.5)  # it has looked after one second, and after two more
        archive.say("another")
        time.sleep(1.5)
        assert taken_in(archive) == 1
        indexing.look()
        wait_for(lambda: taken_in(archive) == 2, 2)
    finally:
        indexing.close()


def taken_in(archive: Archive) -> int:
    with closing(sqlite3.connect(archive.index_path)) as index, suppress(sqlite3.OperationalError):
        return int(index.execute("SELECT count(*) FROM documents").fetchone()[0])
    return 0  # it is being made


def test_it_gives_way_in_the_middle_of_its_work_and_goes_on_afterwards(archive: Archive) -> None:
    for first in range(200):
        archive.say(" ".join(map(str, range(first, first + 1500))))
    indexing = Indexing(SqliteDriver(), archive.path, archive.index_path, later=0, pause=0.01, rest=0)
    try:
        wait_for(archive.index_path.exists)
        indexing.give_way(1.5)
        time.sleep(0.1)  # for the message it is at
        before = time.process_time()
        time.sleep(0.5)
        assert time.process_time() - before < 0.1
        assert taken_in(archive) < 200
        wait_for(lambda: taken_in(archive) == 200)
    finally:
        indexing.close()


def test_what_is_cancelled_is_never_delivered(archive: Archive) -> None:
    archive.say("needle")
    archive.catch_up()
    answered: list[Found] = []
    archive.search("needle", 5, answered.append).cancel()
    assert archive.find("needle").hits
    while not archive.jobs.empty():
        job = archive.jobs.get_nowait()
        assert callable(job)
        job()
    assert answered == []


def test_a_program_that_closes_does_not_answer_any_more(archive: Archive) -> None:
    archive.say("needle")
    archive.catch_up()
    for _ in range(50):
        archive.search("needle", 5, lambda _found: None)
    archive.search.close()
    assert archive.jobs.qsize() < 50
    assert "search" not in {thread.name for thread in threading.enumerate()}


WORDS = st.text(st.sampled_from('abAB #数据库ß１1　 \n"*é😀'), min_size=1, max_size=8)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["say", "say", "change", "delete", "undelete", "erase", "catch up"]), WORDS), max_size=25
)


@settings(max_examples=40, deadline=None)
@given(CHANGES, st.lists(WORDS, min_size=1, max_size=5))
def test_the_same_is_found_as_by_reading_everything(changes: list[tuple[str, str]], wishes: list[str]) -> None:
    with TemporaryDirectory() as folder, closing(Archive(Path(folder))) as archive:
        for what, text in changes:
            do(archive, what, text)
        for wish in wishes:
            assert set(archive.finds(wish)) == read_through(archive, wish)


def do(archive: Archive, what: str, text: str) -> None:
    messages = archive.store.messages("c")
    one = messages[len(text) % len(messages)] if messages else None
    if what == "say":
        archive.say(text)
    elif what == "catch up":
        archive.catch_up()
    elif one is None:
        return
    elif what == "change":
        archive.change(one.id, text)
    elif what == "erase":
        archive.database.execute("DELETE FROM messages WHERE id = ?", (one.id,))
    else:
        archive.save(replace(one, deleted=1 if what == "delete" else None))


def read_through(archive: Archive, wish: str) -> set[str]:
    terms = terms_of(wish)
    living = [message for message in archive.store.messages("c") if message.deleted is None]
    return {message.id for message in living if terms and has_all(folded(message.text), terms)}


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abAB#.数据库ß１é😀 "), min_size=1, max_size=14), st.data())
def test_any_piece_of_a_message_leads_to_it(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    piece = text[first : data.draw(st.integers(first + 1, len(text)))].strip()
    with TemporaryDirectory() as folder, closing(Archive(Path(folder))) as archive:
        message = archive.say(text)
        assert archive.finds(f'"{piece}"' if " " in piece else piece) == ([message] if piece else [])
