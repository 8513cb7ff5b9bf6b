"""The errands of a test of a connection, each over lines of its own; what they mean is for others to say."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import assert_never
from urllib.parse import urlsplit

from nextchat_desktop.core.checkup import (
    Answer,
    AskModels,
    Certificate,
    Chat,
    Errand,
    LookForPortal,
    LookForProxies,
    Prepare,
    Resolve,
    Road,
    Seen,
    ShowCertificate,
)
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import DIRECT, Connection
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.logins import without_login
from nextchat_desktop.core.masking import masked_text
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import Call, ChatRequest, Listed, Run
from nextchat_desktop.gateway.asking import models_of
from nextchat_desktop.gateway.preparing import Preparation
from nextchat_desktop.net.background import found
from nextchat_desktop.net.local_proxies import look_for_proxies
from nextchat_desktop.net.network import Network, apart
from nextchat_desktop.net.patience import WATCHED, OfATest
from nextchat_desktop.net.resolving import resolve
from nextchat_desktop.net.tasted import Tasted
from nextchat_desktop.net.witness import Witness
from nextchat_desktop.net.worker import Worker

QUESTION = "Count from 1 to 30, and say nothing else."
"""Takes a model long enough to be seen writing, and costs next to nothing."""

_ENOUGH_PAGES = 3
"""Of a list of models."""

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
"""Where whoever names no port is found. Nothing else can be reached."""

Deliver = Callable[[Answer], None]


class Checkup:
    """Does one errand after the other. `prepare` is the gateway's."""

    def __init__(
        self, worker: Worker, prepare: Callable[[Connection, int], Preparation], patience: OfATest = WATCHED
    ) -> None:
        self._worker = worker
        self._prepare = prepare
        self._patience = patience

    def perform(self, errand: Errand, deliver: Deliver) -> Run:
        """The `Perform` of the doctor."""
        match errand:
            case Prepare(connection, model):
                return self._road(connection, model, deliver)
            case Resolve(host):
                return self._worker.stream(resolve(host), deliver)
            case AskModels(connection):
                return self._models(connection, deliver)
            case Chat(connection, model, without):
                return self._chat(replace(connection, refused=connection.refused | without), model, deliver)
            case ShowCertificate(connection, url):
                return self._certificate(connection, url, deliver)
            case LookForProxies(ports):
                return self._worker.stream(look_for_proxies(ports), deliver)
            case LookForPortal(connection):
                return self._portal(connection, deliver)
            case _:
                assert_never(errand)

    def _road(self, connection: Connection, model: str, deliver: Deliver) -> Run:
        preparation = self._prepare(connection, 0)
        road = found(lambda: _road(preparation, connection, model))
        return self._worker.stream(road, lambda outcome: deliver(preparation.masked(outcome)))

    def _models(self, connection: Connection, deliver: Deliver) -> Run:
        preparation = self._prepare(connection, 0)
        witness = preparation.witness()

        def asked(network: Network) -> AsyncIterator[Listed | Failed]:
            return network.ask(lambda: models_of(preparation, _ENOUGH_PAGES), witness)

        def tell(outcome: Listed | Failed) -> None:
            deliver(_seen(outcome, preparation, witness))

        return self._worker.stream(apart(self._patience.listing, asked), tell)

    def _chat(self, connection: Connection, model: str, deliver: Deliver) -> Run:
        preparation = self._prepare(connection, 0)
        witness = preparation.witness()
        endpoint, dialect = preparation.speaking(model)
        question = _question(connection, model)

        def asked(network: Network) -> AsyncIterator[Tasted]:
            return network.taste(lambda: preparation.chat(question, endpoint, dialect), dialect, witness)

        def tell(tasted: Tasted) -> None:
            seen = _seen(tasted.failed, preparation, witness)
            deliver(replace(seen, pieces=tasted.pieces, ended=tasted.ended))

        return self._worker.stream(apart(self._patience.chat, asked), tell)

    def _certificate(self, connection: Connection, url: str, deliver: Deliver) -> Run:
        preparation = self._prepare(connection, 0)

        def shown(network: Network) -> AsyncIterator[Certificate | Failed]:
            return network.certificate(url, preparation.way)

        events = apart(self._patience.greeting, shown)
        return self._worker.stream(events, lambda outcome: deliver(preparation.masked(outcome)))

    def _portal(self, connection: Connection, deliver: Deliver) -> Run:
        way, address = self._prepare(connection, 0).way, connection.base_url
        return self._worker.stream(apart(self._patience.portal, lambda one: one.portal(address, way)), deliver)


def _seen(outcome: Listed | Failed | None, preparation: Preparation, witness: Witness) -> Seen:
    return Seen(preparation.masked(outcome), witness.exchanges())


def _question(connection: Connection, model: str) -> ChatRequest:
    """As a person would ask it in a new conversation."""
    question = Message("question", Role.USER, (Text(QUESTION),))
    return ChatRequest(ModelChoice(connection.id, model), (question,), question=question)


def _road(preparation: Preparation, connection: Connection, model: str) -> Road | Failed:
    """Where a chat would go, or what is missing for one. May ask the keeper of the key."""
    if not origin(connection.base_url).startswith(("http://", "https://")):
        return Failed(FailureKind.BAD_ENDPOINT)
    if not model:
        wants_deployment = preparation.row.service.asks_for_deployment(connection.base_url)
        return Failed(FailureKind.NO_DEPLOYMENT if wants_deployment else FailureKind.MODEL_NOT_FOUND)
    try:
        endpoint, dialect = preparation.speaking(model)
        call = preparation.chat(_question(connection, model), endpoint, dialect)
        return call if isinstance(call, Failed) else _leading(call, dialect.url(endpoint), preparation)
    except ValueError as error:
        return Failed(FailureKind.BAD_ENDPOINT, str(error))
    except Exception as error:  # whoever waits must hear of a keeper that falls over, too
        return Failed(FailureKind.KEY_LOCKED, type(error).__name__)


def _leading(call: Call, url: str, preparation: Preparation) -> Road | Failed:
    """`url` is where the chat itself goes; a token may have to be fetched before that, from the same people."""
    first = _place(call.request.url)
    if first is None:
        return Failed(FailureKind.BAD_ENDPOINT)
    proxy = call.route.proxy_for(call.request.url)
    is_direct = proxy == DIRECT
    reached = first if is_direct else _place(proxy)
    if reached is None:
        return Failed(FailureKind.PROXY, without_login(proxy))
    shown = masked_text(without_login(url), preparation.secrets)
    key_of = "" if preparation.key_of == preparation.row.service.id else preparation.key_of
    return Road(shown, "" if is_direct else without_login(proxy), *reached, key_of)


def _place(url: str) -> tuple[str, int] | None:
    """Host and port; None where the address has none that could be reached."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        host = parts.hostname or ""
        host.encode("idna")
    except ValueError:
        return None
    return (host, port) if host and port and parts.scheme in _PORTS else None
