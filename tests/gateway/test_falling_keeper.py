"""A keeper of keys that falls over in a way nobody has foreseen leaves nobody waiting."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway.world import Guide, House, Keys, capable
from nextchat_desktop.core.checkup import AskModels, Chat, Errand, LookForPortal, Prepare, Seen, ShowCertificate
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.net.worker import Worker


class Falling(Keys):
    def get(self, connection_id: str, origin: str) -> str | None:
        raise RuntimeError("no such bus")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with closing(House(tmp_path)) as house:
        house.gateway.close()
        house.gateway = Gateway(Worker(house.mailbox), house.connections, Falling(), Guide(), house.blobs, capable)
        house.connect("compatible", "https://chat.example/v1")
        house.add_proxy("http://ann@127.0.0.1:9")
        yield house


def test_a_chat_is_told_of_it(house: House) -> None:
    assert [event.kind for event in house.ask() if isinstance(event, Failed)] == [FailureKind.KEY_LOCKED]


@pytest.mark.parametrize(
    "errand",
    [
        lambda connection: Prepare(connection, "our-gpt"),
        AskModels,
        lambda connection: Chat(connection, "our-gpt"),
        lambda connection: ShowCertificate(connection, connection.base_url),
    ],
    ids=["way", "list", "chat", "certificate"],
)
def test_a_test_is_told_of_it(house: House, errand: Callable[[Connection], Errand]) -> None:
    answer: Any = house.outcome(lambda deliver: house.gateway.perform(errand(house.connections["c"]), deliver))
    failed = answer.outcome if isinstance(answer, Seen) else answer
    assert failed.kind is FailureKind.KEY_LOCKED


def test_no_portal_is_seen_then(house: House) -> None:
    errand = LookForPortal(house.connections["c"])
    assert house.outcome(lambda deliver: house.gateway.perform(errand, deliver)) == ""
