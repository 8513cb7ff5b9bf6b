"""Where a policy may lie on this computer, and whether one does. None is read."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nextchat_desktop.storage.paths import APP_NAME

NAME = "nextchat.policy.toml"
VARIABLE = "NEXTCHAT_POLICY"
"""Names one more file."""


def usual_files(environ: Mapping[str, str], program: Path | None = None) -> tuple[Path, ...]:
    """Where a policy may lie on this system: where its configuration is, and beside the packed program."""
    return tuple(folder / NAME for folder in (*_system_folders(environ), *_program_folders(environ, program)))


def packed_program() -> Path | None:
    """The file of the program; None where it runs from its source."""
    return Path(sys.executable).resolve() if getattr(sys, "frozen", False) else None


def windows_registry() -> Any:
    """The module, where there is one."""
    if sys.platform != "win32":
        return None
    import winreg

    return winreg


def is_any_there(files: Iterable[Path]) -> bool:
    """True also where nobody can say."""
    return any(map(_is_there, files))


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def _system_folders(environ: Mapping[str, str]) -> Iterator[Path]:
    if sys.platform in ("win32", "darwin"):
        from platformdirs import PlatformDirs  # no variable can lead it elsewhere

        yield PlatformDirs(APP_NAME, appauthor=False).site_config_path
        return
    named = environ.get("XDG_CONFIG_DIRS", "").split(":")
    yield Path("/etc/nextchat-desktop")
    for folder in dict.fromkeys((*named, "/etc/xdg")):  # whoever names others takes the usual one not away
        if folder.startswith("/"):
            yield Path(folder) / "nextchat-desktop"


def _program_folders(environ: Mapping[str, str], program: Path | None) -> Iterator[Path]:
    """That of the program, and on macOS that of the bundle it lies in."""
    if environ.get("APPIMAGE"):
        yield Path(environ["APPIMAGE"]).parent
    if program is not None:
        yield program.parent
        yield from (folder.parent for folder in program.parents if folder.suffix == ".app")
