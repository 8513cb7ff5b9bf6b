"""The widgets over pictures and diagrams: they can be reached by keyboard and are read out. None knows the view."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from nextchat_desktop.ui.elided import tip
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme.theme import set_property
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.diagram_unit import DiagramUnit
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.picture_leaf import LINK_PAD, Pictured, PictureLeaf
from nextchat_desktop.ui.transcript.picture_unit import PictureUnit
from nextchat_desktop.ui.transcript.slots import SlotKind
from nextchat_desktop.ui.transcript.tiles import Tile
from nextchat_desktop.ui.transcript.unit import Unit

_COPIED_MS = 1500


class KeyButton(QToolButton):
    """Enter presses it too, not the space bar alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PictureButton(KeyButton):
    """Asks for the picture, gives up waiting, asks again; over a picture that is there it opens it."""

    opened = Signal(object, str)
    """The address of the picture, and what it is called."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture: Pictured | None = None
        self._kit: Kit | None = None
        self.setObjectName("pictureButton")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._on_clicked)

    def show_picture(self, picture: Pictured, kit: Kit) -> None:
        self._picture, self._kit = picture, kit
        state, name = picture.state(kit), picture.name(kit)
        is_bare, is_shown = not state.button, state.phase == "shown"
        if self.property("shown") != is_bare:
            set_property(self, "shown", is_bare)
        self.setText(state.button)
        self.setAccessibleName(picture.spoken(kit) if is_bare else f"{state.button}: {name}")
        tip(self, (name if is_shown else state.status) if is_bare else "")
        self.setAccessibleDescription(kit.gallery.picture_words.opens if is_shown else state.status)

    def _on_clicked(self) -> None:
        if self._picture is None or self._kit is None:
            return
        pictures, address = self._kit.gallery.pictures, self._picture.address
        phase = pictures.phase(address)
        if phase == "shown":
            self.opened.emit(address, self._picture.name(self._kit))
        elif phase == "fetching":
            pictures.cancel(address)
        elif phase != "opening":
            pictures.fetch(address)


class PictureLink(KeyButton):
    """The link that a picture stood in."""

    activated = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._target = ""
        self.setObjectName("pictureLink")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_unit(self, unit: PictureUnit, kit: Kit) -> None:
        self._target = unit.leaf.target
        self.setAccessibleName(kit.gallery.picture_words.leads_to.format(address=self._target))
        tip(self, self._target)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.width() - 2 * LINK_PAD)
        self.setText(self.fontMetrics().elidedText(self._target, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))

    def _on_clicked(self) -> None:
        self.activated.emit(self._target)


class DrawingButton(QToolButton):
    """Over a drawn diagram; for the mouse only, since the head of the frame has the same for the keyboard."""

    opened = Signal(str)
    """The source of the diagram."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = ""
        self.setObjectName("drawingButton")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)
        self.lower()

    def show_unit(self, unit: DiagramUnit, kit: Kit) -> None:
        self._source = unit.block.code
        self.setAccessibleName(kit.gallery.diagram_words.open)
        self.setVisible(unit.drawing.drawn(kit) is not None)

    def _on_clicked(self) -> None:
        self.opened.emit(self._source)


class DiagramTools(QWidget):
    """In the head of a diagram's frame."""

    changed = Signal()
    """It shows the source in place of the drawing now, or the other way round."""
    opened = Signal(str)
    """The source of the diagram."""
    save_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._unit: DiagramUnit | None = None
        self._kit: Kit | None = None
        self._shown: tuple[object, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._rest.timeout.connect(self._dress)
        self.setObjectName("diagramTools")
        box = QHBoxLayout(self)
        set_margins(box, 0, 0, 4, 0)
        box.setSpacing(0)
        box.addStretch(1)
        self._toggle = self._button("toggleSource", self._on_toggled)
        self._open = self._button("openDiagram", self._on_opened)
        self._save = self._button("saveDiagram", self._on_saved)
        self._copy = self._button("copyCode", self._on_copied)
        for button in (self._toggle, self._open, self._save, self._copy):
            box.addWidget(button)

    def show_unit(self, unit: DiagramUnit, kit: Kit) -> None:
        shown = (unit, kit, unit.shows_source)
        if shown != self._shown:
            self._shown = shown
            self._unit, self._kit = unit, kit
            self._dress()
        is_drawn = unit.can_draw and unit.drawing.drawn(kit) is not None
        self._toggle.setEnabled(unit.can_draw)
        self._open.setEnabled(is_drawn)
        self._save.setEnabled(is_drawn)
        self.setAccessibleDescription(unit.reason)

    def _button(self, name: str, pressed: Callable[[], None]) -> QToolButton:
        button = named(QToolButton(self), name)
        button.clicked.connect(pressed)
        return button

    def _dress(self) -> None:
        if self._unit is None or self._kit is None:
            return
        words, source = self._kit.gallery.diagram_words, self._unit.shows_source
        self._say(self._toggle, "image" if source else "code", words.show_diagram if source else words.show_source)
        self._say(self._open, "expand", words.open)
        self._say(self._save, "save", words.save)
        self._say(self._copy, "copy", words.copy_source)

    def _say(self, button: QToolButton, icon: str, words: str) -> None:
        if self._kit is not None:
            look = self._kit.look
            side, around = look.room.icon_row, look.grown(m.ROW)
            button.setIcon(look.icons.icon(icon, size=side))
            button.setIconSize(QSize(side, side))
            button.setFixedSize(around, around)
        button.setAccessibleName(words)
        tip(button, words)

    def _on_toggled(self) -> None:
        if self._unit is not None:
            self._unit.show_source(not self._unit.shows_source)
            self.changed.emit()

    def _on_opened(self) -> None:
        if self._unit is not None:
            self.opened.emit(self._unit.block.code)

    def _on_saved(self) -> None:
        if self._unit is not None:
            self.save_asked.emit(self._unit.block.code)

    def _on_copied(self) -> None:
        if self._unit is not None and self._kit is not None:
            QGuiApplication.clipboard().setText(self._unit.block.code)
            self._say(self._copy, "check", self._kit.gallery.diagram_words.copied)
            self._rest.start()


PIECES: tuple[SlotKind, ...] = ("diagram", "drawing", "picture", "link")
"""The places that these widgets are for."""


class GalleryPieces(QObject):
    """Makes them and says which of their places is which; what the reader wants comes out as signals."""

    picture_opened = Signal(object, str)
    diagram_opened = Signal(str)
    diagram_save_asked = Signal(str)
    link_activated = Signal(str)
    changed = Signal(str)
    """A block of this entry shows other leaves now."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport

    def make(self, kind: SlotKind) -> QWidget:
        if kind == "picture":
            button = PictureButton(self._viewport)
            button.opened.connect(self.picture_opened)
            return button
        if kind == "link":
            link = PictureLink(self._viewport)
            link.activated.connect(self.link_activated)
            return link
        if kind == "drawing":
            drawing = DrawingButton(self._viewport)
            drawing.opened.connect(self.diagram_opened)
            return drawing
        tools = DiagramTools(self._viewport)
        tools.opened.connect(self.diagram_opened)
        tools.save_asked.connect(self.diagram_save_asked)
        tools.changed.connect(self._on_changed)
        return tools

    def fill(self, widget: QWidget, unit: Unit, owner: object, kit: Kit) -> None:
        """`owner` is the picture itself, where several are shown by one unit."""
        if isinstance(widget, PictureButton):
            picture = unit.leaf if isinstance(unit, PictureUnit) else owner
            if isinstance(picture, PictureLeaf | Tile):
                widget.show_picture(picture, kit)
        elif isinstance(unit, PictureUnit):
            if isinstance(widget, PictureLink):
                widget.show_unit(unit, kit)
        elif isinstance(unit, DiagramUnit) and isinstance(widget, DrawingButton | DiagramTools):
            widget.show_unit(unit, kit)

    def _on_changed(self) -> None:
        self.changed.emit(str(self.sender().property("entry")))
