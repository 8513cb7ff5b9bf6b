"""Thoughts that a server left inside the answer: `<think>…</think>` at its beginning, however it is cut in pieces."""

from collections.abc import Iterator

from ...core.events import ReasoningDelta, StreamEvent, TextDelta

_OPEN, _CLOSE = "<think>", "</think>"


class ThinkingSplitter:
    """Text in, text and reasoning out. Only an opening tag before all other text counts."""

    def __init__(self) -> None:
        self._held = ""
        self._place = "start"

    def feed(self, text: str) -> Iterator[StreamEvent]:
        if self._place == "answer":
            yield TextDelta(text)
            return
        self._held += text
        if self._place == "start":
            self._at_start()
        yield from self._released()

    def flush(self) -> Iterator[StreamEvent]:
        """What was held back because it might have been the beginning of a tag."""
        held, self._held = self._held, ""
        if held:
            yield ReasoningDelta(held) if self._place == "thinking" else TextDelta(held)

    def _at_start(self) -> None:
        seen = self._held.lstrip()
        if seen.startswith(_OPEN):
            self._place, self._held = "thinking", seen.removeprefix(_OPEN).removeprefix("\n")
        elif not _OPEN.startswith(seen):
            self._place = "answer"

    def _released(self) -> Iterator[StreamEvent]:
        if self._place == "answer":
            yield from self.flush()
        elif self._place == "thinking":
            yield from self._thought()

    def _thought(self) -> Iterator[StreamEvent]:
        thought, close, rest = self._held.partition(_CLOSE)
        if close:
            self._place, self._held = "answer", rest.lstrip("\n")
        else:
            kept = _overlap(thought, _CLOSE)
            self._held = thought[len(thought) - kept :]
            thought = thought[: len(thought) - kept]
        if thought:
            yield ReasoningDelta(thought)
        if close:
            yield from self.flush()


def _overlap(text: str, tag: str) -> int:
    """How many characters at the end of the text may be the beginning of the tag."""
    return next((n for n in range(min(len(text), len(tag) - 1), 0, -1) if text.endswith(tag[:n])), 0)
