"""From a connection to the request: its key, its headers, its way. A keyring may ask, so it has a thread of its own."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.connections import Connection, Model, ModelKind
from nextchat_desktop.core.context import for_server, lightened, without_pictures
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.hosts import service_of_key
from nextchat_desktop.core.keeping import KeeperUnavailable, KeysLocked
from nextchat_desktop.core.masking import masked_text
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.plain import plain
from nextchat_desktop.core.secrets import headers_entry, headers_of, keys_of
from nextchat_desktop.core.wire import (
    Answered,
    Call,
    ChatRequest,
    Credentials,
    Dialect,
    Endpoint,
    HttpRequest,
    Route,
    Token,
)
from nextchat_desktop.gateway.accepting import accepted
from nextchat_desktop.gateway.additions import models_in, without
from nextchat_desktop.gateway.ways import Keys, Ways, secret_forms
from nextchat_desktop.net.witness import Witness
from nextchat_desktop.providers.row import Row

_SCHEME = re.compile(r"^(?:bearer|basic|token|api-?key|key)\s+", re.IGNORECASE)
"""What may stand before the secret in a header; whoever quotes it leaves that out."""

_DETAIL_LENGTH, _CODE_LENGTH = 2000, 200
"""Characters kept of what a server says of a failure, cut only after the key in it has been masked."""

T = TypeVar("T")

Permits = Callable[[Connection, str], bool]
"""Whether a model may be asked there."""

Make = Callable[[Credentials], HttpRequest]


def everything(_connection: Connection, _model: str) -> bool:
    """The `Permits` where nothing is laid down."""
    return True


class Blobs(Protocol):
    def keep(self, data: bytes) -> Picture | None:
        """The picture, kept; None if it is none. Raises OSError."""
        ...

    def get(self, blob: str) -> bytes | None: ...

    def size(self, blob: str) -> int:
        """Its bytes; 0 where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """What every preparation is handed."""

    keys: Keys
    blobs: Blobs
    capable: Callable[[Model], Capabilities]
    tokens: "Tokens"
    ways: Ways
    permits: Permits = everything
    settled: frozenset[str] = frozenset()
    """Names of options that others have laid down."""


class Tokens:
    """What keys were exchanged for, in memory, until shortly before they run out. Used from any thread.

    A token is only shown to the address it was given for.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], tuple[str, float]] = {}

    def get(self, connection: Connection, key: str) -> str:
        token, until = self._kept.get((connection.id, connection.base_url, key), ("", 0.0))
        return token if time.monotonic() < until else ""

    def keep(self, connection: Connection, key: str, token: Token) -> None:
        until = time.monotonic() + token.seconds * 0.9
        self._kept[connection.id, connection.base_url, key] = token.text, until

    def forget(self, connection: str) -> bool:
        """Whether there was any."""
        gone = [place for place in tuple(self._kept) if place[0] == connection]
        for place in gone:
            self._kept.pop(place, None)
        return bool(gone)


class Preparation:
    """One attempt's way to its request. `turn` says which of several keys it takes.

    Afterwards `secrets` are what nobody else needs to read, `keys` is how many there are, and `key_of` is the service
    whose keys alone look like the one that is taken, empty where that cannot be told.
    """

    def __init__(self, world: World, row: Row, connection: Connection, turn: int = 0) -> None:
        self._world = world
        self.row = row
        self._connection = connection
        self._turn = turn
        self._way = world.ways.chosen(connection)
        self.secrets: tuple[str, ...] = ()
        self.keys = 0
        self.key_of = ""

    def witness(self) -> Witness:
        """Of an errand for which this prepares the requests."""
        return Witness(lambda: self.secrets)

    def masked(self, outcome: T) -> T:
        """The same; of a failure without the key that a server may quote in it, and without what cannot be read."""
        if not isinstance(outcome, Failed):
            return outcome
        detail, code = (plain(masked_text(text, self.secrets)) for text in (outcome.detail, outcome.code))
        return replace(outcome, detail=detail[:_DETAIL_LENGTH], code=code[:_CODE_LENGTH])

    def speaking(self, model: str | None = None) -> tuple[Endpoint, Dialect]:
        """Where a model is asked, and in which dialect; the connection's first where none is named."""
        if model is None:
            model = self._connection.models[0].id if self._connection.models else ""
        endpoint = endpoint_of(self._connection, model, self._world.capable)
        endpoint = replace(endpoint, extra=without(endpoint.extra, self._world.settled))
        return endpoint, self.row.speak(endpoint)

    def chat(self, chat: ChatRequest, endpoint: Endpoint, dialect: Dialect) -> Call | Failed:
        """The request for a reply."""
        if not endpoint.model.strip() and self.row.service.asks_for_deployment(endpoint.base_url):
            return Failed(FailureKind.NO_DEPLOYMENT)
        asked = (chat.choice.model, *models_in(endpoint.extra))
        if not all(self._world.permits(self._connection, one) for one in asked):
            return Failed(FailureKind.NOT_ALLOWED)
        model = self._connection.model(chat.choice.model) or Model(chat.choice.model)
        can = self._world.capable(model)
        sees = self.row.service.takes_pictures and can.vision is not False
        if not sees and _is_only_pictures(chat):
            return Failed(FailureKind.NO_VISION)
        chat = replace(chat, messages=self._told(chat, endpoint.makes_pictures, sees))
        useless = frozenset(OPTIONS) - accepted(dialect, endpoint, can)
        said = {**without(model.options, self._world.settled), **chat.options}
        options = {name: value for name, value in said.items() if name not in useless}
        whole = replace(chat, options=options, pictures=self._pictures(chat))

        def make(credentials: Credentials) -> HttpRequest:
            return dialect.request(whole, endpoint, credentials, time.time_ns() // 1_000_000)

        return self.call(endpoint, dialect, make)

    def way(self) -> Route | Failed:
        """How a request travels that shows nobody the key, nor any header beside it."""
        try:
            return Route(self._way.finder(self._world.keys, self._hide), trust=self._connection.trust)
        except KeysLocked:
            return Failed(FailureKind.PASSPHRASE_NEEDED)
        except KeeperUnavailable as error:
            return Failed(FailureKind.KEY_LOCKED, error.detail)

    def call(self, endpoint: Endpoint, dialect: Dialect, make: Make) -> Call | Failed:
        """The request that `make` makes, and the one for a token before it where the dialect wants that."""
        found = self._found()
        if isinstance(found, Failed):
            return found
        credentials, route = found
        source, held = dialect.tokens, self._world.tokens.get(self._connection, credentials.key)
        self.secrets += (held,)
        if source is None or held:
            return Call(make(replace(credentials, token=held)), route)

        def go_on(answered: Answered) -> Call | Failed:
            token = source.read(answered)
            if isinstance(token, Failed):
                return token
            self.secrets += (token.text,)
            self._world.tokens.keep(self._connection, credentials.key, token)
            return Call(make(replace(credentials, token=token.text)), route)

        return Call(source.request(endpoint, credentials), route, go_on)

    def _told(self, chat: ChatRequest, paints: bool, sees: bool) -> tuple[Message, ...]:
        """Whoever paints is told the question alone, or words that were refused would be part of every picture."""
        messages = (chat.question,) if paints and chat.question is not None else chat.messages
        messages = for_server(messages, origin(self._connection.base_url))
        return lightened(messages, self._world.blobs.size) if sees else without_pictures(messages)

    def _pictures(self, chat: ChatRequest) -> dict[str, bytes]:
        names = {picture.blob for message in chat.messages for picture in message.pictures}
        found = ((name, self._world.blobs.get(name)) for name in names)
        return {name: data for name, data in found if data is not None}

    def _found(self) -> tuple[Credentials, Route] | Failed:
        """What is kept for the connection, or why it cannot be had."""
        connection, trouble = self._connection, Failed(FailureKind.NO_KEY)
        key, headers = "", ""
        try:
            proxy_for = self._way.finder(self._world.keys, self._hide)
            key = self._world.keys.get(connection.id, connection.base_url) or ""
            if connection.headers:
                headers = self._world.keys.get(headers_entry(connection.id), connection.base_url) or ""
        except KeysLocked:  # there is a key; without it even a service that may need none would refuse
            return Failed(FailureKind.PASSPHRASE_NEEDED)
        except KeeperUnavailable as error:
            trouble = Failed(FailureKind.KEY_LOCKED, error.detail)
            if connection.headers or self._way.has_login:
                return trouble
        if self.row.service.needs_key and not key:
            return trouble
        wanted = {name: text for name, text in headers_of(headers).items() if name in connection.headers}
        checked = self._checked(keys_of(key), wanted)
        if isinstance(checked, Failed):
            return checked
        return checked, Route(proxy_for, connection.idle, wanted, connection.trust)

    def _hide(self, password: str) -> None:
        self.secrets += secret_forms(password)

    def _checked(self, keys: tuple[str, ...], headers: dict[str, str]) -> Credentials | Failed:
        self.keys = len(keys)
        key = keys[self._turn % len(keys)] if keys else ""
        halves = (half for one in keys for half in Credentials(one).pair)
        bare = (_SCHEME.sub("", value) for value in headers.values())
        self.secrets += (*keys, *halves, *headers.values(), *bare)
        texts = (*keys, *headers, *headers.values())
        if not all(text.isascii() and text.isprintable() for text in texts) or any(" " in text for text in keys):
            return Failed(FailureKind.BAD_KEY)
        self.key_of = service_of_key(key)
        return Credentials(key)


def _is_only_pictures(chat: ChatRequest) -> bool:
    """Whether nothing would be left of the question without its pictures."""
    question = chat.question or (chat.messages[-1] if chat.messages else None)
    return question is not None and bool(question.pictures) and not question.text.strip()


def endpoint_of(connection: Connection, id: str, capable: Callable[[Model], Capabilities]) -> Endpoint:
    can = capable(connection.model(id) or Model(id))
    return Endpoint(
        connection.base_url,
        id,
        connection.api_version,
        connection.api,
        connection.refused_for(id),
        connection.extra,
        can.kind is ModelKind.PICTURES,
        can.output,
    )
