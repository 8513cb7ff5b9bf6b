"""What the sidebar shows: headings and what stands under them, changed one by one and never otherwise than anew."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.world import MODEL, Desk
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.ranking import ranked
from nextchat_desktop.engine.sections import Kind, Step, What
from nextchat_desktop.engine.shelf import AT_ONCE, Entry, Head, Shelf, Showing
from nextchat_desktop.engine.shelving import Shelving
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.cards import CardStore
from nextchat_desktop.storage.folders import FolderStore
from nextchat_desktop.words.catalogue import Words

NOON = round(datetime(2026, 7, 15, 12).timestamp() * 1000)
DAY = 24 * 60 * 60 * 1000
DAYS = {"today": 0, "yesterday": 1, "week": 5, "earlier": 20, "month": 60}


@dataclass
class List:
    """A list in a window: it knows of the rows only what it was told. A screen reader asks about all that are there."""

    shelf: Shelf
    rows: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def before(self, step: Step) -> None:
        """All that is there can still be asked about."""
        assert len(shown(self.shelf)) == len(self.rows)

    def after(self, step: Step) -> None:
        self.steps.append(step)
        if step.what is What.ANEW:
            self.rows = shown(self.shelf)
        elif step.what is What.PUT:
            self.rows[step.row : step.row] = shown(self.shelf)[step.row : step.row + step.count]
        elif step.what is What.TAKEN:
            del self.rows[step.row : step.row + step.count]
        elif step.what is What.MOVED:
            row = self.rows.pop(step.row)
            self.rows.insert(step.to - (step.to > step.row), row)


@dataclass
class Room:
    """Everything around a shelf, over a real database."""

    desk: Desk
    library: Library
    cards: CardStore
    folders: FolderStore
    deeds: Deeds
    shelf: Shelf
    shelving: Shelving

    def keep(self, id: str, ago: int = 0, **more: object) -> str:
        """A conversation that was last used so many days ago."""
        self.desk.store.save(Conversation(id, id.title(), updated=NOON - ago * DAY, **more))  # type: ignore[arg-type]
        self.library.changed.tell(id)
        return id

    def again(self) -> Shelf:
        """As the next start finds it."""
        return Shelf(self.cards, self.folders, self.library, lambda: NOON)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with closing(Desk(tmp_path)) as desk:
        desk.now = NOON
        library, deeds = Library(desk.world), Deeds()
        cards, folders = CardStore(desk.database), FolderStore(desk.database)
        shelf = Shelf(cards, folders, library, lambda: NOON)
        words = Words(resource("locales"), "en")
        stores = (cards, folders)
        shelving = Shelving(shelf, stores, library, deeds, words, desk.world.clock, desk.world.new_id)
        yield Room(desk, library, cards, folders, deeds, shelf, shelving)


def shown(shelf: Shelf) -> list[str]:
    return [said(shelf.row(row)) for row in range(len(shelf))]


def said(row: Entry | Head) -> str:
    if isinstance(row, Entry):
        return row.card.id
    return f"[{row.name or row.heading.kind.name.lower()}]"


def test_each_conversation_stands_under_the_day_it_was_last_used(room: Room) -> None:
    for id, ago in DAYS.items():
        room.keep(id, ago)
    assert shown(room.shelf) == [row for id in DAYS for row in (f"[{id}]", id)]
    assert room.shelf.heading_of("month") != room.shelf.heading_of("earlier")
    assert shown(room.again()) == shown(room.shelf)


def test_a_month_has_its_name(room: Room) -> None:
    room.keep("old", 60)
    heading = room.shelf.heading_of("old")
    expected = datetime.fromtimestamp(NOON / 1000) - timedelta(days=60)
    assert heading is not None
    assert heading.id == f"{expected:%Y-%m}"


def test_what_is_used_again_moves_to_the_top_in_one_step(room: Room) -> None:
    for id in ("one", "two", "three"):
        room.keep(id, 1)
    room.keep("four")
    watch = List(room.shelf, shown(room.shelf))
    room.shelf.watch(watch)
    room.keep("three", -1)
    assert watch.rows == ["[today]", "three", "four", "[yesterday]", "one", "two"]
    assert [step.what for step in watch.steps if step.what is not What.CHANGED] == [What.MOVED]


def test_pinned_ones_and_folders_keep_the_order_people_gave_them(room: Room) -> None:
    ids = [room.keep(id, ago) for ago, id in enumerate("abcdef")]
    room.shelving.pin(["c", "a"], True)
    folder = room.shelving.new_folder(["f", "d"])
    assert shown(room.shelf)[:6] == ["[pinned]", "c", "a", "[New folder]", "f", "d"]
    room.shelving.put(["d"], Kind.PINNED, before="a")
    room.shelving.put(["b"], Kind.FOLDER, folder.id, before="")
    assert shown(room.shelf)[:7] == ["[pinned]", "c", "d", "a", "[New folder]", "f", "b"]
    assert shown(room.again()) == shown(room.shelf)
    assert sorted(room.shelf.ids()) == sorted(ids)


def test_nothing_is_used_so_often_that_it_leaves_its_place_in_a_folder(room: Room) -> None:
    for id in "ab":
        room.keep(id, 3)
    room.shelving.new_folder(["a", "b"])
    session = room.library.open("b")
    assert session is not None
    room.desk.exchange(session, "More?", "More.")
    assert shown(room.shelf) == ["[New folder]", "a", "b"]


def test_neighbours_step_up_and_down_and_stop_at_the_ends(room: Room) -> None:
    for id in "abc":
        room.keep(id)
    room.shelving.pin(["a", "b", "c"], True)
    assert room.shelving.step(["c"], -1)
    assert room.shelf.under(Kind.PINNED) == ["a", "c", "b"]
    assert room.shelving.step(["a", "c"], 1)
    assert room.shelf.under(Kind.PINNED) == ["b", "a", "c"]
    assert not room.shelving.step(["b"], -1)
    assert not room.shelving.step(["c"], 1)


def test_there_is_always_room_between_two_neighbours() -> None:
    order = [("a", 0.0), ("b", 1.0)]
    for number in range(200):
        ranks = ranked(order, 1, [f"new{number}"])
        ids = [order[0][0], f"new{number}", *(id for id, _ in order[1:])]
        known = dict(order) | dict(ranks)
        order = [(id, known[id]) for id in ids]
        assert [rank for _, rank in order] == sorted({rank for _, rank in order})


def test_a_deleted_folder_lets_its_conversations_go_and_has_them_again(room: Room) -> None:
    room.keep("a", 2)
    folder = room.shelving.new_folder(["a"])
    room.shelving.delete_folder(folder.id)
    assert shown(room.shelf) == ["[week]", "a"]
    room.deeds.undo()
    assert shown(room.shelf) == ["[New folder]", "a"]
    room.deeds.redo()
    assert shown(room.again()) == ["[week]", "a"]


def test_to_undo_that_a_folder_was_renamed_does_not_open_it(room: Room) -> None:
    folder = room.shelving.new_folder([room.keep("a")])
    room.shelving.rename_folder(folder.id, "Work")
    room.shelving.fold(folder.id)
    room.deeds.undo()
    (found,) = room.again().folders
    assert (found.name, found.is_folded) == (folder.name, True)


def test_the_archive_is_a_place_of_its_own(room: Room) -> None:
    room.keep("a")
    room.keep("b", pinned=True)
    room.shelving.archive(["a", "b"], True)
    assert shown(room.shelf) == []
    room.shelf.show(Showing(archive=True))
    assert sorted(room.shelf.ids()) == ["a", "b"]
    room.deeds.undo()
    room.shelf.show(Showing())
    assert shown(room.shelf) == ["[pinned]", "b", "[today]", "a"]


def test_a_tag_leaves_only_what_bears_it(room: Room) -> None:
    for id in "abc":
        room.keep(id)
    room.shelving.new_folder(["c"])
    room.shelving.tag(["b", "c"], " tax ", True)
    assert room.shelf.tags == ("tax",)
    room.shelf.show(Showing(tag="tax"))
    assert shown(room.shelf) == ["[New folder]", "c", "[today]", "b"]
    room.shelving.tag(["b"], "tax", False)
    assert shown(room.shelf) == ["[New folder]", "c"]
    room.shelf.show(Showing())
    room.deeds.undo()
    room.deeds.undo()
    assert room.shelf.tags == ()


def test_many_are_deleted_at_once_and_come_back_at_once(room: Room) -> None:
    ids = [room.keep(f"c{number}") for number in range(30)]
    room.library.open("c1")
    said: list[str] = []
    room.deeds.done.listen(said.append)
    room.shelving.delete(ids)
    assert (shown(room.shelf), said) == ([], ["Deleted 30 conversations"])
    room.deeds.undo()
    assert sorted(room.shelf.ids()) == sorted(ids)


def test_deleting_stops_the_answer_and_it_does_not_bring_the_conversation_back(room: Room) -> None:
    session = room.library.new()
    session.send("Hello?", MODEL, "GPT")
    room.desk.say(TextDelta("Half"))
    room.shelving.delete([session.conversation.id])
    assert room.desk.cancelled == 1
    assert shown(room.again()) == []
    assert not room.library.is_busy(session.conversation.id)


def test_a_conversation_that_is_open_keeps_where_it_stands(room: Room) -> None:
    room.keep("a")
    session = room.library.open("a")
    assert session is not None
    room.shelving.pin(["a"], True)
    room.desk.exchange(session, "More?", "More.")
    assert session.conversation.pinned
    assert shown(room.again()) == ["[pinned]", "a"]


def test_an_unread_answer_is_unread_after_the_next_start_too(room: Room) -> None:
    room.keep("a")
    room.shelf.mark_unread("a", True)
    assert marks(room.again(), "a") == (False, True, False)
    room.shelf.mark_unread("a", False)
    assert marks(room.again(), "a") == (False, False, False)


def test_rows_say_what_is_being_answered_and_what_has_failed(room: Room) -> None:
    session = room.library.new()
    session.send("Hello?", MODEL, "GPT")
    id = session.conversation.id
    assert marks(room.shelf, id) == (True, False, False)
    room.desk.say(Failed(FailureKind.QUOTA))
    assert marks(room.shelf, id) == (False, False, True)
    assert marks(room.again(), id) == (False, False, True)
    session.answer_again(session.path[0].id, MODEL, "GPT")
    room.desk.say(TextDelta("Hi."), Finished())
    assert marks(room.shelf, id) == (False, False, False)


def test_a_folded_folder_says_what_is_going_on_in_it(room: Room) -> None:
    room.keep("a")
    folder = room.shelving.new_folder(["a"])
    room.shelving.fold(folder.id)
    room.shelf.mark_unread("a", True)
    (head,) = (room.shelf.row(row) for row in range(len(room.shelf)))
    assert isinstance(head, Head)
    assert (head.count, head.unread, head.busy, head.failed) == (1, True, False, False)
    assert shown(room.again()) == ["[New folder]"]


def test_a_row_knows_the_face_of_its_mask(room: Room) -> None:
    room.keep("a", mask=Mask("m", "Editor", avatar="✍️"))
    card = room.shelf.card("a")
    assert card is not None
    assert (card.avatar, card.mask) == ("✍️", "Editor")


def test_what_was_used_long_ago_comes_when_there_is_time(room: Room) -> None:
    for number in range(AT_ONCE * 2):
        room.desk.store.save(Conversation(f"c{number:04}", "T", updated=NOON - number * DAY))
    room.desk.store.save(Conversation("kept", "T", updated=1000, pinned=True))
    shelf = room.again()
    assert len(shelf.ids()) == AT_ONCE + 1
    watch = List(shelf)
    watch.rows = shown(shelf)
    shelf.watch(watch)
    while shelf.read_on():
        pass
    assert len(shelf.ids()) == AT_ONCE * 2 + 1
    assert watch.rows == shown(shelf)


@pytest.mark.parametrize("seed", range(6))
def test_one_by_one_leads_to_the_same_as_anew(room: Room, seed: int) -> None:
    chance = random.Random(seed)
    ids = [room.keep(f"c{number}", chance.choice([0, 1, 3, 12, 50, 90])) for number in range(24)]
    watch = List(room.shelf)
    watch.rows = shown(room.shelf)
    room.shelf.watch(watch)
    for _ in range(120):
        act_at_random(room, chance, ids)
        assert watch.rows == shown(room.shelf)
    mine = shown(room.shelf)
    room.shelf.arrange()
    assert mine == shown(room.shelf)
    while room.deeds.undo():
        assert watch.rows == shown(room.shelf)
    assert room.shelf.folders == ()
    assert not any(card.pinned or card.archived or card.tags for id in ids if (card := room.shelf.card(id)))


def act_at_random(room: Room, chance: random.Random, ids: list[str]) -> None:
    some = chance.sample(ids, chance.choice([1, 1, 2, 5]))
    folders = [one.id for one in room.shelf.folders]
    folder = chance.choice(folders) if folders else ""
    acts = {
        "pin": lambda: room.shelving.pin(some, chance.random() < 0.6),
        "folder": lambda: room.shelving.new_folder(some) if len(folders) < 4 else None,
        "move": lambda: folder and room.shelving.put(some, Kind.FOLDER, folder, chance.choice([*ids, ""])),
        "back": lambda: room.shelving.put(some, Kind.TODAY),
        "archive": lambda: room.shelving.archive(some, chance.random() < 0.5),
        "step": lambda: room.shelving.step(some[:1], chance.choice([1, -1])),
        "fold": lambda: folder and room.shelving.fold(folder),
        "folders": lambda: folder and room.shelving.step_folder(folder, chance.choice([1, -1])),
        "gone": lambda: folder and room.shelving.delete_folder(folder),
        "tag": lambda: room.shelving.tag(some, chance.choice("xyz"), chance.random() < 0.6),
        "show": lambda: room.shelf.show(Showing(chance.random() < 0.3, chance.choice(["", "", "x"]))),
        "delete": lambda: room.shelving.delete(some) and room.deeds.undo(),
    }
    acts[chance.choice(list(acts))]()


def marks(shelf: Shelf, id: str) -> tuple[bool, bool, bool]:
    row = shelf.row(shelf.row_of(id))
    assert isinstance(row, Entry)
    return row.busy, row.card.unread, row.card.failed


def test_what_is_pinned_stands_among_the_others_in_the_archive(room: Room) -> None:
    for id in ("a", "b"):
        room.keep(id)
    room.shelving.pin(["a"], True)
    room.shelving.archive(["a", "b"], True)
    room.shelf.show(Showing(archive=True))
    assert shown(room.shelf) == ["[today]", "a", "b"]


def test_what_already_stands_there_is_no_deed(room: Room) -> None:
    folder = room.shelving.new_folder([room.keep("a")])
    room.keep("b")
    room.shelving.tag(["a"], "tax", True)
    done: list[str] = []
    room.deeds.done.listen(done.append)
    assert not room.shelving.pin(["a"], False)
    assert not room.shelving.archive(["a"], False)
    assert not room.shelving.tag(["a"], "tax", True)
    assert not room.shelving.tag(["a"], " ", True)
    assert not room.shelving.put(["b"], Kind.TODAY)
    assert not room.shelving.rename_folder(folder.id, folder.name)
    assert not room.shelving.rename_folder(folder.id, " ")
    assert done == []


def test_a_new_folder_stands_above_the_others(room: Room) -> None:
    room.shelving.new_folder()
    newest = room.shelving.new_folder()
    assert room.shelf.folders[0].id == newest.id


def test_a_folder_that_is_not_made_after_all_holds_nothing_and_does_so_again_when_it_is(room: Room) -> None:
    folder = room.shelving.new_folder([room.keep("a")])
    room.deeds.undo()
    card = room.shelf.card("a")
    assert card is not None
    assert (card.folder, room.shelf.folders) == (None, ())
    room.deeds.redo()
    assert room.shelf.under(Kind.FOLDER, folder.id) == ["a"]


def test_what_is_pinned_out_of_a_folder_finds_its_way_back_into_it(room: Room) -> None:
    folder = room.shelving.new_folder([room.keep("a")])
    room.shelving.pin(["a"], True)
    assert room.shelf.under(Kind.PINNED) == ["a"]
    room.shelving.pin(["a"], False)
    assert room.shelf.under(Kind.FOLDER, folder.id) == ["a"]


def test_one_that_comes_back_is_shown(room: Room) -> None:
    came: list[str] = []
    room.shelving.turned.listen(came.append)
    room.shelving.delete([room.keep("a")])
    room.deeds.undo()
    assert came == ["a"]


def test_folders_step_up_and_down_and_stop_at_the_ends(room: Room) -> None:
    first, second, third = sorted((room.shelving.new_folder() for _ in range(3)), key=lambda one: one.rank)

    def order() -> list[str]:
        return [one.id for one in room.again().folders]

    assert not room.shelving.step_folder(first.id, -1)
    assert room.shelving.step_folder(first.id, 1)
    assert order() == [second.id, first.id, third.id]
    assert room.shelving.step_folder(first.id, 1)
    assert order() == [second.id, third.id, first.id]
    assert not room.shelving.step_folder(first.id, 1)
    assert room.shelving.step_folder(first.id, -1)
    assert order() == [second.id, first.id, third.id]


def test_a_title_is_found_by_how_it_begins_whatever_the_case(room: Room) -> None:
    room.keep("apple")
    room.keep("banana")
    assert room.shelf.found("BAN") == "banana"


def test_an_answer_nobody_has_seen_is_marked_though_the_disk_takes_nothing(room: Room) -> None:
    room.keep("a")
    room.desk.database.execute("PRAGMA query_only = ON")
    room.shelf.mark_unread("a", True)
    card = room.shelf.card("a")
    assert card is not None
    assert card.unread


def test_what_was_read_once_is_not_forgotten_while_others_are_still_to_be_read(room: Room) -> None:
    for number in range(AT_ONCE + 3):
        room.keep(f"c{number:04}", number)
    shelf = room.again()
    while shelf.read_on():
        pass
    shelf.read_again()
    assert len([row for row in shown(shelf) if not row.startswith("[")]) == AT_ONCE + 3


def test_what_comes_while_the_list_is_read_stays(room: Room) -> None:
    for number in range(AT_ONCE + 3):
        room.keep(f"c{number:04}", number)
    shelf = room.again()
    room.keep("new")
    while shelf.read_on():
        pass
    assert shelf.row_of("new") >= 0


@pytest.mark.parametrize("count", [10, 400])
def test_what_goes_elsewhere_is_gone_when_all_has_been_read_again_however_much_it_is(room: Room, count: int) -> None:
    heads = [Conversation(f"c{number}", "One of many", updated=NOON, tags=("many",)) for number in range(count)]
    for head in heads:
        room.desk.store.save(head)
    room.keep("stays", tags=("few",))
    shelf = room.again()
    while shelf.read_on():
        pass
    assert len(shelf.ids()) == count + 1
    room.cards.delete([head.id for head in heads], NOON)
    shelf.read_again()
    while shelf.read_on():
        pass
    assert shown(shelf) == ["[today]", "stays"]
    assert shelf.tags == ("few",)
