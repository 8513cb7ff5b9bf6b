"""Each thing comes in once, whatever is read again; what could not be read is told; all of it comes in or nothing."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from nextchat_desktop.core.arriving import ImportReport, Tally
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation, Folder
from nextchat_desktop.core.found import (
    Found,
    FoundConnection,
    FoundConversation,
    FoundMask,
    FoundPrompt,
    FoundSettings,
    KeepPicture,
    Opened,
    Sort,
    Unread,
    Why,
)
from nextchat_desktop.core.labour import CalledOff
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.sources import Source
from nextchat_desktop.engine.importing import Importing, Present
from nextchat_desktop.settings.schema import THEME
from nextchat_desktop.storage.arriving import arriving, looking
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.folders import FolderStore

NOTHING = Present()
NOW = 1_700_000_000_000


class File:
    """A file whose reader finds these things in it; an error among them is one of the disk."""

    members: tuple[str, ...] = ()

    def __init__(self, *found: Found | OSError, name: str = "file.json", size: int = 10) -> None:
        self.name, self.found, self.size = name, found, size

    def open(self, member: str = "") -> BinaryIO:
        return io.BytesIO()


def open_file(source: Source, _keep: KeepPicture) -> Opened | None:
    assert isinstance(source, File)

    def found() -> Iterator[Found]:
        for one in source.found:
            if isinstance(one, OSError):
                raise one
            yield one

    return Opened("test", "Test", found()) if source.found else None


class Desk:
    """Somebody who imports, with a database of their own."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path, self.store, self.folders = path, ConversationStore(database), FolderStore(database)

    def bring(self, *files: File, present: Present = NOTHING, is_trial: bool = False) -> ImportReport:
        coming = looking if is_trial else arriving
        with coming(SqliteDriver(), self.path) as arrivals:
            job = Importing(open_file, lambda _: None, arrivals, present, lambda: NOW, is_trial, lambda *_: None)
            return job.run(files)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "conversations.db"
    with closing(open_database(SqliteDriver(), path)) as database:
        yield Desk(path, database)


def message(id: str, parent: str | None = None) -> Message:
    return Message(id, Role.USER, (Text(f"Says {id}"),), parent, created=5)


def chat(id: str, *ids: str, folder: str = "", model: str = "") -> FoundConversation:
    parents = (None, *ids)
    messages = tuple(message(one, parent) for one, parent in zip(ids, parents, strict=False))
    return FoundConversation(Conversation(id, f"Title {id}", folder=folder or None), messages, model=model)


def test_what_was_found_comes_in_and_is_counted(desk: Desk) -> None:
    report = desk.bring(File(chat("c", "a", "b"), chat("d", "x")))
    assert sorted(one.title for one in desk.store.all()) == ["Title c", "Title d"]
    assert report.tally(Sort.CONVERSATIONS) == Tally(found=2, new=2)
    assert report.tally(Sort.MESSAGES) == Tally(found=3, new=3)
    assert (report.files[0].label, report.files[0].name) == ("Test", "file.json")
    assert len(report.brought.conversations) == 2


def test_twice_adds_nothing(desk: Desk) -> None:
    file = File(chat("c", "a", "b"), FoundMask(Mask("m", "Poet")), FoundPrompt(Prompt("", "Title", "Text")))
    desk.bring(file)
    present = Present(masks=(Mask("ours", "Poet"),), prompts=(Prompt("p", "Title", "Text"),))
    again = desk.bring(file, present=present)
    for sort in (Sort.CONVERSATIONS, Sort.MASKS, Sort.PROMPTS):
        assert again.tally(sort) == Tally(found=1, here=1)
    assert not again.brought


def test_what_goes_on_in_the_other_program_goes_on_here(desk: Desk) -> None:
    desk.bring(File(chat("c", "a", "b")))
    report = desk.bring(File(chat("c", "a", "b", "d")))
    assert report.tally(Sort.CONVERSATIONS) == Tally(found=1, grown=1)
    assert report.tally(Sort.MESSAGES) == Tally(found=3, new=1, here=2)
    (head,) = desk.store.all()
    assert [one.text for one in desk.store.messages(head.id)] == ["Says a", "Says b", "Says d"]
    assert head.leaf == desk.store.messages(head.id)[-1].id


def test_what_was_deleted_here_stays_deleted_and_is_told(desk: Desk) -> None:
    desk.bring(File(chat("c", "a")))
    desk.store.delete(desk.store.all()[0].id, 3)
    assert desk.bring(File(chat("c", "a", "b"))).tally(Sort.CONVERSATIONS) == Tally(found=1, binned=1)
    assert desk.store.all() == []


@pytest.mark.parametrize("is_trial", [True, False])
def test_the_same_in_two_files_is_one(desk: Desk, is_trial: bool) -> None:
    report = desk.bring(File(chat("c", "a")), File(chat("c", "a")), is_trial=is_trial)
    assert report.tally(Sort.CONVERSATIONS) == Tally(found=2, new=1, here=1)


def test_a_trial_tells_what_would_come_and_brings_nothing(desk: Desk) -> None:
    report = desk.bring(File(chat("c", "a"), FoundPrompt(Prompt("", "Title", "Text"))), is_trial=True)
    assert report.is_trial
    assert report.tally(Sort.CONVERSATIONS).new == report.tally(Sort.PROMPTS).new == 1
    assert desk.store.all() == []


def test_conversations_come_into_folders_of_their_names(desk: Desk) -> None:
    work = Folder("f", "Work", 3.0)
    desk.folders.keep_folders(work)
    some = (chat("a", "1", folder="work"), chat("b", "2", folder=" Home "), chat("c", "3", folder="Home"))
    desk.bring(File(*some), present=Present(folders=(work,)))
    names = {one.id: one.name for one in desk.folders.folders()}
    assert sorted(names.values()) == ["Home", "Work"]
    assert {one.title: names[one.folder or ""] for one in desk.store.all()} == {
        "Title a": "Work",
        "Title b": "Home",
        "Title c": "Home",
    }


def test_a_conversation_is_gone_on_with_by_the_model_that_is_called_the_same(desk: Desk) -> None:
    mine = ModelChoice("openai", "gpt-4o")
    some = chat("a", "1", model="GPT-4o"), chat("b", "2", model="unheard-of")
    desk.bring(File(*some), present=Present(models={"gpt-4o": mine}))
    assert {one.title: one.choice for one in desk.store.all()} == {"Title a": mine, "Title b": None}


def test_connections_and_settings_are_told_and_nothing_is_done_with_them(desk: Desk) -> None:
    connection = FoundConnection(Connection("x", "Azure", "azure"), key="sk-canary")
    report = desk.bring(File(connection, FoundSettings({"theme": "dark", "tightBorder": True})))
    assert report.connections == (connection,)
    assert [settings.values for settings in report.settings] == [{THEME.key: "dark"}]
    assert report.tally(Sort.CONNECTIONS) == report.tally(Sort.SETTINGS) == Tally(found=1, new=1)
    assert "canary" not in repr(report)


def test_the_same_connection_in_two_files_is_one_with_the_models_of_both(desk: Desk) -> None:
    first = Connection("x", "Ours", "openai", "https://a.example", models=(Model("one"), Model("two", "Two")))
    again = replace(first, id="y", name="Ours 2", models=(Model("two"), Model("three")))
    elsewhere = replace(first, base_url="https://b.example")
    found = (FoundConnection(one, "sk-canary") for one in (first, again, elsewhere))
    report = desk.bring(*map(File, found), File(FoundConnection(first, "sk-other-canary")))
    assert [len(one.connection.models) for one in report.connections] == [3, 2, 2]
    assert report.connections[0].connection.model("two") == Model("two", "Two")
    assert report.tally(Sort.CONNECTIONS) == Tally(found=4, new=3, here=1)


def test_what_a_reader_gives_up_is_of_no_kind_and_what_is_empty_is_told_so(desk: Desk) -> None:
    report = desk.bring(File(Unread(Why.UNKNOWN), name="README.md"), File(name="empty.json", size=0))
    assert [(file.form, file.label, [one.why for one in file.unread]) for file in report.files] == [
        ("", "", [Why.UNKNOWN]),
        ("", "", [Why.NOTHING]),
    ]


def test_what_libraries_say_is_told_to_nobody(desk: Desk) -> None:
    (file, other) = desk.bring(File(OSError("seek of closed file")), File(OSError(5, "Input/output error"))).files
    assert file.wheres == {}
    assert other.wheres == {"unreadable": ("Input/output error",)}


def test_what_could_not_be_read_is_told_by_reason_with_the_first_places(desk: Desk) -> None:
    missed = [Unread(Why.PICTURE, f"picture {number}", 2) for number in range(9)]
    (file,) = desk.bring(File(*missed, chat("c", "a"), Unread(Why.EMPTY))).files
    assert file.unread == (Unread(Why.PICTURE, "", 18), Unread(Why.EMPTY, "", 1))
    assert file.wheres == {"picture": tuple(f"picture {number}" for number in range(5))}


def test_a_file_nobody_knows_and_one_the_disk_does_not_give_out_do_not_keep_others_away(desk: Desk) -> None:
    report = desk.bring(File(name="strange.bin"), File(OSError("I/O error"), name="bad.json"), File(chat("c", "a")))
    assert [[one.why for one in file.unread] for file in report.files] == [[Why.UNKNOWN], [Why.UNREADABLE], []]
    assert len(desk.store.all()) == 1


def test_where_it_is_called_off_nothing_has_come(desk: Desk) -> None:
    def enough(conversations: int, _messages: int) -> None:
        if conversations == 2:
            raise CalledOff

    with arriving(SqliteDriver(), desk.path) as arrivals:
        job = Importing(open_file, lambda _: None, arrivals, Present(), lambda: NOW, False, enough)
        with pytest.raises(CalledOff):
            job.run([File(chat("c", "a"), chat("d", "b"), chat("e", "x"))])
    assert desk.store.all() == []


def test_the_same_mask_under_another_id_is_here_already_and_another_one_is_not(desk: Desk) -> None:
    mask = Mask("m", "Poet", context=(Message("0", Role.SYSTEM, (Text("Rhyme."),)),))
    other = replace(mask, context=(Message("0", Role.SYSTEM, (Text("Never rhyme."),)),))
    report = desk.bring(File(FoundMask(replace(mask, id="n")), FoundMask(other)), present=Present(masks=(mask,)))
    assert report.tally(Sort.MASKS) == Tally(found=2, new=1, here=1)


def test_a_mask_that_was_changed_here_since_it_came_stays_as_it_is(desk: Desk) -> None:
    file = File(FoundMask(Mask("m", "Poet")), FoundPrompt(Prompt("", "Title", "Text")))
    brought = desk.bring(file).brought
    mine = Present((Mask(brought.masks[0], "My poet"),), (Prompt(brought.prompts[0], "Mine", "Text"),))
    again = desk.bring(file, present=mine)
    assert not again.brought
    assert again.tally(Sort.MASKS) == again.tally(Sort.PROMPTS) == Tally(found=1, here=1)


def test_two_masks_under_one_id_are_two(desk: Desk) -> None:
    brought = desk.bring(File(FoundMask(Mask("m", "Poet")), FoundMask(Mask("m", "Judge")))).brought
    assert len(set(brought.masks)) == 2


def test_a_file_that_claims_messages_of_another_conversation_does_not_get_them(desk: Desk) -> None:
    ours = replace(chat("c", "a", "b"), is_ours=True)
    desk.bring(File(ours))
    stranger = replace(ours, head=replace(ours.head, id="d", title="Stranger"))
    desk.bring(File(stranger))
    titles = {one.title: [said.text for said in desk.store.messages(one.id)] for one in desk.store.all()}
    assert titles == {"Title c": ["Says a", "Says b"], "Stranger": ["Says a", "Says b"]}
    assert desk.bring(File(stranger)).tally(Sort.CONVERSATIONS) == Tally(found=1, here=1)


def test_a_connection_that_is_not_here_gives_way_to_the_model_that_is_called_the_same(desk: Desk) -> None:
    mine, gone = ModelChoice("openai", "gpt-4o"), ModelChoice("another computer", "x")
    some = chat("a", "1", model="gpt-4o"), chat("b", "2"), chat("c", "3", model="gpt-4o")
    choices = (gone, gone, ModelChoice("azure", "y"))
    heads = [replace(one, head=replace(one.head, choice=choice)) for one, choice in zip(some, choices, strict=True)]
    desk.bring(File(*heads), present=Present(models={"gpt-4o": mine}, connections=frozenset({"azure"})))
    assert {one.title: one.choice for one in desk.store.all()} == {
        "Title a": mine,
        "Title b": gone,
        "Title c": choices[2],
    }
