"""What others have laid down, found and put together at the start: rules, layers of settings, connections, keys."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nextchat_desktop.core.connections import COMPATIBLE, Service
from nextchat_desktop.core.environment_names import VARIABLES
from nextchat_desktop.core.policy import NO_RULES, Complaint, Giver, Policy, Rules, rules_of
from nextchat_desktop.core.proxies import Way
from nextchat_desktop.core.secrets import without_password
from nextchat_desktop.engine.all_connections import AllConnections
from nextchat_desktop.providers.services import SERVICES
from nextchat_desktop.settings.schema import BYPASS, PROXY, WAY
from nextchat_desktop.settings.store import Layer
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.policy_places import (
    VARIABLE,
    is_any_there,
    packed_program,
    usual_files,
    windows_registry,
)
from nextchat_desktop.storage.secrets import Keys
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.storage.policies import FoundPolicy

FindPolicies = Callable[[Mapping[str, str]], "Iterable[FoundPolicy]"]


@dataclass(frozen=True, slots=True)
class LaidDown:
    """`above` and `below` are for the settings."""

    rules: Rules
    above: tuple[Layer, ...]
    below: tuple[Layer, ...]


def usual_policies(environ: Mapping[str, str]) -> "tuple[FoundPolicy, ...]":
    """Those of this computer, and the one that a variable names."""
    files, named = usual_files(environ, packed_program()), environ.get(VARIABLE, "").strip()
    registry = windows_registry()
    if not named and registry is None and not is_any_there(files):
        return ()
    from nextchat_desktop.storage.policies import find  # most have none

    return find(files, named, registry)


def laid_down(environ: Mapping[str, str], find_policies: FindPolicies = usual_policies) -> LaidDown:
    """Policies count for more than the environment, and of them those that nobody here can change."""
    found = tuple(find_policies(environ))
    if not found and not environ.keys() & VARIABLES:
        return LaidDown(NO_RULES, (), ())
    from nextchat_desktop.core.environment import policy_of  # most have laid down nothing

    read = sorted(map(_read, found), key=lambda policy: policy.giver is Giver.FILE)
    policies = (*read, policy_of(environ))
    rules = rules_of(policies)
    held = (pair for giver in Giver for pair in _held([one for one in policies if one.giver is giver]))
    preset = ((one.giver, one.preset) for one in policies)
    return LaidDown(rules, tuple(_layers(held)), tuple(_layers(preset)))


def _held(policies: Iterable[Policy]) -> Iterator[tuple[Giver, Mapping[str, Any]]]:
    """What they lock, and then what that means: around a way out that is locked there is none by another setting."""
    yield from ((one.giver, _locked(one)) for one in policies)
    for one in policies:
        if one.locked.keys() & {WAY.key, PROXY.key}:
            through = {WAY.key: Way.PROXY.value} if one.locked.get(PROXY.key) else {}
            yield one.giver, {**through, BYPASS.key: one.preset.get(BYPASS.key, BYPASS.default)}


def _layers(laid: Iterable[tuple[Giver, Mapping[str, Any]]]) -> Iterator[Layer]:
    return (Layer(giver, _without_password(values)) for giver, values in laid if values)


def _locked(policy: Policy) -> Mapping[str, Any]:
    proxy = {WAY.key: Way.PROXY.value, PROXY.key: policy.proxy} if policy.proxy else {}
    return {**policy.locked, **proxy}


class AllowedKeys:
    """The keys as requests may use them: where nobody is to use their own, only those that are lent, and codes."""

    def __init__(self, keys: Keys, rules: Rules, connections: AllConnections) -> None:
        self._keys = keys
        self._rules = rules
        self._connections = connections
        self._services = {row.service.id: row.service for row in SERVICES}

    def get(self, connection_id: str, origin: str) -> str | None:
        """Raises KeeperUnavailable."""
        return self._keys.get(connection_id, origin) if self._may(*connection_id.split("/", 1)) else None

    def _may(self, owner: str, part: str = "") -> bool:
        connection = self._connections.get(owner)
        if part == "proxy" or connection is None or self._rules.lends_key(owner):
            return True
        return self._rules.hides_key(self._services.get(connection.service, self._services[COMPATIBLE])) is None


def all_connections(rules: Rules, own: ConnectionStore, keys: Keys, words: Words) -> AllConnections:
    """The given ones, their keys lent, before the person's own."""
    if not rules.policies:
        return AllConnections(own, ())
    from nextchat_desktop.engine.given import connections_of, lend_all

    given = tuple(connections_of(rules, tuple(row.service for row in SERVICES), words))
    lend_all(rules, given, keys.lend)
    return AllConnections(own, given)


def services_under(rules: Rules, services: Iterable[Service]) -> tuple[Service, ...]:
    """Without what is left of the money, where that is not to be asked."""
    return tuple(replace(one, tells_balance=one.tells_balance and rules.no_balance is None) for one in services)


def _read(found: "FoundPolicy") -> Policy:
    from nextchat_desktop.settings.policy_file import policy_of_text, policy_of_values, unreadable
    from nextchat_desktop.storage.policies import Trouble

    giver = Giver.FILE if found.is_editable else Giver.ORGANISATION
    if found.text is not None:
        return policy_of_text(found.text, giver, found.place)
    if found.values is not None:
        return policy_of_values(found.values, giver, found.place)
    return unreadable(giver, found.place, Complaint(found.trouble or Trouble.UNREADABLE))


def _without_password(values: Mapping[str, Any]) -> dict[str, Any]:
    """The password of a proxy is lent, and stands in no setting."""
    return {key: without_password(value)[0] if key == PROXY.key else value for key, value in values.items()}
