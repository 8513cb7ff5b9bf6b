"""What the rows of all painted lists are made of: their ground, words and icons. It knows no row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from nextchat_desktop.core.directions import apart
from nextchat_desktop.ui.mirroring import flipped, is_mirrored
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import is_high
from nextchat_desktop.ui.theme.sizes import Type
from nextchat_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_AUTO = Qt.LayoutDirection.LayoutDirectionAuto
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def painted(view: QListView) -> None:
    """Has the list follow the mouse and never scroll sideways, as all do whose rows are painted here."""
    view.setProperty("role", "painted")
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)


class PaintedRows(QStyledItemDelegate):
    """For views of the role "painted".

    Places are told as in a window that goes from left to right. After `face` they are turned round where it does not,
    as long as they go through `write`, `icon` and `at`; `logical` does it with a point of the mouse.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._turned: QRectF | None = None
        """The row, where it is to be turned round."""
        theme.changed.connect(self._on_theme_changed)

    def face(self, row: QRect) -> None:
        """This row is painted now."""
        self._turned = QRectF(row) if is_mirrored() else None

    def at(self, place: QRectF) -> QRectF:
        """Where that is in the row."""
        return flipped(place, self._turned) if self._turned is not None else place

    def logical(self, row: QRect, point: QPoint) -> QPoint:
        return QPoint(row.left() + row.right() - point.x(), point.y()) if is_mirrored() else point

    def faint(self, state: QStyle.StateFlag) -> str:
        """The colour of hints: stronger where the row has a ground of its own, so that they can be read on it."""
        palette = self._theme.palette
        return palette.text_2 if state & (_State.State_Selected | _State.State_MouseOver) else palette.text_3

    def ground(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, radius: int = sizes.RADIUS_FIELD
    ) -> None:
        """Of a row that is chosen or pointed at, and a ring around it while the keyboard is there."""
        palette = self._theme.palette
        is_chosen = _State.State_Selected in state
        if is_chosen or _State.State_MouseOver in state:
            edged = is_chosen and is_high(palette)
            painter.setPen(QPen(QColor(palette.edge), 1) if edged else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selected if is_chosen else palette.hover))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if edged else rect, radius, radius)
        if _State.State_HasFocus in state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = self._theme.room.focus / 2
            painter.setPen(QPen(QColor(palette.accent), 2 * half))
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)

    def write(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        type: Type,
        colour: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """One line; what does not fit is cut. Tells the width that was used.

        Words go as their letters do, and stand where the row has room for them.
        """
        painter.setFont(font_of(painter, type, bold))
        painter.setPen(QColor(colour))
        painter.setLayoutDirection(_AUTO if self._turned is None else Qt.LayoutDirection.RightToLeft)
        metrics = painter.fontMetrics()
        text = text if self._turned is None else apart(text)
        shown = metrics.elidedText(text, elide, max(0, int(room.width())))
        painter.drawText(self.at(room), align, shown)
        return metrics.horizontalAdvance(shown)

    def icon(self, painter: QPainter, name: str, colour: str, centre: QPointF, size: int = 0) -> None:
        """As large as those in rows are, unless a size is said."""
        size = size or self._theme.room.icon_row
        device = painter.device()
        pixmap = self._theme.icons.pixmap(name, colour, size, device.devicePixelRatioF() if device else 1.0)
        corner = centre - QPointF(size / 2, size / 2)
        painter.drawPixmap(self.at(QRectF(corner.x(), corner.y(), size, size)).toRect(), pixmap)

    def _on_theme_changed(self) -> None:
        """Rows may be higher now."""
        self.sizeHintChanged.emit(QModelIndex())


def font_of(painter: QPainter, type: Type, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(round(type.size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
