"""A service whose words come slowly, one by one, as a person sees them typed; it writes down what it was asked."""

from collections.abc import Sequence

from integration.servers import LLAMA_KEY
from nextchat_desktop.gateway.checkup import QUESTION
from scripted import DONE, JSON, STALL, Reply, Request, ScriptedServer, chunk, delta, error, finish

WORDS = ("The ", "answer ", "is ", "**42**", ": ", "你好 ", "🌍", ".")
NUMBERS = tuple(f"{number}, " for number in range(1, 31))
"""What the doctor asks for."""
PAUSE = 0.1
"""Seconds before each word."""

SLOWLY = PAUSE * (len(WORDS) - 1)
"""Seconds between the first word and the last."""

SILENT = "silent"
"""The model that never answers."""


class Typist(ScriptedServer):
    """Knows one key and two addresses. Its model is `tiny`, and `silent` never says anything."""

    def __init__(self, words: Sequence[str] = WORDS, chunked: bool = False) -> None:
        super().__init__(default=typed(words, chunked))

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {LLAMA_KEY}":
            return error(401, {"error": {"message": "Invalid API Key", "type": "authentication_error", "code": 401}})
        if request.path == "/v1/models":
            return Reply([chunk(object="list", data=[{"id": "tiny", "object": "model"}])[6:]], headers=JSON)
        if request.path != "/v1/chat/completions":
            return error(404, {"error": {"message": "File Not Found", "type": "not_found_error", "code": 404}})
        if request.json.get("model") == SILENT:
            return Reply([STALL], hold_headers=True)
        return typed(NUMBERS, pause=PAUSE / 2) if QUESTION in request.body.decode() else super().reply_to(request)


def typed(words: Sequence[str], chunked: bool = False, pause: float = PAUSE) -> Reply:
    script: list[bytes | float] = [part for word in words for part in (pause, delta(word))]
    return Reply([*script, finish(), DONE], chunked=chunked)


def came_one_by_one(moments: Sequence[float]) -> bool:
    """Whether the words of an answer were seen as they were typed."""
    return len(moments) > len(WORDS) / 2 and moments[-1] - moments[0] > SLOWLY / 2


def came_at_once(moments: Sequence[float]) -> bool:
    """Whether they were seen when all of them had been typed, and not before."""
    return bool(moments) and moments[0] > SLOWLY and moments[-1] - moments[0] < PAUSE
