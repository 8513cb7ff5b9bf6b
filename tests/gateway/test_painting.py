"""Models that answer with pictures, from the question to the picture on the disk."""

import json
from base64 import b64encode

from gateway.world import House, failure
from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import FailureKind, Finished, PictureAdded, StreamEvent
from scripted import Reply, ScriptedServer

GIF = b"GIF89a and so on"
PAINTED = {"created": 1, "data": [{"b64_json": b64encode(GIF).decode()}]}
ARTIST = (Model("dall-e-3", kind=ModelKind.PICTURES),)
UNKNOWN = {"error": {"message": "Unknown parameter: 'response_format'.", "param": "response_format", "code": None}}
BLOCKED = {"error": {"message": "Rejected by our safety system.", "code": "content_policy_violation"}}


def whole(reply: object, status: int = 200) -> Reply:
    return Reply([json.dumps(reply).encode()], status, headers={"content-type": "application/json"})


def painted(house: House, events: list[StreamEvent]) -> bytes | None:
    """The one picture of an answer that is whole, as it lies on the disk."""
    added, last = events
    assert last == Finished()
    assert isinstance(added, PictureAdded)
    return house.blobs.get(added.picture.blob)


def test_a_picture_is_asked_for_and_kept(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-1", models=ARTIST)
    server.queue(whole(PAINTED))
    assert painted(house, house.ask(model="dall-e-3", text="A cat")) == GIF
    (asked,) = server.requests
    assert asked.path == "/v1/images/generations"
    assert (asked.json["prompt"], asked.json["response_format"]) == ("A cat", "b64_json")


def test_what_the_server_refuses_is_left_out_and_remembered(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, models=ARTIST)
    server.queue(whole(UNKNOWN, 400), whole(PAINTED))
    assert painted(house, house.ask(model="dall-e-3")) == GIF
    assert "response_format" not in server.requests[1].json
    assert house.connections["c"].refused == {"response_format@dall-e-3"}


def test_a_picture_that_the_filter_holds_back_is_not_asked_for_again(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-1", models=ARTIST)
    server.queue(whole(BLOCKED, 400))
    (only,) = house.ask(model="dall-e-3")
    assert failure([only]).kind is FailureKind.FILTERED
    assert len(server.requests) == 1


def test_stability_is_sent_a_form(house: House, server: ScriptedServer) -> None:
    house.connect("stability", server.url, "sk-1", models=(Model("ultra", kind=ModelKind.PICTURES),))
    server.queue(whole({"image": b64encode(GIF).decode(), "finish_reason": "SUCCESS"}))
    assert painted(house, house.ask(model="ultra", text="A cat")) == GIF
    (asked,) = server.requests
    assert asked.path == "/v2beta/stable-image/generate/ultra"
    assert asked.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="prompt"\r\n\r\nA cat\r\n' in asked.body
