"""Keeps the keys of connections, each for the server it was entered for; does not know what they open.

A call may block while the system asks to unlock its keyring. Keys are stored on the owner's thread and read on any.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from nextchat_desktop.core.keeping import (
    KeeperKind,
    KeeperUnavailable,
    KeptKey,
    KeysLocked,
    KeysState,
    NoKeeper,
    Reason,
)
from nextchat_desktop.core.origins import origin as origin_of
from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.keepers import Keeper, KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.lock import locked


class Keys:
    """Writes to the keyring; without one to the file of keys if that is unlocked, or to this session if chosen.

    Reads wherever a key may lie: a copy beside the keyring is newer, since storing there erases it. A key is handed
    out only for the origin it was stored with.
    """

    def __init__(self, keyring: KeyringKeeper, session: SessionKeeper, file: FileKeeper) -> None:
        self.file = file
        """Public, since the person creates and unlocks it."""
        self._keyring = keyring
        self._session = session
        self._session_chosen = False

    def choose_session(self) -> None:
        """From now on a key may be kept until the program ends, where nothing better is there."""
        self._session_chosen = True

    def get(self, connection_id: str, origin: str) -> str | None:
        """The key for this origin, which may be given as any address on it.

        Raises KeysLocked or another KeeperUnavailable when the key may lie where nobody can look now.
        """
        trouble: KeeperUnavailable | None = None
        for keeper in self._places():
            try:
                kept = _kept(keeper, connection_id)
            except KeysLocked:
                raise
            except KeeperUnavailable as error:
                trouble = _worth_telling(error) or trouble
                continue
            if kept and kept.origin and kept.origin == origin_of(origin):
                return kept.key
        if trouble:
            raise trouble
        return None

    def store(self, connection_id: str, origin: str, key: str) -> KeeperKind:
        """Keeps the key for this origin, which may be given as any address on it; raises NoKeeper."""
        bound = origin_of(origin)
        if not bound:
            raise ValueError("a key needs the address of the server it is for")
        keeper = self._writer()
        if keeper is None:
            raise NoKeeper
        keeper.write(connection_id, json.dumps({"origin": bound, "key": key}))
        self._drop_copies(connection_id, keeper)
        return keeper.kind

    def lend(self, connection_id: str, origin: str, key: str) -> None:
        """Uses this key until the program ends, before any that is kept, and keeps it nowhere."""
        self._session.write(connection_id, json.dumps({"origin": origin_of(origin), "key": key}))

    def forget(self, connection_id: str) -> KeptKey | None:
        """Erases the key everywhere. What it was can be stored again, unless it lay in a locked file.

        Raises KeeperUnavailable when a keyring would not let it go.
        """
        kept: KeptKey | None = None
        trouble: KeeperUnavailable | None = None
        for keeper in self._places():
            with suppress(KeeperUnavailable):
                kept = kept or _kept(keeper, connection_id)
            try:
                keeper.erase(connection_id)
            except KeeperUnavailable as error:
                trouble = _worth_telling(error) or trouble
        if trouble:
            raise trouble
        return kept

    def names(self) -> tuple[str, ...]:
        """Under which the keyring holds something, also of connections that are gone."""
        return self._keyring.names()

    def where(self, connection_id: str) -> KeeperKind | None:
        """Who keeps a key for the connection, as far as can be seen now; a locked file is seen into."""
        with suppress(KeeperUnavailable):
            if _kept(self._session, connection_id):
                return self._session.kind
        with suppress(KeeperUnavailable):
            if self.file.holds(connection_id):
                return self.file.kind
        with suppress(KeeperUnavailable):
            return self._keyring.kind if _kept(self._keyring, connection_id) else None
        return None

    def state(self) -> KeysState:
        """May ask to unlock the keyring until that has answered once."""
        trouble = self._keyring.trouble()
        keeper = self._keyring if trouble is None else self._substitute()
        return KeysState(keeper.kind if keeper else None, trouble, self.file.exists, self.file.locked)

    def _places(self) -> tuple[Keeper, ...]:
        return self._session, self.file, self._keyring

    def _writer(self) -> Keeper | None:
        return self._keyring if self._keyring.trouble() is None else self._substitute()

    def _substitute(self) -> Keeper | None:
        """What takes a key where there is no keyring."""
        if self.file.exists and not self.file.locked:
            return self.file
        return self._session if self._session_chosen else None

    def _drop_copies(self, connection_id: str, kept_by: Keeper) -> None:
        """An older key must not be found instead; one that outlives this session may stay where it is."""
        if kept_by is self._session:
            return
        for keeper in (self._session, self.file):
            if keeper is not kept_by:
                with suppress(KeeperUnavailable):
                    keeper.erase(connection_id)


def installation_id(path: Path) -> str:
    """What tells this home's entries in the keyring from another's; made once."""
    with locked(path):
        found = path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else ""
        if not found:
            found = os.urandom(16).hex()
            write_atomically(path, found.encode())
    return found


def _kept(keeper: Keeper, connection_id: str) -> KeptKey | None:
    value = keeper.read(connection_id)
    try:
        return None if value is None else msgspec.json.decode(value, type=KeptKey)
    except msgspec.DecodeError:
        return None


def _worth_telling(error: KeeperUnavailable) -> KeeperUnavailable | None:
    """That there is no keyring at all is no reason why a key is missing."""
    return None if error.reason is Reason.ABSENT else error
