"""Which certificates a connection trusts beside the system's, as a person adds and removes them; it reads none."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from nextchat_desktop.core.connections import Connection, Trust
from nextchat_desktop.core.origins import origin

if TYPE_CHECKING:
    from nextchat_desktop.core.checkup import Certificate

ReadCertificates = Callable[[bytes], "tuple[Certificate, ...]"]
"""The certificates in what a file holds; empty where there are none. Never raises."""


def reads_none(_data: bytes) -> "tuple[Certificate, ...]":
    """Of those who need no certificate."""
    return ()


class Found(StrEnum):
    """What came of a file, by the id of its sentence, `trust.found.<found>`."""

    AUTHORITIES = "authorities"
    """They are trusted now beside the others."""
    SERVER = "server"
    """It was the certificate of a server, which is trusted alone now where the connection leads."""
    KNOWN = "known"
    """All of it was trusted already."""
    NOTHING = "nothing"
    SEVERAL = "several"
    """Certificates of several servers and of no authority; nothing says which is meant."""
    NOWHERE = "nowhere"
    """The certificate of a server, and the connection has no address that it could be trusted for."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file, and the connection after it. `added` are the certificates that are new."""

    connection: Connection
    found: Found
    added: "tuple[Certificate, ...]" = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is trusted. `certificate` is None where what is kept cannot be read.

    One that is pinned must be shown by the server `pinned_for`, and no other counts there; the rest are authorities.
    """

    certificate: "Certificate | None"
    pem: str = field(repr=False)
    is_pinned: bool = False
    pinned_for: str = ""


class Trusting:
    def __init__(self, read: ReadCertificates = reads_none) -> None:
        self._read = read

    def entries(self, trust: Trust) -> tuple[Entry, ...]:
        """The pinned certificate first, then the authorities in their order."""
        pinned = (self._pinned(trust),) if trust.pinned.strip() else ()
        return (*pinned, *self._authorities(trust))

    def take(self, connection: Connection, data: bytes) -> Taken:
        """Takes in what a file holds: its authorities, or the one certificate of a server that it has instead."""
        found = self._read(data)
        if not found:
            return Taken(connection, Found.NOTHING)
        authorities = tuple(one for one in found if one.is_authority)
        return self._with_authorities(connection, authorities) if authorities else _with_server(connection, found)

    def without(self, connection: Connection, entry: Entry) -> Connection:
        """The connection that does not trust this any more."""
        trust = connection.trust
        if entry.is_pinned:
            return replace(connection, trust=Trust(trust.authorities))
        left = (one.pem for one in self._authorities(trust) if one != entry)
        return replace(connection, trust=replace(trust, authorities="".join(left)))

    def again(self, connection: Connection, entry: Entry) -> Connection:
        """The connection that trusts once more what was taken away from it."""
        trust = connection.trust
        if entry.is_pinned:
            return replace(connection, trust=Trust(trust.authorities, entry.pem, entry.pinned_for))
        if entry in self._authorities(trust):
            return connection
        return replace(connection, trust=replace(trust, authorities=_joined(trust.authorities, entry.pem)))

    def _pinned(self, trust: Trust) -> Entry:
        read = self._read(trust.pinned.encode("utf-8", "replace"))
        return Entry(read[0] if read else None, trust.pinned, True, trust.pinned_for)

    def _authorities(self, trust: Trust) -> tuple[Entry, ...]:
        text = trust.authorities
        if not text.strip():
            return ()
        read = self._read(text.encode("utf-8", "replace"))
        return tuple(Entry(one, one.pem) for one in read) or (Entry(None, text),)

    def _with_authorities(self, connection: Connection, found: "tuple[Certificate, ...]") -> Taken:
        trust = connection.trust
        known = {entry.certificate for entry in self._authorities(trust)}
        added = tuple(one for one in found if one not in known)
        if not added:
            return Taken(connection, Found.KNOWN)
        text = _joined(trust.authorities, *(one.pem for one in added))
        return Taken(replace(connection, trust=replace(trust, authorities=text)), Found.AUTHORITIES, added)


def _with_server(connection: Connection, found: "tuple[Certificate, ...]") -> Taken:
    if len(found) > 1:
        return Taken(connection, Found.SEVERAL)
    if not origin(connection.base_url):
        return Taken(connection, Found.NOWHERE)
    trust = connection.trust.pinning(found[0].pem, connection.base_url)
    if trust == connection.trust:
        return Taken(connection, Found.KNOWN)
    return Taken(replace(connection, trust=trust), Found.SERVER, found)


def _joined(*texts: str) -> str:
    return "".join(f"{text.strip()}\n" for text in texts if text.strip())
