"""Someone presses Test: it is ready, or says why not and what helps, and then it is ready."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.engine.standings import Standing
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import HTML, JSON, STALL, Reply, Request, ScriptedServer, error

KEY = "sk-abcdefghijklmnop1234"
LIST = {"data": [{"id": "tiny"}, {"id": "huge"}]}


class ChatServer(ScriptedServer):
    """As many a server of a friend: chats below /v1 for those with the key, and a page for everybody else."""

    def reply_to(self, request: Request) -> Reply:
        if not request.path.startswith("/v1/"):
            return Reply([b"<!doctype html><title>Welcome</title>"], 200, HTML)
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return error(401, {"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}})
        if request.path == "/v1/models":
            return Reply([json.dumps(LIST).encode()], headers=JSON)
        return super().reply_to(request)


@pytest.fixture
def lab() -> Iterator[ChatServer]:
    with ChatServer() as server:
        yield server


def connect(person: Person, base_url: str, key: str) -> None:
    program = person.app.program
    program.settings[AUTO_TITLE] = False
    connection = Connection("c", "Lab", "compatible", base_url, models=(Model("tiny"),))
    program.setup.save(connection)
    program.setup.store_key(connection, key)


def read_the_end(person: Person) -> str:
    """What the card says when the test is over."""
    person.wait(lambda: person.read("testState") not in ("Test", "Testing…"))
    return person.read("testState")


def test_it_is_ready(person: Person, lab: ChatServer) -> None:
    connect(person, lab.base_url, KEY)
    person.app.window.open_settings()
    assert lab.requests == []
    person.click("testButton")
    assert read_the_end(person) == "Test: ready to chat"
    assert [request.path for request in lab.requests] == ["/v1/models", "/v1/chat/completions"]
    assert "fine" in person.see("testStep-first_word", QWidget).accessibleName()


def test_a_wrong_key_is_named_and_replaced(person: Person, lab: ChatServer) -> None:
    connect(person, lab.base_url, "sk-wrong-wrong-wrong-1")
    person.app.window.open_settings()
    person.click("testButton")
    assert read_the_end(person) == "Test: not ready to chat"
    assert person.read("testTitle") == "Lab did not accept this key"
    person.click("remedy-enter_key")
    person.wait(person.see("keyField", QLineEdit).hasFocus)
    person.type("keyField", KEY)
    person.press("keyField", Qt.Key.Key_Tab)
    assert person.read("testState") == "This was before you changed something"
    person.click("testButton")
    assert read_the_end(person) == "Test: ready to chat"


def test_what_is_missing_of_an_address_is_added_by_a_button_and_can_be_taken_back(
    person: Person, lab: ChatServer
) -> None:
    connect(person, lab.url, KEY)
    person.app.window.open_settings()
    person.click("testButton")
    assert read_the_end(person) == "Test: not ready to chat"
    person.click("remedy-use_address")
    person.wait(lambda: person.read("testState") == "Test: ready to chat")
    assert person.see("endpointField", QLineEdit).text() == lab.base_url
    person.click("testUndo")
    assert person.see("endpointField", QLineEdit).text() == lab.url


def test_why_an_answer_did_not_come_is_found_out_from_its_card(person: Person, lab: ChatServer) -> None:
    connect(person, lab.url, KEY)
    person.ask("Hello")
    person.wait_for_the_answer()
    asked = len(lab.requests)
    person.wait(lambda: person.app.window.findChild(QWidget, "action-find_out") is not None)
    assert len(lab.requests) == asked, "nothing is tested unasked"
    assert person.app.program.standings.of("c") is Standing.BROKEN
    person.click("action-find_out")
    assert person.see("settingsDialog", QDialog).isVisible()
    assert read_the_end(person) == "Test: not ready to chat"
    person.click("remedy-use_address")
    person.wait(lambda: person.read("testState") == "Test: ready to chat")
    person.see("settingsDialog", QDialog).close()
    person.click("action-again")
    assert person.wait_for_the_answer() == "Fine."
    assert person.app.program.standings.of("c") is Standing.WORKS


def test_a_test_that_takes_too_long_is_stopped(person: Person) -> None:
    with ScriptedServer(default=Reply([STALL], hold_headers=True)) as silent:
        connect(person, silent.base_url, KEY)
        person.app.window.open_settings()
        person.click("testButton")
        person.wait(silent.reached.is_set)
        person.click("testButton")
        person.wait(silent.hung_up.is_set)
        assert person.see("testState", QLabel).text() == "Test"


def test_where_one_model_will_not_do_another_is_chosen_from_the_card(person: Person, lab: ChatServer) -> None:
    connect(person, lab.base_url, KEY)
    program = person.app.program
    program.setup.save(Connection("c", "Lab", "compatible", lab.base_url, models=(Model("tiny"), Model("huge"))))
    too_long = error(400, {"error": {"message": "This model's maximum context length is 8 tokens.", "code": _TOO_LONG}})
    lab.queue(too_long)
    person.ask("Hello")
    person.wait_for_the_answer()
    person.wait(lambda: person.app.window.findChild(QWidget, "action-other_model") is not None)
    person.click("action-other_model")
    person.choose_model("huge")
    person.click("action-again")
    assert person.wait_for_the_answer() == "Fine."
    assert lab.requests[-1].json["model"] == "huge"


_TOO_LONG = "context_length_exceeded"
