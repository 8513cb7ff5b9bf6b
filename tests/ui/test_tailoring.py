"""What is said of one conversation: shown where it counts, said by hand, undone, and never lost."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.app import desk_of
from nextchat_desktop.compose import Program
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Memory
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import ALL_TURNS, NOTHING_SAID, SAME_MODEL, Parameters
from nextchat_desktop.core.parts import Text
from nextchat_desktop.settings.saying import keep_parameters, parameters_in
from nextchat_desktop.ui.settings.chat_page import ChatPage
from nextchat_desktop.ui.tailoring.conversation_settings import ConversationSettings
from nextchat_desktop.ui.theme.theme import Theme
from ui.forms import within

W = TypeVar("W", bound=QWidget)
LAB = Connection(
    "c",
    "Lab",
    "openai",
    "https://lab.example/v1",
    models=(
        Model("plain", options={"top_p": 0.5}, reasoning=False),
        Model("o3-mini", reasoning=True),
        Model("dall-e-3"),
    ),
)


class Room:
    """The settings of a conversation over a real program."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot) -> None:
        self.program = program
        program.setup.save(LAB)
        self.desk = desk_of(program)
        self.session = program.library.new()
        self.ids = iter(f"new-{place}" for place in range(99))
        self.window = ConversationSettings(self.desk, theme, lambda: next(self.ids))
        qtbot.addWidget(self.window)
        self.answered_by("plain")
        self.window.show()
        qtbot.waitExposed(self.window)

    def answered_by(self, model: str) -> None:
        self.session.choose(ModelChoice("c", model))
        self.window.show_session(self.session)

    def begun_with(self, mask: Mask) -> None:
        self.session.conversation = replace(self.session.conversation, mask=mask)
        self.window.refresh()

    @property
    def said(self) -> Parameters:
        return self.session.conversation.parameters

    @property
    def context(self) -> list[tuple[Role, str]]:
        return [(message.role, message.text) for message in self.session.conversation.context]

    def find(self, kind: type[W], name: str) -> W:
        return within(self.window, kind, name)

    def is_offered(self, name: str) -> bool:
        return self.find(QWidget, f"parameter-{name}").isVisibleTo(self.window)

    def type(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, f"parameter-{name}")
        field.setText(text)
        field.editingFinished.emit()

    def choose(self, name: str, value: object) -> None:
        box = self.find(QComboBox, name)
        box.setCurrentIndex(next(place for place in range(box.count()) if box.itemData(place) == value))
        box.activated.emit(box.currentIndex())

    def write(self, name: str, text: str) -> None:
        field = self.find(QPlainTextEdit, name)
        field.setPlainText(text)
        field.finished.emit()  # type: ignore[attr-defined]

    def press(self, name: str) -> None:
        self.find(QWidget, name).click()  # type: ignore[attr-defined]

    def state(self, name: str) -> str:
        return self.find(QLabel, f"state-{name}").text()


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, program: Program) -> Iterator[Room]:
    made = Room(program, theme, qtbot)
    yield made
    made.window.close()


def test_only_what_the_model_takes_is_shown_and_the_rest_is_named(room: Room) -> None:
    assert room.is_offered("temperature")
    assert not room.is_offered("reasoning_effort")
    room.answered_by("o3-mini")
    assert (room.is_offered("temperature"), room.is_offered("reasoning_effort")) == (False, True)
    room.answered_by("dall-e-3")
    assert [room.is_offered(name) for name in ("size", "quality", "style", "background", "max_tokens")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert "Temperature" in room.find(QLabel, "hiddenParameters").text()


def test_what_a_model_no_longer_takes_is_kept_and_said_to_be_kept(room: Room) -> None:
    room.type("temperature", "0.7")
    room.answered_by("o3-mini")
    assert room.find(QLabel, "keptParameters").text().endswith("Temperature 0.7")
    room.choose("parameter-reasoning_effort", "low")
    assert room.said == Parameters(temperature=0.7, reasoning_effort="low")
    assert "temperature" not in room.session.brief("Hi", (), ModelChoice("c", "o3-mini")).options


def test_what_is_left_open_says_what_counts_and_where_from(room: Room) -> None:
    assert room.state("temperature") == "Left open: the service decides"
    assert room.state("top_p") == "Left open: 0.5 – from the model’s settings"
    assert room.state("turns") == "Left open: All of them"
    keep_parameters(room.program.settings, Parameters(temperature=0.1 + 0.2, turns=4))
    room.window.refresh()
    assert room.state("temperature") == "Left open: 0.3 – from the settings"
    room.begun_with(Mask("m", "Poet", parameters=Parameters(temperature=1.0)))
    assert room.state("temperature") == "Left open: 1 – from the mask"
    room.type("temperature", "0,2")
    assert room.said == Parameters(temperature=0.2)
    assert room.state("temperature") == "In place of: 1 – from the mask"


def test_what_is_said_can_be_left_open_again_and_everything_is_undone(room: Room) -> None:
    room.type("temperature", "0.7")
    room.press("leaveOpen-temperature")
    assert room.said == NOTHING_SAID
    room.program.deeds.undo()
    assert room.said == Parameters(temperature=0.7)
    assert room.find(QLineEdit, "parameter-temperature").text() == "0.7"
    room.program.deeds.undo()
    assert room.find(QLineEdit, "parameter-temperature").text() == ""


def test_a_hot_temperature_is_warned_of(room: Room) -> None:
    warning = room.find(QLabel, "warning-temperature")
    room.type("temperature", "1")
    assert not warning.isVisibleTo(room.window)
    room.type("temperature", "1.2")
    assert warning.text() == "A temperature above 1 can make answers garbled"


def test_the_arrows_move_a_number_without_noise_and_stop_at_its_ends(room: Room) -> None:
    field = room.find(QLineEdit, "parameter-temperature")
    room.type("temperature", "0.1")
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert (field.text(), room.said.temperature) == ("0.3", 0.3)
    for _ in range(40):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert room.said.temperature == 2


@pytest.mark.parametrize(
    ("name", "value"), [("json_mode", True), ("json_mode", False), ("memory", False), ("memory_model", SAME_MODEL)]
)
def test_what_is_chosen_of_a_list_is_said(room: Room, name: str, value: object) -> None:
    room.choose(f"parameter-{name}", value)
    assert getattr(room.said, name) == value
    room.choose(f"parameter-{name}", None)
    assert room.said == NOTHING_SAID


def test_a_number_with_a_name_is_chosen_by_it_or_typed(room: Room) -> None:
    box = room.find(QComboBox, "parameter-turns")
    for text, turns in (("All of them", ALL_TURNS), ("7", 7), ("many", 7), ("nan", 7), ("-2", 0), ("", None)):
        box.setEditText(text)
        line = box.lineEdit()
        assert line is not None
        line.editingFinished.emit()
        assert room.said.turns == turns
        assert box.currentText() in ("All of them", "" if turns is None else str(turns))


@pytest.mark.parametrize("text", ["０．７", "0。7", "0,7", " 0.7 "])
def test_a_number_may_be_typed_as_a_chinese_keyboard_gives_it(room: Room, text: str) -> None:
    field = room.find(QLineEdit, "parameter-temperature")
    for sign in text:
        field.insert(sign)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), room.said.temperature) == ("0.7", 0.7)


def test_a_number_with_a_name_says_that_it_is_left_open_as_the_others_do(room: Room) -> None:
    room.answered_by("o3-mini")
    line = room.find(QComboBox, "parameter-memory_model").currentText()
    budget = room.find(QComboBox, "parameter-reasoning_budget").lineEdit()
    assert budget is not None
    assert budget.placeholderText() == room.program.words("parameter.open") == line


def test_an_empty_text_is_something_else_than_one_left_open(room: Room) -> None:
    room.begun_with(Mask("m", "Poet", parameters=Parameters(system="Rhyme.", stop=("END",))))
    room.write("parameter-system", "")
    assert room.said == NOTHING_SAID, "nobody has written anything"
    room.write("parameter-system", "Be brief.")
    room.write("parameter-system", "")
    room.write("parameter-stop", "a\n\nb")
    assert room.said == Parameters(system="", stop=("a", "b"))
    room.press("leaveOpen-system")
    assert room.said.system is None


def test_the_names_of_the_tabs_have_room_to_be_read(room: Room) -> None:
    tabs = room.find(QTabBar, "tailoringTabs")
    assert all(tabs.tabRect(place).height() >= tabs.fontMetrics().height() + 12 for place in range(tabs.count()))


def test_what_is_being_typed_is_kept_when_the_window_closes_or_another_chat_is_read(room: Room) -> None:
    room.find(QLineEdit, "parameter-temperature").setText("0.4")
    room.find(QPlainTextEdit, "parameter-system").setPlainText("Be kind.")
    first, other = room.session, room.program.library.new()
    room.window.show_session(other)
    assert first.conversation.parameters == Parameters(temperature=0.4, system="Be kind.")
    assert other.conversation.parameters == NOTHING_SAID
    room.find(QLineEdit, "parameter-top_p").setText("0.9")
    room.window.close()
    assert other.conversation.parameters == Parameters(top_p=0.9)


def test_messages_go_before_everything_by_whoever_says_them_in_any_order(room: Room) -> None:
    room.press("contextAdd")
    room.write("contextText", "Be a poet.")
    room.press("contextAdd")
    room.write("contextText", "Hello!")
    room.choose("contextRole", Role.ASSISTANT)
    assert room.context == [(Role.SYSTEM, "Be a poet."), (Role.ASSISTANT, "Hello!")]
    rows = room.find(QListWidget, "contextList")
    QTest.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [text for _, text in room.context] == ["Hello!", "Be a poet."]
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert room.context == [(Role.SYSTEM, "Be a poet.")]
    room.press("contextHide")
    assert room.session.conversation.hides_context
    room.program.deeds.undo()
    room.program.deeds.undo()
    assert [text for _, text in room.context] == ["Hello!", "Be a poet."]
    assert rows.count() == 2


def test_whoever_is_added_takes_turns_with_the_one_before(room: Room) -> None:
    for text in ("Be a poet.", "Who are you?", "A poet.", "Since when?"):
        room.press("contextAdd")
        room.write("contextText", text)
    assert [role for role, _ in room.context] == [Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER]


def test_the_words_of_a_message_before_everything_are_undone(room: Room) -> None:
    room.press("contextAdd")
    room.write("contextText", "Be a poet.")
    room.write("contextText", "Be a painter.")
    room.program.deeds.undo()
    assert room.context == [(Role.SYSTEM, "Be a poet.")]
    assert room.find(QPlainTextEdit, "contextText").toPlainText() == "Be a poet."


def test_what_happens_in_the_chat_does_not_take_away_what_is_being_typed(room: Room) -> None:
    field = room.find(QLineEdit, "parameter-temperature")
    field.setText("0.4")
    room.window.refresh()
    assert field.text() == "0.4"


def test_rows_that_are_dragged_are_in_that_order(room: Room) -> None:
    texts = (Message("a", Role.USER, (Text("one"),)), Message("b", Role.USER, (Text("two"),)))
    room.program.acts.set_context(room.session, texts, False)
    rows = room.find(QListWidget, "contextList")
    assert rows.model().moveRow(rows.rootIndex(), 0, rows.rootIndex(), 2)
    assert [text for _, text in room.context] == ["two", "one"]


def test_what_is_remembered_is_read_written_anew_and_forgotten_and_comes_back(room: Room) -> None:
    session = room.session
    session.send("Hello?", ModelChoice("c", "plain"), "Plain")
    session.stop()
    memory = Memory("m", session.path[-1].id, "They like tea.", 0, ModelChoice("c", "plain"))
    room.program.memories.keep_memory(session.conversation.id, memory)
    room.window.refresh()
    text = room.find(QPlainTextEdit, "memoryText")
    assert text.toPlainText() == "They like tea."
    count = len(session.path)
    assert f"covers {count} of {count} messages" in room.find(QLabel, "memoryHint").text()
    room.write("memoryText", "They like coffee.")
    assert session.memory is not None
    assert (session.memory.text, session.memory.choice) == ("They like coffee.", None)
    room.press("memoryForget")
    assert session.memory is None or not session.memory.text
    room.program.deeds.undo()
    assert session.memory is not None
    assert session.memory.text == "They like coffee."


def test_the_page_of_the_settings_speaks_for_every_chat(room: Room, theme: Theme, qtbot: QtBot) -> None:
    page = ChatPage(room.desk, theme)
    qtbot.addWidget(page)
    page.show()
    field = page.findChild(QLineEdit, "setting-chat.temperature")
    assert field is not None
    field.setText("0.6")
    field.editingFinished.emit()
    assert parameters_in(room.program.settings) == Parameters(temperature=0.6)
    brief = room.session.brief("Hi", (), ModelChoice("c", "plain"))
    assert brief.options == {"temperature": 0.6, "top_p": 0.5}
    page.close()
