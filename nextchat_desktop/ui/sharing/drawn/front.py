"""What stands above a conversation: its title, who answered, when, how much. It does not know where it is drawn."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from nextchat_desktop.markup.blocks import Block, Run
from nextchat_desktop.ui.mirroring import flipped
from nextchat_desktop.ui.sharing.drawn.avatar import paint_avatar
from nextchat_desktop.ui.sharing.drawn.galley import Place
from nextchat_desktop.ui.sharing.drawn.paging import Cut
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf

_SIGN, _BESIDE = 48, 14
_APART, _LINE = 4, 16
"""Between title and notes; below them, where a line is."""


class Front:
    """`emoji` and the first letter of `who` are for the sign, which stands there where it is wanted."""

    gap = 20
    leads = False

    def __init__(self, title: str, notes: str, emoji: str = "", who: str = "", begins_page: bool = False) -> None:
        self.height = 0
        self.begins_page = begins_page
        self._title = TextLeaf(Block("heading", runs=(Run(title),), level=1))
        self._notes = TextLeaf(Block("text", runs=(Run(notes),)), muted=True)
        self._emoji, self._who = emoji, who
        self._left = _SIGN + _BESIDE if who else 0
        self._width = 0

    def lay_out(self, kit: Kit, width: int) -> Iterator[float | None]:
        self._width = width
        for leaf in (self._title, self._notes):
            leaf.face(kit.mirrored)
        self._title.lay_out(kit, width - self._left)
        yield 0.0
        self._notes.lay_out(kit, width - self._left)
        self.height = max(_SIGN if self._left else 0, self._title.height + _APART + self._notes.height) + _LINE

    def ready(self, kit: Kit) -> Iterator[float | None]:
        yield from ()

    def cuts(self) -> list[Cut]:
        return []

    def places(self) -> list[Place]:
        return []

    def words(self) -> str:
        return self._title.text + self._notes.text

    def paint(self, painter: QPainter, kit: Kit, top: float, bottom: float, once: bool = True) -> None:
        painter.save()
        painter.setClipRect(QRectF(-self._width, top, 3 * self._width, bottom - top), Qt.ClipOperation.IntersectClip)
        painter.fillRect(QRectF(0, self.height - 1, self._width, 1), kit.look.color("line"))
        if self._left:
            sign = QRectF(0, 0, _SIGN, _SIGN)
            place = flipped(sign, QRectF(0, 0, self._width, 0)) if kit.mirrored else sign
            paint_avatar(painter, kit.look, place, self._emoji, self._who, is_own=False)
        painter.translate(0 if kit.mirrored else self._left, 0)
        y = 0
        for leaf in (self._title, self._notes):
            painter.save()
            painter.translate(0, y)
            leaf.paint(Brush(painter, kit, QRectF(0, 0, self._width, leaf.height)))
            painter.restore()
            y += leaf.height + _APART
        painter.restore()

    def forget(self) -> None:
        self._title.forget()
        self._notes.forget()

    def release(self) -> None:
        self.forget()
