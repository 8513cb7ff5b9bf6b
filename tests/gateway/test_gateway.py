"""From a question to the network: which connection, which key, and what is done without asking the person."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gateway.world import Connections, Guide, House, capable, chat_of, failure
from nextchat_desktop.core.connections import GUIDE, Connection, Model
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.pictures import Fetched
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.net.worker import Worker
from scripted import AzureServer, Reply, Request, ScriptedServer, azure_refusal, delta, error

REFUSAL = azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options")


def test_azure_answers(house: House) -> None:
    with AzureServer() as azure:
        house.connect("azure", azure.url, "azure-key")
        events = house.ask()
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "Hello"
    assert events[-1] == Finished("stop")


def test_azure_refuses_as_it_does(house: House) -> None:
    with AzureServer() as azure:
        house.connect("azure", azure.url, "wrong-key")
        assert failure(house.ask()).kind is FailureKind.KEY_REFUSED
        house.connect("azure", azure.url, "azure-key")
        assert failure(house.ask(model="other")).kind is FailureKind.DEPLOYMENT_NOT_FOUND


def test_of_a_resource_without_a_deployment_nothing_is_asked(house: House, server: ScriptedServer) -> None:
    house.connect("azure", server.url, "azure-key")
    assert house.ask(model=" ") == [Failed(FailureKind.NO_DEPLOYMENT)]
    assert server.requests == []
    house.connect("azure", f"{server.url}/openai/v1", "azure-key")
    assert house.ask(model="our-gpt")[-1] == Finished("stop")


def test_a_picture_is_fetched_with_neither_connection_nor_key(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-1")
    server.queue(Reply([b"GIF89a and so on"]), Reply([b""], 404))
    assert house.picture(f"{server.url}/a.gif") == Fetched(b"GIF89a and so on", "image/gif")
    assert "authorization" not in server.requests[0].headers
    missing = house.picture(f"{server.url}/b.gif")
    assert isinstance(missing, Failed)
    assert missing.status == 404


def test_without_a_connection_nothing_is_asked(house: House) -> None:
    assert house.ask("gone") == [Failed(FailureKind.NO_CONNECTION)]


def test_without_its_key_nothing_is_asked(house: House, server: ScriptedServer) -> None:
    house.connect("azure", server.url)
    assert house.ask() == [Failed(FailureKind.NO_KEY)]
    house.keys.locked = True
    assert failure(house.ask()).kind is FailureKind.PASSPHRASE_NEEDED
    assert server.requests == []


def test_a_server_of_ones_own_may_want_no_key(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    assert house.ask()[-1] == Finished("stop")
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize("key", ["ключ", "sk-1\nX: y", "sk-\u200b1"])
def test_a_key_that_can_be_none_is_refused_before_it_is_sent(house: House, server: ScriptedServer, key: str) -> None:
    house.connect("openai", server.base_url, key)
    assert failure(house.ask()).kind is FailureKind.BAD_KEY
    assert server.requests == []


def test_a_server_that_quotes_the_key_does_not_make_it_readable(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-secret-1234")
    server.queue(azure_refusal(401, "bad sk-secret-1234", "Incorrect API key provided: sk-secret-1234."))
    failed = failure(house.ask())
    assert (failed.detail, failed.code) == ("Incorrect API key provided: ••••.", "bad ••••")


def test_a_key_that_stands_where_a_long_sentence_is_cut_is_masked_whole(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-secret-1234")
    server.queue(azure_refusal(401, "x", "." * 1995 + "sk-secret-1234"))
    failed = failure(house.ask())
    assert len(failed.detail) <= 2000
    assert "sk-s" not in failed.detail


def test_a_refusal_that_cannot_be_remembered_is_got_around_all_the_same(house: House, server: ScriptedServer) -> None:
    class Full(Connections):
        def save(self, connection: Connection) -> None:
            raise PermissionError("read-only")

    house.connect("compatible", server.base_url)
    full = Full(house.connections)
    house.gateway.close()
    house.gateway = Gateway(Worker(house.mailbox), full, house.keys, Guide(), house.blobs, capable)
    server.queue(REFUSAL)
    assert house.ask()[-1] == Finished("stop")


def test_a_key_in_a_locked_file_is_not_left_out(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    house.keys.locked = True
    assert failure(house.ask()).kind is FailureKind.PASSPHRASE_NEEDED
    assert server.requests == []


def test_a_refused_field_is_left_out_once_and_for_all(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    server.queue(REFUSAL)
    assert house.ask()[-1] == Finished("stop")
    assert house.connections["c"].refused == {"stream_options"}
    house.ask()
    assert ["stream_options" in request.json for request in server.requests] == [True, False, False]


def test_after_the_first_word_nothing_is_asked_again(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    server.queue(Reply([delta("Hel"), *REFUSAL.script]), Reply([delta("Hel"), b"data: ", *REFUSAL.script, b"\n\n"]))
    assert [failure(house.ask()).field for _ in range(2)] == ["stream_options"] * 2
    assert len(server.requests) == 2


def test_a_connection_removed_meanwhile_does_not_come_back(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    asked = house.connections.pop("c")
    assert house.gateway.remember_refusal(asked, "stream_options").refused == {"stream_options"}
    assert house.connections == {}


class Changing(ScriptedServer):
    """Refuses once; while it is asked somebody changes the connection."""

    def __init__(self, change: Callable[[], None]) -> None:
        self._change = change
        super().__init__(REFUSAL)

    def reply_to(self, request: Request) -> Reply:
        self._change()
        return super().reply_to(request)


def test_what_one_server_refuses_is_not_remembered_of_the_next(house: House) -> None:
    with Changing(lambda: house.connect("compatible", "http://elsewhere.example/v1")) as server:
        house.connect("compatible", server.base_url)
        assert house.ask()[-1] == Finished("stop")
        assert len(server.requests) == 2
    assert house.connections["c"].refused == frozenset()


def test_what_is_changed_of_a_connection_meanwhile_stays_changed(house: House) -> None:
    def rename() -> None:
        now = house.connections["c"]
        house.connections.save(replace(now, name="Theirs", refused=now.refused | {"seed@our-gpt"}))

    with Changing(rename) as server:
        house.connect("compatible", server.base_url)
        assert house.ask()[-1] == Finished("stop")
    now = house.connections["c"]
    assert (now.name, now.refused) == ("Theirs", {"seed@our-gpt", "stream_options"})


def test_what_is_asked_for_counts_more_than_what_the_model_begins_with(house: House, server: ScriptedServer) -> None:
    model = Model("our-gpt", options={"temperature": 0.1, "top_p": 0.5})
    house.connect("compatible", server.base_url, models=(model,))
    house.send(replace(chat_of("c", "our-gpt", (Text("Hello?"),)), options={"temperature": 0.9}))
    assert (server.requests[0].json["temperature"], server.requests[0].json["top_p"]) == (0.9, 0.5)


def test_a_service_of_a_later_version_is_asked_as_any_other_server(house: House, server: ScriptedServer) -> None:
    house.connect("from-the-future", server.base_url, "sk-1")
    assert house.ask()[-1] == Finished("stop")
    assert server.requests[0].path == "/v1/chat/completions"


def test_a_list_of_models_that_never_ends_does(house: House, server: ScriptedServer) -> None:
    server.default = error(200, {"data": [{"id": "claude", "type": "model"}], "has_more": True, "last_id": "claude"})
    house.connect("anthropic", server.url, "sk-1")
    listed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
    assert [model.id for model in listed.models] == ["claude"]
    assert len(server.requests) < 100


def test_the_guide_answers_word_by_word_and_without_the_network(house: House) -> None:
    *pieces, last = house.ask(GUIDE, GUIDE, "keys")
    assert last == Finished()
    texts = [piece.text for piece in pieces if isinstance(piece, TextDelta)]
    assert texts == ["About ", "keys\n", "你好，", "世界。"]


def test_a_connection_that_is_not_saved_yet_can_be_asked_what_it_offers(house: House, server: ScriptedServer) -> None:
    unsaved = Connection("new", "", "openai", server.base_url)
    house.keys.put("new", server.base_url, "sk-1")
    server.queue(error(200, {"data": [{"id": "gpt"}]}))
    listed = house.outcome(lambda deliver: house.gateway.models(unsaved, deliver))
    assert [model.id for model in listed.models] == ["gpt"]
    assert server.requests[0].headers["authorization"] == "Bearer sk-1"


def test_what_cannot_be_asked_is_not_asked(house: House, server: ScriptedServer) -> None:
    house.connect("perplexity", server.base_url, "pplx-key")
    connection = house.connections["c"]
    for ask in (house.gateway.models, house.gateway.balance):
        outcome = house.outcome(lambda deliver, ask=ask: ask(connection, deliver))
        assert outcome == Failed(FailureKind.NOT_TOLD)
    assert server.requests == []


def test_azure_tells_the_deployments_of_a_resource(house: House) -> None:
    with AzureServer() as azure:
        house.connect("azure", azure.url, "azure-key")
        listed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
    assert [model.id for model in listed.models] == ["our-gpt"]


def test_without_the_key_no_list_is_asked_for(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url)
    listed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
    assert listed == Failed(FailureKind.NO_KEY)
    assert server.requests == []
