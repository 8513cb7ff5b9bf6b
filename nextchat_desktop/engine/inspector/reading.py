"""A request and its answer as texts to read, exactly as they went over the line or laid out for the eye. Pure."""

import json
from collections.abc import Callable
from typing import Any

from nextchat_desktop.core.abridging import abridged
from nextchat_desktop.core.exchange import Exchange, Gap, Header, Sent

LeftOut = Callable[[int], str]
"""What stands in a body for so many bytes that are not shown."""


def request_text(sent: Sent, left_out: LeftOut, laid_out: bool = False) -> str:
    """First line, headers and body. With `laid_out` a body of JSON has a line for each of its parts.

    Of a request that was never written there is its address alone.
    """
    if not sent.target:
        return f"{sent.method} {sent.url}"
    body = sent_body(sent, left_out, laid_out)
    return _message(f"{sent.method} {sent.target} HTTP/1.1", sent.headers, body)


def sent_body(sent: Sent, left_out: LeftOut, laid_out: bool = False) -> str:
    data = _with_a_line_for_each(sent.body) if laid_out and not sent.gaps else sent.body
    return body_text(data, sent.gaps, left_out)


def head_text(exchange: Exchange) -> str:
    """The first line and the headers of the answer; empty before there are any."""
    head = exchange.head
    return _message(f"HTTP/1.1 {head.status} {head.reason}".rstrip(), head.headers, "") if head else ""


def answer_text(exchange: Exchange, left_out: LeftOut) -> str:
    """What came, byte for byte, after its encoding was undone."""
    return body_text(exchange.received, exchange.gaps, left_out)


def body_text(data: bytes, gaps: tuple[Gap, ...], left_out: LeftOut) -> str:
    """The bytes as UTF-8, those that are none as \\x…, and of pictures their beginning."""
    parts, start = [], 0
    for gap in gaps:
        parts += [_readable(data[start : gap.at], left_out), left_out(gap.size)]
        start = gap.at
    return "".join((*parts, _readable(data[start:], left_out)))


def _readable(data: bytes, left_out: LeftOut) -> str:
    kept, gaps = abridged(data)
    parts, start = [], 0
    for gap in gaps:
        parts += [_decoded(kept[start : gap.at]), left_out(gap.size)]
        start = gap.at
    return "".join((*parts, _decoded(kept[start:])))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _message(first: str, headers: tuple[Header, ...], body: str) -> str:
    head = "\n".join((first, *(f"{name}: {value}" for name, value in headers)))
    return f"{head}\n\n{body}" if body else head


def _with_a_line_for_each(data: bytes) -> bytes:
    """The same JSON; what is none stays as it is."""
    value = _json(data)
    return data if value is None else json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "replace")


def _json(data: bytes) -> Any:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None
