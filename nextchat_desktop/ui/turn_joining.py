"""Everything that can be done to turns and to a conversation as a whole, joined to the window. It decides nothing."""

from PySide6.QtCore import QObject, Qt

from nextchat_desktop.ui.bin.opening import BinOpening
from nextchat_desktop.ui.chat.foreseeing import Foreseeing
from nextchat_desktop.ui.chat.turning import Turning
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.keyboard.menu import Menu
from nextchat_desktop.ui.mirroring import pop_below, shown
from nextchat_desktop.ui.sharing.opening import WholeConversation
from nextchat_desktop.ui.stage import Stage

_OFFERED = ("context", "clear", "choose_turns", "edit_all", "retitle", "fork", "export")
"""Commands that are offered behind … beside the title."""


class TurnJoining(QObject):
    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._words = desk.words
        self._stage = stage
        self.turning = Turning(desk, stage)
        self.foreseeing = Foreseeing(desk, stage)
        self.bin = BinOpening(desk, stage)
        self.whole = WholeConversation(desk, stage)
        self.turning.export_asked.connect(self.whole.export)
        stage.header.more_button.clicked.connect(self._open_menu)

    def _open_menu(self) -> None:
        """What is done with the conversation that is read, as a whole."""
        button, commands = self._stage.header.more_button, self._stage.commands
        menu = Menu(button)
        menu.setObjectName("conversationMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for id in _OFFERED:
            keys = commands.shown_keys(id)
            row = menu.addAction(self._words(f"command.{id}") + (f"\t{shown(keys)}" if keys else ""))
            row.triggered.connect(lambda _checked=False, id=id: commands.run(id))
            row.setObjectName(f"menu-{id}")
            row.setEnabled(commands.is_enabled(id))
        pop_below(menu, button, at_end=True)
