"""What few connections need, set up as a person does it: another API, a proxy, headers, extra fields, patience."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from conftest import MemoryKeyring
from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from tongues import WRITTEN
from ui.forms import LAB, Form, Open


@pytest.fixture
def form(open_form: Open) -> Form:
    """With everything in sight."""
    form = open_form(LAB)
    form.press("moreButton")
    return form


def test_it_is_folded_away_unless_something_of_it_is_used(open_form: Open) -> None:
    assert not open_form(LAB).find(QWidget, "proxyField").isVisible()
    used = open_form(replace(LAB, idle=30.0))
    assert used.find(QWidget, "proxyField").isVisible()
    assert used.find(QAbstractButton, "moreButton").text() == "Less"


def test_what_is_unfolded_comes_into_sight(open_form: Open, qtbot: QtBot) -> None:
    form = open_form(LAB)
    form.dialog.resize(900, 420)
    form.press("moreButton")
    proxy = form.find(QWidget, "proxyField")
    qtbot.waitUntil(lambda: not proxy.visibleRegion().isEmpty())


def test_everything_has_a_name_for_those_who_do_not_see_it(form: Form) -> None:
    form.press("addHeaderButton")
    kinds = (QLineEdit, QComboBox, QAbstractButton, QSpinBox, QPlainTextEdit)
    every: list[Any] = [one for kind in kinds for one in form.dialog.findChildren(kind) if one.isVisible()]
    mine = [one for one in every if not one.objectName().startswith("qt_") and one.parent() is not None]
    assert [one.objectName() for one in mine if one.objectName() and not one.accessibleName()] == []


# API


def test_another_api_is_chosen_and_goes_with_the_service(form: Form) -> None:
    form.choose("apiField", "Responses")
    assert form.connection.api == "responses"
    assert form.url().endswith("/v1/responses")
    form.choose_service("alibaba")
    api = form.find(QComboBox, "apiField")
    assert [api.itemText(place) for place in range(api.count())] == ["OpenAI-compatible", "DashScope"]
    assert (api.currentText(), form.connection.api) == ("OpenAI-compatible", "")
    form.choose_service("deepseek")
    assert not api.isVisible()


def test_the_api_that_a_pasted_address_names_stays(form: Form) -> None:
    form.type("endpointField", "https://lab.example/v1/responses")
    assert form.connection.api == "responses"
    assert form.find(QComboBox, "apiField").currentText() == "Responses"
    form.write('{"a": 1}')
    assert (form.connection.api, form.connection.extra) == ("responses", {"a": 1})


def test_what_this_version_does_not_know_stays_as_it_was(open_form: Open) -> None:
    odd = replace(LAB, api="of-later", idle=2.5, extra={"a": [1, {"b": None}]}, proxy=DIRECT)
    form = open_form(odd)
    form.type("connectionNameField", "Work")
    form.dialog.close()
    assert form.connection == replace(odd, name="Work")


# Proxy


def test_a_proxy_is_the_programs_the_systems_none_or_another(form: Form) -> None:
    assert form.find(QComboBox, "proxyField").currentText() == "As for the program"
    form.choose("proxyField", "Without a proxy")
    assert form.connection.proxy == DIRECT
    form.choose("proxyField", "Another:")
    assert form.dialog.focusWidget() is form.find(QLineEdit, "proxyAddressField")
    assert form.connection.proxy == DIRECT
    form.type("proxyAddressField", "socks5://127.0.0.1:1080")
    assert form.connection.proxy == "socks5://127.0.0.1:1080"
    form.choose("proxyField", "As the system says")
    assert form.connection.proxy == "system"
    form.choose("proxyField", "As for the program")
    assert form.connection.proxy == ""


def test_a_proxy_that_was_chosen_is_shown_again(open_form: Open) -> None:
    form = open_form(replace(LAB, proxy="system"))
    assert form.find(QComboBox, "proxyField").currentText() == "As the system says"
    assert not form.find(QLineEdit, "proxyAddressField").isVisible()


def test_a_proxy_is_understood_however_it_is_written(form: Form) -> None:
    form.choose("proxyField", "Another:")
    form.type("proxyAddressField", "127.0.0.1 7890")
    assert form.connection.proxy == "http://127.0.0.1:7890"
    assert form.find(QLineEdit, "proxyAddressField").text() == "http://127.0.0.1:7890"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("http://127.0.0.1:33331/commands/pac", "This is the address of a script"), ("socks4://x:1", "A proxy of this")],
)
def test_a_proxy_that_cannot_be_used_is_refused_with_the_reason(form: Form, typed: str, said: str) -> None:
    form.choose("proxyField", "Another:")
    form.type("proxyAddressField", typed)
    assert form.hint("proxyHint").startswith(said)
    assert form.connection.proxy == ""


@pytest.mark.parametrize("language", WRITTEN)
def test_the_sentence_about_a_dead_proxy_names_the_choice_as_the_form_does(language: str) -> None:
    words = Words(resource("locales"), language)
    assert words("more.proxy.none") in words("failure.proxy_dead.meaning")


def test_the_password_of_a_proxy_is_kept_by_the_keyring_and_not_shown_again(
    form: Form, memory_keyring: MemoryKeyring
) -> None:
    form.choose("proxyField", "Another:")
    form.type("proxyAddressField", "http://me:pass-word@proxy.example:3128")
    assert form.find(QLineEdit, "proxyAddressField").text() == "http://me@proxy.example:3128"
    assert "pass-word" in "".join(memory_keyring.entries.values())
    assert "proxy.example" in form.file
    assert "pass-word" not in form.file


def test_what_is_no_proxy_is_said_and_nothing_is_lost(form: Form) -> None:
    form.choose("proxyField", "Without a proxy")
    form.choose("proxyField", "Another:")
    form.type("proxyAddressField", "nonsense with spaces")
    assert form.hint("proxyHint").startswith("This is no address of a proxy")
    assert form.find(QLineEdit, "proxyAddressField").text() == "nonsense with spaces"
    assert form.connection.proxy == DIRECT
    form.dialog.reject()
    assert form.dialog.isVisible()
    assert form.dialog.focusWidget() is form.find(QLineEdit, "proxyAddressField")


# Headers


def add_header(form: Form, number: int, name: str, value: str) -> None:
    form.press("addHeaderButton")
    form.type(f"headerName-{number}", name)
    form.type(f"headerValue-{number}", value)


def test_headers_are_added_replaced_and_removed(form: Form, memory_keyring: MemoryKeyring) -> None:
    add_header(form, 1, "X-Team", "red-team")
    assert form.connection.headers == ("X-Team",)
    assert "red-team" in "".join(memory_keyring.entries.values())
    add_header(form, 2, "X-Other", "blue-one")
    form.type("headerValue-1", "green-team")
    kept = "".join(memory_keyring.entries.values())
    assert form.connection.headers == ("X-Team", "X-Other")
    assert ("green-team" in kept, "blue-one" in kept, "red-team" in kept) == (True, True, False)
    form.press("removeHeader-1")
    kept = "".join(memory_keyring.entries.values())
    assert form.connection.headers == ("X-Other",)
    assert ("green-team" in kept, "blue-one" in kept) == (False, True)
    form.press("removeHeader-2")
    assert form.connection.headers == ()
    assert "blue-one" not in "".join(memory_keyring.entries.values())


def test_the_value_of_a_header_is_in_no_file_and_not_shown_again(form: Form, tmp_path: Path) -> None:
    add_header(form, 1, "X-Team", "red-team")
    value = form.find(QLineEdit, "headerValue-1")
    assert (value.text(), value.placeholderText()) == ("", "A value is kept")
    assert all(b"red-team" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_header_without_a_value_waits_for_one(form: Form) -> None:
    form.press("addHeaderButton")
    assert form.dialog.focusWidget() is form.find(QLineEdit, "headerName-1")
    form.type("headerName-1", "X-Team")
    assert form.connection.headers == ()
    assert form.find(QLineEdit, "headerName-1").text() == "X-Team"
    form.type("headerValue-1", "red-team")
    assert form.connection.headers == ("X-Team",)


def test_without_a_keyring_a_header_is_not_kept_and_stays_in_its_field(open_form: Open) -> None:
    form = open_form(LAB, fail.Keyring())  # type: ignore[no-untyped-call]
    form.press("moreButton")
    add_header(form, 1, "X-Team", "red-team")
    assert form.hint("headersHint").startswith("There is no key keeper yet")
    assert form.find(QLineEdit, "headerValue-1").text() == "red-team"
    assert form.connection.headers == ()
    form.type("keyField", "sk-abcdefghijklmnop1234")
    form.press("keepSessionButton")
    assert form.connection.headers == ("X-Team",)
    assert form.find(QLineEdit, "headerValue-1").text() == ""


def test_a_header_before_there_is_an_address_is_said_to_be_too_early(open_form: Open) -> None:
    form = open_form()
    form.press("moreButton")
    add_header(form, 1, "X-Team", "red-team")
    assert form.hint("headersHint").startswith("Headers are kept for one address")
    form.type("endpointField", "https://own.openai.azure.com")
    assert form.connection.headers == ("X-Team",)


# Extra fields and patience


def test_extra_fields_are_an_object_or_said_to_be_wrong(form: Form) -> None:
    form.write('{"enable_search": true}')
    assert form.connection.extra == {"enable_search": True}
    for wrong in ("enable_search: true", "[1]", '"text"', "{" * 5000):
        form.write(wrong)
        assert form.hint("bodyHint").startswith("This is no JSON object")
        assert form.connection.extra == {"enable_search": True}
    form.write("  ")
    assert form.connection.extra == {}
    assert form.hint("bodyHint") == ""


def test_extra_fields_that_are_wrong_are_not_lost_unseen(form: Form) -> None:
    form.write('{"enable_search": tru}')
    form.dialog.reject()
    assert form.dialog.isVisible()
    assert form.dialog.focusWidget() is form.find(QPlainTextEdit, "extraBodyField")
    form.dialog.reject()
    assert not form.dialog.isVisible()
    form.dialog.come_to("connections")
    assert form.find(QPlainTextEdit, "extraBodyField").toPlainText() == '{"enable_search": tru}'


def test_extra_fields_are_kept_when_the_dialog_closes_over_them(form: Form) -> None:
    field = form.find(QPlainTextEdit, "extraBodyField")
    field.setFocus()
    field.setPlainText('{"a": 1}')
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not form.dialog.isVisible()
    assert form.connection.extra == {"a": 1}


def test_patience_is_kept_in_seconds_and_none_is_the_usual_one(form: Form) -> None:
    idle = form.find(QSpinBox, "idleField")
    assert idle.text() == "10 minutes of silence"
    idle.setValue(45)
    idle.editingFinished.emit()
    assert form.connection.idle == 45.0
    idle.setValue(0)
    idle.editingFinished.emit()
    assert form.connection.idle == 0.0


def test_each_connection_shows_what_is_its_own(open_form: Open) -> None:
    form = open_form(replace(LAB, proxy=DIRECT, extra={"a": 1}, idle=30.0))
    form.dialog.new_connection()
    assert form.find(QPlainTextEdit, "extraBodyField").toPlainText() == ""
    assert not form.find(QWidget, "proxyField").isVisible()
    form.dialog.show_connection("c")
    assert json.loads(form.find(QPlainTextEdit, "extraBodyField").toPlainText()) == {"a": 1}
    assert form.find(QComboBox, "proxyField").currentText() == "Without a proxy"
