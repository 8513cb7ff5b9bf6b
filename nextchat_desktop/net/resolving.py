"""The addresses of a name, from whomever this computer asks for them; it connects to none."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable

from nextchat_desktop.core.checkup import Resolved
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.nearby import is_number
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.patience import NAME

LookUp = Callable[[str], tuple[str, ...]]
"""May take as long as it likes. Raises OSError, or UnicodeError where this can be no name."""


def look_up(host: str) -> tuple[str, ...]:
    """As the system does it for every connection."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[4][0]) for place in found))


async def resolve(host: str, look_up: LookUp = look_up, patience: float = NAME) -> AsyncIterator[Resolved | Failed]:
    """The addresses, each once, or why there are none: exactly one of them. An address is its own."""
    began = time.monotonic()
    if is_number(host):
        yield Resolved((host,), 0.0)
        return
    try:
        async with asyncio.timeout(patience):
            addresses = await in_background(lambda: look_up(host))
    except TimeoutError:
        yield Failed(FailureKind.NAME_NOT_FOUND, f"{host} · {patience:g} s")
    except OSError as error:
        yield Failed(FailureKind.NAME_NOT_FOUND, f"{host} · {error}")
    except UnicodeError as error:
        yield Failed(FailureKind.BAD_ENDPOINT, f"{host} · {error}")
    else:
        yield Resolved(addresses, time.monotonic() - began)
