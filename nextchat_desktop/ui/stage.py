"""The window as the parts see it that are joined to it: what stands there, and how it shows something else."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.header import Header
from nextchat_desktop.ui.picker.choosing import ModelChoosing
from nextchat_desktop.ui.sidebar.sidebar import Sidebar
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast


@dataclass(frozen=True)
class Stage:
    """Each part is handed the desk and this, binds its own commands and says through the toast what came of them."""

    window: QWidget
    """Other windows are opened from it, and lists float over it."""
    theme: Theme
    sidebar: Sidebar
    header: Header
    page: ChatPage
    toast: Toast
    commands: Commands
    choosing: ModelChoosing
    show: Callable[[Session], object]
    open: Callable[[str], object]
    """Shows the conversation of this id, where there is one."""
    choose_model: Callable[[ModelChoice], object]

    @property
    def session(self) -> Session | None:
        """The conversation that is read."""
        return self.page.session

    def has_turns(self) -> bool:
        return self.session is not None and bool(self.session.path)
