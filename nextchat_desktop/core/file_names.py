"""Names for files that every system takes, and no two of them the same to any. Pure."""

import unicodedata

from nextchat_desktop.core.pictures import file_name
from nextchat_desktop.core.plain import TURNING

_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")
_DEVICES = frozenset(("con", "conin$", "conout$", "prn", "aux", "nul", *_PORTS))
"""What Windows takes for something else, whatever the name ends in."""
_LONGEST = 180
"""Bytes, so that a number and an ending have room beside it on every disk."""
_UNSEEN = dict.fromkeys((*TURNING, *range(127, 160), 0x200B, 0xFEFF))


def safe_name(title: str, otherwise: str) -> str:
    """The name of a file without its ending; where nothing of the title can be in one, another."""
    name = file_name(unicodedata.normalize("NFC", title).translate(_UNSEEN))
    name = name.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip(" .") or otherwise
    return f"_{name}" if name.partition(".")[0].strip().casefold() in _DEVICES else name


class FreeNames:
    """Gives each name once; letters of another size do not make it another."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def take(self, name: str, ending: str, folder: str = "") -> str:
        """With a number where there is such a file already: `folder/name 2.ending`."""
        place = f"{folder}/" if folder else ""
        free, number = f"{place}{name}.{ending}", 1
        while _key(free) in self._next:
            number = self._next[_key(f"{place}{name}.{ending}")] = self._next[_key(f"{place}{name}.{ending}")] + 1
            free = f"{place}{name} {number}.{ending}"
        self._next[_key(free)] = 1
        return free


def _key(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold()
