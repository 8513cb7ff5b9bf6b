"""Whose certificates count, over real TLS: the system's, a company's own authority, and the one that was trusted."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from certificates import DAY, Held, authority, self_signed
from net.waiting import Waiting
from nextchat_desktop.core.connections import NO_MORE_TRUST, Trust
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Call, HttpRequest, Route
from nextchat_desktop.net.calling import ask
from nextchat_desktop.net.trust import BadCertificate, context_of
from nextchat_desktop.net.witness import Witness
from scripted import LoopbackServer, ScriptedServer

K = FailureKind


class Asker(Waiting):
    def outcome(self, url: str, trust: Trust = NO_MORE_TRUST) -> Answered | Failed:
        call = Call(HttpRequest(url, {"Authorization": "Bearer sk-1"}, method="GET"), Route(trust=trust))
        found: Answered | Failed = self.outcome_of(ask(self.clients, lambda: call, Witness()))
        return found

    def trusts(self, server: LoopbackServer, trust: Trust = NO_MORE_TRUST) -> bool:
        outcome = self.outcome(server.url, trust)
        return isinstance(outcome, Answered)

    def failure(self, server: LoopbackServer, trust: Trust = NO_MORE_TRUST) -> FailureKind:
        outcome = self.outcome(server.url, trust)
        assert isinstance(outcome, Failed), outcome
        return outcome.kind


@pytest.fixture
def asker() -> Iterator[Asker]:
    with closing(Asker()) as asker:
        yield asker


class PatientServer(LoopbackServer):
    """Answers any number of requests over each line, and counts the lines."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self.lines = 0
        super().__init__(tls)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")


def shown_by(held: Held) -> ScriptedServer:
    return ScriptedServer(tls=held.server)


def pinning(held: Held, server: LoopbackServer, authorities: str = "") -> Trust:
    return Trust(authorities).pinning(held.pem, server.url)


# Authorities


def test_a_servers_certificate_counts_only_with_the_authority_that_issued_it(asker: Asker) -> None:
    ours, theirs = authority("Ours"), authority("Theirs")
    with shown_by(ours.issue()) as server:
        assert not asker.trusts(server)
        assert not asker.trusts(server, Trust(theirs.pem))
        assert server.requests == []
        assert asker.trusts(server, Trust(ours.pem))


def test_several_authorities_count_side_by_side(asker: Asker) -> None:
    ours, theirs = authority("Ours"), authority("Theirs")
    both = Trust(f"# 公司\n{ours.pem}\n# 学校 – Schule\r\n{theirs.pem}")
    with shown_by(ours.issue()) as first, shown_by(theirs.issue()) as second:
        assert asker.trusts(first, both)
        assert asker.trusts(second, both)


def test_what_the_system_trusts_still_counts_beside_an_authority_of_ones_own(
    asker: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems, ours = authority("The system's"), authority("Ours")
    (tmp_path / "system.pem").write_text(systems.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "system.pem"))
    with shown_by(systems.issue()) as public, shown_by(ours.issue()) as own:
        assert asker.trusts(public, Trust(ours.pem))
        assert asker.trusts(own, Trust(ours.pem))
        assert asker.trusts(public)
        assert not asker.trusts(own)


def test_an_authority_that_another_vouches_for_is_enough_by_itself(asker: Asker) -> None:
    between = authority("Root").issue("Between", (), is_authority=True)
    with shown_by(between.issue()) as server:
        assert asker.trusts(server, Trust(between.pem))


def test_an_authority_vouches_for_names_and_times(asker: Asker) -> None:
    ours = authority("Ours")
    trust = Trust(ours.pem)
    with shown_by(ours.issue(names=("elsewhere.example",))) as server:
        assert asker.failure(server, trust) is K.CERTIFICATE_NAME
    with shown_by(ours.issue(begins=-2 * DAY, ends=-DAY)) as server:
        assert asker.failure(server, trust) is K.CERTIFICATE_EXPIRED
    with shown_by(ours.issue(begins=DAY, ends=2 * DAY)) as server:
        assert asker.failure(server, trust) is K.CLOCK


def test_what_an_authority_issued_may_not_vouch_in_its_turn(asker: Asker) -> None:
    ours = authority("Ours")
    forged = ours.issue("Leaf").issue("127.0.0.1")
    with shown_by(forged) as server:
        assert not asker.trusts(server, Trust(ours.pem))


# One certificate


@pytest.mark.parametrize(
    "held",
    [
        self_signed(),
        self_signed(is_authority=True),
        self_signed("gpu", ("gpu.lab",)),
        self_signed("gpu", ()),
        authority("Unknown").issue(),
        authority("Unknown").issue(names=("elsewhere.example",)),
        authority("Unknown").issue("Between", (), is_authority=True).issue(),
    ],
    ids=["self-signed", "as authorities are", "another name", "no name", "unknown issuer", "and name", "a chain"],
)
def test_a_certificate_that_was_trusted_counts_whoever_vouches_and_whatever_its_name(asker: Asker, held: Held) -> None:
    with shown_by(held) as server:
        assert not asker.trusts(server)
        assert asker.trusts(server, pinning(held, server))


def test_another_certificate_of_the_same_name_is_not_the_one_that_was_trusted(asker: Asker) -> None:
    trusted = self_signed()
    with shown_by(self_signed()) as server:
        assert asker.failure(server, pinning(trusted, server)) is K.CERTIFICATE_CHANGED
        assert server.requests == []


def test_where_one_certificate_is_trusted_nobody_else_may_vouch(
    asker: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems, ours, trusted = authority("The system's"), authority("Ours"), self_signed()
    (tmp_path / "system.pem").write_text(systems.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "system.pem"))
    for held in (systems.issue(), ours.issue()):
        with shown_by(held) as server:
            assert asker.failure(server, pinning(trusted, server, ours.pem)) is K.CERTIFICATE_CHANGED


@pytest.mark.parametrize("is_authority", [False, True])
def test_a_certificate_that_was_trusted_vouches_for_no_other(asker: Asker, is_authority: bool) -> None:
    trusted = self_signed(is_authority=is_authority)
    with shown_by(trusted.issue("other")) as server:
        assert asker.failure(server, pinning(trusted, server)) is K.CERTIFICATE_CHANGED
        assert server.requests == []


def test_a_renewed_certificate_of_the_same_key_is_another_one(asker: Asker) -> None:
    ours = authority("Ours")
    trusted, renewed = ours.issue(ends=timedelta(hours=1)), ours.issue()
    with shown_by(renewed) as server:
        assert asker.failure(server, pinning(trusted, server)) is K.CERTIFICATE_CHANGED


def test_a_certificate_that_has_run_out_is_refused_although_it_was_trusted(asker: Asker) -> None:
    old = self_signed(begins=-2 * DAY, ends=-DAY)
    with shown_by(old) as server:
        assert asker.failure(server, pinning(old, server)) is K.CERTIFICATE_EXPIRED
        assert server.requests == []


def test_what_was_trusted_for_one_server_is_not_trusted_for_another(asker: Asker) -> None:
    held = self_signed()
    with shown_by(held) as mine, shown_by(held) as other:
        trust = pinning(held, mine)
        assert asker.trusts(mine, trust)
        assert not asker.trusts(other, trust)
        assert other.requests == []


# Lines and trust


def test_no_line_is_shared_by_those_who_trust_differently(asker: Asker) -> None:
    ours, held = authority("Ours"), self_signed()
    with PatientServer(ours.issue().server) as server:
        assert asker.trusts(server, Trust(ours.pem))
        assert asker.trusts(server, Trust(ours.pem))
        assert server.lines == 1
        assert not asker.trusts(server)
        assert not asker.trusts(server, pinning(held, server))
        assert asker.trusts(server, Trust(f"{ours.pem}{held.pem}"))
        assert server.lines == 2
    with PatientServer(held.server) as server:
        assert asker.trusts(server, pinning(held, server))
        assert not asker.trusts(server)
        assert not asker.trusts(server, Trust(ours.pem))
        assert server.lines == 1


# What cannot be read


def pem(body: str) -> str:
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"


NO_CERTIFICATE = ["no certificate", "证书", "-----BEGIN CERTIFICATE-----", pem(""), pem("AAAA"), pem("é"), pem("=" * 9)]


@pytest.mark.parametrize("text", NO_CERTIFICATE)
def test_what_is_no_certificate_is_said_and_nothing_is_sent(asker: Asker, text: str) -> None:
    with shown_by(self_signed()) as server:
        for trust in (Trust(text), Trust().pinning(text, server.url)):
            assert asker.outcome(server.url, trust) == Failed(K.BAD_CERTIFICATE)
            with pytest.raises(BadCertificate):
                context_of(trust)
        assert server.requests == []


def test_what_cannot_be_read_beside_an_authority_is_left_out(asker: Asker) -> None:
    ours = authority("Ours")
    with shown_by(ours.issue()) as server:
        assert asker.trusts(server, Trust("".join([*NO_CERTIFICATE, "\n", ours.pem, pem("AAAA")])))
