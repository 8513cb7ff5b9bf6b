"""Where things stand that are placed or painted by hand, as the window goes; it knows no thing."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QMenu, QStyle, QWidget

from nextchat_desktop.core.directions import APART, APART_END, apart, has_right_to_left


def is_mirrored() -> bool:
    """Whether windows go from right to left."""
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def shown(name: str) -> str:
    """A name as it is shown by itself, where it would be taken for a sentence that goes as the window does.

    What comes back must not be kept: it may hold marks that nobody sees.
    """
    if is_mirrored():
        return apart(name)
    return f"{APART}{name}{APART_END}" if has_right_to_left(name) and "\n" not in name else name


def flipped(place: QRectF, room: QRectF) -> QRectF:
    """As far from the other side of the room."""
    return place.translated(room.left() + room.right() - place.left() - place.right(), 0)


def flipped_point(point: QPointF, room: QRectF) -> QPointF:
    return QPointF(room.left() + room.right() - point.x(), point.y())


def side(mirrored: bool) -> Qt.AlignmentFlag:
    """Where lines begin, whatever the letters in them and the window say."""
    return Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)


def facing(place: QRect, room: QRect) -> QRect:
    """Where that is in the room as the window goes; what it gives, given to it again, is the same as before."""
    return QStyle.visualRect(QGuiApplication.layoutDirection(), room, place)


def set_margins(box: QLayout | QWidget, before: int, top: int, behind: int, bottom: int) -> None:
    """Qt lays what is in a box from the other side, but leaves its margins where they are."""
    left, right = (behind, before) if is_mirrored() else (before, behind)
    box.setContentsMargins(left, top, right, bottom)


def pop_at(menu: QMenu, corner: QPoint) -> None:
    """Opens it from this corner of the screen to where words go."""
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0) if is_mirrored() else corner)


def pop_below(menu: QMenu, button: QWidget, at_end: bool = False) -> None:
    """Opens it where a menu of the button would open, or so that it ends where the button ends."""
    at_right = is_mirrored() is not at_end
    left = button.width() - menu.sizeHint().width() if at_right else 0
    menu.popup(button.mapToGlobal(QPoint(left, button.height())))
