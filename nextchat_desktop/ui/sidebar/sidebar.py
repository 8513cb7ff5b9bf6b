"""The sidebar: new chat, the list of conversations with its menu, and the way to the settings."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.sidebar.delegate import RowDelegate
from nextchat_desktop.ui.sidebar.model import ID_ROLE, ConversationRows, Row
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words


class ConversationList(QListView):
    """Rows to choose from; Del deletes the chosen one."""

    deleted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and chosen.isValid():
            self.deleted.emit(chosen.data(ID_ROLE))
        else:
            super().keyPressEvent(event)


class Sidebar(QFrame):
    """`chosen`, `deleted` carry the id of a conversation, `renamed` its id and the new title. It decides nothing."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)
    new_asked = Signal()
    settings_asked = Signal()
    guide_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._words = words
        self._theme = theme
        self._rows = ConversationRows(self)
        self._waiting: tuple[tuple[Row, ...], str] | None = None
        self._current = ""
        self.new_button = named(QPushButton(words("sidebar.new")), "newChatButton")
        self.settings_button = self._tool("settingsButton", words("sidebar.settings"))
        self._guide_button = self._tool("guideButton", words("sidebar.guide"))
        self._empty = named(QLabel(words("sidebar.empty")), "sidebarEmpty")
        self.list = self._make_list()
        self._lay_out()
        self._connect()
        self._on_theme_changed()

    def show_rows(self, rows: Iterable[Row], current: str) -> None:
        """The rows, with `current` marked; an edit in place goes on, and a row being looked for stays marked."""
        self._waiting = tuple(rows), current
        if self.list.state() is not QAbstractItemView.State.EditingState:
            self._show_waiting()

    def looked_at(self) -> str:
        """The id of the row under the keyboard; empty while the keyboard is elsewhere."""
        return str(self.list.currentIndex().data(ID_ROLE) or "") if self.list.hasFocus() else ""

    def rename(self, id: str) -> None:
        """Begins to edit the title in place."""
        place = self._rows.place_of(id)
        if place.isValid():
            self.list.setCurrentIndex(place)
            self.list.edit(place)

    def _show_waiting(self) -> None:
        if self._waiting is None:
            return
        (rows, current), self._waiting = self._waiting, None
        looked_at = self.list.currentIndex().data(ID_ROLE) if self.list.hasFocus() else None
        self._rows.show(rows)
        stays = current == self._current and self._rows.place_of(looked_at or "").isValid()
        self._current = current
        self.list.setCurrentIndex(self._rows.place_of(looked_at if stays and looked_at else current))
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))

    def _make_list(self) -> ConversationList:
        view = named(ConversationList(), "conversationList")
        view.setAccessibleName(self._words("sidebar.list"))
        set_property(view, "role", "painted")
        view.setModel(self._rows)
        self._delegate = RowDelegate(self._theme, view)
        view.setItemDelegate(self._delegate)
        view.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setMouseTracking(True)
        return view

    def _tool(self, name: str, label: str) -> QToolButton:
        button = named(QToolButton(), name)
        button.setAccessibleName(label)
        button.setToolTip(label)
        button.setFixedSize(sizes.FIELD, sizes.FIELD)
        return button

    def _lay_out(self) -> None:
        set_property(self.new_button, "role", "soft")
        self.new_button.setIconSize(QSize(sizes.ICON + sizes.SPACE_2, sizes.ICON))
        self.new_button.setAccessibleName(self._words("sidebar.new"))
        self.new_button.setToolTip(QKeySequence("Ctrl+N").toString(QKeySequence.SequenceFormat.NativeText))
        set_property(self._empty, "role", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_2, sizes.SPACE_2)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self.new_button)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(sizes.SPACE_2)
        foot.addWidget(self.settings_button)
        foot.addWidget(self._guide_button)
        foot.addStretch(1)
        return foot

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_asked)
        self.settings_button.clicked.connect(self.settings_asked)
        self._guide_button.clicked.connect(self.guide_asked)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self.list.deleted.connect(self.deleted)
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self._delegate.renamed.connect(self.renamed)
        self._delegate.closeEditor.connect(self._show_waiting, Qt.ConnectionType.QueuedConnection)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_chosen(self, index: QModelIndex) -> None:
        if id := index.data(ID_ROLE):
            self.chosen.emit(id)

    def _on_menu_asked(self, place: QPoint) -> None:
        id = self.list.indexAt(place).data(ID_ROLE)
        if not id:
            return
        menu = named(QMenu(self.list), "conversationMenu")
        rename = menu.addAction(self._words("sidebar.rename"))
        delete = menu.addAction(self._words("sidebar.delete"))
        answer = menu.exec(self.list.viewport().mapToGlobal(place))
        menu.deleteLater()
        if answer is rename:
            self.rename(id)
        elif answer is delete:
            self.deleted.emit(id)
        else:
            self.list.setCurrentIndex(self._rows.place_of(self._current))

    def _on_theme_changed(self) -> None:
        icons = self._theme.icons
        self.new_button.setIcon(icons.icon("new-chat", self._theme.palette.text))
        self.settings_button.setIcon(icons.icon("settings"))
        self._guide_button.setIcon(icons.icon("guide"))
        self.list.viewport().update()
