"""Proxies that are dead, ask for a password, forbid, or do not find the server; as Squid and Tinyproxy speak."""

from collections.abc import Mapping
from functools import partial

from broken.addresses import COMPANY
from broken.between import (
    SQUID_FORBIDS,
    SQUID_KNOWS_NO_SUCH_NAME_IN_PLAIN_HTTP,
    TINYPROXY_REFUSES_LOGIN,
    Names,
    Refusing,
    Socks,
)
from broken.services import openai
from broken.setup import ENTER_ADDRESS, ENTER_PROXY, GO_BY_NEIGHBOUR, TEST_AGAIN, USE_NO_PROXY, R, SetUp
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.events import FailureKind as K

S = Step
SQUID, SOCKS = "http://127.0.0.1:3128", "socks5://127.0.0.1:1080"
WITH_LOGIN = "http://ann@127.0.0.1:3128"
HERE, SAFE_HERE = "http://127.0.0.1:8000/v1", "https://127.0.0.1:8443/v1"
LOGIN = "ann:password"


def _says(answer: bytes, ports: Mapping[str, int]) -> Refusing:
    return Refusing(answer)


_WITH_PASSWORD = partial(Names, login=LOGIN)
_TINYPROXY = partial(Names, login=LOGIN, refuses=TINYPROXY_REFUSES_LOGIN)
_ENTER = (ENTER_PROXY, TEST_AGAIN)
_OR_NONE = (USE_NO_PROXY, ENTER_PROXY, TEST_AGAIN)
_OR_ELSEWHERE = (USE_NO_PROXY, ENTER_PROXY, ENTER_ADDRESS, TEST_AGAIN)

WITH_PASSWORD = (
    SetUp(
        "a proxy that asks for a password", "compatible", f"{COMPANY}/v1", openai(), S.PROXY, K.PROXY_LOGIN, _ENTER,
        proxy=SQUID, through=_WITH_PASSWORD, by_hand={"proxy": WITH_LOGIN, "password": "password"},
    ),
    SetUp(
        "a proxy that asks for a password, before a server in plain http", "compatible", "http://chat.company.example/v1",
        openai(), S.PROXY, K.PROXY_LOGIN, _ENTER,
        proxy=SQUID, through=_WITH_PASSWORD, by_hand={"proxy": WITH_LOGIN, "password": "password"},
    ),
    SetUp(
        "the password of the proxy is wrong", "compatible", f"{COMPANY}/v1", openai(), S.PROXY, K.PROXY_LOGIN, _ENTER,
        proxy=WITH_LOGIN, password="wrong", through=_WITH_PASSWORD, by_hand={"password": "password"},
    ),
    SetUp(
        "the password of Tinyproxy is wrong, which says 401", "compatible", f"{COMPANY}/v1", openai(),
        S.PROXY, K.PROXY_LOGIN, _ENTER,
        proxy=WITH_LOGIN, password="wrong", through=_TINYPROXY, by_hand={"password": "password"},
    ),
    SetUp(
        "the password of Tinyproxy is wrong, before a server in plain http", "compatible", "http://chat.company.example/v1",
        openai(), S.PROXY, K.PROXY_LOGIN, _ENTER,
        proxy=WITH_LOGIN, password="wrong", through=_TINYPROXY, by_hand={"password": "password"},
    ),
    SetUp(
        "a SOCKS proxy that asks for a password", "compatible", f"{COMPANY}/v1", openai(),
        S.PROXY, K.PROXY_LOGIN, _ENTER, proxy=SOCKS, through=partial(Socks, login=LOGIN),
        by_hand={"proxy": "socks5://ann@127.0.0.1:1080", "password": "password"},
    ),
    SetUp(
        "the password of the SOCKS proxy is wrong", "compatible", f"{COMPANY}/v1", openai(),
        S.PROXY, K.PROXY_LOGIN, _ENTER, proxy="socks5://ann@127.0.0.1:1080", password="wrong",
        through=partial(Socks, login=LOGIN), by_hand={"password": "password"},
    ),
)  # fmt: skip

NO_WAY = (
    SetUp(
        "the proxy is switched off", "vllm", HERE, openai(), S.CONNECT, K.PROXY_DEAD, _OR_NONE, key=None,
        proxy="http://127.0.0.1:7897",
    ),
    SetUp(
        "the proxy is switched off, and another one runs", "compatible", SAFE_HERE, openai(),
        S.CONNECT, K.PROXY_DEAD, (GO_BY_NEIGHBOUR, *_OR_NONE),
        proxy="http://127.0.0.1:7897", neighbour=True,
    ),
    SetUp(
        "nobody knows the name of the proxy", "vllm", HERE, openai(), S.RESOLVE, K.PROXY_DEAD, _OR_NONE, key=None,
        proxy="http://proxy.company.invalid:3128",
    ),
    SetUp(
        "the proxy forbids the address (403)", "compatible", SAFE_HERE, openai(),
        S.PROXY, K.PROXY, _OR_ELSEWHERE, proxy=SQUID, through=partial(_says, SQUID_FORBIDS),
    ),
    SetUp(
        "the proxy does not know the name of the server (503)", "compatible", "https://chat.compny.example/v1", None,
        S.PROXY, K.PROXY, _OR_ELSEWHERE, proxy=SQUID, through=Names, elsewhere={f"{COMPANY}/v1": openai()},
        by_hand={"address": f"{COMPANY}/v1"}, may_fail=(R.USE_NO_PROXY,),
    ),
    SetUp(
        "the proxy does not know the name of a server in plain http (502)", "compatible", "http://chat.compny.example/v1",
        None, S.PROXY, K.PROXY, _OR_ELSEWHERE, proxy=SQUID,
        through=partial(Names, knows_not=SQUID_KNOWS_NO_SUCH_NAME_IN_PLAIN_HTTP),
        elsewhere={"http://chat.company.example/v1": openai()}, by_hand={"address": "http://chat.company.example/v1"},
        may_fail=(R.USE_NO_PROXY,),
    ),
    SetUp(
        "the address of the proxy makes no sense", "vllm", HERE, openai(), S.SETTINGS, K.PROXY,
        (ENTER_PROXY, USE_NO_PROXY), key=None, proxy="ftp://127.0.0.1:21",
    ),
    SetUp(
        "what is set as a proxy is a web server", "compatible", SAFE_HERE, openai(),
        S.PROXY, K.PROXY, _OR_ELSEWHERE, proxy=SQUID,
        through=partial(_says, b"HTTP/1.1 405 Method Not Allowed\r\n\r\n"),
    ),
)  # fmt: skip
