"""The menus of the sidebar: what can be done with the conversations that are selected, and with a folder."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Shelf
from nextchat_desktop.engine.shelving import Shelving
from nextchat_desktop.ui.keyboard.menu import Menu
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_TAGS = 12
"""Tags that are offered; others are written."""
_ORDERED = (Kind.PINNED, Kind.FOLDER)


class Menus(QObject):
    """What can be done at once is done by `shelving`; the signals ask for what needs the list or the window."""

    rename_asked = Signal(str)
    rename_folder_asked = Signal(str)
    tag_asked = Signal(list)
    opened = Signal(str)
    fork_asked = Signal(str)
    chat_asked = Signal(str)
    export_asked = Signal(list)
    folder_export_asked = Signal(str)

    def __init__(self, words: Words, theme: Theme, shelf: Shelf, shelving: Shelving, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._shelf = shelf
        self._shelving = shelving
        self._around = parent

    def row_menu(self, ids: Sequence[str]) -> QMenu:
        """For all that are selected; what only makes sense for one is there only then."""
        menu, shelving = self._menu("conversationMenu", "sidebar.list"), self._shelving
        cards = [card for id in ids if (card := self._shelf.card(id)) is not None]
        if len(ids) == 1:
            self._add(menu, "sidebar.menu.open", "chat", lambda: self.opened.emit(ids[0]))
            self._add(menu, "sidebar.rename", "edit", lambda: self.rename_asked.emit(ids[0]))
        if not self._shelf.showing.archive:
            is_pinned = all(card.pinned for card in cards)
            text = "sidebar.menu.unpin" if is_pinned else "sidebar.menu.pin"
            self._add(menu, text, "pin", lambda: shelving.pin(ids, not is_pinned))
            self._fill_folders(menu.addMenu(self._icon("folder"), self._words("sidebar.menu.move")), ids)
        self._fill_tags(menu.addMenu(self._icon("tag"), self._words("sidebar.menu.tags")), ids)
        self._add_steps(menu, ids)
        menu.addSeparator()
        if len(ids) == 1:
            self._add(menu, "sidebar.menu.fork", "branch", lambda: self.fork_asked.emit(ids[0]))
        self._add(menu, "sidebar.menu.export", "export", lambda: self.export_asked.emit(list(ids)))
        is_archived = all(card.archived for card in cards)
        text = "sidebar.menu.unarchive" if is_archived else "sidebar.menu.archive"
        self._add(menu, text, "archive", lambda: shelving.archive(ids, not is_archived))
        self._add(menu, "sidebar.delete", "trash", lambda: shelving.delete(ids))
        return menu

    def folder_menu(self, folder: str) -> QMenu:
        menu, shelving = self._menu("folderMenu", "sidebar.menu.move"), self._shelving
        self._add(menu, "sidebar.menu.chat_here", "new-chat", lambda: self.chat_asked.emit(folder))
        self._add(menu, "sidebar.menu.rename_folder", "edit", lambda: self.rename_folder_asked.emit(folder))
        self._add(menu, "sidebar.menu.new_folder", "plus", self.make_folder)
        self._add(menu, "sidebar.menu.up", "chevron-up", lambda: shelving.step_folder(folder, -1))
        self._add(menu, "sidebar.menu.down", "chevron-down", lambda: shelving.step_folder(folder, 1))
        menu.addSeparator()
        self._add(menu, "sidebar.menu.export", "export", lambda: self.folder_export_asked.emit(folder))
        self._add(menu, "sidebar.menu.delete_folder", "trash", lambda: shelving.delete_folder(folder))
        return menu

    def list_menu(self) -> QMenu:
        """Where there is no row to do anything with."""
        menu = self._menu("listMenu", "sidebar.list")
        self._add(menu, "sidebar.menu.new_folder", "folder", self.make_folder)
        return menu

    def move_menu(self, ids: Sequence[str]) -> QMenu:
        """Only the folders to which something can be moved."""
        menu = self._menu("moveMenu", "sidebar.menu.move")
        self._fill_folders(menu, ids)
        return menu

    def make_folder(self, ids: Sequence[str] = ()) -> None:
        """A new one, whose name is written in place."""
        self.rename_folder_asked.emit(self._shelving.new_folder(ids).id)

    def _fill_folders(self, menu: QMenu, ids: Sequence[str]) -> None:
        here = {card.folder for id in ids if (card := self._shelf.card(id)) is not None and not card.pinned}
        menu.setObjectName(menu.objectName() or "moveMenu")
        for folder in self._shelf.folders:
            action = menu.addAction(self._icon("folder"), shown(folder.name.replace("&", "&&")))
            action.setEnabled(here != {folder.id})
            action.triggered.connect(lambda _checked=False, id=folder.id: self._shelving.put(ids, Kind.FOLDER, id))
        if here - {None}:
            self._add(menu, "sidebar.menu.no_folder", "clock", lambda: self._shelving.put(ids, Kind.TODAY))
        self._add(menu, "sidebar.menu.new_folder", "plus", lambda: self.make_folder(ids))

    def _fill_tags(self, menu: QMenu, ids: Sequence[str]) -> None:
        menu.setObjectName("tagsMenu")
        worn = [set(card.tags) for id in ids if (card := self._shelf.card(id)) is not None]
        for tag in self._shelf.tags[:_TAGS]:
            action = menu.addAction(shown(tag.replace("&", "&&")))
            action.setCheckable(True)
            action.setChecked(all(tag in tags for tags in worn))
            action.triggered.connect(lambda wanted, tag=tag: self._shelving.tag(ids, tag, wanted))
        self._add(menu, "sidebar.menu.new_tag", "plus", lambda: self.tag_asked.emit(list(ids)))

    def _add_steps(self, menu: QMenu, ids: Sequence[str]) -> None:
        """Where people put things in order themselves."""
        heading = self._shelf.heading_of(ids[0])
        if heading is not None and heading.kind in _ORDERED and not self._shelf.showing.tag:
            self._add(menu, "sidebar.menu.up", "chevron-up", lambda: self._shelving.step(ids, -1))
            self._add(menu, "sidebar.menu.down", "chevron-down", lambda: self._shelving.step(ids, 1))

    def _menu(self, name: str, spoken: str) -> QMenu:
        menu = named(Menu(self._around), name, self._words(spoken))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add(self, menu: QMenu, text: str, icon: str, act: Callable[[], object]) -> None:
        """The id of the words is the name of the action, too."""
        action = menu.addAction(self._icon(icon), self._words(text))
        action.setObjectName(text)
        action.triggered.connect(lambda _checked=False: act())

    def _icon(self, name: str) -> QIcon:
        return self._theme.icons.icon(name)
