"""The command for curl does, in a real shell, what the program did."""

import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

from nextchat_desktop.core.exchange import Exchange, Gap, Line, Sent, shown
from nextchat_desktop.core.masking import MASK, Mask
from nextchat_desktop.engine.inspector.curl import curl, is_complete
from scripted import Request, ScriptedServer

KEY = "sk-our's$key`1`!"
SAY = "Set {names} first."
HEADERS = (
    ("Accept", "*/*"),
    ("Accept-Encoding", "gzip, deflate"),
    ("User-Agent", "NextChat-Desktop/1"),
    ("Content-Type", "application/json"),
    ("Authorization", f"Bearer {KEY}"),
)
NEEDS_CURL = pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="there is no curl here")

Run = Callable[..., Request]


@pytest.fixture
def run(server: ScriptedServer) -> Run:
    """What arrives of a request whose command is run, with the key put in."""

    def arrived(
        body: bytes, headers: tuple[tuple[str, str], ...] = HEADERS, path: str = "/v1/chat", method: str = "POST"
    ) -> Request:
        host = ("Host", f"127.0.0.1:{server.port}")
        sent = Sent(method, server.url + path, path, (host, *headers), body, len(body))
        command = curl(shown(Exchange(0, sent), Mask((KEY, "one team"))), SAY)
        assert KEY not in command
        in_shell(command)
        return server.requests[-1]

    return arrived


def in_shell(command: str) -> None:
    environ = {"PATH": os.environ["PATH"], "API_KEY": KEY, "HEADER_X_TEAM": "one team", "PROXY_LOGIN": "ann:p w"}
    done = subprocess.run(["bash"], input=command.encode(), env=environ, capture_output=True, check=False, timeout=20)
    assert done.returncode == 0, done.stderr.decode()


def lower(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def test_older_versions_of_curl_are_told_not_to_wait_before_a_long_body() -> None:
    long, short = (Sent("POST", "http://a.example/", "/", (), b"x" * size, size) for size in (2000, 20))
    assert "-H 'Expect:'" in curl(Exchange(0, long), SAY)
    assert "Expect" not in curl(Exchange(0, short), SAY)


@NEEDS_CURL
@pytest.mark.parametrize(
    "body",
    [
        b'{"model":"m","stream":true}',
        '它\'s a “quote”: $HOME `ls` \\n !x \\ "双"\n\n second line\t%s'.encode(),
        b"@not a file",
        b"'''",
        b"x" * 2000,
        "长".encode() * 100_000,
        bytes(range(256)) * 5,
        f'{{"note":"{KEY}"}}'.encode(),
        f'{{"note":"{MASK}"}}'.encode(),
        b"",
    ],
    ids=["json", "quotes", "at", "ticks", "long", "huge", "bytes", "key in it", "mask in it", "empty"],
)
def test_what_arrives_is_what_was_sent(run: Run, body: bytes) -> None:
    headers = HEADERS if body else (*HEADERS[:3], HEADERS[4])
    request = run(body, headers)
    assert (request.method, request.path, request.body) == ("POST", "/v1/chat", body)
    expected = lower(headers) | {"host": request.headers["host"]}
    assert {name: value for name, value in request.headers.items() if name != "content-length"} == expected


@NEEDS_CURL
@pytest.mark.parametrize("path", [f"/v1/models?key={KEY}", "/a[1]{2}/../b?c=d&e=%20", "/"])
def test_an_address_arrives_as_it_was(run: Run, path: str) -> None:
    request = run(b"", HEADERS[:3], path, "GET")
    assert (request.method, request.path) == ("GET", path)


@NEEDS_CURL
def test_a_persons_own_header_has_a_variable_of_its_own(run: Run) -> None:
    request = run(b"{}", (*HEADERS, ("X-Team", "one team"), ("X-Empty", "")))
    assert (request.headers["x-team"], request.headers["x-empty"]) == ("one team", "")
    assert request.headers["authorization"] == f"Bearer {KEY}"


@NEEDS_CURL
def test_another_method_and_another_host_are_said(run: Run) -> None:
    request = run(b"{}", HEADERS, method="PUT")
    assert request.method == "PUT"


@NEEDS_CURL
def test_it_goes_through_the_same_proxy_with_its_login(server: ScriptedServer) -> None:
    target = "http://chat.example/v1/chat"
    headers = (("Proxy-Authorization", f"Basic {MASK}"), ("Host", "chat.example"), *HEADERS)
    sent = Sent("POST", target, target, headers, b"{}", 2)
    command = curl(shown(Exchange(0, sent, Line(server.url, login=True)), Mask((KEY,))), SAY)
    in_shell(command)
    (request,) = server.requests
    assert (request.path, request.headers["host"]) == (target, "chat.example")
    assert request.headers["proxy-authorization"] == "Basic YW5uOnAgdw=="
    assert command.startswith("# Set API_KEY, PROXY_LOGIN first.\n")


def test_the_first_line_says_what_is_to_be_put_in() -> None:
    sent = Sent("POST", "https://a.example/v1", "/v1", (("Authorization", f"Bearer {MASK}"),), b"{}", 2)
    first, second, *_ = curl(Exchange(0, sent), SAY).splitlines()
    assert first == "# Set API_KEY first."
    assert second == "curl -N --http1.1 'https://a.example/v1' \\"


def test_without_a_secret_nothing_is_to_be_put_in() -> None:
    assert curl(Exchange(0, Sent("GET", "http://a.example/v1", "/v1")), SAY).startswith("curl -N 'http://a.example/v1'")


def test_socks_proxies_are_told_the_name() -> None:
    command = curl(Exchange(0, Sent("GET", "http://a.example/"), Line("socks5://127.0.0.1:1080")), SAY)
    assert "-x 'socks5h://127.0.0.1:1080'" in command


def test_what_is_not_all_there_makes_no_command() -> None:
    assert is_complete(Sent("POST", "", body=b"{}", length=2))
    assert not is_complete(Sent("POST", "", body=b"{}", length=9, gaps=(Gap(2, 7),)))
