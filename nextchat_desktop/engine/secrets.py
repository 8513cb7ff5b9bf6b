"""What is kept with a connection beside its file: keys, values of headers, a proxy's password. It knows no keeper."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.keeping import KeeperKind, KeeperUnavailable, KeptKey, KeysState
from nextchat_desktop.core.secrets import headers_entry, headers_of, headers_text, proxy_entry, without_password
from nextchat_desktop.core.typed_proxy import typed_proxy


class KeyFile(Protocol):
    def create(self, passphrase: str) -> None: ...
    def unlock(self, passphrase: str) -> None: ...


class Keys(Protocol):
    @property
    def file(self) -> KeyFile: ...
    def choose_session(self) -> None: ...
    def get(self, connection_id: str, origin: str) -> str | None: ...
    def store(self, connection_id: str, origin: str, key: str) -> KeeperKind: ...
    def forget(self, connection_id: str) -> KeptKey | None: ...
    def where(self, connection_id: str) -> KeeperKind | None: ...
    def state(self) -> KeysState: ...


class Secrets:
    """Stores, forgets and brings back. What cannot be kept raises NoKeeper, KeeperUnavailable, or ValueError while
    there is no address that it could be kept for."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def with_headers(self, connection: Connection, headers: Mapping[str, str | None]) -> Connection:
        """The connection with the names of these headers, whose values are kept. None is the value that was kept."""
        before = self._values(connection) if None in headers.values() else {}
        named = {name.strip(): before.get(name.strip()) if value is None else value for name, value in headers.items()}
        values = {name: value.strip() for name, value in named.items() if name and value is not None}
        entry = headers_entry(connection.id)
        if values:
            self._keys.store(entry, connection.base_url, headers_text(values))
        elif connection.headers:
            self._keys.forget(entry)
        return replace(connection, headers=tuple(values))

    def with_proxy(self, connection: Connection, address: str) -> Connection:
        """The connection with this proxy, its password kept. Raises NotAProxy, too."""
        return replace(connection, proxy=self.with_password_kept(proxy_entry(connection.id), connection.proxy, address))

    def with_password_kept(self, entry: str, before: str, typed: str) -> str:
        """The proxy that was typed, without its password, which is kept. Without one in the address the one that was
        kept for the proxy `before` stays while it is the same proxy and user. Raises NotAProxy, too."""
        clean, password = without_password(typed_proxy(typed))
        if password:
            self._keys.store(entry, clean, password)
        elif clean != before and "@" in before:
            self._keys.forget(entry)
        return clean

    def forget(self, connection: Connection) -> tuple[dict[str, KeptKey], bool]:
        """What was kept, by its name, and whether some of it could not be erased."""
        kept: dict[str, KeptKey] = {}
        left = False
        for entry in _entries(connection):
            try:
                found = self._keys.forget(entry)
            except KeeperUnavailable:
                left = True
                continue
            kept |= {entry: found} if found else {}
        return kept, left

    def restore(self, kept: Mapping[str, KeptKey]) -> None:
        """Raises NoKeeper or KeeperUnavailable."""
        for entry, found in kept.items():
            self._keys.store(entry, found.origin, found.key)

    def _values(self, connection: Connection) -> dict[str, str]:
        return headers_of(self._keys.get(headers_entry(connection.id), connection.base_url) or "")


def _entries(connection: Connection) -> Iterator[str]:
    """The names under which something may be kept."""
    yield connection.id
    if connection.headers:
        yield headers_entry(connection.id)
    if "@" in connection.proxy:
        yield proxy_entry(connection.id)
