"""Answers that do not come, break off, come in lumps, or only after a field has been left out."""

from broken.addresses import COMPANY
from broken.keys import OPENAI_AT
from broken.services import (
    COUNT,
    CUT,
    EMPTY,
    HELD_BACK,
    IN_LUMPS,
    IN_ONE_PIECE,
    openai,
    path_of,
    refusal,
    says,
    without_fields,
)
from broken.setup import (
    CALM_DOWN,
    CHOOSE_MODEL,
    TEST_AGAIN,
    Place,
    SetUp,
)
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.events import FailureKind as K
from scripted import STALL, Reply, Request, chunk

S = Step
AT = f"{COMPANY}/v1"
_AGAIN = (TEST_AGAIN, CHOOSE_MODEL)
_FILTERED = refusal(400, "The response was filtered due to the content management policy.", "content_filter")

BROKEN_OFF = (
    SetUp(
        "a server that takes the line and says nothing", "compatible", "https://127.0.0.1:8443/v1", None,
        S.TLS, K.TIMEOUT, (TEST_AGAIN,), elsewhere={"http://127.0.0.1:8443": Place(openai(), otherwise=b"")},
    ),
    SetUp(
        "a server that takes the question and says nothing", "compatible", AT,
        openai(chat=Reply([STALL], hold_headers=True)), S.FIRST_WORD, K.TIMEOUT, _AGAIN, more={"idle": 0.3},
    ),
    SetUp(
        "a stream that begins and says nothing", "compatible", AT, openai(chat=Reply([b": ping\n\n", STALL])),
        S.FIRST_WORD, K.TIMEOUT, _AGAIN, more={"idle": 0.3},
    ),
    SetUp(
        "the line breaks after the first word", "compatible", AT, openai(chat=CUT), S.FIRST_WORD, K.INTERRUPTED,
        (TEST_AGAIN,),
    ),
    SetUp("an answer without a word", "compatible", AT, openai(chat=EMPTY), S.FIRST_WORD, K.EMPTY, _AGAIN),
    SetUp(
        "a filter that stops even a harmless question", "compatible", AT, openai(chat=_FILTERED),
        S.FIRST_WORD, K.FILTERED, _AGAIN,
    ),
)  # fmt: skip

_ONLY_RESPONSES = refusal(
    404, "This model is only supported in v1/responses and not in v1/chat/completions.", None, "invalid_request_error"
)
_RESPONDED = Reply(
    [
        chunk(type="response.output_text.delta", output_index=0, content_index=0, delta="1, 2, 3"),
        chunk(type="response.completed", response={"status": "completed", "output": []}),
    ]
)


def _responses_only(request: Request) -> Reply:
    return _RESPONDED if path_of(request) == "/v1/responses" else openai("gpt-5-codex", chat=_ONLY_RESPONSES)(request)


def _one_temperature(request: Request) -> Reply:
    if request.json.get("temperature", 1) == 1:
        return COUNT
    message = (
        "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) is supported."
    )
    return refusal(400, message, "unsupported_value", "invalid_request_error", "temperature")


_NO_LIST = refusal(
    403, "You have insufficient permissions. Missing scopes: api.model.read.", None, "invalid_request_error"
)

WORKS = (
    SetUp(
        "a temperature of 1.5", "openai", OPENAI_AT, openai(), None, None, (CALM_DOWN,),
        options={"temperature": 1.5},
    ),
    SetUp("nginx holds the answer back until its end", "compatible", AT, openai(chat=HELD_BACK), None, None),
    SetUp("something on the way gathers the words", "compatible", AT, openai(chat=IN_LUMPS), None, None),
    SetUp("a server that does not stream", "compatible", AT, openai(chat=IN_ONE_PIECE), None, None),
    SetUp("a key that may not read the list of models", "openai", OPENAI_AT, openai(lists=_NO_LIST), None, None),
    SetUp("a model that is not in the list", "compatible", AT, openai(lists=says(200, {"data": []})), None, None),
    SetUp(
        "an older server that does not know stream_options", "compatible", AT,
        openai(chat=without_fields("stream_options")), None, None,
    ),
    SetUp(
        "a model that takes one temperature only", "openai", OPENAI_AT, openai("o3", chat=_one_temperature), None, None,
        model="o3", options={"temperature": 0.5},
    ),
    SetUp(
        "a model that only the Responses API has", "openai", OPENAI_AT, _responses_only, None, None,
        model="gpt-5-codex",
    ),
)  # fmt: skip
