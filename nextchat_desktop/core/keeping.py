"""Who keeps the keys of connections, and what may be wrong with a keeper. Values only; nothing is kept here."""

from dataclasses import dataclass, field
from enum import StrEnum


class KeeperKind(StrEnum):
    KEYRING_WINDOWS = "keyring_windows"
    KEYRING_MACOS = "keyring_macos"
    KEYRING_SECRET_SERVICE = "keyring_secret_service"
    KEYRING_OTHER = "keyring_other"
    SESSION = "session"
    FILE = "file"


class Reason(StrEnum):
    """Why a keeper does not answer."""

    ABSENT = "absent"
    """There is none here."""
    LOCKED = "locked"
    FAILED = "failed"


class KeeperUnavailable(Exception):
    """A keeper does not answer now. `detail` is its own sentence, for the folded details; it holds no secret."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class KeysLocked(KeeperUnavailable):
    """The file of keys holds what was asked for and waits for its passphrase."""

    def __init__(self) -> None:
        super().__init__(Reason.LOCKED)


class NotWritten(OSError):
    """The disk did not take something: it is full, read-only or gone. Its text is the system's own sentence."""


class WrongPassphrase(Exception):
    """The passphrase does not open the file of keys. Nothing has been changed."""


class NoKeeper(Exception):
    """There is no keyring, and neither a file of keys nor this session has been chosen instead."""


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key and the origin it may be sent to."""

    origin: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeysState:
    """`keeper` takes the next key that is stored; None means that the person has to choose one.

    `trouble` says why the system's keyring cannot be used.
    """

    keeper: KeeperKind | None
    trouble: KeeperUnavailable | None
    file_exists: bool
    file_locked: bool
