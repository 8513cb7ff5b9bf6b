"""Certificates that a person adds to a connection from a file, takes away again, and brings back."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from certificates import Held, authority, self_signed
from nextchat_desktop.core.connections import NO_MORE_TRUST, Connection, Trust
from nextchat_desktop.engine.trusting import Found, Trusting
from nextchat_desktop.net.certificates import certificates_of

LAB = Connection("c", "Lab", "compatible", "https://lab.example:8443/v1")
OURS, THEIRS = authority("Ours"), authority("Theirs")
SERVER = self_signed("gpu", ("gpu.lab",))
TRUSTING = Trusting(certificates_of)


def with_file(connection: Connection, *held: Held) -> Connection:
    return TRUSTING.take(connection, "\n".join(one.pem for one in held).encode()).connection


def names(connection: Connection) -> list[str]:
    """Who is trusted, the pinned one with a star."""
    found = TRUSTING.entries(connection.trust)
    shown = [entry.certificate.subject.partition(",")[0] if entry.certificate else "?" for entry in found]
    return [f"{name}*" if entry.is_pinned else name for name, entry in zip(shown, found, strict=True)]


def test_every_authority_of_a_file_is_trusted_beside_the_others() -> None:
    taken = TRUSTING.take(LAB, (OURS.pem + THEIRS.pem).encode())
    assert taken.found is Found.AUTHORITIES
    assert [one.subject for one in taken.added] == ["Ours, Our Lab, DE", "Theirs, Our Lab, DE"]
    assert names(taken.connection) == ["Ours", "Theirs"]
    assert names(with_file(with_file(LAB, OURS), THEIRS)) == ["Ours", "Theirs"]


def test_a_file_in_der_is_one_certificate() -> None:
    assert names(TRUSTING.take(LAB, OURS.der).connection) == ["Ours"]


def test_of_a_servers_whole_chain_the_authority_is_taken() -> None:
    assert names(with_file(LAB, OURS.issue("gpu"), OURS)) == ["Ours"]


def test_the_certificate_of_a_server_is_trusted_alone_where_the_connection_leads() -> None:
    taken = TRUSTING.take(with_file(LAB, OURS), SERVER.pem.encode())
    assert (taken.found, names(taken.connection)) == (Found.SERVER, ["gpu*", "Ours"])
    assert taken.connection.trust.towards(LAB.base_url).pinned == SERVER.pem
    assert taken.connection.trust.towards("https://elsewhere.example") == Trust(taken.connection.trust.authorities)


@pytest.mark.parametrize("held", [OURS, SERVER])
def test_what_is_trusted_already_stays_as_it_is(held: Held) -> None:
    once = with_file(LAB, held)
    taken = TRUSTING.take(once, held.pem.encode())
    assert (taken.found, taken.connection, taken.added) == (Found.KNOWN, once, ())


def test_what_says_nothing_changes_nothing() -> None:
    key = SERVER.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    several = (SERVER.pem + self_signed("other").pem).encode()
    for connection, data, found in (
        (LAB, b"", Found.NOTHING),
        (LAB, b"\x00\xff garbage", Found.NOTHING),
        (LAB, key, Found.NOTHING),
        (LAB, several, Found.SEVERAL),
        (replace(LAB, base_url=""), SERVER.der, Found.NOWHERE),
    ):
        taken = TRUSTING.take(connection, data)
        assert (taken.found, taken.connection, taken.added) == (found, connection, ())


def test_what_is_taken_away_can_be_brought_back() -> None:
    both = with_file(with_file(with_file(LAB, OURS), THEIRS), SERVER)
    for entry in TRUSTING.entries(both.trust):
        without = TRUSTING.without(both, entry)
        assert set(names(both)) - set(names(without)) == {f"{_name(entry.pem)}{'*' * entry.is_pinned}"}
        assert set(names(TRUSTING.again(without, entry))) == set(names(both))
        assert set(names(TRUSTING.again(both, entry))) == set(names(both))


def _name(pem: str) -> str:
    return certificates_of(pem.encode())[0].subject.partition(",")[0]


def test_without_the_last_nothing_is_left_over() -> None:
    both = with_file(with_file(LAB, OURS), SERVER)
    for entry in TRUSTING.entries(both.trust):
        both = TRUSTING.without(both, entry)
    assert both.trust == NO_MORE_TRUST


@pytest.mark.parametrize("text", ["no certificate", "证书 \ud800", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END"])
def test_what_is_kept_and_cannot_be_read_is_seen_and_can_be_taken_away(text: str) -> None:
    odd = replace(LAB, trust=Trust(text, text, "https://lab.example:8443"))
    assert names(odd) == ["?*", "?"]
    pinned, unreadable = TRUSTING.entries(odd.trust)
    assert TRUSTING.without(TRUSTING.without(odd, pinned), unreadable) == LAB
    assert names(with_file(odd, OURS)) == ["?*", "Ours"]
