"""Where everything of this installation lies had nobody moved the data; it opens nothing."""

import sys
from collections.abc import Mapping
from pathlib import Path

from nextchat_desktop.storage.paths import HOME_VARIABLE, Paths, paths
from nextchat_desktop.storage.portable import portable_home, program_folder


def usual_paths(environ: Mapping[str, str], home: Path | None = None) -> tuple[Paths, str]:
    """The folders, and that of a program that carries them with it."""
    folder = program_folder(environ, Path(sys.executable), getattr(sys, "frozen", False))
    portable = None if home or environ.get(HOME_VARIABLE, "").strip() else portable_home(folder)
    return paths(environ, home or portable), str(folder) if portable else ""
