"""All that the program keeps on disk, by name: what goes along where the data are moved, and what goes when everything
is erased. Whatever keeps a new file names it here, or in `Paths.texts`. It does not know what is in any of them."""

import shutil
from pathlib import Path

from nextchat_desktop.storage.paths import Paths

STAGED_DATA, STAGED_CONFIG, REPLACED = "restoring-data", "restoring-config", "replaced"
"""What is prepared to take its place, and what it took the place of, if that could not be read."""
TRIAL = ".trial-"
"""Begins the name of what is written to see whether a folder can be written to."""


def everything(paths: Paths) -> list[Path]:
    """All that the program keeps, and nothing that somebody else has put beside it."""
    texts = [
        one for text in (*paths.texts, paths.unkept) for form in _names(text) for one in sorted(paths.config.glob(form))
    ]
    return [*data_of(paths), paths.config / STAGED_CONFIG, *texts, paths.logs, paths.cache]


def data_of(paths: Paths) -> list[Path]:
    """What lies in the folder of the data, which may be that of the settings, too."""
    files = (paths.database, paths.search_index, *small(paths))
    patterns = [f"{snapshots(paths)}*", f"{REPLACED}*", f"{TRIAL}*", *(form for file in files for form in _names(file))]
    found = [one for pattern in patterns for one in sorted(paths.data.glob(pattern))]
    return [*found, *(folder for folder in folders(paths) if folder.exists()), paths.data / STAGED_DATA]


def folders(paths: Paths) -> tuple[Path, ...]:
    return paths.journal, paths.backups, paths.blobs


def loose(paths: Paths) -> list[Path]:
    """What lies beside the database and its index, and goes along where they are moved."""
    large = [one for pattern in (snapshots(paths), f"{REPLACED}-*") for one in sorted(paths.data.glob(pattern))]
    return [*large, *(file for file in small(paths) if file.exists())]


def small(paths: Paths) -> tuple[Path, ...]:
    """What leads to the keys, and is in no backup."""
    return paths.key_file, paths.key_names, paths.installation_file


def snapshots(paths: Paths) -> str:
    """What copies of the database are called that were made before migrations."""
    return f"{paths.database.stem}.before-*{paths.database.suffix}"


def erase(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _names(file: Path) -> tuple[str, str]:
    """Of a file, of what lies beside it, and of one that was half written."""
    return f"{file.name}*", f".{file.name}.*"
