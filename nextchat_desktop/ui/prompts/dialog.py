"""The window of prompts: what there is on one side, one of them to read and write on the other. It decides nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.prompts.editor import PromptEditor
from nextchat_desktop.ui.prompts.transfer import Transfer
from nextchat_desktop.ui.settings.fields import Ground, SearchField, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window
from nextchat_desktop.words.catalogue import Words

_SIZE = QSize(900, 640)
_LIST = 300
_ID = Qt.ItemDataRole.UserRole
_NEW = Prompt("", "", "")


class PromptsDialog(Window):
    """`taken` carries a prompt that is to be written into the composer. What is written is kept when it is left."""

    taken = Signal(object)

    def __init__(self, prompts: Prompts, deeds: Deeds, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__("promptsDialog", words("prompts.title"), _SIZE, parent)
        self._prompts = prompts
        self._words = words
        self._is_filling = False
        self._theme = theme
        self.search = SearchField(theme, "promptSearch", words("prompts.search"))
        self.list = named(QListWidget(), "promptList", words("prompts.list"))
        self._nothing = named(QLabel(), "promptsNothing", role="hint")
        self.editor = PromptEditor(words, theme)
        self.transfer = Transfer(prompts, words, self)
        self._new = button("newPrompt", words("prompts.new"))
        self._import = button("importPrompts", words("prompts.import"), "quiet")
        self._export = button("exportPrompts", words("prompts.export"), "quiet")
        self._lay_out(theme)
        self._toast = self.undo_here(words, deeds, theme, self._import)
        self._connect()
        self._fill()
        self.list.setCurrentRow(self._first())
        theme.changed.connect(self._on_theme_changed)

    def choose(self, id: str) -> None:
        """Shows this prompt."""
        self.search.clear()
        self._go(id)

    @property
    def holds_work(self) -> bool:
        """A title without a text, or the other way round, cannot be kept."""
        title, text = self.editor.written
        return self.editor.is_changed and bool(title) != bool(text)

    @property
    def place(self) -> str:
        """The prompt that is shown."""
        return self.editor.shown.id

    def give_way(self) -> None:
        self._keep()
        super().give_way()

    def done(self, result: int) -> None:
        """What is being written is kept."""
        self._keep()
        super().done(result)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.search.left.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_use)
        # later: a click that takes the focus is meant for the row that was under the mouse
        self.editor.left.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self.editor.use_asked.connect(self._on_use)
        self.editor.delete_asked.connect(self._on_delete)
        self._new.clicked.connect(self._on_new)
        self._import.clicked.connect(self.transfer.ask_what_to_take)
        self._export.clicked.connect(self.transfer.ask_where_to)
        self.transfer.told.connect(self._toast.tell)
        self.transfer.failed.connect(self._toast.warn)
        hear(self._prompts.changed, self._on_changed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.setFocus)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_delete)

    def _fill(self) -> None:
        """The list, as the words that are sought leave it."""
        found = self._prompts.find(self.search.text())
        self._is_filling = True
        self.list.clear()
        for head, builtin in (("prompts.own", False), ("prompts.shipped", True)):
            group = [prompt for prompt in found if prompt.builtin == builtin]
            if group:
                self._add_head(self._words(head))
            for prompt in group:
                item = QListWidgetItem(shown(prompt.title), self.list)
                item.setData(_ID, prompt.id)
        self._is_filling = False
        self._nothing.setText("" if found else self._words("prompts.nothing_found"))
        self._nothing.setVisible(not found)
        self._export.setEnabled(bool(self._prompts.own()))

    def _add_head(self, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._head_font())

    def _head_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        font.setBold(True)
        return font

    def _on_theme_changed(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        for head in (item for item in items if not item.data(_ID)):
            head.setFont(self._head_font())

    def _first(self) -> int:
        rows = range(self.list.count())
        return next((row for row in rows if self.list.item(row).data(_ID)), -1)

    def _go(self, id: str) -> None:
        rows = range(self.list.count())
        row = next((row for row in rows if self.list.item(row).data(_ID) == id), -1)
        self.list.setCurrentRow(row)
        if row >= 0:
            self.list.scrollToItem(self.list.item(row))

    def _mark(self, id: str) -> None:
        """Goes to the row of what is shown already."""
        self._is_filling = True
        self._go(id)
        self._is_filling = False

    def _on_searched(self) -> None:
        self._keep()
        self._fill()
        self.list.setCurrentRow(self._first())

    def _on_chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if self._is_filling:
            return
        id = item.data(_ID) if item is not None else ""
        self._keep()
        self.editor.show_prompt(self._prompts.get(id) or _NEW)
        self._mark(id)

    def _on_changed(self, _id: str) -> None:
        """Something was kept, deleted, undone: the same prompt is shown as it is now."""
        shown = self.editor.shown.id
        self._fill()
        now = self._prompts.get(shown) if shown else None
        if now is not None and not self.editor.is_changed:
            self.editor.show_prompt(now)
        elif shown and now is None:
            self.editor.show_prompt(_NEW)
        self._mark(shown)

    def _on_new(self) -> None:
        self._keep()
        self.list.setCurrentRow(-1)
        self.editor.show_prompt(_NEW)
        self.editor.title.setFocus()

    def _on_use(self, _item: QListWidgetItem | None = None) -> None:
        title, text = self.editor.written
        if not text:
            return
        shown = self.editor.shown
        self._keep()
        self.accept()
        self.taken.emit(Prompt(shown.id, title, text))

    def _on_delete(self) -> None:
        shown = self.editor.shown
        row = self.list.currentRow()
        if shown.id and not shown.builtin:
            self.editor.show_prompt(shown)  # what was begun on it goes with it
            self._prompts.delete([shown.id])
            self.list.setCurrentRow(min(max(self._first(), row), self.list.count() - 1))

    def _keep(self) -> None:
        """What was written, as soon as there is both a title and a text."""
        editor = self.editor
        title, text = editor.written
        if not editor.is_changed:
            return
        if not (title and text):
            if title or text:
                editor.say_lacking()
            return
        shown = editor.shown
        editor.show_prompt(Prompt(shown.id, title, text, shown.language, shown.builtin))  # it is kept once
        kept = self._prompts.edit(shown.id, title, text) if shown.id else self._prompts.create(title, text)
        if kept is not None:
            editor.show_prompt(kept)
            self._mark(kept.id)

    def _lay_out(self, theme: Theme) -> None:
        self._nothing.setWordWrap(True)
        side = Ground(theme, _LIST, True)
        column = QVBoxLayout(side)
        column.setContentsMargins(sizes.SPACE_3, sizes.SPACE_4, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addLayout(Flow(self._new, self._import, self._export, apart=sizes.SPACE_1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.editor, 1)
