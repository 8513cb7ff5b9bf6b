"""The picture itself: painted, zoomed and moved by wheel and mouse. It knows neither buttons nor files."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.viewer.ground import squares
from nextchat_desktop.ui.viewer.picture import Picture, is_light
from nextchat_desktop.ui.viewer.sight import Sight
from nextchat_desktop.ui.workers import Task

_REST = 90
"""Milliseconds without a change after which the picture is drawn anew as sharp as it can be seen."""
_NOTCH = 120
"""What one step of a wheel counts."""
_PER_NOTCH = 1.2
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class PictureArea(QWidget):
    """`looked` tells that another part is seen, or at another size; `failed` that it cannot be drawn at all."""

    looked = Signal()
    failed = Signal()

    def __init__(self, picture: Picture, decoder: Decoder, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pictureArea")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 120)
        self._picture = picture
        self._decoder = decoder
        self._theme = theme
        self._image = picture.first
        self._scale = 0.0
        self._task: Task | None = None
        self._grabbed: QPointF | None = None
        self._is_ringed = False
        self._ground = QBrush()
        self.sight = Sight(picture.size.width(), picture.size.height())
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._sharpen)
        theme.changed.connect(self._lay_ground)
        self._lay_ground()

    def fit(self) -> None:
        self._look(self.sight.fitted())

    def zoom_in(self) -> None:
        self._look(self.sight.zoomed(self.sight.next_larger()))

    def zoom_out(self) -> None:
        self._look(self.sight.zoomed(self.sight.next_smaller()))

    def zoom_to(self, zoom: float) -> None:
        self._look(self.sight.zoomed(zoom))

    def move_by(self, right: float, down: float) -> None:
        self._look(self.sight.moved(right, down))

    def leave(self) -> None:
        """Nothing more is drawn."""
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look(self.sight.seen_in(self.width(), self.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.background)
        place = self._place()
        if self._image.isNull() or self._image.hasAlphaChannel():
            painter.setBrushOrigin(place.topLeft())
            painter.fillRect(place, self._ground)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        if self._is_ringed:
            painter.setPen(QPen(QColor(self._theme.palette.accent), self._theme.room.focus))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / _NOTCH
        if turned:
            point = event.position()
            self._look(self.sight.zoomed(self.sight.zoom * _PER_NOTCH**turned, point.x(), point.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self._point()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self.move_by(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self._point()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows for those who go by keyboard."""
        self._is_ringed = event.reason() in _BY_TAB
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = False
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._rest.start()
        return super().event(event)

    def _look(self, sight: Sight) -> None:
        self.sight = sight
        self._point()
        self.update()
        self.looked.emit()
        self._rest.start(_REST if self._scale else 0)

    def _point(self) -> None:
        shape = Qt.CursorShape
        can_move = shape.ClosedHandCursor if self._grabbed is not None else shape.OpenHandCursor
        self.setCursor(can_move if self.sight.can_move else shape.ArrowCursor)

    def _place(self) -> QRectF:
        """On whole pixels of the screen, so that a picture at its own size is not blurred."""
        ratio, sight = self.devicePixelRatioF(), self.sight
        left, top = round(sight.left * ratio) / ratio, round(sight.top * ratio) / ratio
        return QRectF(left, top, sight.width * sight.zoom, sight.height * sight.zoom)

    def _sharpen(self) -> None:
        scale = min(self.sight.zoom * self.devicePixelRatioF(), self._picture.sharpest)
        if scale == self._scale:
            return
        self.leave()
        self._scale = scale
        render = self._picture.render
        self._task = self._decoder.run(lambda: render(scale), self._on_drawn, self)

    def _on_drawn(self, image: QImage | None) -> None:
        if image is None or image.isNull():
            self.failed.emit()
            return
        self._image = image
        self._lay_ground()

    def _lay_ground(self) -> None:
        """Squares behind what is transparent, light or dark so that it stands out."""
        if self._picture.plain:
            self._ground = QBrush(QColor(self._theme.palette.raised))
        elif self._image.isNull():
            self._ground = QBrush()
        elif self._image.hasAlphaChannel():
            palette = DARK if is_light(self._image) else LIGHT
            self._ground = squares(palette)
        self.update()
