"""What a person hears who cannot see the transcript."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QAccessibleTextInterface
from PySide6.QtWidgets import QAbstractScrollArea, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from nextchat_desktop.ui.transcript.accessible import AccessibleMessages, MessageNode
from nextchat_desktop.ui.transcript.accessible_parts import PartNode
from nextchat_desktop.ui.transcript.announcing import Announcer
from nextchat_desktop.ui.transcript.parts import Part
from nextchat_desktop.ui.transcript.sentences import Sentences

ROOT = Path(__file__).parents[2]
HEIGHT = 40
CODE = "Code block."
PARTS = (
    Part("heading", 0, "Title", level=2),
    Part("paragraph", 1, "See the page.", below=(Part("link", 1, "the page", target="https://example.org"),)),
    Part("table", 2, name="Pay", below=(Part("row", 2, name="8", below=(Part("cell", 2, "8"),)),)),
    Part("code", 3, "one\ntwo", "Code, python"),
)


class Transcript(QAbstractScrollArea):
    """A stand-in: messages of the same height, of which three are in view."""

    def __init__(self, *texts: str, first: int = 0) -> None:
        super().__init__()
        self.texts = {f"m{index}": text for index, text in enumerate(texts)}
        self.first = first
        self.growing = ""
        self.parts: tuple[Part, ...] = ()
        self.followed: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusProxy(self)
        self.viewport().setAccessibleName("Conversation")
        self.accessible = AccessibleMessages(self.viewport(), Read(self))
        self.button = QPushButton("Copy", self.viewport())
        self.button.move(300, 0)


class Read:
    """The messages of the stand-in."""

    def __init__(self, view: Transcript) -> None:
        self._view = view

    def count(self) -> int:
        return len(self._view.texts)

    def key(self, index: int) -> str:
        return list(self._view.texts)[index]

    def name(self, index: int) -> str:
        return f"{'NextChat' if index % 2 else 'You'}, 14:3{index}"

    def text(self, index: int) -> str:
        return self._view.texts[self.key(index)]

    def rect(self, index: int) -> QRect:
        line = index - self._view.first
        top = self._view.viewport().mapToGlobal(QPoint(0, line * HEIGHT))
        return QRect(top, QSize(200, HEIGHT)) if 0 <= line < 3 else QRect()

    def streaming(self, index: int) -> bool:
        return self.key(index) == self._view.growing

    def index_at(self, point: QPoint) -> int:
        return next((index for index in range(self.count()) if self.rect(index).contains(point)), -1)

    def reveal(self, index: int) -> None:
        self._view.first = index

    def parts(self, index: int) -> tuple[Part, ...]:
        return self._view.parts

    def top_of(self, index: int, block: int) -> int:
        return self._view.viewport().mapToGlobal(QPoint(0, (index - self._view.first) * HEIGHT + block)).y()

    def part_rect(self, index: int, block: int) -> QRect:
        return self.rect(index).adjusted(0, block, 0, 0)

    def follow(self, target: str) -> None:
        self._view.followed.append(target)


@pytest.fixture
def view(qtbot: QtBot) -> Transcript:
    return shown(qtbot, Transcript("Hello.\nAre you there?", "Yes 😀, I am.", "Good.", "What else?"))


@pytest.fixture
def _screen_reader(qtbot: QtBot) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def shown(qtbot: QtBot, view: Transcript) -> Transcript:
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    qtbot.waitExposed(view)
    return view


def tree(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def item(view: Transcript, index: int) -> QAccessibleInterface:
    """Through Qt, as a screen reader gets it."""
    return tree(view.viewport()).child(index)


def text_of(view: Transcript, index: int) -> QAccessibleTextInterface:
    return item(view, index).textInterface()


def dump(node: QAccessibleInterface, depth: int = 0) -> list[str]:
    """Role and name of everything below, and line by line the text of what has one."""
    text = node.textInterface()
    lines = text.text(0, text.characterCount()).split("\n") if text else []
    head = f"{'  ' * depth}{node.role().name}: {node.text(QAccessible.Text.Name)}"
    below = [line for index in range(node.childCount()) for line in dump(node.child(index), depth + 1)]
    return [head, *(f"{'  ' * depth}  | {line}" for line in lines), *below]


def walk(view: Transcript) -> int:
    return len(dump(tree(view)))


def test_every_message_is_an_item_with_its_name_and_its_lines(view: Transcript) -> None:
    assert dump(tree(view.viewport())) == [
        "List: Conversation",
        "  ListItem: You, 14:30",
        "    | Hello.",
        "    | Are you there?",
        "  ListItem: NextChat, 14:31",
        "    | Yes 😀, I am.",
        "  ListItem: You, 14:32",
        "    | Good.",
        "  ListItem: NextChat, 14:33",
        "    | What else?",
        "  Button: Copy",
    ]


def test_a_message_consists_of_what_it_is_made_of(view: Transcript) -> None:
    view.parts = PARTS
    assert dump(item(view, 1)) == [
        "ListItem: NextChat, 14:31",
        "  | Yes 😀, I am.",
        "  Heading: Title",
        "    | Title",
        "  Paragraph: See the page.",
        "    | See the page.",
        "    Link: the page",
        "      | the page",
        "  Table: Pay",
        "    Row: 8",
        "      Cell: 8",
        "        | 8",
        "  Section: Code, python",
        "    | one",
        "    | two",
    ]


def test_a_part_knows_its_level_its_place_and_where_it_leads(view: Transcript) -> None:
    view.parts = PARTS
    heading, paragraph, table, _ = (item(view, 0).child(place) for place in range(4))
    levels = heading.attributesInterface()
    assert [levels.attributeValue(key) for key in levels.attributeKeys()] == [2]
    assert paragraph.attributesInterface() is None
    link = paragraph.child(0)
    assert link.state().linked
    assert not paragraph.state().linked
    link.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    assert view.followed == ["https://example.org"]
    cell = table.child(0).child(0)
    assert [cell.parent().parent() is table, item(view, 0).indexOfChild(table), table.indexOfChild(cell)] == [
        True,
        2,
        -1,
    ]
    assert heading.rect().top() < table.rect().top()
    assert cell.window() is view.windowHandle()


def test_other_words_are_other_parts(view: Transcript) -> None:
    view.parts = PARTS
    before = item(view, 0).child(0)
    view.accessible.reworded("m0")
    assert not Shiboken.isValid(before)
    view.parts = PARTS[1:]
    assert item(view, 0).child(0).role() is QAccessible.Role.Paragraph


def test_a_message_that_grows_has_no_parts_yet(view: Transcript) -> None:
    view.parts, view.growing = PARTS, "m0"
    assert item(view, 0).childCount() == 0


def test_a_message_is_nothing_but_text_that_can_be_gone_to(view: Transcript) -> None:
    node = item(view, 0)
    found: list[object] = [node.valueInterface(), node.tableCellInterface(), node.editableTextInterface()]
    assert found == [None, None, None]
    assert node.childCount() == 0


def test_the_list_is_found_from_the_window(view: Transcript) -> None:
    assert "  List: Conversation" in dump(tree(view))
    assert item(view, 2).parent().text(QAccessible.Text.Name) == "Conversation"
    assert item(view, 2).window() is view.windowHandle()


def test_each_child_knows_its_place(view: Transcript) -> None:
    messages = tree(view.viewport())
    assert [messages.indexOfChild(messages.child(index)) for index in range(5)] == [0, 1, 2, 3, 4]
    assert messages.indexOfChild(tree(view)) == -1
    assert messages.child(5) is None


def test_who_arrives_at_a_message_hears_its_words(view: Transcript) -> None:
    assert item(view, 0).text(QAccessible.Text.Description) == "Hello.\nAre you there?"


def test_a_message_out_of_view_can_be_read_but_has_no_place(view: Transcript) -> None:
    assert [bool(item(view, index).state().offscreen) for index in range(4)] == [False, False, False, True]
    assert item(view, 3).rect().isEmpty()
    assert text_of(view, 3).text(0, 4) == "What"
    assert text_of(view, 3).characterRect(0).isEmpty()
    assert text_of(view, 3).offsetAtPoint(QPoint(0, 0)) == -1


def test_words_that_grow_are_read_as_they_are(view: Transcript) -> None:
    view.growing = "m3"
    assert item(view, 3).state().busy
    view.texts["m3"] += " More."
    assert text_of(view, 3).text(0, -1) == "What else? More."
    assert not item(view, 2).state().busy


def test_an_emoji_counts_two_as_qt_counts(view: Transcript) -> None:
    text = text_of(view, 1)
    assert text.characterCount() == len("Yes 😀, I am.") + 1
    assert [text.text(3, 4), text.text(4, 6), text.text(6, 7)] == [" ", "😀", ","]
    assert text.text(4, 5) == "�", "half of it"


def test_the_second_line_stands_below_the_first(view: Transcript) -> None:
    text, top = text_of(view, 0), item(view, 0).rect().topLeft()
    first, second = text.characterRect(0), text.characterRect(len("Hello.\n"))
    assert first.topLeft() == top
    assert second.topLeft() == top + QPoint(0, HEIGHT // 2)
    assert text.offsetAtPoint(second.center()) == len("Hello.\n")
    assert text.characterRect(3).left() > first.right()


def test_what_lies_under_the_finger_is_found(view: Transcript) -> None:
    messages = tree(view.viewport())
    under = item(view, 1).rect().center()
    assert messages.childAt(under.x(), under.y()) is item(view, 1)
    button = view.button.mapToGlobal(view.button.rect().center())
    assert messages.childAt(button.x(), button.y()).text(QAccessible.Text.Name) == "Copy"
    beside = view.viewport().mapToGlobal(QPoint(250, 100))
    assert messages.childAt(beside.x(), beside.y()) is None


def test_a_message_stays_the_same_when_others_come_before_it(view: Transcript) -> None:
    last = item(view, 3)
    view.texts = {"m-1": "Earlier.", **view.texts}
    view.accessible.changed()
    assert tree(view.viewport()).indexOfChild(last) == 4
    assert last.text(QAccessible.Text.Description) == "What else?"
    assert item(view, 4) is last


def test_nothing_is_left_of_another_conversation(view: Transcript) -> None:
    before = [item(view, index) for index in range(4)]
    view.texts = {"n0": "Another one."}
    assert not before[0].isValid(), "its place is taken"
    assert before[3].text(QAccessible.Text.Name) == "", "its place is gone"
    view.accessible.changed()
    assert [Shiboken.isValid(node) for node in before] == [False] * 4
    assert dump(item(view, 0)) == ["ListItem: You, 14:30", "  | Another one."]


@pytest.mark.usefixtures("_screen_reader")
def test_a_screen_reader_can_go_to_a_message_out_of_view(view: Transcript, qtbot: QtBot) -> None:
    view.activateWindow()
    node, actions = item(view, 3), item(view, 3).actionInterface()
    assert actions.actionNames() == [QAccessibleActionInterface.setFocusAction()]
    actions.doAction(QAccessibleActionInterface.setFocusAction())
    qtbot.waitUntil(view.hasFocus)
    assert view.first == 3
    assert node.state().focused
    assert tree(view.viewport()).focusChild() is node
    view.accessible.focus(0)
    assert not node.state().focused
    assert item(view, 0).state().focused


def test_the_cursor_of_a_screen_reader_stays_within_the_words(view: Transcript) -> None:
    text = text_of(view, 0)
    text.setCursorPosition(8)
    assert text.cursorPosition() == 8
    view.texts["m0"] = "Hm."
    assert text.cursorPosition() == 3
    assert text.selectionCount() == 0


@pytest.mark.usefixtures("_screen_reader")
def test_switching_conversations_under_a_screen_reader_leaves_nothing(view: Transcript) -> None:
    view.parts = PARTS
    for round_ in range(300):
        view.texts = {f"c{round_}-{index}": "One.\nTwo." for index in range(round_ % 7 + 1)}
        view.accessible.changed()
        walk(view)
        view.accessible.focus(round_ % 7)
        if round_ % 10 == 0:
            gc.collect()
    view.texts = {}
    view.accessible.changed()
    gc.collect()
    assert [kept for kept in gc.get_objects() if isinstance(kept, MessageNode | PartNode)] == []


@pytest.mark.parametrize("way", ["deleted", "with its parent", "as garbage", "after its owner"])
def test_a_transcript_may_die_while_it_is_read(qtbot: QtBot, way: str) -> None:
    for _ in range(50):
        view, parent = Transcript("One.", "Two."), QWidget()
        node: QAccessibleInterface | None = item(view, 1)
        if way == "deleted":
            Shiboken.delete(view)
        elif way == "with its parent":
            view.setParent(parent)
            Shiboken.delete(parent)
        elif way == "as garbage":
            view.parent_of_itself = view  # type: ignore[attr-defined]
            del view
        else:
            del view.accessible
            assert [line.strip() for line in dump(tree(view.viewport()))] == ["List: Conversation", "Button: Copy"]
            del view
        gc.collect()
        assert not Shiboken.isValid(node)
        del node, parent


@pytest.mark.parametrize(
    "end", ["", "app.shutdown(); del view; gc.collect()", "view.itself = view; del app", "sys.exit()"]
)
def test_the_program_may_end_while_it_is_read(end: str) -> None:
    program = f"""
import gc, sys
sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
from PySide6.QtWidgets import QApplication
app = QApplication([])
from test_accessible import Transcript, walk
view = Transcript("One.", "Two.")
view.show()
assert walk(view) > 4
{end}
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# Sentences


def heard(text: str) -> list[str]:
    """What is said of a text that arrives character by character."""
    sentences = Sentences(CODE)
    said = [sentence for end in range(len(text) + 1) for sentence in sentences.feed(text[:end])]
    return said + sentences.finish(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("他说“好。”然后走了！真的？是的", ["他说“好。”", "然后走了！", "真的？", "是的"]),
        ("A line\nand another", ["A line", "and another"]),
        ('He said "Yes." Then he left.', ['He said "Yes."', "Then he left."]),
        ("Pi is 3.14 and more. See e.g. Euler, or J. Gauss.", ["Pi is 3.14 and more.", "See e.g. Euler, or J. Gauss."]),
        ("No. That is wrong, see No. 5.", ["No.", "That is wrong, see No. 5."]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("1. Open it. Look.\n2. Close it.", ["1. Open it.", "Look.", "2. Close it."]),
        ("# Title\n\n- **Bold. Item** `x`\n> said", ["Title", "Bold.", "Item x", "said"]),
        ("See [the page](https://example.org/a.html). Good.", ["See the page.", "Good."]),
        ("Look:\n\n```python\nx = 1. \nprint(x)\n```\nDone.", ["Look:", CODE, "Done."]),
        ("- so:\n\n  ~~~~\n  ~~~\n  a. B\n  ~~~~\n  Yes", ["so:", CODE, "Yes"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["a, b", "1, 2"]),
        ("Over\n\n---\n\nand out", ["Over", "and out"]),
        ("", []),
    ],
)
def test_a_text_is_said_in_sentences(text: str, said: list[str]) -> None:
    assert heard(text) == said
    assert Sentences(CODE).finish(text) == said, "arriving at once it is said the same"


def test_a_sentence_waits_until_it_has_surely_ended() -> None:
    sentences = Sentences(CODE)
    assert sentences.feed("It costs 3.") == []
    assert sentences.feed("It costs 3.50. And") == ["It costs 3.50."]
    assert sentences.feed("It costs 3.50. And") == []
    assert sentences.finish("It costs 3.50. And more") == ["And more"]


def test_a_shorter_text_is_another_one() -> None:
    sentences = Sentences(CODE)
    assert sentences.feed("```\nOne line of code\n") == [CODE]
    assert sentences.feed("Hello.\n") == ["Hello."]


def test_a_hundred_thousand_full_stops_are_no_burden() -> None:
    text = "e.g. [x. " * 100_000
    assert len(Sentences(CODE).finish(text)) == 1


# Announcing


def announcer(said: list[str], pause: int = 3_600_000) -> Announcer:
    return Announcer(said.append, CODE, pause=pause)


def test_a_fast_answer_is_not_announced_sentence_by_sentence(qtbot: QtBot) -> None:
    said: list[str] = []
    announcing = announcer(said)
    text = ""
    for number in range(100):
        text += f"Sentence {number}. "
        announcing.hear("a", text, True)
    assert said == ["Sentence 0."]


def test_what_comes_in_between_is_said_together(qtbot: QtBot) -> None:
    said: list[str] = []
    announcing = announcer(said, pause=1)
    announcing.hear("a", "One. Two", True)
    announcing.hear("a", "One. Two. Three. Fo", True)
    announcing.hear("a", "One. Two. Three. Four", False)
    assert said == ["One."]
    qtbot.waitUntil(lambda: said == ["One.", "Two. Three. Four"])


def test_an_answer_that_never_grew_is_not_read_out(qtbot: QtBot) -> None:
    said: list[str] = []
    announcing = announcer(said)
    announcing.hear("a", "An old answer.", False)
    announcing.hear("b", "New", True)
    announcing.hear("b", "New one.", False)
    announcing.hear("b", "New one.", False)
    assert said == ["New one."]


def test_what_stands_there_when_a_conversation_is_opened_is_not_read_out(qtbot: QtBot) -> None:
    said: list[str] = []
    announcing = announcer(said)
    announcing.skip("a", "Old. Older. Now")
    announcing.hear("a", "Old. Older. Now this. And", True)
    assert said == ["Now this."]


def test_another_conversation_silences_this_one(qtbot: QtBot) -> None:
    said: list[str] = []
    announcing = announcer(said, pause=1)
    announcing.hear("a", "One. Two. Three", True)
    announcing.hear("a", "One. Two. Three. Four", True)
    announcing.hush()
    announcing.hear("b", "Other. B", True)
    qtbot.waitUntil(lambda: len(said) > 1)
    assert said == ["One. Two.", "Other."]
