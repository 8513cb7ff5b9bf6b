"""Everything that can be done from the keyboard and the palette, as one table. It does none of it.

The words for a command are `command.<id>`, those for its group `command.group.<group>`.
"""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` are the usual shortcuts as Qt writes them, Ctrl standing for ⌘ on macOS. `typed` is what runs it in the
    composer, behind a colon. One that is not `listed` is of no use in the palette."""

    id: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    typed: str = ""
    listed: bool = True


def _here(keys: str, mac: str) -> tuple[str, ...]:
    """The usual shortcut, where macOS has a habit of its own. Meta stands for ⌃ there."""
    return (mac if sys.platform == "darwin" else keys,)


COMMANDS: tuple[Command, ...] = (
    Command("new", "chats", ("Ctrl+N", "Ctrl+Shift+O"), "new-chat", "new"),
    Command("new_with_mask", "chats", ("Ctrl+Shift+N",), "mask", "newm"),
    Command("save_mask", "chats", (), "mask"),
    Command("next", "chats", _here("Ctrl+Tab", mac="Meta+Tab"), "chevron-down", "next"),
    Command("previous", "chats", _here("Ctrl+Shift+Tab", mac="Meta+Shift+Tab"), "chevron-up", "prev"),
    Command("rename", "chats", ("F2",), "edit"),
    Command("retitle", "chats", (), "think"),
    Command("delete", "chats", (), "trash", "del"),
    Command("fork", "chats", (), "branch", "fork"),
    Command("pin", "chats", (), "pin"),
    Command("archive", "chats", (), "archive"),
    Command("move_to_folder", "chats", (), "folder"),
    Command("tag", "chats", (), "tag"),
    Command("new_folder", "chats", (), "folder"),
    Command("edit_all", "chats", (), "edit"),
    Command("choose_turns", "chats", (), "check"),
    Command("context", "chats", (), "eye"),
    Command("export", "chats", ("Ctrl+Shift+E",), "export"),
    Command("export_all", "chats", (), "export"),
    Command("bin", "window", (), "trash"),
    Command("clear", "chats", ("Ctrl+Shift+Backspace",), "wrap", "clear"),
    Command("stop", "chats", (), "stop"),
    Command("stop_all", "chats", ("Ctrl+Shift+X",), "stop"),
    Command("edit_last", "chats", ("Ctrl+E",), "edit"),
    Command("answer_again", "chats", ("Ctrl+R",), "retry"),
    Command("undo", "chats", ("Ctrl+Z",), "undo"),
    Command("redo", "chats", ("Ctrl+Shift+Z", "Ctrl+Y"), "retry"),
    Command("model", "chats", ("Ctrl+Shift+M",), "chip"),
    Command("conversation_settings", "chats", ("Ctrl+Shift+,",), "settings"),
    Command("prompts", "chats", ("Ctrl+Shift+P",), "prompt"),
    Command("find", "reading", ("Ctrl+F",), "search"),
    Command("find_next", "reading", ("F3", "Ctrl+G"), "search", listed=False),
    Command("find_previous", "reading", ("Shift+F3", "Ctrl+Shift+G"), "search", listed=False),
    Command("outline", "reading", ("Ctrl+Shift+L",), "outline"),
    Command("turn_up", "reading", ("Alt+Up",), "chevron-up", listed=False),
    Command("turn_down", "reading", ("Alt+Down",), "chevron-down", listed=False),
    Command("copy_last", "reading", ("Ctrl+Shift+C",), "copy"),
    Command("copy_last_code", "reading", ("Ctrl+Shift+;",), "code"),
    Command("quote", "reading", ("Ctrl+Shift+9",), "quote"),
    Command("inspect", "reading", ("Ctrl+Shift+I",), "info"),
    Command("larger", "reading", ("Ctrl++", "Ctrl+="), "plus"),
    Command("smaller", "reading", ("Ctrl+-",), "dash"),
    Command("usual_size", "reading", ("Ctrl+0",), "undo"),
    Command("palette", "window", ("Ctrl+K",), "search", listed=False),
    Command("composer", "window", ("Ctrl+L", "Shift+Esc"), "edit"),
    Command("sidebar", "window", ("Ctrl+B",), "sidebar"),
    Command("show_archive", "window", (), "archive"),
    Command("next_pane", "window", ("F6",), "chevron-right", listed=False),
    Command("previous_pane", "window", ("Shift+F6",), "chevron-left", listed=False),
    Command("escape", "window", ("Esc",), "close", listed=False),
    Command("colours", "window", (), "palette"),
    Command("import", "window", (), "download"),
    Command("share_setup", "window", (), "export"),
    Command("open_setup", "window", (), "download"),
    Command("settings", "window", ("Ctrl+,",), "settings"),
    Command("back_up", "window", (), "save"),
    Command("open_data_folder", "window", (), "folder"),
    Command("shortcuts", "window", ("Ctrl+/",), "keyboard"),
    Command("guide", "window", (), "guide"),
    Command("about", "window", (), "info"),
    Command("full_screen", "window", _here("F11", mac="Ctrl+Meta+F"), "expand"),
    Command("close_window", "window", ("Ctrl+W",), "close", listed=False),
    Command("quit", "window", ("Ctrl+Q",), "close"),
)

FILE: tuple[str, ...] = (
    "import",
    "export",
    "export_all",
    "",
    "open_setup",
    "share_setup",
    "",
    "back_up",
    "open_data_folder",
)
"""What stands in the menu for files, with an empty line where it is divided."""
