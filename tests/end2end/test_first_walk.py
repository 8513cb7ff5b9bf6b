"""From first launch to a streamed answer that survives a restart, as someone with a borrowed deployment walks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from end2end.conftest import Connected
from end2end.person import Person
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import STALL, AzureServer, Reply, ScriptedServer, answer, delta

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
    said = " ".join(label.text() for label in person.see("welcome", QWidget).findChildren(QLabel))
    assert "the program needs a connection to a model" in said
    for name in ("welcomePasteField", "welcomeSettingsButton", "welcomeGuideButton"):
        assert person.see(name, QWidget).isVisible()


def test_what_is_done_with_a_conversation_is_offered_once_there_can_be_one(person: Person, azure: AzureServer) -> None:
    """Before that, the language of the window is in its place."""
    tools = ("tailoringButton", "outlineButton", "findButton", "exportButton", "moreButton")
    assert not any(person.see(name, QWidget).isVisible() for name in tools)
    assert person.see("languageButton", QWidget).isVisible()
    person.paste("welcomePasteField", SAMPLE.format(url=azure.url))
    person.type("keyField", "azure-key")
    person.click("startChattingButton")
    assert all(person.see(name, QWidget).isVisible() for name in tools)
    assert not person.see("languageButton", QWidget).isVisible()


def test_the_keys_that_paste_are_told_until_something_is_written(person: Person) -> None:
    assert person.see("welcomePasteKeys", QWidget).isVisible()
    person.see("welcomePasteField", QPlainTextEdit).setPlainText("sk-")
    assert not person.see("welcomePasteKeys", QWidget).isVisible()


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
    person.wait(lambda: not person.app.program.asides.busy)
    person.quit()
    person.start()
    assert [message.text for message in person.session.path] == ["How does one greet?", "**Bonjour**, le monde"]
    assert person.see("modelPicker", QWidget).text() == "Azure-gpt-4-turbo"  # type: ignore[attr-defined]


def type_azure_endpoint(person: Person, endpoint: str) -> None:
    person.click("welcomeSettingsButton")
    person.see("serviceField", QComboBox).setCurrentText("Azure OpenAI")
    person.type("endpointField", endpoint)
    person.press("endpointField", Qt.Key.Key_Return)


def test_the_endpoint_typed_by_hand_is_taken_apart(person: Person, azure: AzureServer) -> None:
    type_azure_endpoint(person, f"{azure.url}/openai/deployments/gpt-4-turbo")
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


def picked(person: Person) -> str:
    return person.see("modelPicker", QAbstractButton).text()


def set_up(person: Person, azure: AzureServer) -> None:
    person.app.window.open_settings().begin_with(SAMPLE.format(url=azure.url))
    person.type("keyField", "azure-key")
    person.type("modelNameField", "Azure-gpt-4-turbo")


def test_settings_that_are_just_closed_leave_the_name_already_chosen(person: Person, azure: AzureServer) -> None:
    set_up(person, azure)
    person.see("settingsDialog", QDialog).close()
    assert picked(person) == "Azure-gpt-4-turbo"
    chat_and_come_back(person)


def test_also_after_the_guide_has_been_asked(person: Person, azure: AzureServer) -> None:
    person.click("welcomeGuideButton")
    person.wait_for_the_answer()
    set_up(person, azure)
    person.see("settingsDialog", QDialog).close()
    assert picked(person) == "Azure-gpt-4-turbo"
    chat_and_come_back(person)


def test_a_conversation_with_another_model_is_not_handed_to_the_new_one(chatting: Person, azure: AzureServer) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    set_up(chatting, azure)
    chatting.see("settingsDialog", QDialog).close()
    assert picked(chatting) == "tiny"
    chatting.app.window.new_chat()
    assert picked(chatting) == "Azure-gpt-4-turbo"


def test_start_chatting_starts_a_chat(chatting: Person, azure: AzureServer) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    set_up(chatting, azure)
    chatting.click("startChattingButton")
    assert chatting.session.path == ()
    assert picked(chatting) == "Azure-gpt-4-turbo"


def test_a_pasted_key_is_not_left_readable(person: Person) -> None:
    person.paste("welcomePasteField", "https://relay.example/v1 sk-abcdefghijklmnop1234")
    assert person.see("welcomePasteField", QPlainTextEdit).toPlainText() == ""
    assert "sk-abc" not in person.see("pasteField", QPlainTextEdit).toPlainText()


def test_the_focus_goes_to_what_is_still_missing(person: Person) -> None:
    person.paste("welcomePasteField", "http://127.0.0.1:11434")
    person.wait(lambda: person.see("settingsDialog", QDialog).focusWidget().objectName() == "modelIdField")
    person.type("modelIdField", "llama3.2")
    assert person.see("startChattingButton", QAbstractButton).isEnabled()


def test_without_a_keyring_the_way_to_keep_the_key_comes_next(qtbot: QtBot, home: Path, azure: AzureServer) -> None:
    person = Person(qtbot, home, Keyring())
    try:
        person.paste("welcomePasteField", SAMPLE.format(url=azure.url))
        person.type("keyField", "azure-key")
        start = person.see("startChattingButton", QAbstractButton)
        assert not start.isEnabled()
        assert "how to keep the key" in person.read("connectionState")
        person.press("keyField", Qt.Key.Key_Tab)
        person.click("keepSessionButton")
        assert start.isEnabled()
        person.click("startChattingButton")
        person.ask("Hello")
        assert person.wait_for_the_answer().startswith("**Bonjour**")
    finally:
        person.quit()


def test_a_wrong_key_is_mended_where_the_cursor_already_is(person: Person, azure: AzureServer) -> None:
    person.app.program.settings[AUTO_TITLE] = False
    set_up(person, azure)
    person.type("keyField", "wrong-key")
    person.click("startChattingButton")
    person.ask("Hello")
    person.wait_for_the_answer()
    person.click("action-find_out")
    person.wait(lambda: person.app.window.findChild(QWidget, "remedy-enter_key") is not None)
    person.click("remedy-enter_key")
    person.wait(lambda: person.see("settingsDialog", QDialog).focusWidget().objectName() == "keyField")
    person.type("keyField", "azure-key")
    person.see("settingsDialog", QDialog).close()
    person.click("action-again")
    assert person.wait_for_the_answer().startswith("**Bonjour**")


def test_pasting_with_the_mouse_does_as_well(person: Person, azure: AzureServer) -> None:
    QGuiApplication.clipboard().setText(SAMPLE.format(url=azure.url))
    person.see("welcomePasteField", QPlainTextEdit).paste()
    assert text_of(person, "deploymentField") == "gpt-4-turbo"


def test_what_was_said_of_a_text_goes_with_it(person: Person) -> None:
    person.paste("welcomePasteField", "no idea what this is")
    assert "No key and no address" in person.read("welcomeNote")
    assert person.see("welcomeNote", QWidget).isVisible()
    person.type("welcomePasteField", "https")
    assert not person.see("welcomeNote", QWidget).isVisible()


def test_a_file_of_keys_asks_for_its_passphrase_where_the_cursor_already_is(
    qtbot: QtBot, home: Path, azure: AzureServer
) -> None:
    person = Person(qtbot, home, Keyring())
    try:
        person.app.program.settings[AUTO_TITLE] = False
        set_up(person, azure)
        person.click("keepFileButton")
        person.type("passphraseField", "open sesame")
        person.press("passphraseField", Qt.Key.Key_Return)
        person.type("passphraseAgainField", "open sesame")
        person.press("passphraseAgainField", Qt.Key.Key_Return)
        person.click("startChattingButton")
        person.quit()
        person.start()
        person.ask("Hello")
        person.wait_for_the_answer()
        assert person.answer.failure is not None
        assert person.answer.failure.kind is FailureKind.PASSPHRASE_NEEDED
        person.click("action-settings")
        person.wait(lambda: person.see("settingsDialog", QDialog).focusWidget().objectName() == "passphraseField")
        assert "the passphrase" in person.read("connectionState")
        assert not person.see("keepSessionButton", QWidget).isVisible()
        person.type("passphraseField", "open sesame")
        person.press("passphraseField", Qt.Key.Key_Return)
        person.see("settingsDialog", QDialog).close()
        person.click("action-again")
        assert person.wait_for_the_answer().startswith("**Bonjour**")
    finally:
        person.quit()


def test_azures_newer_address_knows_deployments_as_models(person: Person) -> None:
    with ScriptedServer() as server:
        type_azure_endpoint(person, f"{server.url}/openai/v1")
        person.type("modelIdField", "our-gpt")
        person.type("keyField", "azure-key")
        person.click("startChattingButton")
        person.ask("Hello")
        assert person.wait_for_the_answer() == "Fine."
        request = server.requests[0]
        assert (request.path, request.headers["api-key"]) == ("/openai/v1/chat/completions", "azure-key")
        assert request.json["model"] == "our-gpt"


def test_azures_resource_with_the_name_of_a_deployment(person: Person, azure: AzureServer) -> None:
    type_azure_endpoint(person, azure.url)
    person.type("deploymentField", "gpt-4-turbo")
    person.type("keyField", "azure-key")
    person.click("startChattingButton")
    person.ask("Hello")
    assert person.wait_for_the_answer().startswith("**Bonjour**")


def test_whoever_sends_sees_what_was_sent_wherever_they_were_reading(chatting: Person, server: ScriptedServer) -> None:
    server.queue(answer("A long story.\n\n" * 100), Reply([delta("Well, "), STALL]))
    chatting.ask("Tell me a story")
    chatting.wait_for_the_answer()
    view = chatting.app.window.page.transcript
    bar = view.verticalScrollBar()
    chatting.wait(lambda: bar.value() == bar.maximum() > 0)
    chatting.press("transcript", Qt.Key.Key_Home)
    assert bar.value() == 0
    chatting.ask("And then?")
    chatting.wait_for_words("Well,")
    chatting.wait(lambda: bar.value() == bar.maximum())
