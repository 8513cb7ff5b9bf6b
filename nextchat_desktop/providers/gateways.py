"""Rows: services that pass on to others, resellers among them."""

from nextchat_desktop.providers.row import Row

GATEWAYS: tuple[Row, ...] = ()
