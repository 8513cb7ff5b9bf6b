"""How the requests of one errand leave this computer: directly or through which proxy. It knows no request."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import quote

from nextchat_desktop.core.connections import DIRECT, Connection
from nextchat_desktop.core.logins import without_login
from nextchat_desktop.core.origins import host
from nextchat_desktop.core.proxies import Because, FindProxy, ProxyPolicy, Way, WayOut, because, finder
from nextchat_desktop.core.secrets import PROXY_OF_ALL, proxy_entry, with_password, without_password
from nextchat_desktop.net.proxies import environment_proxy, system_proxy


class Keys(Protocol):
    def get(self, connection_id: str, origin: str) -> str | None:
        """Raises KeeperUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Ways:
    """How requests go out. `policy` is asked on the owner's thread, for each errand anew."""

    policy: Callable[[], ProxyPolicy] = ProxyPolicy
    system: FindProxy = system_proxy

    def chosen(self, connection: Connection | None = None) -> "Chosen":
        """For the requests of this connection, or for those that no connection has to do with."""
        policy = self.policy()
        if connection is None or policy.is_settled:
            return Chosen("", "", policy, self.system)
        return Chosen(connection.proxy, proxy_entry(connection.id), policy, self.system)

    def of_pictures(self, keys: Keys) -> FindProxy:
        """The password is asked for where the proxy is, on whatever thread that happens."""
        chosen = self.chosen()
        return lambda url: chosen.finder(keys, _openly)(url)


USUAL_WAYS = Ways()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was set when the errand began. `own` is what the connection says, its password kept under `entry`."""

    own: str = field(repr=False)
    entry: str
    policy: ProxyPolicy
    system: FindProxy

    @property
    def has_login(self) -> bool:
        """Whether a password may have to be asked for."""
        return "@" in self.own or (self._is_by_policy and "@" in self.policy.address)

    def finder(self, keys: Keys, hide: Callable[[str], None]) -> FindProxy:
        """`hide` is told each password that nobody else needs to read. Raises KeeperUnavailable."""
        own, policy = self.own, self.policy
        if "@" in own:
            own = _with_its_password(own, self.entry, keys)
        elif self._is_by_policy and "@" in policy.address:
            policy = replace(policy, address=_with_its_password(policy.address, PROXY_OF_ALL, keys))
        find = finder(own, policy, self.system)

        def found(url: str) -> str:
            proxy = find(url)
            hide(without_password(proxy)[1])
            return proxy

        return found

    def way_out(self, url: str) -> WayOut:
        """How requests to this address would go out now. The system may take its time; nothing is connected to."""
        proxy = finder(self.own, self.policy, self.system)(url)
        reason = because(self.own, self.policy, url)
        if reason is Because.SYSTEM and environment_proxy(url):
            reason = Because.ENVIRONMENT
        return WayOut(host(url), "" if proxy == DIRECT else without_login(proxy), reason)

    @property
    def _is_by_policy(self) -> bool:
        return not self.own and self.policy.way is Way.PROXY


def _openly(_password: str) -> None:
    """Nothing that could quote it is read by anybody."""


def secret_forms(password: str) -> tuple[str, ...]:
    """As it is and as it stands in an address."""
    return (password, quote(password, safe="")) if password else ()


def _with_its_password(proxy: str, entry: str, keys: Keys) -> str:
    return with_password(proxy, keys.get(entry, proxy) or "")
