"""Paints the rows of the sidebar, and lets a title or the name of a folder be edited in place. It decides nothing."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Entry, Head
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.sidebar.model import FOLDER_ROLE, ID_ROLE, ROW_ROLE
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_MARK = 28
"""Pixels kept free at the right for the ring, the dot or the bin."""
_HEAD_DOWN = 4
"""Pixels by which headings stand nearer to what is below them."""
_TAGS = 0.4
"""The part of a row that its tags may take."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_BETWEEN = " · "
_FRESH = "fresh"
"""The property of an editor nobody has written in yet."""


class RowDelegate(QStyledItemDelegate):
    """`renamed` and `folder_renamed` carry an id and the new name."""

    renamed = Signal(str, str)
    folder_renamed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    @staticmethod
    def bin_rect(rect: QRect) -> QRect:
        """Where the bin is in a row that is pointed at."""
        return QRect(rect.right() - _MARK, rect.top(), _MARK, rect.height())

    def tag_at(self, rect: QRect, row: Entry, x: int) -> str:
        """The tag that is painted here in a row; empty where there is none."""
        width = self._tags_width(QRectF(rect), row)
        left, end = rect.right() - _MARK - width, rect.right() - _MARK
        for place, tag in enumerate(row.card.tags):
            until = left + self._hint_width(_BETWEEN.join(row.card.tags[: place + 1]))
            if left <= x < min(until, end):
                return tag
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, sizes.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Entry | Head = index.data(ROW_ROLE)
        rect, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state, isinstance(row, Entry))
        if isinstance(row, Entry):
            self._entry(painter, rect, row, index.data(), _State.State_MouseOver in state)
        else:
            self._head(painter, rect, row, index.data())
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = named(QLineEdit(parent), "renameField", index.data(Qt.ItemDataRole.DisplayRole))
        editor.setProperty(_FRESH, True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What somebody is writing is not written over when the row changes meanwhile."""
        if editor.property(_FRESH):
            editor.setProperty(_FRESH, False)
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, QLineEdit):
            return
        if folder := index.data(FOLDER_ROLE):
            self.folder_renamed.emit(folder, editor.text())
        else:
            self.renamed.emit(index.data(ID_ROLE), editor.text())

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, is_entry: bool) -> None:
        palette = self._theme.palette
        selected, hovered = _State.State_Selected in state, _State.State_MouseOver in state and is_entry
        if not (selected or hovered):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.selected if selected else palette.hover))
        painter.drawRoundedRect(rect.adjusted(0, 0, 0, -1), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
        if selected and _State.State_HasFocus in state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), sizes.FOCUS))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)

    def _entry(self, painter: QPainter, rect: QRectF, row: Entry, title: str, hovered: bool) -> None:
        palette, size = self._theme.palette, self._theme.type.interface.size
        marked = hovered or row.busy or row.card.unread or row.card.failed
        room = rect.adjusted(sizes.SPACE_2, 0, -(_MARK if marked else sizes.SPACE_2), 0)
        if tags := self._tags_width(rect, row):
            painter.setFont(_font(painter, self._theme.type.hint.size))
            painter.setPen(QColor(palette.text_3))
            beside = rect.adjusted(0, 0, -_MARK, 0)
            text = painter.fontMetrics().elidedText(_BETWEEN.join(row.card.tags), Qt.TextElideMode.ElideRight, tags)
            painter.drawText(beside, _RIGHT, text)
            room.setRight(beside.right() - tags - sizes.SPACE_2)
        bold = QFont.Weight.DemiBold if row.card.unread else QFont.Weight.Normal
        painter.setFont(_font(painter, size, bold))
        painter.setPen(QColor(palette.text))
        shown = f"{row.card.avatar} {title}" if row.card.avatar else title
        text = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _LEFT, text)
        if hovered:
            self._icon(painter, "trash", QRectF(self.bin_rect(rect.toRect())).center(), palette.text_2, 16)
        else:
            self._mark(painter, rect, row.busy, row.card.failed, row.card.unread)

    def _head(self, painter: QPainter, rect: QRectF, row: Head, title: str) -> None:
        palette = self._theme.palette
        line, left = rect.adjusted(sizes.SPACE_2, _HEAD_DOWN, -sizes.SPACE_2, 0), 0
        if row.heading.kind is Kind.FOLDER:
            middle = line.center().y()
            arrow = "chevron-right" if row.is_folded else "chevron-down"
            self._icon(painter, arrow, QPointF(line.left() + 7, middle), palette.text_2, sizes.ICON_SMALL)
            self._icon(painter, "folder", QPointF(line.left() + 27, middle), palette.text_2, sizes.ICON_SMALL)
            left = 40
        painter.setFont(_font(painter, self._theme.type.hint.size, QFont.Weight.DemiBold))
        painter.setPen(QColor(palette.text_2 if left else palette.text_3))
        room = line.adjusted(left, 0, -_MARK if left else 0, 0)
        text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _LEFT, text)
        if not left:
            return
        if row.busy or row.unread or row.failed:
            self._mark(painter, rect.translated(0, _HEAD_DOWN / 2), row.busy, row.failed, row.unread)
            return
        painter.setFont(_font(painter, self._theme.type.hint.size))
        painter.setPen(QColor(palette.text_3))
        painter.drawText(line, _RIGHT, f"{row.count:,}")

    def _mark(self, painter: QPainter, rect: QRectF, busy: bool, failed: bool, unread: bool) -> None:
        """A part of a ring, a dot in a ring, or a dot: they differ in shape, not in colour alone."""
        palette = self._theme.palette
        center = QPointF(rect.right() - sizes.SPACE_3, rect.center().y())
        if busy:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawArc(QRectF(center.x() - 5, center.y() - 5, 10, 10), 90 * 16, 270 * 16)
        elif failed or unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.bad if failed else palette.accent))
            painter.drawEllipse(center, 4, 4)
            if failed:
                painter.setPen(QPen(QColor(palette.bad), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(center, 6.5, 6.5)

    def _icon(self, painter: QPainter, name: str, center: QPointF, color: str, size: int) -> None:
        rect = QRectF(center.x() - size / 2, center.y() - size / 2, size, size).toRect()
        self._theme.icons.icon(name, color, size).paint(painter, rect, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal)

    def _tags_width(self, rect: QRectF, row: Entry) -> int:
        if not row.card.tags:
            return 0
        return min(int(rect.width() * _TAGS), self._hint_width(_BETWEEN.join(row.card.tags)))

    def _hint_width(self, text: str) -> int:
        font = QFont(self._view.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        return QFontMetrics(font).horizontalAdvance(text) + 1


def _font(painter: QPainter, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(round(size))
    font.setWeight(weight)
    return font
