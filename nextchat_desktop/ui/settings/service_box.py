"""The services one can name, under where they are at home, and what a person should know of the chosen one."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Service
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_MOST_IN_SIGHT = 18


class ServiceBox(QComboBox):
    """The data of an item is the id of its service; the heads between them cannot be chosen."""

    def __init__(self, services: Sequence[Service], words: Words) -> None:
        super().__init__()
        named(self, "serviceField", words("connections.service.label"))
        items = QStandardItemModel(self)
        for place, group in groupby(services, lambda service: service.place):
            head = QStandardItem(words(f"place.{place}"))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            items.appendRow(head)
            for service in group:
                item = QStandardItem(service.label)
                item.setData(service.id, Qt.ItemDataRole.UserRole)
                items.appendRow(item)
        self.setModel(items)
        self.setMaxVisibleItems(_MOST_IN_SIGHT)


class ServiceHint(QWidget):
    """What is special about a service, and where to get a key for it."""

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._service: Service | None = None
        self._special = named(labelled("", "hint"), "serviceSpecial")
        self._special.setWordWrap(True)
        self._key = named(QLabel(), "serviceKeyLink", words("more.get_key"), "hint")
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
