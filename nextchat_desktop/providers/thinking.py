"""Thoughts that a server left inside the answer: `<think>…</think>` at its beginning, however it is cut in pieces.

Some chat templates swallow the opening tag, so that the answer seems to begin with the thought.
"""

from collections.abc import Iterator

from nextchat_desktop.core.events import ReasoningDelta, StreamEvent, TextDelta, TextWasReasoning

_OPEN, _CLOSE = "<think>", "</think>"
_FENCES = ("```", "~~~")


class ThinkingSplitter:
    """Text in, text and reasoning out. An opening tag counts before all other text, a lone closing one on its line."""

    def __init__(self) -> None:
        self._held = ""
        self._place = "start"
        self._said: list[str] = []

    def feed(self, text: str) -> Iterator[StreamEvent]:
        if self._place == "answer":
            yield TextDelta(text)
            return
        self._held += text
        if self._place == "start":
            self._at_start()
        if self._place == "thinking":
            yield from self._thought()
        elif self._place == "doubtful":
            yield from self._doubtful()
        elif self._place == "between":
            yield from self._between()

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
            self._place = "doubtful"

    def _thought(self) -> Iterator[StreamEvent]:
        thought, close, rest = self._cut()
        if thought:
            yield ReasoningDelta(thought)
        if close:
            yield from self._answer(rest)

    def _doubtful(self) -> Iterator[StreamEvent]:
        """The answer, unless a closing tag shows that it was the thought."""
        text, close, rest = self._cut()
        self._said.append(text)
        if text:
            yield TextDelta(text)
        if close and self._ends_a_thought():
            yield TextWasReasoning()
            yield from self._answer(rest)
        elif close:
            self._place = "answer"
            yield TextDelta(close + rest)

    def _cut(self) -> tuple[str, str, str]:
        """What is held before the closing tag, the tag and what follows; the beginning of a tag stays held."""
        before, close, rest = self._held.partition(_CLOSE)
        kept = 0 if close else _overlap(before, _CLOSE)
        self._held = before[len(before) - kept :] if kept else ""
        return before[: len(before) - kept], close, rest

    def _answer(self, rest: str) -> Iterator[StreamEvent]:
        self._place, self._held = "between", rest
        yield from self._between()

    def _between(self) -> Iterator[StreamEvent]:
        """Blank lines between the thought and the answer belong to neither."""
        self._held = self._held.lstrip("\n")
        if self._held:
            self._place = "answer"
            yield from self.flush()

    def _ends_a_thought(self) -> bool:
        """The tag stands at the very beginning of a line, in no code, and has not been spoken of."""
        said = "".join(self._said)
        in_code = any(said.count(fence) % 2 for fence in _FENCES)
        return not said.rpartition("\n")[2] and not in_code and _OPEN not in said


def _overlap(text: str, tag: str) -> int:
    """How many characters at the end of the text may be the beginning of the tag."""
    return next((n for n in range(min(len(text), len(tag) - 1), 0, -1) if text.endswith(tag[:n])), 0)
