"""The bin: what was deleted within thirty days and what messages said before, to be found, read and brought back."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from nextchat_desktop.core.discarded import Discarded, Kind
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.engine.bin import Bin
from nextchat_desktop.ui.inspector.long_text import LongText
from nextchat_desktop.ui.named_by import first_words
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, SearchField, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.two_lines import ONE_ROLE, in_two_lines, put_row
from nextchat_desktop.ui.window import Window, beside, foot
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import clock_time, day, is_today

_SIZE = QSize(900, 620)
_LIST = 380
_LONGEST = 80
_PAUSE = 150
"""Milliseconds after a key before it is searched."""


class BinDialog(Window):
    """Erasing for good is what asks, in its own place: nothing opens over this window."""

    def __init__(self, bin: Bin, words: Words, theme: Theme, now: int, parent: QWidget) -> None:
        super().__init__("binDialog", words("bin.title"), _SIZE, parent, Qt.WindowType.Window)
        self._bin, self._words, self._now = bin, words, now
        self._field = SearchField(theme, "binSearch", words("bin.search"))
        self._list = named(QListWidget(), "binList", words("bin.list"))
        self._text = LongText(theme, "binText", words("bin.text"), prose=True)
        self._said = Hint(theme, "binSaid")
        self._restore = button("binRestoreButton", words("bin.restore"), "primary")
        self._erase = button("binEraseButton", words("bin.erase"))
        self._question = labelled("", "label")
        self._really = button("binReallyButton", words("bin.really"), "danger")
        self._keep = button("binKeepButton", words("bin.keep"))
        self._asking = named(QFrame(), "binAsking", role="card")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out(theme)
        self._connect()

    @property
    def holds_work(self) -> bool:
        return False

    def look(self, now: int) -> None:
        """What lies there at this moment, UTC milliseconds."""
        self._now = now
        self._said.say(self._words("bin.stays"), icon="clock")
        self._fill()
        self._field.setFocus()

    def refresh(self) -> None:
        """Something was deleted, restored or undone elsewhere."""
        if self.isVisible():
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._list.hasFocus():
            self._ask()
        elif event.key() == Qt.Key.Key_Escape and self._asking.isVisible():
            self._stop_asking()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.hasFocus():
            self._on_restore()
        else:
            super().keyPressEvent(event)

    @property
    def _chosen(self) -> Sequence[Discarded]:
        return [item.data(ONE_ROLE) for item in sorted(self._list.selectedItems(), key=self._list.row)]

    def _fill(self) -> None:
        place = max(0, self._list.currentRow())
        found = self._bin.found(self._field.text())
        self._list.clear()
        for one in found:
            item = QListWidgetItem(self._list)
            put_row(item, self._title(one), self._note(one))
            item.setData(ONE_ROLE, one)
        self._stop_asking()
        if found:
            self._list.setCurrentRow(min(place, len(found) - 1))
        self._on_chosen()
        if not found:
            self._text.show_text(self._words("bin.nothing" if self._field.text().strip() else "bin.empty"))

    def _title(self, one: Discarded) -> str:
        said = first_words(one.title if one.kind is Kind.CONVERSATION else one.text, _LONGEST)
        return said or first_words(one.text, _LONGEST) or self._words("bin.wordless")

    def _note(self, one: Discarded) -> str:
        words = self._words
        when = clock_time(words, one.at) if is_today(one.at, self._now) else day(words, one.at)
        if one.kind is Kind.CONVERSATION:
            return words.plural("bin.conversation", one.count, when=when)
        title = first_words(one.title, _LONGEST // 2) or words("bin.untitled")
        return words(f"bin.{one.kind}", role=words(f"share.{one.role}"), title=title, when=when)

    def _on_chosen(self) -> None:
        chosen = self._chosen
        self._text.show_text("\n\n———\n\n".join(one.text for one in chosen))
        for part in (self._restore, self._erase):
            part.setEnabled(bool(chosen))

    def _on_restore(self) -> None:
        chosen = self._chosen
        restored = sum(self._bin.restore(one) for one in chosen)
        self._fill()
        if chosen:
            told = "bin.restored" if restored == len(chosen) else "bin.not_restored"
            self._said.say(self._words.plural(told, len(chosen)), "ok" if restored else "bad", "check")

    def _ask(self) -> None:
        if chosen := self._chosen:
            self._question.setText(self._words.plural("bin.question", len(chosen)))
            self._asking.show()
            self._keep.setFocus()

    def _stop_asking(self) -> None:
        had_focus = self._really.hasFocus() or self._keep.hasFocus()
        self._asking.hide()
        if had_focus:
            self._list.setFocus()

    def _on_really(self) -> None:
        try:
            self._bin.erase(self._chosen)
        except NotWritten as error:
            self._said.say(self._words("storage.not_written", detail=str(error)), "bad", "alert")
        self._fill()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._fill)
        self._field.textChanged.connect(lambda _text: self._pause.start())
        self._field.left.connect(self._list.setFocus)
        self._list.itemSelectionChanged.connect(self._on_chosen)
        self._list.itemDoubleClicked.connect(lambda _item: self._on_restore())
        self._restore.clicked.connect(self._on_restore)
        self._erase.clicked.connect(self._ask)
        self._really.clicked.connect(self._on_really)
        self._keep.clicked.connect(self._stop_asking)

    def _lay_out(self, theme: Theme) -> None:
        self._question.setObjectName("binQuestion")
        self._question.setWordWrap(True)
        in_two_lines(self._list, theme, _LIST)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        body = beside(self._list, self._text, apart=sizes.SPACE_4)
        asking = QHBoxLayout(self._asking)
        asking.addWidget(self._question, 1)
        for part in (self._keep, self._really):
            asking.addWidget(part)
        self.stack(self._field, body, self._asking, foot(self._said, self._erase, self._restore), grows=body)
