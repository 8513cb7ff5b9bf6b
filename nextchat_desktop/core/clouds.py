"""Where NextChat keeps its backup on the net, as a person tells it. Pure values."""

from dataclasses import dataclass, field
from enum import StrEnum


class Shelter(StrEnum):
    """What sort of place it is. The words for it are `cloud.<shelter>`."""

    WEBDAV = "webdav"
    UPSTASH = "upstash"


@dataclass(frozen=True, slots=True)
class Cloud:
    """`secret` is a password, with Upstash a token; `user` is with Upstash the name of the backup, empty for the usual.

    `server` is that of NextChat itself, where it is to fetch the backup; empty to go there directly.
    """

    shelter: Shelter
    address: str = field(repr=False)
    """May have a login in it."""
    user: str = ""
    secret: str = field(default="", repr=False)
    server: str = field(default="", repr=False)
