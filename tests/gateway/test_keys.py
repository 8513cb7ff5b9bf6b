"""Several keys on one connection, and which of them are readable afterwards: none."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gateway.world import Guide, House, capable, failure
from nextchat_desktop.core.connections import COMPATIBLE, Service
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.wire import Answered, ChatRequest, Credentials, Endpoint, HttpRequest, Token, TokenSource
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.net.worker import Worker
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from nextchat_desktop.providers.row import Row, always
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


def test_a_server_does_not_know_one_key_by_the_other(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-one,sk-two")
    fine = answer("Fine.")
    server.default = replace(fine, headers={**fine.headers, "set-cookie": "account=of-the-first; Path=/"})
    house.ask()
    house.ask()
    assert keys_shown(server) == ["sk-one", "sk-two"]
    assert "cookie" not in server.requests[1].headers


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


def test_a_secret_is_masked_without_what_stands_before_it_in_its_header(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-secret-1234")
    house.add_headers(authorization="Bearer of-another-gateway")
    server.default = azure_refusal(403, "x", "The bearer showed of-another-gateway.")
    assert failure(house.ask()).detail == "The bearer showed ••••."


def test_a_short_access_code_is_a_secret_all_the_same(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, "open")
    server.default = error(403, {"error": {"message": "Not open2?"}})
    assert failure(house.ask()).detail == "Not ••••2?"


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


class Exchanging(TokenSource):
    """Exchanges a key for a token that names it."""

    def request(self, endpoint: Endpoint, credentials: Credentials) -> HttpRequest:
        return HttpRequest(f"{endpoint.base_url}/token", {"Authorization": f"Bearer {credentials.key}"}, {})

    def read(self, answered: Answered) -> Token | Failed:
        found = json.loads(answered.body)
        return Token(found["token"], 60) if "token" in found else Failed(FailureKind.KEY_REFUSED, answered.body)


class WithTokens(ChatCompletions):
    tokens = Exchanging()

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        request = super().request(chat, endpoint, credentials, now)
        return replace(request, headers={**request.headers, "Authorization": f"Bearer {credentials.token}"})

    def whole(self, status: int, content_type: str, body: str) -> list[Any]:
        return [Failed(FailureKind.KEY_EXPIRED, body, status)]


def with_tokens(house: House, server: ScriptedServer, keys: str) -> None:
    house.gateway.close()
    rows = (Row(Service(COMPATIBLE, "Ours"), always(WithTokens(OpenAIRoute()))),)
    worker = Worker(house.mailbox)
    house.gateway = Gateway(worker, house.connections, house.keys, Guide(), house.blobs, capable, rows)
    house.connect(COMPATIBLE, server.base_url, keys)


def token(text: str) -> Reply:
    return error(200, {"token": text})


def test_a_key_is_exchanged_once_for_a_token(house: House, server: ScriptedServer) -> None:
    with_tokens(house, server, "sk-one")
    server.queue(token("token-1"))
    assert house.ask()[-1] == Finished("stop")
    assert house.ask()[-1] == Finished("stop")
    assert keys_shown(server) == ["sk-one", "token-1", "token-1"]


def test_a_token_that_ran_out_is_exchanged_anew_before_another_key_is_tried(
    house: House, server: ScriptedServer
) -> None:
    with_tokens(house, server, "sk-one,sk-two")
    ran_out = error(401, {"code": "expired"})
    server.queue(token("token-1"), ran_out, token("token-2"), ran_out, token("token-3"))
    assert house.ask()[-1] == Finished("stop")
    assert keys_shown(server) == ["sk-one", "token-1", "sk-one", "token-2", "sk-two", "token-3"]


def test_neither_key_nor_token_is_readable_where_the_exchange_or_what_follows_fails(
    house: House, server: ScriptedServer
) -> None:
    with_tokens(house, server, "sk-secret-one")
    server.queue(error(200, {"no": "sk-secret-one"}))
    assert "sk-secret" not in failure(house.ask()).detail
    server.queue(token("token-secret"), *[error(401, {"bad": "token-secret"}), token("token-secret")] * 2)
    failed = failure(house.ask())
    assert failed.kind is FailureKind.KEY_EXPIRED
    assert "token-secret" not in failed.detail


def test_a_token_of_before_is_not_readable_where_it_is_refused_later(house: House, server: ScriptedServer) -> None:
    with_tokens(house, server, "sk-secret-one")
    server.queue(token("token-secret"), answer("Fine."), SAID["words amid the stream"]("token-secret"))
    assert house.ask()[-1] == Finished("stop")
    assert failure(house.ask()).detail == "You showed ••••."


def test_an_exchange_that_cannot_be_read_is_told(house: House, server: ScriptedServer) -> None:
    with_tokens(house, server, "sk-one")
    server.queue(Reply([b"no JSON at all"]))
    assert failure(house.ask()).kind is FailureKind.SERVER


def test_who_shows_no_key_is_told_that_one_is_missing(house: House, server: ScriptedServer) -> None:
    server.default = REFUSALS[FailureKind.KEY_REFUSED]
    house.connect("compatible", server.base_url)
    assert failure(house.ask()).kind is FailureKind.NO_KEY
    house.connect("compatible", server.base_url, "sk-wrong-0123456789")
    assert failure(house.ask()).kind is FailureKind.KEY_REFUSED


def test_a_header_may_be_a_key_too(house: House, server: ScriptedServer) -> None:
    server.default = REFUSALS[FailureKind.KEY_REFUSED]
    house.connect("compatible", server.base_url)
    house.add_headers(Authorization="Bearer sk-wrong-0123456789")
    assert failure(house.ask()).kind is FailureKind.KEY_REFUSED
