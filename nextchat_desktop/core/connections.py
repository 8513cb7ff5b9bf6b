"""What a person sets up to reach a model: frozen values without the key, which lives elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nextchat_desktop.core.origins import origin


class ModelKind(StrEnum):
    CHAT = "chat"
    PICTURES = "pictures"
    """It answers with pictures and takes no conversation."""
    OTHER = "other"
    """Embeddings, speech and the like: nothing to chat with."""


@dataclass(frozen=True, slots=True)
class Model:
    """`id` is what the service calls it (at Azure: the deployment), `name` what the person does.

    What it can do is None, or 0, where neither the service nor the person has said: then the shipped table counts.
    `context` and `output` are tokens. `options` are the parameters that its conversations begin with, in the names of
    OpenAI's API.
    """

    id: str
    name: str = ""
    kind: ModelKind | None = None
    vision: bool | None = None
    reasoning: bool | None = None
    context: int = 0
    output: int = 0
    shown: bool = True
    favourite: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Trust:
    """Certificates in PEM, which are no secrets. `authorities` count beside those of the system.

    `pinned` is the one certificate that the server must show, in place of all others; its name does not matter then.
    It counts at the origin `pinned_for` only, as a key does, and nowhere where that is empty.
    """

    authorities: str = field(default="", repr=False)
    pinned: str = field(default="", repr=False)
    pinned_for: str = ""

    def pinning(self, certificate: str, url: str) -> "Trust":
        """The same authorities, and this certificate for the server at that address."""
        return Trust(self.authorities, certificate, origin(url))

    def towards(self, url: str) -> "Trust":
        """What of it counts for this address."""
        counts = bool(self.pinned_for) and origin(url) == self.pinned_for
        return self if counts else Trust(self.authorities)


NO_MORE_TRUST = Trust()
"""That of most connections: what the system trusts."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So much money; `currency` is a code such as USD."""

    amount: float
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Connection:
    """One named way to a service. `service` is the id of a row in `providers/services.py`.

    `api` is one of the service's APIs, empty for its first. `refused` names the request fields this server has refused
    once, as `field` or `field@model`; they are not sent to it again. `headers` are the names of further headers, whose
    values are kept with the key. `proxy` is an address without a password, "direct", "system", or empty for what is set
    for the whole program. `idle` is the longest silence of a stream in seconds, 0 for the usual one. `extra` fields go
    into the body of every request. `trust` is what it trusts beside the system's certificates. `monthly_limit` is what
    the person wants to spend here in a calendar month; nothing is held back when that is reached.
    """

    id: str
    name: str
    service: str
    base_url: str = ""
    api_version: str = ""
    models: tuple[Model, ...] = ()
    refused: frozenset[str] = frozenset()
    api: str = ""
    headers: tuple[str, ...] = ()
    proxy: str = ""
    idle: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=dict)
    trust: Trust = NO_MORE_TRUST
    monthly_limit: Limit | None = None

    def model(self, id: str) -> Model | None:
        return next((model for model in self.models if model.id == id), None)

    def refused_for(self, model: str) -> frozenset[str]:
        """The fields that a request for this model must not have."""
        split = (entry.partition("@") for entry in self.refused)
        return frozenset(field for field, at, whose in split if not at or whose == model)


class Secret(StrEnum):
    """What a service wants to see, for the words."""

    KEY = "key"
    CODE = "code"
    """The access code of a server that somebody runs."""
    PAIR = "pair"
    """Two parts, written as `id:secret`."""


class Place(StrEnum):
    """Where a service is at home, for the list that offers them."""

    WORLD = "world"
    CHINA = "china"
    GATEWAY = "gateway"
    """It passes on to others."""
    OWN = "own"
    """A server that somebody runs."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a person needs to know of a service. `label` is a proper name, the same in every language.

    `by_deployment` tells that a model is reached by the name of its deployment and needs an api-version, unless the
    base URL ends in /openai/v1. `apis` are the ids of its APIs if it has several, the usual one first. `keeps_history`
    tells that the server remembers the conversation and is sent the last question only. What is special about it is
    the sentence `service.<id>.special`, if `special`.
    """

    id: str
    label: str
    base_url: str = ""
    api_version: str = ""
    needs_key: bool = True
    by_deployment: bool = False
    place: Place = Place.WORLD
    key_url: str = ""
    """Where a key can be got."""
    pay_url: str = ""
    """Where credit can be bought, if that is another page."""
    secret: Secret = Secret.KEY
    apis: tuple[str, ...] = ()
    keeps_history: bool = False
    takes_pictures: bool = True
    lists_models: bool = False
    tells_balance: bool = False
    special: bool = False

    def asks_for_deployment(self, base_url: str) -> bool:
        return self.by_deployment and not is_v1(base_url)


def is_v1(base_url: str) -> bool:
    """Whether this is Azure's newer address, which knows deployments as models and needs no api-version."""
    return base_url.rstrip("/").endswith("/openai/v1")


DIRECT = "direct"
"""In place of a proxy's address: none, whatever the system says."""

SYSTEM = "system"
"""In place of a proxy's address: what the system says, whatever is set for the whole program."""

COMPATIBLE = "compatible"
"""The id of the service that any other server speaks like, and that one of a later version is taken for."""

GUIDE = "guide"
"""The id of the built-in connection that answers from the shipped guide, of its service and of its only model."""


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where another connection has it; upper and lower case are one."""
    known = {one.casefold() for one in taken}
    numbered = (name if number == 1 else f"{name} {number}" for number in range(1, len(known) + 2))
    return next(one for one in numbered if one.casefold() not in known)
