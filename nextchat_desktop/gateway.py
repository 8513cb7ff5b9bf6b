"""From a request for a reply to the connection, the dialect and the network; guide and pictures are beside them.

With compose the only importer of providers and net.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.connections import COMPATIBLE, GUIDE, Connection, Service
from nextchat_desktop.core.events import Delta, Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.keeping import KeeperUnavailable, KeysLocked
from nextchat_desktop.core.pictures import Fetched
from nextchat_desktop.core.wire import ChatRequest, Credentials, Deliver, Dialect, Endpoint, HttpRequest, Run
from nextchat_desktop.net.local import paced
from nextchat_desktop.net.network import Network
from nextchat_desktop.net.worker import Worker
from nextchat_desktop.providers.services import SERVICES

_MASK = "••••"
_PACE = 0.012
"""Seconds between two words of the guide."""
_DETAIL_LENGTH, _CODE_LENGTH = 2000, 200
"""Characters kept of what a server says of a failure, cut only after the key in it has been masked."""


class Connections(Protocol):
    def get(self, id: str) -> Connection | None: ...
    def save(self, connection: Connection) -> None: ...


class Keys(Protocol):
    def get(self, connection_id: str, origin: str) -> str | None:
        """Raises KeeperUnavailable."""
        ...


class Guide(Protocol):
    def answer(self, question: str) -> str: ...


class Gateway:
    """Starts replies."""

    def __init__(self, worker: Worker, connections: Connections, keys: Keys, guide: Guide) -> None:
        self._worker = worker
        self._connections = connections
        self._keys = keys
        self._guide = guide
        self._network = Network()
        self._dialects = {service.id: (service, dialect) for service, dialect in SERVICES.items()}

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(SERVICES)

    def url(self, connection: Connection, model: str) -> str:
        """Where a request for this model goes."""
        _, dialect = self._speaking(connection)
        return dialect.url(_endpoint(connection, model))

    def start(self, chat: ChatRequest, deliver: Deliver) -> Run:
        """The `StartReply` of the engine."""
        if chat.choice.connection == GUIDE:
            return self._local(_pieces(self._guide.answer(chat.messages[-1].text)), deliver)
        connection = self._connections.get(chat.choice.connection)
        if connection is None:
            return self._local([Failed(FailureKind.NO_CONNECTION)], deliver)
        return _Attempts(self, chat, connection, deliver)

    def attempt(self, chat: ChatRequest, connection: Connection, deliver: Deliver) -> Run:
        """One request over the network."""
        service, dialect = self._speaking(connection)
        prepared = _Prepared(self._keys, service, dialect, connection, chat)
        return self._worker.stream(self._network.stream(prepared.request, dialect), _masking(prepared, deliver))

    def picture(self, url: str, deliver: Callable[[Fetched | Failed], None]) -> Run:
        """The `FetchPicture` of the window: no connection and no key have to do with it."""
        return self._worker.stream(self._network.fetch(url), deliver)

    def remember_refusal(self, connection: Connection, field: str) -> Connection:
        """The connection that will not send this field again."""
        current = self._connections.get(connection.id)
        changed = replace(current or connection, refused=(current or connection).refused | {field})
        if current is not None:  # it may have been removed meanwhile
            with suppress(OSError):  # it then is found out again next time
                self._connections.save(changed)
        return changed

    def close(self) -> None:
        self._worker.close(self._network.close)

    def _speaking(self, connection: Connection) -> tuple[Service, Dialect]:
        return self._dialects.get(connection.service) or self._dialects[COMPATIBLE]

    def _local(self, events: Iterable[StreamEvent], deliver: Deliver) -> Run:
        return self._worker.stream(paced(events, _PACE), deliver)


class _Prepared:
    """Makes the request of one attempt, off the owner's thread: a keyring may ask the person to unlock it."""

    def __init__(
        self, keys: Keys, service: Service, dialect: Dialect, connection: Connection, chat: ChatRequest
    ) -> None:
        self._keys = keys
        self._service = service
        self._dialect = dialect
        self._connection = connection
        self._chat = chat
        self.key = ""

    def request(self) -> HttpRequest | Failed:
        trouble = Failed(FailureKind.NO_KEY)
        try:
            self.key = self._keys.get(self._connection.id, self._connection.base_url) or ""
        except KeysLocked:  # there is a key; without it even a service that may need none would refuse
            return Failed(FailureKind.PASSPHRASE_NEEDED)
        except KeeperUnavailable as error:
            trouble = Failed(FailureKind.KEY_LOCKED, error.detail)
        if self._service.needs_key and not self.key:
            return trouble
        if not (self.key.isascii() and self.key.isprintable()):
            return Failed(FailureKind.BAD_KEY)
        endpoint = _endpoint(self._connection, self._chat.choice.model)
        return self._dialect.request(self._chat, endpoint, Credentials(self.key))


class _Attempts:
    """A reply whose request may be repeated once per optional field that the server refuses.

    Never after its first visible piece.
    """

    def __init__(self, gateway: Gateway, chat: ChatRequest, connection: Connection, deliver: Deliver) -> None:
        self._gateway = gateway
        self._chat = chat
        self._connection = connection
        self._deliver = deliver
        self._begun = False
        self._run = gateway.attempt(chat, connection, self._on_event)

    def cancel(self) -> None:
        self._run.cancel()

    def _on_event(self, event: StreamEvent) -> None:
        if isinstance(event, Failed) and self._can_do_without(event.field):
            self._connection = self._gateway.remember_refusal(self._connection, event.field)
            self._run = self._gateway.attempt(self._chat, self._connection, self._on_event)
            return
        self._begun = self._begun or isinstance(event, Delta)
        self._deliver(event)

    def _can_do_without(self, field: str) -> bool:
        needed = {"", "model", "messages", "stream"}
        return not self._begun and field not in needed and field not in self._connection.refused


def _endpoint(connection: Connection, model: str) -> Endpoint:
    return Endpoint(connection.base_url, model, connection.api_version, connection.refused)


def _masking(prepared: _Prepared, deliver: Deliver) -> Deliver:
    """A server may quote the key it was shown; nobody else needs to read it."""

    def masked(event: StreamEvent) -> None:
        deliver(_without(prepared.key, event) if isinstance(event, Failed) else event)

    return masked


def _without(key: str, failed: Failed) -> Failed:
    detail, code = (text.replace(key, _MASK) if key else text for text in (failed.detail, failed.code))
    return replace(failed, detail=detail[:_DETAIL_LENGTH], code=code[:_CODE_LENGTH])


def _pieces(text: str) -> list[StreamEvent]:
    """The text word by word, as a model would say it."""
    cuts = [index + 1 for index, character in enumerate(text) if character in " \n，。、：；"]
    ends = [*cuts, len(text)]
    pieces: list[StreamEvent] = [TextDelta(text[a:b]) for a, b in zip([0, *cuts], ends, strict=True) if b > a]
    return [*pieces, Finished()]
