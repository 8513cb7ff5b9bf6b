"""What a service says of the money or the tokens behind a key: frozen values."""

from dataclasses import dataclass
from enum import StrEnum


class AmountKind(StrEnum):
    LEFT = "left"
    GRANTED = "granted"
    """Of what is left: given by the service."""
    PAID = "paid"
    """Of what is left: paid for."""
    USED = "used"
    USED_THIS_MONTH = "used_this_month"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Amount:
    """`currency` is a code such as USD or CNY, "credits" where the service counts its own, or empty if unknown."""

    kind: AmountKind
    value: float
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """`free` tells that the service charges nothing for this key."""

    amounts: tuple[Amount, ...]
    free: bool = False
