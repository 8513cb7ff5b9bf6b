"""A file from elsewhere, by the way that the program's requests take; what it is, is for others to say."""

from collections.abc import Callable
from dataclasses import replace

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Keep, Order, Told
from nextchat_desktop.core.keeping import KeeperUnavailable, KeysLocked
from nextchat_desktop.core.masking import Mask
from nextchat_desktop.core.plain import plain
from nextchat_desktop.core.wire import Answered, Route, Run
from nextchat_desktop.gateway.ways import Keys, Ways, secret_forms
from nextchat_desktop.net.network import Network
from nextchat_desktop.net.witness import Witness
from nextchat_desktop.net.worker import Worker
from nextchat_desktop.providers.failures import failure_of_body

_SILENCE = 60.0
"""Seconds that a server may say nothing, which has nothing to think about."""
_MISSING = (404, 410)
_DETAIL_LENGTH = 500


def download(
    worker: Worker, network: Network, ways: Ways, keys: Keys, order: Order, keep: Keep, deliver: Callable[[Told], None]
) -> Run:
    """The `Download` of the engine."""
    secrets = list(order.secrets)
    chosen = ways.chosen()

    def hide(password: str) -> None:
        secrets.extend(secret_forms(password))

    def way() -> Route | Failed:
        try:
            return Route(chosen.finder(keys, hide), _SILENCE)
        except KeysLocked:
            return Failed(FailureKind.PASSPHRASE_NEEDED)
        except KeeperUnavailable as error:
            return Failed(FailureKind.KEY_LOCKED, error.detail)

    events = network.download(order, way, keep, _refused, Witness(lambda: tuple(secrets)))
    return worker.stream(events, lambda told: deliver(_masked(told, secrets)))


def _refused(answered: Answered) -> Absent | Failed:
    if answered.status in _MISSING:
        return Absent()
    return failure_of_body(answered.status, answered.content_type, answered.body)


def _masked(told: Told, secrets: list[str]) -> Told:
    if not isinstance(told, Failed):
        return told
    mask = Mask(secrets)
    return replace(told, detail=plain(mask.url(told.detail))[:_DETAIL_LENGTH], code=plain(mask.text(told.code))[:50])
