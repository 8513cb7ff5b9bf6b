"""All that concerns the data as a whole, under one name for whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from nextchat_desktop.core.backups import Backup
from nextchat_desktop.engine.backups import Backups
from nextchat_desktop.engine.clearing import Clearing
from nextchat_desktop.engine.data_folder import DataFolder
from nextchat_desktop.engine.ports import Clock


@dataclass(frozen=True)
class DataWorks:
    backups: Backups
    folder: DataFolder
    clearing: Clearing
    undo: Callable[[], Backup | None]
    """What was there before a backup was restored at this start."""
    clock: Clock
    restart: Callable[[], object]
    """Has the program end and begin again, soon."""
