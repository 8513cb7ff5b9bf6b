"""`setup share` and `setup open`, typed as a person or a script would type them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from shells import Shell

KEY, PASSPHRASE = "sk-canary0123456789abcdef", "a horse in the library"
PASTED = f"https://chat.example/v1\n{KEY}\nmodel=our-gpt\n"


def connections(shell: Shell) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(shell.run("connections", "list", "--json"))
    return rows


@pytest.fixture
def ann(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "ann")
    shell.run("connections", "add", "--from", "-", "--name", "Ours", typed=PASTED)
    return shell


@pytest.fixture
def bob(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "bob")


def told(passphrase: str) -> str:
    """The number of a file descriptor through which the passphrase comes."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        pipe.write(passphrase + "\n")
    return str(reading)


def test_a_sealed_file_sets_a_friend_up(ann: Shell, bob: Shell, tmp_path: Path) -> None:
    file = tmp_path / "ours.nextchat-setup"
    ann.run("setup", "share", "--from", "Ann", "--output", str(file), "--setup-passphrase-fd", told(PASSPHRASE))
    assert KEY not in file.read_text()
    output = bob.run("setup", "open", str(file), "--setup-passphrase-fd", told(PASSPHRASE))
    assert "From Ann" in output
    assert [one["name"] for one in connections(bob)] == ["Ours"]
    assert any(KEY in entry for entry in bob.keys.values())


def test_without_a_passphrase_the_friend_is_told_what_is_missing(ann: Shell, bob: Shell) -> None:
    link = ann.run("setup", "share", "--link").strip()
    assert link.startswith("nextchat://setup#")
    bob.run("setup", "open", link)
    assert "“Ours” still needs its key." in bob.errors
    assert bob.keys == {}


def test_a_dry_run_changes_nothing(ann: Shell, bob: Shell) -> None:
    text = ann.run("setup", "share", "--output", "-")
    found = json.loads(bob.run("setup", "open", "-", "--dry-run", "--json", typed=text))
    assert [line["id"] for line in found["lines"] if line["ticked"]] == ["connection.0"]
    assert found["done"] is False
    assert connections(bob) == []


def test_a_line_can_be_left_out(ann: Shell, bob: Shell) -> None:
    text = ann.run("setup", "share", "--output", "-")
    bob.run("setup", "open", "-", "--leave", "connection.0", typed=text)
    assert connections(bob) == []
    bob.run("setup", "open", "-", "--leave", "connection.7", typed=text, code=2)
    assert "connection.7" in bob.errors


def test_a_wrong_passphrase_changes_nothing(ann: Shell, bob: Shell) -> None:
    text = ann.run("setup", "share", "--output", "-", "--setup-passphrase-fd", told(PASSPHRASE))
    bob.run("setup", "open", "-", "--setup-passphrase-fd", told("wrong"), typed=text, code=2)
    assert "does not open it" in bob.errors
    assert connections(bob) == []


def test_a_link_of_nextchats_is_taken_from_the_input_only(bob: Shell) -> None:
    link = f'https://site.example/#/?settings={{"key":"{KEY}","url":"https://chat.example/v1"}}'
    bob.run("setup", "open", link, code=2)
    bob.run("setup", "open", "https://site.example/#/?code=secret", code=2)
    assert connections(bob) == []
    bob.run("setup", "open", "-", typed=link)
    assert [one["url"] for one in connections(bob)] == ["https://chat.example/v1/chat/completions"]
    assert any(KEY in entry for entry in bob.keys.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "This is no set-up."),
        ('{"format":"nextchat-setup","version":7}', "A later version"),
        ("nextchat://setup#eNqrVg", "A part of this set-up is missing."),
    ],
)
def test_what_cannot_be_opened_is_told_with_words(bob: Shell, text: str, said: str) -> None:
    bob.run("setup", "open", "-", typed=text, code=2)
    assert said in bob.errors
    bob.run("setup", "open", "/nowhere/at.all", code=2)
    assert "cannot be read" in bob.errors
