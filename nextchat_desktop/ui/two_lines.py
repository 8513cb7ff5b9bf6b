"""Rows of two lines: what it is, and below it quietly what is to be known of it. It knows nothing of what that is."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem

from nextchat_desktop.ui.painted import Index, PaintedRows, painted
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme

NOTE_ROLE = Qt.ItemDataRole.UserRole
ONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whatever the row stands for."""
_AROUND = 16
"""Pixels of a row above, between and below its lines."""


def in_two_lines(view: QListWidget, theme: Theme, width: int | None = None) -> None:
    """Has the list paint its rows so; it is as wide as told (at 100 %), else as it can be."""
    painted(view)
    view.setItemDelegate(TwoLines(theme, view))
    if width is not None:
        following(theme, view, lambda view: view.setFixedWidth(theme.room.column(width)))


def put_row(item: QListWidgetItem, title: str, note: str, spoken: str = "") -> None:
    """What the row says; to who cannot see it both lines, unless told otherwise."""
    item.setText(title)
    item.setData(NOTE_ROLE, note)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken or f"{title}. {note}")


class TwoLines(PaintedRows):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        scale = self._theme.type
        return QSize(0, round(scale.interface.line + scale.hint.line) + _AROUND)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, scale = self._theme.palette, self._theme.type
        rect = QRectF(option.rect).adjusted(0, 0, 0, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        self.ground(painter, rect, option.state)
        left, first = sizes.SPACE_3 + self._sign(painter, rect, index), scale.interface.line
        title, note = index.data(Qt.ItemDataRole.DisplayRole), index.data(NOTE_ROLE)
        room = rect.adjusted(left, _AROUND / 2 - 1, -sizes.SPACE_2, 1 - _AROUND / 2)
        upper = QRectF(room.topLeft(), QSizeF(room.width(), first))
        self.write(painter, upper, title or "", scale.interface, palette.text)
        self.write(painter, room.adjusted(0, first, 0, 0), note or "", scale.hint, self.faint(option.state))
        painter.restore()

    def _sign(self, painter: QPainter, rect: QRectF, index: Index) -> int:
        """A box where the row can be ticked; how much room it takes."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return 0
        palette, side = self._theme.palette, self._theme.room.icon_row
        box = QRectF(rect.left() + sizes.SPACE_3, rect.center().y() - side / 2, side, side)
        is_ticked = Qt.CheckState(state) is Qt.CheckState.Checked
        painter.setPen(QPen(QColor(palette.accent if is_ticked else palette.edge), 1))
        painter.setBrush(QColor(palette.accent if is_ticked else palette.raised))
        painter.drawRoundedRect(self.at(box), sizes.SPACE_1, sizes.SPACE_1)
        if is_ticked:
            self.icon(painter, "check", palette.on_accent, QPointF(box.center()), side - 2)
        return side + sizes.SPACE_2
