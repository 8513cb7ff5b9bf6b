"""A server that remembers the conversation itself, and may forget it."""

import json
from typing import Any

from PySide6.QtWidgets import QToolButton

from end2end.conftest import Connected
from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from scripted import Reply, ScriptedServer

MODE = "ChatGPTAPI"


def said(id: str, text: str) -> Reply:
    piece = {"role": "assistant", "id": id, "text": text}
    ends: dict[str, Any] = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    lines = [{**piece, "detail": {"choices": []}}, {**piece, "detail": ends}]
    return Reply(["\n".join(map(json.dumps, lines)).encode()], headers={"content-type": "application/octet-stream"})


def remembered(connected: Connected, server: ScriptedServer) -> Person:
    """After two questions to such a server."""
    person = connected(server.base_url)
    connection = Connection("c", "Office", "chatgptweb", server.url, models=(Model(MODE, "Office chat"),))
    person.app.program.setup.save(connection)
    server.queue(said("a1", "Oslo."), said("a2", "700,000."))
    for question in ("Capital of Norway?", "How many live there?"):
        person.ask(question)
        person.wait_for_the_answer()
    return person


def test_it_is_told_only_what_it_does_not_know(connected: Connected, server: ScriptedServer) -> None:
    remembered(connected, server)
    first, second = (request.json for request in server.requests)
    assert (first["prompt"], first["options"]) == ("Capital of Norway?", {})
    assert (second["prompt"], second["options"]) == ("How many live there?", {"parentMessageId": "a1"})


def test_what_it_has_forgotten_can_be_told_again(connected: Connected, server: ScriptedServer) -> None:
    person = remembered(connected, server)
    server.queue(said("b1", "About 700,000 people live in Oslo."))
    retell = person.app.window.page.transcript.findChildren(QToolButton, "action-retell")[-1]
    assert "forgotten" in retell.accessibleName()
    person.app.window.page.transcript.action_requested.emit("retell", person.session.path[-1].id)
    person.wait_for_the_answer()
    again = server.requests[-1].json
    assert again["options"] == {}
    assert "Capital of Norway?" in again["prompt"]
    assert "Oslo." in again["prompt"]
    assert person.answer.text == "About 700,000 people live in Oslo."


def test_after_a_restart_it_still_knows_where_it_was(connected: Connected, server: ScriptedServer) -> None:
    person = remembered(connected, server)
    person.quit()
    person.start()
    server.queue(said("a3", "In July."))
    person.ask("When is it warm?")
    person.wait_for_the_answer()
    assert server.requests[-1].json["options"] == {"parentMessageId": "a2"}


def test_a_conversation_with_it_names_itself_without_asking_it(connected: Connected, server: ScriptedServer) -> None:
    person = remembered(connected, server)
    assert person.session.conversation.title == "Capital of Norway?"
    assert len(server.requests) == 2
