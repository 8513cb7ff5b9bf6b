"""Services as they answer: to the right key with a count to three, to all else in their own words."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from broken.between import web_page
from broken.setup import Answer
from scripted import DONE, HTML, Reply, Request, answer, azure_answer, chunk, delta, error, finish

COUNT = answer("1, ", "2, ", "3")
BEARER = "Bearer sk-right"


def always(reply: Reply) -> Answer:
    return lambda request: reply


def says(status: int, body: Mapping[str, Any], **headers: str) -> Reply:
    """A refusal in JSON; `_` in the names of headers stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    plain = error(status, body)
    return Reply(plain.script, status, {**plain.headers, **named})


def refusal(
    status: int, message: str, code: object = None, type: str | None = None, param: str | None = None, **headers: str
) -> Reply:
    """In OpenAI's shape."""
    return says(status, {"error": {"message": message, "type": type, "param": param, "code": code}}, **headers)


def plain(status: int, text: str) -> Reply:
    return Reply([text.encode()], status, {"content-type": "text/plain; charset=utf-8"})


def path_of(request: Request) -> str:
    return urlsplit(request.path).path


def locked(inside: Answer, refuses: Reply, secret: str = BEARER, header: str = "authorization") -> Answer:
    """Only with the right secret."""
    return lambda request: inside(request) if request.headers.get(header) == secret else refuses


def by_path(otherwise: Reply | Answer, **answers: Reply | Answer) -> Answer:
    """What lies below each path, whose `/` is written `_`."""

    def reply(request: Request) -> Reply:
        said = answers.get(path_of(request).strip("/").replace("/", "_").replace("-", "_"), otherwise)
        return said if isinstance(said, Reply) else said(request)

    return reply


def listing(*ids: str) -> Reply:
    return says(200, {"object": "list", "data": [{"id": id, "object": "model", "owned_by": "system"} for id in ids]})


def _no_such_url(request: Request) -> Reply:
    message = f"Invalid URL ({request.method} {path_of(request)})"
    return refusal(404, message, None, "invalid_request_error")


def _no_such_model(model: str) -> Reply:
    message = f"The model `{model}` does not exist or you do not have access to it."
    return refusal(404, message, "model_not_found", "invalid_request_error")


def openai(
    *models: str,
    chat: Reply | Answer = COUNT,
    below: str = "/v1",
    missing: Callable[[str], Reply] = _no_such_model,
    otherwise: Reply | Answer = _no_such_url,
    lists: Reply | None = None,
) -> Answer:
    """Whoever speaks like OpenAI. `chat` is what it says to a question to one of its models."""
    known = models or ("gpt-4o", "gpt-4o-mini")

    def reply(request: Request) -> Reply:
        path = path_of(request)
        said: Reply | Answer = otherwise
        if path == f"{below}/models":
            said = lists or listing(*known)
        elif path == f"{below}/chat/completions":
            model = request.json["model"]
            said = chat if model in known else missing(model)
        return said if isinstance(said, Reply) else said(request)

    return reply


def without_fields(*fields: str) -> Answer:
    """What an older server says of a field it does not know."""

    def reply(request: Request) -> Reply:
        unknown = next((field for field in fields if field in request.json), "")
        message = f"Unrecognized request argument supplied: {unknown}"
        return refusal(400, message, None, "invalid_request_error") if unknown else COUNT

    return reply


OPENAI_REFUSES_KEY = refusal(
    401,
    "Incorrect API key provided: sk-wrong. You can find your API key at https://platform.openai.com/account/api-keys.",
    "invalid_api_key",
    "invalid_request_error",
)
OPENAI = locked(openai(), OPENAI_REFUSES_KEY)

# Azure

_ACCESS_DENIED = (
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an"
    " active subscription and use a correct regional API endpoint for your resource."
)
_NO_DEPLOYMENT = (
    "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes,"
    " please wait a moment and try again."
)
_AZURE_VERSIONS = ("2024-02-15-preview", "2024-06-01", "2024-10-21")


def azure_says(status: int, code: str, message: str, **headers: str) -> Reply:
    return says(status, {"error": {"code": code, "message": message}}, **headers)


def azure(
    deployment: str = "gpt-4o", chat: Reply | None = None, tells: bool = False, versions: tuple[str, ...] = ()
) -> Answer:
    """A resource with one deployment, which it tells or not."""
    known = versions or _AZURE_VERSIONS

    def reply(request: Request) -> Reply:
        path, version = path_of(request), "".join(parse_qs(urlsplit(request.path).query).get("api-version", []))
        if request.headers.get("api-key") != "right":
            return azure_says(401, "401", _ACCESS_DENIED)
        if path == "/openai/deployments" and tells:
            return says(200, {"data": [{"id": deployment, "model": "gpt-4o", "status": "succeeded"}]})
        if version not in known or not path.endswith("/chat/completions"):
            return azure_says(404, "404", "Resource not found")
        if path != f"/openai/deployments/{deployment}/chat/completions":
            return azure_says(404, "DeploymentNotFound", _NO_DEPLOYMENT)
        return chat or azure_answer("1, ", "2, ", "3")

    return reply


# Claude and Gemini


def claude_says(status: int, type: str, message: str, **headers: str) -> Reply:
    body = {"type": "error", "error": {"type": type, "message": message}, "request_id": "req_011"}
    return says(status, body, **headers)


def _event(type: str, **fields: Any) -> bytes:
    return f"event: {type}\n".encode() + chunk(type=type, **fields)


CLAUDE_COUNTS = Reply(
    [
        _event("message_start", message={"id": "m", "content": [], "usage": {"input_tokens": 9, "output_tokens": 1}}),
        _event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        _event("content_block_delta", index=0, delta={"type": "text_delta", "text": "1, 2, 3"}),
        _event("content_block_stop", index=0),
        _event("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 5}),
        _event("message_stop"),
    ]
)


def claude(chat: Reply = CLAUDE_COUNTS, *models: str) -> Answer:
    known = models or ("claude-sonnet-4-5", "claude-opus-4-7")
    listed = {"data": [{"type": "model", "id": id, "display_name": id} for id in known], "has_more": False}

    def reply(request: Request) -> Reply:
        shown = request.headers.get("x-api-key") or request.headers.get("authorization", "").removeprefix("Bearer ")
        if shown != "sk-ant-right":
            return claude_says(401, "authentication_error", "invalid x-api-key")
        if path_of(request) == "/v1/models":
            return says(200, listed)
        if path_of(request) != "/v1/messages":
            return claude_says(404, "not_found_error", "Not Found")
        model = request.json["model"]
        return chat if model in known else claude_says(404, "not_found_error", f"model: {model}")

    return reply


def google_says(code: int, status: str, message: str, *details: Mapping[str, Any]) -> Reply:
    return says(code, {"error": {"code": code, "message": message, "status": status, "details": list(details)}})


_BAD_KEY = google_says(
    400,
    "INVALID_ARGUMENT",
    "API key not valid. Please pass a valid API key.",
    {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"},
)
_GEMINI_COUNTS = Reply(
    [chunk(candidates=[{"content": {"role": "model", "parts": [{"text": "1, 2, 3"}]}, "finishReason": "STOP"}])]
)


def gemini(chat: Reply = _GEMINI_COUNTS, *models: str) -> Answer:
    known = models or ("gemini-2.5-pro", "gemini-2.5-flash")
    listed = [{"name": f"models/{id}", "supportedGenerationMethods": ["generateContent"]} for id in known]

    def reply(request: Request) -> Reply:
        if request.headers.get("x-goog-api-key") != "AIzaRight":
            return _BAD_KEY
        path = path_of(request)
        if path.endswith("/models"):
            return says(200, {"models": listed})
        asked = re.search(r"/models/([^:]+):streamGenerateContent$", path)
        if asked and asked[1] in known:
            return chat
        name = asked[1] if asked else path
        return google_says(404, "NOT_FOUND", f"models/{name} is not found for API version v1beta, or is not supported.")

    return reply


# Servers that somebody runs

NEW_API_PAGE = web_page("New API")


def one_api(message: str) -> dict[str, Any]:
    return {"error": {"message": f"{message} (request id: 20261122120000)", "type": "one_api_error", "code": ""}}


def new_api(
    chat: Reply | Answer = COUNT,
    *models: str,
    refuses: Reply | None = None,
    missing: Callable[[str], Reply] = _no_such_model,
) -> Answer:
    """A reseller's server, which shows its start page wherever it has no API."""
    inside = openai(*models, chat=chat, missing=missing)
    guarded = locked(inside, refuses or says(401, one_api("无效的令牌")))
    return lambda request: guarded(request) if path_of(request).startswith("/v1/") else NEW_API_PAGE


def ollama(*models: str) -> Answer:
    """It knows paths of its own and those of OpenAI."""
    tags = {"models": [{"name": id, "model": id, "details": {"families": ["llama"]}} for id in models]}
    said = {"message": {"role": "assistant", "content": "1, 2, 3"}, "done": False}
    ended = {**said, "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    counted = "".join(json.dumps(one) + "\n" for one in (said, ended)).encode()

    def chat(request: Request) -> Reply:
        model = request.json["model"]
        if model not in models:
            return says(404, {"error": f'model "{model}" not found, try pulling it first'})
        return Reply([counted], headers={"content-type": "application/x-ndjson"})

    spoken = openai(*models, otherwise=plain(404, "404 page not found"))
    return by_path(spoken, api_tags=says(200, tags), api_chat=chat)


_NOT_FOUND = web_page("404: This page could not be found.", 404)


def nextchat(code: str = "", chat: Reply | Answer = COUNT, **config: Any) -> Answer:
    """A NextChat server, and its page for browsers."""
    asked = {"needCode": bool(code), "hideUserApiKey": False, "disableGPT4": False, "hideBalanceQuery": True, **config}

    def talk(request: Request) -> Reply:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        if code and shown != f"nk-{code}":
            return says(401, {"error": True, "msg": "wrong access code" if shown else "empty access code"})
        return chat if isinstance(chat, Reply) else chat(request)

    known: dict[str, Reply | Answer] = {"api_config": says(200, asked), "api_openai_v1_chat_completions": talk}
    known[""] = web_page("NextChat")
    return by_path(_NOT_FOUND, **known)


_OCTETS = {"content-type": "application/octet-stream"}


def chatgpt_web(secret: str = "", chat: Reply | None = None) -> Answer:
    """A ChatGPT-Web server: whatever it says, it says with 200. Every path is there with and without /api."""

    def talk(request: Request) -> Reply:
        if secret and request.headers.get("authorization", "").removeprefix("Bearer ") != secret:
            message = "Error: 无访问权限 | No access rights"
            return says(200, {"status": "Unauthorized", "message": message, "data": None})
        piece = {"role": "assistant", "id": "chatcmpl-1", "parentMessageId": "p", "text": "1, 2, 3"}
        choice = {"index": 0, "delta": {}, "finish_reason": "stop"}
        ended = {**piece, "detail": {"choices": [choice]}}
        return chat or Reply([json.dumps(piece).encode() + b"\n" + json.dumps(ended).encode()], headers=_OCTETS)

    def verify(request: Request) -> Reply:
        token = request.json.get("token")
        right = {"status": "Success", "message": "Verify successfully", "data": None}
        said = "密钥无效 | Secret key is invalid" if token else "Secret key is empty"
        return says(200, right if token == secret else {"status": "Fail", "message": said, "data": None})

    mode = {"auth": bool(secret), "model": "ChatGPTAPI"}
    session = says(200, {"status": "Success", "message": "", "data": mode})
    cannot = Reply([b"<!DOCTYPE html>\n<html><head><title>Error</title></head></html>"], 404, HTML)
    known: dict[str, Reply | Answer] = {"session": session, "verify": verify, "chat_process": talk}
    known |= {f"api_{name}": said for name, said in known.items()}
    known[""] = web_page("ChatGPT Web")
    return by_path(cannot, **known)


# Answers that are none, or come otherwise than they should

EMPTY = Reply([finish(), DONE])
CUT = Reply([delta("1, ")], chunked=True, ends=False)
NUMBERS = [delta(f"{number} ") for number in range(1, 31)]
HELD_BACK = Reply([0.6, b"".join([*NUMBERS, finish(), DONE])], hold_headers=True)
IN_LUMPS = Reply(
    [part for at in range(0, 30, 10) for part in (0.3, b"".join(NUMBERS[at : at + 10]))] + [finish(), DONE]
)
IN_ONE_PIECE = says(
    200,
    {"choices": [{"index": 0, "message": {"role": "assistant", "content": "1, 2, 3"}, "finish_reason": "stop"}]},
)
