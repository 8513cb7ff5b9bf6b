"""What others have laid down for this program: presets, locks, limits, connections. Values; where they stand is not
known here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from nextchat_desktop.core.catalog import default_of, named, parse
from nextchat_desktop.core.connections import Connection, Model, Secret, Service

if TYPE_CHECKING:
    from nextchat_desktop.core.endpoints import Recognised
    from nextchat_desktop.core.limits import Limit


class Giver(StrEnum):
    """Who lays something down, whoever counts for more before the others. The words for one are `held.<giver>`."""

    ORGANISATION = "organisation"
    """Where the person cannot change it."""
    FILE = "file"
    """A file that its reader can change: advice rather than a rule, though it is kept to."""
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something of a policy that cannot be taken as it stands. `line` is 0 where there are none.

    Its words are `policy.<sentence>`; `what` is what they speak of, and never a value.
    """

    sentence: str
    line: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A connection that somebody else has set up. `place` may hold a key, which is lent and never kept.

    `models` are rules in NextChat's language; `usual` asks for the usual models of the service, too. `headers` go with
    every request, and are as secret as the key.
    """

    id: str
    giver: Giver
    place: "Recognised"
    name: str = ""
    models: str = ""
    usual: bool = False
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """What one of them lays down. `place` is a file, a key of the registry, or the names of variables.

    `locked` and `preset` are settings by key, checked. The switches are called as NextChat's server calls them.
    """

    giver: Giver
    place: str = ""
    organisation: str = ""
    locked: Mapping[str, Any] = field(default_factory=dict, repr=False)
    preset: Mapping[str, Any] = field(default_factory=dict, repr=False)
    given: tuple[Given, ...] = ()
    proxy: str = field(default="", repr=False)
    """That of the whole program, with its login; empty where none is named."""
    custom_models: str = ""
    default_model: str = ""
    vision_models: str = ""
    hide_user_api_key: bool = False
    hide_balance_query: bool = False
    disable_fast_link: bool = False
    disable_gpt4: bool = False
    disable_own_connections: bool = False
    complaints: tuple[Complaint, ...] = ()

    def grants(self, connection: str, model: str) -> bool:
        """Whether it names this model itself, in the address of a connection it gives."""
        places = (one.place for one in self.given if one.id == connection)
        return any(model in (place.deployment, place.model) for place in places)


def strictest(giver: Giver, place: str, *complaints: Complaint) -> Policy:
    """In place of one that nobody can read: nothing is allowed that it might forbid."""
    return Policy(
        giver,
        place,
        custom_models="-all",
        hide_user_api_key=True,
        hide_balance_query=True,
        disable_fast_link=True,
        disable_own_connections=True,
        complaints=complaints,
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """All of them together, whoever counts for more before the others. What one forbids no other allows."""

    policies: tuple[Policy, ...] = ()
    givers: Mapping[str, Giver] = field(default_factory=dict)
    """Who has given a connection, by its id."""
    limits: "tuple[Limit, ...]" = ()
    """Of each policy."""
    seeing: frozenset[str] = frozenset()
    """The names of models that see pictures."""

    @property
    def organisation(self) -> str:
        """What it calls itself; empty where nobody has said."""
        return next((one.organisation for one in self.policies if one.organisation), "")

    @property
    def complaints(self) -> Iterator[tuple[Policy, Complaint]]:
        return ((policy, complaint) for policy in self.policies for complaint in policy.complaints)

    def giver(self, connection: str) -> Giver | None:
        """None where it is the person's own."""
        return self.givers.get(connection)

    def lends_key(self, connection: str) -> bool:
        """Whether whoever gave the connection has given a key with it."""
        given = (one for policy in self.policies for one in policy.given if one.id == connection)
        first = next(given, None)
        return first is not None and bool(first.place.key)

    def permits(self, connection: Connection, model: str) -> bool:
        """Whether the model of this id may be used there."""
        return self.who_limits(connection, model) is None

    def who_bars(self, connection: str) -> Giver | None:
        """Who wants no connection such as this one; None where it may be used.

        Where the organisation has said so, what a person could give themselves by a file or a variable is their own.
        """
        giver, barring = self.giver(connection), self.no_own_connections
        is_own = giver is None or (barring is Giver.ORGANISATION and giver is not barring)
        return barring if is_own else None

    def who_limits(self, connection: Connection, model: str) -> Giver | None:
        """Who does not allow it; None where everybody does."""
        if barring := self.who_bars(connection.id):
            return barring
        for policy, limit in zip(self.policies, self.limits, strict=True):
            if not limit.permits(connection.service, model) and not policy.grants(connection.id, model):
                return policy.giver
        return None

    def hides_key(self, service: Service) -> Giver | None:
        """Who wants no key of the person's own at this service. An access code is no key."""
        return None if service.secret is Secret.CODE else self._who("hide_user_api_key")

    @property
    def no_own_connections(self) -> Giver | None:
        return self._who("disable_own_connections")

    @property
    def no_fast_links(self) -> Giver | None:
        return self._who("disable_fast_link")

    @property
    def no_balance(self) -> Giver | None:
        return self._who("hide_balance_query")

    def default_of(self, connection: Connection) -> str:
        """The id of the model to begin with, where that is one of this connection's; empty otherwise."""
        wishes = (one.default_model for one in self.policies if one.default_model)
        return next(filter(None, (_wished(wish, connection) for wish in wishes)), "")

    def sees(self, model: Model) -> bool:
        return bool(self.seeing) and bool({named(model.id).name, model.name} & self.seeing)

    def _who(self, switch: str) -> Giver | None:
        return next((one.giver for one in self.policies if getattr(one, switch)), None)


NO_RULES = Rules()


def rules_of(policies: tuple[Policy, ...]) -> Rules:
    """Those policies, the one that counts for most first."""
    from nextchat_desktop.core.limits import Limit  # most have laid down nothing

    names = (name.strip() for one in policies for name in one.vision_models.split(","))
    limits = tuple(Limit(parse(one.custom_models), one.disable_gpt4) for one in policies)
    givers = {given.id: given.giver for one in reversed(policies) for given in one.given}
    return Rules(policies, givers, limits, frozenset(filter(None, names)))


def _wished(wish: str, connection: Connection) -> str:
    """`name@provider`, or a name alone; what the person calls the model counts as its name, too."""
    from nextchat_desktop.core.limits import providers_of

    name, provider = named(wish).name, named(wish).provider
    if connection.service == "nextchat":
        return default_of(wish, connection.models)
    if provider and provider not in providers_of(connection.service):
        return ""
    return next((model.id for model in connection.models if model.shown and name in (model.id, model.name)), "")
