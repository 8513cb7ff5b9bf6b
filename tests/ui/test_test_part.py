"""The test of a connection in its form, used as a person uses it; what is found out is scripted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from nextchat_desktop.core.checkup import Report
from nextchat_desktop.core.events import Failed, FailureKind
from ui.forms import LAB, Form, Open


def said_of_the_first(form: Form) -> str:
    """What a person hears of the first row of the list."""
    item = form.find(QListWidget, "connectionList").item(0)
    return str(item.data(Qt.ItemDataRole.AccessibleTextRole))


# The list


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Report(()), "Worked the last time"),
        (Report((), failure=Failed(FailureKind.RATE_LIMIT)), "Had some trouble the last time"),
        (Report((), failure=Failed(FailureKind.KEY_REFUSED)), "Did not work the last time"),
    ],
)
def test_the_list_says_in_words_how_a_connection_did(open_form: Open, report: Report, words: str) -> None:
    form = open_form(LAB)
    assert "Not used yet" in said_of_the_first(form)
    form.program.standings.tested("c", report)
    assert words in said_of_the_first(form)
    assert words in form.find(QListWidget, "connectionList").item(0).toolTip()


def test_a_connection_that_is_changed_has_not_been_used_yet(open_form: Open) -> None:
    form = open_form(LAB)
    form.program.standings.tested("c", Report(()))
    form.type("endpointField", "https://other.example/v1")
    assert "Not used yet" in said_of_the_first(form)
