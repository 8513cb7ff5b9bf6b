"""Why the program does not begin, for whoever is to tell it. It knows no words."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nextchat_desktop.core.backups import Backup


@dataclass(frozen=True, slots=True)
class Rescue:
    """A backup that could take the place of what cannot be opened; that stays beside it. `restore` may throw
    BackupRefused or OSError; then the program can be started again."""

    backup: "Backup"
    restore: Callable[[], None]


class CannotStart(Exception):
    """Nothing was changed. `sentence` is the id of the words that say why, `path` what they speak of."""

    def __init__(
        self,
        sentence: str,
        path: Path,
        detail: str = "",
        rescue: Rescue | None = None,
        begin_anew: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(sentence, path, detail)
        self.sentence = sentence
        self.path = path
        self.detail = detail
        self.rescue = rescue
        self.begin_anew = begin_anew
        """Where the data were moved to a folder that is gone: has the program look in the usual one."""
