"""One row per service a person can name. A service that speaks a known dialect is a row, not a file."""

from dataclasses import replace

from nextchat_desktop.core.connections import Service
from nextchat_desktop.providers.china import CHINA
from nextchat_desktop.providers.china_native import CHINA_NATIVE
from nextchat_desktop.providers.gateways import GATEWAYS
from nextchat_desktop.providers.own import OWN
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.world import WORLD


def _told(row: Row) -> Row:
    """With what the rest of the row says about the service."""
    return replace(row, service=_described(row))


def _described(row: Row) -> Service:
    return replace(row.service, lists_models=row.listing is not None, tells_balance=row.account is not None)


SERVICES = tuple(_told(row) for row in (*WORLD, *CHINA, *CHINA_NATIVE, *GATEWAYS, *OWN))
"""In the order in which a person is offered them."""
