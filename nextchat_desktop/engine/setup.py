"""Connections as a person sets them up: recognised from anything pasted, named, keyed, removed with a way back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import COMPATIBLE, Connection, Model, Place, Service, free_name
from nextchat_desktop.core.first_model import id_of_first, with_first_called
from nextchat_desktop.core.keeping import KeeperKind, KeptKey
from nextchat_desktop.core.origins import host
from nextchat_desktop.core.policy import NO_RULES, Rules
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import NewId
from nextchat_desktop.engine.secrets import Keys, Secrets
from nextchat_desktop.engine.trusting import ReadCertificates, Trusting, reads_none

if TYPE_CHECKING:
    from nextchat_desktop.core.endpoints import Recognised


class Connections(Protocol):
    def all(self) -> tuple[Connection, ...]: ...
    def get(self, id: str) -> Connection | None: ...
    def save(self, *connections: Connection) -> None: ...
    def remove(self, id: str) -> Connection | None: ...
    def restore(self, connection: Connection, index: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Removed:
    """What is needed to bring a connection back. `key_left` tells that not all that was kept could be erased."""

    connection: Connection
    index: int
    kept: Mapping[str, KeptKey]
    key_left: bool


class Setup:
    """`changed` tells the id of a connection that is new, different or gone."""

    def __init__(
        self,
        connections: Connections,
        keys: Keys,
        services: tuple[Service, ...],
        url: Callable[[Connection, str], str],
        new_id: NewId,
        read_certificates: ReadCertificates = reads_none,
        rules: Rules = NO_RULES,
    ) -> None:
        self._connections = connections
        self._url = url
        self.new_id = new_id
        self._secrets = Secrets(keys)
        self.keys = keys
        self.services = services
        self.trusting = Trusting(read_certificates)
        self.rules = rules
        """What others have laid down."""
        self.changed = Notice()
        self._known = connections.all()

    def take_in(self) -> bool:
        """Whether the connections are others than when this was last asked."""
        known, self._known = self._known, self._connections.all()
        return known != self._known

    def all(self) -> tuple[Connection, ...]:
        return self._connections.all()

    def get(self, id: str) -> Connection | None:
        return self._connections.get(id)

    def named(self, name: str) -> Connection | None:
        """By name, else by id; upper and lower case are one."""
        folded = name.casefold()
        by_name = (one for one in self.all() if one.name.casefold() == folded)
        return next(by_name, None) or self.get(name)

    def service(self, id: str) -> Service:
        """The row of a service. One that this version does not know is treated as OpenAI-compatible."""
        known = {one.id: one for one in self.services}
        return known.get(id) or known[COMPATIBLE]

    def begin(self, found: "Recognised | None" = None) -> Connection:
        """A new connection, filled with what was recognised. It is kept when it is saved."""
        blank = Connection(self.new_id(), "", self.services[0].id)
        return blank if found is None else self.filled(blank, found)

    def filled(self, connection: Connection, found: "Recognised") -> Connection:
        """The connection with everything that was recognised; what was not stays as it is."""
        service = self.service(found.service)
        same = connection.service == service.id
        model = found.deployment or found.model
        api = found.api or (connection.api if same else "")
        return replace(
            connection,
            service=service.id,
            base_url=found.base_url or (connection.base_url if same else service.base_url),
            api_version=found.api_version or (connection.api_version if same and not found.base_url else ""),
            models=with_first_called(connection.models, model),
            name=connection.name or self.new_name(service, found.base_url),
            refused=frozenset(),
            api=api if api in service.apis else "",
        )

    def request_url(self, connection: Connection) -> str:
        """Where its requests go. Empty while the address or the deployment is missing."""
        model = id_of_first(connection.models)
        missing = not connection.base_url or (self.asks_for_deployment(connection) and not model)
        return "" if missing else self._url(connection, model)

    def asks_for_deployment(self, connection: Connection) -> bool:
        """Whether the address needs a deployment and an api-version."""
        return self.service(connection.service).asks_for_deployment(connection.base_url)

    def save(self, *connections: Connection) -> None:
        """All of them, or none where the disk refuses."""
        self._connections.save(*connections)
        for connection in connections:
            self.changed.tell(connection.id)

    def store_key(self, connection: Connection, key: str) -> KeeperKind:
        """One key, or several with commas or line ends between, which take turns.

        Raises NoKeeper, KeeperUnavailable, or ValueError while the connection has no address.
        """
        kind = self.keys.store(connection.id, connection.base_url, key.strip())
        self.changed.tell(connection.id)
        return kind

    def forget_key(self, connection: Connection) -> KeptKey | None:
        """Hand what it was to `restore_key` to bring it back. Raises KeeperUnavailable where it stays."""
        gone = self.keys.forget(connection.id)
        self.changed.tell(connection.id)
        return gone

    def restore_key(self, connection: Connection, gone: KeptKey) -> None:
        """For the server it was kept for. Raises NoKeeper or KeeperUnavailable."""
        self.keys.store(connection.id, gone.origin, gone.key)
        self.changed.tell(connection.id)

    def store_headers(self, connection: Connection, headers: Mapping[str, str | None]) -> Connection:
        """Keeps the values with the key; gives the connection with the names, to be saved. None keeps a value as it is.

        Raises as `store_key` does, and then has changed nothing.
        """
        return self._secrets.with_headers(connection, headers)

    def store_proxy(self, connection: Connection, address: str) -> Connection:
        """Keeps the password in the address with the key; gives the connection with the rest of it, to be saved.

        An address with a user and without a password keeps the password that was there. Raises as `store_key` does,
        NotAProxy where this is no address.
        """
        return self._secrets.with_proxy(connection, address)

    def remove(self, id: str) -> Removed | None:
        """Takes it away with all that was kept for it. Hand the answer to `restore` to bring everything back."""
        index = next((place for place, one in enumerate(self.all()) if one.id == id), 0)
        connection = self._connections.remove(id)
        if connection is None:
            return None
        removed = Removed(connection, index, *self._secrets.forget(connection))
        self.changed.tell(id)
        return removed

    def restore(self, removed: Removed) -> None:
        """Raises NoKeeper or KeeperUnavailable when only what was kept for it could not be brought back."""
        self._connections.restore(removed.connection, removed.index)
        try:
            self._secrets.restore(removed.kept)
        finally:
            self.changed.tell(removed.connection.id)

    def choices(self) -> tuple[ModelChoice, ...]:
        """Everything that can be chosen, in the order of the connections; hidden models are left out, and those that
        may not be used."""
        return tuple(ModelChoice(one.id, model.id) for one in self.all() for model in self.usable(one))

    def usable(self, connection: Connection) -> tuple[Model, ...]:
        """Those of its models that can be chosen."""
        return tuple(one for one in connection.models if one.shown and self.rules.permits(connection, one.id))

    def label(self, choice: ModelChoice) -> str:
        """The name a person gave the model."""
        connection = self.get(choice.connection)
        model = connection.model(choice.model) if connection else None
        return model.label if model else choice.model

    def new_name(self, service: Service, base_url: str) -> str:
        """The service's label, or the host of a server of one's own; with a number if that is taken."""
        nameless = service.id == COMPATIBLE or (service.place is Place.OWN and not service.base_url)
        return self.free_name((host(base_url) if nameless else "") or service.label)

    def free_name(self, name: str, besides: Iterable[str] = ()) -> str:
        """The name, with a number if a connection, or one of these, has it."""
        return free_name(name, (*(known.name for known in self.all()), *besides))
