"""A chat with a server whose certificate this connection trusts, and this connection only."""

from dataclasses import replace

import pytest

from certificates import authority, self_signed
from gateway.world import House, failure
from nextchat_desktop.core.connections import Connection, Trust
from nextchat_desktop.core.events import FailureKind, Finished
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied
from scripted import ScriptedServer

K = FailureKind
HELD = self_signed()


def trusting(connection: Connection) -> Connection:
    return applied(connection, Remedy(RemedyKind.TRUST, HELD.pem))


def test_what_a_person_trusts_lets_the_chat_through(house: House) -> None:
    with ScriptedServer(tls=HELD.server) as server:
        house.connect("compatible", server.base_url, key="sk-1")
        assert failure(house.ask()).kind is K.TLS
        house.connections.save(trusting(house.connections["c"]))
        assert house.ask()[-1] == Finished("stop")
        assert len(server.requests) == 1


def test_another_connection_to_the_same_server_trusts_it_no_more_than_before(house: House) -> None:
    with ScriptedServer(tls=HELD.server) as server:
        house.connect("compatible", server.base_url, key="sk-1")
        other = replace(house.connections["c"], id="other")
        house.connections.save(trusting(house.connections["c"]))
        house.connections.save(other)
        house.keys.put("other", server.base_url, "sk-2")
        assert house.ask()[-1] == Finished("stop")
        assert failure(house.ask("other")).kind is K.TLS
        assert [request.headers["authorization"] for request in server.requests] == ["Bearer sk-1"]


def test_a_connection_that_is_led_elsewhere_does_not_take_its_trust_along(house: House) -> None:
    with ScriptedServer(tls=HELD.server) as server, ScriptedServer(tls=HELD.server) as other:
        house.connect("compatible", server.base_url, key="sk-1", trust=Trust(authority().pem))
        house.connections.save(trusting(house.connections["c"]))
        assert house.ask()[-1] == Finished("stop")
        house.connections.save(replace(house.connections["c"], base_url=other.base_url))
        house.keys.put("c", other.base_url, "sk-1")
        assert failure(house.ask()).kind is K.TLS
        assert other.requests == []


@pytest.mark.parametrize("trust", [Trust("no certificate"), Trust(pinned="no certificate", pinned_for="https://x")])
def test_what_cannot_be_read_stops_those_requests_that_it_would_count_for(house: House, trust: Trust) -> None:
    with ScriptedServer() as plain:
        house.connect("compatible", plain.base_url, key="sk-1", trust=trust)
        ends = house.ask()[-1]
    assert ends == Finished("stop") if trust.pinned else failure([ends]).kind is K.BAD_CERTIFICATE
