"""The keys a person gives to commands, those of nobody, and the way back to the usual ones."""

import pytest

from nextchat_desktop.engine.commands import COMMANDS, Command
from nextchat_desktop.engine.shortcuts import Shortcuts, refusal, settled
from nextchat_desktop.settings.store import Settings

NEW, FIND, GUIDE = (
    Command("new", "chats", ("Ctrl+N", "Ctrl+Shift+O")),
    Command("find", "reading", ("Ctrl+F",)),
    Command("guide", "window"),
)


class Paper:
    """Where settings are kept as text."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.is_full = False

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        if self.is_full:
            raise OSError("no room")
        self.text = text

    def set_aside(self) -> None:
        self.text = ""


def shortcuts(text: str = "") -> tuple[Shortcuts, Paper]:
    paper = Paper(text)
    return Shortcuts(Settings(paper), (NEW, FIND, GUIDE)), paper


def test_the_usual_keys_are_written_nowhere() -> None:
    keys, paper = shortcuts()
    assert keys.all() == {"new": ("Ctrl+N", "Ctrl+Shift+O"), "find": ("Ctrl+F",), "guide": ()}
    assert paper.text == ""


def test_a_command_may_have_several_keys_and_none() -> None:
    keys, paper = shortcuts()
    keys.give("guide", "F1")
    keys.give("guide", "Ctrl+H")
    keys.take("find", "Ctrl+F")
    assert keys.of("guide") == ("F1", "Ctrl+H")
    assert keys.of("find") == ()
    again = Shortcuts(Settings(Paper(paper.text)), (NEW, FIND, GUIDE))
    assert again.all() == keys.all()
    assert '"shortcut.guide" = ["F1", "Ctrl+H"]' in paper.text


def test_a_key_takes_the_place_of_another() -> None:
    keys, _ = shortcuts()
    keys.give("new", "Ctrl+T", instead="Ctrl+N")
    assert keys.of("new") == ("Ctrl+T", "Ctrl+Shift+O")
    keys.give("new", "Ctrl+Shift+O", instead="Ctrl+T")
    assert keys.of("new") == ("Ctrl+Shift+O",)


def test_whoever_is_given_a_key_takes_it_from_the_other() -> None:
    keys, _ = shortcuts()
    assert keys.holder("Ctrl+N") == "new"
    assert keys.holder("Ctrl+N", but="new") == ""
    keys.give("guide", "Ctrl+N")
    assert keys.of("new") == ("Ctrl+Shift+O",)
    assert keys.holder("Ctrl+N") == "guide"


def test_putting_back_gives_the_usual_keys_back_even_from_another() -> None:
    keys, paper = shortcuts()
    keys.give("guide", "Ctrl+N")
    keys.put_back(["new"])
    assert keys.of("new") == NEW.keys
    assert keys.of("guide") == ()
    keys.give("guide", "Ctrl+F")
    keys.put_back(["new", "find", "guide"])
    assert keys.all() == {"new": NEW.keys, "find": FIND.keys, "guide": ()}
    assert "shortcut" not in paper.text


def test_a_file_that_gives_one_key_to_two_commands_leaves_no_key_that_does_nothing() -> None:
    keys, _ = shortcuts('"shortcut.guide" = ["Ctrl+F"]\n"shortcut.new" = ["Ctrl+F", "Ctrl+N"]')
    assert keys.all() == {"new": ("Ctrl+F", "Ctrl+N"), "find": (), "guide": ()}


@pytest.mark.parametrize("text", ['"shortcut.new" = "Ctrl+N"', '"shortcut.new" = [1]', '"shortcut.new" = {}'])
def test_what_cannot_be_read_is_as_usual(text: str) -> None:
    keys, _ = shortcuts(text)
    assert keys.of("new") == NEW.keys


def test_without_room_on_the_disk_the_keys_hold_for_now_and_it_is_told() -> None:
    keys, paper = shortcuts()
    paper.is_full = True
    with pytest.raises(OSError, match="no room"):
        keys.give("guide", "Ctrl+N")
    assert keys.of("guide") == ("Ctrl+N",)
    assert keys.of("new") == ("Ctrl+Shift+O",)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ("A", "plain"),
        ("Shift+A", "plain"),
        ("?", "plain"),
        ("", "plain"),
        ("Return", "editing"),
        ("Shift+Return", "editing"),
        ("Ctrl+Return", "editing"),
        ("Tab", "editing"),
        ("Shift+Ins", "editing"),
        ("Ctrl+C", "editing"),
        ("Ctrl+V", "editing"),
        ("Ctrl+Shift+Left", "editing"),
        ("Down", "moving"),
        ("Shift+Home", "moving"),
        ("Alt+F4", "system"),
        ("F5", ""),
        ("Shift+F10", ""),
        ("Ctrl++", ""),
        ("Ctrl+Shift+C", ""),
        ("Alt+Up", ""),
        ("Ctrl+PgUp", ""),
        ("Meta+K", ""),
    ],
)
def test_keys_that_write_move_or_edit_are_left_to_that(keys: str, reason: str) -> None:
    assert refusal(keys) == reason


def test_no_command_usually_has_a_key_that_another_has_or_that_nobody_may_have() -> None:
    assert settled(COMMANDS, {}) == {command.id: command.keys for command in COMMANDS}
    refused = {key for command in COMMANDS for key in command.keys if refusal(key)}
    assert refused <= {"Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"}, "in a field these undo what was typed there"
