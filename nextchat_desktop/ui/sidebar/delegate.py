"""Paints the rows of the sidebar, and lets a title or the name of a folder be edited in place. It decides nothing."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Entry, Head
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.painted import Index, PaintedRows
from nextchat_desktop.ui.sidebar.model import FOLDER_ROLE, ID_ROLE, ROW_ROLE
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_State = QStyle.StateFlag
_MARK = 28
"""Pixels kept free at the right for the ring, the dot or the bin."""
_HEAD_DOWN = 4
"""Pixels by which headings stand nearer to what is below them."""
_NAME = 40
"""Where the name of a folder begins, behind its two signs."""
_TAGS = 0.4
"""The part of a row that its tags may take."""
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_BETWEEN = " · "
_FRESH = "fresh"
"""The property of an editor nobody has written in yet."""


class RowDelegate(PaintedRows):
    """`renamed` and `folder_renamed` carry an id and the new name."""

    renamed = Signal(str, str)
    folder_renamed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
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
        is_entry = isinstance(row, Entry)
        lit = state if is_entry else state & ~_State.State_MouseOver
        self.ground(painter, rect.adjusted(0, 0, 0, -1), lit)
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

    def _entry(self, painter: QPainter, rect: QRectF, row: Entry, title: str, hovered: bool) -> None:
        palette, scale = self._theme.palette, self._theme.type
        marked = hovered or row.busy or row.card.unread or row.card.failed
        room = rect.adjusted(sizes.SPACE_2, 0, -(_MARK if marked else sizes.SPACE_2), 0)
        if tags := self._tags_width(rect, row):
            beside = rect.adjusted(rect.width() - _MARK - tags, 0, -_MARK, 0)
            self.write(painter, beside, _BETWEEN.join(row.card.tags), scale.hint, palette.text_3, align=_RIGHT)
            room.setRight(beside.left() - sizes.SPACE_2)
        shown = f"{row.card.avatar} {title}" if row.card.avatar else title
        self.write(painter, room, shown, scale.interface, palette.text, bold=row.card.unread)
        if hovered:
            self.icon(painter, "trash", palette.text_2, QRectF(self.bin_rect(rect.toRect())).center())
        else:
            self._mark(painter, rect, row.busy, row.card.failed, row.card.unread)

    def _head(self, painter: QPainter, rect: QRectF, row: Head, title: str) -> None:
        palette, hint = self._theme.palette, self._theme.type.hint
        line = rect.adjusted(sizes.SPACE_2, _HEAD_DOWN, -sizes.SPACE_2, 0)
        if row.heading.kind is not Kind.FOLDER:
            self.write(painter, line, title, hint, palette.text_3, bold=True)
            return
        for name, x in (("chevron-right" if row.is_folded else "chevron-down", 7), ("folder", 27)):
            centre = QPointF(line.left() + x, line.center().y())
            self.icon(painter, name, palette.text_2, centre, sizes.ICON_SMALL)
        self.write(painter, line.adjusted(_NAME, 0, -_MARK, 0), title, hint, palette.text_2, bold=True)
        if row.busy or row.unread or row.failed:
            self._mark(painter, rect.translated(0, _HEAD_DOWN / 2), row.busy, row.failed, row.unread)
        else:
            self.write(painter, line, f"{row.count:,}", hint, palette.text_3, align=_RIGHT)

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

    def _tags_width(self, rect: QRectF, row: Entry) -> int:
        if not row.card.tags:
            return 0
        return min(int(rect.width() * _TAGS), self._hint_width(_BETWEEN.join(row.card.tags)))

    def _hint_width(self, text: str) -> int:
        font = QFont(self._view.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        return QFontMetrics(font).horizontalAdvance(text) + 1
