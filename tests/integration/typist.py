"""A service whose words come slowly, one by one, as a person sees them typed; it writes down what it was asked."""

from collections.abc import Sequence

from integration.servers import LLAMA_KEY
from scripted import DONE, JSON, STALL, Reply, Request, ScriptedServer, chunk, delta, error, finish

WORDS = ("The ", "answer ", "is ", "**42**", ": ", "你好 ", "🌍", ".")
PAUSE = 0.1
"""Seconds before each word."""

SLOWLY = PAUSE * (len(WORDS) - 1)
"""Seconds between the first word and the last."""

SILENT = "silent"
"""The model that never answers."""


class Typist(ScriptedServer):
    """Knows one key. Its model is `tiny`, and `silent` never says anything."""

    def __init__(self, words: Sequence[str] = WORDS, chunked: bool = False) -> None:
        super().__init__(default=typed(words, chunked))

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {LLAMA_KEY}":
            return error(401, {"error": {"message": "Invalid API Key", "type": "authentication_error", "code": 401}})
        if request.method == "GET":
            return Reply([chunk(object="list", data=[{"id": "tiny", "object": "model"}])[6:]], headers=JSON)
        return Reply([STALL], hold_headers=True) if request.json.get("model") == SILENT else super().reply_to(request)


def typed(words: Sequence[str], chunked: bool = False) -> Reply:
    script: list[bytes | float] = [part for word in words for part in (PAUSE, delta(word))]
    return Reply([*script, finish(), DONE], chunked=chunked)


def came_one_by_one(moments: Sequence[float]) -> bool:
    """Whether the words of an answer were seen as they were typed."""
    return len(moments) > len(WORDS) / 2 and moments[-1] - moments[0] > SLOWLY / 2


def came_at_once(moments: Sequence[float]) -> bool:
    """Whether they were seen when all of them had been typed, and not before."""
    return bool(moments) and moments[0] > SLOWLY and moments[-1] - moments[0] < PAUSE
