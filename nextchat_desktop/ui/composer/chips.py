"""The row of pictures above the field: looked at, opened and removed by mouse and keys. It prepares none."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nextchat_desktop.ui.composer.attachments import THUMB, Attached, Attachments
from nextchat_desktop.ui.elided import tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_GAP = sizes.SPACE_2
_SIGN = 18
_CROSS = 12
_FAINT = 0.35
"""So much is seen of a picture that is not sent."""
_RING, _STROKE, _ARC = 20, 2, 90
_TURN_MS, _TURN_BY = 80, 30
_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AROUND = 16
"""A sixteenth of a degree is Qt's unit of arcs."""


class PictureChip(QAbstractButton):
    """One picture. A click opens it; the cross in its corner and the Delete key remove it."""

    opened = Signal(object)
    removed = Signal(object)
    """What it shows is to be seen, or to be taken away."""
    stepped = Signal(int)
    """The next one is wanted, or the one before."""

    def __init__(self, attached: Attached, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.attached = attached
        self._theme = theme
        self._words = words
        self._is_faint = False
        self._angle = 0
        self.setFixedSize(THUMB, THUMB)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # whoever points at it goes on writing
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        named(self, "pictureChip")
        self._cross = RemoveButton(theme, self)
        self._cross.clicked.connect(self._on_crossed)
        self.clicked.connect(self._on_clicked)
        self.show_state(False)

    def show_state(self, is_faint: bool) -> None:
        """As the picture is now; a faint one is not sent."""
        words, attached = self._words, self.attached
        name = attached.name or words("attach.picture")
        self._is_faint = is_faint or attached.is_lost
        said = words("attach.preparing", name=name) if attached.picture is None else name
        said = words("attach.lost", name=name) if attached.is_lost else said
        self.setAccessibleName(said)
        self._cross.setAccessibleName(words("attach.remove", name=name))
        tip(self._cross, words("attach.remove", name=name))
        tip(self, self._tip(name) or said)
        self.setAccessibleDescription(words("attach.hint"))
        self.update()

    def _tip(self, name: str) -> str:
        picture = self.attached.picture
        if picture is None or not picture.width or self.attached.is_lost:
            return ""
        return self._words("attach.tip", name=name, width=picture.width, height=picture.height)

    def turn(self) -> None:
        """Shows that it is still being prepared."""
        self._angle = (self._angle + _TURN_BY) % 360
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(THUMB, THUMB)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in _KEYS:
            self._on_crossed()
        elif event.key() in _ENTER:
            self.click()
        elif event.key() in steps:
            step = steps[Qt.Key(event.key())]
            self.stepped.emit(-step if self.isRightToLeft() else step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = self._theme.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
        painter.fillPath(shape, QColor(palette.bubble))
        if not self.attached.thumb.isNull():
            self._paint_thumb(painter, shape)
        elif self.attached.picture is None:
            self._paint_ring(painter)
        focus, plain = QPen(QColor(palette.accent), self._theme.room.focus), QPen(QColor(palette.line), 1)
        painter.strokePath(shape, focus if self.hasFocus() else plain)
        painter.end()

    def _on_clicked(self) -> None:
        self.opened.emit(self.attached)

    def _on_crossed(self) -> None:
        self.removed.emit(self.attached)

    def _paint_thumb(self, painter: QPainter, shape: QPainterPath) -> None:
        painter.save()
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(_FAINT if self._is_faint else 1.0)
        painter.drawPixmap(self.rect(), QPixmap.fromImage(self.attached.thumb))
        painter.restore()

    def _paint_ring(self, painter: QPainter) -> None:
        palette = self._theme.palette
        place = QRectF((THUMB - _RING) / 2, (THUMB - _RING) / 2, _RING, _RING)
        painter.setPen(QPen(QColor(palette.line), _STROKE))
        painter.drawEllipse(place)
        painter.setPen(QPen(QColor(palette.accent), _STROKE))
        painter.drawArc(place, -self._angle * _AROUND, _ARC * _AROUND)


class RemoveButton(QAbstractButton):
    """The cross in the corner of a chip; larger to the mouse than it looks."""

    def __init__(self, theme: Theme, chip: QWidget) -> None:
        super().__init__(chip)
        self._theme = theme
        named(self, "removePicture")
        self.setFixedSize(sizes.TARGET, sizes.TARGET)
        self.move(THUMB - sizes.TARGET, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = self._theme.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.width() - _SIGN - 3, 3, _SIGN, _SIGN)
        painter.setPen(QPen(QColor(palette.edge), 1))
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.raised))
        painter.drawEllipse(place)
        color = palette.text if self.underMouse() else palette.text_2
        cross = self._theme.icons.pixmap("close", color, _CROSS, self.devicePixelRatioF())
        painter.drawPixmap(place.center() - QRectF(0, 0, _CROSS, _CROSS).center(), cross)
        painter.end()


class ChipRow(QWidget):
    """As many rows as the pictures take; none where there are none."""

    opened = Signal(object)
    """The picture that the person wants to see."""
    left = Signal()
    """The last one is gone that had the focus."""

    def __init__(self, attachments: Attachments, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._words = words
        self._theme = theme
        self._is_faint = False
        self._chips: list[PictureChip] = []
        self._turning = QTimer(self, interval=_TURN_MS)
        self._turning.timeout.connect(self._on_turn)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        named(self, "pictureChips", words("attach.row"))
        attachments.changed.connect(self._on_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_changed()

    @property
    def chips(self) -> tuple[PictureChip, ...]:
        return tuple(self._chips)

    def set_faint(self, is_faint: bool) -> None:
        """Whether they stay here when the message is sent."""
        self._is_faint = is_faint
        for chip in self._chips:
            chip.show_state(is_faint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _on_changed(self) -> None:
        wanted = self._attachments.all
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), -1)
        has_left = focused >= 0 and self._chips[focused].attached not in wanted
        known = {id(chip.attached): chip for chip in self._chips}
        self._chips = [known.pop(id(each)) if id(each) in known else self._made(each) for each in wanted]
        for chip in known.values():
            chip.hide()
            chip.deleteLater()
        for chip in self._chips:
            chip.show_state(self._is_faint)
        self._order()
        self._place()
        self.setVisible(bool(wanted))
        is_turning = self._attachments.are_preparing and self._theme.motion.repeats
        if is_turning != self._turning.isActive():
            (self._turning.start if is_turning else self._turning.stop)()
        if has_left:
            self._focus_near(focused)

    def _made(self, attached: Attached) -> PictureChip:
        chip = PictureChip(attached, self._words, self._theme, self)
        chip.opened.connect(self._on_opened)
        chip.removed.connect(self._attachments.remove)
        chip.stepped.connect(self._on_stepped)
        chip.show()
        return chip

    def _on_opened(self, attached: Attached) -> None:
        if attached.picture is not None and not attached.is_lost:
            self.opened.emit(attached.picture)

    def _order(self) -> None:
        """The Tab key goes from left to right, and on to what comes behind this row: new widgets are last in Qt."""
        for one, other in pairwise((*self._before(), *self._chips)):
            QWidget.setTabOrder(one, other)

    def _before(self) -> tuple[QWidget, ...]:
        """The widget from which the Tab key leads here, if there is one. Qt leaves out what takes no focus."""
        found: QWidget | None = self.previousInFocusChain()
        while found is not None and (found.focusPolicy() is Qt.FocusPolicy.NoFocus or self.isAncestorOf(found)):
            found = found.previousInFocusChain() if found is not self else None
        return () if found is None else (found,)

    def _place(self) -> None:
        across = max(1, (self.width() + _GAP) // (THUMB + _GAP))
        for number, chip in enumerate(self._chips):
            row, column = divmod(number, across)
            place = QRect(QPoint(column * (THUMB + _GAP), row * (THUMB + _GAP)), QSize(THUMB, THUMB))
            chip.setGeometry(self._mirrored(place))
        rows = -(-len(self._chips) // across)
        self.setFixedHeight(max(0, rows * (THUMB + _GAP) - _GAP))

    def _mirrored(self, place: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveRight(self.width() - 1 - place.left())
        return place

    def _focus_near(self, place: int) -> None:
        if self._chips:
            self._chips[min(place, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _on_stepped(self, by: int) -> None:
        here = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), 0)
        if 0 <= here + by < len(self._chips):
            self._chips[here + by].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_turn(self) -> None:
        for chip in self._chips:
            if chip.attached.picture is None:
                chip.turn()

    def _on_theme_changed(self) -> None:
        for chip in self._chips:
            chip.update()
