"""Every request behind a reply is seen, also those that its reader never hears of, and no secret is in any."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from gateway.test_tokens import Wenxin
from gateway.world import Guide, House, capable, chat_of
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Finished
from nextchat_desktop.core.exchange import Exchange
from nextchat_desktop.core.masking import MASK
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import HttpRequest
from nextchat_desktop.engine.inspector import Inspector
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.net.witness import Witness
from nextchat_desktop.net.worker import Worker
from scripted import Reply, ScriptedServer, answer, azure_refusal, delta, error, finish

FIRST, SECOND = "sk-first-of-ours-1234", "sk-second-of-ours-567"
TOKEN = "24.a-token-of-ours-89"


@pytest.fixture
def inspector() -> Inspector:
    return Inspector()


@pytest.fixture
def house(tmp_path: Path, inspector: Inspector) -> Iterator[House]:
    with closing(House(tmp_path)) as house:
        house.gateway.close()
        worker = Worker(house.mailbox)
        house.gateway = Gateway(
            worker, house.connections, house.keys, Guide(), house.blobs, capable, watch=inspector.watch
        )
        yield house


def asked(house: House, inspector: Inspector, text: str = "Hello?") -> tuple[Exchange, ...]:
    """The requests behind a reply."""
    house.send(replace(chat_of("c", "our-gpt", (Text(text),)), subject="a"))
    exchanges = inspector.exchanges("a")
    assert exchanges
    return exchanges


def everything(exchanges: tuple[Exchange, ...]) -> str:
    bodies = (body.decode("utf-8", "replace") for one in exchanges for body in (one.sent.body, one.received))
    return "\n".join((repr(exchanges), *bodies))


def test_a_request_that_was_mended_is_shown_before_and_after(
    house: House, inspector: Inspector, server: ScriptedServer
) -> None:
    house.connect("compatible", server.base_url, FIRST)
    server.queue(azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options"))
    refused, fine = asked(house, inspector)
    assert [refused.sent.body, fine.sent.body] == [request.body for request in server.requests]
    assert (refused.head and refused.head.status, fine.head and fine.head.status) == (400, 200)
    assert b"stream_options" in refused.sent.body
    assert b"stream_options" not in fine.sent.body


def test_a_second_key_is_seen_and_neither_is_shown(house: House, inspector: Inspector, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, f"{FIRST},{SECOND}")
    server.queue(error(401, {"error": {"message": f"Incorrect API key provided: {FIRST}"}}))
    exchanges = asked(house, inspector)
    assert len(exchanges) == 2
    assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {FIRST}", f"Bearer {SECOND}"]
    assert not any(key in everything(exchanges) for key in (FIRST, SECOND))
    assert MASK in exchanges[0].received.decode()


def test_the_token_is_fetched_in_sight_and_no_part_of_it_is_shown(house: House, inspector: Inspector) -> None:
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        exchanges = asked(house, inspector)
        paths = [request.path.partition("?")[0] for request in baidu.requests]
    assert [one.sent.target.partition("?")[0] for one in exchanges] == paths
    assert paths[0] == "/oauth/2.0/token"
    assert exchanges[0].received == f'{{"access_token": "{MASK}", "expires_in": 2592000}}'.encode()
    assert not [one for one in exchanges if "=ours" in one.sent.target or "=secret" in one.sent.target]
    assert "token-1" not in everything(exchanges)


def test_no_secret_that_was_used_is_shown_in_any_form(
    house: House, inspector: Inspector, server: ScriptedServer
) -> None:
    """The server says back all that it is told, in the ways in which servers do."""
    secrets = {"key": FIRST, "header": "team/secret+value", "password": "p@ss:w/rd&more"}
    house.connect("compatible", "http://chat.example/v1", secrets["key"])
    house.add_headers(x_team=secrets["header"])
    house.add_proxy(f"http://ann@127.0.0.1:{server.port}", secrets["password"])
    forms = [form for secret in secrets.values() for form in _forms(secret)]
    server.queue(Reply([*(delta(form) for form in forms), finish()], headers={"x-echo": " ".join(forms)}))
    exchanges = asked(house, inspector, text=" ".join(forms))
    shown = everything(exchanges)
    assert len(server.requests) == 1
    assert not [form for form in forms if form in shown]


def _forms(secret: str) -> tuple[str, ...]:
    return secret, quote(secret, safe=""), quote(secret), b64encode(f"ann:{secret}".encode()).decode()


def test_whoever_looks_while_a_token_is_first_sent_does_not_see_it() -> None:
    """Between what is masked and what is seen a request may be sent."""
    known: list[str] = []

    def secrets() -> tuple[str, ...]:
        before = tuple(known)
        known.append(TOKEN)
        witness.begin(HttpRequest(f"https://a.example?session={TOKEN}", {}))
        return before

    witness = Witness(secrets)
    assert TOKEN not in str(witness.exchanges())
    assert TOKEN not in str(witness.exchanges())


def test_a_short_access_code_is_masked_where_it_is_sent(
    house: House, inspector: Inspector, server: ScriptedServer
) -> None:
    house.connect("nextchat", server.url, "a1")
    server.queue(answer("Fine."))
    exchanges = asked(house, inspector)
    told = [value for one in exchanges for _, value in one.sent.headers]
    assert any("a1" in request.headers.get("authorization", "") for request in server.requests)
    assert not any(value.endswith("a1") for value in told)


def test_the_signature_of_a_request_is_masked(house: House, inspector: Inspector, server: ScriptedServer) -> None:
    house.connect("tencent", server.url, "AKIDofours1234:secret-of-ours", models=(Model("our-gpt"),))
    exchanges = asked(house, inspector)
    heard = server.requests[0].headers["authorization"]
    assert dict(exchanges[0].sent.headers)["Authorization"] == f"{heard.partition(' ')[0]} {MASK}"


def test_two_answers_do_not_share_their_requests(house: House, inspector: Inspector, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    for subject in ("a", "b", ""):
        chat = replace(chat_of("c", "our-gpt", (Text(subject or "title"),)), subject=subject)
        assert house.send(chat)[-1] == Finished("stop")
    assert [len(inspector.exchanges(subject)) for subject in ("a", "b", "")] == [1, 1, 0]
