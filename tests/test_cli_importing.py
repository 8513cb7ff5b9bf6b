"""`import`, typed as a person or a script would type it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from shells import Shell
from test_importing import KEY, backup, session


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home", KEY)


def reported(shell: Shell, *arguments: str, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell.run("import", *arguments, "--json", code=code))
    return found


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "backup.json"
    path.write_text(json.dumps(backup(session("a", "Hi", "Hello"), session("b", "Bye", "Goodbye"))))
    return str(path)


def test_it_says_what_came_in_and_what_could(shell: Shell, file: str) -> None:
    said = shell.run("import", file)
    assert said.startswith("backup.json: NextChat\n")
    assert "Brought in: 2 conversations, 4 messages, 1 mask" in said
    assert "--with-connections" in said
    assert "--with-settings" in said
    assert shell.errors == ""
    assert json.loads(shell.run("connections", "list", "--json")) == []
    assert shell.keys == {}


def test_twice_adds_nothing(shell: Shell, file: str) -> None:
    shell.run("import", file)
    assert "Already here: 2 conversations, 1 mask" in shell.run("import", file)
    assert reported(shell, file)["total"]["conversations"] == {"found": 2, "new": 0, "here": 2, "grown": 0, "binned": 0}


def test_a_dry_run_changes_nothing(shell: Shell, file: str) -> None:
    assert "New here: 2 conversations" in shell.run("import", file, "--dry-run")
    report = reported(shell, file, "--dry-run")
    assert report["dry_run"] is True
    assert report["total"]["conversations"]["new"] == 2


def test_the_report_as_json(shell: Shell, file: str) -> None:
    report = reported(shell, file)
    assert list(report) == ["dry_run", "trouble", "total", "files", "connections", "settings"]
    (one,) = report["files"]
    assert (one["name"], one["label"]) == ("backup.json", "NextChat")
    assert one["found"]["messages"]["new"] == 4
    (connection,) = report["connections"]
    assert (connection["has_key"], connection["taken"], connection["key_taken"]) == (True, False, False)
    assert {setting["taken"] for setting in report["settings"]} == {False}


def test_connections_come_without_their_keys_unless_these_are_asked_for(shell: Shell, file: str) -> None:
    report = reported(shell, file, "--with-connections")
    assert (report["connections"][0]["taken"], report["connections"][0]["key_taken"]) == (True, False)
    assert len(json.loads(shell.run("connections", "list", "--json"))) == 1
    assert shell.keys == {}


def test_keys_go_to_the_keyring_where_they_are_asked_for(shell: Shell, file: str) -> None:
    assert reported(shell, file, "--with-keys")["connections"][0]["key_taken"] is True
    assert [json.loads(entry)["key"] for entry in shell.keys.values()] == [KEY]


def test_settings_where_they_are_asked_for(shell: Shell, file: str) -> None:
    report = reported(shell, file, "--with-settings")
    assert {"key": "appearance.theme", "taken": True} in report["settings"]
    assert json.loads(shell.run("connections", "list", "--json")) == []


def test_something_that_could_not_be_read_is_told_by_the_exit_code(shell: Shell, file: str, tmp_path: Path) -> None:
    strange = tmp_path / "strange.bin"
    strange.write_bytes(b"\0\1\2")
    said = shell.run("import", file, str(strange), code=3)
    assert "Brought in: 2 conversations" in said
    assert "! Nobody here knows this kind of file" in said
    report = reported(shell, str(strange), code=3)
    assert report["files"][0]["unread"][0]["why"] == "unknown"


def test_a_file_that_is_not_there_is_wrong_use(shell: Shell, file: str) -> None:
    shell.run("import", file, "/nowhere.json", code=2)
    assert shell.errors.startswith("no_file: ")
    assert reported(shell, file)["total"]["conversations"]["new"] == 2


def test_a_terminal_sees_how_far_it_is_and_no_trace_of_that_stays(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps(backup(*(session(f"s{number}", "Hi", "Hello") for number in range(1500)))))
    shell.run("import", str(path), is_terminal=True)
    assert re.search(r"\d+%  Found so far: [\d,]+ conversations", shell.errors)
    assert shell.errors.endswith(" \r")


def come(home: Path) -> int:
    """Conversations and messages that lie in the database, seen by nobody yet or by all."""
    for path in home.rglob("*.db"):
        with closing(sqlite3.connect(path)) as database, suppress(sqlite3.OperationalError):  # it is being made
            counted = database.execute("SELECT (SELECT count(*) FROM conversations) + (SELECT count(*) FROM messages)")
            return int(counted.fetchone()[0])
    return 0


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be sent Ctrl+C alone")
def test_ctrl_c_takes_back_what_had_come(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps(backup(*(session(f"s{number}", *(["Hi", "Hello"] * 10)) for number in range(2000)))))
    home = tmp_path / "home"
    environ = {**os.environ, "NEXTCHAT_HOME": str(home), "LANG": "en_US.UTF-8"}
    command = [sys.executable, "-m", "nextchat_desktop", "import", str(path)]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 30
        while not come(home):
            assert time.monotonic() < until
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == "cancelled: Cancelled. Nothing came in.\n"
    assert come(home) == 0
