"""The tags in use as chips above the list: one leaves only what bears it, once more shows everything again."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from nextchat_desktop.ui.keyboard.menu import Menu
from nextchat_desktop.ui.mirroring import pop_below, shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_WIDEST = 120


class TagBar(QWidget):
    """`chosen` carries a tag, or nothing for all conversations. One line; what finds no room there is in a menu."""

    chosen = Signal(str)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        named(self, "tagBar", words("sidebar.tags"))
        self._words = words
        self._theme = theme
        self._tags: tuple[str, ...] = ()
        self._tag = ""
        self._chips: list[QPushButton] = []
        self._more = named(QToolButton(), "moreTagsButton", words("sidebar.more_tags"))
        self._more.setToolTip(words("sidebar.more_tags"))
        self._more.clicked.connect(self._on_more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(sizes.SPACE_1)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_tags(self, tags: Sequence[str], tag: str) -> None:
        """`tag` is the one that is looked for, if any; it comes first."""
        self._tags = tuple(dict.fromkeys((*([tag] if tag else []), *tags)))
        self._tag = tag
        self._more.setIcon(self._theme.icons.icon("more"))
        self.setVisible(bool(self._tags))
        self._fill()

    def menu(self) -> QMenu:
        """All of them."""
        menu = named(Menu(self), "moreTagsMenu", self._words("sidebar.more_tags"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tag in self._tags:
            action = menu.addAction(shown(tag.replace("&", "&&")))
            action.setCheckable(True)
            action.setChecked(tag == self._tag)
            action.triggered.connect(lambda wanted, tag=tag: self.chosen.emit(tag if wanted else ""))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.room.target)

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.room.target)

    def _fill(self) -> None:
        """As many as there is room for; their widgets are made once and named anew."""
        room, place = self.width() - self._theme.room.target - sizes.SPACE_1, 0
        widest, icon = self._theme.room.scaled(_WIDEST), self._theme.room.icon_small
        for tag in self._tags:
            chip = self._chip(place)
            fitting = chip.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideRight, widest)
            chip.setText(shown(fitting.replace("&", "&&")))
            chip.setIconSize(QSize(icon, icon))
            chip.setProperty("tag", tag)
            chip.setCheckable(True)
            chip.setChecked(tag == self._tag)
            is_chosen = tag == self._tag
            said = self._words("sidebar.unfilter") if is_chosen else self._words("sidebar.filter", tag=tag)
            chip.setAccessibleName(tag)
            chip.setAccessibleDescription(said)
            chip.setToolTip(said)
            chip.setIcon(self._theme.icons.icon("close", size=icon) if is_chosen else QIcon())
            room -= chip.sizeHint().width() + sizes.SPACE_1
            if room < 0 and place:
                break
            chip.show()
            place += 1
        for chip in self._chips[place:]:
            chip.hide()
        self._more.setVisible(place < len(self._tags))

    def _chip(self, place: int) -> QPushButton:
        if place == len(self._chips):
            chip = named(QPushButton(), f"tagChip{place}", role="chip")
            chip.clicked.connect(lambda _checked=False: self._on_chip(chip))
            self._row.insertWidget(place, chip)
            self._chips.append(chip)
        return self._chips[place]

    def _on_chip(self, chip: QPushButton) -> None:
        tag = str(chip.property("tag"))
        self.chosen.emit("" if tag == self._tag else tag)

    def _on_more(self) -> None:
        pop_below(self.menu(), self._more)
