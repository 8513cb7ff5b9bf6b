"""What may not be asked is asked nothing, by whichever way somebody comes to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.world import House, chat_of, failure
from nextchat_desktop.core.checkup import Chat, Prepare
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed, FailureKind, Finished
from nextchat_desktop.core.parts import Text
from scripted import ScriptedServer


@pytest.fixture
def house(tmp_path: Path, server: ScriptedServer) -> Iterator[House]:
    house = House(tmp_path, permits=lambda _, model: model == "our-gpt", settled=frozenset({"temperature"}))
    house.connect("compatible", server.base_url)
    yield house
    house.close()


def test_a_question_to_a_model_that_is_not_allowed_reaches_nobody(house: House, server: ScriptedServer) -> None:
    assert failure(house.send(chat_of("c", "other", (Text("Hello?"),)))).kind is FailureKind.NOT_ALLOWED
    assert server.requests == []
    assert isinstance(house.ask()[-1], Finished)


def test_neither_does_that_of_a_test(house: House, server: ScriptedServer) -> None:
    connection = house.connections["c"]
    road = house.outcome(lambda deliver: house.gateway.perform(Prepare(connection, "other"), deliver))
    assert isinstance(road, Failed)
    assert road.kind is FailureKind.NOT_ALLOWED
    seen = house.outcome(lambda deliver: house.gateway.perform(Chat(connection, "other"), deliver))
    assert seen.outcome.kind is FailureKind.NOT_ALLOWED
    assert server.requests == []


@pytest.mark.parametrize(
    "extra",
    [
        {"model": "other"},
        {"Model": "other"},
        {"models": ["our-gpt", "other"]},
        {"model": {"id": "other"}},
        {"fallbacks": [{"model": "other"}]},
    ],
)
def test_what_is_added_to_the_body_names_no_other_model_either(
    house: House, server: ScriptedServer, extra: dict[str, Any]
) -> None:
    house.connect("compatible", server.base_url, extra=extra)
    assert failure(house.ask()).kind is FailureKind.NOT_ALLOWED
    assert server.requests == []


def test_a_parameter_that_is_settled_neither_model_nor_connection_brings_in(
    house: House, server: ScriptedServer
) -> None:
    options = {"temperature": 2.0, "top_p": 0.5}
    extra = {"temperature": 2, "model": "our-gpt", "user": "ann"}
    house.connect("compatible", server.base_url, models=(Model("our-gpt", options=options),), extra=extra)
    assert isinstance(house.ask()[-1], Finished)
    sent = server.requests[0].json
    assert "temperature" not in sent
    assert (sent["top_p"], sent["user"]) == (0.5, "ann")
