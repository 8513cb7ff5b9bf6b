"""The requests behind the last replies, for those who want to look. It keeps nothing on disk."""

from collections import OrderedDict

from nextchat_desktop.core.exchange import Exchange, Watched

MOST = 50
"""Replies whose requests are remembered."""


class Inspector:
    """Remembers by the message that was made; what is answered later is added to what came before."""

    def __init__(self) -> None:
        self._watched: OrderedDict[str, list[Watched]] = OrderedDict()

    def watch(self, subject: str, watched: Watched) -> None:
        """`subject` is the id of a message. Requests that make none are not remembered."""
        if not subject:
            return
        self._watched.setdefault(subject, []).append(watched)
        self._watched.move_to_end(subject)
        while len(self._watched) > MOST:
            self._watched.popitem(last=False)

    def exchanges(self, subject: str) -> tuple[Exchange, ...]:
        """Masked, oldest first. Empty where nothing is remembered."""
        return tuple(exchange for one in self._watched.get(subject, ()) for exchange in one.exchanges())
