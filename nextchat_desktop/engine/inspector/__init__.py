"""The requests behind the last replies, for those who want to look. It keeps nothing on disk."""

from collections import OrderedDict

from nextchat_desktop.core.exchange import Exchange, Watched

MOST = 50
"""Replies whose requests are remembered."""

MOST_BYTES = 16 * 1024 * 1024
"""What all that is remembered takes, apart from what is on its way right now."""


class Inspector:
    """Remembers by the message that was made; what is answered later is added to what came before."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._watched: OrderedDict[str, list[Watched]] = OrderedDict()

    def watch(self, subject: str, watched: Watched) -> None:
        """`subject` is the id of a message. Requests that make none are not remembered."""
        if not subject:
            return
        self._watched.setdefault(subject, []).append(watched)
        self._watched.move_to_end(subject)
        while len(self._watched) > MOST:
            self._watched.popitem(last=False)
        self._lighten()

    def exchanges(self, subject: str) -> tuple[Exchange, ...]:
        """Masked, oldest first. Empty where nothing is remembered."""
        return tuple(exchange for one in self._watched.get(subject, ()) for exchange in one.exchanges())

    def _lighten(self) -> None:
        """The oldest bodies go first; how a request went is remembered longer than what was in it."""
        errands = [one for errands in self._watched.values() for one in errands]
        weight = sum(one.weight for one in errands)
        for one in errands[:-1]:
            if weight <= self._most_bytes:
                return
            before = one.weight
            one.forget_bodies()
            weight -= before - one.weight
