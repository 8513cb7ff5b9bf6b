"""From a request for a reply to the connection, the dialect and the network; guide and pictures are beside them.

With compose the only importer of providers and net.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import COMPATIBLE, GUIDE, Connection, Model, Service
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.exchange import Watched
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import Fetched
from nextchat_desktop.core.proxies import WayOut
from nextchat_desktop.core.wire import ChatRequest, Deliver, Listed, Run
from nextchat_desktop.gateway.accepting import accepted
from nextchat_desktop.gateway.asking import balance_of, models_of
from nextchat_desktop.gateway.attempts import Attempts
from nextchat_desktop.gateway.preparing import Blobs, Permits, Preparation, Tokens, World, endpoint_of, everything
from nextchat_desktop.gateway.ways import USUAL_WAYS, Keys, Ways
from nextchat_desktop.net.background import found
from nextchat_desktop.net.local import paced
from nextchat_desktop.net.network import Network
from nextchat_desktop.net.patience import WATCHED, OfATest
from nextchat_desktop.net.worker import Worker
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES

if TYPE_CHECKING:
    from nextchat_desktop.core.checkup import Answer, Errand
    from nextchat_desktop.core.fetching import Keep, Order, Told
    from nextchat_desktop.gateway.checkup import Checkup

_PACE = 0.012
"""Seconds between two words of the guide."""


class Connections(Protocol):
    def get(self, id: str) -> Connection | None: ...
    def save(self, connection: Connection) -> None: ...


class Guide(Protocol):
    def answer(self, question: str) -> str: ...


Watch = Callable[[ChatRequest, Watched], None]
"""Is shown each errand with what it asks for."""


def _nobody(_chat: ChatRequest, _watched: Watched) -> None:
    """Nobody looks."""


class Gateway:
    """Starts replies, and asks services what they offer and what is left of the money."""

    def __init__(
        self,
        worker: Worker,
        connections: Connections,
        keys: Keys,
        guide: Guide,
        blobs: Blobs,
        capable: Callable[[Model], Capabilities],
        rows: tuple[Row, ...] = SERVICES,
        ways: Ways = USUAL_WAYS,
        watch: Watch = _nobody,
        patience: OfATest = WATCHED,
        permits: Permits = everything,
        settled: frozenset[str] = frozenset(),
    ) -> None:
        """`patience` is that of a test of a connection; `permits` says whether a model may be asked there; of what is
        `settled` neither a model nor a connection says anything of its own."""
        self._worker = worker
        self._connections = connections
        self._guide = guide
        self._network = Network()
        self._watch = watch
        self._world = World(keys, blobs, capable, Tokens(), ways, permits, settled)
        self._rows = {row.service.id: row for row in rows}
        self._turns: dict[str, int] = {}
        self._patience = patience

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(row.service for row in self._rows.values())

    def url(self, connection: Connection, model: str) -> str:
        """Where a request for this model goes."""
        endpoint = endpoint_of(connection, model, self._world.capable)
        return self._row(connection).speak(endpoint).url(endpoint)

    def start(self, chat: ChatRequest, deliver: Deliver) -> Run:
        """The `StartReply` of the engine."""
        if chat.choice.connection == GUIDE:
            return self._local(_pieces(self._guide.answer(chat.messages[-1].text)), deliver)
        connection = self._connections.get(chat.choice.connection)
        if connection is None:
            return self._local([Failed(FailureKind.NO_CONNECTION)], deliver)
        return Attempts(self, chat, connection, deliver)

    def accepts(self, choice: ModelChoice) -> frozenset[str]:
        """The options that this model accepts now; none where nobody answers, or nothing is sent."""
        connection = self._connections.get(choice.connection)
        if connection is None:
            return frozenset()
        endpoint = endpoint_of(connection, choice.model, self._world.capable)
        can = self._world.capable(connection.model(choice.model) or Model(choice.model))
        return accepted(self._row(connection).speak(endpoint), endpoint, can)

    def models(self, connection: Connection, deliver: Callable[[Listed | Failed], None]) -> Run:
        """Asks the service which models it has. It must list them."""
        preparation = self.prepare(connection, 0)
        asked = self._network.ask(lambda: models_of(preparation), preparation.witness())
        return self._worker.stream(asked, lambda outcome: deliver(preparation.masked(outcome)))

    def balance(self, connection: Connection, deliver: Callable[[Balance | Failed], None]) -> Run:
        """Asks the service what has been used and what is left. It must tell."""
        preparation = self.prepare(connection, 0)
        asked = self._network.ask(lambda: balance_of(preparation), preparation.witness())
        return self._worker.stream(asked, lambda outcome: deliver(preparation.masked(outcome)))

    def picture(self, url: str, deliver: Callable[[Fetched | Failed], None]) -> Run:
        """The `FetchPicture` of the window: no connection and no key have to do with it."""
        return self._worker.stream(self._network.fetch(url, self._world.ways.of_pictures(self._world.keys)), deliver)

    def download(self, order: "Order", keep: "Keep", deliver: "Callable[[Told], None]") -> Run:
        """The `Download` of the engine: no connection and none of its keys have to do with it."""
        from nextchat_desktop.gateway.downloading import download  # no start of the program needs it

        world = self._world
        return download(self._worker, self._network, world.ways, world.keys, order, keep, deliver)

    def way_out(self, connection: Connection, deliver: Callable[[WayOut], None]) -> Run:
        """How requests of this connection would go out now; asks the system, and no server."""
        chosen = self._world.ways.chosen(connection)
        return self._worker.stream(found(lambda: chosen.way_out(connection.base_url)), deliver)

    def perform(self, errand: "Errand", deliver: "Callable[[Answer], None]") -> Run:
        """The `Perform` of the doctor."""
        return self._checkup.perform(errand, deliver)

    @cached_property
    def _checkup(self) -> "Checkup":
        from nextchat_desktop.gateway.checkup import Checkup  # no start of the program needs it

        return Checkup(self._worker, self.prepare, self._patience)

    def prepare(self, connection: Connection, turn: int) -> Preparation:
        return Preparation(self._world, self._row(connection), connection, turn)

    def send(self, preparation: Preparation, chat: ChatRequest, deliver: Deliver) -> Run:
        """One request over the network."""
        endpoint, dialect = preparation.speaking(chat.choice.model)
        witness = preparation.witness()
        self._watch(chat, witness)
        events = self._network.stream(lambda: preparation.chat(chat, endpoint, dialect), dialect, self._keep, witness)
        return self._worker.stream(events, deliver)

    def turn(self, connection: Connection) -> int:
        """Which of several keys is next: they take turns."""
        self._turns[connection.id] = self._turns.get(connection.id, -1) + 1
        return self._turns[connection.id]

    def forget_token(self, connection: Connection) -> bool:
        """Whether there was one that the key had been exchanged for."""
        return self._world.tokens.forget(connection.id)

    def remember_refusal(self, connection: Connection, entry: str) -> Connection:
        """The connection that will not send this field again."""
        current = self._connections.get(connection.id)
        if current is None or _place(current) != _place(connection):  # removed meanwhile, or led elsewhere
            return replace(connection, refused=connection.refused | {entry})
        changed = replace(current, refused=current.refused | {entry})
        with suppress(OSError):  # it then is found out again next time
            self._connections.save(changed)
        return changed

    def close(self) -> None:
        self._worker.close(self._network.close)

    def _row(self, connection: Connection) -> Row:
        return self._rows.get(connection.service) or self._rows[COMPATIBLE]

    def _keep(self, data: bytes) -> Picture | Failed:
        try:
            return self._world.blobs.keep(data) or Failed(FailureKind.SERVER)
        except OSError as error:
            return Failed(FailureKind.NOT_KEPT, str(error))

    def _local(self, events: Iterable[StreamEvent], deliver: Deliver) -> Run:
        return self._worker.stream(paced(events, _PACE), deliver)


def _place(connection: Connection) -> tuple[str, ...]:
    """What it asks, and in which language."""
    return connection.service, connection.base_url, connection.api, connection.api_version


def _pieces(text: str) -> list[StreamEvent]:
    """The text word by word, as a model would say it."""
    cuts = [index + 1 for index, character in enumerate(text) if character in " \n，。、：；"]
    ends = [*cuts, len(text)]
    pieces: list[StreamEvent] = [TextDelta(text[a:b]) for a, b in zip([0, *cuts], ends, strict=True) if b > a]
    return [*pieces, Finished()]
