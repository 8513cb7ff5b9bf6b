"""What is closed with a passphrase while it travels: frozen values. Nothing is opened here."""

from dataclasses import dataclass, field

SEALED_CHECK = b"check"
"""What the empty text is closed with that only the right passphrase opens."""

_MOST_MEMORY = 1 << 28
"""Bytes that may be asked for to open something: a file from elsewhere says how much it takes."""
_MOST_TURNS = 4
_BLOCKS = range(1, 33)


@dataclass(frozen=True, slots=True)
class Cost:
    """What guessing costs: scrypt's numbers. It takes 128 · n · r bytes, and `p` times as long."""

    n: int
    r: int = 8
    p: int = 1

    @property
    def is_bearable(self) -> bool:
        """Whether this computer may be asked for it, whoever says so."""
        is_power = self.n > 1 and self.n & (self.n - 1) == 0
        turns = range(1, _MOST_TURNS + 1)
        return is_power and self.r in _BLOCKS and self.p in turns and 128 * self.n * self.r <= _MOST_MEMORY


HERE = Cost(2**15)
"""For what stays on this computer: a tenth of a second and 32 MB."""

TRAVELLING = Cost(2**17)
"""For what others may get hold of: 128 MB for each guess."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """`check` is opened by the right passphrase, `data` only beside what it was sealed with."""

    cost: Cost
    salt: bytes
    check: bytes
    data: bytes = field(repr=False)


class Changed(Exception):
    """What was sealed no longer goes with what is around it, or is damaged. Nothing of it is taken."""
