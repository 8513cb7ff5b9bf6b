"""The ways to importing in the window: the command, the welcome, files dropped anywhere. It imports nothing itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.importing.dropping import FileDrop
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.core.arriving import ImportReport
    from nextchat_desktop.ui.importing.dialog import ImportDialog

Open = Callable[[str], bool]
"""Opens a file by its path, if it is one for it."""


class ImportOpening(QObject):
    """Binds the command. Nothing of it is loaded before somebody has a file."""

    def __init__(
        self,
        desk: Desk,
        stage: Stage,
        take_in: Callable[[], object],
        ask_guide: Callable[[str], object],
        others: Sequence[Open] = (),
    ) -> None:
        """`take_in` reads again what the window shows of conversations, `others` open files of their own kinds."""
        super().__init__(stage.window)
        self._desk, self._stage = desk, stage
        self._take_in, self._ask_guide, self._others = take_in, ask_guide, tuple(others)
        self._dialog: ImportDialog | None = None
        self._is_warned = False
        stage.commands.bind("import", self.begin)
        self._drop = FileDrop(stage.window, stage.theme, desk.words("import.drop"))
        self._drop.dropped.connect(self.open_files)
        stage.page.attaching.others_dropped.connect(self.open_files)

    @property
    def is_bringing(self) -> bool:
        """Whether very much is being written; what has come meanwhile is taken in when that ends."""
        return self._dialog is not None and self._dialog.is_bringing

    def begin(self) -> None:
        self._made().begin()

    def open_files(self, paths: Sequence[str]) -> None:
        """Each as what it is: those nobody else opens are looked at together."""
        left = [Path(path) for path in paths if not any(opens(path) for opens in self._others)]
        if left:
            dialog = self._made()
            dialog.come_forward()
            dialog.look(left)

    def may_close(self) -> bool:
        """Whether the program may end. Somebody who would lose an import by that is told so once."""
        if self._dialog is None or not self.is_bringing or self._is_warned:
            return True
        self._is_warned = True
        self._dialog.come_forward()
        self._dialog.warn_of_end()
        return False

    def _made(self) -> "ImportDialog":
        from nextchat_desktop.ui.importing.dialog import ImportDialog  # no start of the program needs it

        if self._dialog is None:
            desk, stage, imports = self._desk, self._stage, self._desk.imports()
            dialog = self._dialog = ImportDialog(imports, desk, stage.theme, stage.window)
            hear(imports.arrived, self._on_arrived)
            hear(desk.deeds.done, dialog.follow_done)
            hear(desk.deeds.undone, dialog.follow_undone)
            hear(desk.deeds.redone, dialog.follow_redone)
            dialog.shown.connect(self._on_shown)
            dialog.dropped.connect(self.open_files)
            dialog.ended.connect(self._on_ended)
            dialog.left_behind.connect(self._on_left_behind)
            dialog.guide_asked.connect(self._on_guide_asked)
        return self._dialog

    def _on_arrived(self, _nothing: str) -> None:
        self._take_in()

    def _on_shown(self, ids: Sequence[str]) -> None:
        """Of those that came in, the one that was used last."""
        wanted = set(ids)
        latest = next((card.id for card in self._desk.shelf.last_used(_LOOKED_AT) if card.id in wanted), ids[0])
        self._stage.open(latest)
        self._stage.window.activateWindow()

    def _on_left_behind(self) -> None:
        self._stage.toast.tell(self._desk.words("import.goes_on"))
        self._stage.toast.lead(self._desk.words("import.see"), self.begin)

    def _on_ended(self, report: "ImportReport", is_deed: bool) -> None:
        """The deed is told by itself, with the way back."""
        from nextchat_desktop.engine.telling_imports import TellingImports

        self._is_warned = False
        if report.trouble is not None:
            self._stage.toast.warn(TellingImports(self._desk.words).trouble(report))
        elif not is_deed:
            self._stage.toast.tell(TellingImports(self._desk.words).total(report))
        self._stage.toast.lead(self._desk.words("import.see"), self._again)

    def _again(self) -> None:
        if self._dialog is not None:
            self._dialog.come_forward()

    def _on_guide_asked(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
        self._ask_guide(self._desk.guide_title("import"))


_LOOKED_AT = 1000
"""Conversations among which the one is looked for that was used last."""
