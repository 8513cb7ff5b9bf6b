"""Server-sent events from bytes, as the WHATWG standard splits them. It knows nothing of what they mean.

Lines end at CR, LF or CRLF only: U+2028 and its kin are legal inside JSON strings. Bytes are split first and decoded
line by line, so a character cut by a chunk stays whole.
"""

import re
from collections.abc import Iterator

from nextchat_desktop.core.wire import ServerSentEvent

_LINE_END = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"

LONGEST = 48 * 1024 * 1024
"""Bytes of one event; a server that sends more is not sending events. A picture of 3840 × 2160 pixels with transparency
that nothing can be pressed out of takes 44 MB in base64."""


_FIELDS = ("data", "event", "id", "retry", "")
"""What a line may begin with; a comment begins with nothing."""
_MOST_STRAY = 64 * 1024


class TooLong(Exception):
    """An event did not end."""


class SseDecoder:
    """Some servers break off with an object of JSON that is no event: it comes at the end, as an event `error`."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._size = 0
        self._first_line = True
        self._event = ""
        self._data: list[str] = []
        self._stray = ""

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Raises TooLong."""
        after_return = bool(self._rest) and self._rest[-1].endswith(b"\r")
        self._rest.append(chunk)
        self._size += len(chunk)
        if after_return or b"\n" in chunk or b"\r" in chunk:
            yield from self._lines(b"".join(self._rest))
        if self._size > LONGEST:
            raise TooLong

    def flush(self) -> Iterator[ServerSentEvent]:
        """What an unfinished last event holds: some gateways forget the last blank line."""
        yield from self._line(b"".join(self._rest).removesuffix(b"\r"))
        self._rest = []
        yield from self._dispatched()
        if self._stray:
            yield ServerSentEvent("error", self._stray)

    def _lines(self, text: bytes) -> Iterator[ServerSentEvent]:
        held = b"\r" if text.endswith(b"\r") else b""  # may be the first half of CRLF
        *lines, rest = _LINE_END.split(text[: len(text) - len(held)])
        self._rest = [rest + held]
        for line in lines:
            yield from self._line(line)

    def _line(self, line: bytes) -> Iterator[ServerSentEvent]:
        if self._first_line:
            line = line.removeprefix(_BOM)
            self._first_line = False
        if not line:
            yield from self._dispatched()
            return
        text = line.decode("utf-8", "replace")
        name, _, value = text.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name not in _FIELDS and (self._stray or text.startswith("{")) and len(self._stray) < _MOST_STRAY:
            self._stray += f"{text}\n"

    def _dispatched(self) -> Iterator[ServerSentEvent]:
        event, data = self._event, self._data
        self._event, self._data = "", []
        self._size = sum(map(len, self._rest))
        if data:
            yield ServerSentEvent(event or "message", "\n".join(data))
