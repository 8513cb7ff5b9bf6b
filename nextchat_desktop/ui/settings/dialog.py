"""The settings window: pages on the left, the chosen one beside them. Knows the pages, not what is on them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nextchat_desktop.engine.commands import COMMANDS, Command
from nextchat_desktop.engine.shortcuts import Shortcuts
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.settings.about_page import AboutPage
from nextchat_desktop.ui.settings.chat_page import ChatPage
from nextchat_desktop.ui.settings.connections_page import ConnectionsPage
from nextchat_desktop.ui.settings.data.page import DataPage
from nextchat_desktop.ui.settings.fields import Ground, Hint, labelled
from nextchat_desktop.ui.settings.form import SettingsForm
from nextchat_desktop.ui.settings.models.page import ModelsPage
from nextchat_desktop.ui.settings.network_page import NetworkPage
from nextchat_desktop.ui.settings.page_stack import PageStack
from nextchat_desktop.ui.settings.pages import PAGES
from nextchat_desktop.ui.settings.shortcuts_page import ShortcutsPage
from nextchat_desktop.ui.settings.undo_bar import UndoBar
from nextchat_desktop.ui.settings.usage.page import UsagePage
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window
from nextchat_desktop.words.catalogue import Words

_SIZE = QSize(sizes.SETTINGS_WIDTH, sizes.SETTINGS_HEIGHT)


class SettingsDialog(Window):
    """`chosen` tells the id of the connection that the person wants to chat with now."""

    chosen = Signal(str)
    link_activated = Signal(str)
    """An address for the browser."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        about: str,
        parent: QWidget | None = None,
        commands: Sequence[Command] = COMMANDS,
        run: Callable[[str], object] | None = None,
    ) -> None:
        """`commands` are those whose keys can be changed, `run` runs one of them."""
        words, settings = desk.words, desk.settings
        super().__init__("settingsDialog", words("settings.title"), _SIZE, parent)
        self._desk = desk
        self._setup = desk.setup
        self._theme = theme
        self._was_held = False
        self._commands = commands
        self._run = run
        self._notes: dict[str, str] = {}
        """What is said below settings, by their keys."""
        makers: tuple[Callable[[], QWidget], ...] = (
            lambda: self._connections,
            lambda: self._models,
            partial(SettingsForm, "conversation", settings, words, theme),
            partial(ChatPage, desk, theme),
            partial(SettingsForm, "appearance", settings, words, theme),
            partial(ShortcutsPage, commands, Shortcuts(settings), words, theme),
            lambda: self._network,
            partial(UsagePage, desk, theme),
            lambda: self._data,
            partial(AboutPage, words, theme, about, desk.setup.rules),
        )
        self._stack = PageStack(dict(zip(PAGES, makers, strict=True)))
        self._pages = self._page_list(words)
        self._arrange(words)
        self._connect()

    @cached_property
    def _connections(self) -> ConnectionsPage:
        page = ConnectionsPage(self._desk, self._theme)
        page.chosen.connect(self._on_chosen)
        page.models_wanted.connect(self._on_models_wanted)
        page.page_wanted.connect(self.open_page)
        page.link_activated.connect(self.link_activated)
        return page

    @cached_property
    def _models(self) -> ModelsPage:
        desk = self._desk
        page = ModelsPage(desk.setup, desk.offers, desk.standings, desk.capable, desk.words, self._theme)
        page.chosen.connect(self._on_chosen_by_models)
        page.test_wanted.connect(self.test)
        return page

    @cached_property
    def _network(self) -> NetworkPage:
        desk = self._desk
        return NetworkPage(desk.outgoing, desk.setup, desk.settings, desk.words, self._theme)

    @cached_property
    def _data(self) -> DataPage:
        page = DataPage(self._desk, self._theme, {one.id for one in self._commands} if self._run else ())
        page.run_asked.connect(self._on_run_asked)
        return page

    def showEvent(self, event: QShowEvent) -> None:
        if self._pages.currentRow() < 0:
            self.open_page("")
        super().showEvent(event)

    def come_to(self, page: str, connection: str = "") -> None:
        """Before all other windows, at this page, with what is kept by now."""
        self.take_in()
        self.open_page(page if self._setup.all() or page != "models" else "connections")
        if connection:
            self.show_connection(connection)
        self.come_forward()

    def open_page(self, name: str) -> None:
        """One of PAGES; any other name is the first of them."""
        self._pages.setCurrentRow(list(PAGES).index(name) if name in PAGES else 0)

    def show_connection(self, id: str) -> None:
        self.open_page("connections")
        self._connections.show_connection(id)

    def show_setting(self, key: str) -> None:
        """Brings the setting of this key into view on the page that is open, and the keyboard to it."""
        field = self.findChild(QWidget, f"setting-{key}")
        page = self._stack.currentWidget()
        if field is not None:
            if isinstance(page, QScrollArea):
                page.ensureWidgetVisible(field, 0, self._theme.room.header)
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def note(self, key: str, sentence: str) -> None:
        """Says this below the setting of this key, also on a page that is not there yet."""
        self._notes[key] = sentence
        line = self.findChild(QLabel, f"held-{key}")
        said = line.parentWidget() if line is not None else None
        if isinstance(said, Hint):
            said.say(sentence, icon="clock" if sentence else "")

    def focus_key(self) -> None:
        """To the key of the connection that is shown."""
        self._connections.focus_key()

    def test(self, connection: str, model: str = "") -> None:
        """Begins to find out what is the matter with a connection, or with one model of it."""
        self.show_connection(connection)
        self._connections.test(model)

    def take_in(self) -> None:
        """Shows what was changed from elsewhere."""
        if self._stack.has("connections"):
            self._connections.take_in()
        if self._stack.has("models"):
            self._models.take_in()

    def back_up(self) -> None:
        """Asks where a backup is to go, and makes it there."""
        self.open_page("data")
        self._data.back_up()

    def new_connection(self) -> None:
        self.open_page("connections")
        self._connections.new_connection()

    def begin_with(self, text: str) -> bool:
        """A new connection made from the text. False, with nothing changed, where it says nothing of one."""
        is_understood = self._connections.begin_with(text)
        if is_understood:
            self.open_page("connections")
        return is_understood

    @property
    def holds_work(self) -> bool:
        """Something is on its way here, waits to be taken back, or cannot be kept as it is."""
        offered = any(bar.isVisible() for bar in self.findChildren(UndoBar))
        is_busy = self._stack.has("connections") and self._connections.is_busy
        return bool(list(self._left())) or offered or is_busy or (self._stack.has("data") and self._data.is_busy)

    @property
    def place(self) -> str:
        """The page, and the connection that is shown on it."""
        page = list(PAGES)[self._pages.currentRow()]
        return f"{page}/{self._connections.shown}" if page == "connections" else page

    def give_way(self) -> None:
        self._end_editing()
        self._leave()
        super().give_way()

    def done(self, result: int) -> None:
        """Keeps what is typed. Stays once where something could not be kept, so that it is not lost unseen."""
        self._end_editing()
        if self._is_left() and not self._was_held:
            self._was_held = True
            return
        self._was_held = False
        self._leave()
        super().done(result)

    def _page_list(self, words: Words) -> QListWidget:
        pages = QListWidget()
        pages.setObjectName("settingsPages")
        pages.setAccessibleName(words("settings.title"))
        pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in PAGES:
            pages.addItem(QListWidgetItem(words(f"settings.page.{page}")))
        return pages

    def _arrange(self, words: Words) -> None:
        ground = Ground(self._theme, sizes.SETTINGS_PAGES, True)
        column = QVBoxLayout(ground)
        set_margins(column, sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_2 + 1, sizes.SPACE_2)
        column.setSpacing(sizes.SPACE_2)
        heading = labelled(words("settings.title"), "page")
        set_margins(heading, sizes.SPACE_2, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self._pages, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(ground)
        line.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._pages.currentRowChanged.connect(self._on_page_chosen)
        self._stack.made.connect(self._on_made)
        self._theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _end_editing(self) -> None:
        """A field tells what stands in it when the keyboard leaves it."""
        field = self.focusWidget()
        if field is not None:
            field.clearFocus()

    def _commits(self) -> bool:
        """Whether what stands in the form of a connection is kept."""
        return not self._stack.has("connections") or self._connections.commit()

    def _leave(self) -> None:
        if self._stack.has("connections"):
            self._connections.leave()

    def _left(self) -> Iterator[tuple[str, ConnectionsPage | NetworkPage]]:
        """The pages with something that could not be kept."""
        if not self._commits():
            yield "connections", self._connections
        if self._stack.has("network") and self._network.is_left:
            yield "network", self._network

    def _is_left(self) -> bool:
        """Whether something could not be kept; shows it."""
        for name, page in self._left():
            self.open_page(name)
            page.point_out()
            return True
        return False

    def _on_page_chosen(self, row: int) -> None:
        self._commits()
        self._stack.show_page(list(PAGES)[row])

    def _on_made(self) -> None:
        for key, sentence in self._notes.items():
            self.note(key, sentence)

    def _on_models_wanted(self, id: str, is_asked: bool) -> None:
        self.open_page("models")
        self._models.show_connection(id)
        self._models.begin(is_asked)

    def _on_chosen_by_models(self, id: str) -> None:
        """Not while something about the connection waits for the person."""
        if self._commits():
            self._on_chosen(id)
        else:
            self.open_page("connections")
            self._connections.point_out()

    def _on_chosen(self, id: str) -> None:
        self.chosen.emit(id)
        self.accept()

    def _on_run_asked(self, id: str) -> None:
        """What opens a window of its own is not to stand behind this one."""
        self.accept()
        if self._run is not None and not self.isVisible():
            self._run(id)

    def _on_theme_changed(self) -> None:
        for row, icon in enumerate(PAGES.values()):
            picture = QIcon(self._theme.icons.icon(icon, self._theme.palette.text))
            ratio = self.devicePixelRatioF()
            pixmap = self._theme.icons.pixmap(icon, self._theme.palette.text, dpr=ratio)
            picture.addPixmap(pixmap, QIcon.Mode.Selected)
            self._pages.item(row).setIcon(picture)
        self._pages.setMinimumWidth(self._pages.sizeHintForColumn(0) + 2 * self._pages.frameWidth())
