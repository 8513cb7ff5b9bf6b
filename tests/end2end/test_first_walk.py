"""From first launch to a streamed answer that survives a restart, as someone with a borrowed deployment walks it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QTextEdit, QWidget

from end2end.conftest import Connected
from end2end.person import Person
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import AzureServer, ScriptedServer, answer

SAMPLE = "{url}/openai/deployments/gpt-4-turbo/chat/completions?api-version=2024-02-15-preview"


@pytest.fixture
def azure() -> Iterator[AzureServer]:
    with AzureServer("azure-key", "gpt-4-turbo", ("**Bonjour**", ", le", " monde")) as server:
        yield server


def text_of(person: Person, name: str) -> str:
    widget = person.see(name, QWidget)
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, QComboBox) else person.see(name, QLineEdit).text()


def test_a_fresh_machine_says_that_a_connection_is_needed_and_offers_three_ways(person: Person) -> None:
    assert person.see("welcome", QWidget).isVisible()
    for name in ("welcomePasteField", "welcomeSettingsButton", "welcomeGuideButton"):
        assert person.see(name, QWidget).isVisible()


def test_the_sample_code_of_azure_is_all_that_is_needed(person: Person, azure: AzureServer) -> None:
    person.paste("welcomePasteField", SAMPLE.format(url=azure.url))
    assert text_of(person, "serviceField") == "Azure OpenAI"
    assert text_of(person, "endpointField") == azure.url
    assert text_of(person, "deploymentField") == "gpt-4-turbo"
    assert text_of(person, "apiVersionField") == "2024-02-15-preview"
    assert text_of(person, "requestUrlLabel").endswith(SAMPLE.format(url=azure.url))
    person.type("keyField", "azure-key")
    person.type("modelNameField", "Azure-gpt-4-turbo")
    person.click("startChattingButton")
    assert not person.see("settingsDialog", QDialog).isVisible()
    assert person.see("modelPicker", QWidget).text() == "Azure-gpt-4-turbo"  # type: ignore[attr-defined]
    chat_and_come_back(person)


def chat_and_come_back(person: Person) -> None:
    person.ask("How does one greet?")
    assert person.wait_for_the_answer() == "**Bonjour**, le monde"
    person.wait(lambda: not person.app.program.titles.busy)
    person.quit()
    person.start()
    assert [message.text for message in person.session.path] == ["How does one greet?", "**Bonjour**, le monde"]
    assert person.see("modelPicker", QWidget).text() == "Azure-gpt-4-turbo"  # type: ignore[attr-defined]


def test_the_endpoint_typed_by_hand_is_taken_apart(person: Person, azure: AzureServer) -> None:
    person.click("welcomeSettingsButton")
    person.see("serviceField", QComboBox).setCurrentText("Azure OpenAI")
    person.type("endpointField", f"{azure.url}/openai/deployments/gpt-4-turbo")
    person.press("endpointField", Qt.Key.Key_Return)
    person.type("apiVersionField", "2024-02-15-preview")
    person.type("keyField", "azure-key")
    person.type("modelNameField", "Azure-gpt-4-turbo")
    person.click("startChattingButton")
    chat_and_come_back(person)


def test_the_old_api_version_is_not_sent_what_it_does_not_know(person: Person, azure: AzureServer) -> None:
    person.paste("welcomePasteField", SAMPLE.format(url=azure.url))
    person.type("keyField", "azure-key")
    person.click("startChattingButton")
    person.ask("Hello")
    person.wait_for_the_answer()
    sent = azure.requests[0].json
    assert "stream_options" not in sent
    assert sent["messages"] == [{"role": "user", "content": "Hello"}]


def test_the_key_lies_in_the_keyring_and_in_no_file(person: Person, azure: AzureServer) -> None:
    person.paste("welcomePasteField", SAMPLE.format(url=azure.url))
    person.type("keyField", "azure-key")
    person.click("startChattingButton")
    person.ask("Hello")
    person.wait_for_the_answer()
    files = [path for path in person.app.program.paths.data.parent.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"azure-key" in path.read_bytes()]


@pytest.mark.parametrize("pasted", ["{url}", "{url}/", "{url}/v1", "{url}/v1/", "{url}/v1/chat/completions"])
def test_a_server_of_ones_own_needs_an_address_and_a_model(person: Person, server: ScriptedServer, pasted: str) -> None:
    person.paste("welcomePasteField", pasted.format(url=server.url))
    person.type("modelIdField", "tiny")
    person.click("startChattingButton")
    person.ask("Hello")
    assert person.wait_for_the_answer() == "Fine."
    assert server.requests[0].path == "/v1/chat/completions"
    assert "authorization" not in server.requests[0].headers


def test_two_thousand_pieces_arrive_complete_and_in_order(chatting: Person, server: ScriptedServer) -> None:
    pieces = [f"{number} " for number in range(2000)]
    server.queue(answer(*pieces))
    chatting.ask("Count")
    assert chatting.wait_for_the_answer() == "".join(pieces)
    chatting.wait_for_words("1999")
    chatting.quit()
    chatting.start()
    assert chatting.answer.text == "".join(pieces)


def test_a_conversation_names_itself_after_its_first_exchange(connected: Connected, server: ScriptedServer) -> None:
    person = connected(server.base_url)
    person.app.program.settings[AUTO_TITLE] = True
    server.queue(answer("Fine."), answer('"A short greeting."'))
    person.ask("Hello there")
    person.wait(lambda: person.read("conversationTitle") == "A short greeting")
    assert len(server.requests) == 2
