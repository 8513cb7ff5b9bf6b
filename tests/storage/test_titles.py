"""Which conversations are found by their titles, and that it is those of now."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.search import Found
from nextchat_desktop.storage.cards import CardStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.search import Search


class Shelf:
    """Conversations on disk, and somebody who looks for one of them."""

    def __init__(self, folder: Path) -> None:
        path, self.index = folder / "conversations.db", folder / "search.db"
        self.database = open_database(SqliteDriver(), path)
        self.store = ConversationStore(self.database)
        self.jobs: Queue[object] = Queue()
        self.search = Search(SqliteDriver(), path, self.index, self.jobs.put)

    def close(self) -> None:
        self.search.close()
        self.database.close()

    def keep(self, id: str, title: str, updated: int = 0, pinned: bool = False) -> None:
        said = Message(f"m-{id}", Role.USER, (Text("hello"),))
        self.store.save(Conversation(id, title=title, updated=updated, leaf=said.id, pinned=pinned), said)

    def find(self, text: str, most: int = 50) -> Found:
        answered: list[Found] = []
        self.search(text, most, answered.append)
        while not answered:
            job = self.jobs.get(timeout=20)
            assert callable(job)
            job()
        return answered[0]

    def finds(self, text: str) -> list[str]:
        return [one.conversation for one in self.find(text).titles]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with closing(Shelf(tmp_path)) as shelf:
        yield shelf


@pytest.mark.parametrize(
    "wish", ["cache", "CACHE", "ｃａｃｈｅ", "ach", "cafe\u0301", "缓", "的缓存", '"the cache"', "café the"]
)
def test_a_title_is_found_as_messages_are(shelf: Shelf, wish: str) -> None:
    shelf.keep("other", "What is for dinner, and the rest of it")
    shelf.keep("wanted", "The Cache at the Café 我的缓存")
    assert shelf.finds(wish) == ["wanted"]


def test_all_words_must_be_in_the_title(shelf: Shelf) -> None:
    shelf.keep("one", "red fox")
    shelf.keep("both", "a fox that is quick")
    assert shelf.finds("quick fox") == ["both"]
    assert shelf.finds('"quick fox"') == []


def test_what_was_found_is_marked_in_the_title_as_it_is_written(shelf: Shelf) -> None:
    shelf.keep("k", "Ｃａｃｈｅ of a cache", pinned=True)
    (found,) = shelf.find("cache").titles
    assert (found.title, found.marks, found.pinned) == ("Ｃａｃｈｅ of a cache", ((0, 5), (11, 16)), True)


def test_the_best_comes_first_and_of_equals_the_one_used_last(shelf: Shelf) -> None:
    shelf.keep("within", "Geocaches", updated=4)
    shelf.keep("word", "About caches", updated=3)
    shelf.keep("older", "caches", updated=1)
    shelf.keep("newer", "caches", updated=2)
    assert shelf.finds("cache") == ["newer", "older", "word", "within"]


def test_a_conversation_is_found_by_its_title_of_now_and_not_when_it_is_gone(shelf: Shelf) -> None:
    shelf.keep("k", "A cache")
    shelf.keep("l", "A cache of old")
    assert shelf.finds("cache") == ["k", "l"]
    shelf.keep("k", "Pebbles")
    assert (shelf.finds("cache"), shelf.finds("pebbles")) == (["l"], ["k"])
    CardStore(shelf.database).delete(["l"], 1)
    assert shelf.finds("cache") == []
    CardStore(shelf.database).restore(["l"])
    assert shelf.finds("cache") == ["l"]


def test_of_many_only_as_many_are_told_as_are_wanted_and_how_many_there_are(shelf: Shelf) -> None:
    for number in range(300):
        shelf.keep(f"k{number:03}", f"Talk {number:03}", updated=number)
    found = shelf.find("talk", 3)
    assert [one.conversation for one in found.titles] == ["k299", "k298", "k297"]
    assert found.titled == 300
    assert shelf.find("talk 299", 3).titled == 1


def test_nothing_is_found_for_nothing_and_signs_of_a_database_are_signs(shelf: Shelf) -> None:
    shelf.keep("k", '100% of_it\'s "here"')
    assert (shelf.finds(""), shelf.finds(" "), shelf.finds("_%")) == ([], [], [])
    assert [shelf.finds(wish) for wish in ("0%", "f_i", "'s", "\x00")] == [["k"], ["k"], ["k"], []]


def test_titles_that_are_no_text_and_a_lost_index_keep_nobody_from_finding_the_others(shelf: Shelf) -> None:
    shelf.keep("k", "A cache")
    shelf.keep("spoiled", "b")
    shelf.database.execute("UPDATE conversations SET title = CAST(x'ff63616368ff' AS TEXT) WHERE id = 'spoiled'")
    shelf.index.mkdir()
    assert sorted(shelf.finds("cach")) == ["k", "spoiled"]


def test_what_is_cancelled_is_not_told_and_the_next_is(shelf: Shelf) -> None:
    shelf.keep("k", "A cache")
    told: list[Found] = []
    shelf.search("cache", 5, told.append).cancel()
    assert shelf.finds("cache") == ["k"]
    assert told == []
