"""How requests leave this computer: what is set for the program, for one connection, and by the system."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace

import pytest

from certificates import authority
from gateway.socks import SocksServer
from gateway.world import House, failure
from net.loopback import KeepingServer, TunnelProxy
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.proxies import Because, ProxyPolicy, Way, WayOut
from scripted import DONE, STALL, Reply, ScriptedServer, answer, delta, finish

ELSEWHERE = "http://chat.example/v1"
NOBODY = "http://127.0.0.1:9"
PASSWORDS = ["p@ss:w/rd", "100%", "密码 é", "a+b c"]


def way_out(house: House) -> WayOut:
    found: WayOut = house.outcome(lambda deliver: house.gateway.way_out(house.connections["c"], deliver))
    return found


@pytest.fixture
def other() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


# For the whole program


def test_all_connections_go_through_the_programs_proxy(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", ELSEWHERE)
    house.go_through(server.url)
    assert house.ask()[-1] == Finished("stop")
    assert server.requests[0].path == "http://chat.example/v1/chat/completions"


def test_a_connections_own_word_counts_more(
    house: House, server: ScriptedServer, other: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.go_through(NOBODY)
    house.connect("compatible", ELSEWHERE, proxy=server.url)
    assert house.ask()[-1] == Finished("stop")
    monkeypatch.setenv("http_proxy", other.url)
    house.connect("compatible", ELSEWHERE, proxy="system")
    assert house.ask()[-1] == Finished("stop")
    assert (len(server.requests), len(other.requests)) == (1, 1)


def test_without_a_proxy_is_meant_whatever_the_environment_says(
    house: House, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    house.connect("compatible", "http://nowhere.invalid/v1")
    house.policy = ProxyPolicy(Way.DIRECT)
    assert failure(house.ask()).kind in (FailureKind.NETWORK, FailureKind.NAME_NOT_FOUND)
    assert server.requests == []


def test_where_others_have_settled_the_way_a_connection_takes_no_other(house: House, server: ScriptedServer) -> None:
    with ScriptedServer() as other:
        house.policy = ProxyPolicy(Way.PROXY, server.url, is_settled=True)
        for own in (other.url, "direct", "system"):
            house.connect("compatible", "http://elsewhere.invalid/v1", proxy=own)
            assert house.ask()[-1] == Finished("stop")
        assert (len(server.requests), len(other.requests)) == (3, 0)


def test_what_stands_in_the_list_and_this_computer_are_reached_directly(house: House, server: ScriptedServer) -> None:
    house.go_through(NOBODY, bypass="*.lab.invalid")
    house.connect("compatible", server.base_url)
    assert house.ask()[-1] == Finished("stop")
    house.connect("compatible", "http://gpu.lab.invalid/v1")
    assert "127.0.0.1:9" not in failure(house.ask()).detail
    house.connect("compatible", "http://elsewhere.invalid/v1")
    assert "127.0.0.1:9" in failure(house.ask()).detail


def test_the_programs_password_is_shown_to_its_proxy_and_to_nobody_else(
    house: House, server: ScriptedServer, other: ScriptedServer
) -> None:
    house.connect("compatible", ELSEWHERE)
    house.go_through(f"http://ann@127.0.0.1:{server.port}", "secret")
    house.ask()
    assert b64decode(server.requests[0].headers["proxy-authorization"].removeprefix("Basic ")) == b"ann:secret"
    house.policy = replace(house.policy, address=f"http://ann@127.0.0.1:{other.port}")
    house.ask()
    assert "secret" not in b64decode(other.requests[0].headers["proxy-authorization"].removeprefix("Basic ")).decode()


def test_the_programs_proxy_is_not_asked_without_the_password_its_keeper_withholds(
    house: House, server: ScriptedServer
) -> None:
    house.connect("compatible", ELSEWHERE)
    house.go_through(f"http://ann@127.0.0.1:{server.port}", "secret")
    house.keys.silent = True
    assert failure(house.ask()).kind is FailureKind.KEY_LOCKED
    house.keys.silent, house.keys.locked = False, True
    assert failure(house.ask()).kind is FailureKind.PASSPHRASE_NEEDED
    assert server.requests == []


def test_who_does_not_go_through_it_does_not_wait_for_its_password(house: House, server: ScriptedServer) -> None:
    house.go_through("http://ann@127.0.0.1:9", "secret")
    house.keys.silent = True
    house.connect("compatible", ELSEWHERE, proxy=server.url)
    assert house.ask()[-1] == Finished("stop")


def test_a_picture_from_elsewhere_goes_the_programs_way(house: House, server: ScriptedServer) -> None:
    house.go_through(f"http://ann@127.0.0.1:{server.port}", "secret")
    house.picture("http://pictures.example/a.png")
    (request,) = server.requests
    assert request.path == "http://pictures.example/a.png"
    assert b64decode(request.headers["proxy-authorization"].removeprefix("Basic ")) == b"ann:secret"


def test_a_change_counts_for_the_next_request_and_leaves_the_one_that_runs(
    house: House, server: ScriptedServer, other: ScriptedServer
) -> None:
    house.connect("compatible", ELSEWHERE)
    house.go_through(server.url)
    server.queue(Reply([delta("Hel"), STALL]))
    running: list[StreamEvent] = []
    run = house.start(running.append)
    house.drain_until(lambda: running == [TextDelta("Hel")])
    house.go_through(other.url)
    assert house.ask()[-1] == Finished("stop")
    house.policy = ProxyPolicy(Way.DIRECT)
    house.connect("compatible", server.base_url)
    assert house.ask()[-1] == Finished("stop")
    assert [len(one.requests) for one in (server, other)] == [2, 1]
    assert running == [TextDelta("Hel")]
    run.cancel()


# Logins


@pytest.mark.parametrize("password", PASSWORDS)
def test_any_password_reaches_an_http_proxy_as_it_is(house: House, server: ScriptedServer, password: str) -> None:
    house.connect("compatible", ELSEWHERE)
    house.add_proxy(f"http://a%20nn@127.0.0.1:{server.port}", password)
    assert house.ask()[-1] == Finished("stop")
    shown = server.requests[0].headers["proxy-authorization"].removeprefix("Basic ")
    assert b64decode(shown).decode() == f"a nn:{password}"


@pytest.mark.parametrize("password", PASSWORDS)
def test_any_password_reaches_a_socks_proxy_as_it_is(house: House, password: str) -> None:
    with SocksServer("a nn", password) as socks:
        house.connect("compatible", ELSEWHERE)
        house.add_proxy(f"socks5://a%20nn@{socks.place}", password)
        assert house.ask()[-1] == Finished("stop")
        assert socks.logins == [("a nn", password)]


# SOCKS


def test_a_socks_proxy_is_handed_the_name_and_nobody_looks_it_up_here(house: House) -> None:
    """No resolver on earth knows a name below .invalid."""
    with SocksServer("ann", "secret") as socks:
        house.connect("compatible", "http://only-there.invalid:8080/v1")
        for scheme in ("socks5", "socks5h"):
            house.add_proxy(f"{scheme}://ann@{socks.place}", "secret")
            assert house.ask()[-1] == Finished("stop")
        assert socks.wanted == [("only-there.invalid", 8080)] * 2


def test_a_socks_proxy_of_the_environment_is_handed_the_name_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with SocksServer("ann", "p@ss") as socks:
        monkeypatch.setenv("ALL_PROXY", f"socks5h://ann:p%40ss@{socks.place}")
        house.connect("compatible", "http://only-there.invalid/v1")
        assert house.ask()[-1] == Finished("stop")
        assert (socks.wanted, socks.logins) == ([("only-there.invalid", 80)], [("ann", "p@ss")])


# The environment


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
def test_a_proxy_of_the_environment_needs_no_scheme(
    house: House, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, f"127.0.0.1:{server.port}")
    house.connect("compatible", ELSEWHERE)
    assert house.ask()[-1] == Finished("stop")
    assert server.requests[0].path == "http://chat.example/v1/chat/completions"


def test_a_proxy_of_the_environment_that_cannot_be_read_is_named_and_not_passed_by(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "vmess://ann:secret@proxy.example:1")
    house.connect("compatible", ELSEWHERE)
    failed = failure(house.ask())
    assert (failed.kind, "proxy.example" in failed.detail) == (FailureKind.PROXY, True)
    assert "secret" not in failed.detail


@pytest.mark.parametrize("excepted", ["10.0.0.0/8", "10.*", "*:8000", "<local>,10.1.2.3"])
def test_the_exceptions_of_the_environment_are_networks_too(
    house: House, monkeypatch: pytest.MonkeyPatch, excepted: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", NOBODY)
    monkeypatch.setenv("NO_PROXY", excepted)
    house.connect("compatible", "http://10.1.2.3:8000/v1")
    assert way_out(house) == WayOut("10.1.2.3:8000", "", Because.ENVIRONMENT)


# Proxies over TLS


def test_a_proxy_over_tls_is_checked_against_what_the_system_and_the_connection_trust(house: House) -> None:
    ours = authority()
    with ScriptedServer(tls=ours.issue().server) as proxy:
        house.connect("compatible", ELSEWHERE, proxy=proxy.url)
        assert isinstance(house.ask()[-1], Failed)
        assert proxy.requests == []
        house.connect("compatible", ELSEWHERE, proxy=proxy.url, trust=Trust(ours.pem))
        assert house.ask()[-1] == Finished("stop")


def test_the_certificate_that_is_trusted_for_the_server_is_not_the_proxys(house: House) -> None:
    theirs = authority().issue()
    with ScriptedServer(tls=theirs.server) as proxy:
        trust = Trust(pinned=theirs.pem, pinned_for="http://chat.example")
        house.connect("compatible", ELSEWHERE, proxy=proxy.url, trust=trust)
        assert isinstance(house.ask()[-1], Failed)
        assert proxy.requests == []


def test_a_tunnel_leads_through_a_proxy_over_tls(house: House) -> None:
    ours = authority()
    held = ours.issue()
    with ScriptedServer(tls=held.server) as server, TunnelProxy(server.port, tls=held.server) as proxy:
        house.connect("compatible", server.base_url, proxy=f"https://127.0.0.1:{proxy.port}", trust=Trust(ours.pem))
        assert house.ask()[-1] == Finished("stop")
        assert [request.method for request in proxy.asked] == ["CONNECT"]


# Lines that are kept open


def keeping() -> KeepingServer:
    body = b"".join(part for part in answer("Fine.").script if isinstance(part, bytes))
    return KeepingServer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream", body)


def test_two_requests_in_a_row_use_one_line(house: House) -> None:
    with keeping() as server:
        house.connect("compatible", server.base_url)
        assert [house.ask()[-1] for _ in range(3)] == [Finished("stop")] * 3
        assert (server.lines, len(server.requests)) == (1, 3)


def test_another_proxy_is_another_line_and_the_first_is_found_again(house: House) -> None:
    with keeping() as one, keeping() as two:
        house.connect("compatible", ELSEWHERE)
        for proxy in (one, one, two, two, one):
            house.go_through(proxy.url)
            assert house.ask()[-1] == Finished("stop")
        assert (one.lines, len(one.requests), two.lines, len(two.requests)) == (1, 3, 1, 2)


def test_a_line_whose_reply_never_quite_ends_is_given_up(house: House) -> None:
    with ScriptedServer(Reply([delta("a"), finish(), DONE, STALL])) as server:
        house.connect("compatible", server.base_url)
        assert house.ask()[-1] == Finished("stop")
        assert server.hung_up.wait(5)


def test_another_login_is_another_line(house: House) -> None:
    with keeping() as proxy:
        house.connect("compatible", ELSEWHERE)
        for user in ("ann", "bob"):
            house.go_through(f"http://{user}@127.0.0.1:{proxy.port}", "secret")
            house.ask()
        assert proxy.lines == 2


# What the settings say of it


def test_how_requests_would_go_out_is_told_without_a_login_and_without_a_request(
    house: House, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.connect("compatible", "https://chat.example:8443/v1")
    assert way_out(house) == WayOut("chat.example:8443", "", Because.SYSTEM)
    monkeypatch.setenv("https_proxy", f"http://ann:secret@127.0.0.1:{server.port}")
    assert way_out(house) == WayOut("chat.example:8443", server.url, Because.ENVIRONMENT)
    monkeypatch.setenv("no_proxy", ".example")
    assert way_out(house) == WayOut("chat.example:8443", "", Because.ENVIRONMENT)
    house.go_through("http://ann@set.example:1", "secret")
    house.keys.locked = True
    assert way_out(house) == WayOut("chat.example:8443", "http://set.example:1", Because.PROGRAM)
    house.connect("compatible", server.base_url)
    assert way_out(house) == WayOut(f"127.0.0.1:{server.port}", "", Because.HERE)
    house.connect("compatible", server.base_url, proxy="socks5://ann@own.example:1")
    assert way_out(house) == WayOut(f"127.0.0.1:{server.port}", "socks5://own.example:1", Because.CONNECTION)
    assert server.requests == []
