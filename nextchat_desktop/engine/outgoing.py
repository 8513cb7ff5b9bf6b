"""The proxy of the whole program as a person sets it, and how requests would go out now. It opens no connection."""

from collections.abc import Callable
from typing import Protocol

from nextchat_desktop.core.connections import DIRECT, SYSTEM, Connection
from nextchat_desktop.core.keeping import KeeperKind
from nextchat_desktop.core.policy import Giver
from nextchat_desktop.core.proxies import ProxyPolicy, Way, WayOut
from nextchat_desktop.core.secrets import PROXY_OF_ALL
from nextchat_desktop.core.typed_proxy import NotAProxy, Why, typed_proxy
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.secrets import Keys, Secrets
from nextchat_desktop.settings.schema import BYPASS, PROXY, WAY
from nextchat_desktop.settings.store import Settings


class FindWayOut(Protocol):
    """Finds out how requests of a connection would go out now. It comes once, on the owner's thread, not before this
    returns."""

    def __call__(self, connection: Connection, deliver: Callable[[WayOut], None]) -> Run: ...


def policy_of(settings: Settings) -> ProxyPolicy:
    """What is set now. An address that somebody wrote into the file counts as if it had been typed.

    A proxy from the environment is the program's, as for every program; a policy means all that goes out.
    """
    is_settled = settings.held_by(WAY) not in (None, Giver.ENVIRONMENT)
    return ProxyPolicy(Way(settings[WAY]), _readable(settings[PROXY]), settings[BYPASS], is_settled)


class Outgoing:
    def __init__(self, settings: Settings, keys: Keys, find: FindWayOut) -> None:
        self._settings = settings
        self._secrets = Secrets(keys)
        self.keys = keys
        self.find = find

    @property
    def policy(self) -> ProxyPolicy:
        return policy_of(self._settings)

    def store(self, typed: str) -> None:
        """Goes out through this proxy from the next request on, its password kept with the keys and in no file.

        Without a password in it the one that was kept stays while it is the same proxy and user. Raises NotAProxy,
        NoKeeper or KeeperUnavailable, and then has changed nothing; OSError where it holds for this run only.
        """
        if typed.strip() in ("", DIRECT, SYSTEM):
            raise NotAProxy(Why.ADDRESS)
        self._settings[PROXY] = self._secrets.with_password_kept(PROXY_OF_ALL, self.policy.address, typed)
        self._settings[WAY] = Way.PROXY.value

    def keeper(self) -> KeeperKind | None:
        """Who keeps a password for it, as far as can be seen now."""
        return self.keys.where(PROXY_OF_ALL)


def _readable(address: str) -> str:
    try:
        return typed_proxy(address)
    except NotAProxy:
        return address
