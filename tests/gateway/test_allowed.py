"""What may not be asked is asked nothing, by whichever way somebody comes to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.world import House, chat_of, failure
from nextchat_desktop.core.checkup import Chat, Prepare
from nextchat_desktop.core.events import Failed, FailureKind, Finished
from nextchat_desktop.core.parts import Text
from scripted import ScriptedServer


@pytest.fixture
def house(tmp_path: Path, server: ScriptedServer) -> Iterator[House]:
    house = House(tmp_path, permits=lambda connection, model: model == "our-gpt")
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
