"""What a backup says of itself, as a file in it, and the names of what else is in it. It opens no database."""

import re
from pathlib import Path
from typing import Annotated

import msgspec

from nextchat_desktop.core.backups import Backup, BackupRefused, Counts, Occasion, Refusal
from nextchat_desktop.storage.files import write_atomically

MANIFEST, DATABASE, PICTURE_LIST, PICTURES = "manifest.json", "conversations.db", "pictures.txt", "pictures"
VERSION = 1
_LARGEST = 1 << 20
_FORM = "nextchat-desktop-backup"
_BLOB = re.compile(r"[0-9a-f]{64}")
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 47)]
"""Also milliseconds that a calendar can show."""


class Manifest(msgspec.Struct, kw_only=True):
    """Of every version `form` and `version` are the same."""

    form: str = _FORM
    version: int = VERSION
    occasion: str = Occasion.BY_HAND
    made: Count
    database: Count
    """Its version."""
    program: Annotated[str, msgspec.Meta(max_length=100)] = ""
    conversations: Count = 0
    messages: Count = 0
    masks: Count = 0
    pictures: Count = 0
    files: tuple[str, ...] = ()
    """Settings and connections, those that there were."""


class _Head(msgspec.Struct):
    form: str = ""
    version: int = 0


def write_manifest(folder: Path, manifest: Manifest) -> None:
    write_atomically(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def manifest_of(data: bytes) -> Manifest:
    """Raises BackupRefused."""
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.form != _FORM or len(data) > _LARGEST:
            raise BackupRefused(Refusal.NOT_ONE)
        if head.version > VERSION:
            raise BackupRefused(Refusal.NEWER)
        return msgspec.json.decode(data, type=Manifest)
    except _UNREADABLE as error:
        raise BackupRefused(Refusal.NOT_ONE, str(error)) from error


def read_manifest(folder: Path) -> Manifest:
    """Raises BackupRefused, OSError."""
    return manifest_of((folder / MANIFEST).read_bytes())


def told(folder: Path, manifest: Manifest) -> Backup:
    """What such a folder is."""
    counts = Counts(manifest.conversations, manifest.messages, manifest.masks, manifest.pictures)
    occasion = Occasion(manifest.occasion) if manifest.occasion in set(Occasion) else Occasion.BY_HAND
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return Backup(str(folder), occasion, manifest.made, manifest.database, counts, size, manifest.program, True)


def picture_names(folder: Path) -> list[str]:
    """The blobs that belong to it. Raises OSError."""
    lines = (folder / PICTURE_LIST).read_text("ascii", "replace").splitlines()
    return [line for line in lines if _BLOB.fullmatch(line)]


def write_picture_names(folder: Path, names: set[str]) -> None:
    write_atomically(folder / PICTURE_LIST, "".join(f"{name}\n" for name in sorted(names)).encode())
