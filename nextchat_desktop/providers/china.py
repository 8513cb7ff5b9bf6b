"""Rows: services at home in China."""

from nextchat_desktop.providers.row import Row

CHINA: tuple[Row, ...] = ()
