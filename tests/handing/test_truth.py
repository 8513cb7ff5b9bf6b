"""What is shown of a set-up before it is taken: all of it, in plain words, and nothing that it is not."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handing.friends import PASSPHRASE, Friend
from nextchat_desktop.engine.sharing_setups import NAMES_MODEL
from nextchat_desktop.engine.telling_setups import Line, TellingSetUps
from nextchat_desktop.engine.telling_sharing import TellingSharing
from nextchat_desktop.settings.schema import CHAT, TITLE_MODEL

THERE = "https://chat.example/v1"
Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Friend]:
    friend = Friend(tmp_path / "ann")
    yield friend
    friend.close()


@pytest.fixture
def bob(tmp_path: Path) -> Iterator[Friend]:
    friend = Friend(tmp_path / "bob")
    yield friend
    friend.close()


def lines(friend: Friend, data: bytes, passphrase: str = "") -> dict[str, Line]:
    """What the friend is shown, by the ids of the lines."""
    telling = TellingSetUps(friend.program.words, friend.program.setup)
    return {line.id: line for chapter in telling.chapters(friend.look(data, passphrase)) for line in chapter.lines}


def test_a_model_for_titles_goes_along_and_is_told_by_its_name(ann: Friend, bob: Friend) -> None:
    connection = ann.connect(THERE)
    ann.program.settings[TITLE_MODEL] = f"{connection.id}/our-mini"
    ann.program.settings[CHAT["memory_model"]] = f"{connection.id}/our-gpt"
    sharing = TellingSharing(ann.program.words, ann.program.setup, ann.program.settings)
    offered = {line.id: line for chapter in sharing.chapters(ann.sharing.offered()) for line in chapter.lines}
    shown = lines(bob, ann.shared())
    for key, model in zip((TITLE_MODEL.key, CHAT["memory_model"].key), ("our-mini", "our-gpt"), strict=True):
        assert key in NAMES_MODEL
        assert offered[f"setting.{key}"].note == f"Ours · {model}"
        assert shown[f"setting.{key}"].note.endswith(f"theirs: Ours · {model}")
