"""Paints the rows of the sidebar, and lets a title or the name of a folder be edited in place. It decides nothing."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from nextchat_desktop.core.directions import apart
from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Entry, Head
from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.painted import Index, PaintedRows
from nextchat_desktop.ui.sidebar.model import COUNT_ROLE, FOLDER_ROLE, ID_ROLE, ROW_ROLE
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_State = QStyle.StateFlag
_APART = 6
"""Pixels between the signs before the name of a folder, and from them to it."""
_HEAD_DOWN = 4
"""Pixels by which headings stand nearer to what is below them."""
_TAGS = 0.4
"""The part of a row that its tags may take."""
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_BETWEEN = " · "
_RING, _DOT, _INNER = 6, 4, 3
"""From the middle of a ring, a dot and a dot in a ring to its edge."""
_FRESH = "fresh"
"""The property of an editor nobody has written in yet."""


class RowDelegate(PaintedRows):
    """`renamed` and `folder_renamed` carry an id and the new name."""

    renamed = Signal(str, str)
    folder_renamed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._view = parent
        self._composing: Composing | None = None

    def is_bin(self, rect: QRect, point: QPoint) -> bool:
        """Whether the bin is there in a row that is pointed at."""
        return self._bin(rect).contains(self.logical(rect, point))

    def _bin(self, rect: QRect) -> QRect:
        return QRect(rect.right() - self._end, rect.top(), self._end, rect.height())

    @property
    def _end(self) -> int:
        """Pixels kept free at the right for the ring, the dot or the bin."""
        return self._theme.room.icon_row + sizes.SPACE_3

    def tag_at(self, rect: QRect, row: Entry, point: QPoint) -> str:
        """The tag that is painted here in a row; empty where there is none."""
        x = self.logical(rect, point).x()
        width = self._tags_width(QRectF(rect), row)
        left, end = rect.right() - self._end - width, rect.right() - self._end
        for place, tag in enumerate(row.card.tags):
            until = left + self._hint_width(_BETWEEN.join(row.card.tags[: place + 1]))
            if left <= x < min(until, end):
                return tag
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.room.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Entry | Head = index.data(ROW_ROLE)
        rect, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        is_entry = isinstance(row, Entry)
        lit = state if is_entry else state & ~_State.State_MouseOver
        self.ground(painter, rect.adjusted(0, 0, 0, -1), lit)
        if isinstance(row, Entry):
            self._entry(painter, rect, row, index.data(), state)
        else:
            self._head(painter, rect, row, index, lit)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = named(QLineEdit(parent), "renameField", index.data(Qt.ItemDataRole.DisplayRole))
        editor.setProperty(_FRESH, True)
        self._composing = Composing(editor)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab ends the writing of one name, and begins that of no other. A word that is composed is nobody else's."""
        if self._composing is not None and isinstance(event, QKeyEvent) and self._composing.is_under_way:
            return False
        is_tab = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if is_tab and event.type() is QEvent.Type.KeyPress and isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)

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

    def _entry(self, painter: QPainter, rect: QRectF, row: Entry, title: str, state: _State) -> None:
        palette, scale, hovered = self._theme.palette, self._theme.type, _State.State_MouseOver in state
        marked = hovered or row.busy or row.card.unread or row.card.failed
        room = rect.adjusted(sizes.SPACE_2, 0, -(self._end if marked else sizes.SPACE_2), 0)
        if tags := self._tags_width(rect, row):
            beside = rect.adjusted(rect.width() - self._end - tags, 0, -self._end, 0)
            joined = _BETWEEN.join(map(apart, row.card.tags) if is_mirrored() else row.card.tags)
            self.write(painter, beside, joined, scale.hint, self.faint(state), align=_RIGHT)
            room.setRight(beside.left() - sizes.SPACE_2)
        shown = f"{row.card.avatar} {title}" if row.card.avatar else title
        self.write(painter, room, shown, scale.interface, palette.text, bold=row.card.unread)
        if hovered:
            self.icon(painter, "trash", palette.text_2, QRectF(self._bin(rect.toRect())).center())
        else:
            self._mark(painter, rect, row.busy, row.card.failed, row.card.unread)

    def _head(self, painter: QPainter, rect: QRectF, row: Head, index: Index, state: _State) -> None:
        palette, hint, faint = self._theme.palette, self._theme.type.hint, self.faint(state)
        line = rect.adjusted(sizes.SPACE_2, _HEAD_DOWN, -sizes.SPACE_2, 0)
        if row.heading.kind is not Kind.FOLDER:
            self.write(painter, line, index.data(), hint, faint, bold=True)
            return
        side = self._theme.room.icon_small
        for place, name in enumerate(("chevron-right" if row.is_folded else "chevron-down", "folder")):
            centre = QPointF(line.left() + side / 2 + place * (side + _APART), line.center().y())
            self.icon(painter, name, palette.text_2, centre, side)
        name_room = line.adjusted(2 * (side + _APART), 0, -self._end, 0)
        self.write(painter, name_room, index.data(), hint, palette.text_2, bold=True)
        if row.busy or row.unread or row.failed:
            self._mark(painter, rect.translated(0, _HEAD_DOWN / 2), row.busy, row.failed, row.unread)
        else:
            self.write(painter, line, index.data(COUNT_ROLE), hint, faint, align=_RIGHT)

    def _mark(self, painter: QPainter, rect: QRectF, busy: bool, failed: bool, unread: bool) -> None:
        """A part of a ring, a dot in a ring, or a dot: they differ in shape, not in colour alone, and end in line."""
        palette, grown = self._theme.palette, self._theme.room.scale
        radius = grown * (_RING if busy or failed else _DOT)
        place = QRectF(rect.right() - sizes.SPACE_2 - radius, rect.center().y(), 0, 0)
        center = self.at(place).center()
        if busy:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2 * grown))
            ring = radius - grown
            painter.drawArc(QRectF(center.x() - ring, center.y() - ring, 2 * ring, 2 * ring), 90 * 16, 270 * 16)
        elif failed or unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.bad if failed else palette.accent))
            dot = grown * (_INNER if failed else _DOT)
            painter.drawEllipse(center, dot, dot)
            if failed:
                painter.setPen(QPen(QColor(palette.bad), grown))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(center, radius - grown / 2, radius - grown / 2)

    def _tags_width(self, rect: QRectF, row: Entry) -> int:
        if not row.card.tags:
            return 0
        return min(int(rect.width() * _TAGS), self._hint_width(_BETWEEN.join(row.card.tags)))

    def _hint_width(self, text: str) -> int:
        font = QFont(self._view.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        return QFontMetrics(font).horizontalAdvance(text) + 1
