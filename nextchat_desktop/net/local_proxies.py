"""Which programs of this computer let others through. Each is asked that and no more; nothing leaves the computer."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable

from nextchat_desktop.net.patience import NEIGHBOUR

_HERE, _NOBODY = "127.0.0.1", "127.0.0.1:9"
"""This computer, and a place on it where nobody is."""

_WAY_THROUGH = f"CONNECT {_NOBODY} HTTP/1.1\r\nHost: {_NOBODY}\r\n\r\n".encode()
_GREETING = b"\x05\x02\x00\x02"
"""Of SOCKS5: with or without a login, as the proxy likes."""

_LONGEST_HEAD = 8192
_HAS_BODY = re.compile(r"^(?:content-type|content-length|transfer-encoding):", re.I | re.M)
"""A tunnel has none."""
_BEHIND = frozenset({502, 503, 504})
"""Whoever says that has looked for somebody else."""
_SAYS_PROXY = re.compile(r"^(?:via|proxy-[\w-]+|x-squid-[\w-]+):|^server:.*(?:proxy|squid)", re.I | re.M)


async def look_for_proxies(ports: Iterable[int]) -> AsyncIterator[tuple[str, ...]]:
    """The addresses of those at these ports, in their order, once."""
    found = await asyncio.gather(*map(_proxy_at, ports))
    yield tuple(filter(None, found))


async def _proxy_at(port: int) -> str:
    """Its address; empty where there is none. Many speak both, and then that of HTTP is given."""
    head, greeting = await asyncio.gather(_said(port, _WAY_THROUGH, _is_head), _said(port, _GREETING, _is_greeting))
    if lets_through(head):
        return f"http://{_HERE}:{port}"
    return f"socks5://{_HERE}:{port}" if _is_greeting(greeting) else ""


def lets_through(head: bytes) -> bool:
    """Whether a proxy speaks so when it is asked for a way to somewhere else. Web servers refuse in other words."""
    text = head.decode("latin-1")
    answer = re.match(r"HTTP/1\.\d (\d{3})", text)
    if answer is None or "\r\n\r\n" not in text:
        return False
    status = int(answer[1])
    if status // 100 == 2:
        return _HAS_BODY.search(text) is None
    return status == 407 or status in _BEHIND or _SAYS_PROXY.search(text) is not None


def _is_head(answer: bytes) -> bool:
    return b"\r\n\r\n" in answer or len(answer) > _LONGEST_HEAD


def _is_greeting(answer: bytes) -> bool:
    return len(answer) >= 2 and answer[0] == 5 and answer[1] in (0, 2, 0xFF)


async def _said(port: int, question: bytes, is_whole: Callable[[bytes], bool]) -> bytes:
    """What is answered in time; empty where nobody is."""
    answer, writer = b"", None
    try:
        async with asyncio.timeout(NEIGHBOUR):
            reader, writer = await asyncio.open_connection(_HERE, port)
            writer.write(question)
            while not is_whole(answer) and (piece := await reader.read(_LONGEST_HEAD)):
                answer += piece
    except (OSError, TimeoutError):
        pass
    finally:
        if writer is not None:
            writer.transport.abort()
    return answer
