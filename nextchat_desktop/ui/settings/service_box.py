"""The service of a connection: chosen from a list that is searched, and what a person should know of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Service
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import labelled
from nextchat_desktop.ui.settings.service_panel import Named, ServicePanel, items
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_Key = Qt.Key
_OPENING = (_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Home, _Key.Key_End)


_FEWEST = 12
"""Letters of a name that are seen."""


class ServiceBox(QComboBox):
    """The data of an item is the id of its service; the heads between them cannot be chosen.

    Arrows and letters open the list instead of passing from service to service, each of which would bring its address.
    """

    def __init__(self, services: Sequence[Service], words: Words, theme: Theme) -> None:
        super().__init__()
        named(self, "serviceField", words("connections.service.label"))
        self._services = tuple(Named(words(f"place.{one.place}"), one.id, one.label) for one in services)
        self._words = words
        self._theme = theme
        self._panel: ServicePanel | None = None
        model = QStandardItemModel(self)
        for item in items(self._services):
            model.appendRow(item)
        self.setModel(model)
        self.setMinimumContentsLength(_FEWEST)
        # Qt would have it as wide as the longest name
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def showPopup(self) -> None:
        self.open_list()

    def open_list(self, text: str = "") -> None:
        """With this text to be searched for."""
        self._made().open_below(self, self.currentData() or "", text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_modifier = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
        text = event.text()
        if event.key() in _OPENING:
            self.open_list()
        elif text.strip() and text.isprintable() and not has_modifier:
            self.open_list(text)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form."""
        event.ignore()

    def _made(self) -> ServicePanel:
        if self._panel is None:
            self._panel = ServicePanel(self._services, self._words, self._theme, self.window(), self.width())
            self._panel.chosen.connect(self._on_chosen)
        return self._panel

    def _on_chosen(self, id: str) -> None:
        self.setCurrentIndex(self.findData(id))
        self.activated.emit(self.currentIndex())


class ServiceHint(QWidget):
    """What is special about a service, and where to get a key for it."""

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._service: Service | None = None
        self._special = named(labelled("", "hint"), "serviceSpecial")
        self._special.setWordWrap(True)
        self._key = named(QLabel(), "serviceKeyLink", words("more.get_key"), "pressed")
        self._key.setIndent(0)
        self._key.setOpenExternalLinks(True)
        self._key.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(self._special)
        column.addWidget(self._key)
        theme.changed.connect(self._say)

    def show_of(self, service: Service) -> None:
        if service != self._service:
            self._service = service
            self._say()

    def _say(self) -> None:
        service = self._service
        if service is None:
            return
        self._special.setText(self._words(f"service.{service.id}.special") if service.special else "")
        self._special.setVisible(service.special)
        colour, text = self._theme.palette.accent, self._words("more.get_key")
        self._key.setText(f'<a href="{service.key_url}" style="color: {colour}">{text}</a>' if service.key_url else "")
        self._key.setToolTip(service.key_url)
        self._key.setVisible(bool(service.key_url))
        self.setVisible(service.special or bool(service.key_url))
