"""The list of models that floats in the window, used by keyboard and mouse: searching, starring, choosing, leaving."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.compose import Program
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model, ModelKind
from nextchat_desktop.engine.models import Answerer
from nextchat_desktop.ui.picker.button import ModelButton
from nextchat_desktop.ui.picker.choosing import ModelChoosing
from nextchat_desktop.ui.picker.panel import PickerPanel
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow
from nextchat_desktop.ui.theme.theme import Theme

LAB = Connection("c", "Lab", "compatible", "http://lab/v1", models=(Model("tiny", "Our tiny"), Model("large")))
WORK = Connection("d", "Work", "openai", "https://api.openai.com/v1", models=(Model("gpt-4o"), Model("o3")))


class Desk:
    """A window with the button, something to write in, and the list over a real program."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot) -> None:
        self.program = program
        self.window = QWidget()
        self.window.resize(900, 700)
        self.button = ModelButton(program.words, theme, self.window)
        self.field = QLineEdit(self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        column.addWidget(self.field)
        self.choosing = ModelChoosing(program.models, self.button, program.words, theme, self.window)
        self.chosen: list[ModelChoice] = []
        self.choosing.chosen.connect(self.chosen.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def open(self, current: ModelChoice | None = None) -> None:
        self.choosing.show_answerer(Answerer(current, "Our tiny"))
        self.choosing.open()

    @property
    def panel(self) -> PickerPanel:
        found = self.window.findChild(PickerPanel)
        assert found is not None
        return found

    @property
    def view(self) -> QListView:
        return self.panel.list

    @property
    def rows(self) -> list[PickerRow]:
        model = self.view.model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.rows]

    @property
    def here(self) -> str:
        return str(self.view.currentIndex().data())

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, held)

    def click(self, title: str, from_right: int = 0) -> None:
        """On the last row of this title: in the middle, or so many pixels from its end."""
        place = len(self.titles) - 1 - self.titles[::-1].index(title)
        rect = self.view.visualRect(self.view.model().index(place, 0))
        x = rect.right() - from_right if from_right else rect.center().x()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))

    def star(self, connection: str, model: str) -> None:
        self.program.models.star(ModelChoice(connection, model))


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, program: Program) -> Iterator[Desk]:
    program.setup.save(LAB)
    program.setup.save(WORK)
    desk = Desk(program, theme, qtbot)
    yield desk
    desk.window.close()


def test_models_stand_below_their_connection_and_favourites_above_all(desk: Desk) -> None:
    desk.star("d", "o3")
    desk.open()
    assert desk.titles[:8] == ["Favourites", "o3", "Lab", "Our tiny", "large", "Work", "gpt-4o", desk.titles[7]]
    assert desk.rows[1].second == "Work"
    assert "o3" not in desk.titles[2:]


def test_a_row_is_spoken_with_all_that_is_painted_of_it(desk: Desk) -> None:
    painter = Model("dall-e-3", kind=ModelKind.PICTURES)
    desk.program.setup.save(Connection("e", "Art", "openai", "https://api.openai.com/v1", models=(painter,)))
    desk.star("d", "gpt-4o")
    desk.open(ModelChoice("c", "tiny"))
    spoken = {row.title: row.spoken for row in desk.rows if row.choice}
    assert spoken["Our tiny"] == "Our tiny, tiny, chosen"
    assert spoken["gpt-4o"] == "gpt-4o, Work, takes pictures, favourite"
    assert spoken["dall-e-3"] == "dall-e-3, makes pictures"
    assert desk.panel.filter.accessibleDescription() == "Our tiny, tiny, chosen"


def test_it_opens_at_the_one_that_answers_with_the_keyboard_in_the_search(desk: Desk) -> None:
    desk.open(ModelChoice("d", "gpt-4o"))
    assert desk.here == "gpt-4o"
    assert QApplication.focusWidget() is desk.panel.filter


def test_by_keyboard_alone(desk: Desk) -> None:
    desk.open(ModelChoice("c", "tiny"))
    desk.press(Qt.Key.Key_Down)
    assert desk.here == "large"
    desk.press(Qt.Key.Key_Down)
    assert desk.here == "gpt-4o"
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    assert desk.chosen == [ModelChoice("c", "large")]
    assert not desk.panel.isVisible()
    assert QApplication.focusWidget() is desk.field


def test_what_is_typed_narrows_and_enter_takes_the_first(desk: Desk) -> None:
    desk.open(ModelChoice("c", "tiny"))
    QTest.keyClicks(desk.panel.filter, "WORK 4o")
    assert desk.titles == ["Work", "gpt-4o"]
    desk.press(Qt.Key.Key_Return)
    assert desk.chosen == [ModelChoice("d", "gpt-4o")]
    desk.open()
    assert desk.panel.filter.text() == ""
    assert "large" in desk.titles


def test_typing_in_the_rows_goes_to_the_search(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.view
    desk.press(Qt.Key.Key_O)
    assert desk.panel.filter.text() == "o"
    assert QApplication.focusWidget() is desk.panel.filter


def test_where_nothing_is_found_it_is_said_and_enter_does_nothing(desk: Desk) -> None:
    desk.open()
    QTest.keyClicks(desk.panel.filter, "nobody")
    empty = desk.panel.findChild(QLabel, "modelEmpty")
    assert isinstance(empty, QLabel)
    assert empty.isVisible()
    assert empty.text() == "No model is called that"
    desk.press(Qt.Key.Key_Return)
    assert desk.chosen == []
    assert desk.panel.isVisible()
    desk.panel.filter.clear()
    assert not empty.isVisible()
    assert desk.view.isVisible()


def test_tab_goes_round_and_never_leaves(desk: Desk) -> None:
    desk.open()
    names = []
    for _ in range(4):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.objectName())
        desk.press(Qt.Key.Key_Tab)
    assert names == ["modelFilter", "modelList", "modelSettingsButton", "modelFilter"]


def test_a_star_is_given_and_taken_with_the_mouse_without_choosing(desk: Desk) -> None:
    desk.open(ModelChoice("c", "tiny"))
    desk.click("gpt-4o", from_right=10)
    assert desk.titles[:2] == ["Favourites", "gpt-4o"]
    desk.click("gpt-4o", from_right=10)
    assert "Favourites" not in desk.titles
    assert desk.chosen == []
    assert desk.panel.isVisible()


def test_a_star_is_given_with_the_keyboard_and_the_row_is_followed(desk: Desk) -> None:
    desk.open(ModelChoice("d", "o3"))
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert desk.titles[:2] == ["Favourites", "o3"]
    assert desk.here == "o3"
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert "Favourites" not in desk.titles


def test_a_click_on_a_row_chooses_and_on_a_head_does_not(desk: Desk) -> None:
    desk.open()
    desk.click("Work")
    assert desk.chosen == []
    assert desk.panel.isVisible()
    desk.click("large")
    assert desk.chosen == [ModelChoice("c", "large")]


def test_a_click_beside_it_closes_it_and_does_nothing_else(desk: Desk) -> None:
    desk.open()
    curtain = desk.window.findChild(QWidget, "modelCurtain")
    assert isinstance(curtain, QWidget)
    assert desk.window.childAt(desk.field.geometry().center()) is curtain
    QTest.mouseClick(curtain, Qt.MouseButton.LeftButton, pos=desk.field.geometry().center())
    assert not desk.panel.isVisible()
    assert not curtain.isVisible()
    assert QApplication.focusWidget() is desk.field


def test_escape_gives_the_keyboard_back(desk: Desk) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.panel.isVisible()
    assert QApplication.focusWidget() is desk.field


def test_from_the_list_one_comes_to_the_settings(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    button = desk.panel.findChild(QPushButton, "modelSettingsButton")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(desk.choosing.settings_asked):
        button.click()
    assert not desk.panel.isVisible()


@pytest.mark.parametrize(("width", "height"), [(560, 420), (320, 300), (1600, 1200)])
def test_it_stays_within_the_window_however_small_that_is(desk: Desk, width: int, height: int) -> None:
    desk.window.resize(width, height)
    desk.open()
    assert desk.window.rect().contains(desk.panel.geometry())
    assert desk.view.height() >= 2 * desk.view.sizeHintForRow(1)


def test_it_follows_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.window.resize(600, 500)
    qtbot.waitUntil(lambda: desk.window.rect().contains(desk.panel.geometry()))
    end = desk.button.mapTo(desk.window, QPoint(desk.button.width(), 0)).x()
    assert abs(desk.panel.geometry().right() - end) <= 2


def test_many_models_are_searched_and_walked_through(desk: Desk) -> None:
    many = tuple(Model(f"model-{number}") for number in range(500))
    desk.program.setup.save(Connection("m", "Many", "compatible", "http://many/v1", models=many))
    desk.open(ModelChoice("m", "model-450"))
    assert desk.here == "model-450"
    assert desk.view.viewport().rect().intersects(desk.view.visualRect(desk.view.currentIndex()))
    desk.press(Qt.Key.Key_PageDown)
    assert desk.here != "model-450"
    QTest.keyClicks(desk.panel.filter, "499")
    assert desk.titles == ["Many", "model-499"]
    assert desk.panel.height() <= desk.window.height()


def test_ends_of_the_list_are_reached_from_the_search(desk: Desk) -> None:
    desk.open(ModelChoice("d", "gpt-4o"))
    last = desk.titles[-1]
    for _ in range(2):
        desk.press(Qt.Key.Key_Home)
        assert desk.here == "Our tiny"
        desk.press(Qt.Key.Key_End)
        assert desk.here == last
        desk.press(Qt.Key.Key_PageUp)
        assert desk.here == "Our tiny"
        desk.press(Qt.Key.Key_PageDown)
        assert desk.here == last
        desk.press(Qt.Key.Key_Tab)


def test_a_model_that_goes_while_the_list_is_open_goes_from_it(desk: Desk) -> None:
    desk.open(ModelChoice("c", "tiny"))
    desk.program.setup.remove("d")
    desk.choosing.show_answerer(Answerer(ModelChoice("c", "tiny"), "Our tiny"))
    assert "gpt-4o" not in desk.titles
    assert desk.here == "Our tiny"
