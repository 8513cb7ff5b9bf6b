"""Somebody moves in from NextChat: what stood there stands here, once, and goes back as it was."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from interchange.foreign.arrivals import Album, Handed, handed
from interchange.foreign.nextchat_files import DATA_URL, answered, asked, backup, empty_mask, session
from nextchat_desktop.compose.importing import open_file
from nextchat_desktop.core.arriving import ImportReport, Tally
from nextchat_desktop.core.context import path_to
from nextchat_desktop.core.found import Sort
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.engine.importing import Importing, Present
from nextchat_desktop.interchange import nextchat_backup
from nextchat_desktop.storage.arriving import arriving
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.masks import MaskStore
from nextchat_desktop.storage.prompts import PromptStore

TOOL = {"id": "c1", "function": {"name": "weather", "arguments": "{}"}, "content": '{"t":21}'}
PICTURE = [{"type": "text", "text": "see"}, {"type": "image_url", "image_url": {"url": DATA_URL}}]
FREE = {"id": "f", "name": "Free", "context": [], "modelConfig": {"model": "gpt-4"}}
NURSE = empty_mask(id="nurse", name="Nurse", context=[{"role": "system", "content": "Be kind."}])


def whole() -> Handed:
    sessions = (
        session(
            asked(PICTURE, id="1"),
            answered("> hm\n\nyes", model="deepseek-r1", id="2"),
            asked("and?", id="3"),
            answered("21 °C", tools=[TOOL], id="4"),
            clearContextIndex=2,
            memoryPrompt="They talked.",
            lastSummarizeIndex=4,
            mask=NURSE,
        ),
        session(asked("你好", id="1"), answered("你好！", id="2"), id="second", topic="新的聊天"),
    )
    stored = {"p": {"id": "p", "title": "Poet", "content": "Write.", "createdAt": 5}}
    return backup(*sessions, **{"mask-store": {"masks": {"nurse": NURSE}}, "prompt-store": {"prompts": stored}})


class Home:
    """Where somebody moves in."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path, self.album = path, Album()
        self.chats = ConversationStore(database)
        self.own_masks, self.own_prompts = MaskStore(database, path), PromptStore(database, path)

    def bring(self, source: Handed) -> ImportReport:
        present = Present(tuple(self.masks()), tuple(self.prompts()))
        with arriving(SqliteDriver(), self.path) as coming:
            job = Importing(open_file, self.album.keep, coming, present, lambda: 9, False, lambda *_: None)
            return job.run([source])

    def masks(self) -> list[Mask]:
        return list(self.own_masks.own())

    def prompts(self) -> list[Prompt]:
        return list(self.own_prompts.own())

    def written(self) -> Handed:
        """All of it as a backup for NextChat."""
        chats = [
            nextchat_backup.Written(head, path_to(head.leaf, {one.id: one for one in self.chats.messages(head.id)}))
            for head in self.chats.all()
        ]
        pieces = nextchat_backup.backup(
            chats, self.masks(), self.prompts(), lambda picture: self.album.kept.get(picture.blob)
        )
        return Handed("Backup.json", b"".join(pieces))

    def said(self) -> set[tuple[str, tuple[object, ...]]]:
        """Every conversation by its title, with what is read of it."""
        return {
            (head.title, tuple((one.role, one.parts) for one in self.chats.messages(head.id)))
            for head in self.chats.all()
        }

    def heads(self) -> list[tuple[str, bool, list[str]]]:
        return sorted((one.title, one.named, [said.text for said in one.context]) for one in self.chats.all())


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[tuple[Home, Home]]:
    paths = [tmp_path / name / "conversations.db" for name in ("one", "other")]
    for path in paths:
        path.parent.mkdir()
    with (
        closing(open_database(SqliteDriver(), paths[0])) as one,
        closing(open_database(SqliteDriver(), paths[1])) as other,
    ):
        yield Home(paths[0], one), Home(paths[1], other)


def test_everything_comes_in_once(homes: tuple[Home, Home]) -> None:
    home, _ = homes
    first, second = home.bring(whole()), home.bring(whole())
    assert first.tally(Sort.CONVERSATIONS) == Tally(found=2, new=2)
    assert first.tally(Sort.MESSAGES) == Tally(found=6, new=6)
    assert not second.brought
    for sort in (Sort.CONVERSATIONS, Sort.MESSAGES, Sort.MASKS, Sort.PROMPTS):
        assert second.tally(sort).new == 0
    assert len(home.chats.all()) == 2
    assert [one.name for one in home.masks()] == ["Nurse"]
    assert [one.title for one in home.prompts()] == ["Poet"]


def test_a_later_backup_brings_what_was_said_since(homes: tuple[Home, Home]) -> None:
    home, _ = homes
    home.bring(backup(session(asked("one", id="1"), answered("two", id="2"))))
    report = home.bring(backup(session(asked("one", id="1"), answered("two", id="2"), asked("three", id="3"))))
    assert report.tally(Sort.CONVERSATIONS) == Tally(found=1, grown=1)
    (head,) = home.chats.all()
    said = {one.id: one for one in home.chats.messages(head.id)}
    assert [one.text for one in path_to(head.leaf, said)] == ["one", "two", "three"]


def test_what_goes_back_to_nextchat_and_comes_again_elsewhere_is_the_same(homes: tuple[Home, Home]) -> None:
    home, other = homes
    home.bring(whole())
    other.bring(home.written())
    assert other.said() == home.said()
    assert other.album.kept == home.album.kept
    assert other.heads() == home.heads()
    plain = [[replace(one, id="", foreign="", created=0) for one in some.masks()] for some in (home, other)]
    assert plain[0] == plain[1]
    assert [(one.title, one.text) for one in other.prompts()] == [(one.title, one.text) for one in home.prompts()]


def test_what_went_to_nextchat_and_on_there_is_the_same_conversation_when_it_comes_back(
    homes: tuple[Home, Home],
) -> None:
    home, _ = homes
    home.bring(backup(session(asked("one", id="1"), answered("two", id="2")), **{"mask-store": {"masks": {"f": FREE}}}))
    gone = json.loads(home.written().open().read())
    (there,) = gone["chat-next-web-store"]["sessions"]
    there["messages"].append(asked("three", id="V1StGXR8_Z5jdHi6B-myT"))
    report = home.bring(handed(gone))
    assert report.tally(Sort.CONVERSATIONS) == Tally(found=1, grown=1)
    assert (report.tally(Sort.MESSAGES).new, report.tally(Sort.MASKS).new) == (1, 0)
    (head,) = home.chats.all()
    said = {one.id: one for one in home.chats.messages(head.id)}
    assert [one.text for one in path_to(head.leaf, said)] == ["one", "two", "three"]
