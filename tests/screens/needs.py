"""How much room each kind of Qt's widgets needs for its words, beside what it has. It knows no window."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QItemDelegate,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionTab,
    QTabBar,
    QToolButton,
    QWidget,
)

_HIGH = SHORTENED = 100_000
"""More than there is; lacking in what was shortened before it was shown."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
_MOST_ROWS = 60
_INSET = 2
"""Pixels that Qt leaves at both ends of a line that is written."""
_SLACK = 1
_ISOLATES = "\u2068\u2069"
"""Around names of which nobody knows which way they go."""


@dataclass(frozen=True, slots=True)
class Need:
    """`lacking` are the pixels by which the room is too small for this text; 0 or less where it is not."""

    text: str
    lacking: int
    is_elided: bool = False
    """The widget shows an ellipsis where it lacks room; else it is simply cut."""


_QTS = (QStyledItemDelegate, QItemDelegate)
_BUTTONS = (QPushButton, QToolButton, QCheckBox, QRadioButton)
Needs = Callable[[Any], Iterator[Need]]


def _label(label: QLabel) -> Iterator[Need]:
    text = label.text()
    if not text.strip() or not label.pixmap().isNull():
        return
    if hasattr(label, "set_width"):  # it breaks its words wherever it has to
        needed = label.fontMetrics().boundingRect(_below(label.width()), _WRAPPED, text)
        yield Need(text, needed.height() - label.height())
    elif hasattr(label, "more") and not label.wordWrap():  # one line that ends in …
        line = label.fontMetrics().horizontalAdvance(" ".join(text.split()))
        yield Need(text, line - label.contentsRect().width(), is_elided=True)
        yield Need(text, label.minimumSizeHint().height() - label.height())
    elif label.wordWrap():
        yield Need(text, label.heightForWidth(label.width()) - label.height())
        if label.textFormat() is Qt.TextFormat.PlainText:
            width = label.contentsRect().width() - 2 * label.margin()
            widest = label.fontMetrics().boundingRect(_below(width), _WRAPPED, text).width()
            yield Need(text, widest - width)
    else:
        yield Need(text, _lacking(label, label.sizeHint()))


def _below(width: int) -> QRect:
    return QRect(0, 0, width, _HIGH)


def _lacking(widget: QWidget, needed: QSize) -> int:
    return max(needed.width() - widget.width(), needed.height() - widget.height())


def _button(button: QAbstractButton) -> Iterator[Need]:
    if not button.text() or _shows_an_icon_only(button) or not isinstance(button, _BUTTONS):
        return
    if _is_shortened(button):
        yield Need(button.text(), SHORTENED, is_elided=True)
    elif isinstance(button, QToolButton):
        yield Need(button.text(), button.fontMetrics().horizontalAdvance(button.text()) + 2 * _INSET - button.width())
        yield Need(button.text(), button.fontMetrics().height() - button.height())
    elif button.hasHeightForWidth():  # its words go on in further lines
        yield Need(button.text(), button.heightForWidth(button.width()) - button.height())
        yield Need(button.text(), button.minimumSizeHint().width() - button.width())
    else:
        yield Need(button.text(), _lacking(button, button.sizeHint()))


def _shows_an_icon_only(button: QAbstractButton) -> bool:
    style = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() is style and not button.icon().isNull()


def _is_shortened(button: QAbstractButton) -> bool:
    """It shows the beginning of what its tooltip says."""
    text = button.text().strip(_ISOLATES)
    start, dots, _ = text.partition("…")
    return bool(dots) and start in button.toolTip() and text not in button.toolTip()


def _box(box: QComboBox) -> Iterator[Need]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(control, option, field, box)
    metrics = box.fontMetrics()
    yield Need(box.currentText(), metrics.height() - room.height())
    if box.isEditable():
        return
    for place in range(box.count()):
        text = box.itemText(place)
        icon = 0 if box.itemIcon(place).isNull() else box.iconSize().width() + 2 * _INSET
        yield Need(text, metrics.horizontalAdvance(text) + icon - _INSET - room.width(), is_elided=True)


def _line(field: QLineEdit) -> Iterator[Need]:
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    metrics = field.fontMetrics()
    yield Need(field.text() or field.placeholderText(), metrics.height() - 2 * _SLACK - room.height())
    if not field.text() and field.placeholderText():
        tools = sum(one.width() for one in field.findChildren(QToolButton) if one.isVisibleTo(field))
        margins = field.textMargins()
        width = room.width() - tools - margins.left() - margins.right() - 2 * _INSET
        yield Need(field.placeholderText(), metrics.horizontalAdvance(field.placeholderText()) - width, is_elided=True)


def _text(field: QPlainTextEdit) -> Iterator[Need]:
    text = field.placeholderText()
    if text and not field.toPlainText():
        margin = round(field.document().documentMargin())
        room = field.viewport().rect().adjusted(margin, margin, -margin, 0)
        needed = field.fontMetrics().boundingRect(_below(room.width()), _WRAPPED, text)
        yield Need(text, max(needed.height() - room.height(), needed.width() - room.width()))


def _spin(box: QAbstractSpinBox) -> Iterator[Need]:
    line = box.lineEdit()
    margins = line.textMargins()
    width = line.width() - margins.left() - margins.right() - 2 * _INSET
    yield Need(box.text(), line.fontMetrics().horizontalAdvance(box.text()) - width)
    yield Need(box.text(), line.fontMetrics().height() - line.height())


def _tabs(bar: QTabBar) -> Iterator[Need]:
    for place in range(bar.count()):
        option = QStyleOptionTab()
        bar.initStyleOption(option, place)
        room = bar.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, bar)
        text = bar.tabText(place)
        yield Need(text, bar.fontMetrics().horizontalAdvance(text) - room.width(), is_elided=True)
        yield Need(text, bar.tabRect(place).right() + 1 - bar.width())
        yield Need(text, -bar.tabRect(place).left())


def _group(box: QGroupBox) -> Iterator[Need]:
    yield Need(box.title(), box.minimumSizeHint().width() - box.width())


def _header(header: QHeaderView) -> Iterator[Need]:
    for place in range(header.count()):
        if not header.isSectionHidden(place):
            text = str(header.model().headerData(place, header.orientation()) or "")
            yield Need(text, header.sectionSizeHint(place) - header.sectionSize(place), is_elided=True)


def _rows(view: QAbstractItemView) -> Iterator[Need]:
    """Of a list whose rows Qt paints."""
    model = view.model()
    if isinstance(view, QHeaderView) or model is None or type(view.itemDelegate()) not in _QTS:
        return
    for row in range(min(_MOST_ROWS, model.rowCount(view.rootIndex()))):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())):
            index = model.index(row, column, view.rootIndex())
            room, text = view.visualRect(index), str(index.data() or "")
            is_still = view.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            is_scrolled = view.horizontalScrollBar().maximum() > 0 and not is_still
            width = room.width() if is_scrolled else min(room.width(), view.viewport().width() - room.left())
            if text and room.isValid():
                yield Need(text, view.sizeHintForIndex(index).width() - width, is_elided=True)
                yield Need(text, QFontMetrics(view.font()).height() - room.height())


def _menu(menu: QMenu) -> Iterator[Need]:
    for action in menu.actions():
        yield Need(action.text(), menu.sizeHint().width() - menu.width())


NEEDS: Mapping[type[QWidget], Needs] = {
    QLabel: _label,
    QAbstractButton: _button,
    QComboBox: _box,
    QLineEdit: _line,
    QPlainTextEdit: _text,
    QAbstractSpinBox: _spin,
    QTabBar: _tabs,
    QGroupBox: _group,
    QHeaderView: _header,
    QAbstractItemView: _rows,
    QMenu: _menu,
}
