"""The sidebar as a person uses it: with the mouse, with the keyboard, by dragging, and back again."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.compose import Program, now
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.engine.commands import COMMANDS
from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.ui.sidebar.model import FOLDER_ROLE, ID_ROLE
from nextchat_desktop.ui.sidebar.sidebar import Sidebar
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from ui.forms import within

W = TypeVar("W", bound=QWidget)
DAY = 24 * 60 * 60 * 1000
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NOTHING_HELD = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Shown:
    """The sidebar over a real program."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot) -> None:
        self.program = program
        self.shelf, self.shelving = program.shelf, program.shelving
        self.sidebar = Sidebar(program.words, theme, (self.shelf, self.shelving), program.models.label, now)
        self.list = self.sidebar.list
        self.chosen: list[str] = []
        self.sidebar.chosen.connect(self.chosen.append)
        self._qtbot = qtbot
        qtbot.addWidget(self.sidebar)
        self.sidebar.resize(264, 900)
        self.sidebar.show()
        self.sidebar.activateWindow()
        qtbot.waitUntil(self.sidebar.isActiveWindow)

    def keep(self, *ids: str, ago: int = 0, failed: bool = False) -> None:
        """Conversations that were used so many days ago, the first one last."""
        for number, id in enumerate(ids):
            message = Message(f"m-{id}", Role.ASSISTANT, state=State.FAILED if failed else State.COMPLETE)
            head = Conversation(id, id.title(), updated=now() - ago * DAY - number * 1000, leaf=message.id)
            self.program.conversations.save(head, message)
            self.program.library.changed.tell(id)

    def find(self, kind: type[W], name: str) -> W:
        return within(self.sidebar, kind, name)

    def rows(self) -> list[str]:
        """What is read from above, headings in brackets."""
        model = self.list.model()
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        return [index.data() if index.data(ID_ROLE) else f"[{index.data()}]" for index in indexes]

    def place(self, text: str, x: int = 60) -> QPoint:
        """In the middle of a row."""
        row = self.rows().index(text)
        return QPoint(x, row * sizes.ROW + sizes.ROW // 2 - self.list.verticalOffset())

    def click(self, text: str, held: Qt.KeyboardModifier = NOTHING_HELD, x: int = 60) -> None:
        QTest.mouseClick(self.list.viewport(), LEFT, held, self.place(text, x))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
        self.list.setFocus()
        QTest.keyClick(self.list, key, held)

    def menu(self, text: str) -> QMenu:
        """The menu of a row."""
        return self.sidebar.menu_of(self.list.indexAt(self.place(text)))

    def choose(self, menu: QMenu, action: str) -> None:
        """By the id of its words."""
        next(one for one in menu.actions() if one.objectName() == action).trigger()
        menu.deleteLater()
        QApplication.processEvents()

    def drag(self, *texts: str) -> QMimeData:
        model, rows = self.list.model(), self.rows()
        return model.mimeData([model.index(rows.index(text), 0) for text in texts])

    def drop(self, mime: QMimeData, text: str, below: bool = False) -> bool:
        """Lets go of it over the upper or the lower half of a row; whether it could be."""
        place = QPointF(self.place(text) + QPoint(0, 8 if below else -8))
        move = Qt.DropAction.MoveAction
        QApplication.sendEvent(self.list.viewport(), QDragEnterEvent(place.toPoint(), move, mime, LEFT, NOTHING_HELD))
        over = QDragMoveEvent(place.toPoint(), move, mime, LEFT, NOTHING_HELD)
        QApplication.sendEvent(self.list.viewport(), over)
        event = QDropEvent(place, move, mime, LEFT, NOTHING_HELD)
        QApplication.sendEvent(self.list.viewport(), event)
        return over.isAccepted()

    def wait(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until)


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, program: Program) -> Shown:
    return Shown(program, theme, qtbot)


def test_a_click_opens_and_a_click_with_control_only_selects(shown: Shown) -> None:
    shown.keep("a", "b", "c")
    shown.click("A")
    shown.click("C", CONTROL)
    assert (shown.chosen, shown.list.ids()) == (["a"], ["a", "c"])
    shown.click("C", SHIFT)
    assert shown.chosen == ["a"]
    assert "b" not in shown.chosen


def test_a_click_beside_the_rows_leaves_the_one_that_is_read_marked(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.click("A")
    QTest.mouseClick(shown.list.viewport(), LEFT, pos=shown.list.viewport().rect().bottomLeft() - QPoint(-20, 5))
    assert shown.list.ids() == ["a"]


def test_all_between_two_are_selected_and_deleted_and_come_back(shown: Shown) -> None:
    shown.keep("a", "b", "c", "d")
    shown.click("B")
    shown.click("D", SHIFT)
    shown.press(Qt.Key.Key_Delete)
    assert shown.rows() == ["[Today]", "A"]
    shown.program.deeds.undo()
    assert shown.rows() == ["[Today]", "A", "B", "C", "D"]


def test_a_row_that_is_pointed_at_has_a_bin_of_its_own(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.click("B", x=shown.list.viewport().width() - 10)
    assert shown.rows() == ["[Today]", "A"]
    assert shown.chosen == []


def test_what_is_selected_stays_selected_where_rows_move(shown: Shown) -> None:
    shown.keep("a", "b", "c")
    shown.click("B")
    shown.click("C", CONTROL)
    shown.keep("new")
    shown.keep("c", ago=-1)
    assert shown.rows()[1] == "C"
    assert sorted(shown.list.ids()) == ["b", "c"]


def test_the_menu_acts_on_all_that_are_selected(shown: Shown) -> None:
    shown.keep("a", "b", "c")
    shown.click("A")
    shown.click("B", CONTROL)
    shown.choose(shown.menu("B"), "sidebar.menu.pin")
    assert shown.rows() == ["[Pinned]", "A", "B", "[Today]", "C"]


def test_the_menu_of_another_row_is_about_that_row(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.choose(shown.menu("B"), "sidebar.menu.archive")
    assert shown.rows() == ["[Today]", "A"]


def test_a_new_folder_is_named_in_place(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.sidebar.menus.make_folder(["b"])
    shown.wait(lambda: shown.sidebar.findChild(QLineEdit, "renameField") is not None)
    field = shown.find(QLineEdit, "renameField")
    QTest.keyClicks(field, "Thesis")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.wait(lambda: shown.rows() == ["[Thesis]", "B", "[Today]", "A"])


def test_a_folder_folds_by_a_click_and_by_the_arrows(shown: Shown) -> None:
    shown.keep("a")
    shown.shelving.new_folder(["a"])
    shown.click("[New folder]")
    assert shown.rows() == ["[New folder]"]
    shown.list.setCurrentIndex(shown.list.model().index(0, 0))
    shown.press(Qt.Key.Key_Right)
    assert shown.rows() == ["[New folder]", "A"]
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Left)
    assert shown.list.currentIndex().data(FOLDER_ROLE)
    shown.press(Qt.Key.Key_Left)
    assert shown.rows() == ["[New folder]"]


def test_from_right_to_left_the_arrows_follow_the_eye(shown: Shown) -> None:
    shown.keep("a")
    shown.shelving.new_folder(["a"])
    shown.list.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.list.setCurrentIndex(shown.list.model().index(0, 0))
    shown.press(Qt.Key.Key_Right)
    assert shown.rows() == ["[New folder]"]
    shown.press(Qt.Key.Key_Left)
    assert shown.rows() == ["[New folder]", "A"]


def test_a_folder_is_deleted_by_its_key_and_what_was_in_it_stays(shown: Shown) -> None:
    shown.keep("a")
    shown.shelving.new_folder(["a"])
    shown.list.setCurrentIndex(shown.list.model().index(0, 0))
    shown.press(Qt.Key.Key_Delete)
    assert shown.rows() == ["[Today]", "A"]
    shown.program.deeds.undo()
    assert shown.rows() == ["[New folder]", "A"]


def test_a_row_is_dragged_among_what_is_pinned(shown: Shown) -> None:
    shown.keep("a", "b", "c")
    shown.shelving.pin(["a", "b", "c"], True)
    assert shown.drop(shown.drag("C"), "A")
    assert shown.rows() == ["[Pinned]", "C", "A", "B"]
    assert shown.drop(shown.drag("C"), "B", below=True)
    assert shown.rows() == ["[Pinned]", "A", "B", "C"]
    shown.program.deeds.undo()
    assert shown.rows() == ["[Pinned]", "C", "A", "B"]


def test_rows_are_dragged_into_a_folder_and_out_of_it(shown: Shown) -> None:
    shown.keep("a", "b", "c")
    shown.shelving.new_folder()
    assert shown.drop(shown.drag("A", "C"), "[New folder]")
    assert shown.rows() == ["[New folder]", "A", "C", "[Today]", "B"]
    assert shown.drop(shown.drag("A"), "B")
    assert shown.rows() == ["[New folder]", "C", "[Today]", "A", "B"]


def test_nothing_happens_to_what_is_dropped_where_it_was(shown: Shown) -> None:
    shown.keep("a", "b")
    said: list[str] = []
    shown.program.deeds.done.listen(said.append)
    shown.drop(shown.drag("A"), "B")
    assert said == []


def test_there_is_a_place_to_pin_at_while_something_is_dragged(shown: Shown) -> None:
    shown.keep("a", "b")
    mime = shown.drag("B")
    shown.shelf.offer_pinning(True)
    assert shown.rows()[0] == "[Pinned]"
    assert shown.drop(mime, "[Pinned]")
    shown.shelf.offer_pinning(False)
    assert shown.rows() == ["[Pinned]", "B", "[Today]", "A"]
    shown.program.deeds.undo()
    shown.shelf.offer_pinning(False)
    assert shown.rows() == ["[Today]", "A", "B"]


def test_folders_are_dragged_among_themselves(shown: Shown) -> None:
    shown.keep("a")
    for name in ("Two", "One"):
        shown.shelving.rename_folder(shown.shelving.new_folder().id, name)
    shown.shelving.put(["a"], Kind.FOLDER, shown.shelf.folders[1].id)
    assert shown.rows() == ["[One]", "[Two]", "A"]
    assert shown.drop(shown.drag("[One]"), "A")
    assert shown.rows() == ["[Two]", "A", "[One]"]
    assert not shown.drop(shown.drag("[One]"), "[One]") or shown.rows() == ["[Two]", "A", "[One]"]


def test_every_drag_can_be_done_by_keys(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.shelving.pin(["a", "b"], True)
    shown.click("B")
    shown.press(Qt.Key.Key_Up, ALT | SHIFT)
    assert shown.rows() == ["[Pinned]", "B", "A"]
    assert shown.list.ids() == ["b"]
    for _ in range(2):
        shown.shelving.new_folder()
    first = shown.shelf.folders[0].id
    shown.list.setCurrentIndex(shown.list.model().index(shown.shelf.row_of_folder(first), 0))
    shown.press(Qt.Key.Key_Down, ALT | SHIFT)
    assert shown.shelf.folders[1].id == first
    assert shown.list.currentIndex().data(FOLDER_ROLE) == first


def test_a_tag_is_written_filters_and_lets_everything_come_back(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.sidebar.ask_for_tag(["b"])
    field = shown.find(QLineEdit, "tagField")
    QTest.keyClicks(field, "tax")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    chip = shown.find(QPushButton, "tagChip0")
    assert (chip.isVisible(), chip.text()) == (True, "tax")
    chip.click()
    assert shown.rows() == ["[Today]", "B"]
    shown.find(QPushButton, "tagChip0").click()
    assert shown.rows() == ["[Today]", "A", "B"]


def test_a_click_at_a_tag_of_a_row_looks_for_it(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.shelving.tag(["b"], "tax", True)
    shown.click("B", x=shown.list.viewport().width() - 36)
    assert shown.rows() == ["[Today]", "B"]
    assert shown.chosen == []


def test_more_tags_than_there_is_room_for_are_in_a_menu(shown: Shown) -> None:
    shown.keep("a")
    for number in range(12):
        shown.shelving.tag(["a"], f"subject {number}", True)
    assert shown.find(QToolButton, "moreTagsButton").isVisible()
    menu = shown.sidebar.tags.menu()
    assert len(menu.actions()) == 12
    menu.deleteLater()
    assert shown.sidebar.minimumSizeHint().width() <= sizes.SIDEBAR_MIN


def test_the_archive_is_looked_at_and_left(shown: Shown) -> None:
    shown.keep("a", "b")
    shown.shelving.archive(["b"], True)
    shown.find(QToolButton, "archiveButton").click()
    assert shown.rows() == ["[Today]", "B"]
    assert shown.find(QLabel, "archiveTitle").isVisible()
    shown.choose(shown.menu("B"), "sidebar.menu.unarchive")
    assert "archived" in shown.find(QLabel, "sidebarEmpty").text()
    shown.find(QToolButton, "leaveArchiveButton").click()
    assert shown.rows() == ["[Today]", "A", "B"]


def test_marks_are_said_and_not_only_coloured(shown: Shown) -> None:
    shown.keep("a", failed=True)
    shown.keep("b")
    shown.shelf.mark_unread("b", True)
    model = shown.list.model()
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 2)]
    assert sorted(said) == ["A, the last answer failed", "B, not read yet"]
    tip = model.index(shown.shelf.row_of("a"), 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "1 message" in tip
    assert "the last answer failed" in tip


def test_who_hears_a_row_is_told_where_it_stands_and_what_there_is_to_know(shown: Shown) -> None:
    shown.keep("a")
    shown.keep("b")
    shown.shelving.pin(["b"], True)
    model = shown.list.model()
    told = {
        id: str(model.index(shown.shelf.row_of(id), 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)) for id in "ab"
    }
    assert [told["a"].startswith("Today, 1 message"), told["b"].startswith("Pinned, 1 message")] == [True, True]
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "", "a heading says all in its name"


def test_who_hears_the_window_hears_a_list(shown: Shown) -> None:
    shown.keep("a")
    heard = QAccessible.queryAccessibleInterface(shown.list)
    assert heard.role() == QAccessible.Role.List
    assert heard.text(QAccessible.Text.Name) == "Conversations"


def test_typed_letters_lead_to_a_title(shown: Shown) -> None:
    shown.keep("apple", "banana", "bread")
    shown.list.setFocus()
    shown.list.setCurrentIndex(shown.list.model().index(1, 0))
    QTest.keyClicks(shown.list, "br")
    assert shown.list.currentIndex().data(ID_ROLE) == "bread"


def test_renaming_finds_what_is_folded_away(shown: Shown) -> None:
    shown.keep("a")
    folder = shown.shelving.new_folder(["a"])
    shown.shelving.fold(folder.id)
    shown.sidebar.rename("a")
    assert shown.find(QLineEdit, "renameField").text() == "A"


def test_the_end_of_a_long_list_is_in_reach(shown: Shown) -> None:
    shown.keep(*(f"c{number:03}" for number in range(120)))
    shown.press(Qt.Key.Key_End)
    last = shown.list.currentIndex()
    assert last.row() == 120
    assert shown.list.viewport().rect().contains(shown.list.visualRect(last))
    shown.press(Qt.Key.Key_Home)
    assert shown.list.currentIndex().row() == 1


def test_every_button_has_a_name(shown: Shown) -> None:
    buttons = [one for kind in (QPushButton, QToolButton) for one in shown.sidebar.findChildren(kind)]
    assert len(buttons) >= 9
    assert [one for one in buttons if not one.objectName() or not one.accessibleName()] == []


def test_the_commands_of_the_sidebar_have_words(shown: Shown) -> None:
    mine = {"pin", "archive", "move_to_folder", "tag", "new_folder", "show_archive"}
    assert {command.id for command in COMMANDS} >= mine
    assert all(shown.program.words(f"command.{id}") for id in mine)
