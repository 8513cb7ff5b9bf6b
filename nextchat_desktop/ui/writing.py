"""What helps somebody who writes: prompts and commands, the queue, a preview, and the place where they read.

It joins these with the page and the settings, and decides nothing.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import PREVIEW, SUGGESTIONS
from nextchat_desktop.ui.chat.placing import Placing
from nextchat_desktop.ui.chat.queueing import Queueing
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.composer.completing import Completing
from nextchat_desktop.ui.composer.preview import Preview
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.ui.transcript.gallery import Gallery

if TYPE_CHECKING:
    from nextchat_desktop.ui.prompts.dialog import PromptsDialog


class Writing(QObject):
    def __init__(self, desk: Desk, stage: Stage, gallery: Gallery) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._dialog: PromptsDialog | None = None
        words, theme, page, toast = desk.words, stage.theme, stage.page, stage.toast
        self._placing = Placing(desk.places, page)
        self.queueing = Queueing(desk.queue, desk.library, words, theme, page)
        self.completing = Completing(
            page.composer, desk.prompts, stage.commands, words, theme, self._suggests, stage.window
        )
        self.preview = Preview(page.composer, words("preview.name"), transcript_words(words), theme, gallery)
        page.stand_below(self.preview)
        stage.commands.bind("prompts", self.open_prompts)
        page.composer.prompts_button.clicked.connect(self.open_prompts)
        self.completing.warned.connect(toast.tell)
        for notice in (desk.prompts.not_kept, desk.queue.not_kept):
            hear(notice, self._on_not_kept)
        hear(desk.settings, self._follow)
        self._follow(PREVIEW)

    def open_prompts(self, id: str = "") -> "PromptsDialog":
        """The person's prompts, one of them chosen where its id is given."""
        from nextchat_desktop.ui.prompts.dialog import PromptsDialog  # no start of the program needs it

        if self._dialog is None:
            desk, stage = self._desk, self._stage
            self._dialog = PromptsDialog(desk.prompts, desk.deeds, desk.words, stage.theme, stage.window)
            self._dialog.taken.connect(self.take)
        self._dialog.come_forward()
        if id:
            self._dialog.choose(id)
        return self._dialog

    def close(self) -> None:
        """Keeps what is being written of a prompt."""
        if self._dialog is not None:
            self._dialog.done(0)

    def take_in(self) -> None:
        """Shows what another process has changed."""
        self.queueing.show()
        self._desk.prompts.reload()

    def take(self, prompt: Prompt) -> None:
        """Writes a prompt into the field."""
        self._stage.window.activateWindow()
        self.completing.take(prompt)

    def _on_not_kept(self, detail: str) -> None:
        self._stage.toast.warn(self._desk.words("storage.not_written", detail=detail))

    def _suggests(self) -> bool:
        return self._desk.settings[SUGGESTIONS]

    def _follow(self, option: Option[Any]) -> None:
        if option is PREVIEW:
            self.preview.want(self._desk.settings[PREVIEW])
