"""Whether the program carries its data with it: a file beside it says so. It does not know what they are."""

from collections.abc import Mapping
from pathlib import Path

MARKERS = ("portable.txt", "nextchat.portable")
"""Whatever they contain."""
FOLDER = "NextChat Data"


def program_folder(environ: Mapping[str, str], executable: Path, is_frozen: bool) -> Path | None:
    """Where a person sees the program: what is in an AppImage or a bundle of macOS is none of theirs. None where it was
    installed as a part of Python."""
    image = environ.get("APPIMAGE", "").strip()
    if image:
        return Path(image).absolute().parent
    if not is_frozen:
        return None
    bundle = next((folder for folder in executable.parents if folder.suffix == ".app"), None)
    return bundle.parent if bundle is not None else executable.parent


def portable_home(folder: Path | None) -> Path | None:
    """The folder for everything, beside a program that is marked."""
    if folder is not None and any((folder / marker).is_file() for marker in MARKERS):
        return folder / FOLDER
    return None
