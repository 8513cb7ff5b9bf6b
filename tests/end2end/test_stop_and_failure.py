"""Stop works at once in every phase, and every failure says what to do and loses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from end2end.conftest import Connected
from end2end.person import Person, soon
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.messages import State
from scripted import (
    AZURE_FILTER,
    STALL,
    AzureServer,
    Reply,
    ScriptedServer,
    SilentServer,
    answer,
    azure_refusal,
    delta,
)

AT_ONCE = 2.0
"""Seconds, on the slowest machine."""


def stop_at_once(person: Person) -> None:
    person.click("stopButton")
    assert not person.session.busy
    assert person.answer.state is State.STOPPED
    assert not person.see("stopButton", QAbstractButton).isVisible()


def test_stop_while_connecting(connected: Connected) -> None:
    with SilentServer() as silent:
        person = connected(f"{silent.url}/v1")
        person.ask("Hello")
        person.wait(silent.reached.is_set)
        stop_at_once(person)
        assert soon(silent.hung_up.is_set)


def test_stop_before_the_headers(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([STALL], hold_headers=True))
    chatting.ask("Hello")
    chatting.wait(server.reached.is_set)
    stop_at_once(chatting)
    assert soon(server.hung_up.is_set)


def test_stop_in_the_middle_keeps_what_arrived(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Half an "), STALL]))
    chatting.ask("Hello")
    chatting.wait_for_words("Half an")
    chatting.press("composer", Qt.Key.Key_Escape)
    assert chatting.answer.text == "Half an "
    assert chatting.answer.state is State.STOPPED
    assert soon(server.hung_up.is_set)


AZURE_PHASES = {
    "before the headers": Reply([STALL], hold_headers=True),
    "after the filter's chunk": Reply([AZURE_FILTER, STALL]),
    "in the middle": Reply([AZURE_FILTER, delta("Half"), STALL]),
}


@pytest.mark.parametrize("phase", AZURE_PHASES)
def test_azure_sees_the_hang_up_at_once_in_every_phase(person: Person, phase: str) -> None:
    with AzureServer() as azure:
        model = Model("our-gpt")
        person.app.program.setup.save(Connection("a", "Work", "azure", azure.url, "2024-02-15-preview", (model,)))
        person.app.program.keys.store("a", azure.url, "azure-key")
        azure.queue(AZURE_PHASES[phase])
        person.ask("Hello")
        person.wait(azure.reached.is_set)
        if phase == "in the middle":
            person.wait_for_words("Half")
        stop_at_once(person)
        assert soon(azure.hung_up.is_set, AT_ONCE)


def failure_of(person: Person) -> FailureKind | None:
    person.wait_for_the_answer()
    person.wait(lambda: person.app.window.findChild(QAbstractButton, "action-again") is not None)
    return person.answer.failure.kind if person.answer.failure else None


def test_a_key_that_is_wanted_and_missing_leads_to_the_settings(chatting: Person, server: ScriptedServer) -> None:
    server.queue(azure_refusal(401, "401", "Access denied due to invalid subscription key."))
    chatting.ask("Hello")
    assert failure_of(chatting) is FailureKind.NO_KEY
    chatting.click("action-settings")
    assert chatting.see("settingsDialog", QDialog).isVisible()


def test_a_deployment_that_is_not_there(chatting: Person, server: ScriptedServer) -> None:
    server.queue(azure_refusal(404, "DeploymentNotFound", "The API deployment for this resource does not exist."))
    chatting.ask("Hello")
    assert failure_of(chatting) is FailureKind.DEPLOYMENT_NOT_FOUND


@pytest.mark.parametrize("chunked", [False, True])
def test_a_server_that_dies_in_the_middle(chatting: Person, server: ScriptedServer, chunked: bool) -> None:
    server.queue(Reply([delta("Half an ")], chunked=chunked, ends=False))
    chatting.ask("Hello")
    assert failure_of(chatting) is FailureKind.INTERRUPTED
    assert chatting.answer.text == "Half an "
    assert chatting.answer.state is State.INTERRUPTED


def test_answering_again_after_a_failure_does_not_send_the_failure(chatting: Person, server: ScriptedServer) -> None:
    server.queue(azure_refusal(503, "busy", "Overloaded"), answer("Now it works."))
    chatting.ask("Hello")
    assert failure_of(chatting) is FailureKind.OVERLOADED
    chatting.click("action-again")
    assert chatting.wait_for_the_answer() == "Now it works."
    assert server.requests[1].json["messages"] == [{"role": "user", "content": "Hello"}]


def test_a_refused_field_is_left_out_and_remembered(chatting: Person, server: ScriptedServer) -> None:
    refusal = azure_refusal(400, "unsupported_parameter", "Unsupported parameter: 'stream_options'")
    server.queue(refusal, answer("Once."), answer("Twice."))
    chatting.ask("Hello")
    assert chatting.wait_for_the_answer() == "Once."
    chatting.ask("Again")
    assert chatting.wait_for_the_answer() == "Twice."
    assert ["stream_options" in request.json for request in server.requests] == [True, False, False]


def test_no_server_at_all(connected: Connected) -> None:
    person = connected("http://127.0.0.1:9/v1")
    person.ask("Hello")
    assert failure_of(person) is FailureKind.NOTHING_THERE


def refused_by(azure: AzureServer, connected: Connected) -> Person:
    """With a key that this server does not take."""
    person = connected("http://127.0.0.1:9")
    connection = Connection("c", "Lab", "azure", azure.url, models=(Model("our-gpt"),))
    person.app.program.setup.save(connection)
    person.app.program.setup.store_key(connection, "wrong-key")
    return person


def test_a_refused_key_is_replaced_without_leaving_the_conversation(connected: Connected) -> None:
    with AzureServer() as azure:
        person = refused_by(azure, connected)
        person.ask("Hello?")
        person.wait_for_the_answer()
        person.click("action-new_key")
        person.type("keyField", "azure-key")
        person.click("keyBarUseButton")
        person.wait_for_the_answer()
        assert person.answer.text == "Hello"
        assert not person.see("keyBar", QWidget).isVisible()


def test_a_key_that_is_not_replaced_after_all_leaves_everything_as_it_was(connected: Connected) -> None:
    with AzureServer() as azure:
        person = refused_by(azure, connected)
        person.ask("Hello?")
        person.wait_for_the_answer()
        person.click("action-new_key")
        person.press("keyField", Qt.Key.Key_Escape)
        assert not person.see("keyBar", QWidget).isVisible()
        person.wait(person.see("composer", QWidget).hasFocus)
        assert len(azure.requests) == 1
