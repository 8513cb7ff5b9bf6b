"""The palette over a window: one field for messages, chats, commands, masks, prompts, models and settings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.ranges import occurrences
from nextchat_desktop.core.search import Found, Hit, Titled
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import OPTIONS
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.palette.items import Item
from nextchat_desktop.ui.palette.opening import PaletteOpening
from nextchat_desktop.ui.palette.panel import PalettePanel
from nextchat_desktop.ui.palette.reach import Reach
from nextchat_desktop.ui.palette.rows import ROW_ROLE
from nextchat_desktop.ui.theme.theme import Theme

Control = Qt.KeyboardModifier.ControlModifier
NOW = 1_790_000_000_000


@dataclass
class Search:
    """One of somebody's searches in the messages. It is cancelled, or delivers what a test has it find."""

    text: str
    deliver: Callable[[Found], None]
    titled: Callable[[str], tuple[Titled, ...]]
    is_cancelled: bool = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def find(self, *hits: Hit, more: bool = False) -> None:
        assert not self.is_cancelled
        titles = self.titled(self.text)
        self.deliver(Found(self.text, hits, more, 0.012, titles[:100], len(titles)))


@dataclass
class Messages:
    """Looks for messages, and for titles, only when it is told to."""

    titled: Callable[[str], tuple[Titled, ...]]
    searches: list[Search] = field(default_factory=list)

    def __call__(self, text: str, most: int, deliver: Callable[[Found], None]) -> Search:
        search = Search(text, deliver, self.titled)
        if text:  # else only what comes is made ready
            self.searches.append(search)
        return search

    @property
    def last(self) -> Search:
        return self.searches[-1]


def hit(number: int, snippet: str = "a cache of entries", marks: tuple[tuple[int, int], ...] = ((2, 7),)) -> Hit:
    return Hit(f"m{number}", f"k{number}", f"Chat {number}", snippet, marks, "tiny", NOW)


class World:
    """A window with something to write in, a few commands, and the palette over a real program."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot) -> None:
        self.program = program
        self.done: list[object] = []
        self.window = QWidget()
        self.window.resize(1000, 760)
        self.field = QLineEdit(self.window)
        QVBoxLayout(self.window).addWidget(self.field)
        self.commands = Commands(self.window)
        self.can_stop = True
        self.commands.bind("new", lambda: self.done.append("new"))
        self.commands.bind("stop", lambda: self.done.append("stop"), lambda: self.can_stop)
        self.commands.bind("next_pane", lambda: self.done.append("next_pane"))
        self.commands.bind("sidebar", lambda: self.done.append("sidebar"))
        self.messages = Messages(self.titled)
        self.reach = Reach(
            program.words,
            lambda: NOW,
            self.commands,
            program.models,
            program.shelf.last_used,
            self.done.append,
            self.done.append,
            lambda hit, text: self.done.append((hit.message, text)),
            lambda hit: self.done.append(("copied", hit.message)),
            lambda page, key: self.done.append((page, key)),
            self.messages,
            lambda: [Mask("pirate", "Pirate", "🏴‍☠️", "Says arr"), Mask("editor", "Editor", about="Plain words")],
            lambda id: self.done.append(("mask", id)),
            lambda: [Prompt("sum", "Sum up", "In {{count}} words, what does this say?")],
            lambda id: self.done.append(("prompt", id)),
        )
        self.palette = PaletteOpening(self.reach, program.settings, theme, self.window)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def keep(self, id: str, title: str, pinned: bool = False, updated: int = NOW) -> None:
        said = Message(f"q-{id}", Role.USER, (Text("hello"),), created=updated)
        head = Conversation(id, title=title, created=updated, updated=updated, leaf=said.id, pinned=pinned)
        self.program.conversations.save(head, said)

    def titled(self, text: str) -> tuple[Titled, ...]:
        """The conversations that have this in their titles."""
        found = ((one, list(occurrences(text, one.title.lower()))) for one in self.program.shelf.last_used(1_000))
        return tuple(Titled(one.id, one.title, tuple(marks), one.pinned) for one, marks in found if marks)

    @property
    def panel(self) -> PalettePanel:
        found = self.window.findChild(PalettePanel)
        assert found is not None
        return found

    @property
    def rows(self) -> list[Item]:
        model = self.panel.list.model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.rows]

    @property
    def here(self) -> str:
        return str(self.panel.list.currentIndex().data())

    def read(self, name: str) -> str:
        label = self.panel.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        return label.text() if label.isVisible() else ""

    def type(self, text: str) -> None:
        QTest.keyClicks(self.panel.filter, text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, held)


@pytest.fixture
def world(qtbot: QtBot, theme: Theme, program: Program) -> Iterator[World]:
    program.setup.save(Connection("c", "Lab", "compatible", "http://lab/v1", models=(Model("tiny", "Our tiny"),)))
    world = World(program, theme, qtbot)
    yield world
    world.window.close()


def test_it_opens_with_the_keyboard_in_its_field_and_escape_gives_it_back(world: World) -> None:
    world.palette.open()
    assert QApplication.focusWidget() is world.panel.filter
    world.press(Qt.Key.Key_Escape)
    assert not world.panel.isVisible()
    assert QApplication.focusWidget() is world.field


def test_the_same_keys_open_and_close_it(world: World) -> None:
    world.palette.toggle()
    assert world.panel.isVisible()
    world.palette.toggle()
    assert not world.panel.isVisible()


def test_at_first_it_offers_the_last_chats_and_the_commands_that_somebody_does(world: World) -> None:
    world.keep("k1", "Yesterday's dinner", updated=NOW - 1)
    world.keep("k2", "Mean and median", pinned=True)
    world.palette.open()
    assert world.titles == [
        "Conversations",
        "Mean and median",
        "Yesterday's dinner",
        "Commands",
        "New chat",
        "Stop the answer",
        "Show or hide the sidebar",
    ]
    assert world.rows[4].keys == ("Ctrl+N",)
    assert world.rows[1].icon == "pin"


def test_what_cannot_be_done_now_is_not_offered(world: World) -> None:
    world.can_stop = False
    world.palette.open()
    assert "Stop the answer" not in world.titles


def test_what_was_chosen_stands_first_the_next_time_and_after_a_start(world: World, theme: Theme) -> None:
    world.palette.open()
    world.type(">sidebar")
    world.press(Qt.Key.Key_Return)
    world.palette.open()
    world.type("our tiny")
    world.messages.last.find()
    world.press(Qt.Key.Key_Return)
    again = PaletteOpening(world.reach, world.program.settings, theme, world.window)
    again.open()
    panel = world.window.findChildren(PalettePanel)[-1]
    model = panel.list.model()
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert titles[:3] == ["Chosen lately", "Our tiny", "Show or hide the sidebar"]
    assert titles.count("Show or hide the sidebar") == 1


def test_messages_chats_and_commands_stand_in_groups_with_what_was_found_marked(world: World) -> None:
    world.keep("k1", "The cache of my browser")
    world.palette.open()
    world.type("cache")
    world.messages.last.find(hit(1), hit(2))
    assert world.titles == ["Messages", *["a cache of entries"] * 2, "Conversations", "The cache of my browser"]
    assert world.rows[1].marks == ((2, 7),)
    assert world.rows[4].marks == ((4, 9),)
    assert world.rows[1].below.startswith("Chat 1 · ")
    assert world.rows[1].below.endswith("tiny")
    assert world.read("paletteCount") == "2 found in 12 ms"


def test_a_message_is_chosen_with_the_words_that_were_looked_for(world: World) -> None:
    world.palette.open()
    world.type("cache")
    world.messages.last.find(hit(1), hit(2))
    world.press(Qt.Key.Key_Down)
    assert world.read("paletteEnterHint") == "↵ jump to the message"
    assert world.read("paletteOtherHint") == "Ctrl+↵ copy it"
    world.press(Qt.Key.Key_Return)
    assert world.done == [("m2", "cache")]
    assert not world.panel.isVisible()


def test_control_and_enter_copy_the_message_and_do_nothing_where_there_is_nothing_else(world: World) -> None:
    world.palette.open()
    world.press(Qt.Key.Key_Return, Control)
    assert world.panel.isVisible()
    assert world.done == []
    world.type("cache")
    world.messages.last.find(hit(1))
    world.press(Qt.Key.Key_Return, Control)
    assert world.done == [("copied", "m1")]


def test_typing_on_calls_off_the_search_before(world: World) -> None:
    world.palette.open()
    world.type("ca")
    first, second = world.messages.searches
    assert (first.text, first.is_cancelled) == ("c", True)
    assert (second.text, second.is_cancelled) == ("ca", False)
    world.press(Qt.Key.Key_Escape)
    assert second.is_cancelled


def test_what_was_found_stays_until_there_is_something_else_so_that_nothing_flickers(world: World) -> None:
    world.palette.open()
    world.type("cach")
    world.messages.last.find(hit(1), hit(2))
    gone: list[object] = []
    world.panel.list.model().rowsRemoved.connect(lambda *_: gone.append("removed"))
    world.panel.list.model().modelReset.connect(lambda: gone.append("reset"))
    world.type("e")
    assert world.titles == ["Messages", *["a cache of entries"] * 2]
    world.messages.last.find(hit(1), hit(2))
    assert gone == []


def test_whoever_has_gone_to_a_row_stays_there_when_more_is_found(world: World) -> None:
    world.keep("k1", "How to get there")
    world.palette.open()
    world.type("to")
    world.press(Qt.Key.Key_Down)
    gone_to = world.here
    assert gone_to != world.titles[1]
    world.messages.last.find(hit(1), hit(2))
    assert "How to get there" in world.titles
    assert world.here == gone_to
    world.press(Qt.Key.Key_Return)
    assert (gone_to, world.done) == ("Stop at", [("chat", "chat.stop")])


def test_enter_before_everything_is_found_takes_the_first_of_what_is_found_then(world: World) -> None:
    world.keep("k1", "The cache of my browser")
    world.palette.open()
    world.type("cache")
    world.press(Qt.Key.Key_Return)
    assert world.done == []
    world.messages.last.find(hit(1))
    assert world.done == [("m1", "cache")]


def test_enter_is_not_lost_where_nothing_is_found_yet(world: World) -> None:
    world.keep("k1", "The cache of my browser")
    world.palette.open()
    world.type("browser")
    world.press(Qt.Key.Key_Return)
    world.messages.last.find()
    assert world.done == ["k1"]


def test_of_very_many_conversations_the_first_are_offered_and_it_is_said_of_how_many(world: World) -> None:
    world.palette.open()
    world.type("talk")
    titles = tuple(Titled(f"k{number}", f"Talk {number}", ((0, 4),)) for number in range(100))
    world.messages.last.deliver(Found("talk", titles=titles, titled=40_123))
    assert world.titles == ["Conversations", *(f"Talk {n}" for n in range(6)), "The first 100 of 40,123 conversations"]
    world.press(Qt.Key.Key_End)
    world.press(Qt.Key.Key_Return)
    assert world.titles == ["Conversations", *(f"Talk {n}" for n in range(100))]


def test_a_command_that_is_called_so_goes_before_what_was_said(world: World) -> None:
    world.palette.open()
    world.type("stop the")
    world.messages.last.find(hit(1, "do not stop the car", ((7, 15),)))
    assert world.titles[:3] == ["Commands", "Stop the answer", "Messages"]


def test_a_long_group_shows_its_beginning_and_all_of_it_on_demand(world: World) -> None:
    world.palette.open()
    world.type("entries")
    world.messages.last.find(*(hit(number, f"entries {number}", ()) for number in range(40)), more=True)
    assert len(world.rows) == 1 + 6 + 1
    assert world.titles[-1] == "All 40 messages"
    assert world.read("paletteCount") == "The newest 40, found in 12 ms"
    world.press(Qt.Key.Key_End)
    world.press(Qt.Key.Key_Return)
    assert world.panel.isVisible()
    assert len(world.rows) == 41


def test_signs_lead_to_commands_masks_and_prompts_also_as_chinese_keyboards_write_them(world: World) -> None:
    world.palette.open()
    for sign in (">", "》", "＞"):
        world.panel.filter.setText(f"{sign} side")
        assert world.titles == ["Commands", "Show or hide the sidebar"]
    for sign in ("@", "＠"):
        world.panel.filter.setText(sign)
        assert world.titles == ["Masks", "Pirate", "Editor"]
    for sign in ("/", "、"):
        world.panel.filter.setText(f"{sign}sum")
        assert world.titles == ["Prompts", "Sum up"]
    assert not [search for search in world.messages.searches if not search.is_cancelled]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("@arr", ("mask", "pirate")),
        ("/how many words", None),
        ("/count", ("prompt", "sum")),
        ("wrap long", ("appearance", "appearance.wrap_code")),
        ("scroll sideways", ("appearance", "appearance.wrap_code")),
        ("network", ("network", "")),
    ],
)
def test_masks_prompts_and_settings_are_found_by_what_is_said_of_them(world: World, text: str, done: object) -> None:
    world.palette.open()
    world.type(text)
    if world.messages.searches and not world.messages.last.is_cancelled:
        world.messages.last.find()
    world.press(Qt.Key.Key_Return)
    assert world.done == ([done] if done else [])


def test_every_setting_that_has_a_page_is_found_by_its_name(world: World) -> None:
    world.palette.open()
    for option in (option for option in OPTIONS if option.page):
        world.panel.filter.setText(world.program.words(f"{option.words}.label"))
        assert f"setting:{option.key}" in [row.key for row in world.rows]


def test_a_model_is_chosen_by_its_name_or_that_of_its_connection(world: World) -> None:
    world.palette.open()
    world.type("lab tiny")
    world.messages.last.find()
    assert world.here == "Our tiny"
    world.press(Qt.Key.Key_Return)
    assert [getattr(one, "model", "") for one in world.done] == ["tiny"]


def test_where_nothing_is_found_it_is_said_and_enter_does_nothing(world: World) -> None:
    world.palette.open()
    world.type("xyzzy")
    assert world.read("paletteEmpty") == "Searching…"
    world.messages.last.find()
    assert world.read("paletteEmpty") == "Nothing has these words"
    world.press(Qt.Key.Key_Return)
    assert world.panel.isVisible()


def test_while_an_input_method_composes_its_keys_are_its_own(world: World) -> None:
    world.palette.open()
    QApplication.sendEvent(world.panel.filter, QInputMethodEvent("huan cun", []))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        world.press(key)
    assert world.panel.isVisible()
    assert world.done == []
    assert world.messages.searches == []
    done = QInputMethodEvent("", [])
    done.setCommitString("缓存")
    QApplication.sendEvent(world.panel.filter, done)
    assert world.messages.last.text == "缓存"
    world.press(Qt.Key.Key_Escape)
    assert not world.panel.isVisible()


def test_pages_and_ends_are_reached_from_the_field(world: World) -> None:
    for number in range(30):
        world.keep(f"k{number}", f"Talk {number}", updated=NOW - number)
    world.palette.open(text="")
    world.type("talk")
    world.messages.last.find(*(hit(number, f"talk {number}", ()) for number in range(30)))
    first = world.here
    world.press(Qt.Key.Key_PageDown)
    assert world.here != first
    world.press(Qt.Key.Key_End)
    assert world.here == world.titles[-1]
    world.press(Qt.Key.Key_Home)
    assert world.here == first


def test_rows_are_heard_with_all_that_is_painted_of_them(world: World) -> None:
    world.palette.open()
    world.type("@pir")
    assert world.panel.filter.accessibleDescription() == "Pirate, Says arr"
    world.panel.filter.setText(">new")
    assert world.panel.filter.accessibleDescription() == "New chat, Ctrl+N"


@pytest.mark.parametrize(("width", "height"), [(560, 420), (320, 300), (1600, 1200)])
def test_it_stays_within_the_window_however_small_that_is(world: World, width: int, height: int) -> None:
    world.window.resize(width, height)
    world.palette.open()
    world.type(">")
    assert world.window.rect().contains(world.panel.geometry())
    assert world.panel.list.height() >= 100


def test_a_click_chooses_and_a_head_cannot_be_chosen(world: World, qtbot: QtBot) -> None:
    world.palette.open()
    view = world.panel.list

    def click(place: QModelIndex) -> None:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(place).center())

    click(view.model().index(0, 0))
    assert world.done == []
    click(view.model().index(1, 0))
    qtbot.waitUntil(lambda: world.done == ["new"])
    assert not world.panel.isVisible()


def test_commands_are_found_in_english_too_whatever_language_the_window_speaks(world: World, theme: Theme) -> None:
    from nextchat_desktop.words.catalogue import Words

    chinese = replace(world.reach, words=Words(resource("locales"), "zh_CN"))
    palette = PaletteOpening(chinese, world.program.settings, theme, world.window)
    for text in ("sidebar", "侧边栏"):
        palette.open()
        panel = world.window.findChildren(PalettePanel)[-1]
        panel.filter.setText(f">{text}")
        assert panel.list.currentIndex().data() == "显示或隐藏侧边栏"


def test_it_is_the_same_whether_one_types_on_or_begins_anew(world: World) -> None:
    for text in ("lab tiny", "nchat", "colours", "wrap long", "s a l"):
        world.palette.open()
        for end in range(len(text)):
            world.panel.filter.setText(text[: end + 1])
        typed = world.titles
        world.palette.open(text)
        assert world.titles == typed
        world.panel.filter.setText(text[:3])
        shortened = world.titles
        world.palette.open(text[:3])
        assert world.titles == shortened


def test_groups_that_are_made_before_the_first_key_are_what_is_found(world: World, qtbot: QtBot) -> None:
    world.palette.open()
    qtbot.wait(300)
    world.type("our tiny")
    assert world.here == "Our tiny"
    world.panel.filter.setText("@arr")
    assert world.here == "Pirate"


def test_ten_thousand_conversations_do_not_hold_up_typing(world: World, theme: Theme) -> None:
    for number in range(10_000):
        world.keep(f"k{number}", f"About the number {number} and what follows from it", updated=NOW - number)
    palette = PaletteOpening(
        replace(world.reach, search=world.program.search), world.program.settings, theme, world.window
    )
    palette.open()
    panel = world.window.findChildren(PalettePanel)[-1]
    clock = QElapsedTimer()
    clock.start()
    QTest.keyClicks(panel.filter, "number 77")
    assert clock.elapsed() / len("number 77") < 300
