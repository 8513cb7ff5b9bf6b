"""Authorities added to a connection from files, taken away and brought back, as a person does it in the form."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from certificates import DAY, Held, authority, self_signed
from nextchat_desktop.core.connections import NO_MORE_TRUST, Trust
from nextchat_desktop.ui.settings.trust_part import MOST_BYTES
from ui.forms import LAB, Form, Open

OURS, THEIRS = authority("Ours"), authority("Theirs")
SERVER = self_signed("gpu", ("gpu.lab",))

Add = Callable[[bytes], None]


@pytest.fixture
def form(open_form: Open) -> Form:
    form = open_form(LAB)
    form.press("moreButton")
    return form


@pytest.fixture
def add(form: Form, tmp_path: Path, qtbot: QtBot) -> Add:
    """Chooses a file with these bytes."""

    def added(data: bytes) -> None:
        path = tmp_path / "certificate.crt"
        path.write_bytes(data)
        choose(form, qtbot, path)

    return added


def choose(form: Form, qtbot: QtBot, path: Path) -> None:
    form.press("addAuthorityButton")
    dialog = form.find(QFileDialog, "certificateDialog")
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: form.dialog.findChild(QFileDialog, "certificateDialog") is None)
    form.dialog.activateWindow()
    qtbot.waitUntil(form.dialog.isActiveWindow)


def trusted(form: Form) -> list[str]:
    labels = [label for label in form.dialog.findChildren(QLabel) if label.objectName().startswith("trusted-")]
    return [label.text() for label in labels if label.isVisible()]


def pems(*held: Held) -> str:
    return "".join(one.pem for one in held)


def test_every_authority_of_a_file_is_listed_and_trusted(form: Form, add: Add) -> None:
    add((OURS.pem + THEIRS.pem).encode())
    assert trusted(form) == ["Ours, Our Lab, DE", "Theirs, Our Lab, DE"]
    assert form.hint("trustHint") == "2 authorities are trusted by this connection now."
    assert form.connection.trust == Trust(pems(OURS, THEIRS))
    assert re.match(r"Valid until \w+ \d+, \d{4}", form.hint("trustedUntil-1"))
    assert form.hint("trustedFingerprint-1").startswith("SHA-256 ")
    add(OURS.der)
    assert form.hint("trustHint") == "Everything in this file is trusted already."
    assert len(trusted(form)) == 2


def test_what_is_removed_can_be_brought_back(form: Form, add: Add) -> None:
    add((OURS.pem + THEIRS.pem).encode())
    form.press("removeCertificate-1")
    assert (trusted(form), form.connection.trust) == (["Theirs, Our Lab, DE"], Trust(pems(THEIRS)))
    assert form.find(QWidget, "trustundoBar").accessibleName() == "Ours, Our Lab, DE is trusted no longer."
    form.press("trustundoButton")
    assert set(trusted(form)) == {"Ours, Our Lab, DE", "Theirs, Our Lab, DE"}
    assert form.connection.trust == Trust(pems(THEIRS, OURS))
    assert not form.find(QWidget, "trustundoBar").isVisible()


def test_the_certificate_of_a_server_is_shown_with_the_server_that_it_counts_for(form: Form, add: Add) -> None:
    add(OURS.der)
    add(SERVER.der)
    assert form.hint("trustHint").startswith("This file holds the certificate of a server")
    assert trusted(form) == ["gpu, Our Lab, DE", "Ours, Our Lab, DE"]
    assert form.connection.trust == Trust(pems(OURS), SERVER.pem, "https://lab.example")
    assert form.hint("trustedWhere-1") == "The only certificate that is accepted from lab.example."
    form.type("endpointField", "https://elsewhere.example/v1")
    form.wait(lambda: form.hint("trustedWhere-1").startswith("It was trusted for lab.example, and does not count"))
    form.press("forgetCertificateButton")
    assert form.connection.trust == Trust(pems(OURS))
    form.press("trustundoButton")
    assert form.connection.trust == Trust(pems(OURS), SERVER.pem, "https://lab.example")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no certificate", "There is no certificate in this file."),
        (b"", "There is no certificate in this file."),
        (pems(SERVER, self_signed("other")).encode(), "This file holds the certificates of several servers"),
        (b"\x00" * (MOST_BYTES + 1), "This file is too large"),
    ],
    ids=["words", "nothing", "several servers", "too large"],
)
def test_what_cannot_be_taken_is_said_in_a_sentence(form: Form, add: Add, data: bytes, sentence: str) -> None:
    add(data)
    assert form.hint("trustHint").startswith(sentence)
    assert form.connection.trust == NO_MORE_TRUST
    assert trusted(form) == []


def test_a_file_that_cannot_be_read_is_said_to_be_one(form: Form, tmp_path: Path, qtbot: QtBot) -> None:
    choose(form, qtbot, tmp_path)
    assert form.hint("trustHint").startswith("The file cannot be read: ")


def test_the_certificate_of_a_server_needs_an_address_to_count_for(
    open_form: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    form = open_form()
    form.press("moreButton")
    path = tmp_path / "gpu.pem"
    path.write_text(SERVER.pem)
    choose(form, qtbot, path)
    assert form.hint("trustHint").endswith("Enter the endpoint first, then add the file again.")
    form.type("endpointField", "https://gpu.lab:8443/v1")
    choose(form, qtbot, path)
    assert form.connection.trust == Trust("", SERVER.pem, "https://gpu.lab:8443")


def test_an_authority_may_be_added_before_the_address(open_form: Open, tmp_path: Path, qtbot: QtBot) -> None:
    form = open_form()
    form.press("moreButton")
    path = tmp_path / "ours.pem"
    path.write_text(OURS.pem)
    choose(form, qtbot, path)
    form.type("endpointField", "https://gpu.lab:8443/v1")
    assert form.connection.trust == Trust(OURS.pem)


def test_it_is_unfolded_where_something_is_trusted_and_what_cannot_be_read_can_be_removed(open_form: Open) -> None:
    form = open_form(replace(LAB, trust=Trust("no certificate")))
    assert form.hint("trustedWhere-1").startswith("A certificate that cannot be read.")
    form.press("removeCertificate-1")
    assert form.connection.trust == NO_MORE_TRUST


def test_one_that_has_run_out_says_so(open_form: Open) -> None:
    old = self_signed("Old", (), begins=-2 * DAY, ends=-DAY, is_authority=True)
    form = open_form(replace(LAB, trust=Trust(old.pem)))
    assert form.hint("trustedUntil-1").startswith("Ran out on ")


def test_each_connection_shows_what_it_trusts_itself(open_form: Open) -> None:
    form = open_form(replace(LAB, trust=Trust(OURS.pem)))
    assert trusted(form) == ["Ours, Our Lab, DE"]
    form.press("removeCertificate-1")
    form.dialog.new_connection()
    assert trusted(form) == []
    assert not form.find(QWidget, "trustundoBar").isVisible()


def test_what_was_trusted_elsewhere_meanwhile_is_not_lost(form: Form, add: Add) -> None:
    form.program.setup.save(replace(form.connection, trust=form.connection.trust.pinning(SERVER.pem, LAB.base_url)))
    form.dialog.come_to("connections")
    add(OURS.der)
    assert form.connection.trust == Trust(OURS.pem, SERVER.pem, "https://lab.example")


def test_names_that_are_too_long_do_not_widen_the_form(open_form: Open) -> None:
    endless = self_signed("x" * 64, ("y" * 60,), is_authority=True)
    form = open_form(replace(LAB, trust=Trust(endless.pem).pinning(endless.pem, LAB.base_url)))
    part = form.find(QWidget, "trustPart")
    assert len(trusted(form)) == 2
    assert part.minimumSizeHint().width() < 420


def test_it_can_be_done_with_the_keyboard_and_heard(form: Form, add: Add) -> None:
    add(OURS.der)
    remove = form.find(QAbstractButton, "removeCertificate-1")
    assert remove.accessibleName() == "Remove Ours, Our Lab, DE"
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    assert form.connection.trust == NO_MORE_TRUST
    assert form.dialog.focusWidget() is form.find(QAbstractButton, "addAuthorityButton")
