"""Rows that are painted by hand in a window that goes either way: where their ink is, and what a click finds."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.shelf import Card
from nextchat_desktop.engine.shelf import Entry
from nextchat_desktop.ui.mirroring import facing, flipped, set_margins, shown
from nextchat_desktop.ui.painted import PaintedRows
from nextchat_desktop.ui.sidebar.delegate import RowDelegate
from nextchat_desktop.ui.sidebar.model import ROW_ROLE
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.theme.theme import Theme

ROOM = QRect(0, 0, 300, 40)


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def is_left(direction: Qt.LayoutDirection) -> bool:
    """Whether words begin at the left."""
    return direction == Qt.LayoutDirection.LeftToRight


def ink(image: QImage) -> list[int]:
    """How far from the left anything is painted."""
    ground = QColor(Qt.GlobalColor.white)
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in range(image.height()))]


class _Row(PaintedRows):
    """A name, an icon at the end, and what it is told about the name."""

    name = "Name"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.face(option.rect)
        rect, palette, scale = QRectF(option.rect), self._theme.palette, self._theme.type
        self.write(painter, rect.adjusted(10, 0, -60, 0), self.name, scale.interface, palette.text)
        self.icon(painter, "trash", palette.text, QRectF(rect.right() - 30, 0, 20, rect.height()).center())


def drawn(row: PaintedRows, index: QModelIndex | None = None) -> QImage:
    image = QImage(ROOM.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter, option = QPainter(image), QStyleOptionViewItem()
    option.rect, option.state = ROOM, QStyle.StateFlag.State_Enabled
    row.paint(painter, option, index or QModelIndex())
    painter.end()
    return image


@pytest.fixture
def view(direction: Qt.LayoutDirection, qtbot: QtBot) -> QListView:
    view = QListView()
    qtbot.addWidget(view)
    return view


@pytest.fixture
def row(plain_theme: Theme, view: QListView) -> _Row:
    return _Row(plain_theme, view)


def test_what_stands_at_the_end_of_a_row_stands_at_its_other_side(row: _Row, direction: Qt.LayoutDirection) -> None:
    found = ink(drawn(row, row.parent()))  # type: ignore[arg-type]
    name = [x for x in found if x < 60 or x > 240]
    assert (min(found) < 14) is is_left(direction)
    assert (max(found) > 285) is not is_left(direction)
    assert name


@pytest.mark.parametrize("name", ["Why (really)?", "سؤال (آخر)؟"])
def test_a_name_is_painted_the_same_in_either_window_but_for_its_side(
    name: str, row: _Row, direction: Qt.LayoutDirection, qapp: QApplication
) -> None:
    row.name = name

    def letters() -> QImage:
        image = drawn(row)
        left = 0 if is_left(qapp.layoutDirection()) else 60
        part = image.copy(QRect(left, 0, 240, 40))
        found = ink(part)
        return part.copy(found[0], 0, found[-1] - found[0] + 1, part.height())

    here = letters()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert abs(here.width() - letters().width()) <= 1


def test_a_click_is_where_the_row_was_told_it(row: _Row, direction: Qt.LayoutDirection) -> None:
    at_the_end = QPoint(290, 5) if is_left(direction) else QPoint(9, 5)
    assert row.logical(ROOM, at_the_end).x() == pytest.approx(290, abs=1)


def test_places_are_turned_round_and_back(direction: Qt.LayoutDirection) -> None:
    place, room = QRect(10, 2, 30, 10), QRect(0, 0, 100, 20)
    assert facing(facing(place, room), room) == place
    assert facing(place, room).left() == (10 if is_left(direction) else 60)
    assert flipped(QRectF(place), QRectF(room)) == QRectF(60, 2, 30, 10)


def test_margins_are_before_and_behind(direction: Qt.LayoutDirection, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_margins(widget, 1, 2, 3, 4)
    margins = widget.contentsMargins()
    assert (margins.left(), margins.right()) == ((1, 3) if is_left(direction) else (3, 1))
    assert (margins.top(), margins.bottom()) == (2, 4)


def test_a_name_by_itself_is_kept_in_order_where_that_is_needed(direction: Qt.LayoutDirection) -> None:
    assert (shown("Why?") == "Why?") is is_left(direction)
    assert (shown("لماذا؟") == "لماذا؟") is not is_left(direction)


# A row of the sidebar


@pytest.fixture
def sidebar(plain_theme: Theme, view: QListView) -> RowDelegate:
    return RowDelegate(plain_theme, view)


def index_of(card: Card, model: QStandardItemModel) -> QModelIndex:
    item = QStandardItem(card.title)
    item.setData(Entry(card, busy=False), ROW_ROLE)
    model.appendRow(item)
    return item.index()


def test_the_dot_of_what_nobody_has_read_is_at_the_end(sidebar: RowDelegate, direction: Qt.LayoutDirection) -> None:
    model = QStandardItemModel()
    image = drawn(sidebar, index_of(Card("c", unread=True), model))
    dot = [x for x in range(ROOM.width()) if image.pixelColor(x, ROOM.center().y()) == QColor(LIGHT.accent)]
    assert dot
    assert all((x > 260) is is_left(direction) for x in dot)


def test_the_bin_and_the_tags_are_found_where_they_are_painted(
    sidebar: RowDelegate, direction: Qt.LayoutDirection
) -> None:
    card = Card("c", tags=("work", "home"))
    end, start = (295, 5) if is_left(direction) else (5, 295)
    assert sidebar.is_bin(ROOM, QPoint(end, 10))
    assert not sidebar.is_bin(ROOM, QPoint(start, 10))
    model = QStandardItemModel()
    painted = ink(drawn(sidebar, index_of(card, model)))
    ends = (painted[0] + 3, painted[-1] - 3)
    first, last = ends if is_left(direction) else reversed(ends)
    row = Entry(card, busy=False)
    assert sidebar.tag_at(ROOM, row, QPoint(first, 10)) == "work"
    assert sidebar.tag_at(ROOM, row, QPoint(last, 10)) == "home"
    assert sidebar.tag_at(ROOM, row, QPoint(start, 10)) == ""
