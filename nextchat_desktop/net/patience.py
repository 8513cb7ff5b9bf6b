"""How long whom is waited for, in seconds; it waits for nobody itself."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """`reach` is for all that comes before a request is written: the line, the proxy, the handshakes.

    `whole` is from there to the end of the answer. `silence` is a server's longest pause, unless the connection says
    how long that is; `longest` counts whatever that says.
    """

    connect: float = 15.0
    reach: float = 60.0
    write: float = 120.0
    silence: float = 600.0
    """A thinking model may say nothing for minutes."""
    longest: float = math.inf
    whole: float = math.inf

    def silence_of(self, idle: float) -> float:
        """`idle` is what the connection says, 0 for nothing."""
        return min(idle or self.silence, self.longest)


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class OfATest:
    """That of a test, whose end somebody awaits: for each of its errands."""

    listing: Patience = Patience(connect=10, reach=15, write=20, longest=20, whole=40)
    chat: Patience = Patience(connect=10, reach=15, write=30, longest=60)
    greeting: Patience = Patience(connect=10, reach=15, write=10, longest=10)
    portal: Patience = Patience(connect=5, reach=8, write=5, longest=5, whole=5)


WATCHED = OfATest()

NAME = 10.0
"""For a name to be looked up."""

FIRST_WORD, TASTE = 60.0, 6.0
"""For the first word of a chat from when its request was made, and for others after it."""

NEIGHBOUR = 0.4
"""For all proxies of this computer together."""
