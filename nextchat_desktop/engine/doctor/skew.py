"""How far the clock of a server is from ours, by the head of its response. Pure."""

from email.utils import parsedate_to_datetime

from nextchat_desktop.core.exchange import Exchange, Phase

MOST = 5
"""Minutes that two clocks may differ."""


def skew(exchange: Exchange) -> float | None:
    """Minutes that the server is ahead of this computer; None where it does not tell the time."""
    if exchange.head is None:
        return None
    headers = exchange.head.fields
    waited = exchange.spell(Phase.WAIT)
    heard = exchange.asked + ((waited.ended or 0.0) if waited else 0.0) * 1000
    try:
        said = parsedate_to_datetime(headers["date"]).timestamp() * 1000
        age = int(headers.get("age", "0")) * 1000  # a copy that was kept on the way tells the time it was made
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return None
    return (said + age - heard) / 60_000


def is_off(minutes: float | None) -> bool:
    return minutes is not None and abs(minutes) > MOST
