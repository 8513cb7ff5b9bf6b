"""Someone who was handed a key, and nobody told them what a model is called."""

import json

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QListView, QWidget

from end2end.person import Person
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow
from scripted import JSON, STALL, Reply, ScriptedServer, answer, error

KEY = "sk-abcdefghijklmnop1234"
LIST = json.dumps({"data": [{"id": "large"}, {"id": "tiny"}, {"id": "text-embedding-3-small"}]}).encode()


def titles(person: Person) -> list[str]:
    model = person.see("modelsList", QListView).model()
    rows: list[PickerRow] = [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]
    return [row.title for row in rows]


def check(person: Person, title: str) -> None:
    """A click on the box of this row."""
    view = person.see("modelsList", QListView)
    rect = view.visualRect(view.model().index(titles(person).index(title), 0))
    place = QPoint(rect.left() + 12, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_key_is_all_that_is_needed_to_be_led_to_its_models(person: Person) -> None:
    person.paste("welcomePasteField", KEY)
    assert "the model" in person.read("connectionState")
    assert person.see("chooseModelsButton", QAbstractButton).isVisible()
    assert person.see("chooseModelsButton", QAbstractButton).isEnabled()


def test_pasting_choosing_and_chatting(person: Person, server: ScriptedServer) -> None:
    person.app.program.settings[AUTO_TITLE] = False
    server.queue(Reply([LIST], headers=JSON), answer("Good ", "morning."))
    person.paste("welcomePasteField", f"{server.base_url} {KEY}")
    assert server.requests == []
    person.click("chooseModelsButton")
    person.wait(lambda: titles(person) == ["large", "tiny"])
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert not person.see("startWithModelsButton", QAbstractButton).isEnabled()
    check(person, "tiny")
    person.click("startWithModelsButton")
    assert not person.see("settingsDialog", QDialog).isVisible()
    assert person.see("modelPicker", QAbstractButton).text() == "tiny"
    person.ask("Hello")
    assert person.wait_for_the_answer() == "Good morning."
    assert server.requests[-1].json["model"] == "tiny"


def test_the_same_without_a_mouse(person: Person, server: ScriptedServer) -> None:
    server.queue(Reply([LIST], headers=JSON))
    person.paste("welcomePasteField", f"{server.base_url} {KEY}")
    person.press("modelIdField", Qt.Key.Key_Tab)
    dialog = person.see("settingsDialog", QDialog)
    assert dialog.focusWidget().objectName() == "chooseModelsButton"
    person.press("chooseModelsButton", Qt.Key.Key_Space)
    person.wait(lambda: titles(person) == ["large", "tiny"])
    assert dialog.focusWidget().objectName() == "modelsFilter"
    QTest.keyClicks(dialog.focusWidget(), "ti")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert [model.id for model in person.app.program.setup.all()[0].models] == ["tiny"]
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert person.see("modelPicker", QAbstractButton).text() == "tiny"


def test_a_refused_key_is_said_where_the_models_would_stand(person: Person, server: ScriptedServer) -> None:
    server.queue(error(401, {"error": {"message": "Incorrect API key", "code": "invalid_api_key"}}))
    person.paste("welcomePasteField", f"{server.base_url} {KEY}")
    person.click("chooseModelsButton")
    person.wait(lambda: "did not accept this key" in person.read("modelsState"))
    assert person.see("askModelsButton", QAbstractButton).text() == "Ask for its models"


def test_a_connection_that_is_deleted_while_it_is_asked_does_not_come_back(
    person: Person, server: ScriptedServer
) -> None:
    server.queue(Reply([STALL], headers=JSON))
    person.paste("welcomePasteField", f"{server.base_url} {KEY}")
    person.click("chooseModelsButton")
    person.wait(server.reached.is_set)
    dialog = person.app.window.open_settings()
    dialog.open_page("connections")
    person.click("deleteConnectionButton")
    person.wait(server.hung_up.is_set)
    assert person.app.program.setup.all() == ()
    dialog.open_page("models")
    assert person.see("modelsEmpty", QWidget).isVisible()
