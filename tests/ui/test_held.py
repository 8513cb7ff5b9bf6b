"""The settings where somebody else has laid something down: what can only be looked at says why."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from conftest import MemoryKeyring
from nextchat_desktop.app import desk_of
from nextchat_desktop.compose import Program
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.settings.schema import TEXT_SIZE
from nextchat_desktop.storage.policies import FoundPolicy
from nextchat_desktop.ui.masks.editor import MaskEditor
from nextchat_desktop.ui.settings.connection_list import SECOND, ConnectionList
from nextchat_desktop.ui.tailoring.conversation_settings import ConversationSettings
from nextchat_desktop.ui.theme.theme import Theme
from ui.forms import Form, within

MINE = Connection("mine", "Mine", "compatible", "https://mine.example/v1", models=(Model("gpt-4o"), Model("other")))
OURS = """
[[connections]]
name = "Ours"
service = "nextchat"
address = "https://chat.example"
access_code = "sesame"
models = "+gpt-4o"
"""

Open = Callable[..., Form]


@pytest.fixture
def opened(qtbot: QtBot, plain_theme: Theme, tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Open]:
    forms: list[Form] = []

    def start(text: str = "", editable: bool = False, own: bool = False, **environ: str) -> Form:
        found = (FoundPolicy("/etc/policy.toml", editable, text),)
        home = tmp_path / "home"
        program = Program(lambda: None, environ, home, memory_keyring, find_policies=lambda _environ: found)
        if own:
            program.setup.save(MINE)
        forms.append(Form(program, plain_theme, qtbot))
        return forms[-1]

    yield start
    for form in forms:
        form.dialog.close()
        form.program.close()


def is_free(form: Form, name: str) -> bool:
    return form.find(QWidget, name).isEnabled()


LOCKED = '[locked]\n"conversation.auto_title" = false\n"network.way" = "direct"\n"chat.temperature" = 0.3\n'


@pytest.mark.parametrize(
    ("editable", "why"),
    [(False, "Set by your organisation."), (True, "Set by a policy file that you can change.")],
)
def test_a_setting_that_is_held_is_shown_and_says_who_holds_it(opened: Open, editable: bool, why: str) -> None:
    form = opened(LOCKED, editable)
    for page, key, reason in (
        ("conversation", "conversation.auto_title", "held-conversation.auto_title"),
        ("network", "network.way", "held-network.way"),
        ("chat", "chat.temperature", "help-temperature"),
    ):
        form.dialog.open_page(page)
        assert not is_free(form, f"setting-{key}"), key
        assert form.find(QLabel, reason).text() == why, key


def test_a_parameter_that_is_held_is_held_in_conversations_and_masks_and_what_they_said_stays(
    opened: Open, qtbot: QtBot, theme: Theme
) -> None:
    form = opened(LOCKED, own=True)
    desk, said = desk_of(form.program), Parameters(temperature=1.5, top_p=0.4)
    session = form.program.library.new()
    session.choose(ModelChoice("mine", "gpt-4o"))
    desk.acts.set_parameters(session, said)
    settings = ConversationSettings(desk, theme, lambda: "new")
    qtbot.addWidget(settings)
    settings.show_session(session)
    editor = MaskEditor(desk, theme, QWidget())
    qtbot.addWidget(editor)
    editor.show_mask(Mask("m", "Poet", parameters=said))
    for window in (settings, editor):
        field = within(window, QLineEdit, "parameter-temperature")
        assert (field.isEnabled(), field.text()) == (False, "")
        assert within(window, QLabel, "help-temperature").text() == "Set by your organisation."
        assert "0.3" in within(window, QLabel, "state-temperature").text()
        assert within(window, QWidget, "parameter-top_p").isEnabled()
        top = within(window, QLineEdit, "parameter-top_p")
        top.setText("0.7")
        top.editingFinished.emit()
    settings.commit()
    assert session.conversation.parameters == Parameters(temperature=1.5, top_p=0.7)
    mask = editor.leave()
    assert mask is not None
    assert mask.parameters == Parameters(temperature=1.5, top_p=0.7)


def test_what_nobody_holds_is_free_and_says_nothing(opened: Open) -> None:
    form = opened(LOCKED)
    form.dialog.open_page("conversation")
    assert is_free(form, "setting-conversation.suggestions")
    assert form.find(QLabel, "held-conversation.suggestions").text() == ""


def test_a_preset_can_be_changed_and_put_back(opened: Open) -> None:
    form = opened('[preset]\n"appearance.text_size" = 20\n')
    form.dialog.open_page("appearance")
    form.program.settings[TEXT_SIZE] = 13
    form.dialog.open_page("about")
    form.dialog.open_page("appearance")
    form.press(f"putBack-{TEXT_SIZE.key}")
    assert form.program.settings[TEXT_SIZE] == 20


def test_the_proxy_from_the_environment_can_only_be_looked_at_and_shows_no_password(opened: Open) -> None:
    form = opened(PROXY_URL="http://proxy.example:8080 me canary")
    form.dialog.open_page("network")
    assert form.find(QLineEdit, "setting-network.proxy").text() == "http://me@proxy.example:8080"
    assert not is_free(form, "setting-network.proxy")
    assert form.find(QLabel, "networkProxyKept").text().startswith("Set by the environment")


def test_a_connection_that_was_given_says_so_and_cannot_be_changed(opened: Open) -> None:
    form = opened('organisation = "Example School"\n' + OURS)
    form.dialog.show_connection("policy-ours")
    assert form.find(QLabel, "givenHint").text().startswith("Set up by Example School")
    assert not is_free(form, "endpointField")
    assert not is_free(form, "connectionNameField")
    assert form.find(QAbstractButton, "deleteConnectionButton").isHidden()
    assert form.find(QWidget, "pasteField").isVisible() is False
    assert form.find(QLineEdit, "keyField").isHidden()
    assert is_free(form, "startChattingButton")
    row = form.find(ConnectionList, "connectionList").item(0)
    assert row.data(SECOND) == "organisation · NextChat server"


def test_where_the_way_out_is_held_one_s_own_connection_has_none_of_its_own(opened: Open) -> None:
    form = opened(LOCKED, own=True)
    form.dialog.show_connection("mine")
    form.press("moreButton")
    assert not is_free(form, "proxyField")
    assert form.find(QLabel, "proxyHint").text() == "Set by your organisation."
    form.dialog.new_connection()
    form.dialog.show_connection("mine")
    assert form.find(QLabel, "proxyHint").text() == "Set by your organisation."
    assert form.dialog.close()


def test_a_key_that_was_entered_for_a_given_connection_can_be_taken_away_again(
    opened: Open, memory_keyring: MemoryKeyring
) -> None:
    form = opened(OURS.replace('access_code = "sesame"\n', ""))
    form.dialog.show_connection("policy-ours")
    assert not form.find(QAbstractButton, "removeKeyButton").isVisible()
    form.type("keyField", "our-canary")
    assert "our-canary" in repr(memory_keyring.entries)
    form.press("removeKeyButton")
    assert memory_keyring.entries == {}
    assert form.find(QLineEdit, "keyField").text() == ""
    assert not form.find(QAbstractButton, "removeKeyButton").isVisible()
    form.press("key-undoButton")
    assert "our-canary" in repr(memory_keyring.entries)
    form.press("removeKeyButton")
    form.dialog.new_connection()
    assert not form.find(QWidget, "key-undoBar").isVisible()
    assert form.dialog.close()
    assert memory_keyring.entries == {}


def test_one_s_own_beside_it_stays_as_free_as_ever(opened: Open) -> None:
    form = opened(OURS, own=True)
    form.dialog.show_connection("policy-ours")
    form.dialog.show_connection("mine")
    assert form.find(QLabel, "givenHint").text() == ""
    assert is_free(form, "endpointField")
    assert not form.find(QAbstractButton, "deleteConnectionButton").isHidden()
    assert not form.find(QLineEdit, "keyField").isHidden()


def test_a_key_from_the_environment_is_told_and_not_asked_for(opened: Open, memory_keyring: MemoryKeyring) -> None:
    form = opened(OPENAI_API_KEY="sk-canary", LANG="en_US")
    form.dialog.show_connection("environment-openai")
    assert form.find(QLabel, "keyHint").text().startswith("The key came with this connection")
    assert form.find(QLineEdit, "keyField").text() == ""
    assert form.find(QLabel, "givenHint").text().startswith("Set up by environment variables")
    assert form.dialog.close()
    assert memory_keyring.entries == {}


def test_where_no_keys_are_wanted_there_is_no_field_and_a_pasted_one_is_let_go(
    opened: Open, memory_keyring: MemoryKeyring
) -> None:
    form = opened("hide_user_api_key = true", own=True)
    form.dialog.show_connection("mine")
    assert form.find(QLineEdit, "keyField").isHidden()
    assert form.find(QLabel, "keyHint").text().startswith("Keys of one’s own are not used here")
    form.dialog.begin_with("https://relay.example/v1 sk-canary0123456789abcdef")
    assert memory_keyring.entries == {}
    assert form.dialog.close()
    assert memory_keyring.entries == {}


def test_an_access_code_is_no_key_of_one_s_own(opened: Open) -> None:
    form = opened("hide_user_api_key = true")
    form.dialog.begin_with("https://chat.example/#/")
    assert not form.find(QLineEdit, "keyField").isHidden()


def test_a_link_that_sets_something_up_is_refused_in_words(opened: Open) -> None:
    form = opened("disable_fast_link = true")
    form.dialog.begin_with("https://chat.example/#/?code=sesame")
    assert form.find(QLabel, "pasteHint").text().startswith("Links that set something up are not taken here")
    assert form.program.setup.all() == ()


def test_connections_of_one_s_own_are_marked_where_they_are_not_used(opened: Open) -> None:
    form = opened("disable_own_connections = true", own=True)
    row = form.find(ConnectionList, "connectionList").item(0)
    assert row.data(SECOND) == "not used here · mine.example"
    assert not is_free(form, "addConnectionButton")
    assert form.find(QLabel, "givenHint").text().startswith("Connections of one’s own are not used here")


def test_the_page_of_models_leaves_out_what_may_not_be_used_and_says_so(opened: Open) -> None:
    form = opened('custom_models = "-all,+gpt-4o"', own=True)
    form.dialog.open_page("models")
    assert form.find(QLabel, "modelsGiven").text().startswith("Not every model may be used here")
    assert [row.title for row in form.find(QWidget, "modelsList").model().rows if row.choice] == ["gpt-4o"]
    field = form.find(QLineEdit, "modelsAdd")
    field.setText("gpt-5")
    field.returnPressed.emit()
    assert form.find(QLabel, "modelsState").text().startswith("“gpt-5” may not be used here")
    assert form.program.setup.all()[0].model("gpt-5") is None


def test_the_page_about_says_what_counts_here_and_what_should_be_mended(opened: Open) -> None:
    form = opened('organisation = "Example School"\nhide = 1', OPENAI_API_KEY="sk-canary")
    form.dialog.open_page("about")
    told = [label.text() for number in range(3) for label in form.dialog.findChildren(QLabel, f"rule-{number}")]
    assert told[0] == "Set by Example School: /etc/policy.toml"
    assert told[1] == "From environment variables: OPENAI_API_KEY"
    assert told[2].startswith("/etc/policy.toml, line 2: “hide” is not known")
