"""Several keys on one connection, and which of them are readable afterwards: none."""

from collections.abc import Callable

import pytest

from gateway.world import House, failure
from nextchat_desktop.core.events import FailureKind, Finished, StreamEvent, TextDelta
from scripted import Reply, Request, ScriptedServer, answer, azure_refusal, delta, error

REFUSALS = {
    FailureKind.KEY_REFUSED: azure_refusal(401, "invalid_api_key", "Incorrect API key provided."),
    FailureKind.QUOTA: azure_refusal(429, "insufficient_quota", "You exceeded your current quota."),
    FailureKind.RATE_LIMIT: azure_refusal(429, "rate_limit_exceeded", "Too many requests."),
}


class Picky(ScriptedServer):
    """Answers only those whose key it likes."""

    def __init__(self, likes: str, refusal: Reply) -> None:
        self._likes, self._refusal = likes, refusal
        super().__init__()

    def reply_to(self, request: Request) -> Reply:
        return self.default if key_of(request) == self._likes else self._refusal


def key_of(request: Request) -> str:
    return request.headers["authorization"].removeprefix("Bearer ")


def keys_shown(server: ScriptedServer) -> list[str]:
    return [key_of(request) for request in server.requests]


def test_several_keys_take_turns(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-one, sk-two\nsk-three")
    for _ in range(4):
        assert house.ask()[-1] == Finished("stop")
    assert keys_shown(server) == ["sk-one", "sk-two", "sk-three", "sk-one"]


@pytest.mark.parametrize("kind", REFUSALS)
def test_where_one_key_is_of_no_use_the_next_one_is_tried(house: House, kind: FailureKind) -> None:
    with Picky("sk-three", REFUSALS[kind]) as picky:
        house.connect("openai", picky.base_url, "sk-one,sk-two,sk-three")
        events = house.ask()
        assert keys_shown(picky) == ["sk-one", "sk-two", "sk-three"]
    assert events == [TextDelta("Fine."), Finished("stop")]


@pytest.mark.parametrize("kind", REFUSALS)
def test_where_none_is_of_use_each_has_been_tried_once(house: House, server: ScriptedServer, kind: FailureKind) -> None:
    house.connect("openai", server.base_url, "sk-one,sk-two,sk-three")
    server.default = REFUSALS[kind]
    house.ask()
    server.requests.clear()
    assert failure(house.ask()).kind is kind
    assert keys_shown(server) == ["sk-two", "sk-three", "sk-one"]


def test_what_no_key_can_mend_is_asked_once(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-one,sk-two")
    server.queue(azure_refusal(404, "model_not_found", "The model does not exist."))
    assert failure(house.ask()).kind is FailureKind.MODEL_NOT_FOUND
    assert len(server.requests) == 1


def test_after_the_first_word_no_other_key_is_tried(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-one,sk-two")
    broken = b'data: {"error": {"code": "insufficient_quota", "message": "Nothing is left."}}\n\n'
    server.queue(Reply([delta("Hel"), broken]))
    events = house.ask()
    assert events[0] == TextDelta("Hel")
    assert failure(events).kind is FailureKind.QUOTA
    assert len(server.requests) == 1


def test_a_field_that_is_refused_costs_no_key_its_turn(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-one,sk-two")
    server.queue(azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options"))
    assert house.ask()[-1] == Finished("stop")
    assert house.ask()[-1] == Finished("stop")
    assert keys_shown(server) == ["sk-one", "sk-one", "sk-two"]


def test_stop_between_two_keys_asks_no_further(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-one,sk-two")
    server.queue(REFUSALS[FailureKind.QUOTA])
    server.default = answer("Too late.")
    events: list[StreamEvent] = []
    run = house.start(events.append)
    assert server.reached.wait(10)
    run.cancel()
    house.ask()
    assert events == []
    assert keys_shown(server) == ["sk-one", "sk-two"]


SAID: dict[str, Callable[[str], Reply]] = {
    "a refusal": lambda secret: azure_refusal(403, f"bad {secret}", f"You showed {secret}."),
    "a page": lambda secret: Reply([f"<title>{secret}</title>".encode()], 500, {"content-type": "text/html"}),
    "words amid the stream": lambda secret: Reply(
        [delta("Hel"), f'data: {{"error": {{"message": "You showed {secret}."}}}}\n\n'.encode()]
    ),
}


@pytest.mark.parametrize("way", SAID)
@pytest.mark.parametrize("secret", ["sk-number-one", "sk-number-two", "header-value-1", "header-value-2"])
def test_no_secret_comes_back_readable(house: House, server: ScriptedServer, secret: str, way: str) -> None:
    house.connect("openai", server.base_url, "sk-number-one,sk-number-two")
    house.add_headers(x_first="header-value-1", x_second="header-value-2")
    server.default = SAID[way](secret)
    failed = failure(house.ask())
    assert failed.detail
    assert secret not in failed.detail + failed.code


def test_a_key_that_begins_another_does_not_leave_its_rest(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-12345,sk-12345-secret-rest")
    server.default = azure_refusal(403, "x", "You showed sk-12345-secret-rest.")
    assert failure(house.ask()).detail == "You showed ••••."


def test_both_parts_of_a_key_with_two_parts_are_masked(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "AKID-of-mine:secret-of-mine")
    server.default = azure_refusal(403, "x", "Signed by AKID-of-mine with secret-of-mine.")
    assert failure(house.ask()).detail == "Signed by •••• with ••••."


def test_a_short_value_of_a_header_does_not_blot_out_whole_sentences(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-secret-1234")
    house.add_headers(x_version="1")
    server.default = error(400, {"error": {"message": "At most 100 pieces."}})
    assert failure(house.ask()).detail == "At most 100 pieces."


def test_a_key_is_masked_in_what_listing_says_too(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-secret-1234")
    server.default = azure_refusal(401, "x", "Incorrect API key provided: sk-secret-1234.")
    failed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
    assert failed.detail == "Incorrect API key provided: ••••."
