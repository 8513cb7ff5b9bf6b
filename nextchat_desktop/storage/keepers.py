"""Places that can keep a secret, the system's keyring and the memory of this session; does not know what is kept."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from nextchat_desktop.core.keeping import KeeperKind, KeeperUnavailable, Reason
from nextchat_desktop.storage.kept_names import KeptNames

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "NextChat Desktop"
PIECE = 1200
"""Characters in one entry: the Windows Credential Manager holds 1,280."""
_SPLIT = re.compile(r"pieces:([0-9a-f]+):(\d{1,4})")
_UNSUITED = re.compile(r"keyring\.backends\.(fail|null)\b|keyrings\.alt\b")
"""Back ends that keep nothing, keep it in plain text or ask on a terminal."""


_KINDS = {
    "keyring.backends.Windows": KeeperKind.KEYRING_WINDOWS,
    "keyring.backends.macOS": KeeperKind.KEYRING_MACOS,
    "keyring.backends.SecretService": KeeperKind.KEYRING_SECRET_SERVICE,
    "keyring.backends.libsecret": KeeperKind.KEYRING_SECRET_SERVICE,
}


class Keeper(Protocol):
    """Every method may raise KeeperUnavailable. Values are ASCII."""

    @property
    def kind(self) -> KeeperKind: ...

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, value: str) -> None: ...

    def erase(self, name: str) -> None:
        """Nothing is kept under this name afterwards; it need not have been there."""
        ...


class SessionKeeper:
    """Forgets everything when the program ends."""

    kind = KeeperKind.SESSION

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self._values.get(name)

    def write(self, name: str, value: str) -> None:
        self._values[name] = value

    def erase(self, name: str) -> None:
        self._values.pop(name, None)


class KeyringKeeper:
    """The system's keyring. A call may block while the system asks the person to unlock it.

    `installation` keeps the entries of two homes apart. Without a `backend` the best one of this system is taken.
    A long value is split: its pieces lie under names of their own, and the entry itself only tells how to find them.
    `names` notes what lies there, as far as the disk takes it.
    """

    def __init__(
        self, installation: str, backend: "KeyringBackend | None" = None, names: KeptNames | None = None
    ) -> None:
        self._installation = installation
        self._names = names
        self._given = backend
        self._chosen: KeyringBackend | None = None
        self._has_answered = False

    @property
    def kind(self) -> KeeperKind:
        try:
            module = type(self._backend()).__module__
        except KeeperUnavailable:
            return KeeperKind.KEYRING_OTHER
        return next((kind for name, kind in _KINDS.items() if module.startswith(name)), KeeperKind.KEYRING_OTHER)

    def trouble(self) -> KeeperUnavailable | None:
        """Why it cannot be used. A keyring that has answered once is not asked again."""
        if not self._has_answered:
            try:
                self.read("probe")
            except KeeperUnavailable as trouble:
                return trouble
        return None

    def read(self, name: str) -> str | None:
        with _spoken_to():
            head = self._fetch(self._user(name))
            self._has_answered = True
            pieces = [self._fetch(user) for user in self._piece_users(name, head)] or [head]
        whole = [piece for piece in pieces if piece is not None]
        return "".join(whole) if len(whole) == len(pieces) else None

    def write(self, name: str, value: str) -> None:
        with _spoken_to():
            old = self._piece_users(name, self._fetch(self._user(name)))
            self._note(KeptNames.add, name)
            head = value if _fits(value) else self._write_pieces(name, value)
            self._backend().set_password(SERVICE, self._user(name), head)
            self._delete(old)

    def erase(self, name: str) -> None:
        with _spoken_to():
            user = self._user(name)
            self._delete([*self._piece_users(name, self._fetch(user)), user])
            self._note(KeptNames.drop, name)

    def names(self) -> tuple[str, ...]:
        """Under which something was kept here and not erased since."""
        with suppress(OSError):
            return self._names.all() if self._names is not None else ()
        return ()

    def _note(self, noting: Callable[[KeptNames, str], None], name: str) -> None:
        with suppress(OSError):  # a key is worth more than the note of it
            if self._names is not None:
                noting(self._names, name)

    def _write_pieces(self, name: str, value: str) -> str:
        """The entry that leads to the pieces. Their names are new, so that an old value stays whole until the end."""
        pieces = [value[start : start + PIECE] for start in range(0, len(value), PIECE)]
        head = f"pieces:{os.urandom(4).hex()}:{len(pieces)}"
        for user, piece in zip(self._piece_users(name, head), pieces, strict=True):
            self._backend().set_password(SERVICE, user, piece)
        return head

    def _delete(self, users: list[str]) -> None:
        for user in users:
            if self._fetch(user) is not None:
                self._backend().delete_password(SERVICE, user)

    def _fetch(self, user: str) -> str | None:
        return self._backend().get_password(SERVICE, user)

    def _user(self, name: str) -> str:
        return f"{self._installation}/{name}"

    def _piece_users(self, name: str, head: str | None) -> list[str]:
        split = _SPLIT.fullmatch(head or "")
        if split is None:
            return []
        return [f"{self._user(name)}/{split[1]}/{number}" for number in range(int(split[2]))]

    def _backend(self) -> "KeyringBackend":
        if self._chosen is None:
            with _spoken_to():
                self._chosen = _suited(self._given or _detected())
        return self._chosen


def _fits(value: str) -> bool:
    return len(value) <= PIECE and not _SPLIT.fullmatch(value)


def _detected() -> "KeyringBackend":
    import keyring

    return keyring.get_keyring()


def _suited(backend: "KeyringBackend") -> "KeyringBackend":
    """The back end itself, or the first safe one of a chain."""
    from keyring.backends.chainer import ChainerBackend

    candidates = backend.backends if isinstance(backend, ChainerBackend) else [backend]
    for candidate in candidates:
        if not any(_UNSUITED.match(kind.__module__) for kind in type(candidate).__mro__):
            return candidate
    raise KeeperUnavailable(Reason.ABSENT)


@contextmanager
def _spoken_to() -> Iterator[None]:
    """Back ends raise whatever the libraries under them raise."""
    try:
        yield
    except KeeperUnavailable:
        raise
    except Exception as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> KeeperUnavailable:
    from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

    name = type(error).__name__
    if isinstance(error, NoKeyringError):
        return KeeperUnavailable(Reason.ABSENT, name)
    reason = Reason.LOCKED if isinstance(error, KeyringLocked) else Reason.FAILED
    return KeeperUnavailable(reason, f"{name}: {error}" if isinstance(error, KeyringError) else name)
