"""The settings window, used as a person uses it: pasting, typing, keeping keys, deleting, choosing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from conftest import MemoryKeyring
from nextchat_desktop.app import desk_of
from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.keeping import KeeperKind
from nextchat_desktop.settings.schema import AUTO_TITLE, TEXT_SIZE, THEME
from nextchat_desktop.ui.paste_field import PasteField
from nextchat_desktop.ui.settings.dialog import SettingsDialog
from nextchat_desktop.ui.settings.fields import AddressText, Hint
from nextchat_desktop.ui.theme.theme import Theme
from ui.forms import see_all, within

AZURE = (
    "https://xxx-sweden.openai.azure.com/openai/deployments/gpt-4-turbo/chat/completions?api-version=2024-02-15-preview"
)
KEY = "0123456789abcdef0123456789abcdef"
W = TypeVar("W", bound=QWidget)


class Window:
    """The dialog of one program, with its widgets by name."""

    def __init__(self, program: Program, theme: Theme) -> None:
        self.program = program
        self.setup = program.setup
        place = str(program.paths.database.parent)
        self.dialog = SettingsDialog(desk_of(program), theme, place)

    def find(self, kind: type[W], name: str) -> W:
        return within(self.dialog, kind, name)

    def text(self, name: str) -> str:
        return self.find(QLineEdit, name).text()

    def url(self) -> str:
        return self.find(AddressText, "requestUrlLabel").text()

    def hint(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def type(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, name)
        field.setText(text)
        field.textEdited.emit(text)
        field.editingFinished.emit()

    def paste(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        self.find(PasteField, "pasteField").insertFromMimeData(data)

    def choose(self, name: str, data: str) -> None:
        box = self.find(QComboBox, name)
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())

    def press(self, name: str) -> None:
        self.find(QPushButton, name).click()

    def only(self) -> Connection:
        (connection,) = self.setup.all()
        return connection


Open = Callable[..., Window]


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Open]:
    windows: list[Window] = []

    def opened(backend: KeyringBackend = memory_keyring, home: str = "home") -> Window:
        window = Window(Program(lambda: None, {"LANG": "en_US"}, tmp_path / home, backend), theme)
        windows.append(window)
        qtbot.addWidget(window.dialog)
        window.dialog.show()
        return window

    yield opened
    for window in windows:
        window.dialog.close()
        window.program.close()


@pytest.fixture
def window(open_window: Open) -> Window:
    return open_window()


@pytest.fixture
def without_keyring(open_window: Open) -> Window:
    return open_window(fail.Keyring())  # type: ignore[no-untyped-call]


def test_an_azure_address_fills_everything_in(window: Window) -> None:
    window.paste(AZURE)
    assert window.find(QComboBox, "serviceField").currentText() == "Azure OpenAI"
    assert window.text("endpointField") == "https://xxx-sweden.openai.azure.com"
    assert window.text("deploymentField") == "gpt-4-turbo"
    assert window.find(QComboBox, "apiVersionField").currentText() == "2024-02-15-preview"
    assert window.text("modelNameField") == "gpt-4-turbo"
    assert window.url() == f"POST {AZURE}"
    assert window.hint("pasteHint") == "Recognised as Azure OpenAI; the four fields below were filled in"
    assert window.only().models == (Model("gpt-4-turbo"),)


def test_several_lines_are_understood_as_one_and_the_key_is_masked(
    window: Window, memory_keyring: MemoryKeyring
) -> None:
    window.paste(f"endpoint: https://xxx.openai.azure.com\nkey: {KEY}\ndeployment: mine")
    assert window.text("deploymentField") == "mine"
    assert KEY in "".join(memory_keyring.entries.values())
    assert KEY not in window.find(PasteField, "pasteField").toPlainText()


def test_text_that_says_nothing_is_answered_and_kept_nowhere(window: Window) -> None:
    window.paste("hello there")
    assert window.hint("pasteHint").startswith("There is no address")
    assert window.setup.all() == ()


def test_an_address_typed_by_hand_is_split(window: Window) -> None:
    window.type("endpointField", "https://own.openai.azure.com/openai/deployments/gpt-4-turbo")
    assert window.text("endpointField") == "https://own.openai.azure.com"
    assert window.text("deploymentField") == "gpt-4-turbo"


def test_the_request_address_follows_every_keystroke(window: Window, qtbot: QtBot) -> None:
    window.paste(AZURE)
    field = window.find(QLineEdit, "deploymentField")
    field.clear()
    qtbot.keyClicks(field, "mine")
    assert "/deployments/mine/chat/completions?" in window.url()
    assert window.only().models[0].id == "gpt-4-turbo"
    field.editingFinished.emit()
    assert window.only().models[0] == Model("mine")


def test_a_version_can_be_typed(window: Window, qtbot: QtBot) -> None:
    window.paste(AZURE)
    line = window.find(QComboBox, "apiVersionField").lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "2031-01-01")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.only().api_version == "2031-01-01"
    assert window.url().endswith("api-version=2031-01-01")


def test_what_is_no_address_is_said_and_not_kept(window: Window) -> None:
    window.type("endpointField", "nonsense")
    assert window.hint("endpointHint").startswith("This is not an address")
    assert window.setup.all() == ()


def test_a_server_of_ones_own_asks_for_a_model_and_no_key(window: Window) -> None:
    window.type("endpointField", "http://localhost:11434")
    window.choose("serviceField", "compatible")
    assert window.find(QLineEdit, "modelIdField").isVisible()
    assert not window.find(QLineEdit, "deploymentField").isVisible()
    assert not window.find(QPushButton, "startChattingButton").isEnabled()
    window.type("modelIdField", "qwen3")
    assert window.find(QPushButton, "startChattingButton").isEnabled()


def test_what_was_said_of_the_models_on_their_page_outlives_the_form(window: Window) -> None:
    window.paste(AZURE)
    said = Model("gpt-4-turbo", favourite=True, options={"temperature": 0.3})
    others = (Model("gpt-4o", "Quick", vision=True), Model("o3", shown=False))
    window.setup.save(replace(window.only(), models=(said, *others)))
    window.dialog.take_in()
    window.type("modelNameField", "Ours")
    window.type("connectionNameField", "Work")
    assert window.only().models == (replace(said, name="Ours"), *others)
    assert window.find(QPushButton, "furtherModelsButton").text() == "1 more in the model menu"


def test_another_model_in_the_first_ones_place_keeps_the_wishes_and_the_others(window: Window) -> None:
    window.paste(AZURE)
    first = Model("gpt-4-turbo", "Ours", context=128_000, options={"temperature": 0.3})
    window.setup.save(replace(window.only(), models=(first, Model("gpt-4o"))))
    window.dialog.take_in()
    window.type("deploymentField", "gpt-5")
    assert window.only().models == (Model("gpt-5", "Ours", options={"temperature": 0.3}), Model("gpt-4o"))
    window.type("deploymentField", "gpt-4o")
    assert [model.id for model in window.only().models] == ["gpt-4o", "gpt-5"]
    assert window.text("modelNameField") == "gpt-4o"


def test_a_model_that_is_cleared_is_only_hidden_where_something_was_said_of_it(window: Window) -> None:
    window.paste(AZURE)
    window.setup.save(replace(window.only(), models=(Model("gpt-4-turbo", favourite=True),)))
    window.dialog.take_in()
    window.type("deploymentField", "")
    assert window.only().models == (Model("gpt-4-turbo", favourite=True, shown=False),)
    assert "the deployment" in window.hint("connectionState")
    window.type("deploymentField", "gpt-4-turbo")
    assert window.only().models == (Model("gpt-4-turbo", favourite=True),)


def test_models_are_seen_once_there_is_an_address_and_a_key_to_ask_with(window: Window) -> None:
    window.choose("serviceField", "compatible")
    window.press("chooseModelsButton")
    assert window.hint("endpointHint").startswith("Enter the endpoint first")
    assert window.dialog.focusWidget() is window.find(QLineEdit, "endpointField")
    window.choose("serviceField", "openai")
    window.press("chooseModelsButton")
    assert window.hint("keyHint").startswith("Enter the key first")
    assert window.dialog.focusWidget() is window.find(QLineEdit, "keyField")
    window.press("furtherModelsButton")
    assert window.find(QWidget, "modelsNothing").isVisible()
    assert window.dialog.focusWidget() is window.find(QLineEdit, "modelsFilter")


def test_deployments_are_chosen_from_a_list_as_models_are(window: Window) -> None:
    window.paste(f"endpoint: https://friend.openai.azure.com\nkey: {KEY}")
    assert window.find(QLineEdit, "deploymentField").isVisible()
    assert not window.find(QPushButton, "chooseModelsButton").isVisible()
    assert window.find(QPushButton, "chooseDeploymentsButton").isVisible()
    window.type("deploymentField", "mine")
    assert not window.find(QPushButton, "chooseDeploymentsButton").isVisible(), "the line is needed no more"


def test_deployments_are_listed_once_there_is_an_address_to_ask_at(window: Window) -> None:
    window.choose("serviceField", "azure")
    window.press("chooseDeploymentsButton")
    assert window.hint("endpointHint").startswith("Enter the endpoint first")


def test_what_is_chosen_on_the_page_of_models_stands_in_the_form(window: Window, qtbot: QtBot) -> None:
    window.paste("https://relay.example/v1 sk-abcdefghijklmnop1234")
    window.press("furtherModelsButton")
    start = window.find(QPushButton, "startWithModelsButton")
    assert not start.isEnabled()
    window.find(QLineEdit, "modelsAdd").setText("tiny")
    qtbot.keyClick(window.find(QLineEdit, "modelsAdd"), Qt.Key.Key_Return)
    assert start.isEnabled()
    window.dialog.open_page("connections")
    assert window.text("modelIdField") == "tiny"
    window.type("connectionNameField", "Relay")
    assert window.only().models == (Model("tiny"),)
    window.dialog.open_page("models")
    with qtbot.waitSignal(window.dialog.chosen) as told:
        start.click()
    assert told.args == [window.only().id]


def test_no_chat_starts_from_the_models_while_the_key_is_not_kept(without_keyring: Window) -> None:
    window = without_keyring
    window.paste(f"{AZURE}\n{KEY}")
    chosen: list[str] = []
    window.dialog.chosen.connect(chosen.append)
    window.dialog.open_page("models")
    window.press("startWithModelsButton")
    assert chosen == []
    assert window.dialog.focusWidget() is window.find(QPushButton, "keepSessionButton")
    window.press("keepSessionButton")
    window.dialog.open_page("models")
    window.press("startWithModelsButton")
    assert chosen == [window.only().id]


def test_what_is_being_typed_when_the_dialog_closes_is_kept(window: Window, qtbot: QtBot) -> None:
    window.paste(AZURE)
    window.press("furtherModelsButton")
    rows: Any = window.find(QWidget, "modelsList")
    rows.setCurrentIndex(rows.model().index(0, 0))
    field = window.find(QLineEdit, "modelDetail-temperature")
    field.setFocus()
    qtbot.keyClicks(field, "0.5")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not window.dialog.isVisible()
    assert window.only().models == (Model("gpt-4-turbo", options={"temperature": 0.5}),)


def services(window: Window) -> list[str]:
    view: Any = window.find(QWidget, "serviceList")
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("dee", "DeepSeek"),
        ("kimi", "Moonshot Kimi"),
        ("zhipu", "智谱 GLM"),
        ("智谱", "智谱 GLM"),
        ("qwen", "阿里云百炼 Alibaba (Qwen)"),
    ],
)
def test_a_service_is_found_by_any_part_of_its_name(window: Window, qtbot: QtBot, typed: str, label: str) -> None:
    box = window.find(QComboBox, "serviceField")
    box.setFocus()
    qtbot.keyClick(box, typed[0])
    field = window.find(QLineEdit, "serviceFilter")
    assert window.dialog.focusWidget() is field
    field.setText(typed)
    assert box.currentText() == "Azure OpenAI"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert box.currentText() == label
    assert window.dialog.focusWidget() is box
    assert window.dialog.isVisible()


def test_the_list_of_services_is_left_as_it_was_come_to(window: Window, qtbot: QtBot) -> None:
    box = window.find(QComboBox, "serviceField")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    field = window.find(QLineEdit, "serviceFilter")
    assert services(window)[:2] == ["Services", "Azure OpenAI"]
    field.setText("nobody")
    assert window.find(QLabel, "serviceEmpty").text().startswith("No service is called that")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.dialog.isVisible()
    assert not field.isVisible()
    assert box.currentText() == "Azure OpenAI"
    assert window.setup.all() == ()


def test_a_service_is_chosen_with_the_mouse(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.find(QComboBox, "serviceField"), Qt.MouseButton.LeftButton)
    view: Any = window.find(QWidget, "serviceList")
    place = view.model().index(services(window).index("OpenAI"), 0)
    head = view.model().index(0, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(head).center())
    assert view.isVisible()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(place).center())
    assert window.find(QComboBox, "serviceField").currentText() == "OpenAI"
    assert window.text("endpointField") == "https://api.openai.com/v1"
    assert window.find(QLabel, "serviceKeyLink").isVisible()


def test_the_key_goes_to_the_keyring_and_into_no_file(
    window: Window, memory_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    window.paste(AZURE)
    window.type("keyField", KEY)
    assert KEY in "".join(memory_keyring.entries.values())
    assert window.hint("keyHint") == "Kept in this system’s key keeper"
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_kept_key_is_never_shown(open_window: Open) -> None:
    first = open_window()
    first.paste(f"{AZURE}\n{KEY}")
    first.dialog.close()
    assert first.text("keyField") == ""
    again = open_window()
    assert again.text("keyField") == ""
    field = again.find(QLineEdit, "keyField")
    assert "A key is kept" in field.placeholderText() + field.toolTip()


def test_a_key_stays_with_its_address(window: Window) -> None:
    window.paste(f"{AZURE}\n{KEY}")
    window.type("endpointField", "https://other.openai.azure.com")
    assert window.text("keyField") == ""
    assert window.hint("keyHint") == "The kept key belongs to another address; enter it again"
    assert not window.find(QPushButton, "startChattingButton").isEnabled()
    window.type("keyField", KEY)
    assert window.setup.keys.get(window.only().id, "https://other.openai.azure.com") == KEY


def test_a_key_typed_before_the_address_is_kept_with_it(window: Window) -> None:
    window.type("keyField", KEY)
    assert "endpoint first" in window.hint("keyHint")
    window.type("endpointField", "https://own.openai.azure.com")
    assert window.setup.keys.get(window.only().id, "https://own.openai.azure.com") == KEY


def test_without_a_keyring_a_key_can_be_kept_until_the_end(without_keyring: Window) -> None:
    window = without_keyring
    window.paste(f"{AZURE}\n{KEY}")
    assert window.find(QWidget, "keeperPanel").isVisible()
    assert window.setup.keys.where(window.only().id) is None
    window.press("keepSessionButton")
    assert not window.find(QWidget, "keeperPanel").isVisible()
    assert window.setup.keys.where(window.only().id) is KeeperKind.SESSION
    assert window.hint("keyHint") == "Kept until you quit"


def test_without_a_keyring_a_key_can_be_encrypted_and_unlocked(open_window: Open) -> None:
    window = open_window(fail.Keyring())  # type: ignore[no-untyped-call]
    window.paste(f"{AZURE}\n{KEY}")
    window.press("keepFileButton")
    window.find(QLineEdit, "passphraseField").setText("open sesame")
    window.press("confirmPassphraseButton")
    assert window.hint("keeperTrouble") == "The two passphrases differ"
    window.find(QLineEdit, "passphraseAgainField").setText("open sesame")
    window.press("confirmPassphraseButton")
    assert window.setup.keys.where(window.only().id) is KeeperKind.FILE
    assert window.hint("keyHint") == "Kept in an encrypted file"
    window.dialog.close()

    again = open_window(fail.Keyring())  # type: ignore[no-untyped-call]
    assert again.find(QWidget, "keeperPanel").isVisible()
    again.find(QLineEdit, "passphraseField").setText("wrong")
    again.press("confirmPassphraseButton")
    assert again.hint("keeperTrouble").startswith("This is not the passphrase")
    again.find(QLineEdit, "passphraseField").setText("open sesame")
    again.press("confirmPassphraseButton")
    assert again.find(QPushButton, "startChattingButton").isEnabled()


def test_closing_with_an_unkept_key_asks_once(without_keyring: Window) -> None:
    without_keyring.paste(f"{AZURE}\n{KEY}")
    without_keyring.dialog.reject()
    assert without_keyring.dialog.isVisible()
    without_keyring.dialog.reject()
    assert not without_keyring.dialog.isVisible()


def test_a_deleted_connection_comes_back_with_its_key(window: Window) -> None:
    window.paste(f"{AZURE}\n{KEY}")
    connection = window.only()
    window.press("deleteConnectionButton")
    assert window.setup.all() == ()
    assert window.text("endpointField") == ""
    assert window.find(QWidget, "undoBar").isVisible()
    window.press("undoButton")
    assert window.only() == connection
    assert window.setup.keys.get(connection.id, connection.base_url) == KEY
    assert window.text("endpointField") == connection.base_url


def test_start_chatting_tells_which_connection_and_closes(window: Window, qtbot: QtBot) -> None:
    window.paste(AZURE)
    button = window.find(QPushButton, "startChattingButton")
    assert not button.isEnabled()
    assert window.hint("connectionState") == "Still missing: the key"
    qtbot.keyClicks(window.find(QLineEdit, "keyField"), KEY)
    with qtbot.waitSignal(window.dialog.chosen) as told:
        button.click()
    assert told.args == [window.only().id]
    assert not window.dialog.isVisible()
    assert window.setup.keys.get(window.only().id, AZURE) == KEY


def test_beginning_with_a_pasted_text(window: Window) -> None:
    assert not window.dialog.begin_with("nothing in here")
    assert window.dialog.begin_with(AZURE)
    assert window.dialog.focusWidget() is window.find(QLineEdit, "keyField")
    assert window.dialog.begin_with(f"{AZURE}\n{KEY}")
    assert window.dialog.focusWidget() is window.find(QLineEdit, "modelNameField")
    assert [one.name for one in window.setup.all()] == ["Azure OpenAI", "Azure OpenAI 2"]


def test_choosing_another_connection_keeps_what_was_typed(window: Window, qtbot: QtBot) -> None:
    window.paste(AZURE)
    first = window.only()
    window.dialog.new_connection()
    assert window.dialog.focusWidget() is window.find(PasteField, "pasteField")
    window.find(QLineEdit, "endpointField").setText("https://two.openai.azure.com")
    window.dialog.show_connection(first.id)
    assert window.text("endpointField") == first.base_url
    assert [one.base_url for one in window.setup.all()] == [first.base_url, "https://two.openai.azure.com"]
    rows: Any = window.find(QWidget, "connectionList")
    rows.setCurrentRow(1)
    qtbot.waitUntil(lambda: window.text("endpointField") == "https://two.openai.azure.com")


def test_no_page_is_made_before_somebody_goes_there(window: Window) -> None:
    assert window.dialog.findChild(QComboBox, f"setting-{THEME.key}") is None
    window.dialog.note(THEME.key, "Waits for an answer")
    window.dialog.open_page("appearance")
    assert window.find(QComboBox, f"setting-{THEME.key}").isVisible()
    assert window.hint(f"held-{THEME.key}") == "Waits for an answer"


class Flashing(QObject):
    """Every window that comes up meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_nothing_flashes_up_as_pages_are_made(window: Window, qapp: QApplication) -> None:
    flashing = Flashing()
    qapp.installEventFilter(flashing)
    see_all(window.dialog)
    qapp.removeEventFilter(flashing)
    assert flashing.seen == []
    window.dialog.open_page("usage")
    assert any(hint.isVisible() for hint in window.dialog.findChildren(Hint))


def test_opening_and_closing_changes_nothing(open_window: Open) -> None:
    first = open_window()
    address = "https://x.openai.azure.com/openai/v1"
    odd = Connection("a", "Odd", "azure", address, "preview", (Model("m"),), frozenset({"x"}))
    first.setup.save(odd)
    again = open_window()
    again.dialog.close()
    assert again.only() == odd


def test_a_setting_applies_at_once_and_can_be_put_back(window: Window) -> None:
    settings = window.program.settings
    window.dialog.open_page("appearance")
    theme = window.find(QComboBox, f"setting-{THEME.key}")
    back = window.find(QWidget, f"putBack-{THEME.key}")
    assert not back.isVisible()
    theme.setCurrentIndex(2)
    assert settings[THEME] == "dark"
    assert back.isVisible()
    back.click()  # type: ignore[attr-defined]
    assert settings[THEME] == THEME.default
    assert theme.currentIndex() == 0
    assert not back.isVisible()


def test_numbers_and_switches_apply_too(window: Window) -> None:
    window.find(QSpinBox, f"setting-{TEXT_SIZE.key}").setValue(18)
    window.find(QCheckBox, f"setting-{AUTO_TITLE.key}").setChecked(False)
    assert window.program.settings[TEXT_SIZE] == 18
    assert window.program.settings[AUTO_TITLE] is False


def test_escape_closes_and_enter_presses_nothing(window: Window, qtbot: QtBot) -> None:
    window.paste(AZURE)
    qtbot.keyClick(window.find(QLineEdit, "modelNameField"), Qt.Key.Key_Return)
    assert window.dialog.isVisible()
    assert len(window.setup.all()) == 1
    qtbot.keyClick(window.find(QLineEdit, "modelNameField"), Qt.Key.Key_Escape)
    assert not window.dialog.isVisible()


def test_every_control_has_a_name_for_those_who_do_not_see_it(window: Window) -> None:
    see_all(window.dialog)
    kinds = (QLineEdit, QComboBox, QPushButton, QCheckBox, QSpinBox, PasteField)
    mine = [one for kind in kinds for one in window.dialog.findChildren(kind) if not one.objectName().startswith("qt_")]
    assert [one.objectName() for one in mine if not one.accessibleName()] == []
    assert all(one.objectName() for one in mine)


def test_a_key_shows_dots_until_the_eye_is_pressed_and_again_afterwards(window: Window) -> None:
    field = window.find(QLineEdit, "keyField")
    field.setText(KEY)
    assert KEY not in field.displayText()
    (eye,) = field.findChildren(QToolButton)
    eye.click()
    assert field.displayText() == KEY
    window.dialog.reject()
    window.dialog.reject()  # the first time it points out that the key has no address yet
    window.dialog.show()
    field.setText(KEY)
    assert KEY not in field.displayText()
