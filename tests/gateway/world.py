"""The gateway in a test: over a real network thread, to a scripted server, with keys and connections in memory."""

import queue
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from nextchat_desktop.core.capabilities import Capabilities, Known, capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import Failed, Finished, StreamEvent
from nextchat_desktop.core.keeping import KeeperUnavailable, KeysLocked, Reason
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.origins import origin as origin_of
from nextchat_desktop.core.parts import Part, Picture, Text
from nextchat_desktop.core.pictures import Fetched
from nextchat_desktop.core.proxies import ProxyPolicy, Way
from nextchat_desktop.core.secrets import PROXY_OF_ALL, headers_entry, headers_text, proxy_entry
from nextchat_desktop.core.wire import ChatRequest, Deliver, Run
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.gateway.preparing import Permits, everything
from nextchat_desktop.gateway.ways import Ways
from nextchat_desktop.net.patience import WATCHED, OfATest
from nextchat_desktop.net.worker import Mailbox, Worker
from nextchat_desktop.storage.blobs import Blobs

LONG_ENOUGH = 10.0

TABLE = (Known("blind*", vision=False), Known("seeing*", vision=True))
"""What is known of models here; of all others nothing."""


class Connections(dict[str, Connection]):
    def save(self, connection: Connection) -> None:
        self[connection.id] = connection


class Keys:
    """Hands out what was put in under a name, for the server it was put in for."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, str]] = {}
        self.locked = False
        self.silent = False

    def put(self, entry: str, address: str, secret: str) -> None:
        self._kept[entry] = origin_of(address), secret

    def get(self, connection_id: str, origin: str) -> str | None:
        if self.locked:
            raise KeysLocked
        if self.silent:
            raise KeeperUnavailable(Reason.LOCKED, "It does not answer.")
        bound, secret = self._kept.get(connection_id, ("", ""))
        return secret if bound and bound == origin_of(origin) else None


class Guide:
    def answer(self, question: str) -> str:
        return f"About {question}\n你好，世界。"


def capable(model: Model) -> Capabilities:
    return capabilities(model, TABLE)


class House:
    def __init__(
        self,
        folder: Path,
        patience: OfATest = WATCHED,
        permits: Permits = everything,
        settled: frozenset[str] = frozenset(),
    ) -> None:
        self.blobs = Blobs(folder)
        self._wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.mailbox = Mailbox(lambda: self._wakes.put(None))
        self.connections, self.keys = Connections(), Keys()
        self.policy = ProxyPolicy()
        ways = Ways(lambda: self.policy)
        worker = Worker(self.mailbox)
        self.gateway = Gateway(
            worker,
            self.connections,
            self.keys,
            Guide(),
            self.blobs,
            capable,
            ways=ways,
            patience=patience,
            permits=permits,
            settled=settled,
        )

    def connect(self, service: str, base_url: str, key: str | None = None, **more: Any) -> None:
        self.connections.save(Connection("c", "Ours", service, base_url, **more))
        if key is not None:
            self.keys.put("c", base_url, key)

    def add_headers(self, **values: str) -> None:
        """Further headers of the connection, `_` in their names standing for `-`."""
        connection, headers = self.connections["c"], {name.replace("_", "-"): text for name, text in values.items()}
        self.connections.save(replace(connection, headers=tuple(headers)))
        self.keys.put(headers_entry("c"), connection.base_url, headers_text(headers))

    def add_proxy(self, address: str, password: str = "") -> None:
        self.connections.save(replace(self.connections["c"], proxy=address))
        self.keys.put(proxy_entry("c"), address, password)

    def go_through(self, address: str, password: str = "", bypass: str = "") -> None:
        """From now on, whatever has no proxy of its own."""
        self.policy = ProxyPolicy(Way.PROXY, address, bypass)
        self.keys.put(PROXY_OF_ALL, address, password)

    def ask(
        self, connection: str = "c", model: str = "our-gpt", text: str = "Hello?", pictures: tuple[Picture, ...] = ()
    ) -> list[StreamEvent]:
        parts = (*((Text(text),) if text else ()), *pictures)
        return self.send(chat_of(connection, model, parts))

    def send(self, chat: ChatRequest) -> list[StreamEvent]:
        """Everything up to the end of the reply."""
        events: list[StreamEvent] = []
        self.gateway.start(chat, events.append)
        self.drain_until(lambda: any(isinstance(event, Finished | Failed) for event in events))
        return events

    def start(self, deliver: Deliver, text: str = "Hello?") -> Run:
        return self.gateway.start(chat_of("c", "our-gpt", (Text(text),)), deliver)

    def outcome(self, start: Callable[[Callable[[Any], None]], object]) -> Any:
        """The one outcome of a smaller errand."""
        outcomes: list[Any] = []
        start(outcomes.append)
        self.drain_until(lambda: bool(outcomes))
        return outcomes[0]

    def picture(self, url: str) -> Fetched | Failed:
        fetched: Fetched | Failed = self.outcome(lambda deliver: self.gateway.picture(url, deliver))
        return fetched

    def drain_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._wakes.get(timeout=LONG_ENOUGH)
            self.mailbox.drain()

    def close(self) -> None:
        self.gateway.close()


def chat_of(connection: str, model: str, parts: tuple[Part, ...]) -> ChatRequest:
    return ChatRequest(ModelChoice(connection, model), (Message("q", Role.USER, parts),))


def failure(events: list[StreamEvent]) -> Failed:
    assert isinstance(events[-1], Failed)
    return events[-1]
