"""A keeper of keys that takes its time between two questions holds nobody else up."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway.world import LONG_ENOUGH, Guide, House, Keys, capable
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Finished, StreamEvent
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.net.worker import Worker
from scripted import JSON, Reply, Request, ScriptedServer, answer


class Slow(Keys):
    """From the second question for this connection on it waits until somebody lets it go on."""

    def __init__(self, connection: str) -> None:
        super().__init__()
        self._slow, self._asked = connection, 0
        self.waits, self.go_on = threading.Event(), threading.Event()

    def get(self, connection_id: str, origin: str) -> str | None:
        if connection_id == self._slow:
            self._asked += 1
            if self._asked > 1:
                self.waits.set()
                self.go_on.wait(LONG_ENOUGH)
        return super().get(connection_id, origin)


class Pages(ScriptedServer):
    """Tells its models on two pages, and answers everybody else."""

    def reply_to(self, request: Request) -> Reply:
        if request.method != "GET":
            return answer("Fine.")
        is_last = "after_id" in request.path
        page = {"data": [{"id": f"claude-{is_last}"}], "has_more": not is_last, "last_id": "x"}
        return Reply([json.dumps(page).encode()], headers=JSON)


@pytest.fixture
def keys() -> Slow:
    return Slow("c")


@pytest.fixture
def slow(tmp_path: Path, keys: Slow) -> Iterator[House]:
    with closing(House(tmp_path)) as house:
        house.gateway.close()
        house.keys = keys
        house.gateway = Gateway(Worker(house.mailbox), house.connections, keys, Guide(), house.blobs, capable)
        yield house


def test_a_chat_goes_on_while_the_key_for_another_page_is_waited_for(slow: House, keys: Slow) -> None:
    with Pages() as server:
        slow.connect("anthropic", server.base_url, "sk-ant-1234")
        ours = slow.connections["c"]
        slow.connections["other"] = Connection("other", "Other", "compatible", server.base_url)
        listed: list[Any] = []
        slow.gateway.models(ours, listed.append)
        assert keys.waits.wait(LONG_ENOUGH)
        events: list[StreamEvent] = slow.ask("other")
        assert isinstance(events[-1], Finished)
        assert listed == []
        keys.go_on.set()
        slow.drain_until(lambda: bool(listed))
        assert isinstance(listed[0], Listed)
        assert len(listed[0].models) == 2
