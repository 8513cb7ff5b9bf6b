"""Opens the palette, has conversations searched while somebody types, and does what is chosen. It paints nothing."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.search import Found
from nextchat_desktop.core.wire import Run
from nextchat_desktop.settings.schema import LAST_CHOSEN
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.palette.items import Item, Kind, Results
from nextchat_desktop.ui.palette.reach import Reach
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.times import lasted

if TYPE_CHECKING:
    from nextchat_desktop.ui.palette.menu import Menu
    from nextchat_desktop.ui.palette.panel import PalettePanel
    from nextchat_desktop.ui.palette.sources import Sources

MOST_FOUND = 100
_REMEMBERED = 12
_BETWEEN = 20
"""Milliseconds between the making of two groups, when the palette has been painted and keys may come."""
_FLEETING = (Kind.MESSAGES, Kind.CONVERSATIONS)
"""What is not offered again: of these the newest are there anyway."""


class PaletteOpening(QObject):
    """It floats over `around`. `opened` tells that it is there."""

    opened = Signal()

    def __init__(self, reach: Reach, settings: Settings, theme: Theme, around: QWidget) -> None:
        super().__init__(around)
        self._reach = reach
        self._settings = settings
        self._theme = theme
        self._around = around
        self._panel: PalettePanel | None = None
        self._menu: Menu | None = None
        self._run: Run | None = None
        self._sources: Sources | None = None
        self._text = ""
        self._found = Found("")
        self._results = Results()
        self._whole: Kind | None = None
        self._awaited = False
        """Enter was pressed before everything had been found."""
        self._idle = QTimer(self)
        self._idle.setInterval(_BETWEEN)
        self._idle.timeout.connect(self._make_ready)

    def toggle(self) -> None:
        """Opens it, or closes it where it is open."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.leave()
        else:
            self.open()

    def open(self, text: str = "") -> None:
        """With everything that can be reached now; `text` is as if it had been typed."""
        from nextchat_desktop.ui.palette.menu import Menu  # no start of the program needs it
        from nextchat_desktop.ui.palette.sources import Sources
        from nextchat_desktop.ui.settings.pages import PAGES

        panel, words = self._made(), self._reach.words
        panel.open(words("palette.choose"), words("palette.prefixes"))
        self._sources = Sources(self._reach, lambda: PAGES)
        self._menu = Menu(words, self._sources.entries(), self._sources.last_conversations)
        self._on_typed("")
        panel.filter.setText(text)
        self._idle.start()
        self.opened.emit()

    def _made(self) -> "PalettePanel":
        from nextchat_desktop.ui.palette.panel import PalettePanel  # no start of the program needs it

        if self._panel is None:
            words = self._reach.words
            spoken = (words("palette.name"), words("palette.search"), words("palette.rows"))
            self._panel = PalettePanel("palette", spoken, self._theme, self._around)
            self._panel.typed.connect(self._on_typed)
            self._panel.chosen.connect(self._on_chosen)
            self._panel.missed.connect(self._on_missed)
            self._panel.gone.connect(self._on_gone)
        return self._panel

    def _on_typed(self, text: str) -> None:
        from nextchat_desktop.ui.palette.menu import wish

        self._cancel()
        self._whole = None
        self._text = text
        only, wanted = wish(text)
        if only is not None or not wanted:
            self._found, self._results = Found(""), Results()
        else:
            self._run = self._reach.search(wanted, MOST_FOUND, partial(self._on_found, wanted))
        self._show()

    def _on_found(self, text: str, found: Found) -> None:
        self._run = None
        if self._sources is not None:
            self._found, self._results = found, self._sources.results(found)
        self._show()
        if self._awaited and self._panel is not None:
            self._awaited = False
            self._panel.choose(self._panel.list.currentIndex())

    def _show(self) -> None:
        """What was found before stays until there is what is found now, so that nothing flickers."""
        panel, menu = self._panel, self._menu
        if panel is None or menu is None:
            return
        words = self._reach.words
        recent = self._settings[LAST_CHOSEN]
        rows = menu.rows(self._text, self._results, recent, self._whole, self._on_widened)
        searching = self._run is not None
        panel.show_rows(rows, words("palette.searching") if searching else words("palette.nothing"))
        panel.show_count("" if searching and not self._results.messages else self._counted())

    def _make_ready(self) -> None:
        """The groups one by one, then what is searched: the first key finds it there."""
        if self._menu is None:
            self._idle.stop()
        elif not self._menu.make_ready():
            self._idle.stop()
            self._reach.search("", 0, lambda found: None)

    def _counted(self) -> str:
        found, words = self._found, self._reach.words
        count = len(found.hits)
        if not count:
            return ""
        if found.more:
            return words("palette.found_more", count=whole(words, count), time=lasted(words, found.seconds))
        return words.plural("palette.found", count, time=lasted(words, found.seconds))

    def _on_widened(self, kind: Kind) -> None:
        self._whole = kind
        self._show()

    def _on_chosen(self, item: Item, other: bool) -> None:
        panel, act = self._panel, item.other if other else item.act
        if panel is None or act is None:
            return
        if item.stays:
            act()
            return
        if self._run is not None and not panel.has_moved:
            self._awaited = True
            return
        panel.leave()
        self._remember(item)
        act()

    def _on_missed(self) -> None:
        self._awaited = self._run is not None

    def _remember(self, item: Item) -> None:
        if item.kind in _FLEETING:
            return
        rest = (key for key in self._settings[LAST_CHOSEN] if key != item.key)
        with suppress(OSError):  # a convenience
            self._settings[LAST_CHOSEN] = (item.key, *rest)[:_REMEMBERED]

    def _on_gone(self) -> None:
        self._cancel()
        self._found, self._results, self._text = Found(""), Results(), ""
        self._menu, self._sources = None, None

    def _cancel(self) -> None:
        self._awaited = False
        if self._run is not None:
            self._run.cancel()
            self._run = None
