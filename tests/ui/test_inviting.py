"""A field says what belongs into it in as many words as it has room for."""

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.inviting import KEPT, invite

LONG = "A key is kept; type another to replace it"


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(600, 30)
    field.show()
    return field


def test_where_there_is_room_all_is_said(field: QLineEdit) -> None:
    invite(field, LONG, KEPT)
    assert (field.placeholderText(), field.toolTip()) == (LONG, "")


def test_where_there_is_none_it_is_said_shortly_and_whole_to_who_rests_on_it(field: QLineEdit) -> None:
    invite(field, LONG, KEPT)
    field.resize(120, 30)
    assert field.placeholderText() == KEPT
    assert LONG in field.toolTip()
    field.resize(20, 30)
    assert field.placeholderText() == ""
    field.resize(600, 30)
    assert (field.placeholderText(), field.toolTip()) == (LONG, "")


def test_larger_letters_take_more_room(field: QLineEdit) -> None:
    invite(field, LONG, KEPT)
    field.setStyleSheet("font-size: 40px")
    assert field.placeholderText() == KEPT


def test_an_invitation_takes_the_place_of_the_one_before(field: QLineEdit) -> None:
    invite(field, LONG, KEPT)
    invite(field)
    field.resize(500, 30)
    assert (field.placeholderText(), field.toolTip()) == ("", "")
