"""The small widgets the forms are made of: rows, hints, the field for pasting; they know no connection."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)

from nextchat_desktop.core.directions import without_marks
from nextchat_desktop.ui.announcing import announce
from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.elided import tip
from nextchat_desktop.ui.leading_lines import lead_lines
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.sided import Sided
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property

T = TypeVar("T", bound=QWidget)

_GLASS = sizes.SPACE_2
"""Pixels before the glass in a field."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TO_FOUND = (Qt.Key.Key_Down, *_ENTER)


def labelled(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def button(id: str, text: str, role: str = "") -> QPushButton:
    made = named(QPushButton(text), id, text, role)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


class IconButton(QToolButton):
    """A button that is only an icon, in step with the colours."""

    def __init__(self, theme: Theme, id: str, icon: str, spoken: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        named(self, id, spoken)
        self.setToolTip(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.setIcon(self._theme.icons.icon(self._icon))


class Ground(QFrame):
    """A column on the sidebar's ground or the window's, with a hairline at its end."""

    def __init__(self, theme: Theme, width: int, is_sidebar: bool) -> None:
        """`width` is that at 100 %."""
        super().__init__()
        self._theme = theme
        self._width, self._is_sidebar = width, is_sidebar
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.sidebar if self._is_sidebar else palette.background)
        end = 0 if self.isRightToLeft() else self.width() - 1
        painter.fillRect(end, 0, 1, self.height(), palette.line)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _on_theme_changed(self) -> None:
        self._fit()
        self.update()

    def _fit(self) -> None:
        """As wide as drawn, or as the widest word in it needs."""
        column = self.layout()
        needed = column.minimumSize().width() if column is not None else 0
        self.setFixedWidth(max(self._theme.room.column(self._width), needed))


class Row(Sided):
    """A label and what stands beside it, or below it where that is too narrow; further lines go below the field."""

    def __init__(self, text: str, field: QWidget) -> None:
        super().__init__(labelled(text, "side"))
        self.label.setBuddy(field)
        self.column.setSpacing(sizes.SPACE_1)
        self.column.addWidget(field)

    def below(self, widget: QWidget) -> None:
        self.column.addWidget(widget)


class Hint(QWidget):
    """One line below a field, with an icon where it says something good, bad or about keys. Gone while empty."""

    def __init__(self, theme: Theme, id: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = ""
        self._picture = QLabel()
        self.label = labelled("", "hint")
        self.label.setObjectName(id)
        self.label.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.label, 1)
        theme.changed.connect(self._on_theme_changed)
        self.hide()

    def say(self, text: str, role: str = "hint", icon: str = "", more: str = "") -> None:
        """`role` is hint, ok, warn or bad, which is read out where it is new; `more` is for those who rest on it."""
        around, is_new = self.parentWidget(), text != self.label.text()
        if role == "bad" and is_new and around is not None and around.isVisible():
            announce(around, text, is_urgent=True)
        self._icon = icon
        self.label.setText(text)
        tip(self.label, more)
        set_property(self.label, "role", role)
        self._on_theme_changed()
        if around is not None:
            self.setVisible(bool(text))
        else:  # it stands nowhere yet, and is to be no window of its own meanwhile
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, not text)

    def _on_theme_changed(self) -> None:
        self._picture.setVisible(bool(self._icon))
        if self._icon:
            role, palette = self.label.property("role"), self._theme.palette
            colour = {"ok": palette.ok, "warn": palette.warn, "bad": palette.bad}.get(role, palette.text_3)
            side, ratio = self._theme.room.icon_small, self.devicePixelRatioF()
            self._picture.setPixmap(self._theme.icons.pixmap(self._icon, colour, side, ratio))
            self._picture.setFixedSize(side, round(self._theme.type.hint.line))


class SearchField(QLineEdit):
    """What is looked for, behind a glass. `left` tells that Down or Enter lead on to what was found."""

    left = Signal()

    def __init__(self, theme: Theme, id: str, spoken: str) -> None:
        super().__init__()
        named(self, id, spoken)
        Composing(self)
        self.setPlaceholderText(spoken)
        self._theme = theme
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TO_FOUND:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._on_theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glass is painted, for Qt has the icons of its fields in one size."""
        super().paintEvent(event)
        size, painter = self._theme.room.icon_row, QPainter(self)
        left = self.width() - _GLASS - size if self.isRightToLeft() else _GLASS
        glass = self._theme.icons.pixmap("search", self._theme.palette.text_2, size, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, glass)
        painter.end()

    def _on_theme_changed(self) -> None:
        beside = self._theme.room.icon_row + sizes.SPACE_1
        self.setTextMargins(*((0, 0, beside, 0) if self.isRightToLeft() else (beside, 0, 0, 0)))
        self.update()


class TextField(QPlainTextEdit):
    """Several lines to be written. `finished` tells that the keyboard has left it, for more than its own menu."""

    finished = Signal()

    def __init__(self, is_prose: bool = True) -> None:
        super().__init__()
        Composing(self)
        lead_lines(self, is_prose)
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit()


class AddressText(QTextEdit):
    """An address to read and copy, wrapped anywhere and as high as it needs to be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("role", "mono")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def text(self) -> str:
        return self.toPlainText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words alone, without what keeps names apart in some languages."""
        mime = QMimeData()
        mime.setText(without_marks(self.textCursor().selection().toPlainText()))
        return mime

    def show_text(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = round(self.document().size().height()) + 2 * sizes.SPACE_2
        if height != self.height():
            self.setFixedHeight(height)

    def _on_theme_changed(self) -> None:
        palette, size = self._theme.palette, self._theme.type.code.size
        look = f"background: {palette.code}; color: {palette.text_2}; font-size: {size}px;"
        border = f"border: 2px solid {palette.code}; border-radius: {sizes.RADIUS_FIELD}px; padding: 6px 8px;"
        focus = f"QTextEdit:focus {{ border-color: {palette.accent}; }}"
        self.setStyleSheet(f"QTextEdit {{ {look} {border} }} {focus}")
        self._fit()


class KeyField(QLineEdit):
    """Shows dots, and on demand what was typed here."""

    def __init__(self, theme: Theme, show: str, hide: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = {True: show, False: hide}
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QToolButton()
        self._eye.setObjectName("eyeButton")
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.clicked.connect(self._on_eye_clicked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, sizes.SPACE_1, 0)
        line.addStretch(1)
        line.addWidget(self._eye)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def hide_text(self) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._on_theme_changed()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._on_theme_changed()

    def _on_eye_clicked(self) -> None:
        mode = QLineEdit.EchoMode.Normal if self._is_hidden() else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        icon = self._theme.room.icon_row
        self._eye.setIcon(self._theme.icons.icon("eye" if self._is_hidden() else "eye-off", size=icon))
        self._eye.setIconSize(QSize(icon, icon))
        self._eye.setToolTip(self._words[self._is_hidden()])
        self._eye.setAccessibleName(self._words[self._is_hidden()])
        beside = self._eye.sizeHint().width()
        self.setTextMargins(*((beside, 0, 0, 0) if self.isRightToLeft() else (0, 0, beside, 0)))

    def _is_hidden(self) -> bool:
        return self.echoMode() == QLineEdit.EchoMode.Password


class StillWheel(QObject):
    """Lets the wheel scroll the page instead of changing the value below the pointer."""

    def guard(self, field: QComboBox | QAbstractSpinBox) -> None:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_idle = isinstance(watched, QWidget) and not watched.hasFocus()
        if event.type() == QEvent.Type.Wheel and is_idle:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
