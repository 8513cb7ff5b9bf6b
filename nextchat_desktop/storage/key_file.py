"""Keeps secrets in one file encrypted with a passphrase; knows neither what they are nor how the person is asked.

What closes and opens is loaded when somebody has a passphrase.
"""

from pathlib import Path

import msgspec

from nextchat_desktop.core.keeping import KeeperKind, KeeperUnavailable, KeysLocked, Reason, WrongPassphrase
from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.lock import locked

VERSION = 1
"""Scrypt with n = 2^15, r = 8, p = 1, then AES-256-GCM with a 12-byte nonce before each ciphertext."""


class _Box(msgspec.Struct):
    """The file. `check` is an empty ciphertext that only the right passphrase opens.

    Names are in clear, so that something can be erased without the passphrase.
    """

    version: int
    salt: bytes
    check: bytes
    entries: dict[str, bytes]


class FileKeeper:
    """Locked until `unlock` or `create` has been called; `unlock` takes about a tenth of a second."""

    kind = KeeperKind.FILE

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[bytes, bytes] | None = None
        """The salt and the key that belongs to it."""

    @property
    def exists(self) -> bool:
        return self._path.exists()

    @property
    def locked(self) -> bool:
        return self._opened is None

    def create(self, passphrase: str) -> None:
        """Makes the file and leaves it unlocked; FileExistsError when there is one already."""
        from nextchat_desktop.core.sealed import HERE, SEALED_CHECK
        from nextchat_desktop.storage.sealing import closed, derived, new_salt

        if not passphrase:
            raise ValueError("an empty passphrase protects nothing")
        salt = new_salt()
        key = derived(passphrase, salt, HERE)
        with locked(self._path):
            if self.exists:
                raise FileExistsError(self._path)
            self._save(_Box(VERSION, salt, closed(key, b"", SEALED_CHECK), {}))
        self._opened = salt, key

    def unlock(self, passphrase: str) -> None:
        """Raises WrongPassphrase, or KeeperUnavailable when there is no readable file."""
        from nextchat_desktop.core.sealed import HERE, SEALED_CHECK
        from nextchat_desktop.storage.sealing import derived, opened

        box = self._load()
        key = derived(passphrase, box.salt, HERE)
        if opened(key, box.check, SEALED_CHECK) is None:
            raise WrongPassphrase
        self._opened = box.salt, key

    def lock(self) -> None:
        self._opened = None

    def holds(self, name: str) -> bool:
        """Whether something is kept under this name; needs no passphrase."""
        return self.exists and name in self._load().entries

    def read(self, name: str) -> str | None:
        if not self.exists:
            return None
        from nextchat_desktop.storage.sealing import opened

        box = self._load()
        if name not in box.entries:
            return None
        value = opened(self._key(box), box.entries[name], _label(name))
        if value is None:
            raise KeeperUnavailable(Reason.FAILED, "an entry does not belong to this file")
        return value.decode()

    def write(self, name: str, value: str) -> None:
        from nextchat_desktop.storage.sealing import closed

        with locked(self._path):
            box = self._load()
            box.entries[name] = closed(self._key(box), value.encode(), _label(name))
            self._save(box)

    def erase(self, name: str) -> None:
        """Needs no passphrase."""
        if not self.holds(name):
            return
        with locked(self._path):
            box = self._load()
            box.entries.pop(name, None)
            self._save(box)

    def _key(self, box: _Box) -> bytes:
        if self._opened is None or self._opened[0] != box.salt:
            raise KeysLocked
        return self._opened[1]

    def _load(self) -> _Box:
        try:
            box = msgspec.json.decode(self._path.read_bytes(), type=_Box)
        except FileNotFoundError:
            raise KeeperUnavailable(Reason.ABSENT) from None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise KeeperUnavailable(Reason.FAILED, str(error)) from error
        if box.version != VERSION:
            raise KeeperUnavailable(Reason.FAILED, f"version {box.version}")
        return box

    def _save(self, box: _Box) -> None:
        write_atomically(self._path, msgspec.json.encode(box))


def _label(name: str) -> bytes:
    return b"entry:" + name.encode()
