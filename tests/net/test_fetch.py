"""A picture over a real socket: whatever the server does, it ends with one outcome, and nobody is told on."""

import gzip
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from net.waiting import LONG_ENOUGH, Waiting
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.pictures import HEAD, MEDIA, MOST_BYTES, TOO_LARGE, Fetched, PictureKind
from nextchat_desktop.net.fetch import LIMITS, Limits, fetch
from nextchat_desktop.net.proxies import system_proxy
from nextchat_desktop.net.worker import Streaming
from scripted import HTML, STALL, PlainServer, Reply, ScriptedServer, SilentServer, Stall

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PICTURE = {"content-type": "image/png"}

Outcome = Fetched | Failed


class Visitor(Waiting):
    def begin(self, url: str) -> Streaming:
        return self.started(fetch(self.clients, url, system_proxy))

    def fetch(self, url: str, limits: Limits = LIMITS) -> Outcome:
        outcome: Outcome = self.outcome_of(fetch(self.clients, url, system_proxy, limits))
        return outcome

    def failure(self, url: str, limits: Limits = LIMITS) -> Failed:
        outcome = self.fetch(url, limits)
        assert isinstance(outcome, Failed)
        return outcome


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    with closing(Visitor()) as visitor:
        yield visitor


def picture(*script: bytes | Stall, **headers: str) -> Reply:
    return Reply(script or (PNG,), headers={**PICTURE, **{n.replace("_", "-"): v for n, v in headers.items()}})


def moved(to: str, status: int = 302, **headers: str) -> Reply:
    return Reply([], status, {"location": to, **headers})


@pytest.mark.parametrize("chunked", [False, True])
def test_a_picture_arrives_whole(visitor: Visitor, server: ScriptedServer, chunked: bool) -> None:
    server.queue(Reply([PNG[:5], 0.01, PNG[5:]], headers=PICTURE, chunked=chunked))
    assert visitor.fetch(f"{server.url}/a.png") == Fetched(PNG, "image/png")


def test_its_bytes_say_what_it_is_whatever_the_server_calls_it(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(Reply([SVG], headers=HTML))
    assert visitor.fetch(server.url) == Fetched(SVG, "image/svg+xml")
    assert MEDIA.keys() == set(get_args(PictureKind))


def test_the_server_learns_nothing_of_the_person(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(picture(set_cookie="id=42"), picture())
    login = server.url.replace("://", "://anna:secret@")
    for _ in range(2):
        visitor.fetch(f"{login}/a.png?size=2#top")
    for request in server.requests:
        assert (request.method, request.path, request.body) == ("GET", "/a.png?size=2", b"")
        assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding"}
        assert request.headers["user-agent"] == "Mozilla/5.0 (compatible; NextChat-Desktop)"


def test_a_login_in_the_file_for_such_is_left_where_it_is(
    visitor: Visitor, server: ScriptedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logins").write_text("machine 127.0.0.1 login anna password secret", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "logins"))
    server.queue(picture())
    visitor.fetch(server.url)
    assert "authorization" not in server.requests[0].headers


def test_a_moved_picture_is_followed_without_a_word_about_where_from(visitor: Visitor, server: ScriptedServer) -> None:
    login = server.url.replace("://", "://anna:secret@")
    server.queue(moved("/b", set_cookie="id=42"), moved(f"{login}/c.png", 308), picture())
    assert visitor.fetch(f"{server.url}/a") == Fetched(PNG, "image/png")
    assert [request.path for request in server.requests] == ["/a", "/b", "/c.png"]
    assert not {"cookie", "referer", "authorization"} & {name for r in server.requests for name in r.headers}


def test_a_picture_that_moves_on_and_on_is_given_up(visitor: Visitor, server: ScriptedServer) -> None:
    server.default = moved("/again")
    assert visitor.failure(server.url).kind is FailureKind.BAD_ENDPOINT
    assert len(server.requests) == 1 + LIMITS.redirects == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/a.png", "data:image/png;base64,AAAA"])
def test_no_server_can_lead_out_of_the_web(visitor: Visitor, server: ScriptedServer, to: str) -> None:
    server.queue(moved(to))
    assert visitor.failure(server.url).kind is FailureKind.BAD_ENDPOINT
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "url",
    ["", "a.png", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://a\\@b/", "http://[::1", "ws://a"],
)
def test_only_addresses_of_the_web_are_visited(visitor: Visitor, url: str) -> None:
    assert visitor.failure(url).kind is FailureKind.BAD_ENDPOINT


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, FailureKind.FORBIDDEN),
        (404, FailureKind.BAD_ENDPOINT),
        (429, FailureKind.RATE_LIMIT),
        (500, FailureKind.SERVER),
        (504, FailureKind.TIMEOUT),
    ],
)
def test_a_refusal_is_told(visitor: Visitor, server: ScriptedServer, status: int, kind: FailureKind) -> None:
    server.queue(Reply([PNG], status, PICTURE))
    assert visitor.failure(server.url) == Failed(kind, status=status)


def test_a_web_page_is_no_picture(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(Reply([b"<!doctype html><title>Log in</title>"], headers=HTML))
    assert visitor.failure(server.url) == Failed(FailureKind.BAD_ENDPOINT, HTML["content-type"], 200)


def test_nothing_at_all_is_no_picture(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(Reply([], headers=PICTURE))
    assert visitor.failure(server.url).kind is FailureKind.BAD_ENDPOINT


def test_a_long_page_is_not_read_to_its_end(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(Reply([b"<p>" * HEAD, STALL], headers=HTML))
    assert visitor.failure(server.url).kind is FailureKind.BAD_ENDPOINT
    assert server.hung_up.wait(LONG_ENOUGH)


def test_a_picture_that_is_too_large_is_not_read_to_its_end(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(picture(PNG, PNG, STALL))
    failed = visitor.failure(server.url, Limits(bytes=len(PNG) + 1))
    assert (failed.kind, failed.code) == (FailureKind.SERVER, TOO_LARGE)
    assert server.hung_up.wait(LONG_ENOUGH)
    assert LIMITS.bytes == MOST_BYTES == 25 * 1024 * 1024


def test_bytes_count_as_they_are_once_unpacked(visitor: Visitor, server: ScriptedServer) -> None:
    bomb = gzip.compress(PNG + bytes(1_000_000))
    server.queue(picture(bomb, content_encoding="gzip"), picture(gzip.compress(PNG), content_encoding="gzip"))
    assert visitor.failure(server.url, Limits(bytes=100_000)).code == TOO_LARGE
    assert visitor.fetch(server.url) == Fetched(PNG, "image/png")


def test_what_is_packed_twice_is_not_unpacked(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(picture(gzip.compress(gzip.compress(PNG)), content_encoding="gzip, gzip"))
    assert visitor.failure(server.url).kind is FailureKind.SERVER


@pytest.mark.parametrize("limits", [Limits(silence=0.3), Limits(whole=0.3)])
@pytest.mark.parametrize("script", [[STALL], [PNG, STALL]])
def test_a_silent_server_is_not_waited_for_without_end(
    visitor: Visitor, server: ScriptedServer, limits: Limits, script: list[bytes | Stall]
) -> None:
    server.queue(picture(*script))
    assert visitor.failure(server.url, limits).kind is FailureKind.TIMEOUT
    assert server.hung_up.wait(LONG_ENOUGH)


def test_a_picture_cut_short_is_a_failure(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(picture(PNG, content_length=str(len(PNG) + 1)))
    assert visitor.failure(server.url).kind is FailureKind.NETWORK


def test_a_server_that_is_not_there_is_told(visitor: Visitor, server: ScriptedServer) -> None:
    server.close()
    assert visitor.failure(server.url).kind is FailureKind.NOTHING_THERE


def test_a_server_without_tls_is_told(visitor: Visitor) -> None:
    with PlainServer() as server:
        assert visitor.failure(server.url).kind is FailureKind.NO_TLS


def test_a_proxy_that_makes_no_sense_is_told(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "nonsense://proxy:1")
    assert visitor.failure("http://example.org/a.png").kind is FailureKind.PROXY


def test_the_proxy_is_asked(visitor: Visitor, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.queue(picture())
    assert visitor.fetch("http://example.org/a.png") == Fetched(PNG, "image/png")
    assert server.requests[0].path == "http://example.org/a.png"


@pytest.mark.parametrize("script", [[STALL], [PNG, STALL]])
def test_stop_hangs_up_and_nothing_comes_after_it(
    visitor: Visitor, server: ScriptedServer, script: list[bytes | Stall]
) -> None:
    server.queue(picture(*script))
    run = visitor.begin(server.url)
    assert server.reached.wait(LONG_ENOUGH)
    run.cancel()
    assert server.hung_up.wait(LONG_ENOUGH)
    visitor.mailbox.drain()
    assert visitor.outcomes == []


def test_stop_hangs_up_in_the_middle_of_a_greeting(visitor: Visitor) -> None:
    with SilentServer() as server:
        run = visitor.begin(server.url)
        assert server.reached.wait(LONG_ENOUGH)
        run.cancel()
        assert server.hung_up.wait(LONG_ENOUGH)


def test_no_line_is_kept_open(visitor: Visitor, server: ScriptedServer) -> None:
    server.queue(Reply([PNG, STALL], headers={**PICTURE, "content-length": str(len(PNG))}))
    assert visitor.fetch(server.url) == Fetched(PNG, "image/png")
    assert server.hung_up.wait(LONG_ENOUGH)
