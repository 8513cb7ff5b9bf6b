"""The sidebar: search, new chat, tags, the list of conversations with its menus, and the ways to everything else."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Shelf, Showing
from nextchat_desktop.engine.shelving import Shelving
from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.mirroring import is_mirrored, pop_at
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.sidebar.dropping import Landing
from nextchat_desktop.ui.sidebar.foot import Foot
from nextchat_desktop.ui.sidebar.key_button import KeyButton
from nextchat_desktop.ui.sidebar.list import ConversationList
from nextchat_desktop.ui.sidebar.menus import Menus
from nextchat_desktop.ui.sidebar.model import FOLDER_ROLE, ID_ROLE, ShelfRows
from nextchat_desktop.ui.sidebar.spoken import NameModel, RowWords
from nextchat_desktop.ui.sidebar.tag_bar import TagBar
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_PAUSE = 10
"""Milliseconds between two pages of what was used long ago."""


class TagField(QLineEdit):
    """One tag for what is selected; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Sidebar(QFrame):
    """`chosen`, `fork_asked` carry the id of a conversation, `renamed` its id and the new title, `chat_asked` a folder.

    Moving, tagging, archiving and deleting it has done by `shelving`; everything else it asks for.
    """

    chosen = Signal(str)
    renamed = Signal(str, str)
    fork_asked = Signal(str)
    chat_asked = Signal(str)
    new_asked = Signal()
    search_asked = Signal()
    settings_asked = Signal()
    masks_asked = Signal()
    guide_asked = Signal()
    bin_asked = Signal()

    def __init__(
        self,
        words: Words,
        theme: Theme,
        shelves: tuple[Shelf, Shelving],
        name_model: NameModel,
        clock: Callable[[], int],
    ) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._words = words
        self._theme = theme
        self.shelf, self._shelving = shelves
        self._clock = clock
        self._current = ""
        self._tagged: list[str] = []
        self._rows = ShelfRows(self.shelf, RowWords(words, self.shelf, name_model), self)
        self.search_button = KeyButton(theme, "searchButton", words("sidebar.search"), "search")
        self.new_button = KeyButton(theme, "newChatButton", words("sidebar.new"), "new-chat")
        self.tags = TagBar(words, theme)
        self._tag_field = named(TagField(), "tagField", words("sidebar.tag_field"))
        Composing(self._tag_field)
        self._empty = named(QLabel(), "sidebarEmpty", role="hint")
        self.list = named(ConversationList(self.shelf, self._rows, theme), "conversationList", words("sidebar.list"))
        self.list.setProperty("role", "painted")
        self.menus = Menus(words, theme, self.shelf, shelves[1], self)
        self._foot = Foot(words, theme)
        self.settings_button, self.files_button = (self._foot.button[name] for name in ("settings", "files"))
        self._reading = QTimer(self, interval=_PAUSE)
        self._midnight = QTimer(self, singleShot=True, timerType=Qt.TimerType.CoarseTimer)
        self._lay_out()
        self._connect()
        self._connect_list()
        self._on_theme_changed()
        self._follow()

    def show_current(self, id: str) -> None:
        """Marks the conversation that is being read; a row being looked for stays marked."""
        is_other, self._current = id != self._current, id
        if is_other or not self.list.hasFocus():
            self._mark_current()

    def read_on(self) -> None:
        """Takes in what there is no hurry for."""
        self._reading.start()

    def acted_on(self) -> list[str]:
        """What a command is about: what is selected where the keyboard is in the list, else what is being read."""
        if self.list.hasFocus() and self.list.ids():
            return self.list.ids()
        return [self._current] if self.shelf.card(self._current) else []

    def rename(self, id: str) -> None:
        """Begins to edit the title in place."""
        self._reveal(id)
        self._edit(self._rows.place_of(id))

    def rename_folder(self, id: str) -> None:
        self._edit(self._rows.place_of_folder(id))

    def rename_asked(self) -> None:
        """Of the row the keyboard is at, be it a folder; else of the conversation that is being read."""
        here = self.list.currentIndex() if self.list.hasFocus() else QModelIndex()
        if folder := here.data(FOLDER_ROLE):
            self.rename_folder(folder)
        else:
            self.rename(here.data(ID_ROLE) or self._current)

    def ask_for_tag(self, ids: list[str]) -> None:
        """Opens the field in which a tag is written."""
        self._tagged = ids
        completer = QCompleter(list(self.shelf.tags), self._tag_field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tag_field.setCompleter(completer)
        self._tag_field.clear()
        self._tag_field.show()
        self._tag_field.setFocus()

    def ask_for_folder(self, ids: list[str]) -> None:
        """Shows to which folders they can be moved."""
        row = self.list.visualRect(self._rows.place_of(ids[0])) if ids else QRect()
        corner = row.bottomRight() if is_mirrored() else row.bottomLeft()
        pop_at(self.menus.move_menu(ids), self.list.viewport().mapToGlobal(corner))

    def menu_of(self, index: QModelIndex) -> QMenu:
        """What can be done with a row; where it is selected, with all that are."""
        id, folder = index.data(ID_ROLE), index.data(FOLDER_ROLE)
        if folder:
            return self.menus.folder_menu(folder)
        chosen = self.list.ids()
        return self.menus.row_menu(chosen if id in chosen else [id]) if id else self.menus.list_menu()

    def show_archive(self, archive: bool) -> None:
        self.shelf.show(Showing(archive=archive))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_on()
        self._follow_day()

    def changeEvent(self, event: QEvent) -> None:
        """A computer that slept through midnight comes back to yesterday's headings."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._follow_day()

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._tag_field.setPlaceholderText(self._words("sidebar.tag_field"))
        self._tag_field.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, sizes.SPACE_3, 0, 0)
        whole.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(sizes.SPACE_2, 0, sizes.SPACE_2, sizes.SPACE_2)
        column.setSpacing(sizes.SPACE_2)
        for widget in (self.search_button, self.new_button, self._archive_bar(), self.tags, self._tag_field):
            column.addWidget(widget)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        whole.addLayout(column, 1)
        line = named(QFrame(), "sidebarLine", role="line")
        line.setFixedHeight(1)
        whole.addWidget(line)
        whole.addWidget(self._foot)

    def _archive_bar(self) -> QWidget:
        self._bar = named(QWidget(), "archiveBar")
        self._back = named(QToolButton(), "leaveArchiveButton", self._words("sidebar.leave_archive"))
        self._back.setToolTip(self._words("sidebar.leave_archive"))
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._back)
        row.addWidget(named(QLabel(self._words("sidebar.archive")), "archiveTitle", role="heading"), 1)
        self._bar.hide()
        return self._bar

    def _connect(self) -> None:
        button, menus = self._foot.button, self.menus
        self.search_button.clicked.connect(self.search_asked)
        self.new_button.clicked.connect(self.new_asked)
        button["settings"].clicked.connect(self.settings_asked)
        button["masks"].clicked.connect(self.masks_asked)
        button["guide"].clicked.connect(self.guide_asked)
        button["bin"].clicked.connect(self.bin_asked)
        button["archive"].clicked.connect(self.show_archive)
        self._back.clicked.connect(partial(self.show_archive, False))
        self.tags.chosen.connect(self._on_tag_chosen)
        self._tag_field.returnPressed.connect(self._on_tag_written)
        self._tag_field.left.connect(self._leave_tag_field)
        menus.opened.connect(self.chosen)
        menus.rename_asked.connect(self.rename, Qt.ConnectionType.QueuedConnection)
        menus.rename_folder_asked.connect(self.rename_folder, Qt.ConnectionType.QueuedConnection)
        menus.tag_asked.connect(self.ask_for_tag, Qt.ConnectionType.QueuedConnection)
        menus.fork_asked.connect(self.fork_asked)
        menus.chat_asked.connect(self.chat_asked)
        hear(self.shelf.tagged, self._on_shown)
        hear(self.shelf.shown, self._on_shown)
        self._reading.timeout.connect(self._on_time_to_read)
        self._midnight.timeout.connect(self._follow_day)
        self._theme.changed.connect(self._on_theme_changed)

    def _connect_list(self) -> None:
        view, rows, shelving = self.list, self._rows, self._shelving
        view.opened.connect(self.chosen)
        view.deleted.connect(shelving.delete)
        view.folder_deleted.connect(shelving.delete_folder)
        view.folded.connect(shelving.fold)
        view.tag_asked.connect(self._on_tag_chosen)
        view.menu_asked.connect(self._on_menu_asked)
        view.stepped.connect(self._on_stepped)
        view.dropped.connect(self._on_dropped)
        view.folder_dropped.connect(shelving.put_folder)
        view.rows.renamed.connect(self.renamed)
        view.rows.folder_renamed.connect(shelving.rename_folder)
        for signal in (rows.modelReset, rows.rowsInserted, rows.rowsRemoved):
            signal.connect(self._follow)

    def _follow(self) -> None:
        """Says what belongs where nothing is, and marks what is being read, once it has a row."""
        self._empty.setVisible(not len(self.shelf))
        self.list.setVisible(bool(len(self.shelf)))
        if not len(self.shelf):
            showing = self.shelf.showing
            other = "sidebar.tag_empty" if showing.tag else "sidebar.empty"
            self._empty.setText(self._words("sidebar.archive_empty") if showing.archive else self._words(other))
        if not self.list.hasFocus() and not self.list.currentIndex().isValid():
            self._mark_current()

    def _mark_current(self) -> None:
        place = self._rows.place_of(self._current)
        if place.isValid():
            self.list.mark(place)
        else:
            self.list.selectionModel().clear()

    def _reveal(self, id: str) -> None:
        """Shows a conversation that is folded away, or out of what one looks at."""
        card = self.shelf.card(id)
        if card is None or self._rows.place_of(id).isValid():
            return
        self.shelf.show(Showing(archive=card.archived))
        heading = self.shelf.heading_of(id)
        if heading is not None and not self._rows.place_of(id).isValid():
            self._shelving.fold(heading.id)

    def _edit(self, place: QModelIndex) -> None:
        if place.isValid():
            self.list.mark(place)
            self.list.edit(place)

    def _follow_day(self) -> None:
        left = self.shelf.day_ends - self._clock()
        if left <= 0 and self.list.state() is not QAbstractItemView.State.EditingState:
            self.shelf.arrange()
        self._midnight.start(max(60_000, self.shelf.day_ends - self._clock()))

    def _on_time_to_read(self) -> None:
        if not self.shelf.read_on():
            self._reading.stop()

    def _on_menu_asked(self, place: QPoint, index: QModelIndex) -> None:
        self.menu_of(index).popup(place)

    def _on_stepped(self, by: int) -> None:
        if folder := self.list.currentIndex().data(FOLDER_ROLE):
            self._shelving.step_folder(folder, by)
            self.list.mark(self._rows.place_of_folder(folder))
        elif ids := self.list.ids():
            self._shelving.step(ids, by)

    def _on_dropped(self, ids: list[str], landing: Landing) -> None:
        is_kept = landing.kind in (Kind.PINNED, Kind.FOLDER)
        self._shelving.put(ids, landing.kind, landing.folder, landing.before if is_kept else None)

    def _on_tag_chosen(self, tag: str) -> None:
        self.shelf.show(Showing(self.shelf.showing.archive, tag))

    def _on_tag_written(self) -> None:
        self._shelving.tag(self._tagged, self._tag_field.text(), True)
        self._leave_tag_field()

    def _leave_tag_field(self) -> None:
        self._tag_field.hide()
        self.list.setFocus()

    def _on_shown(self, _nothing: str = "") -> None:
        showing = self.shelf.showing
        self._bar.setVisible(showing.archive)
        self._foot.button["archive"].setChecked(showing.archive)
        self.tags.show_tags(self.shelf.tags, showing.tag)

    def _on_theme_changed(self) -> None:
        self._back.setIcon(self._theme.icons.icon("chevron-left"))
        self._foot.dress()
        self._on_shown()
        self.list.viewport().update()
