"""The page of models, used as a person uses it: asking the service, choosing, starring, naming, writing it all down."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow
from nextchat_desktop.ui.settings.models.page import ModelsPage
from nextchat_desktop.ui.theme.theme import Theme
from scripted import JSON, Reply, ScriptedServer, error
from ui.forms import within

LIST = b"""{"data": [{"id": "gpt-4o"}, {"id": "tiny"}, {"id": "o3"}, {"id": "text-embedding-3-small"}]}"""
W = TypeVar("W", bound=QWidget)


class Page:
    """The page over a real program with one connection."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot) -> None:
        self.program = program
        self.page = ModelsPage(program.setup, program.offers, program.standings, program.capable, program.words, theme)
        self._qtbot = qtbot
        qtbot.addWidget(self.page)
        self.page.resize(856, 732)
        self.page.show_connection("c")
        self.page.show()

    def find(self, kind: type[W], name: str) -> W:
        return within(self.page, kind, name)

    @property
    def view(self) -> QListView:
        return self.find(QListView, "modelsList")

    @property
    def rows(self) -> list[PickerRow]:
        model = self.view.model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    @property
    def models(self) -> dict[str, Model]:
        connection = self.program.setup.get("c")
        assert connection is not None
        return {model.id: model for model in connection.models}

    def ask(self) -> None:
        self.find(QPushButton, "askModelsButton").click()
        self.wait(lambda: not self.program.offers.asks_models("c"))

    def wait(self, holds: Callable[[], bool]) -> None:
        def drained() -> bool:
            self.program.mailbox.drain()
            return holds()

        self._qtbot.waitUntil(drained, timeout=10_000)

    def select(self, id: str) -> None:
        place = next(place for place, row in enumerate(self.rows) if row.choice and row.choice.model == id)
        self.view.setCurrentIndex(self.view.model().index(place, 0))

    def click(self, id: str, from_left: int) -> None:
        """A click so many pixels from the left edge of the row; from the right where that is negative."""
        self.select(id)
        rect = self.view.visualRect(self.view.currentIndex())
        x = rect.left() + from_left if from_left >= 0 else rect.right() + from_left
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))

    def type(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, program: Program, server: ScriptedServer) -> Iterator[Page]:
    program.setup.save(Connection("c", "Lab", "compatible", server.base_url, models=(Model("tiny", "Our tiny"),)))
    page = Page(program, theme, qtbot)
    yield page
    page.page.close()


def titles(page: Page) -> list[str]:
    return [row.title for row in page.rows]


def test_the_service_is_asked_only_when_the_person_wants_it(page: Page, server: ScriptedServer) -> None:
    assert titles(page) == ["Our tiny"]
    assert server.requests == []
    server.queue(Reply([LIST]))
    page.ask()
    assert [request.path for request in server.requests] == ["/v1/models"]
    assert titles(page) == ["Our tiny", "gpt-4o", "o3"]
    assert "4 models" in page.find(QLabel, "modelsState").text()


def test_what_is_nothing_to_chat_with_is_shown_on_demand(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    page.find(QWidget, "modelsOthers").click()  # type: ignore[attr-defined]
    assert "text-embedding-3-small" in titles(page)


def test_a_checked_model_stands_in_the_menu_at_once(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    page.click("gpt-4o", 12)
    assert list(page.models) == ["tiny", "gpt-4o"]
    page.click("gpt-4o", 12)
    assert not page.models["gpt-4o"].shown
    page.select("o3")
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.models["o3"].shown


def test_a_star_makes_a_favourite_and_takes_it_back(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    page.click("gpt-4o", -10)
    assert page.models["gpt-4o"].favourite
    assert page.models["gpt-4o"].shown
    QTest.keyClick(page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not page.models["gpt-4o"].favourite


def test_what_a_service_will_not_tell_is_said_and_nothing_is_lost(page: Page, server: ScriptedServer) -> None:
    server.queue(error(401, {"error": {"message": "Incorrect API key", "code": "invalid_api_key"}}))
    page.ask()
    said = page.find(QLabel, "modelsState")
    assert said.text() == (
        "Lab did not accept this key. The key may be missing a character, or belong to another address."
    )
    assert "Incorrect API key" in said.toolTip()
    assert titles(page) == ["Our tiny"]


def test_why_there_is_no_list_can_be_found_out(page: Page, server: ScriptedServer, qtbot: QtBot) -> None:
    find_out = page.find(QPushButton, "modelsFindOutButton")
    server.queue(error(401, {"error": {"message": "Incorrect API key", "code": "invalid_api_key"}}), Reply([LIST]))
    page.ask()
    assert find_out.isVisible()
    with qtbot.waitSignal(page.page.test_wanted) as wanted:
        find_out.click()
    assert wanted.args == ["c"]
    page.ask()
    assert not find_out.isVisible()


def test_a_model_that_nobody_lists_is_added_by_its_id(page: Page) -> None:
    page.type("modelsAdd", " our-finetune ")
    assert list(page.models) == ["tiny", "our-finetune"]
    assert page.find(QLineEdit, "modelDetailName").placeholderText() == "our-finetune"


def test_the_list_is_searched_by_name_and_id(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    page.find(QLineEdit, "modelsFilter").setText("TINY our")
    assert titles(page) == ["Our tiny"]


def test_what_a_person_says_of_a_model_is_kept(page: Page) -> None:
    page.select("tiny")
    page.type("modelDetailName", "Small one")
    page.type("modelDetailContext", "8192")
    page.type("modelDetail-temperature", "1.4")
    vision = page.find(QComboBox, "modelDetailVision")
    vision.setCurrentIndex(1)
    vision.activated.emit(1)
    model = page.models["tiny"]
    assert (model.name, model.context, model.vision) == ("Small one", 8192, True)
    assert model.options == {"temperature": 1.4}
    assert "garbled" in page.find(QLabel, "modelDetailWarning").text()
    page.type("modelDetail-temperature", "")
    assert page.models["tiny"].options == {}


def test_the_list_is_written_as_nextchat_does_and_read_back(page: Page) -> None:
    page.find(QPushButton, "writtenModelsButton").click()
    field = page.find(QLineEdit, "writtenModelsField")
    assert field.text() == "-all,+tiny=Our tiny"
    page.type("writtenModelsField", "-all,+tiny=Ours,+large")
    assert {id: model.label for id, model in page.models.items()} == {"tiny": "Ours", "large": "large"}


def test_a_row_that_is_checked_stays_where_it_is(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    page.click("o3", 12)
    assert titles(page) == ["Our tiny", "gpt-4o", "o3"]
    place: PickerRow = page.view.currentIndex().data(ROW_ROLE)
    assert (place.title, place.checked) == ("o3", True)
    assert page.find(QLineEdit, "modelDetailName").placeholderText() == "o3"
    page.page.show_connection("c")
    assert titles(page) == ["Our tiny", "o3", "gpt-4o"]


def test_where_nothing_is_there_yet_it_is_said_what_to_do(page: Page, server: ScriptedServer) -> None:
    page.program.setup.save(Connection("c", "Lab", "compatible", server.base_url))
    page.page.show_connection("c")
    assert page.find(QLabel, "modelsNothing").text().startswith("No model yet. Ask the service")
    assert page.find(QLabel, "modelsLack").text() == "Check the models you want to chat with"
    server.queue(Reply([LIST]))
    page.ask()
    assert not page.find(QLabel, "modelsNothing").isVisible()
    page.find(QLineEdit, "modelsFilter").setText("nobody")
    assert page.find(QLabel, "modelsNothing").text() == "No model is called that"


def test_from_the_search_one_goes_on_into_the_rows(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    field = page.find(QLineEdit, "modelsFilter")
    field.setFocus()
    QTest.keyClicks(field, "o3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.page.focusWidget() is page.view
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.models["o3"].shown


def test_the_list_of_another_address_is_not_taken_for_this_ones(page: Page, server: ScriptedServer) -> None:
    server.queue(Reply([LIST]))
    page.ask()
    page.program.setup.save(Connection("c", "Lab", "compatible", "http://127.0.0.1:9/v1", models=(Model("tiny"),)))
    page.page.take_in()
    assert titles(page) == ["tiny"]


def test_a_connection_that_was_deleted_does_not_come_back(page: Page) -> None:
    page.program.setup.remove("c")
    page.click("tiny", 12)
    assert page.program.setup.all() == ()


def test_what_was_changed_elsewhere_outlives_a_check(page: Page, server: ScriptedServer) -> None:
    changed = Connection("c", "Work", "compatible", server.base_url, models=(Model("tiny", "Our tiny"),), idle=30.0)
    page.program.setup.save(changed)
    page.click("tiny", 12)
    assert page.program.setup.get("c") == replace(changed, models=(Model("tiny", "Our tiny", shown=False),))


def test_what_a_server_would_choose_itself_is_said(page: Page, server: ScriptedServer) -> None:
    page.program.setup.save(Connection("c", "Dorm", "nextchat", server.url))
    page.page.show_connection("c")
    config = b'{"needCode": false, "customModels": "-all,+gpt-4o,+o3", "defaultModel": "o3"}'
    server.queue(Reply([config], headers=JSON))
    page.ask()
    assert {row.title: row.second for row in page.rows if "own choice" in row.second}.keys() == {"o3"}
