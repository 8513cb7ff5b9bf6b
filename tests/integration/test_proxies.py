"""Proxies of other people's making, through which one chats as without them."""

import pytest

from integration.conftest import or_skipped
from integration.debian import Debian
from integration.desk import Desk, failure_of, text_of
from integration.proxies import ONLY_PROXIES_KNOW, PASSWORD, Proxy, running
from integration.servers import LLAMA_KEY
from integration.through_proxies import ASKING, WITH_LOGIN, connect, cut_off
from integration.typist import WORDS, Typist, came_one_by_one
from integration.web_server import Nginx
from nextchat_desktop.core.events import FailureKind, Finished

ANSWER = "".join(WORDS)


@pytest.mark.parametrize("scheme", ASKING)
def test_words_come_one_by_one_through_it(desk: Desk, proxy: Proxy, web: Nginx, typist: Typist, scheme: str) -> None:
    connect(desk, scheme, web, typist)
    desk.go_through(proxy.address, proxy.password)
    assert text_of(desk.ask()) == ANSWER
    assert came_one_by_one(desk.moments)
    assert desk.exchanges[-1].line.proxy == proxy.without_login


@pytest.mark.parametrize("scheme", ASKING)
@pytest.mark.parametrize("password", ["wrong", ""])
@pytest.mark.parametrize("proxy", WITH_LOGIN, indirect=True)
def test_a_login_that_it_does_not_take_is_named_as_such(
    desk: Desk, proxy: Proxy, web: Nginx, typist: Typist, scheme: str, password: str
) -> None:
    connect(desk, scheme, web, typist)
    desk.go_through(proxy.address if password else proxy.without_login, password)
    failed = failure_of(desk.ask())
    assert failed.kind is FailureKind.PROXY_LOGIN or cut_off(failed, proxy)
    assert "wrong" not in failed.detail
    assert not typist.requests


@pytest.mark.parametrize("proxy", WITH_LOGIN, indirect=True)
def test_the_login_stays_with_the_proxy_and_the_key_with_the_service(
    desk: Desk, proxy: Proxy, web: Nginx, typist: Typist
) -> None:
    connect(desk, "https", web, typist)
    desk.go_through(proxy.address, proxy.password)
    desk.ask()
    (asked,) = typist.requests
    assert asked.headers["authorization"] == f"Bearer {LLAMA_KEY}"
    assert "proxy-authorization" not in asked.headers
    assert LLAMA_KEY not in proxy.said


def test_it_finds_a_name_that_nobody_else_knows(desk: Desk, proxy: Proxy, typist: Typist) -> None:
    desk.connect("compatible", typist.base_url.replace("127.0.0.1", ONLY_PROXIES_KNOW), proxy="direct")
    assert failure_of(desk.ask()).kind is FailureKind.NAME_NOT_FOUND
    desk.go_through(proxy.address, proxy.password)
    assert text_of(desk.ask()) == ANSWER


def test_a_socks_proxy_is_handed_the_name_itself(desk: Desk, microsocks: Proxy, typist: Typist) -> None:
    desk.connect("compatible", typist.base_url.replace("127.0.0.1", ONLY_PROXIES_KNOW))
    desk.go_through(microsocks.address, microsocks.password)
    desk.ask()
    assert f"connected to {ONLY_PROXIES_KNOW}:{typist.port}" in microsocks.said


def test_what_is_set_for_the_whole_program_counts_where_the_connection_says_nothing(
    desk: Desk, squid: Proxy, typist: Typist
) -> None:
    desk.connect("compatible", typist.base_url.replace("127.0.0.1", ONLY_PROXIES_KNOW))
    desk.all_go_through(squid.address, PASSWORD)
    assert text_of(desk.ask()) == ANSWER


@pytest.mark.parametrize("bypass", [ONLY_PROXIES_KNOW, "*.test", ".behind-the-proxy.test", "other.org, *.test"])
def test_a_server_in_the_list_is_reached_without_it(desk: Desk, squid: Proxy, typist: Typist, bypass: str) -> None:
    desk.connect("compatible", typist.base_url.replace("127.0.0.1", ONLY_PROXIES_KNOW))
    desk.all_go_through(squid.address, PASSWORD, bypass)
    before = squid.said
    assert failure_of(desk.ask()).kind is FailureKind.NAME_NOT_FOUND, "without it nobody knows the name"
    assert squid.said == before


def test_another_proxy_counts_from_the_next_question_on(
    desk: Desk, squid: Proxy, tinyproxy: Proxy, microsocks: Proxy, typist: Typist
) -> None:
    desk.connect("compatible", typist.base_url)
    for proxy in (squid, tinyproxy, microsocks):
        desk.go_through(proxy.address, proxy.password)
        assert isinstance(desk.ask()[-1], Finished)
        assert desk.exchanges[-1].line.proxy == proxy.without_login
    desk.go_through("direct")
    assert isinstance(desk.ask()[-1], Finished)
    assert not desk.exchanges[-1].line.proxy


def test_a_password_that_is_mended_counts_from_the_next_question_on(desk: Desk, squid: Proxy, typist: Typist) -> None:
    desk.connect("compatible", typist.base_url)
    desk.go_through(squid.address, "wrong")
    assert failure_of(desk.ask()).kind is FailureKind.PROXY_LOGIN
    desk.go_through(squid.address, squid.password)
    assert text_of(desk.ask()) == ANSWER


@pytest.mark.parametrize("proxy", ["squid", "microsocks"], indirect=True)
def test_an_open_line_through_it_is_used_again(desk: Desk, proxy: Proxy, web: Nginx, typist: Typist) -> None:
    connect(desk, "https", web, typist)
    desk.go_through(proxy.address, proxy.password)
    assert [text_of(desk.ask()), text_of(desk.ask())] == [ANSWER, ANSWER]
    first, second = web.logged("own_authority")[-2:]
    assert first.line == second.line


@pytest.mark.parametrize("kind", ["squid", "microsocks"])
def test_a_proxy_that_is_gone_is_named_as_such(desk: Desk, debian: Debian, typist: Typist, kind: str) -> None:
    desk.connect("compatible", typist.base_url)
    with or_skipped(running(kind, debian)) as proxy:
        desk.go_through(proxy.address, proxy.password)
        assert text_of(desk.ask()) == ANSWER
    assert failure_of(desk.ask()).kind is FailureKind.PROXY_DEAD
    desk.go_through("direct")
    assert text_of(desk.ask()) == ANSWER


def test_a_proxy_that_does_not_let_one_go_there_is_named_as_such(desk: Desk, squid: Proxy) -> None:
    desk.connect("compatible", "https://forbidden.test/v1")
    desk.go_through(squid.address, squid.password)
    assert failure_of(desk.ask()).kind is FailureKind.PROXY


@pytest.mark.parametrize("scheme", ASKING)
def test_a_server_that_is_not_to_be_found_behind_it_is_not_called_busy(
    desk: Desk, proxy: Proxy, web: Nginx, scheme: str
) -> None:
    for address in (web.url("nobody"), "http://nobody-knows-this.test/v1"):
        desk.connect("compatible", address.replace("http:", f"{scheme}:"))
        desk.go_through(proxy.address, proxy.password)
        kind = failure_of(desk.ask()).kind
        assert kind in (FailureKind.PROXY, FailureKind.NAME_NOT_FOUND, FailureKind.NOTHING_THERE)
