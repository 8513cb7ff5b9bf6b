"""Which keys run which command: the usual ones or the person's own, each key for one command. It knows no keyboard.

Keys are written as Qt does, the same on every system: `Ctrl+Shift+M`, where Ctrl stands for ⌘ on macOS.
"""

from collections.abc import Iterable, Mapping, Sequence

from nextchat_desktop.engine.commands import COMMANDS, Command
from nextchat_desktop.settings.option import Lines, Option
from nextchat_desktop.settings.store import Settings

Keys = tuple[str, ...]

_MODIFIERS = ("Ctrl", "Shift", "Alt", "Meta")
_NEEDED = ("Ctrl", "Alt", "Meta")
"""Without one of these a key writes something."""
_WRITING = ("Return", "Enter", "Tab", "Backtab", "Space", "Backspace", "Del", "Ins")
_MOVING = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
_EDITING = frozenset(
    (
        *(f"Ctrl+{key}" for key in ("C", "V", "X", "A", "Z", "Y", "Shift+Z", "Ins", "Backspace", "Del")),
        *(f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in _MOVING if not key.startswith("Pg")),
        *(f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in ("Return", "Enter")),
    )
)
_SYSTEM = frozenset(("Alt+F4", "Alt+Tab", "Ctrl+Alt+Del", "Alt+Shift+Tab", "Alt+Space"))


def option_of(command: Command) -> Option[Keys]:
    """Where the keys of a command are kept, once they are not the usual ones."""
    return Option(f"shortcut.{command.id}", Lines(), command.keys)


def refusal(keys: str) -> str:
    """Why nobody may have these keys: `plain`, `editing`, `moving` or `system`; empty where one may."""
    held, last = _parted(keys)
    if not last:
        return "plain"
    if keys in _SYSTEM:
        return "system"
    if keys in _EDITING:
        return "editing"
    if held & set(_NEEDED) or _is_function_key(last):
        return ""
    return "moving" if last in _MOVING else "editing" if last in _WRITING else "" if last == "Esc" else "plain"


def settled(table: Sequence[Command], own: Mapping[str, Keys]) -> dict[str, Keys]:
    """Who is run by what: a key that two want belongs to whom the person gave it, else to the first in the table."""
    taken: set[str] = set()
    keys: dict[str, Keys] = {}
    for command in sorted(table, key=lambda command: command.id not in own):
        wanted = own.get(command.id, command.keys)
        keys[command.id] = tuple(dict.fromkeys(key for key in wanted if key and key not in taken))
        taken.update(keys[command.id])
    return {command.id: keys[command.id] for command in table}


class Shortcuts:
    """The keys as they are now, and how they are changed. What changes is kept; that may throw OSError, and then holds
    for this run only."""

    def __init__(self, settings: Settings, table: Sequence[Command] = COMMANDS) -> None:
        self._settings = settings
        self._table = {command.id: command for command in table}
        self._options = {command.id: option_of(command) for command in table}

    def all(self) -> dict[str, Keys]:
        """By the id of the command."""
        own = {id: self._settings[option] for id, option in self._options.items() if self.is_changed(id)}
        return settled(tuple(self._table.values()), own)

    def of(self, id: str) -> Keys:
        return self.all()[id]

    def is_changed(self, id: str) -> bool:
        """Whether they are not the usual ones."""
        return self._settings.is_changed(self._options[id])

    def is_one(self, key: str) -> bool:
        """Whether a setting of this key is one of these."""
        return any(option.key == key for option in self._options.values())

    def holder(self, keys: str, but: str = "") -> str:
        """The id of the command that these keys run, other than `but`; empty if there is none."""
        return next((id for id, held in self.all().items() if keys in held and id != but), "")

    def refusal(self, id: str, keys: str) -> str:
        """As `refusal`, but what a command usually has it may always have again."""
        return "" if keys in self._table[id].keys else refusal(keys)

    def give(self, id: str, keys: str, instead: str = "") -> None:
        """These keys run the command from now on, and no other; `instead` of some that it has, or beside them."""
        held = self.of(id)
        place = held.index(instead) if instead in held else len(held)
        rest = [key for key in held if key not in (keys, instead)]
        self._write({id: (*rest[:place], keys, *rest[place:])})

    def take(self, id: str, keys: str) -> None:
        """They no longer run it."""
        self._write({id: tuple(key for key in self.of(id) if key != keys)})

    def put_back(self, ids: Iterable[str]) -> None:
        """The usual keys of these commands, also where others have them now."""
        self._write({id: self._table[id].keys for id in ids})

    def _write(self, wanted: Mapping[str, Keys]) -> None:
        """Whatever else has one of these keys loses it."""
        given = {key for keys in wanted.values() for key in keys}
        changed = {id: tuple(key for key in keys if key not in given) for id, keys in self.all().items()}
        failed: OSError | None = None
        for id, keys in {**{id: keys for id, keys in changed.items() if keys != self.of(id)}, **wanted}.items():
            try:
                self._settings[self._options[id]] = keys
            except OSError as error:
                failed = error
        if failed is not None:
            raise failed


def _parted(keys: str) -> tuple[set[str], str]:
    """What is held down, and the key itself, which may be a plus sign."""
    held: set[str] = set()
    rest = keys
    while (name := next((name for name in _MODIFIERS if rest.startswith(f"{name}+")), "")) and name not in held:
        held.add(name)
        rest = rest.removeprefix(f"{name}+")
    return held, rest


def _is_function_key(name: str) -> bool:
    return name.startswith("F") and name[1:].isdigit()
