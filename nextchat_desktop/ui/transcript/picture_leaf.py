"""A picture in its place, or what stands there until it is seen; it does not know how it is got."""

from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QTransform,
)

from nextchat_desktop.core.origins import host
from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.mirroring import flipped, side
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf
from nextchat_desktop.ui.transcript.pictures import Phase, Shown, fitted
from nextchat_desktop.ui.viewer.ground import squares

RADIUS = 10
_PAD, _GAP = 14, 10
_LOWEST_BUTTON = 32
_BUTTON_PAD, _BUTTON_ROOM = 14, 12
"""Beside the words of a button, and above and below them together."""
_LINK = 26
LINK_PAD = 8
"""Beside the words of a link; by so much it stands out, so that they are in line with the picture."""
_SLACK = 3
"""Buttons count letters in whole pixels."""
_LINES = 3
_FILLED = 0.9
"""How full lines are that are broken between words."""
_FAR = 10_000
_TINT = 110
_LEAST_STATUS = 160
"""Beside the button the words need so much room; else they stand below it."""
_HALF = 0.5
_HIT = 24
"""A picture of a few pixels can be clicked all the same."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)


class State(NamedTuple):
    """All that decides how high it is."""

    phase: Phase
    size: QSizeF | None
    status: str
    button: str


class Pictured(Protocol):
    """A picture in a place of its own, for what lies over it."""

    @property
    def address(self) -> str: ...
    def name(self, kit: Kit) -> str:
        """What it is called."""

    def spoken(self, kit: Kit) -> str:
        """The same for who cannot see where it stands."""

    def state(self, kit: Kit) -> State: ...


class PictureLeaf(Leaf):
    def __init__(self, block: Block, muted: bool = False) -> None:
        super().__init__(block, muted)
        self.place = QRectF()
        """Of the picture, or of the box in its stead."""
        self.button = QRectF()
        """Of what can be pressed; empty where nothing can."""
        self.link = QRectF()
        self._status = QRectF()
        self._state: State | None = None

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def address(self) -> str:
        return self.block.code

    @property
    def target(self) -> str:
        """Where the link leads that the picture stands in, if it does."""
        return next((run.link for run in self.block.runs if run.link), "")

    def name(self, kit: Kit) -> str:
        return " ".join(self.text.split()) or kit.gallery.picture_words.picture

    def spoken(self, kit: Kit) -> str:
        return self.name(kit)

    def state(self, kit: Kit) -> State:
        pictures, words = kit.gallery.pictures, kit.gallery.picture_words
        phase, size = pictures.phase(self.address), pictures.size(self.address)
        own = QSizeF(size) if size is not None else None
        if phase == "hidden":
            show = words.show.format(host=host(self.address)) if pictures.can_fetch else ""
            return State(phase, own, "", show)
        if phase == "fetching" or (phase == "opening" and host(self.address) and own is None):
            return State(phase, own, words.fetching, words.cancel)
        if phase == "failed":
            trouble = pictures.trouble(self.address)
            again = words.again if pictures.can_fetch and host(self.address) else ""
            return State(phase, own, kit.gallery.troubles.get(trouble, "") if trouble is not None else "", again)
        return State(phase, own, "", "")

    def is_late(self, kit: Kit) -> bool:
        """Whether it is to be laid out anew."""
        return self.width > 0 and self._state != self.state(kit)

    def estimate(self, kit: Kit, width: int) -> int:
        size = kit.gallery.pictures.size(self.address)
        across = width - self.indent(kit.look)
        box = 2 * _PAD + _button_height(kit) + kit.look.scaled(30)
        link = kit.look.grown(_LINK) if self.target else 0
        return round(fitted(size, across).height() if size is not None else box) + link

    def lay_out(self, kit: Kit, width: int) -> None:
        state = self.state(kit)
        if self.width == width and state == self._state:
            return
        self.width, self._state = width, state
        self.stamp += 1
        indent = self.indent(kit.look)
        left = 0 if self.mirrored else indent
        across = max(m.NARROWEST_TEXT, width - indent)
        if state.phase == "shown" and state.size is not None:
            self._lay_out_picture(left, across, state.size)
        else:
            self._lay_out_box(kit, left, across, state)
        wide = QFontMetricsF(kit.look.small).horizontalAdvance(self.target) + 2 * LINK_PAD + _SLACK
        link = kit.look.grown(_LINK) if self.target else 0
        self.link = QRectF(left - LINK_PAD, self.place.bottom(), min(across, wide), link) if link else QRectF()
        if self.mirrored:
            self._turn_round(QRectF(0, 0, across, 0))
        self.height = round(self.place.height()) + link

    def needed(self, kit: Kit) -> int:
        return round(self.place.width()) + self.indent(kit.look) + 1

    def forget(self) -> None:
        """What is heavy about it is kept by others."""

    def hit(self, point: QPointF) -> int:
        return self.length if point.y() > self.height / 2 else 0

    def picture_at(self, point: QPointF) -> "Pictured | None":
        return self if self.place.contains(point) else None

    def paint(self, brush: Brush) -> None:
        painter, shown = brush.painter, brush.kit.gallery.pictures.shown(self.address)
        shape = QPainterPath()
        shape.addRoundedRect(self.place, RADIUS, RADIUS)
        if shown is not None and self._state is not None and self._state.phase == "shown":
            paint_picture(painter, shown, shape, self.place, QRectF(shown.pixmap.rect()))
        else:
            self._paint_box(brush, shape)
        paint_chosen(brush, shape)
        painter.strokePath(shape, brush.kit.look.color("line"))

    def _turn_round(self, room: QRectF) -> None:
        """All of it from the right of the room."""
        self.place, self.button = flipped(self.place, room), flipped(self.button, room)
        self.link, self._status = flipped(self.link, room), flipped(self._status, room)

    def _lay_out_picture(self, left: int, across: int, own: QSizeF) -> None:
        size = fitted(own.toSize(), across)
        self.place = QRectF(left, 0, round(size.width()), round(size.height()))
        self.button = self.place.adjusted(0, 0, max(0, _HIT - size.width()), max(0, _HIT - size.height()))
        self._status = QRectF()

    def _lay_out_box(self, kit: Kit, left: int, across: int, state: State) -> None:
        """The words it is called by; below them the button and how things stand. It keeps a known size."""
        inner = across - 2 * _PAD
        y = _PAD + _height(kit.look.body, self.name(kit), inner)
        self.button = self._status = QRectF()
        if state.button:
            wide = QFontMetricsF(kit.look.small).horizontalAdvance(state.button) + 2 * _BUTTON_PAD
            self.button = QRectF(left + _PAD, y + _GAP, min(inner, round(wide)), _button_height(kit))
            y = self.button.bottom()
        if state.status:
            y = self._place_status(kit, QRectF(left + _PAD, y + _GAP, inner, 0), state)
        height = max(y + _PAD, fitted(state.size.toSize(), across).height() if state.size is not None else 0)
        self.place = QRectF(left, 0, across, round(height))

    def _place_status(self, kit: Kit, below: QRectF, state: State) -> float:
        """Beside the button where there is room for it; where it ends."""
        beside = below.right() - self.button.right() - _GAP
        if state.button and beside >= _LEAST_STATUS:
            below = QRectF(self.button.right() + _GAP, self.button.top(), beside, 0)
        height = _height(kit.look.small, state.status, below.width())
        if below.top() == self.button.top():
            below.translate(0, max(0.0, (self.button.height() - height) / 2))
        self._status = QRectF(below.topLeft(), QSizeF(below.width(), height))
        return max(self._status.bottom(), self.button.bottom())

    def _paint_box(self, brush: Brush, shape: QPainterPath) -> None:
        painter, look = brush.painter, brush.kit.look
        painter.fillPath(shape, look.color("code"))
        words = self.place.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        _write(painter, look.body, look.color("text_2"), words, self.name(brush.kit), self.mirrored)
        if self._state is not None and self._state.status:
            bad = self._state.phase == "failed"
            color = look.color("warn" if bad else "text_2")
            _write(painter, look.small, color, self._status, self._state.status, self.mirrored)


def paint_picture(painter: QPainter, shown: Shown, shape: QPainterPath, place: QRectF, part: QRectF) -> None:
    """Part of a picture within a shape, on the ground it needs.

    It is filled in, not cut out: the edge of what is cut out depends on how much of it is painted at once.
    """
    painter.save()
    if shown.ground:
        painter.setBrushOrigin(place.topLeft())
        painter.fillPath(shape, squares(DARK if shown.ground == "dark" else LIGHT))
    if part.size() != place.size():
        part = part.adjusted(_HALF, _HALF, -_HALF, -_HALF)  # what is mixed at an edge would be of the other edge
    painter.setBrushOrigin(0, 0)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if painter.paintEngine().type() == QPaintEngine.Type.Pdf:  # it packs what is drawn, and sooner
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(place, shown.pixmap, part)
    else:
        painter.fillPath(shape, _brush(shown.pixmap, place, part))
    painter.restore()


def _brush(pixmap: QPixmap, place: QRectF, part: QRectF) -> QBrush:
    to_place = QTransform.fromTranslate(place.left(), place.top())
    to_place.scale(place.width() / max(1.0, part.width()), place.height() / max(1.0, part.height()))
    brush = QBrush(pixmap)
    brush.setTransform(to_place.translate(-part.left(), -part.top()))
    return brush


def paint_chosen(brush: Brush, shape: QPainterPath) -> None:
    """Tints what is selected or found as a whole."""
    if brush.selected is not None or brush.found:
        found = "accent" if brush.found.current is not None else "search_hit"
        tint = brush.kit.look.color("selection" if brush.selected is not None else found)
        tint.setAlpha(_TINT)
        brush.painter.fillPath(shape, tint)


def _button_height(kit: Kit) -> int:
    return max(_LOWEST_BUTTON, round(QFontMetricsF(kit.look.small).height()) + _BUTTON_ROOM)


def _height(font: QFont, text: str, width: float) -> float:
    metrics = QFontMetricsF(font)
    return min(metrics.lineSpacing() * _LINES, metrics.boundingRect(QRectF(0, 0, width, _FAR), _WRAPPED, text).height())


def _write(painter: QPainter, font: QFont, color: QColor, rect: QRectF, text: str, mirrored: bool) -> None:
    """In no more lines than there is room for, which begin at the right where it is `mirrored`."""
    metrics = QFontMetricsF(font)
    if metrics.boundingRect(QRectF(0, 0, rect.width(), _FAR), _WRAPPED, text).height() > metrics.lineSpacing() * _LINES:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() * _LINES * _FILLED)
    painter.setFont(font)
    painter.setPen(color)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(rect, _WRAPPED | int(side(mirrored)), text)
