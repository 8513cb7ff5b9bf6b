"""What Tab comes by in a window: what of it is missed, met in another order than the eye's, or looks the same with the
keyboard as without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.keyboard.tabbing import stops_in

USED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit)
"""Whatever somebody can do something with."""
HOLDING = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar)
"""What is in these is used through them."""
MOUSE_ONLY = frozenset(
    {
        "suggestionList",  # its keys are the composer's
        "drawingButton",  # the head of the frame has the same
        "linkButton",  # there only while the keyboard is at a link
        "removePicture",  # Del does it at the picture
    }
)
BY_CARET = frozenset({"paletteFilter", "shortcutsFilter"})
"""The one field over the window shows its caret, and has no edge."""
_MOST = 400
_RING = 18
"""Pixels around a widget in which its ring may be, as that of the composer."""
_ENOUGH = 200
"""Pixels of an edge beyond which more need not be another."""
_WITHIN = 3
"""Times that Tab may stay in the same widget."""
_DIFFERS = 24
"""Of 255: what is not to be told apart by a person is no difference."""


def called(widget: QWidget) -> str:
    return f"{widget.objectName() or type(widget).__name__}: {widget.accessibleName()}"


def scope_of(window: QWidget) -> QWidget:
    """What lies over the window keeps the keyboard to itself."""
    panels = [panel for panel in window.findChildren(FloatingList) if panel.isVisible()]
    return panels[-1] if panels else window


@dataclass(frozen=True, slots=True)
class Halt:
    """A widget that Tab came by, and whether anybody could see so."""

    widget: QWidget
    is_seen: bool


def walked(window: QWidget) -> list[Halt]:
    """All that Tab comes by, until it comes by one again."""
    met: list[Halt] = []
    focus = _on(QApplication.focusWidget())
    while focus is not None and focus not in [halt.widget for halt in met]:
        is_seen = _is_covered(window, focus) or focus.objectName() in BY_CARET or _is_bare(focus)
        before = window.grab(_around(window, focus)).toImage()
        following = _on(focus)
        after = window.grab(_around(window, focus)).toImage()
        least = min(focus.width() + focus.height(), _ENOUGH) / 2
        met.append(Halt(focus, is_seen or following is focus or _difference(before, after) >= least))
        assert len(met) < _MOST
        focus = following
    return met


def _on(focus: QWidget | None) -> QWidget | None:
    """To where Tab leads; a link in a label has the keyboard after the label itself."""
    for _ in range(_WITHIN):
        if focus is not None:
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not focus:
            break
    return QApplication.focusWidget()


def missed(scope: QWidget, met: Sequence[QWidget]) -> Iterator[QWidget]:
    """What can be used and was not come by. Of several of which one is chosen, one is enough."""
    boxed = {widget.parentWidget() for widget in met if widget.objectName() == "turnBox"}  # the keys are theirs alone
    for widget in scope.findChildren(QWidget):
        is_grouped = _is_one_of(widget, met) or any(around.isAncestorOf(widget) for around in boxed)
        if _is_used(widget) and widget not in met and not is_grouped and not _is_within(widget, met):
            yield widget


def out_of_order(scope: QWidget, met: Sequence[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Neighbours of the same parent of which the second is above the first, or before it in the same line; but for
    the first of all, to which one comes from the last."""
    first = next(iter(stops_in(scope)), None)
    for one, other in pairwise(met):
        if one.parentWidget() is other.parentWidget() and other is not first and _is_before(other, one):
            yield one, other


def _is_before(widget: QWidget, other: QWidget) -> bool:
    here, there = widget.geometry(), other.geometry()
    shared = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
    if shared <= min(here.height(), there.height()) / 2:
        return here.bottom() < there.top()
    is_leftwards = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return here.right() > there.right() if is_leftwards else here.left() < there.left()


def _around(window: QWidget, widget: QWidget) -> QRect:
    """Where its ring may be."""
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return place.adjusted(-_RING, -_RING, _RING, _RING).intersected(window.rect())


def _is_bare(widget: QWidget) -> bool:
    """Whether nothing is listed in it that could bear a ring."""
    return isinstance(widget, QAbstractItemView) and not widget.model().rowCount()


def _is_covered(window: QWidget, widget: QWidget) -> bool:
    """Whether something lies over it, or it is scrolled away."""
    middle = widget.mapTo(window, widget.rect().center())
    seen = window.childAt(middle)
    return seen is None or not (seen is widget or widget.isAncestorOf(seen))


def _difference(one: QImage, other: QImage) -> int:
    """How many pixels are others."""
    one, other = (image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (one, other))
    if one.isNull() or one.size() != other.size():
        return _MOST
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(a - b) > _DIFFERS for a, b in pairs)


def _is_used(widget: QWidget) -> bool:
    if not isinstance(widget, USED) or isinstance(widget, QHeaderView):
        return False
    if not widget.isVisible() or not widget.isEnabled():
        return False
    return widget.objectName() not in MOUSE_ONLY and not _is_part(widget)


def _is_part(widget: QWidget) -> bool:
    """Whether it is used through what it is in."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, HOLDING):
            return True
        parent = parent.parentWidget()
    return parent is not None and parent.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup


def _is_one_of(widget: QWidget, met: Sequence[QWidget]) -> bool:
    """Whether it is one of several of which one is chosen, and the arrows lead on from the one that was come by."""
    beside = (one for one in met if one.parentWidget() is widget.parentWidget() and type(one) is type(widget))
    can_be_chosen = isinstance(widget, QAbstractButton) and widget.isCheckable() and not isinstance(widget, QCheckBox)
    return can_be_chosen and any(isinstance(one, QAbstractButton) and one.isChecked() for one in beside)


def _is_within(widget: QWidget, met: Sequence[QWidget]) -> bool:
    """Whether it is shown in a list that was come by: the arrows lead to it."""
    views = [one.viewport() for one in met if isinstance(one, QAbstractItemView)]
    return any(view.isAncestorOf(widget) for view in views)
