"""The backups: how often, which there are, one more as a file, and one put in place after a look at what it changes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nextchat_desktop.core.backups import Backup, Difference
from nextchat_desktop.engine.data_works import DataWorks
from nextchat_desktop.engine.telling_data import about, changes, note, trouble
from nextchat_desktop.settings.schema import BACKUPS, BACKUPS_KEPT
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.files import ask_where, ask_which
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.hearing import hear, while_there
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.data.asking import Asking
from nextchat_desktop.ui.settings.data.work_bar import WorkBar
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.settings.form import OptionRow
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.two_lines import ONE_ROLE, in_two_lines, put_row
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import date_and_time, plain_day

ENDING = "nextchat-backup"
_MOST_ROWS = 4


class BackupsPart(QWidget):
    """One thing at a time is asked, in its own place; nothing opens over this window but what chooses a file."""

    def __init__(self, works: DataWorks, bar: WorkBar, settings: Settings, words: Words, theme: Theme) -> None:
        super().__init__()
        self._works, self._backups, self._bar, self._words = works, works.backups, bar, words
        self._rows = [OptionRow(option, settings, words, theme) for option in (BACKUPS, BACKUPS_KEPT)]
        self._list = named(QListWidget(), "backupList", words("data.list"))
        self._none = Hint(theme, "backupNone")
        self._trouble = Hint(theme, "backupTrouble")
        self._said = Hint(theme, "backupSaid")
        self._now = button("backUpNow", words("data.back_up"))
        self._restore = button("backupRestore", words("data.restore"))
        self._file = button("backupFromFile", words("data.restore_file"))
        self._erase = button("backupErase", words("data.erase_backup"), "danger")
        self._asking = Asking("backupAsking", words("data.really_restore"), words, theme)
        self._opened = False
        """Whether what is asked about was taken out of a file."""
        self._arrange(theme)
        self._connect()

    def look(self) -> None:
        """Which there are now."""
        for row in self._rows:
            row.show_value()
        self._backups.look(while_there(self._on_looked))

    def back_up(self) -> None:
        """Asks for a place, and makes one there."""
        name = f"NextChat {plain_day(self._works.clock())}.{ENDING}"
        title, endings = self._words("data.back_up.title"), {ENDING: self._words("data.file")}
        ask_where(self, "backUpDialog", title, name, self._on_place, endings)

    @property
    def _chosen(self) -> Backup | None:
        items = self._list.selectedItems()
        found: Backup | None = items[0].data(ONE_ROLE) if items else None
        return found

    def _fit(self, rows: QListWidget) -> None:
        """As high as its rows, up to a few."""
        row = max(rows.sizeHintForRow(0), 0)
        rows.setFixedHeight(min(rows.count(), _MOST_ROWS) * row + 2 * sizes.SPACE_1)

    def _on_looked(self, found: Sequence[Backup] | Exception) -> None:
        chosen = self._chosen
        self._list.clear()
        for backup in [] if isinstance(found, Exception) else found:
            item = QListWidgetItem(self._list)
            put_row(item, date_and_time(self._words, backup.made), note(self._words, backup))
            item.setData(ONE_ROLE, backup)
            item.setSelected(chosen is not None and backup.path == chosen.path)
        count = self._list.count()
        self._fit(self._list)
        self._list.setVisible(bool(count))
        nothing = "data.none" if self._backups.how_often() else "data.none_by_itself"
        self._none.say("" if count else self._words(nothing))
        failed = self._backups.trouble
        reason = trouble(self._words, failed) if failed is not None else ""
        self._trouble.say(self._words("data.failed", reason=reason) if failed else "", "warn", "alert")
        self._on_chosen()

    def _on_chosen(self) -> None:
        for part in (self._restore, self._erase):
            part.setEnabled(self._chosen is not None and not self._bar.is_busy)

    def _on_place(self, path: str, _ending: str) -> None:
        self._said.say("")
        save = partial(self._backups.save, Path(path))
        self._bar.do(self._words("data.backing_up"), save, partial(self._on_saved, path))

    def _on_saved(self, path: str, outcome: Backup | Exception) -> None:
        if isinstance(outcome, Exception):
            self._refuse(outcome)
        else:
            self._said.say(self._words("data.saved", path=path), "ok", "check")

    def _on_restore(self) -> None:
        if (backup := self._chosen) is not None:
            self._preview(backup)

    def _on_file(self) -> None:
        filters = [f"{self._words('data.file')} (*.{ENDING})"]
        dialog = ask_which(self, "backupFileDialog", self._words("data.restore_file"), filters)
        dialog.fileSelected.connect(self._open)

    def _open(self, path: str) -> None:
        self._said.say("")
        look = partial(self._backups.look_into, Path(path))
        self._bar.do(self._words("data.reading"), look, self._on_opened)

    def _on_opened(self, outcome: Backup | Exception) -> None:
        if isinstance(outcome, Exception):
            self._refuse(outcome)
        else:
            self._opened = True
            self._preview(outcome)

    def _preview(self, backup: Backup) -> None:
        self._said.say(self._words("data.comparing"))
        self._backups.preview(backup, partial(self._on_compared, backup))

    def _on_compared(self, backup: Backup, outcome: Difference | Exception) -> None:
        self._said.say("")
        if isinstance(outcome, Exception):
            self._refuse(outcome)
            return
        words = self._words
        question = f"{about(words, backup)}\n\n{changes(words, backup, outcome)}"
        self._asking.ask(question, words("data.really_restore"), lambda: self._put_in_place(backup))

    def _put_in_place(self, backup: Backup) -> None:
        restore = partial(self._backups.restore, backup)
        self._bar.do(self._words("data.restoring"), restore, self._on_prepared)

    def _on_prepared(self, outcome: Exception | None) -> None:
        if outcome is not None:
            self._refuse(outcome)
            return
        self._said.say(self._words("data.restarting"), "ok", "check")
        self._works.restart()

    def _on_erase(self) -> None:
        if (backup := self._chosen) is not None:
            question = self._words("data.erase_backup.question", when=date_and_time(self._words, backup.made))
            really = self._words("bin.really")
            erased = while_there(self._on_erased)
            self._asking.ask(question, really, lambda: self._backups.erase(backup, erased), "danger")

    def _on_erased(self, outcome: Exception | None) -> None:
        if outcome is not None:
            self._refuse(outcome)

    def _refuse(self, error: Exception) -> None:
        self._said.say(trouble(self._words, error), "bad", "alert")
        self._forget()

    def _forget(self) -> None:
        """What was taken out of a file is not wanted any more."""
        if self._opened:
            self._opened = False
            self._backups.forget()

    def _on_changed(self, _told: str) -> None:
        if self.isVisible():
            self.look()

    def _on_busied(self, is_busy: bool) -> None:
        for part in (self._now, self._file, self._asking):
            part.setEnabled(not is_busy)
        self._on_chosen()

    def _on_called_off(self) -> None:
        self._said.say(self._words("data.called_off"))
        self._forget()

    def _connect(self) -> None:
        self._list.itemSelectionChanged.connect(self._on_chosen)
        self._list.itemDoubleClicked.connect(lambda _item: self._on_restore())
        self._now.clicked.connect(self.back_up)
        self._restore.clicked.connect(self._on_restore)
        self._file.clicked.connect(self._on_file)
        self._erase.clicked.connect(self._on_erase)
        self._asking.no.clicked.connect(self._forget)
        self._bar.busied.connect(self._on_busied)
        self._bar.called_off.connect(self._on_called_off)
        hear(self._backups.changed, self._on_changed)

    def _arrange(self, theme: Theme) -> None:
        in_two_lines(self._list, theme)
        following(theme, self._list, self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_3)
        for row in self._rows:
            column.addWidget(row)
        for widget in (self._trouble, self._list, self._none):
            column.addWidget(widget)
        column.addLayout(Flow(self._now, self._restore, self._file, None, self._erase))
        column.addWidget(self._asking)
        column.addWidget(self._said)
