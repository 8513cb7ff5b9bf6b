"""Server-sent events from bytes, as the WHATWG standard splits them. It knows nothing of what they mean.

Lines end at CR, LF or CRLF only: U+2028 and its kin are legal inside JSON strings. Bytes are split first and decoded
line by line, so a character cut by a chunk stays whole.
"""

import re
from collections.abc import Iterator

from ..core.wire import ServerSentEvent

_LINE_END = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


class SseDecoder:
    def __init__(self) -> None:
        self._rest = b""
        self._first_line = True
        self._event = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        text = self._rest + chunk
        held = b"\r" if text.endswith(b"\r") else b""  # may be the first half of CRLF
        *lines, rest = _LINE_END.split(text[: len(text) - len(held)])
        self._rest = rest + held
        for line in lines:
            yield from self._line(line)

    def flush(self) -> Iterator[ServerSentEvent]:
        """What an unfinished last event holds: some gateways forget the last blank line."""
        yield from self._line(self._rest.removesuffix(b"\r"))
        self._rest = b""
        yield from self._dispatched()

    def _line(self, line: bytes) -> Iterator[ServerSentEvent]:
        if self._first_line:
            line = line.removeprefix(_BOM)
            self._first_line = False
        if not line:
            yield from self._dispatched()
            return
        name, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value

    def _dispatched(self) -> Iterator[ServerSentEvent]:
        event, data = self._event, self._data
        self._event, self._data = "", []
        if data:
            yield ServerSentEvent(event or "message", "\n".join(data))
