"""The page of the data as a whole. It knows its parts, not what they do."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.settings.data.asking import Asking
from nextchat_desktop.ui.settings.data.backups_part import BackupsPart
from nextchat_desktop.ui.settings.data.clearing_part import ClearingPart
from nextchat_desktop.ui.settings.data.where_part import WherePart
from nextchat_desktop.ui.settings.data.work_bar import WorkBar
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.settings.form import Page
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

ELSEWHERE = ("import", "export_all", "share_setup", "open_setup")
"""Commands that have a button here where somebody does them."""


class DataPage(Page):
    """`run_asked` tells a command that is to be run once this window is out of the way."""

    run_asked = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, commands: Collection[str]) -> None:
        words = desk.words
        self._bar, works = WorkBar(words), desk.data()
        self._where = WherePart(works, self._bar, words, theme)
        self._backups = BackupsPart(works, self._bar, desk.settings, words, theme)
        self._clearing = ClearingPart(works, desk.deeds, self._bar, words, theme)
        ways = [id for id in ELSEWHERE if id in commands]
        between = [_heading(words("data.in_and_out")), self._ways(ways, words)] if ways else []
        parts = (
            self._bar,
            _heading(words("data.where")),
            self._where,
            _heading(words("data.heading")),
            self._backups,
            *between,
            _heading(words("data.anew")),
            self._clearing,
        )
        super().__init__(words("settings.page.data"), parts, theme)
        self._clearing.backup_wanted.connect(self._backups.back_up)
        self._bar.busied.connect(self._on_busied)
        self._place = 0
        """Where somebody was who began what is being done."""
        for asking in self.findChildren(Asking):
            asking.asked.connect(partial(self._show_soon, asking))

    def showEvent(self, event: QShowEvent) -> None:
        """It is read when it is looked at."""
        super().showEvent(event)
        self._where.look()
        self._backups.look()

    @property
    def is_busy(self) -> bool:
        """Whether something is done that takes long."""
        return self._bar.is_busy

    def back_up(self) -> None:
        """Asks for a place, and makes a backup there."""
        self._backups.back_up()

    def _ways(self, ids: list[str], words: Words) -> QWidget:
        buttons = [button(f"data-{id}", words(f"command.{id}")) for id in ids]
        for id, pressed in zip(ids, buttons, strict=True):
            pressed.clicked.connect(lambda _checked=False, id=id: self.run_asked.emit(id))
        whole = QWidget()
        whole.setLayout(Flow(*buttons))
        return whole

    def _on_busied(self, is_busy: bool) -> None:
        """How far it is stands at the top; what came of it, where it was begun."""
        bar = self.verticalScrollBar()
        if is_busy:
            self._place = bar.value()
            self._show_soon(self._bar)
        else:
            QTimer.singleShot(0, self, lambda: bar.setValue(self._place))

    def _show_soon(self, part: QWidget) -> None:
        """When it has got its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))


def _heading(text: str) -> QWidget:
    return labelled(text, "section")
