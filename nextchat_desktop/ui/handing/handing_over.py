"""The ways to a set-up for the window: files, links and text in, one's own out. Nothing of it is loaded before that."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.handing.recognising import OPEN_SETUP, SHARE_SETUP, is_setup_file, is_setup_text, setup_link_in
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.ui.welcome import Welcome

if TYPE_CHECKING:
    from nextchat_desktop.ui.settings_opening import SettingsOpening


class HandingOver(QObject):
    """Binds the commands for sharing and opening, and takes what is pasted before anything is set up."""

    def __init__(self, desk: Desk, stage: Stage, settings: "SettingsOpening", welcome: Welcome) -> None:
        super().__init__(stage.window)
        self._desk, self._stage, self._settings, self._welcome = desk, stage, settings, welcome
        welcome.pasted.connect(self._on_pasted)
        welcome.setup_asked.connect(self.ask)
        settings.link_activated.connect(self._on_link)
        stage.commands.bind("share_setup", self.share)
        stage.commands.bind("open_setup", self.ask)

    def share(self) -> None:
        from nextchat_desktop.ui.handing.share_dialog import ShareDialog

        ShareDialog(self._desk, self._stage.theme, self._stage.window).come_forward()

    def ask(self) -> None:
        """Which file is meant."""
        from nextchat_desktop.core.setups import ENDING
        from nextchat_desktop.ui.files import ask_which

        words = self._desk.words
        filters = (f"{words('setup.share.kind')} (*.{ENDING})", f"{words('setup.open.any')} (*)")
        dialog = ask_which(self._stage.window, "openSetupFile", words("setup.open.title"), filters)
        dialog.fileSelected.connect(self.open_file)

    def open(self, source: str) -> bool:
        """Opens a file by its path or address, or a text with a link in it; whether it is one of these."""
        path = QUrl(source.strip()).toLocalFile() or source.strip()
        if is_setup_text(source):
            self.open_text(source)
        elif is_setup_file(path):
            self.open_file(path)
        else:
            return False
        return True

    def open_file(self, path: str) -> None:
        """What cannot be opened is told with words."""
        from nextchat_desktop.core.setups import MOST_BYTES, Unfit

        try:
            with Path(path).open("rb") as file:
                self._open(file.read(MOST_BYTES + 1))
        except (OSError, ValueError):
            self._warn(Unfit.UNREADABLE)

    def open_text(self, text: str) -> None:
        self._open(text.encode("utf-8", "replace"))

    def _open(self, data: bytes) -> None:
        from nextchat_desktop.core.setups import Unfit
        from nextchat_desktop.ui.handing.open_dialog import OpenDialog

        setups = self._desk.handing.setups()
        opened = setups.read(data)
        if isinstance(opened, Unfit):
            self._warn(opened)
            return
        dialog = OpenDialog(opened, setups, self._desk, self._stage.theme, self._stage.window)
        dialog.taken.connect(self._on_taken)
        dialog.key_asked.connect(self._settings.open_key)
        dialog.test_asked.connect(self._settings.find_out)
        dialog.come_forward()

    def _on_pasted(self, text: str) -> None:
        """A set-up is looked at, and what makes a connection goes to the form."""
        from nextchat_desktop.core.endpoints import recognise

        welcome = self._welcome
        if self.open(text):
            welcome.clear()
        elif recognise(text) is None:
            welcome.say(self._desk.words("welcome.not_recognised"))
        else:
            welcome.clear()
            self._settings.open("connections").begin_with(text)

    def _on_link(self, address: str) -> None:
        """From the settings."""
        if address == OPEN_SETUP:
            self.ask()
        elif address == SHARE_SETUP:
            self.share()
        elif setup_link_in(address):
            self.open_text(address)

    def _warn(self, unfit: str) -> None:
        self._stage.toast.warn(self._desk.words(f"setup.unfit.{unfit}"))

    def _on_taken(self, choice: ModelChoice | None) -> None:
        """Who came with it answers; a conversation with somebody else is not handed to them unasked."""
        session = self._stage.session
        if choice is None:
            return
        if session is None or session.messages:
            self._stage.show(self._desk.library.new())
        self._stage.choose_model(choice)
