"""Lets a key go along when the address of its connection changes; whether it may is for others to say."""

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.core.secrets import headers_entry
from nextchat_desktop.engine.secrets import Keys


def carry_secrets(keys: Keys, before: Connection, after: Connection) -> None:
    """Key and headers of `before` are those of `after` from now on. What cannot be kept there stays where it is."""
    for entry in (after.id, headers_entry(after.id)):
        try:
            secret = keys.get(entry, before.base_url)
            if secret is not None:
                keys.store(entry, after.base_url, secret)
        except (NoKeeper, KeeperUnavailable, ValueError):
            continue
