"""The button with the name of the model that answers; it opens nothing itself."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from nextchat_desktop.core.makers import Maker
from nextchat_desktop.ui.elided import tip
from nextchat_desktop.ui.keyboard.mnemonics import FITTING
from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.picker.maker_mark import mark_icon
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.icons import BEHIND
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_WIDEST, _FEWEST = 28, 8
"""Characters of a model's name on the button."""
_ROUNDED = 2
"""Pixels that are lost where widths are added up."""


class ModelButton(QPushButton):
    renamed = Signal()
    """Another width would fit."""

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelPicker")
        self.setProperty(FITTING, True)
        self._words = words
        self._theme = theme
        self._label = self._warning = ""
        self._maker: Maker | None = None
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def show_label(self, label: str, warning: str = "", maker: Maker | None = None) -> None:
        """A warning says why nobody answers under this name."""
        self._label, self._warning, self._maker = label, warning, maker
        self._on_theme_changed()
        self._take_room()
        self.setAccessibleName(self._words("header.model", name=label))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # what is not seen yet may have been given too little room without a word

    def minimumSizeHint(self) -> QSize:
        """With the beginning and the end of the name."""
        least = _FEWEST * self.fontMetrics().averageCharWidth()
        return QSize(min(self.sizeHint().width(), self._frame + least), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """With as much of the name as there may be, whatever there is room for now."""
        width = self._frame + self.fontMetrics().horizontalAdvance(self._name) + _ROUNDED
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _frame(self) -> int:
        """Pixels around the name."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))

    @property
    def _name(self) -> str:
        """A long name leaves room for the title of the conversation."""
        most = _WIDEST * self.fontMetrics().averageCharWidth()
        return shown(self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideMiddle, most))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """With the mark of something that opens."""
        super().paintEvent(event)
        size = self._theme.room.icon_small
        x = sizes.SPACE_2 if self.isRightToLeft() else self.width() - sizes.SPACE_2 - size
        icon = self._theme.icons.pixmap("chevron-down", self._theme.palette.text_2, size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(QRect(x, (self.height() - size) // 2, size, size), icon)
        painter.end()

    def _take_room(self) -> None:
        """At once, for the room of the name before says nothing about this one."""
        self.updateGeometry()
        self.renamed.emit()
        around = self.parentWidget()
        if around is not None and (layout := around.layout()) is not None:
            layout.activate()
        self._fit()

    def _fit(self) -> None:
        """As much of the name as there is room for."""
        metrics, most = self.fontMetrics(), _WIDEST * self.fontMetrics().averageCharWidth()
        room = min(most, self.width() - self._frame) if self.isVisible() else most
        fitting = metrics.elidedText(self._label, Qt.TextElideMode.ElideMiddle, max(0, room))
        self.setText(shown(fitting.replace("&", "&&")))  # a single one would be the mark of a shortcut
        tip(self, self._warning or (self._label if fitting != self._label else ""))

    def _on_theme_changed(self) -> None:
        palette = self._theme.palette
        self.setIconSize(QSize(self._theme.room.icon + BEHIND, self._theme.room.icon))
        is_gone = bool(self._warning)
        if self._maker is not None and not is_gone:
            self.setIcon(mark_icon(self._maker, palette, self.iconSize(), self.devicePixelRatioF()))
            return
        name, color = ("alert", palette.warn) if is_gone else ("chip", palette.text)
        lead(self, self._theme, name, color, self._theme.room.icon)
