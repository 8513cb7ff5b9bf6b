"""JSON values from bytes, one after the other: NDJSON, and values glued together. It knows nothing of their meaning."""

import codecs
import json
from collections.abc import Iterator

from nextchat_desktop.core.wire import ServerSentEvent
from nextchat_desktop.net.sse import LONGEST, TooLong


class ValueDecoder:
    """Each value comes as the data of an event, as it was written. What is no JSON comes at the end, as it is."""

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._json = json.JSONDecoder()
        self._rest = ""

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Raises TooLong."""
        text = self._text.decode(chunk)
        self._rest += text
        if "}" in text or "\n" in text:  # a value that is not complete is not read again with every piece of it
            yield from self._values()
        if len(self._rest) > LONGEST:
            raise TooLong

    def flush(self) -> Iterator[ServerSentEvent]:
        self._rest += self._text.decode(b"", final=True)
        yield from self._values()
        rest, self._rest = self._rest.strip(), ""
        if rest:
            yield ServerSentEvent("message", rest)

    def _values(self) -> Iterator[ServerSentEvent]:
        place, end = 0, len(self._rest)
        while True:
            while place < end and self._rest[place].isspace():
                place += 1
            try:
                after = self._json.raw_decode(self._rest, place)[1]
            except (ValueError, RecursionError):
                break
            yield ServerSentEvent("message", self._rest[place:after])
            place = after
        self._rest = self._rest[place:]
