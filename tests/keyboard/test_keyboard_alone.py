"""The main job from the first launch on, on a real screen with a window manager, with nothing but the keyboard."""

import json
from pathlib import Path

import pytest

from keyboard.desk import Desk, desk, missing
from scripted import JSON, STALL, Reply, ScriptedServer, answer, delta

KEY = "sk-abcdefghijklmnop1234"
LIST = json.dumps({"data": [{"id": "large"}, {"id": "tiny"}]}).encode()
TO_CONTINUE = ["Tab"] * 8
"""Past the five buttons of the question and two of the answer."""

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


def titles(desk: Desk) -> list[str]:
    """Of the conversations that are there, by the alphabet."""
    return sorted(title for (title,) in desk.ask("SELECT title FROM conversations WHERE deleted IS NULL"))


def said(desk: Desk) -> list[str]:
    """By the models, the first first."""
    rows = desk.ask("SELECT parts FROM messages WHERE role = 'assistant' AND state = 'complete' ORDER BY created")
    return ["".join(part["text"] for part in json.loads(parts)) for (parts,) in rows]


def test_from_the_first_launch_to_quitting_without_a_mouse(server: ScriptedServer, tmp_path: Path) -> None:
    with desk(tmp_path) as there:
        there.wait_for_window("NextChat Desktop")
        connect(there, server)
        chat(there, server)
        find_rename_and_delete(there)
        speak_chinese(there)
        there.press("ctrl+q")
        assert there.end() == 0
        assert titles(there) == ["Greetings", "Second title"]


def connect(desk: Desk, server: ScriptedServer) -> None:
    """By what was copied elsewhere; of the models that the service lists one is chosen."""
    server.queue(Reply([LIST], headers=JSON))
    desk.copy(f"{server.base_url} {KEY}")
    desk.press("ctrl+v")
    desk.wait_for_window("Settings")
    desk.press("Tab", "space")
    desk.wait(lambda: len(server.requests) == 1)
    desk.pause()
    desk.type("ti")
    desk.press("Down", "space", "Escape")
    desk.wait_for_window("NextChat Desktop")
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY in desk.kept_keys()


def chat(desk: Desk, server: ScriptedServer) -> None:
    """An answer is stopped and goes on; then a new conversation."""
    server.queue(Reply([delta("Half an "), STALL]), answer("answer."), answer("First title"))
    desk.type("Hello there")
    desk.press("Return")
    desk.wait(lambda: len(server.requests) == 2)
    desk.pause()
    desk.press("Escape")
    desk.wait(server.hung_up.is_set)
    assert server.requests[1].json["messages"] == [{"role": "user", "content": "Hello there"}]
    assert server.requests[1].json["model"] == "tiny"
    desk.pause()
    desk.press("shift+F6", *TO_CONTINUE, "Return")
    desk.wait(lambda: said(desk) == ["Half an answer."] and titles(desk) == ["First title"])
    server.queue(answer("Second."), answer("Second title"))
    desk.press("ctrl+n")
    desk.type("And now?")
    desk.press("Return")
    desk.wait(lambda: said(desk)[1:] == ["Second."] and titles(desk)[1:] == ["Second title"])


def find_rename_and_delete(desk: Desk) -> None:
    """The first conversation, which is found by its words."""
    desk.press("ctrl+k")
    desk.type("Hello")
    desk.pause()
    desk.press("Return")
    desk.pause()
    desk.press("F2", "ctrl+a")
    desk.type("Greetings")
    desk.press("Return")
    desk.wait(lambda: titles(desk) == ["Greetings", "Second title"])
    desk.press("Delete")
    desk.wait(lambda: titles(desk) == ["Second title"])
    desk.press("ctrl+z")
    desk.wait(lambda: titles(desk) == ["Greetings", "Second title"])


def speak_chinese(desk: Desk) -> None:
    """The setting is found, and the window speaks otherwise at once."""
    desk.press("ctrl+k")
    desk.type("language")
    desk.pause()
    desk.press("Return")
    desk.wait_for_window("Settings")
    desk.press("Down", "Down")
    desk.wait(lambda: '"appearance.language" = "zh_CN"' in desk.settings())
    desk.pause()
    desk.press("Escape")
    desk.wait_for_window("NextChat Desktop")
