"""JSON values from bytes, one after the other: NDJSON, and values glued together. It knows nothing of their meaning."""

import codecs
import re
from collections.abc import Iterator

from nextchat_desktop.core.wire import ServerSentEvent
from nextchat_desktop.net.sse import LONGEST, TooLong

_IN_TEXT = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BETWEEN = re.compile(r'[^"{}\[\]]*+')
_DEEPER = {"{": 1, "[": 1, "}": -1, "]": -1}


class ValueDecoder:
    """Each object or list comes as the data of an event, as it was written; so does what stands between them.

    Every character is looked at once, however the values are cut and however long they are.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._begun: list[str] = []
        self._size = 0
        self._half = ""
        """A backslash whose character has not come yet."""
        self._depth = 0
        self._in_text = False

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Raises TooLong."""
        text = self._half + self._decoder.decode(chunk)
        begin = 0
        for end in self._ends(text):
            yield from self._taken(text[begin:end])
            begin = end
        rest = text[begin : len(text) - len(self._half)]
        self._begun.append(rest)
        self._size += len(rest)
        if self._size > LONGEST:
            raise TooLong

    def flush(self) -> Iterator[ServerSentEvent]:
        """What did not end."""
        yield from self._taken(self._half + self._decoder.decode(b"", final=True))
        self._half = ""

    def _taken(self, last: str) -> Iterator[ServerSentEvent]:
        """What has begun, with its last piece; nothing where there are only blanks."""
        whole = "".join([*self._begun, last]).strip()
        self._begun, self._size = [], 0
        if whole:
            yield ServerSentEvent("message", whole)

    def _ends(self, text: str) -> Iterator[int]:
        """Where a value ends in the text, or what stands before one."""
        place, self._half = 0, ""
        while (place := self._skipped(text, place)) < len(text):
            sign = text[place]
            if sign == "\\":
                self._half = sign
                return
            if sign == '"':
                self._in_text = not self._in_text
            elif self._depth == 0 and _DEEPER[sign] > 0:
                yield place
            place += 1
            if sign != '"':
                is_last = self._depth == 1 and _DEEPER[sign] < 0
                self._depth = max(self._depth + _DEEPER[sign], 0)
                if is_last:
                    yield place

    def _skipped(self, text: str, place: int) -> int:
        """The next character that changes anything."""
        found = (_IN_TEXT if self._in_text else _BETWEEN).match(text, place)
        return found.end() if found else place
