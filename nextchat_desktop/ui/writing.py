"""What helps somebody who writes: prompts and commands, the queue, a preview, and the place where they read.

It joins these with the page and the settings, and decides nothing.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import PREVIEW, SUGGESTIONS
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.chat.placing import Placing
from nextchat_desktop.ui.chat.queueing import Queueing
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.composer.completing import Completing
from nextchat_desktop.ui.composer.preview import Preview
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.ui.transcript.gallery import Gallery

if TYPE_CHECKING:
    from nextchat_desktop.ui.prompts.dialog import PromptsDialog


class Writing(QObject):
    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        gallery: Gallery,
        page: ChatPage,
        commands: Commands,
        toast: Toast,
        around: QWidget,
    ) -> None:
        super().__init__(around)
        self._desk = desk
        self._theme = theme
        self._around = around
        self._dialog: PromptsDialog | None = None
        words = desk.words
        self._placing = Placing(desk.places, page)
        self.queueing = Queueing(desk.queue, desk.library, words, theme, page)
        self.completing = Completing(page.composer, desk.prompts, commands, words, theme, self._suggests, around)
        self.preview = Preview(page.composer, words("preview.name"), transcript_words(words), theme, gallery)
        page.stand_below(self.preview)
        commands.bind("prompts", self.open_prompts)
        page.composer.prompts_button.clicked.connect(self.open_prompts)
        self.completing.warned.connect(toast.tell)
        for notice in (desk.prompts.not_kept, desk.queue.not_kept):
            notice.listen(lambda detail: toast.warn(words("storage.not_written", detail=detail)))
        desk.settings.listen(self._follow)
        self._follow(PREVIEW)

    def open_prompts(self, id: str = "") -> "PromptsDialog":
        """The person's prompts, one of them chosen where its id is given."""
        from nextchat_desktop.ui.prompts.dialog import PromptsDialog  # no start of the program needs it

        if self._dialog is None:
            desk = self._desk
            self._dialog = PromptsDialog(desk.prompts, desk.deeds, desk.words, self._theme, self._around)
            self._dialog.taken.connect(self.take)
        self._dialog.come_forward()
        if id:
            self._dialog.choose(id)
        return self._dialog

    def take_in(self) -> None:
        """Shows what another process has changed."""
        self.queueing.show()
        self._desk.prompts.reload()

    def take(self, prompt: Prompt) -> None:
        """Writes a prompt into the field."""
        self._around.activateWindow()
        self.completing.take(prompt)

    def _suggests(self) -> bool:
        return self._desk.settings[SUGGESTIONS]

    def _follow(self, option: Option[Any]) -> None:
        if option is PREVIEW:
            self.preview.want(self._desk.settings[PREVIEW])
