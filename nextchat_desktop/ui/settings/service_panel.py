"""The services as a list that is searched, each group below its head; it knows only their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.matching import matches
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_NARROWEST, _HEIGHT = 320, 560
ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Named:
    """A service: the head it stands below, its id, and its name in sight."""

    head: str
    id: str
    label: str


def found(services: Iterable[Named], text: str) -> tuple[Named, ...]:
    """Those that have every word of the text in name or id, in their order."""
    return tuple(one for one in services if matches(text, one.label, one.id))


def items(services: Iterable[Named]) -> Iterator[QStandardItem]:
    """A head that cannot be chosen, and below it what can."""
    for head, group in groupby(services, lambda one: one.head):
        above = QStandardItem(head)
        above.setFlags(Qt.ItemFlag.NoItemFlags)
        yield above
        for one in group:
            item = QStandardItem(one.label)
            item.setData(one.id, ID)
            item.setEditable(False)
            yield item


class ServicePanel(FloatingList):
    """`chosen` carries the id of a service."""

    chosen = Signal(str)

    def __init__(self, services: tuple[Named, ...], words: Words, theme: Theme, parent: QWidget, width: int) -> None:
        spoken = (words("services.name"), words("services.search"), words("services.name"))
        super().__init__("service", spoken, theme, parent, max(_NARROWEST, width))
        self._services = services
        self._nothing = words("services.nothing")
        self._rows = QStandardItemModel(self)
        self.list.setProperty("role", "")
        self.set_up(self._rows)

    def open_below(self, box: QWidget, current: str, text: str = "") -> None:
        """With this text in the filter already, else at the service that is chosen now."""
        self.dismiss()
        self._show("")
        self.show_below(box)
        self.focus_filter()
        if text:
            self.filter.setText(text)
        else:
            self.go(self._place_of(current))

    def choose(self, place: QModelIndex) -> None:
        id = place.data(ID)
        if id:
            self.leave()
            self.chosen.emit(id)

    def narrow(self, text: str) -> None:
        self._show(text)
        self.go(self._place_of(""))

    def wanted_height(self) -> int:
        heads = len({one.head for one in self._services})
        room, rows = self._theme.room, len(self._services) + heads
        return min(room.scaled(_HEIGHT), self.height_around_rows() + rows * room.row)

    def _show(self, text: str) -> None:
        self._rows.clear()
        for item in items(found(self._services, text)):
            if item.data(ID) is None:
                item.setFont(self._head_font())
            self._rows.appendRow(item)
        self.say("" if self._rows.rowCount() else self._nothing)

    def _head_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _place_of(self, id: str) -> QModelIndex:
        """Of this service, else of the first."""
        every = [self._rows.index(row, 0) for row in range(self._rows.rowCount())]
        services = [place for place in every if place.data(ID)]
        same = [place for place in services if place.data(ID) == id]
        return next(iter((*same, *services)), QModelIndex())
