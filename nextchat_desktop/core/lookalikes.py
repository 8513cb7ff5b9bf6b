"""How an address is shown to somebody who is to decide by it: which server it is, and what to be wary of. Pure."""

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urlsplit

from nextchat_desktop.core.nearby import is_near
from nextchat_desktop.core.origins import host, origin


class Doubt(StrEnum):
    """What a second look at an address is for. The words for one are `setup.doubt.<doubt>`."""

    OPEN = "open"
    """What is sent there can be read on the way."""
    FOREIGN = "foreign"
    """It has letters that may look like others."""


def site(url: str) -> str:
    """The server as people call it; one with foreign letters also as the network does, in which nothing looks alike."""
    shown = host(url)
    return shown if shown.isascii() else f"{shown} ({_spelled(shown)})"


def doubts_of(url: str) -> Iterator[Doubt]:
    """Nobody listens in on the way to a server nearby."""
    if origin(url).startswith("http://") and not is_near(urlsplit(url).hostname or ""):
        yield Doubt.OPEN
    if not host(url).isascii():
        yield Doubt.FOREIGN


def _spelled(text: str) -> str:
    try:
        return text.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(text)[1:-1]
