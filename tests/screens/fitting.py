"""Finds what does not fit in a window: words that are cut or shortened, parts that overlap or stick out.

It looks at widgets as they are laid out now and knows nothing of what they are for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QMenu, QSplitterHandle, QWidget

from screens.drawn import Drawn, drawn_by
from screens.needs import NEEDS, SHORTENED, Need

SLACK = 1
"""Pixels that are lost in rounding."""
_SHARE = 0.35
"""Of the height of the lower of two lines: letters do not touch where their lines overlap by less."""
_LEANING = 0.2
"""Of the height of letters: so far some of them lean out of their room."""
_DOTS = "…"


class Kind(StrEnum):
    CUT = "cut"
    """It has less room than its words need."""
    SHORTENED = "shortened"
    """It shows an ellipsis in place of the rest."""
    OVERLAP = "overlap"
    OUTSIDE = "outside"
    """It sticks out of what it lies in."""
    SIDEWAYS = "sideways"
    """It can be read only by scrolling sideways."""
    LARGE = "large"
    """The window is larger than the screen."""


@dataclass(frozen=True, slots=True)
class Misfit:
    kind: Kind
    where: str
    """The names of the widget and of those it lies in, the outermost first."""
    text: str = ""
    lacking: int = 0
    """Pixels."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.text!r} ({self.lacking} px)"


@dataclass(frozen=True, slots=True)
class Meant:
    """What is so on purpose, by object name or by the name of a class."""

    shortened: frozenset[str] = frozenset()
    """Titles, names, paths: what is too long for one line is told whole elsewhere."""
    floating: frozenset[str] = frozenset()
    """Lies over its siblings."""
    sideways: frozenset[str] = frozenset()
    """Is as wide as its content, and scrolled: code, tables."""
    ellipses: frozenset[str] = frozenset()
    """Sentences that end with an ellipsis themselves."""

    def are(self, names: frozenset[str], widget: QWidget) -> bool:
        return bool(names & {widget.objectName(), *(kind.__name__ for kind in type(widget).__mro__)})

    def is_whole(self, text: str) -> bool:
        """Whether these words, or the end of a sentence, are all that was to be said."""
        text = text.strip()
        return not text.endswith(_DOTS) or any(one.endswith(text) for one in self.ellipses)


NOTHING_MEANT = Meant()


def misfits(root: QWidget, screen: QSize, meant: Meant = NOTHING_MEANT) -> list[Misfit]:
    """All of them in this window or part of one, for a screen of that size."""
    found = list(_large(root, screen))
    for widget in seen_in(root):
        found += _cut(widget, meant)
        found += _sideways(widget, meant)
        found += _beside(widget, meant)
        found += _painted(widget, meant)
    return found


def seen_in(root: QWidget) -> list[QWidget]:
    """The widget and everything in it that is shown, without windows of their own."""
    inside = [one for one in root.findChildren(QWidget) if one.isVisibleTo(root) and one.window() is root.window()]
    return [root, *inside]


def where(widget: QWidget) -> str:
    names: list[str] = []
    above: QWidget | None = widget
    while above is not None:
        names.insert(0, above.objectName() or type(above).__name__)
        above = above.parentWidget() if not above.isWindow() else None
    return " > ".join(names)


def _large(root: QWidget, screen: QSize) -> Iterator[Misfit]:
    lacking = max(root.width() - screen.width(), root.height() - screen.height())
    if root.isWindow() and not isinstance(root, QMenu) and lacking > 0:
        yield Misfit(Kind.LARGE, where(root), f"{root.width()} × {root.height()}", lacking)


def _cut(widget: QWidget, meant: Meant) -> Iterator[Misfit]:
    """By what a widget of its kind needs for its words."""
    for kind, needs in NEEDS.items():
        if isinstance(widget, kind):
            for need in needs(widget):
                if need.is_elided and (meant.are(meant.shortened, widget) or _ends_so(need, meant)):
                    continue
                if need.lacking > SLACK:
                    yield Misfit(Kind.SHORTENED if need.is_elided else Kind.CUT, where(widget), need.text, need.lacking)


def _ends_so(need: Need, meant: Meant) -> bool:
    """It looks shortened, and is a sentence with an ellipsis."""
    return need.lacking == SHORTENED and need.text.endswith(_DOTS) and meant.is_whole(need.text)


def _sideways(widget: QWidget, meant: Meant) -> Iterator[Misfit]:
    if isinstance(widget, QAbstractScrollArea) and not meant.are(meant.sideways, widget):
        hidden = widget.horizontalScrollBar().maximum()
        if hidden > SLACK:
            yield Misfit(Kind.SIDEWAYS, where(widget), "", hidden)


def _beside(widget: QWidget, meant: Meant) -> Iterator[Misfit]:
    """How its children lie in it and beside each other."""
    if isinstance(widget, QAbstractScrollArea) or _is_inside_a_field(widget):
        return
    laid = [one for one in _children(widget) if not meant.are(meant.floating, one)]
    for one in laid:
        lacking = _beyond(one.geometry(), widget)
        if lacking > SLACK:
            yield Misfit(Kind.OUTSIDE, where(one), "", lacking)
    for one, other in combinations(laid, 2):
        common = one.geometry().intersected(other.geometry())
        if min(common.width(), common.height()) > SLACK:
            text = f"{common.width()} × {common.height()}"
            yield Misfit(Kind.OVERLAP, f"{where(one)} | {where(other)}", text, min(common.width(), common.height()))


def _children(widget: QWidget) -> list[QWidget]:
    found = (one for one in widget.children() if isinstance(one, QWidget))
    return [
        one
        for one in found
        if one.isVisibleTo(widget)
        and not one.isWindow()
        and not isinstance(one, QSplitterHandle)
        and not one.size().isEmpty()
    ]


def _is_inside_a_field(widget: QWidget) -> bool:
    """What Qt lays out itself, over and within a field."""
    return any(one.objectName().startswith("qt_") for one in widget.children() if isinstance(one, QWidget))


def _beyond(place: QRect, parent: QWidget) -> int:
    """How far it sticks out; upwards and downwards it may where that is scrolled."""
    sides = [-place.left(), place.right() + 1 - parent.width()]
    above = parent.parentWidget()
    if not (isinstance(above, QAbstractScrollArea) and above.viewport() is parent):
        sides += [-place.top(), place.bottom() + 1 - parent.height()]
    return max(sides)


def _painted(widget: QWidget, meant: Meant) -> Iterator[Misfit]:
    """What it writes itself: shortened, beyond its edge, or over other words."""
    paints, owner = painter_of(widget)
    if not paints:
        return
    words = drawn_by(widget)
    for one in words:
        if not meant.is_whole(one.text) and not meant.are(meant.shortened, owner):
            yield Misfit(Kind.SHORTENED, where(owner), one.text)
    if meant.are(meant.sideways, owner):
        return
    for one in words:
        lacking = round(max(-one.place.left(), one.place.right() - widget.width()))
        if lacking > _LEANING * one.place.height() and _is_in_sight(one, widget):
            yield Misfit(Kind.CUT, where(owner), one.text, lacking)
    yield from _over_each_other(words, owner)
    if isinstance(owner, QAbstractItemView):
        yield from _beyond_rows(words, owner)


def painter_of(widget: QWidget) -> tuple[bool, QWidget]:
    """Whether it paints words of its own, and whose they are: a list paints in its viewport."""
    above = widget.parentWidget()
    if isinstance(above, QAbstractScrollArea) and above.viewport() is widget:
        is_list = isinstance(above, QAbstractItemView) and _is_ours(above.itemDelegate())
        return is_list or _paints_itself(type(above)), above
    return _paints_itself(type(widget)) and not isinstance(widget, QAbstractScrollArea), widget


def _paints_itself(kind: type) -> bool:
    own = (one for one in kind.__mro__ if one.__module__.startswith("nextchat_desktop") or one.__module__ == "__main__")
    return any("paintEvent" in vars(one) for one in own)


def _is_ours(thing: object) -> bool:
    return thing is not None and not type(thing).__module__.startswith("PySide6")


def _is_in_sight(one: Drawn, widget: QWidget) -> bool:
    return one.place.bottom() > 0 and one.place.top() < widget.height()


def _over_each_other(words: list[Drawn], owner: QWidget) -> Iterator[Misfit]:
    ordered = sorted(words, key=lambda one: one.place.top())
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.place.top() >= one.place.bottom():
                break
            if one.text == other.text:  # what is selected is written twice
                continue
            common = one.place.intersected(other.place)
            least = _SHARE * min(one.place.height(), other.place.height())
            if common.width() > 2 * SLACK and common.height() > least:
                yield Misfit(Kind.OVERLAP, where(owner), f"{one.text} | {other.text}", round(common.height()))


def _beyond_rows(words: list[Drawn], view: QAbstractItemView) -> Iterator[Misfit]:
    """A row is as high as what is written in it."""
    for one in words:
        middle = one.place.center().toPoint()
        row = view.visualRect(view.indexAt(QPoint(max(0, min(middle.x(), view.viewport().width() - 1)), middle.y())))
        lacking = round(max(row.top() - one.place.top(), one.place.bottom() - row.bottom() - 1))
        if row.isValid() and lacking > one.place.height() * _SHARE / 2:
            yield Misfit(Kind.CUT, where(view), one.text, lacking)
