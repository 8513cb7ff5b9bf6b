"""Somebody is given a set-up and chats with it; somebody else makes one. In the real window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from certificates import authority
from conftest import MemoryKeyring
from end2end.person import Person
from handing.friends import KEY, PASSPHRASE, Friend
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.paste_field import PasteField
from scripted import ScriptedServer, answer


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Friend]:
    friend = Friend(tmp_path / "ann")
    yield friend
    friend.close()


@pytest.fixture
def bob(qtbot: QtBot, tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Person]:
    person = Person(qtbot, tmp_path / "bob", memory_keyring)
    person.app.program.settings[AUTO_TITLE] = False
    yield person
    person.quit()


def is_open(person: Person) -> bool:
    return person.app.window.findChild(QWidget, "openSetupDialog") is not None


def set_up(person: Person) -> None:
    """With a connection of their own, and its key."""
    setup = person.app.program.setup
    connection = replace(setup.begin(), name="Ours", service="compatible", base_url="https://chat.example/v1")
    setup.store_key(connection, KEY)
    setup.save(connection)


def unlock(person: Person, passphrase: str) -> None:
    person.type("setupPassphrase", passphrase)
    person.click("setupUnlockButton")
    person.wait(lambda: person.read("setupSealedSaid") != "One moment…")


def test_a_link_is_pasted_first_and_a_minute_later_there_is_an_answer(
    ann: Friend, bob: Person, server: ScriptedServer
) -> None:
    ann.connect(server.base_url)
    bob.paste("welcomePasteField", "Here you are: " + ann.sharing.link(ann.shared(PASSPHRASE)))
    assert bob.read("setupFrom") == "A set-up from Ann"
    assert bob.see("setupTakeButton", QAbstractButton).text() == "Take it in without keys"
    unlock(bob, "wrong")
    assert "does not open it" in bob.read("setupSealedSaid")
    unlock(bob, PASSPHRASE)
    bob.click("setupTakeButton")
    assert bob.read("setupSaid") == "Taken in. Our GPT answers now."
    bob.click("setupChatButton")
    server.queue(answer("Hello, Bob."))
    bob.ask("Hello?")
    assert bob.wait_for_the_answer() == "Hello, Bob."
    assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"


def test_without_the_passphrase_the_way_leads_on_to_the_key(ann: Friend, bob: Person, tmp_path: Path) -> None:
    ann.connect("https://chat.example/v1")
    file = tmp_path / "ours.nextchat-setup"
    file.write_bytes(ann.shared(PASSPHRASE))
    assert bob.app.window.handing.open(str(file))
    bob.click("setupTakeButton")
    assert bob.read("setupSaid") == "Taken in. “Ours” still needs its key."
    bob.click("setupKeyButton")
    bob.wait(lambda: bob.see("keyField", QLineEdit).hasFocus())


def test_where_there_is_no_keyring_the_person_says_how_keys_are_kept(ann: Friend, qtbot: QtBot, tmp_path: Path) -> None:
    ann.connect("https://chat.example/v1")
    eve = Person(qtbot, tmp_path / "eve", Keyring())
    eve.app.window.handing.open(ann.shared(PASSPHRASE).decode())
    unlock(eve, PASSPHRASE)
    eve.click("setupTakeButton")
    assert eve.app.program.setup.all() == ()
    eve.click("setup.keepSessionButton")
    (connection,) = eve.app.program.setup.all()
    assert eve.app.program.keys.get(connection.id, connection.base_url) == KEY
    eve.quit()


def test_certificates_are_trusted_only_where_that_is_ticked(ann: Friend, bob: Person) -> None:
    trust = Trust(authority().pem)
    ann.connect("https://chat.example/v1", trust=trust)
    data = ann.shared().decode()
    bob.app.window.handing.open(data)
    box = bob.see("line.connection.0.trust", QCheckBox)
    assert not box.isChecked()
    assert "Our Authority" in box.accessibleDescription()
    bob.click("setupTakeButton")
    bob.click("setupKeyButton")
    bob.wait(lambda: not is_open(bob))
    assert bob.app.program.setup.all()[0].trust == Trust()
    bob.app.window.handing.open(data)
    bob.see("line.connection.0.trust", QCheckBox).click()
    bob.click("setupTakeButton")
    assert bob.app.program.setup.all()[0].trust == trust


def test_a_file_is_dropped_on_the_first_field(ann: Friend, bob: Person, tmp_path: Path) -> None:
    file = tmp_path / "ours.nextchat-setup"
    file.write_bytes(ann.shared())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    data.setText(QUrl.fromLocalFile(str(file)).toString())
    bob.see("welcomePasteField", PasteField).insertFromMimeData(data)
    assert is_open(bob)


def test_the_program_is_started_with_a_link(ann: Friend, bob: Person) -> None:
    ann.connect("https://chat.example/v1")
    bob.app.begin_with("nextchat:nonsense")
    assert not is_open(bob)
    assert bob.app.window.toast.isVisible()
    bob.app.begin_with(ann.sharing.link(ann.shared()))
    assert is_open(bob)


def test_a_link_is_pasted_among_the_connections(ann: Friend, bob: Person) -> None:
    ann.connect("https://chat.example/v1")
    bob.app.window.open_settings()
    bob.paste("pasteField", ann.sharing.link(ann.shared()))
    assert is_open(bob)


@pytest.mark.parametrize("source", ["/nowhere.nextchat-setup", "nextchat://setup#eNq", '{"format": "nextchat-setup"}'])
def test_what_cannot_be_opened_is_told_and_opens_nothing(bob: Person, source: str) -> None:
    assert bob.app.window.handing.open(source)
    assert not is_open(bob)
    assert bob.app.window.toast.isVisible()


def test_a_set_up_is_shared_as_a_link_without_keys(bob: Person, ann: Friend) -> None:
    set_up(bob)
    bob.app.window.handing.share()
    bob.type("shareSender", "Bob")
    bob.click("shareLinkButton")
    bob.wait(lambda: bool(bob.read("shareSaid")))
    link = QGuiApplication.clipboard().text()
    look = ann.look(link.encode())
    assert (look.setup.sender, [one.name for one in look.arrivals]) == ("Bob", ["Ours"])
    assert not look.arrivals[0].newcomer.holds_secret
    assert KEY not in str(ann.opened(link.encode()))


def test_keys_go_along_only_under_a_passphrase(bob: Person, ann: Friend, tmp_path: Path) -> None:
    set_up(bob)
    bob.app.window.handing.share()
    bob.click("shareKeys")
    assert not bob.see("shareSaveButton", QAbstractButton).isEnabled()
    bob.type("sharePassphrase", PASSPHRASE)
    assert bob.see("shareStrength", QLabel).text() == "Hard to guess"
    bob.click("shareSaveButton")
    bob.wait(lambda: bob.app.window.findChild(QFileDialog, "saveSetupDialog") is not None)
    dialog = bob.see("saveSetupDialog", QFileDialog)
    file = tmp_path / "ours.nextchat-setup"
    dialog.fileSelected.emit(str(file))
    dialog.done(0)
    data = file.read_bytes()
    assert KEY.encode() not in data
    assert ann.look(data, PASSPHRASE).arrivals[0].newcomer.key == KEY


def test_however_much_the_sender_says_there_is_room_for_what_would_change(ann: Friend, bob: Person) -> None:
    ann.connect("https://chat.example/v1")
    chosen = replace(ann.everything("W" * 80), note="\n".join(["Hello"] * 400))
    bob.app.window.handing.open(ann.shared(chosen=chosen).decode())
    dialog = bob.see("openSetupDialog", QWidget)
    dialog.resize(700, 640)
    bob.wait(lambda: dialog.height() == 640)
    assert dialog.minimumSizeHint().width() <= 700
    assert bob.see("setupTakeButton", QAbstractButton).geometry().bottom() < 640
    assert bob.see("setupLines", QWidget).height() > 100


def test_what_is_here_already_leads_on_to_a_chat(ann: Friend, bob: Person) -> None:
    ann.connect("https://chat.example/v1")
    data = ann.shared(PASSPHRASE).decode()
    for _time in range(2):
        bob.app.window.handing.open(data)
        unlock(bob, PASSPHRASE)
        if bob.see("setupTakeButton", QAbstractButton).isVisible():
            bob.click("setupTakeButton")
        bob.click("setupChatButton")
        bob.wait(lambda: not is_open(bob))
    assert len(bob.app.program.setup.all()) == 1


def test_a_key_in_what_the_sender_says_is_noticed_before_it_leaves(bob: Person) -> None:
    set_up(bob)
    bob.app.window.handing.share()
    bob.type("shareNote", f"The key is {KEY}")
    assert "A key seems to stand in your words" in bob.read("shareSaid")
    assert not bob.see("shareLinkButton", QAbstractButton).isEnabled()
    bob.type("shareNote", "Have fun!")
    assert bob.see("shareLinkButton", QAbstractButton).isEnabled()


def test_enter_unlocks_and_nothing_is_taken_without_the_keys_meanwhile(ann: Friend, bob: Person) -> None:
    ann.connect("https://chat.example/v1")
    bob.app.window.handing.open(ann.shared(PASSPHRASE).decode())
    bob.type("setupPassphrase", PASSPHRASE)
    bob.press("setupPassphrase", Qt.Key.Key_Return)
    take = bob.see("setupTakeButton", QAbstractButton)
    assert not take.isEnabled()
    bob.wait(take.isEnabled)
    assert bob.app.program.setup.all() == ()
    assert take.text() == "Take it in"
