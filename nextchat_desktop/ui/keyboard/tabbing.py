"""Tab goes through a window as the eye does, whatever was put into it when. It knows no window."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QScrollArea, QWidget

from nextchat_desktop.ui.keyboard.order import reading_order

LEADS = "leadsTab"
"""The property of what leads Tab through what lies in it by itself."""
_TAB = Qt.FocusPolicy.TabFocus
_WITHIN = 8
"""Pixels that are seen around what is scrolled to."""


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops there now."""
    stops = widget.focusPolicy() & _TAB == _TAB and widget.focusProxy() is None
    return stops and widget.isVisible() and widget.isEnabled()


def stops_in(around: QWidget) -> list[QWidget]:
    """Where Tab stops in it, in order; itself it is no part of that."""
    places: list[QRect] = []
    stops: list[list[QWidget]] = []
    for child in _children(around):
        found = _stops_at(child)
        if found:
            places.append(child.geometry())
            stops.append(found)
    is_leftwards = around.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return [stop for number in reading_order(places, is_leftwards) for stop in stops[number]]


def go_on(window: QWidget, forward: bool) -> bool:
    """To the next stop of the window, or the one before; behind the last comes the first. Whether there is one."""
    stops = stops_in(window)
    here = _here(stops, window.window().focusWidget(), forward)
    if not stops:
        return False
    found = stops[(here + (1 if forward else -1)) % len(stops)]
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _show(found)
    return True


def _children(around: QWidget) -> Iterator[QWidget]:
    """What is seen of a widget: of one that scrolls, what is scrolled belongs to it."""
    for child in around.children():
        if isinstance(child, QWidget) and not child.isWindow() and child.isVisible():
            yield child


def _stops_at(widget: QWidget) -> list[QWidget]:
    """Itself, and what is in it, except where it leads there by itself or by the arrows."""
    own = [widget] if takes_tab(widget) else []
    if isinstance(widget, QAbstractItemView):
        return own
    if not widget.property(LEADS):
        return own + stops_in(widget)
    viewport = widget.viewport() if isinstance(widget, QAbstractScrollArea) else None
    over = [stop for child in _children(widget) if child is not viewport for stop in _stops_at(child)]
    return over + own


def _here(stops: list[QWidget], focus: QWidget | None, forward: bool) -> int:
    """The number of the stop at which the keyboard is, or in which; between two where it is at none of them."""
    if focus in stops:
        return stops.index(focus)
    around = [number for number, stop in enumerate(stops) if focus is not None and stop.isAncestorOf(focus)]
    if around:
        return around[-1]
    return -1 if forward else 0


def _show(widget: QWidget) -> None:
    """Scrolls everything it lies in to where it is."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, _WITHIN, _WITHIN)
        around = around.parentWidget()
