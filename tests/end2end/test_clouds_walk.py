"""Somebody brings along what NextChat keeps on the net: by the form, or by pasting the settings of its sync."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from clouds import PASSWORD, SECRETS, TOKEN, Dav, Upstash
from end2end.person import Person
from nextchat_desktop.ui.importing.dialog import ImportDialog
from scripted import STALL
from test_importing import backup, session

BACKUP = backup(session("a", "Hi", "Hello"), session("b", "Bye", "Goodbye"))


def ask_for_the_form(person: Person) -> None:
    person.app.window.commands.run("import")
    person.click("importCloudButton")
    person.wait(lambda: person.is_seen("cloudDialog"))


def fill_in(person: Person, server: Dav, password: str = PASSWORD) -> None:
    for name, text in (("cloudAddress", f"{server.url}/dav/"), ("cloudUser", "ann"), ("cloudSecret", password)):
        person.see(name, QLineEdit).setText(text)


def left(person: Person) -> list[Path]:
    folder = person.app.program.paths.cache / "fetched"
    return [path for path in folder.rglob("*") if path.is_file()]


def text_of(person: Person, name: str) -> str:
    return person.see(name, QLineEdit).text()


def test_a_backup_on_webdav_is_looked_at_and_brought_in(person: Person) -> None:
    ask_for_the_form(person)
    with Dav(BACKUP) as server:
        fill_in(person, server)
        person.click("cloudFetchButton")
        person.wait(lambda: person.is_seen("importButton"))
    assert not person.is_seen("cloudDialog")
    assert text_of(person, "cloudSecret") == ""
    assert person.read("importName.0") == "backup.json"
    assert left(person)
    person.click("importButton")
    person.wait(lambda: person.titles() == ["About a", "About b"])
    person.wait(lambda: left(person) == [])


@pytest.mark.parametrize("way", ["close", "other"])
def test_what_is_not_brought_in_is_not_kept(person: Person, way: str, tmp_path: Path) -> None:
    ask_for_the_form(person)
    with Dav(BACKUP) as server:
        fill_in(person, server)
        person.click("cloudFetchButton")
        person.wait(lambda: person.is_seen("importButton"))
    if way == "close":
        person.click("importCloseButton")
    else:
        other = tmp_path / "other.json"
        other.write_text(json.dumps(backup(session("c", "Hi"))))
        person.see("importDialog", ImportDialog).look([other])
    person.wait(lambda: left(person) == [])
    assert person.titles() == []


def test_settings_of_nextchats_sync_fill_the_form(person: Person) -> None:
    ask_for_the_form(person)
    with Upstash(BACKUP, "ours") as server:
        upstash = {"endpoint": server.url, "username": "ours", "apiKey": TOKEN}
        person.paste("cloudAddress", json.dumps({"state": {"provider": "upstash", "upstash": upstash}}))
        assert [text_of(person, name) for name in ("cloudAddress", "cloudUser")] == [server.url, "ours"]
        person.click("cloudFetchButton")
        person.wait(lambda: person.is_seen("importButton"))
    assert person.read("importAbout") == "New here: 2 conversations, 4 messages, 1 mask"


def test_nothing_there_and_a_wrong_password_are_said_in_the_form(person: Person) -> None:
    ask_for_the_form(person)
    with Dav(None) as server:
        fill_in(person, server, "wrong")
        person.click("cloudFetchButton")
        person.wait(lambda: "did not accept this user and password" in person.read("cloudSaid"))
        person.see("cloudSecret", QLineEdit).setText(PASSWORD)
        person.click("cloudFetchButton")
        person.wait(lambda: "There is no backup at this address" in person.read("cloudSaid"))
    assert left(person) == []
    said = " ".join(one.windowTitle() for one in QApplication.topLevelWidgets()) + person.read("cloudSaid")
    assert not any(secret in said for secret in SECRETS)


def test_it_can_be_stopped(person: Person) -> None:
    ask_for_the_form(person)
    with Dav(BACKUP, STALL) as server:
        fill_in(person, server)
        person.click("cloudFetchButton")
        person.wait(server.reached.is_set)
        person.click("cloudCancelButton")
        person.wait(server.hung_up.is_set)
        assert left(person) == []
        assert person.is_seen("cloudDialog")
        assert text_of(person, "cloudSecret") == PASSWORD
        person.click("cloudCancelButton")
    assert not person.is_seen("cloudDialog")
    assert text_of(person, "cloudSecret") == ""


def test_a_password_that_could_be_read_on_the_way_is_warned_of(person: Person) -> None:
    ask_for_the_form(person)
    for address, is_warned in (
        ("http://dav.example.com/dav", True),
        ("https://dav.example.com", False),
        ("http://nas.local:5005", False),
        ("http://192.168.1.9/dav", False),
    ):
        person.see("cloudAddress", QLineEdit).setText(address)
        assert person.is_seen("cloudWarning") == is_warned, address
    person.see("cloudAddress", QLineEdit).setText("http://dav.example.com")
    person.see("cloudServer", QLineEdit).setText("https://next.example.com")
    assert not person.is_seen("cloudWarning")


def test_without_a_password_there_is_nothing_to_fetch(person: Person) -> None:
    ask_for_the_form(person)
    fetch = person.see("cloudFetchButton", QAbstractButton)
    assert not fetch.isEnabled()
    person.see("cloudAddress", QLineEdit).setText("https://dav.example.com")
    assert not fetch.isEnabled()
    person.see("cloudSecret", QLineEdit).setText("x")
    assert fetch.isEnabled()
