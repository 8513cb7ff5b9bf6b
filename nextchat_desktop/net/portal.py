"""Whether the network answers in place of a server, with its own page to be signed into. It shows nobody any key."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from nextchat_desktop.core.exchange import Head
from nextchat_desktop.core.nearby import is_near, is_number
from nextchat_desktop.core.origins import host as host_and_port
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.plain import plain
from nextchat_desktop.core.wire import Call, HttpRequest, Route
from nextchat_desktop.net.calling import opened, seen
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.witness import Witness

_NOWHERE = "/generate_204"
"""A path that no chat service has: its server says so, and a portal answers as it does everywhere."""

_SIGN_IN_FIRST = 511
_HEADERS = {"Accept": "text/html,*/*;q=0.5"}


@dataclass(frozen=True, slots=True)
class _Answer:
    head: Head
    location: str
    is_page: bool


async def look_for_portal(clients: Clients, address: str, route: Route) -> AsyncIterator[str]:
    """The address of the page, empty where nothing speaks for one. Only the host of `address` is asked.

    A server whose certificate is right speaks for itself, whatever it says. Otherwise it is asked in plain http, which
    is what a portal listens to.
    """
    is_https = origin(address).startswith("https://")
    if is_https and await _answer(clients, f"{origin(address)}/", route) is not None:
        yield ""
        return
    host = urlsplit(origin(address)).hostname or ""
    asked = f"http://{f'[{host}]' if ':' in host else host}" if is_https else origin(address)
    answer = await _answer(clients, asked + _NOWHERE, route) if host else None
    yield _page(answer, asked, host, is_https) if answer else ""


def _page(answer: _Answer, asked: str, host: str, was_https: bool) -> str:
    """A server of one's own, on this computer or beside it, may lead elsewhere and have any page."""
    if answer.head.status == _SIGN_IN_FIRST:
        return answer.location or f"{asked}/"
    if is_number(host) or is_near(host):
        return ""
    if answer.head.sends_on:
        return "" if _is_same_house(host, urlsplit(answer.location).hostname or host) else answer.location
    return f"{asked}/" if was_https and answer.head.status == 200 and answer.is_page else ""


async def _answer(clients: Clients, url: str, route: Route) -> _Answer | None:
    """None where nobody answers who can be understood."""
    call = Call(HttpRequest(url, _HEADERS, method="GET"), route)
    sighting = Witness().begin(call.request)
    try:
        async with opened(clients, call, sighting) as response:
            kind = response.headers.get("content-type", "")
            is_page = "html" in kind or (await anext(seen(response, sighting), b"")).lstrip().startswith(b"<")
            return _Answer(Head(response.status_code), _joined(url, response.headers.get("location", "")), is_page)
    except Exception:
        return None


def _joined(url: str, location: str) -> str:
    """An address of the web; empty where there is none, or one that does not lead where whoever reads it thinks."""
    try:
        whole = urljoin(url, location) if location else ""
        is_clear = "@" not in urlsplit(whole).netloc and plain(whole) == whole
    except ValueError:
        return ""
    return whole if is_clear and host_and_port(whole) and whole.startswith(("http://", "https://")) else ""


def _is_same_house(one: str, other: str) -> bool:
    """Whether both names belong to the same people, as far as that can be seen."""
    return one.split(".")[-2:] == other.split(".")[-2:]
