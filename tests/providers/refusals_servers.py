"""Refusals of servers that somebody runs, and of gateways and resellers."""

import json
from typing import Any

from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.wire import Endpoint
from providers.refusals import CHAT, DONE, Refusal, Speaker, error, no, page, plain, sse, streamed
from providers.refusals_native import CLAUDE, GEMINI

K = FailureKind
_ROOT = "https://chat.example.org"


def _piece(text: str, reason: str | None = None) -> str:
    detail = {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]}
    return json.dumps({"role": "assistant", "id": "chatcmpl-1", "text": text, "detail": detail})


SPEAKERS = {
    "nextchat openai": Speaker("nextchat", CHAT, Endpoint(_ROOT, "gpt-4o")),
    "nextchat claude": Speaker("nextchat", CLAUDE, Endpoint(_ROOT, "claude-sonnet-4-5@anthropic")),
    "nextchat gemini": Speaker("nextchat", GEMINI, Endpoint(_ROOT, "gemini-2.5-pro@google")),
    "chatgpt-web": Speaker("chatgptweb", _piece("Hel"), Endpoint(_ROOT, "ChatGPTAPI")),
    "llama.cpp": Speaker("llamacpp", CHAT),
    "litellm": Speaker("litellm", CHAT),
    "vllm": Speaker("vllm", CHAT),
    "lm studio": Speaker("lmstudio", CHAT),
    "openrouter": Speaker("openrouter", CHAT),
    "one-api": Speaker("oneapi", CHAT, Endpoint("https://reseller.example/v1", "gpt-4o")),
}


def _msg(sentence: str) -> dict[str, Any]:
    return {"error": True, "msg": sentence}


_UNREACHED = '```json\n{\n  "cause": {\n    "code": "ENOTFOUND",\n    "hostname": "api.openai.com"\n  }\n}\n```'
_ABORTED = '```json\n{\n  "name": "AbortError",\n  "message": "This operation was aborted"\n}\n```'
_ITSELF = [
    no(401, _msg("empty access code"), K.CODE_REFUSED),
    no(401, _msg("wrong access code"), K.CODE_REFUSED),
    no(401, _msg("you are not allowed to access with your own api key"), K.KEY_REFUSED),
    no(403, {"error": True, "message": "you are not allowed to use gpt-9 model"}, K.MODEL_NOT_FOUND),
    no(403, _msg("you are not allowed to request v1/responses"), K.BAD_ENDPOINT),
    no(200, _UNREACHED, K.SERVER),
    no(200, _ABORTED, K.OVERLOADED),
    page(404, "404: This page could not be found.", K.WEB_PAGE),
    plain(504, "An error occurred with your deployment\n\nFUNCTION_INVOCATION_TIMEOUT", K.OVERLOADED),
]
_MAX_TOKENS = "Unsupported parameter: 'max_tokens' is not supported with this model."
_LONG = "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens."
_PURSE = "You exceeded your current quota, please check your plan and billing details."
_LIMIT = "Rate limit reached. Please try again in 20s."

NEXTCHAT_OPENAI = [
    *_ITSELF,
    no(403, error("Country not supported", "unsupported_country_region_territory"), K.REGION),
    no(403, error("You have insufficient permissions for this operation."), K.FORBIDDEN),
    no(429, error(_PURSE, "insufficient_quota"), K.QUOTA),
    no(429, error(_LIMIT, "rate_limit_exceeded"), K.RATE_LIMIT, wait=20.0),
    no(400, error(_LONG, "context_length_exceeded"), K.CONTEXT_TOO_LONG),
    no(400, error(_MAX_TOKENS, "unsupported_parameter", None, "max_tokens"), K.PARAMETER_REFUSED, "max_tokens"),
    no(400, error("Filtered by the content management policy.", "content_filter"), K.FILTERED),
    streamed(CHAT + sse(error("The server had an error.", None, "server_error")), K.SERVER),
]


def _claude(type: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": type, "message": message}}


_WRONG = "invalid_request_error"
NEXTCHAT_CLAUDE = [
    *_ITSELF,
    no(403, _claude("permission_error", "Your key cannot use this."), K.FORBIDDEN),
    no(400, _claude(_WRONG, "Your credit balance is too low to access the Anthropic API."), K.QUOTA),
    no(429, _claude("rate_limit_error", "Too many tokens."), K.RATE_LIMIT),
    no(400, _claude(_WRONG, "prompt is too long: 210000 tokens > 200000 maximum"), K.CONTEXT_TOO_LONG),
    no(400, _claude(_WRONG, "temperature: Extra inputs are not permitted"), K.PARAMETER_REFUSED, "temperature"),
    no(400, _claude(_WRONG, "Output blocked by content filtering policy"), K.FILTERED),
    streamed(CLAUDE + sse(_claude("overloaded_error", "Overloaded"), event="error"), K.OVERLOADED),
]


def _google(code: int, status: str, message: str, *details: dict[str, Any]) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "status": status, "details": list(details)}}


_TOO_LONG = "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
_SPENT = _google(429, "RESOURCE_EXHAUSTED", "Too fast.", {"retryDelay": "34.4s"})
NEXTCHAT_GEMINI = [
    *_ITSELF,
    no(400, _google(400, "FAILED_PRECONDITION", "User location is not supported for the API use."), K.REGION),
    no(403, _google(403, "PERMISSION_DENIED", "The caller does not have permission"), K.FORBIDDEN),
    no(402, _google(402, "RESOURCE_EXHAUSTED", "Your prepaid balance is used up."), K.QUOTA),
    no(429, _SPENT, K.RATE_LIMIT, wait=34.4),
    no(400, _google(400, "INVALID_ARGUMENT", _TOO_LONG), K.CONTEXT_TOO_LONG),
    no(400, _google(400, "INVALID_ARGUMENT", "Thinking is not enabled."), K.PARAMETER_REFUSED, "thinkingConfig"),
    streamed(sse({"promptFeedback": {"blockReason": "SAFETY"}}), K.FILTERED),
    streamed(GEMINI + sse(_google(503, "UNAVAILABLE", "Busy.")), K.OVERLOADED),
]


def _web(message: str, status: str = "Fail") -> dict[str, Any]:
    return {"message": message, "data": None, "status": status}


def _behind(number: int, reply: dict[str, Any]) -> str:
    return json.dumps(_web(f"ChatGPT error {number}: {json.dumps(reply)}"))


_REFUSED = error("Unsupported value: 'temperature' does not support 0.1 with this model.", "unsupported_value")
CHATGPT_WEB = [
    streamed(json.dumps(_web("Error: 无访问权限 | No access rights", "Unauthorized")), K.CODE_REFUSED),
    streamed(json.dumps(_web("Too many request from this IP in 1 hour")), K.RATE_LIMIT),
    streamed(_behind(429, error(_PURSE, "insufficient_quota")), K.QUOTA),
    streamed(_behind(429, error(_LIMIT, "rate_limit_exceeded")), K.RATE_LIMIT, wait=20.0),
    streamed(
        json.dumps(_web("[OpenAI] 服务器繁忙，请稍后再试 | Server is busy, please try again later")), K.OVERLOADED
    ),
    streamed(_behind(400, error(_LONG, "context_length_exceeded")), K.CONTEXT_TOO_LONG),
    page(413, "Error", K.TOO_LARGE),
    streamed(_behind(404, error("The model `x` does not exist", "model_not_found")), K.MODEL_NOT_FOUND),
    streamed(_behind(400, _REFUSED), K.PARAMETER_REFUSED, "temperature"),
    streamed(_behind(400, error("Filtered.", "content_filter")), K.FILTERED),
    streamed(json.dumps(_web("[OpenAI] 提供错误的API密钥 | Incorrect API key provided")), K.SERVER),
    streamed(json.dumps(_web("OpenAI timed out waiting for response")), K.TIMEOUT),
    streamed(_piece("Hel") + json.dumps(_web("[OpenAI] 错误的网关 |  Bad Gateway")), K.OVERLOADED),
    page(404, "Error", K.WEB_PAGE),
    plain(200, "", K.EMPTY),
]

_OVERFLOW = {
    "error": {
        "code": 400,
        "message": "request (4120 tokens) exceeds the available context size (4096 tokens), try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": 4120,
        "n_ctx": 4096,
    }
}
LLAMA_CPP = [
    no(401, error("Invalid API Key", 401, "authentication_error"), K.KEY_REFUSED),
    no(400, _OVERFLOW, K.CONTEXT_TOO_LONG),
    no(404, error("File Not Found", 404, "not_found_error"), K.BAD_ENDPOINT),
    no(503, error("Loading model", 503, "unavailable_error"), K.OVERLOADED),
    no(500, error("image input is not supported - hint: if this is unexpected, …", 500, "server_error"), K.NO_VISION),
    no(500, error("Failed to parse the input", 500, "server_error"), K.SERVER),
    streamed(CHAT + sse(error("Failed to decode the batch", 500, "server_error")), K.SERVER),
    streamed("", K.EMPTY),
]

_LITELLM_LONG = "litellm.BadRequestError: OpenAIException - This model's maximum context length is 4096 tokens."
_LITELLM_FIELD = (
    "litellm.UnsupportedParamsError: openai does not support parameters: ['temperature'], for model=o1. "
    "To drop these, set `litellm.drop_params=True`"
)
_EXPIRED = "Authentication Error - Expired Key. Key Expiry time 2026-01-01 and current time 2026-11-22"
_DENIED = "key not allowed to access model. This key can only access models=['small']. Tried to access x"
_BUDGET = "Budget has been exceeded! Current cost: 26.07, Max budget: 0.25"
_SAFE = "litellm.ContentPolicyViolationError: AzureException - The response was filtered"
LITELLM = [
    no(401, error("Authentication Error, Invalid proxy server token passed.", "401", "auth_error"), K.KEY_REFUSED),
    no(400, error("No connected db.", "400", "no_db_connection"), K.KEY_REFUSED),
    no(400, error(_EXPIRED, "400", "expired_key"), K.KEY_EXPIRED),
    no(401, error(_DENIED, "401", "key_model_access_denied"), K.FORBIDDEN),
    no(403, error("litellm.PermissionDeniedError: No.", "403"), K.FORBIDDEN),
    no(400, error(_BUDGET, "400", "budget_exceeded"), K.QUOTA),
    no(429, error(_BUDGET, "429", "budget_exceeded"), K.QUOTA),
    no(429, error("litellm.RateLimitError: No deployments available.", "429", "throttling_error"), K.RATE_LIMIT),
    no(503, error("litellm.ServiceUnavailableError: Overloaded.", "503"), K.OVERLOADED),
    no(400, error(_LITELLM_LONG, "400"), K.CONTEXT_TOO_LONG),
    no(400, error("/chat/completions: Invalid model name passed in model=x.", "400"), K.MODEL_NOT_FOUND),
    no(400, error(_LITELLM_FIELD, "400"), K.PARAMETER_REFUSED, "temperature"),
    no(400, error(_SAFE, "content_policy_violation"), K.FILTERED),
    no(404, {"detail": "Not Found"}, K.BAD_ENDPOINT),
    plain(500, "Internal Server Error", K.SERVER),
    streamed(CHAT + sse(error("litellm.InternalServerError: gone", "500", "server_error")), K.SERVER),
]

_VLLM_LONG = "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens."
_FORBIDDEN_EXTRA = (
    "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]"
)
VLLM = [
    no(401, {"error": "Unauthorized"}, K.KEY_REFUSED),
    no(400, error(_VLLM_LONG, 400, "BadRequestError"), K.CONTEXT_TOO_LONG),
    no(400, {"object": "error", "message": _VLLM_LONG, "type": "BadRequestError", "code": 400}, K.CONTEXT_TOO_LONG),
    no(404, error("The model `x` does not exist.", 404, "NotFoundError"), K.MODEL_NOT_FOUND),
    no(400, {"object": "error", "message": _FORBIDDEN_EXTRA, "code": 400}, K.PARAMETER_REFUSED, "stream_options"),
    no(400, error("x is not a multimodal model", 400, "BadRequestError"), K.NO_VISION),
    no(404, {"detail": "Not Found"}, K.BAD_ENDPOINT),
    no(503, error("The server is starting.", 503, "ServiceUnavailableError"), K.OVERLOADED),
    no(500, error("EngineCore encountered an issue.", 500, "InternalServerError"), K.SERVER),
    streamed(CHAT + sse(error("Internal server error", 500, "InternalServerError")) + DONE, K.SERVER),
]

_KEEP = (
    "Trying to keep the first 10136 tokens when context the overflows. However, the model is loaded with context"
    " length of only 7866 tokens, which is not enough. Try to load the model with a larger context length."
)
_KEEP_NEWER = (
    "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx:"
    " 4096). Try to load the model with a larger context length, or provide a shorter input."
)
_CRASHED = "The model has crashed without additional information. (Exit code: null)"
LM_STUDIO = [
    no(401, error("Invalid API token", "invalid_api_key"), K.KEY_REFUSED),
    no(400, {"error": _KEEP}, K.CONTEXT_TOO_LONG),
    no(400, {"error": _KEEP_NEWER}, K.CONTEXT_TOO_LONG),
    no(404, error("No models loaded. Please load a model in the developer page."), K.MODEL_NOT_FOUND),
    no(200, {"error": "Unexpected endpoint or method. (POST /chat/completions)"}, K.BAD_ENDPOINT),
    no(400, {"error": _CRASHED}, K.SERVER),
    streamed(CHAT + sse({"error": _KEEP_NEWER}, event="error"), K.CONTEXT_TOO_LONG),
    streamed(CHAT + sse({"error": {"message": _CRASHED}}, event="error"), K.SERVER),
    streamed(CHAT + f"event: error\ndata: {_CRASHED}\n\n", K.SERVER),
]

_PROVIDER = {"provider_name": "X", "raw": "upstream"}
_MODERATED = (
    'openai/gpt-4o requires moderation on OpenAI. Your input was flagged for "violence". No credits were charged.'
)


def _router(code: int, message: str, **metadata: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **({"metadata": metadata} if metadata else {})}}


def _broken(code: int, message: str) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"content": ""}, "finish_reason": "error", "native_finish_reason": "error"}
    return {"id": "gen-1", **_router(code, message, **_PROVIDER), "choices": [choice]}


_IN_CHOICE = {
    "choices": [{"delta": {"content": ""}, "finish_reason": "error", **_router(429, "Rate limited upstream")}]
}
_ENDPOINT_LONG = "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens."
_UPSTREAM_FIELD = json.dumps(error(_MAX_TOKENS, "unsupported_parameter", None, "max_tokens"))
OPENROUTER = [
    no(401, _router(401, "No auth credentials found"), K.KEY_REFUSED),
    no(403, _router(403, "This key may not use this model."), K.FORBIDDEN),
    no(402, _router(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits"), K.QUOTA),
    no(429, _router(429, "Rate limit exceeded: free-models-per-min."), K.RATE_LIMIT),
    no(429, _router(429, "Provider returned error", provider_name="X", raw="temporarily rate-limited"), K.RATE_LIMIT),
    no(502, _router(502, "Provider returned error", **_PROVIDER), K.OVERLOADED),
    no(503, _router(503, "There is no available provider that meets your requirements"), K.OVERLOADED),
    no(408, _router(408, "Your request timed out"), K.OVERLOADED),
    no(400, _router(400, _ENDPOINT_LONG), K.CONTEXT_TOO_LONG),
    no(400, _router(400, "x/y is not a valid model ID"), K.MODEL_NOT_FOUND),
    no(404, _router(404, "No endpoints found for x/y."), K.MODEL_NOT_FOUND),
    no(404, _router(404, "No endpoints found that support image input"), K.NO_VISION),
    no(400, _router(400, "Provider returned error", raw=_UPSTREAM_FIELD), K.PARAMETER_REFUSED, "max_tokens"),
    no(403, _router(403, _MODERATED, reasons=["violence"], flagged_input="…"), K.FILTERED),
    page(404, "Not Found | OpenRouter", K.WEB_PAGE),
    no(403, _router(403, "This model is not available in your region."), K.REGION),
    no(500, _router(500, "Internal Server Error"), K.SERVER),
    streamed(": OPENROUTER PROCESSING\n\n" + CHAT + sse(_broken(502, "Provider returned error")), K.OVERLOADED),
    streamed(CHAT + sse(_broken(400, _ENDPOINT_LONG)), K.CONTEXT_TOO_LONG),
    streamed(CHAT + sse(_IN_CHOICE), K.RATE_LIMIT),
]


def _one(message: str, code: object = None, type: str = "one_api_error") -> dict[str, Any]:
    return error(f"{message} (request id: 2026112212)", code, type)


_NEW = "new_api_error"
ONE_API = [
    no(401, _one("无效的令牌"), K.KEY_REFUSED),
    no(401, _one("该令牌已过期"), K.KEY_EXPIRED),
    no(403, _one("该令牌无权使用模型：x"), K.FORBIDDEN),
    no(403, _one("该令牌额度已用尽"), K.QUOTA),
    no(403, _one("用户额度不足, 剩余额度: ＄0.0", "insufficient_user_quota", _NEW), K.QUOTA),
    no(403, _one("预扣费额度失败, 用户剩余额度: ＄0.1", "pre_consume_token_quota_failed", _NEW), K.QUOTA),
    no(429, _one("您的请求过于频繁，请稍后再试"), K.RATE_LIMIT),
    no(429, _one("当前分组上游负载已饱和，请稍后再试"), K.OVERLOADED),
    no(502, _one("bad response status code 502", "bad_response_status_code", "upstream_error"), K.OVERLOADED),
    no(400, _one(_LONG, "context_length_exceeded", _WRONG), K.CONTEXT_TOO_LONG),
    no(503, _one("当前分组 default 下对于模型 x 无可用渠道"), K.MODEL_NOT_FOUND),
    no(400, _one(_MAX_TOKENS, "unsupported_parameter", _WRONG), K.PARAMETER_REFUSED, "max_tokens"),
    no(400, _one("sensitive words detected", "sensitive_words_detected", _NEW), K.FILTERED),
    no(404, error("Invalid URL (POST /v1/v1/chat/completions)", "", _WRONG), K.BAD_ENDPOINT),
    no(500, _one("do request failed", "do_request_failed"), K.SERVER),
    streamed(CHAT + sse(_one("upstream error", None, "upstream_error")) + DONE, K.SERVER),
]

REFUSALS: dict[str, list[Refusal]] = {
    "nextchat openai": NEXTCHAT_OPENAI,
    "nextchat claude": NEXTCHAT_CLAUDE,
    "nextchat gemini": NEXTCHAT_GEMINI,
    "chatgpt-web": CHATGPT_WEB,
    "llama.cpp": LLAMA_CPP,
    "litellm": LITELLM,
    "vllm": VLLM,
    "lm studio": LM_STUDIO,
    "openrouter": OPENROUTER,
    "one-api": ONE_API,
}

_NO_OFFICE = {"permission", "quota", "filter"}
"""Who runs a model at home neither bills nor forbids."""

CANNOT_SAY: dict[str, set[str]] = {
    "chatgpt-web": {"permission"},
    "llama.cpp": _NO_OFFICE | {"model", "parameter"},  # it answers by whatever name it is called, and skips the rest
    "vllm": _NO_OFFICE,
    "lm studio": _NO_OFFICE | {"parameter"},
}
"""What these have no words for."""
