"""Pictures on their way to a model, and out of its answers."""

from collections.abc import Iterable

import pytest

from gateway.world import Guide, House, capable, failure
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import COMPATIBLE, Model, Service
from nextchat_desktop.core.events import FailureKind, Finished, PictureAdded
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.wire import (
    ChatRequest,
    Credentials,
    Dialect,
    Endpoint,
    HttpRequest,
    Parser,
    PictureData,
    PictureLink,
    ServerSentEvent,
    WireEvent,
)
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.net.worker import Worker
from nextchat_desktop.providers.row import Row, always
from scripted import Reply, ScriptedServer

GIF = b"GIF89a and so on"
"""Enough of a picture to be taken for one."""


class Forgetful:
    """No disk has room for its pictures."""

    def keep(self, data: bytes) -> Picture | None:
        raise OSError("No space left on device")

    def get(self, blob: str) -> bytes | None:
        raise AssertionError(f"nobody needs {blob}")

    def size(self, blob: str) -> int:
        return 0


class Album:
    """A reply of pictures: `gif` is one, `no` are bytes that are none, anything else is an address."""

    whole = False

    def feed(self, sse: ServerSentEvent) -> Iterable[WireEvent]:
        yield {"gif": PictureData(GIF), "no": PictureData(b"none")}.get(sse.data) or PictureLink(sse.data)

    def end(self) -> Iterable[WireEvent]:
        yield Finished()


class Drawing(Dialect):
    def url(self, endpoint: Endpoint) -> str:
        return endpoint.base_url

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        return HttpRequest(endpoint.base_url, {"Authorization": "Bearer sk-1"}, {"pictures": len(chat.pictures)})

    def parser(self) -> Parser:
        return Album()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return ()


def drawing(house: House, blobs: object = None) -> None:
    """From now on this house knows one service, which draws, and a blind one beside it."""
    house.gateway.close()
    rows = (
        Row(Service(COMPATIBLE, "Artist", needs_key=False), always(Drawing())),
        Row(Service("blind", "Blind", needs_key=False, takes_pictures=False), always(Drawing())),
    )
    kept = blobs if isinstance(blobs, Forgetful) else house.blobs
    house.gateway = Gateway(Worker(house.mailbox), house.connections, house.keys, Guide(), kept, capable, rows)


def drawn(server: ScriptedServer, *pieces: str) -> None:
    server.queue(Reply([f"data: {piece}\n\n".encode() for piece in pieces]))


def pictures_sent(server: ScriptedServer) -> list[int]:
    """How many with each request."""
    return [request.json["pictures"] for request in server.requests]


def test_a_picture_in_an_answer_is_kept(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    drawn(server, "gif", "gif")
    first, second, last = house.ask()
    assert last == Finished()
    assert isinstance(first, PictureAdded)
    assert first == second
    assert (first.picture.media, house.blobs.get(first.picture.blob)) == ("image/gif", GIF)


def test_a_picture_behind_a_link_is_fetched_without_the_key_and_kept(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    drawn(server, f"{server.url}/a.gif")
    server.queue(Reply([GIF], headers={"content-type": "image/gif"}))
    picture, last = house.ask()
    assert last == Finished()
    assert isinstance(picture, PictureAdded)
    assert house.blobs.get(picture.picture.blob) == GIF
    assert [request.headers.get("authorization") for request in server.requests] == ["Bearer sk-1", None]


def test_a_link_is_followed_through_the_proxy_of_the_connection(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, "http://chat.example/v1")
    house.add_proxy(f"http://ann@127.0.0.1:{server.port}", "password")
    drawn(server, "http://pictures.example/a.gif")
    server.queue(Reply([GIF], headers={"content-type": "image/gif"}))
    assert house.ask()[-1] == Finished()
    assert server.requests[1].path == "http://pictures.example/a.gif"
    assert server.requests[1].headers["proxy-authorization"] == server.requests[0].headers["proxy-authorization"]


def test_a_link_to_this_computer_is_followed_without_the_systems_proxy(
    house: House, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Painters that run here name themselves `localhost`."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    drawn(server, f"http://localhost:{server.port}/a.gif")
    server.queue(Reply([GIF], headers={"content-type": "image/gif"}))
    assert house.ask()[-1] == Finished()


def test_a_picture_that_is_gone_ends_the_reply(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    drawn(server, f"{server.url}/a.gif", "gif")
    server.queue(Reply([b""], 404))
    (only,) = house.ask()
    assert failure([only]).status == 404


@pytest.mark.parametrize("status", [401, 403, 404, 429])
def test_a_picture_that_its_host_does_not_give_is_not_paid_for_again(
    house: House, server: ScriptedServer, status: int
) -> None:
    """It is no matter of the service's key or address, and the picture may still be had where it is."""
    drawing(house)
    house.connect(COMPATIBLE, server.base_url, "sk-one,sk-two")
    drawn(server, f"{server.url}/a.gif")
    server.queue(Reply([b"no"], status))
    (only,) = house.ask()
    assert failure([only]).kind is FailureKind.SERVER
    assert f"{server.url}/a.gif" in failure([only]).detail
    assert [request.method for request in server.requests] == ["POST", "GET"]


def test_a_reply_that_breaks_off_after_a_picture_is_interrupted(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    server.queue(Reply([b"data: gif\n\n"], chunked=True, ends=False))
    picture, last = house.ask()
    assert isinstance(picture, PictureAdded)
    assert failure([last]).kind is FailureKind.INTERRUPTED


def test_what_is_no_picture_is_not_kept_as_one(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    drawn(server, "no")
    (only,) = house.ask()
    assert failure([only]).kind is FailureKind.SERVER


def test_a_disk_without_room_for_a_picture_is_told(house: House, server: ScriptedServer) -> None:
    drawing(house, Forgetful())
    house.connect(COMPATIBLE, server.base_url)
    drawn(server, "gif", "gif")
    (only,) = house.ask()
    assert (failure([only]).kind, failure([only]).detail) == (FailureKind.NOT_KEPT, "No space left on device")


@pytest.mark.parametrize("model", ["seeing-1", "nobody-knows-1"])
def test_a_model_that_may_see_is_sent_the_picture(house: House, server: ScriptedServer, model: str) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url)
    drawn(server)
    assert house.ask(model=model, pictures=(kept(house),)) == [Finished()]
    assert pictures_sent(server) == [1]


def test_a_model_that_does_not_see_is_sent_the_words(house: House, server: ScriptedServer) -> None:
    house.connect(COMPATIBLE, server.base_url)
    assert house.ask(model="blind-1", pictures=(kept(house),))[-1] == Finished("stop")
    assert server.requests[0].json["messages"] == [{"role": "user", "content": "Hello?"}]


def test_what_the_person_says_of_a_model_counts_more_than_the_table(house: House, server: ScriptedServer) -> None:
    drawing(house)
    house.connect(COMPATIBLE, server.base_url, models=(Model("blind-1", vision=True), Model("seeing-1", vision=False)))
    for model in ("blind-1", "seeing-1"):
        house.ask(model=model, pictures=(kept(house),))
    assert pictures_sent(server) == [1, 0]


def test_a_question_that_is_only_a_picture_is_not_asked_of_a_model_that_does_not_see(
    house: House, server: ScriptedServer
) -> None:
    house.connect(COMPATIBLE, server.base_url)
    (only,) = house.ask(model="blind-1", text="", pictures=(kept(house),))
    assert failure([only]).kind is FailureKind.NO_VISION
    assert server.requests == []


def test_turns_of_which_nothing_is_left_are_left_out(house: House, server: ScriptedServer) -> None:
    house.connect(COMPATIBLE, server.base_url)
    turns = [(Role.USER, (kept(house),)), (Role.ASSISTANT, (Text("A cat."),)), (Role.USER, (Text("Which?"),))]
    more = [(Role.ASSISTANT, (kept(house),)), (Role.USER, (Text("Sure?"),))]
    messages = tuple(Message(str(place), role, parts) for place, (role, parts) in enumerate([*turns, *more]))
    assert house.send(ChatRequest(ModelChoice("c", "blind-1"), messages))[-1] == Finished("stop")
    assert server.requests[0].json["messages"] == [
        {"role": "assistant", "content": "A cat."},
        {"role": "user", "content": "Which?\n\nSure?"},
    ]


def test_for_a_service_that_takes_no_pictures_none_is_even_read(house: House, server: ScriptedServer) -> None:
    drawing(house, Forgetful())
    house.connect("blind", server.base_url)
    drawn(server)
    assert house.ask(model="seeing-1", pictures=(Picture("a" * 64, "image/gif"),)) == [Finished()]
    (only,) = house.ask(model="seeing-1", text="", pictures=(Picture("a" * 64, "image/gif"),))
    assert failure([only]).kind is FailureKind.NO_VISION


def kept(house: House, data: bytes = GIF) -> Picture:
    picture = house.blobs.keep(data)
    assert picture is not None
    return picture


def test_the_oldest_pictures_stay_here_where_all_are_too_much_for_a_request(
    house: House, server: ScriptedServer
) -> None:
    house.connect(COMPATIBLE, server.base_url)
    large = [kept(house, GIF + bytes([n]) * 5_000_000) for n in range(3)]
    turns = [Message(str(n), Role.USER, (Text(str(n)), picture)) for n, picture in enumerate(large)]
    said = Message("a", Role.ASSISTANT, (Text("Yes."),))
    choice = ModelChoice("c", "our-gpt")
    assert house.send(ChatRequest(choice, (turns[0], said, turns[1], said, turns[2])))[-1] == Finished("stop")
    asked = [turn["content"] for turn in server.requests[0].json["messages"] if turn["role"] == "user"]
    assert asked[0] == "0"
    assert [len(content) for content in asked[1:]] == [2, 2]
