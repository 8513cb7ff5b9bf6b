"""What Qt itself says to people, in our words where it has none in a language. It knows no widget of ours."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale, QObject, QTranslator

_IDS = {
    "Undo": "qt.undo",
    "Redo": "qt.redo",
    "Cut": "qt.cut",
    "Copy": "qt.copy",
    "Paste": "qt.paste",
    "Delete": "qt.delete",
    "Select All": "qt.select_all",
    "Copy Link Location": "qt.copy_link",
    "Step up": "qt.step_up",
    "Step down": "qt.step_down",
    "OK": "qt.ok",
    "Save": "qt.save",
    "Open": "qt.open",
    "Yes": "qt.yes",
    "No": "qt.no",
    "Abort": "qt.abort",
    "Retry": "qt.retry",
    "Ignore": "qt.ignore",
    "Close": "qt.close",
    "Close without Saving": "qt.discard",
    "Cancel": "qt.cancel",
    "Discard": "qt.discard",
    "Help": "qt.help",
    "Apply": "qt.apply",
    "Reset": "qt.reset",
    "Restore Defaults": "qt.restore_defaults",
    "Show Details...": "qt.show_details",
    "Hide Details...": "qt.hide_details",
    "Look in:": "qt.look_in",
    "File name:": "qt.file_name",
    "Files of type:": "qt.files_of_type",
    "Directory:": "qt.folder_label",
    "Choose": "qt.choose",
    "Save As": "qt.save_as",
    "Find Directory": "qt.find_folder",
    "All Files (*)": "qt.all_files",
    "Back": "qt.back",
    "Forward": "qt.forward",
    "Go back": "qt.back",
    "Go forward": "qt.forward",
    "Parent Directory": "qt.parent_folder",
    "Go to the parent directory": "qt.parent_folder",
    "Create New Folder": "qt.create_folder",
    "Create a New Folder": "qt.create_folder",
    "New Folder": "qt.new_folder",
    "List View": "qt.list_view",
    "Change to list view mode": "qt.list_view",
    "Detail View": "qt.detail_view",
    "Change to detail view mode": "qt.detail_view",
    "Sidebar": "qt.places",
    "List of places and bookmarks": "qt.places",
    "Rename": "qt.rename",
    "Remove": "qt.remove",
    "Show hidden files": "qt.show_hidden",
    "Recent Places": "qt.recent_places",
    "My Computer": "qt.computer",
    "Computer": "qt.computer",
    "Drive": "qt.drive",
    "File": "qt.file",
    "Files": "qt.files",
    "Folder": "qt.folder",
    "File Folder": "qt.folder",
    "Directories": "qt.folders",
    "Name": "qt.name",
    "Size": "qt.size",
    "Type": "qt.type",
    "Kind": "qt.type",
    "Date Modified": "qt.modified",
    "%1 already exists.\nDo you want to replace it?": "qt.replace",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "qt.no_file",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": "qt.no_folder",
    "Are you sure you want to delete '%1'?": "qt.really_delete",
    "'%1' is write protected.\nDo you want to delete it anyway?": "qt.protected",
    "Could not delete directory.": "qt.not_deleted",
    "Scroll here": "qt.scroll_here",
    "Top": "qt.top",
    "Bottom": "qt.bottom",
    "Left edge": "qt.left_edge",
    "Right edge": "qt.right_edge",
    "Page up": "qt.page_up",
    "Page down": "qt.page_down",
    "Page left": "qt.page_left",
    "Page right": "qt.page_right",
    "Scroll up": "qt.scroll_up",
    "Scroll down": "qt.scroll_down",
    "Scroll left": "qt.scroll_left",
    "Scroll right": "qt.scroll_right",
}
"""The ids of our words by what Qt says in English, without the sign for a mnemonic."""

SAID = tuple(_IDS)
"""What people meet: menus of fields and scroll bars, standard buttons, the dialog for files."""


class QtWords(QTranslator):
    """Asked where Qt's own catalogue does not know a sentence, or where there is none."""

    def __init__(self, say: Callable[[str], str], parent: QObject) -> None:
        """`say` gives our words for an id."""
        super().__init__(parent)
        self._say = say

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _said_apart: str | None = None, _count: int = -1) -> Any:
        """None where it is nothing that people meet."""
        id = _IDS.get(source.replace("&", ""))
        return self._say(id) if id is not None else None


def qt_locale(name: str) -> QLocale:
    """What Qt knows of `en_GB`, with the digits that the program writes everywhere."""
    locale = QLocale(name)
    return locale if locale.zeroDigit() == "0" else QLocale(locale.language(), QLocale.Country.World)
