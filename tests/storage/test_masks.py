"""Masks on disk: one's own come back as they were, those that ship are read, and no picture of either is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.masks import MaskStore

EDITOR = Mask(
    "m1",
    "Plain editor",
    "✍️",
    "Says the same in half the words",
    "en",
    "writing",
    (Message("1", Role.SYSTEM, (Text("Shorten."),)), Message("2", Role.ASSISTANT, (Text("Ready."),))),
    True,
    ModelChoice("ours", "gpt"),
    parameters=Parameters(temperature=0.3, turns=4),
    fold_code=False,
    created=7,
    foreign='{"plugin":["p"]}',
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        yield database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the masks that ship would be."""
    (tmp_path / "masks").mkdir()
    return tmp_path / "masks"


@pytest.fixture
def store(database: sqlite3.Connection, folder: Path) -> MaskStore:
    return MaskStore(database, folder)


def test_everything_about_a_mask_comes_back(store: MaskStore) -> None:
    store.keep([EDITOR])
    assert store.own() == (EDITOR,)
    assert store.get("m1") == EDITOR


def test_the_newest_mask_comes_first_and_editing_does_not_move_it(store: MaskStore) -> None:
    store.keep([EDITOR, replace(EDITOR, id="m2", created=8)])
    store.keep([replace(EDITOR, name="Editor")])
    assert [mask.name for mask in store.own()] == ["Plain editor", "Editor"]


def test_a_deleted_mask_is_there_again_when_it_is_kept_again(store: MaskStore) -> None:
    store.keep([EDITOR])
    store.delete(["m1"], now=9)
    assert (store.own(), store.get("m1")) == ((), None)
    store.keep([EDITOR])
    assert store.own() == (EDITOR,)


def test_a_favourite_stays_one_until_it_is_none(store: MaskStore) -> None:
    store.favour("en/plain-editor", True)
    store.favour("en/plain-editor", True)
    store.favour("m1", True)
    store.favour("m1", False)
    assert store.favourites() == {"en/plain-editor"}


def test_masks_that_ship_are_read_from_their_file(store: MaskStore, folder: Path) -> None:
    (folder / "en.toml").write_text(
        """
        [[mask]]
        id = "plain-editor"
        name = "Plain editor"
        avatar = "✍️"
        about = "Says the same in half the words"
        category = "writing"
        hides_context = true
        [mask.parameters]
        temperature = 0.3
        [[mask.context]]
        role = "system"
        text = '''
        Shorten.'''
        [[mask.context]]
        role = "oracle"
        text = "Nobody says this."
        """,
        "utf-8",
    )
    (mask,) = store.shipped("en")
    assert (mask.id, mask.name, mask.language, mask.builtin) == ("en/plain-editor", "Plain editor", "en", True)
    assert [(one.role, one.text) for one in mask.context] == [(Role.SYSTEM, "Shorten.")]
    assert (mask.hides_context, mask.parameters) == (True, Parameters(temperature=0.3))
    assert store.shipped("zh_CN") == ()
    assert store.broken == ()


@pytest.mark.parametrize("text", [b"[[mask", b"mask = 1979-05-27", b"\xff\xfe", b"mask = [1, {id = 2}]"])
def test_a_file_that_is_not_right_is_told_or_passed_over_and_nothing_falls(
    store: MaskStore, folder: Path, text: bytes
) -> None:
    (folder / "en.toml").write_bytes(text)
    assert store.shipped("en") == ()
    assert store.shipped("en") == ()
    assert all("en.toml" in reason for reason in store.broken)
    assert len(store.broken) == (0 if text.startswith(b"mask") else 1)


def test_the_masks_that_ship_are_all_right() -> None:
    store = MaskStore(sqlite3.connect(":memory:"), resource("masks"))
    for language in ("en", "zh_CN"):
        masks = store.shipped(language)
        assert masks
        assert [mask.name for mask in masks if not (mask.avatar and mask.about and mask.context)] == []
    assert store.broken == ()


def blob(letter: str) -> Picture:
    return Picture(letter * 64, "image/png", 1, 1)


def shown(picture: Picture) -> tuple[Message, ...]:
    return (Message("x", Role.USER, (Text("Like this:"), picture)),)


def test_the_pictures_of_masks_and_of_all_else_are_mentioned(database: sqlite3.Connection, store: MaskStore) -> None:
    conversations = ConversationStore(database)
    store.keep([replace(EDITOR, context=shown(blob("a")))])
    mask = replace(EDITOR, context=shown(blob("b")))
    question = Message("q", Role.USER, (Text("Look"), blob("d")))
    conversations.save(Conversation("c", mask=mask, context=shown(blob("c"))), question)
    conversations.save(Conversation("c"), replace(question, parts=(Text("Look"), blob("e")), edited=5))
    conversations.save(Conversation("c", mask=mask, context=shown(blob("c"))))
    pictures = f'[{{"type":"picture","blob":"{"f" * 64}","media":"image/png"}}]'
    database.execute("INSERT INTO queued VALUES ('w', 'c', '', ?, 1, 0)", (pictures,))
    assert conversations.mentioned() == {letter * 64 for letter in "abcdef"}


def test_the_bin_takes_pictures_with_it_that_nobody_else_mentions(
    database: sqlite3.Connection, store: MaskStore
) -> None:
    erased: list[str] = []
    conversations = ConversationStore(database)
    store.keep([replace(EDITOR, context=shown(blob("a"))), replace(EDITOR, id="m2", context=shown(blob("b")))])
    mask = replace(EDITOR, context=shown(blob("b")))
    conversations.save(Conversation("c", mask=mask, context=shown(blob("c"))))
    conversations.save(Conversation("d", context=shown(blob("c"))))
    conversations.save(Conversation("e", context=shown(blob("d"))), Message("q", Role.USER, (blob("e"),)))
    conversations.save(Conversation("e"), Message("q", Role.USER, (blob("a"),), edited=5))
    store.delete(["m1", "m2"], now=5)
    for id in ("c", "e"):
        conversations.delete(id, now=5)
    BinStore(database, erased.append).empty(before=5)
    assert erased == []
    BinStore(database, erased.append).empty(before=6)
    assert sorted(erased) == [letter * 64 for letter in "abe"]
    assert store.own() == ()
