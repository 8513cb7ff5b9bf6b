"""Everything that stands in the main window, under one name: the window itself is there before any of it is loaded."""

from nextchat_desktop.engine.models import GUIDE_CHOICE
from nextchat_desktop.settings.schema import FOLD_CODE, WRAP_CODE
from nextchat_desktop.ui.chat.asiding import Asiding
from nextchat_desktop.ui.chat.avatars import avatars_in
from nextchat_desktop.ui.chat.folding import lines_before_folding
from nextchat_desktop.ui.chat.inspecting import Inspecting
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.chat.reading_commands import bind_reading
from nextchat_desktop.ui.chat.using import Using
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.data_joining import DataJoining
from nextchat_desktop.ui.elsewhere import Elsewhere
from nextchat_desktop.ui.file_menu import FileMenu
from nextchat_desktop.ui.guiding import Guiding
from nextchat_desktop.ui.handing.handing_over import HandingOver
from nextchat_desktop.ui.header import Header
from nextchat_desktop.ui.importing.opening import ImportOpening
from nextchat_desktop.ui.keyboard.main_keys import MainKeys
from nextchat_desktop.ui.masks.opening import MasksOpening
from nextchat_desktop.ui.panes import Panes
from nextchat_desktop.ui.picker.choosing import ModelChoosing
from nextchat_desktop.ui.reaching import Reaching
from nextchat_desktop.ui.renewal import Renewal
from nextchat_desktop.ui.resuming import Resuming
from nextchat_desktop.ui.settings_opening import SettingsOpening
from nextchat_desktop.ui.sidebar.joining import SidebarJoining
from nextchat_desktop.ui.sidebar.sidebar import Sidebar
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.ui.tailoring.opening import Tailoring
from nextchat_desktop.ui.titling import Titling
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.ui.turn_joining import TurnJoining
from nextchat_desktop.ui.undoing import Undoing
from nextchat_desktop.ui.welcome import Welcome
from nextchat_desktop.ui.writing import Writing

__all__ = [
    "FOLD_CODE",
    "GUIDE_CHOICE",
    "WRAP_CODE",
    "Asiding",
    "ChatPage",
    "Commands",
    "DataJoining",
    "Elsewhere",
    "FileMenu",
    "Guiding",
    "HandingOver",
    "Header",
    "ImportOpening",
    "Inspecting",
    "MainKeys",
    "MasksOpening",
    "ModelChoosing",
    "Panes",
    "Reaching",
    "Renewal",
    "Resuming",
    "SettingsOpening",
    "Sidebar",
    "SidebarJoining",
    "Stage",
    "Tailoring",
    "Titling",
    "Toast",
    "TurnJoining",
    "Undoing",
    "Using",
    "Welcome",
    "Writing",
    "avatars_in",
    "bind_reading",
    "lines_before_folding",
]
