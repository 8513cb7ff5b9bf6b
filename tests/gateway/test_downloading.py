"""NextChat's backup, fetched from servers that say what a test tells them to, over the network that chats use."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from certificates import self_signed
from gateway.world import House
from nextchat_desktop.core.clouds import Cloud, Shelter
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Arrived, Arriving, Order, Told
from nextchat_desktop.core.wire import Run
from nextchat_desktop.interchange.nextchat_cloud import order_of
from scripted import HTML, JSON, STALL, Reply, Request, ScriptedServer

SECRET = "canary-geheim-91f2"
FILE = b'{"chat-next-web-store":{"sessions":[]}}'


class Upstash(ScriptedServer):
    """A database with these values."""

    def __init__(self, values: Mapping[str, Any], token: str = SECRET) -> None:
        self._values, self._token = values, token
        super().__init__()

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {self._token}":
            return Reply([b'{"error":"Unauthorized"}'], 401, JSON)
        key = urlsplit(request.path).path.rpartition("/get/")[2].strip("/")
        return Reply([json.dumps({"result": self._values.get(key)}).encode()], 200, JSON)


class Fetch:
    """One download, and what was told of it."""

    def __init__(self, house: House, order: Order, keep: Callable[[bytes], object] | None = None) -> None:
        self.told: list[Told] = []
        self.file = bytearray()
        self._house = house
        self.run: Run = house.gateway.download(order, keep or self.file.extend, self.told.append)

    @property
    def outcome(self) -> Told:
        self._house.drain_until(lambda: any(not isinstance(one, Arriving) for one in self.told))
        assert all(isinstance(one, Arriving) for one in self.told[:-1])
        assert SECRET not in repr(self.told)
        return self.told[-1]

    @property
    def failure(self) -> Failed:
        outcome = self.outcome
        assert isinstance(outcome, Failed)
        return outcome


def order(shelter: Shelter, address: str, **more: Any) -> Order:
    made = order_of(Cloud(shelter, address, more.pop("user", "ann"), SECRET, more.pop("server", "")))
    assert isinstance(made, Order)
    return made


def webdav(server: ScriptedServer, path: str = "/dav") -> Order:
    return order(Shelter.WEBDAV, f"{server.url}{path}")


def json_file(*script: Any, status: int = 200, headers: Mapping[str, str] = JSON) -> ScriptedServer:
    return ScriptedServer(default=Reply(script, status, headers))


def test_a_file_comes_as_it_is(house: House) -> None:
    with json_file(FILE[:10], 0.05, FILE[10:]) as server:
        fetch = Fetch(house, webdav(server))
        assert fetch.outcome == Arrived(len(FILE))
    assert bytes(fetch.file) == FILE
    (request,) = server.requests
    assert (request.method, request.path) == ("GET", "/dav/chatgpt-next-web/backup.json")
    assert request.headers["authorization"].startswith("Basic ")


def test_one_hears_how_far_it_is(house: House) -> None:
    data = b"{" + b" " * 3_000_000 + b"}"
    parts = [data[:1_000_000], 0.15, data[1_000_000:2_000_000], 0.15, data[2_000_000:]]
    with json_file(*parts, headers={**JSON, "content-length": str(len(data))}) as server:
        fetch = Fetch(house, webdav(server))
        assert fetch.outcome == Arrived(len(data))
    shares = [one.share for one in fetch.told if isinstance(one, Arriving)]
    assert shares
    assert shares == sorted(shares)
    assert 0 < shares[0] < 1
    assert bytes(fetch.file) == data


def test_pieces_of_a_database_become_the_file(house: House) -> None:
    values = {"ann-chunk-count": "3", "ann-chunk-0": '{"a":"你', "ann-chunk-1": "好\U0001f44b\\n", "ann-chunk-2": '"}'}
    with Upstash({**values, "ann-chunk-3": "of an older, longer one"}) as server:
        fetch = Fetch(house, order(Shelter.UPSTASH, server.url))
        assert isinstance(fetch.outcome, Arrived)
    assert json.loads(bytes(fetch.file)) == {"a": "你好\U0001f44b\n"}
    assert [one.path for one in server.requests] == [f"/get/{key}" for key in values]


def test_a_server_of_nextchat_fetches_it(house: House) -> None:
    with json_file(FILE) as server:
        assert isinstance(
            Fetch(house, order(Shelter.WEBDAV, "https://dav.example", server=server.url)).outcome, Arrived
        )
    path = "/api/webdav/chatgpt-next-web/backup.json?endpoint=https%3A%2F%2Fdav.example%2F"
    assert [one.path for one in server.requests] == [path]


@pytest.mark.parametrize("status", [404, 410])
def test_nothing_there_is_no_failure(house: House, status: int) -> None:
    with json_file(b"<d:error/>", status=status) as server:
        assert Fetch(house, webdav(server)).outcome == Absent()


def test_an_empty_file_is_none(house: House) -> None:
    with json_file(b"\n ") as server:
        assert Fetch(house, webdav(server)).outcome == Absent()
    with Upstash({}) as server:
        assert Fetch(house, order(Shelter.UPSTASH, server.url)).outcome == Absent()


def test_a_wrong_password_is_told_from_other_refusals(house: House) -> None:
    wants = {**HTML, "www-authenticate": 'Basic realm="dav"'}
    with json_file(f"<p>No, {SECRET}</p>".encode(), status=401, headers=wants) as server:
        failure = Fetch(house, webdav(server)).failure
    assert failure.status == 401
    assert failure.kind in (FailureKind.KEY_REFUSED, FailureKind.LOGIN_WANTED)
    with Upstash({}, token="another") as server:
        failure = Fetch(house, order(Shelter.UPSTASH, server.url)).failure
    assert (failure.kind, failure.status) == (FailureKind.KEY_REFUSED, 401)


def test_another_server_never_sees_the_password(house: House) -> None:
    with json_file(FILE) as other, json_file(status=302, headers={"location": f"{other.url}/x?t=1"}) as server:
        failure = Fetch(house, webdav(server)).failure
    assert failure.kind is FailureKind.REDIRECTED
    assert failure.detail == f"{other.url}/x"
    assert other.requests == []


def test_the_same_server_may_send_on(house: House) -> None:
    with ScriptedServer(Reply([], 308, {"location": "/elsewhere"}), Reply([FILE], 200, JSON)) as server:
        assert isinstance(Fetch(house, webdav(server)).outcome, Arrived)
    assert [one.path for one in server.requests][1] == "/elsewhere"
    assert server.requests[1].headers["authorization"] == server.requests[0].headers["authorization"]


def test_whoever_sends_on_for_ever_is_left(house: House) -> None:
    with json_file(status=307, headers={"location": "/dav"}) as server:
        assert Fetch(house, webdav(server)).failure.kind is FailureKind.REDIRECTED
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (b"<!doctype html><title>Files</title>", FailureKind.WEB_PAGE),
        (b"<html><title>WiFi Login</title>", FailureKind.PORTAL),
    ],
)
def test_a_page_is_no_backup(house: House, page: bytes, kind: FailureKind) -> None:
    with json_file(page, headers=HTML) as server:
        fetch = Fetch(house, webdav(server))
        assert fetch.failure.kind is kind
    assert not fetch.file


def test_a_line_that_breaks_is_told(house: House) -> None:
    with json_file(FILE, headers={**JSON, "content-length": "1000"}) as server:
        assert Fetch(house, webdav(server)).failure.kind is FailureKind.INTERRUPTED


def test_nobody_there_and_names_that_nobody_knows(house: House) -> None:
    with json_file(FILE) as server:
        gone = webdav(server)
    assert Fetch(house, gone).failure.kind is FailureKind.NOTHING_THERE
    nowhere = order(Shelter.UPSTASH, "https://nowhere.invalid")
    assert Fetch(house, nowhere).failure.kind in (FailureKind.NAME_NOT_FOUND, FailureKind.NETWORK)


def test_a_certificate_that_nobody_vouches_for_is_shown_nothing(house: House) -> None:
    with ScriptedServer(default=Reply([FILE], 200, JSON), tls=self_signed().server) as server:
        assert Fetch(house, webdav(server)).failure.kind is FailureKind.TLS
    assert server.requests == []


def test_more_than_a_backup_can_be_is_let_go_of(house: House) -> None:
    wanted = order_of(Cloud(Shelter.WEBDAV, "https://dav.example", "", SECRET))
    assert isinstance(wanted, Order)
    with json_file(*[b" {" * 500_000] * 20, STALL) as server:
        first = webdav(server).first
        fetch = Fetch(house, Order(first, wanted.secrets, most=3_000_000))
        assert fetch.failure.kind is FailureKind.TOO_LARGE
        assert server.hung_up.wait(10)
    assert len(fetch.file) <= 3_000_000


def test_pieces_together_are_bounded_too(house: House) -> None:
    with Upstash({"ann-chunk-count": 9, **{f"ann-chunk-{place}": "x" * 1000 for place in range(9)}}) as server:
        fetch = Fetch(house, Order(order(Shelter.UPSTASH, server.url).first, (SECRET,), most=2500))
        assert fetch.failure.kind is FailureKind.TOO_LARGE
    assert len(fetch.file) == 2000


def test_in_the_middle_it_can_be_called_off(house: House) -> None:
    with json_file(FILE, STALL) as server:
        fetch = Fetch(house, webdav(server))
        assert server.reached.wait(10)
        fetch.run.cancel()
        assert server.hung_up.wait(10)
        house.mailbox.drain()
    assert fetch.told == []


def test_a_disk_without_room_is_told(house: House) -> None:
    def full(_data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with json_file(FILE) as server:
        failure = Fetch(house, webdav(server), full).failure
    assert (failure.kind, "No space" in failure.detail) == (FailureKind.NOT_KEPT, True)


def test_the_programs_proxy_is_gone_through_and_its_password_hidden(house: House, tmp_path: Path) -> None:
    with json_file(f"no: {SECRET} proxy-pass".encode(), status=502) as proxy:
        house.go_through(f"http://bob@127.0.0.1:{proxy.port}", "proxy-pass")
        failure = Fetch(house, order(Shelter.WEBDAV, "http://dav.example/dav")).failure
    (request,) = proxy.requests
    assert request.path.startswith("http://dav.example/dav/")
    assert "proxy-pass" not in repr(failure)
