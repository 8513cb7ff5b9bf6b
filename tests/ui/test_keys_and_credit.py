"""Several keys, what is said of a service, and what it says of the money, in the form of a connection."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import JSON, STALL, Reply, ScriptedServer, error
from ui.forms import LAB, Form, Open

BALANCE = {
    "is_available": True,
    "balance_infos": [
        {"currency": "CNY", "total_balance": "12.34", "granted_balance": "2.00", "topped_up_balance": "10.34"}
    ],
}


def ask(form: Form) -> None:
    """One question of a new conversation, answered."""
    program = form.program
    program.settings[AUTO_TITLE] = False
    session = program.library.new()
    session.send("Hello", ModelChoice("c", "tiny"), "tiny")
    form.wait(lambda: not session.busy)


@pytest.mark.parametrize("between", ["\n", "\r\n", ", ", ",\n"])
def test_several_keys_pasted_at_once_take_turns(open_form: Open, server: ScriptedServer, between: str) -> None:
    form = open_form(replace(LAB, base_url=server.base_url))
    QGuiApplication.clipboard().setText(f"sk-one{between}sk-two\n")
    field = form.find(QLineEdit, "keyField")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    ask(form)
    ask(form)
    assert {one.headers["authorization"] for one in server.requests} == {"Bearer sk-one", "Bearer sk-two"}


# The service


def test_what_is_special_and_where_to_get_a_key_follow_the_service(open_form: Open) -> None:
    form = open_form(LAB)
    link = form.find(QLabel, "serviceKeyLink")
    assert not link.isVisible()
    said = set()
    for id in ("google", "perplexity"):
        form.choose_service(id)
        said.add((form.hint("serviceSpecial"), link.toolTip()))
        assert link.isVisible()
    assert len(said) == 2
    assert all(text and address.startswith("https://") for text, address in said)
    form.choose_service("openai")
    assert form.hint("serviceSpecial") == ""


# Credit


@pytest.fixture
def paying(open_form: Open, server: ScriptedServer) -> Form:
    """With a service that tells what is left."""
    form = open_form(Connection("c", "Deep", "deepseek", server.url, models=(Model("deepseek-chat"),)))
    form.type("keyField", "sk-abcdefghijklmnop1234")
    return form


def test_credit_is_told_on_demand(paying: Form, server: ScriptedServer) -> None:
    assert server.requests == []
    server.queue(Reply([json.dumps(BALANCE).encode()], headers=JSON))
    paying.press("balanceButton")
    assert paying.hint("balanceHint") == "Asking Deep…"
    paying.wait(lambda: "12.34" in paying.hint("balanceHint"))
    assert paying.find(QAbstractButton, "balanceButton").text() == "Ask what is left"


def test_asking_for_credit_can_be_given_up(paying: Form, server: ScriptedServer) -> None:
    server.queue(Reply([STALL], headers=JSON))
    paying.press("balanceButton")
    paying.wait(server.reached.is_set)
    assert paying.find(QAbstractButton, "balanceButton").text() == "Cancel"
    paying.press("balanceButton")
    paying.wait(server.hung_up.is_set)
    assert paying.hint("balanceHint") == ""
    assert paying.find(QAbstractButton, "balanceButton").text() == "Ask what is left"


def test_a_refusal_is_said_where_the_credit_would_stand(paying: Form, server: ScriptedServer) -> None:
    server.queue(error(401, {"error": {"message": "Authentication Fails", "code": "invalid_request_error"}}))
    paying.press("balanceButton")
    paying.wait(lambda: "Deep did not accept this key. The key may be" in paying.hint("balanceHint"))
    assert "message" not in paying.hint("balanceHint"), "there is none"


def test_what_was_said_of_one_services_credit_is_not_said_of_the_next(paying: Form, server: ScriptedServer) -> None:
    server.queue(Reply([json.dumps(BALANCE).encode()], headers=JSON))
    paying.press("balanceButton")
    paying.wait(lambda: "12.34" in paying.hint("balanceHint"))
    paying.choose_service("openrouter")
    assert paying.hint("balanceHint") == ""


def test_the_credit_of_a_connection_that_is_deleted_meanwhile_is_not_told(paying: Form, server: ScriptedServer) -> None:
    server.queue(Reply([STALL], headers=JSON))
    paying.press("balanceButton")
    paying.wait(server.reached.is_set)
    paying.press("deleteConnectionButton")
    paying.wait(server.hung_up.is_set)
    assert paying.hint("balanceHint") == ""
    assert paying.program.setup.all() == ()
