"""Where the program keeps its files on this system; does not know what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "NextChat Desktop"
HOME_VARIABLE = "NEXTCHAT_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one installation. They need not exist; `ensure` makes one when something is put into it."""

    config: Path
    data: Path
    logs: Path
    blobs: Path
    cache: Path

    @property
    def database(self) -> Path:
        return self.data / "conversations.db"

    @property
    def search_index(self) -> Path:
        """What is made of the database again where it is not there."""
        return self.data / "search.db"

    @property
    def first_frame(self) -> Path:
        """How the window looked, for the next start."""
        return self.cache / "first-frame.json"

    @property
    def unkept(self) -> Path:
        """What was written in the first frame of a start that failed or was cut short."""
        return self.config / "unkept.txt"

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"

    @property
    def connections_file(self) -> Path:
        return self.config / "connections.json"

    @property
    def prices_file(self) -> Path:
        return self.config / "prices.json"

    @property
    def texts(self) -> tuple[Path, ...]:
        """What people keep beside the data. No key is in any of them."""
        return self.settings_file, self.connections_file, self.prices_file

    @property
    def key_file(self) -> Path:
        return self.data / "keys.enc"

    @property
    def key_names(self) -> Path:
        """Under which names keys lie in the keyring."""
        return self.data / "key-names.json"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def journal(self) -> Path:
        return self.data / "journal"

    @property
    def shared(self) -> tuple[Path, ...]:
        """What every process of this installation writes: the database, its log of changes, the connections."""
        return self.database, self.database.with_name(f"{self.database.name}-wal"), self.connections_file

    @property
    def installation_file(self) -> Path:
        return self.data / "installation"


def paths(environ: Mapping[str, str], home: Path | None = None) -> Paths:
    """Everything under `home` or NEXTCHAT_HOME when one is given, otherwise where the platform wants it."""
    named = environ.get(HOME_VARIABLE, "").strip()
    if home is None and named:
        home = Path(named)
    return _platform() if home is None else _under(home.expanduser().absolute())


def ensure(folder: Path) -> Path:
    """The folder, made now if need be together with its parents, for the eyes of its owner only."""
    if not folder.is_dir():
        ensure(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _under(home: Path) -> Paths:
    return Paths(home / "config", home / "data", home / "logs", home / "blobs", home / "cache")


def _platform() -> Paths:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP_NAME, appauthor=False)
    data = dirs.user_data_path
    return Paths(dirs.user_config_path, data, dirs.user_log_path, data / "blobs", dirs.user_cache_path)
