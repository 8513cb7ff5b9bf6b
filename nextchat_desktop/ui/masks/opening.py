"""The way to the masks and back, for the window: nothing of them is loaded before somebody goes there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.engine.session import Session
from nextchat_desktop.settings.schema import ASK_MASK
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.masks.dialog import MasksDialog


class MasksOpening(QObject):
    """Binds the commands that are about masks."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._dialog: MasksDialog | None = None
        hear(desk.masks.told, stage.toast.warn)
        stage.commands.bind("new_with_mask", self.open)
        stage.commands.bind("save_mask", self.save, self._is_worth_saving)

    def open(self) -> None:
        """The gallery."""
        self._made().open_gallery()

    def asks(self) -> bool:
        """Whether a new chat begins with the gallery; then it is open."""
        if self._desk.settings[ASK_MASK]:
            self.open()
        return self._desk.settings[ASK_MASK]

    def save(self) -> None:
        """The conversation that is read as a mask, to be looked over."""
        session, masks = self._stage.session, self._desk.masks
        if session is not None:
            mask, whole = masks.from_chat(session), masks.from_chat(session, with_turns=True)
            self._made().write(mask, True, whole.context[len(mask.context) :])

    def close(self) -> None:
        """Keeps what is being written."""
        if self._dialog is not None:
            self._dialog.done(0)

    def _is_worth_saving(self) -> bool:
        session = self._stage.session
        return session is not None and bool(session.messages or session.conversation.context)

    def _made(self) -> "MasksDialog":
        from nextchat_desktop.ui.masks.dialog import MasksDialog  # no start of the program needs it

        if self._dialog is None:
            self._dialog = MasksDialog(self._desk, self._stage.theme, self._stage.window)
            self._dialog.chosen.connect(self._on_chosen)
            self._dialog.plain_asked.connect(self._on_plain_asked)
        return self._dialog

    def _on_chosen(self, mask: Mask) -> None:
        self._show(self._desk.masks.begin(mask))

    def _on_plain_asked(self) -> None:
        self._show(self._desk.library.new())

    def _show(self, session: Session) -> None:
        self._stage.show(session)
        self._stage.window.activateWindow()
        self._stage.page.composer.field.setFocus()
