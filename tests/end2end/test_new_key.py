"""The bar that asks for another key after a refusal, used without leaving the conversation."""

from collections.abc import Iterator

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from end2end.conftest import Connected
from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from scripted import AzureServer


@pytest.fixture
def azure() -> Iterator[AzureServer]:
    with AzureServer() as server:
        yield server


@pytest.fixture
def refused(connected: Connected, azure: AzureServer) -> Person:
    """In front of a refusal, with the bar open."""
    person = connected("http://127.0.0.1:9")
    connection = Connection("c", "Lab", "azure", azure.url, models=(Model("our-gpt"),))
    person.app.program.setup.save(connection)
    person.app.program.setup.store_key(connection, "wrong-key")
    person.ask("Hello?")
    person.wait_for_the_answer()
    person.wait(lambda: person.app.window.findChild(QAbstractButton, "action-new_key") is not None)
    person.click("action-new_key")
    return person


def test_it_is_ready_to_be_typed_into_and_says_for_whom(refused: Person) -> None:
    field = refused.see("keyField", QLineEdit)
    refused.wait(field.hasFocus)
    assert field.text() == ""
    assert refused.read("keyBarText") == "A new key or token for Lab"
    assert not refused.see("keyBarUseButton", QAbstractButton).isEnabled()
    for name in ("keyBar", "keyField", "keyBarUseButton", "keyBarCloseButton"):
        assert refused.see(name, QWidget).accessibleName()


def test_enter_uses_the_key_and_one_goes_on_writing(refused: Person) -> None:
    refused.type("keyField", "azure-key")
    refused.press("keyField", Qt.Key.Key_Return)
    assert refused.wait_for_the_answer() == "Hello"
    refused.wait(refused.see("composer", QWidget).hasFocus)
    assert not refused.see("keyBar", QWidget).isVisible()


def test_a_key_that_is_refused_as_well_can_be_replaced_in_turn(refused: Person, azure: AzureServer) -> None:
    refused.type("keyField", "wrong-too")
    refused.press("keyField", Qt.Key.Key_Return)
    refused.wait_for_the_answer()
    assert refused.answer.failure is not None
    refused.app.window.page.transcript.action_requested.emit("new_key", refused.answer.id)
    assert refused.see("keyField", QLineEdit).text() == ""
    refused.type("keyField", "azure-key")
    refused.press("keyField", Qt.Key.Key_Return)
    assert refused.wait_for_the_answer() == "Hello"
    assert [one.headers["api-key"] for one in azure.requests] == ["wrong-key", "wrong-too", "azure-key"]


def test_enter_without_a_key_does_nothing(refused: Person, azure: AzureServer) -> None:
    refused.press("keyField", Qt.Key.Key_Return)
    assert refused.see("keyBar", QWidget).isVisible()
    assert len(azure.requests) == 1


def test_no_key_is_kept_for_a_connection_that_was_deleted_meanwhile(
    refused: Person, memory_keyring: KeyringBackend
) -> None:
    refused.app.program.setup.remove("c")
    refused.type("keyField", "azure-key")
    refused.press("keyField", Qt.Key.Key_Return)
    assert not refused.see("keyBar", QWidget).isVisible()
    assert refused.app.program.setup.keys.where("c") is None
    assert "azure-key" not in str(vars(memory_keyring))


def test_what_was_typed_is_gone_once_it_is_closed(refused: Person) -> None:
    refused.type("keyField", "azure-key")
    refused.click("keyBarCloseButton")
    refused.wait(refused.see("composer", QWidget).hasFocus)
    refused.click("action-new_key")
    assert refused.see("keyField", QLineEdit).text() == ""
