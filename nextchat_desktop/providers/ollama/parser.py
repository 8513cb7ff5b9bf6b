"""Objects of Ollama's stream → events, its sentences → failures."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, ReasoningDelta, TextDelta, ToolCallDelta, Usage
from nextchat_desktop.core.wire import WireEvent
from nextchat_desktop.providers.chunks import ChunkParser, count, dicts, fields, text
from nextchat_desktop.providers.coded import refusing
from nextchat_desktop.providers.failures import failure_of_error

_KINDS = {
    re.compile(r"model .*not found|try pulling it", re.I): FailureKind.MODEL_NOT_FOUND,
    re.compile(r"image input|does not support (?:image|vision)|multimodal", re.I): FailureKind.NO_VISION,
    re.compile(r"exceeds? (?:the )?(?:available )?context", re.I): FailureKind.CONTEXT_TOO_LONG,
    re.compile(r"server busy|maximum pending requests", re.I): FailureKind.OVERLOADED,
}
"""By the sentence: there are no codes. The first that fits."""


class OllamaParser(ChunkParser):
    def __init__(self) -> None:
        super().__init__()
        self._calls = 0

    def failure(self, chunk: dict[str, Any], event: str, status: int | None = None) -> Failed | None:
        error = chunk.get("error")
        if not error:
            return None
        failed = failure_of_error(error, chunk, status)
        kind = next((kind for words, kind in _KINDS.items() if words.search(failed.detail)), None)
        return replace(failed, kind=kind, field="") if kind else refusing(failed, ("think",))

    def pieces(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        message = fields(chunk.get("message"))
        if thought := text(message.get("thinking")):
            yield ReasoningDelta(thought)
        if said := text(message.get("content")):
            yield TextDelta(said)
        for call in dicts(message.get("tool_calls")):
            yield self._call(call)
        if chunk.get("done") is True:
            yield Usage(count(chunk.get("prompt_eval_count")), count(chunk.get("eval_count")))

    def reason(self, chunk: dict[str, Any]) -> str:
        return (text(chunk.get("done_reason")) or "stop") if chunk.get("done") is True else ""

    def _call(self, call: dict[str, Any]) -> ToolCallDelta:
        """A call comes in one piece, its arguments as an object."""
        place, function = self._calls, fields(call.get("function"))
        self._calls += 1
        arguments = json.dumps(function.get("arguments") or {}, ensure_ascii=False)
        return ToolCallDelta(place, text(call.get("id")), text(function.get("name")), arguments)
