"""Reads the policies that were laid down for this computer; does not know what they say."""

import codecs
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nextchat_desktop.storage.paths import APP_NAME

REGISTRY = rf"Software\Policies\{APP_NAME}"
LONGEST = 1_000_000
"""Bytes of a file. A longer one is no policy, and half of one could allow what the other half forbids."""

_DEEPEST = 4
_MOST = 1_000


class Trouble(StrEnum):
    """Why nobody can say what a policy says. The words for one are `policy.<trouble>`."""

    MISSING = "missing"
    """It was named and is not there."""
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    NO_TEXT = "no_text"
    """Neither UTF-8 nor, with its mark, UTF-16."""


@dataclass(frozen=True, slots=True)
class FoundPolicy:
    """`text` is what a file says, `values` what a registry does; neither where there is `trouble`. `is_editable` tells
    that the person at this computer could change it."""

    place: str
    is_editable: bool
    text: str | None = None
    values: Mapping[str, Any] | None = None
    trouble: Trouble | None = None


def find(files: Iterable[Path], named: str = "", registry: Any = None) -> tuple[FoundPolicy, ...]:
    """What stands in the registry, then in those files, then in the one that was `named`: whatever counts for more
    first. `registry` is the module `winreg` where there is one."""
    found = [*_registered(registry)] if registry is not None else []
    found += filter(None, map(_read, files))
    if named:
        found.append(_read(Path(named).expanduser()) or FoundPolicy(named, True, trouble=Trouble.MISSING))
    return tuple(found)


def is_editable(path: Path, is_writable: Callable[[Path], bool] | None = None) -> bool:
    """Whether whoever runs this could change the file, or put another in its place."""
    writable = is_writable or _is_writable
    return writable(path) or (sys.platform != "win32" and writable(path.parent))


def _is_writable(path: Path) -> bool:
    """A try is the only answer on Windows, where nothing else looks at who owns what."""
    if path.is_dir():
        return os.access(path, os.W_OK)
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _read(path: Path) -> FoundPolicy | None:
    try:
        if not path.is_file() and path.exists():  # a folder, or what would keep the program waiting
            return _lost(path, Trouble.UNREADABLE)
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError):
        return _lost(path, Trouble.UNREADABLE)
    if len(data) > LONGEST:
        return _lost(path, Trouble.TOO_LONG)
    try:
        return FoundPolicy(str(path), is_editable(path), _decoded(data))
    except UnicodeDecodeError:
        return _lost(path, Trouble.NO_TEXT)


def _lost(path: Path, trouble: Trouble) -> FoundPolicy:
    try:
        return FoundPolicy(str(path), is_editable(path), trouble=trouble)
    except (OSError, ValueError):
        return FoundPolicy(str(path), False, trouble=trouble)


def _decoded(data: bytes) -> str:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if marked else "utf-8-sig")


def _registered(winreg: Any) -> Iterator[FoundPolicy]:
    """The computer's before the person's, who may not write either."""
    for name in ("HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER"):
        place = f"{name}\\{REGISTRY}"
        try:
            values = _values(winreg, getattr(winreg, name), REGISTRY, _DEEPEST)
        except FileNotFoundError:
            continue
        except OSError:
            yield FoundPolicy(place, False, trouble=Trouble.UNREADABLE)
            continue
        yield FoundPolicy(place, False, values=values)


def _values(winreg: Any, above: Any, path: str, depth: int) -> dict[str, Any]:
    """The values of a key and, as tables, of the keys below. Names are in lower case: a registry does not tell."""
    with winreg.OpenKey(above, path) as key:
        below, count, _ = winreg.QueryInfoKey(key)
        found = (winreg.EnumValue(key, place)[:2] for place in range(min(count, _MOST)))
        values: dict[str, Any] = {name.lower(): value for name, value in found if name}
        for place in range(min(below, _MOST)) if depth else ():
            name = winreg.EnumKey(key, place)
            values[name.lower()] = _values(winreg, key, name, depth - 1)
    return values
