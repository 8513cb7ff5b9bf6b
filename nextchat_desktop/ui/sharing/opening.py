"""The ways to export a conversation and to write all of it anew: nothing of that is loaded before it is asked for."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.core.exporting import Scope
    from nextchat_desktop.ui.rewriting.dialog import RewriteDialog
    from nextchat_desktop.ui.rewriting.rows import Rows
    from nextchat_desktop.ui.sharing.dialog import ExportDialog

_GO_ON = "rewrite"


class WholeConversation(QObject):
    """What is done with the conversation that is read as a whole, in a window of its own. Binds its commands."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._dialogs: list[ExportDialog] = []
        desk.at_hand[_GO_ON] = self._go_on
        stage.commands.bind("export", self.export, stage.has_turns)
        stage.commands.bind("export_all", self._on_export_all)
        stage.commands.bind("edit_all", self._on_edit_all, stage.has_turns)
        stage.sidebar.menus.export_asked.connect(self._on_export_asked)
        stage.sidebar.menus.folder_export_asked.connect(self._on_folder_export_asked)
        stage.header.export_button.clicked.connect(lambda: stage.commands.run("export"))

    def close(self) -> None:
        """What is being written ends, and nothing is left of it."""
        for dialog in list(self._dialogs):
            dialog.leave()

    def export(self, ids: Sequence[str] = ()) -> None:
        """With these turns ticked, none for all."""
        self._open(ids=ids)

    def _on_export_all(self) -> None:
        from nextchat_desktop.core.exporting import ALL  # no start of the program needs it, nor what follows

        self._open(ALL)

    def _on_folder_export_asked(self, folder: str) -> None:
        from nextchat_desktop.core.exporting import Scope

        self._open(Scope(folder=folder))

    def _on_export_asked(self, ids: Sequence[str]) -> None:
        """One conversation is shown with its turns, be it another than the one that is read."""
        from nextchat_desktop.core.exporting import Scope

        if len(ids) > 1:
            self._open(Scope(tuple(ids)))
        else:
            self._open(session=self._desk.library.open(ids[0]))

    def _open(self, scope: "Scope | None" = None, ids: Sequence[str] = (), session: Session | None = None) -> None:
        from nextchat_desktop.ui.sharing.dialog import ExportDialog
        from nextchat_desktop.ui.sharing.what import Asked

        desk, stage = self._desk, self._stage
        asked = Asked(session or stage.session, ids, scope)
        kit = stage.page.transcript.kit
        dialog = ExportDialog(desk.exports(), asked, desk, stage.theme, kit, stage.window)
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda _result: self._dialogs.remove(dialog))
        dialog.come_forward()

    def _on_edit_all(self) -> None:
        if self._stage.session is not None:
            self._rewrite(self._stage.session)

    def _rewrite(self, session: Session) -> "RewriteDialog":
        from nextchat_desktop.ui.rewriting.dialog import RewriteDialog  # no start of the program needs it

        dialog = RewriteDialog(session, self._desk.words, self._stage.theme, self._stage.window)
        dialog.applied.connect(partial(self._apply, session, dialog))
        dialog.rejected.connect(partial(self._on_left, session.conversation.id, dialog))
        dialog.come_forward()
        return dialog

    def _on_left(self, id: str, dialog: "RewriteDialog") -> None:
        """A slip of the finger is not to cost an hour's work."""
        if dialog.wanted is not None:
            desk, wanted = self._desk, dialog.wanted
            desk.deeds.did(desk.words("rewrite.left"), desk.by_then(_GO_ON, id, *wanted))

    def _go_on(self, id: str, rows: "Rows", title: str) -> None:
        session = self._desk.library.open(id)
        if session is not None:
            self._rewrite(session).go_on(rows, title)

    def _apply(self, session: Session, dialog: "RewriteDialog", rows: "Rows", title: str) -> None:
        """What cannot be done now stays in the window."""
        wanted = [row.wording for row in rows]
        if session.busy:
            dialog.say(self._desk.words("action.not_now"))
            return
        self._desk.acts.rewrite(session, wanted, " ".join(title.split()))
        dialog.accept()
