"""A test tries many things out, and shows the key to nobody who was not shown it before, whatever they answer."""

import time
from collections.abc import Callable

import pytest

from certificates import self_signed
from gateway.world import House, capable
from net.loopback import TunnelProxy
from nextchat_desktop.core.checkup import Errand, LookForProxies, Report
from nextchat_desktop.core.connections import Model, Trust
from nextchat_desktop.core.remedies import RemedyKind, applied
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.doctor import Doctor
from scripted import HTML, JSON, Reply, Request, ScriptedServer, error

KEY, TEAM = "sk-of-ann-0123456789", "the-blue-team"
MODELS = (Model("our-gpt"),)


class SendingOn(ScriptedServer):
    """Sends everybody on to the same path of another server."""

    def __init__(self, to: str, status: int) -> None:
        self._to, self._status = to, status
        super().__init__()

    def reply_to(self, request: Request) -> Reply:
        return Reply([], self._status, {**HTML, "location": self._to + request.path, "set-cookie": "a=b"})


class Examiner:
    """A doctor whose errands are noted; `found` are the proxies of this computer."""

    def __init__(self, house: House, found: tuple[str, ...] = ()) -> None:
        self._house = house
        self._found = found
        self.errands: list[Errand] = []

    def report(self) -> Report:
        services = {service.id: service for service in self._house.gateway.services}
        doctor = Doctor(self._perform, services.__getitem__, capable, lambda: time.time_ns() // 10**6, time.monotonic)
        ours = self._house.connections["c"]
        report: Report = self._house.outcome(lambda deliver: doctor.test(ours, "", lambda _: None, deliver))
        return report

    def _perform(self, errand: Errand, deliver: Callable[..., None]) -> Run:
        self.errands.append(errand)
        if isinstance(errand, LookForProxies):
            return self._house.gateway.perform(LookForProxies(()), lambda _: deliver(self._found))
        return self._house.gateway.perform(errand, deliver)


def connect(house: House, base_url: str, service: str = "compatible") -> None:
    house.connect(service, base_url, KEY, models=MODELS)
    house.add_headers(x_team=TEAM)


def secrets_in(requests: list[Request]) -> list[str]:
    heard = "".join(request.head + request.body.decode() for request in requests)
    return [secret for secret in (KEY, TEAM, "a=b", "referer", "Referer") if secret in heard]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("service", ["compatible", "anthropic", "google", "openai"])
def test_whoever_is_named_by_a_server_hears_nothing_until_a_person_agrees_and_no_key_then(
    house: House, status: int, service: str
) -> None:
    with ScriptedServer(default=error(401, {"error": {"message": "Who are you?"}})) as evil:
        with SendingOn(evil.url, status) as server:
            connect(house, server.base_url, service)
            report = Examiner(house).report()
            assert secrets_in(server.requests) == [KEY, TEAM]
        assert evil.requests == []
        for remedy in report.remedies:
            if remedy.kind is RemedyKind.USE_ADDRESS:
                assert remedy.value.startswith(evil.url)
                house.connections.save(applied(house.connections["c"], remedy))
                Examiner(house).report()
        assert evil.requests or service != "compatible", "it was offered, a person has agreed, and no key is needed"
        assert secrets_in(evil.requests) == []


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b'{"error":{"message":"not found"}}', b"", b"[1, 2"])
@pytest.mark.parametrize("status", [200, 401, 404, 405, 502])
def test_all_that_is_tried_out_is_tried_at_the_same_server(house: House, body: bytes, status: int) -> None:
    with ScriptedServer(default=Reply([body], status, {**HTML, "set-cookie": "a=b"})) as server:
        connect(house, server.base_url)
        examiner = Examiner(house)
        examiner.report()
        assert len(server.requests) > 1
        assert {request.headers["host"] for request in server.requests} == {f"127.0.0.1:{server.port}"}
        assert "a=b" not in secrets_in(server.requests)
        assert not any(isinstance(errand, LookForProxies) for errand in examiner.errands)


def test_a_proxy_that_was_found_cannot_listen(house: House) -> None:
    """It leads to a server that says it is the one that was asked for, as many a listener does."""
    with (
        ScriptedServer(default=error(200, {"data": []}), tls=self_signed().server) as false,
        TunnelProxy(false.port) as proxy,
    ):
        connect(house, "https://chat.invalid/v1")
        report = Examiner(house, (proxy.url,)).report()
        assert {request.method for request in proxy.asked} == {"CONNECT"}
        assert secrets_in(proxy.asked) == []
        assert false.requests == []
        assert RemedyKind.USE_PROXY not in {remedy.kind for remedy in report.remedies}


def test_nothing_goes_through_a_proxy_that_was_found_where_it_could_read_it(house: House) -> None:
    with ScriptedServer(default=Reply([b"{}"], 200, JSON)) as proxy:
        connect(house, "http://chat.invalid/v1")
        Examiner(house, (proxy.url,)).report()
        assert proxy.requests == []


def test_a_proxy_is_shown_its_own_login_and_a_server_the_key_alone(house: House) -> None:
    held = self_signed()
    with ScriptedServer(tls=held.server) as server, TunnelProxy(server.port) as proxy:
        house.connect("compatible", server.base_url, KEY, models=MODELS, trust=Trust(authorities=held.pem))
        house.add_headers(x_team=TEAM)
        house.add_proxy(f"http://ann@127.0.0.1:{proxy.port}", "open-sesame")
        Examiner(house).report()
        assert secrets_in(proxy.asked) == []
        assert all("proxy-authorization" in request.headers for request in proxy.asked)
        assert server.requests
        assert not any("proxy-authorization" in request.headers for request in server.requests)
