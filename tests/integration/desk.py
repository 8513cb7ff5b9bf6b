"""A desk that asks real servers as the program does, and what their answers came to."""

import queue
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from integration.servers import LLAMA_KEY
from nextchat_desktop.compose import now
from nextchat_desktop.core.capabilities import Capabilities, capabilities
from nextchat_desktop.core.checkup import Report
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import Failed, Finished, ReasoningDelta, StreamEvent, TextDelta
from nextchat_desktop.core.exchange import Exchange, Watched
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.proxies import ProxyPolicy, Way
from nextchat_desktop.core.secrets import PROXY_OF_ALL, proxy_entry
from nextchat_desktop.core.wire import ChatRequest, Listed, Run
from nextchat_desktop.engine.doctor import Doctor
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.gateway.ways import Ways
from nextchat_desktop.net.worker import Mailbox, Worker
from nextchat_desktop.storage.blobs import Blobs

LONG_ENOUGH = 120.0

ANSWER = "The answer is **42**.\n\n- 你好 🌍\n"
"""What llama.cpp's server is made to say, token by token."""


class _Keys:
    """Whatever is kept, by the name of its entry."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, connection_id: str, origin: str) -> str | None:
        return self.kept.get(connection_id) or None


class _Connections(dict[str, Connection]):
    def save(self, connection: Connection) -> None:
        self[connection.id] = connection


class _Guide:
    def answer(self, question: str) -> str:
        return question


class Desk:
    """One connection, and everything between it and the server.

    `policy` is how the whole program goes out. `moments` are the seconds since the last question at which the pieces of
    its answer came, `exchanges` the requests that were made for it.
    """

    def __init__(self, folder: Path) -> None:
        self._wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._mailbox = Mailbox(lambda: self._wakes.put(None))
        self._keys, self.connections = _Keys(), _Connections()
        self.policy = ProxyPolicy()
        self.moments: list[float] = []
        self._watched: Watched | None = None
        ways = Ways(policy=lambda: self.policy)
        worker, blobs = Worker(self._mailbox), Blobs(folder)
        self._gateway = Gateway(
            worker, self.connections, self._keys, _Guide(), blobs, _capable, ways=ways, watch=self._watch
        )

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return self._watched.exchanges() if self._watched else ()

    def connect(self, service: str, base_url: str, key: str = LLAMA_KEY, **more: Any) -> Connection:
        assert service in {one.id for one in self._gateway.services}
        self._keys.kept["c"] = key
        self.connections.save(Connection("c", "Ours", service, base_url, **more))
        return self.connections["c"]

    def go_through(self, proxy: str, password: str = "") -> None:
        """From the next question on, by this connection's own choice."""
        self.connections.save(replace(self.connections["c"], proxy=proxy))
        self._keys.kept[proxy_entry("c")] = password

    def all_go_through(self, proxy: str, password: str = "", bypass: str = "") -> None:
        """From the next question on, by what is set for the whole program."""
        self.policy = ProxyPolicy(Way.PROXY, proxy, bypass)
        self._keys.kept[PROXY_OF_ALL] = password

    def ask(
        self,
        model: str = "tiny",
        text: str = "Hello?",
        options: Mapping[str, Any] | None = None,
        on_event: Callable[[Run, StreamEvent], None] | None = None,
    ) -> list[StreamEvent]:
        """The events until the last one, or until `on_event` has cancelled the reply."""
        events: list[StreamEvent] = []
        question = Message("q", Role.USER, (Text(text),), created=now())
        chat = ChatRequest(ModelChoice("c", model), (question,), options or {}, subject="a")
        asked, self.moments = time.monotonic(), []

        def deliver(event: StreamEvent) -> None:
            events.append(event)
            if isinstance(event, TextDelta):
                self.moments.append(time.monotonic() - asked)

        run = self._gateway.start(chat, deliver)
        while not any(isinstance(event, Finished | Failed) for event in events):
            self._wait()
            if on_event and events:
                on_event(run, events[-1])
                return events
        return events

    def models(self) -> Listed | Failed:
        outcomes: list[Listed | Failed] = []
        self._gateway.models(self.connections["c"], outcomes.append)
        while not outcomes:
            self._wait()
        return outcomes[0]

    def test(self, model: str = "tiny") -> Report:
        """What the doctor finds."""
        reports: list[Report] = []
        services = {one.id: one for one in self._gateway.services}
        doctor = Doctor(self._gateway.perform, services.__getitem__, _capable, now, time.monotonic)
        doctor.test(self.connections["c"], model, lambda _step: None, reports.append)
        while not reports:
            self._wait()
        return reports[0]

    def close(self) -> None:
        self._gateway.close()

    def _watch(self, _chat: ChatRequest, watched: Watched) -> None:
        self._watched = watched

    def _wait(self) -> None:
        self._wakes.get(timeout=LONG_ENOUGH)
        self._mailbox.drain()


def text_of(events: list[StreamEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def thought_of(events: list[StreamEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, ReasoningDelta))


def failure_of(events: list[StreamEvent]) -> Failed:
    assert isinstance(events[-1], Failed), events[-3:]
    return events[-1]


def _capable(model: Model) -> Capabilities:
    return capabilities(model, ())


def said(text: str) -> str:
    """The grammar that allows exactly this text."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'root ::= "{quoted}"'
