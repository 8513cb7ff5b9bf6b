"""Refusals of OpenAI, Azure, and of the services that speak like them."""

from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.wire import Endpoint
from providers.refusals import CHAT, DONE, Refusal, Speaker, error, no, page, plain, sse, streamed

K = FailureKind
INVALID = "invalid_request_error"
RESPONDING = sse({"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": "Hel"})

SPEAKERS = {
    "openai": Speaker("openai", CHAT, Endpoint("", "gpt-4o")),
    "responses": Speaker("openai", RESPONDING, Endpoint("", "gpt-5", api="responses")),
    "azure": Speaker("azure", CHAT, Endpoint("https://r.openai.azure.com", "dep", "2024-10-21")),
    "azure responses": Speaker("azure", RESPONDING, Endpoint("https://r.openai.azure.com", "dep", api="responses")),
    "deepseek": Speaker("deepseek", CHAT),
    "moonshot": Speaker("moonshot", CHAT),
    "siliconflow": Speaker("siliconflow", CHAT),
    "xai": Speaker("xai", CHAT),
    "mistral": Speaker("mistral", CHAT),
    "qwen": Speaker("alibaba", CHAT, Endpoint("", "qwen-plus", api="compatible")),
}

_MAX_TOKENS = (
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
)
_TEMPERATURE = "Unsupported value: 'temperature' does not support 0.1 with this model. Only the default is supported."
_FLAGGED = (
    "Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a"
    " different prompt: https://platform.openai.com/docs/guides/reasoning"
)
_LONG = (
    "This model's maximum context length is 128000 tokens. However, your messages resulted in 130004 tokens."
    " Please reduce the length of the messages."
)
_WAIT = "Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Please try again in 20s."
_NO_MODEL = "The model `x` does not exist or you do not have access to it."
_PURSE = "You exceeded your current quota, please check your plan and billing details."
_SCOPES = "You have insufficient permissions for this operation. Missing scopes: model.request."
_REGION = "Country, region, or territory not supported"

_BOTH_APIS = [
    no(401, error("Incorrect API key provided: sk-…cdef.", "invalid_api_key", INVALID), K.KEY_REFUSED),
    no(403, error(_REGION, "unsupported_country_region_territory", "request_forbidden"), K.REGION),
    no(403, error(_SCOPES, None, INVALID), K.FORBIDDEN),
    no(429, error(_PURSE, "insufficient_quota", "insufficient_quota"), K.QUOTA),
    no(429, error("No credit left.", "credit_balance_exhausted", "insufficient_quota"), K.QUOTA),
    no(429, error(_WAIT, "rate_limit_exceeded", "tokens"), K.RATE_LIMIT, wait=20.0),
    no(429, error("Please slow down.", "slow_down", "rate_limit_error"), K.RATE_LIMIT),
    no(503, error("Overloaded.", "server_is_overloaded", "service_unavailable_error"), K.OVERLOADED),
    page(502, "502 Bad Gateway", K.OVERLOADED),
    page(524, "api.openai.com | 524: A timeout occurred", K.OVERLOADED),
    no(400, error(_LONG, "context_length_exceeded", INVALID, "messages"), K.CONTEXT_TOO_LONG),
    no(404, error(_NO_MODEL, "model_not_found", INVALID), K.MODEL_NOT_FOUND),
    no(400, error(_TEMPERATURE, "unsupported_value", INVALID, "temperature"), K.PARAMETER_REFUSED, "temperature"),
    no(400, error(_FLAGGED, "invalid_prompt", INVALID), K.FILTERED),
    no(404, error("Invalid URL (POST /v1/v1/chat/completions)", None, INVALID), K.BAD_ENDPOINT),
    plain(405, "Method Not Allowed", K.BAD_ENDPOINT),
    no(400, error("Invalid type for 'messages'.", None, INVALID, "messages"), K.BAD_REQUEST),
    no(500, error("The server had an error while processing your request.", None, "server_error"), K.SERVER),
]

OPENAI = [
    *_BOTH_APIS,
    no(400, error(_MAX_TOKENS, "unsupported_parameter", INVALID, "max_tokens"), K.PARAMETER_REFUSED, "max_tokens"),
    no(404, error("This model is only supported in v1/responses."), K.PARAMETER_REFUSED, "chat"),
    no(400, error("Invalid content type. image_url is only supported by certain models."), K.NO_VISION),
    streamed(sse(error("The server had an error.", None, "server_error")), K.SERVER),
    streamed(CHAT + sse(error("The server had an error.", None, "server_error")), K.SERVER),
    streamed(CHAT + sse(error(_WAIT, "rate_limit_exceeded", "tokens")), K.RATE_LIMIT, wait=20.0),
]

_FLAT = {"type": "error", "code": "rate_limit_exceeded", "message": _WAIT, "param": None, "sequence_number": 3}
_NESTED = {"type": "error", "sequence_number": 2, **error(_PURSE, "insufficient_quota", "insufficient_quota")}
_VERIFY = "Your organization must be verified to generate reasoning summaries."


def _ended(code: str, message: str) -> dict[str, object]:
    return {"type": "response.failed", "response": {"status": "failed", "error": {"code": code, "message": message}}}


RESPONSES = [
    *_BOTH_APIS,
    no(
        400, error(_VERIFY, "unsupported_value", INVALID, "reasoning.summary"), K.PARAMETER_REFUSED, "reasoning.summary"
    ),
    streamed(sse(_FLAT, event="error"), K.RATE_LIMIT, wait=20.0),
    streamed(RESPONDING + sse(_FLAT), K.RATE_LIMIT, wait=20.0),
    streamed(sse(_NESTED) + sse(_ended("insufficient_quota", _PURSE)), K.QUOTA),
    streamed(RESPONDING + sse({"error": {"code": 500, "message": "Failed.", "type": "server_error"}}), K.SERVER),
    streamed(RESPONDING + sse(_ended("server_error", "The model produced an error.")), K.SERVER),
    streamed(sse(_ended("invalid_prompt", _FLAGGED)), K.FILTERED),
    streamed(sse(_ended("context_length_exceeded", "Too long.")), K.CONTEXT_TOO_LONG),
]

_FILTERED = {
    "error": {
        "message": "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        "type": None,
        "param": "prompt",
        "code": "content_filter",
        "status": 400,
        "innererror": {
            "code": "ResponsibleAIPolicyViolation",
            "content_filter_result": {"violence": {"filtered": True, "severity": "high"}},
        },
    }
}
_SUBSCRIPTION = "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key."
_TIER = (
    "Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded token rate limit of your"
    " current OpenAI S0 pricing tier. Please retry after 20 seconds."
)
_OLD = "Unrecognized request argument supplied: stream_options"


def _azure(code: str, message: str) -> dict[str, object]:
    return {"error": {"code": code, "message": message}}


AZURE = [
    no(401, _azure("401", _SUBSCRIPTION), K.KEY_REFUSED),
    no(401, _azure("PermissionDenied", "The principal lacks the required data action."), K.KEY_REFUSED),
    no(401, {"statusCode": 401, "message": "Token is expired."}, K.KEY_EXPIRED),
    no(403, _azure("403", "Access denied due to Virtual Network/Firewall rules."), K.FORBIDDEN),
    no(403, _azure("403", "Out of call volume quota. Quota will be replenished in 2 days."), K.QUOTA),
    no(429, _azure("429", _TIER), K.RATE_LIMIT, wait=20.0),
    no(
        429,
        _azure("RateLimitReached", "Your requests exceed the limit. Retry after 6 seconds."),
        K.RATE_LIMIT,
        wait=6.0,
    ),
    no(503, _azure("ServiceUnavailable", "The service is temporarily unavailable."), K.OVERLOADED),
    no(408, _azure("Timeout", "The operation was timeout."), K.OVERLOADED),
    no(400, error(_LONG, "context_length_exceeded", INVALID, "messages"), K.CONTEXT_TOO_LONG),
    no(
        404,
        _azure("DeploymentNotFound", "The API deployment for this resource does not exist."),
        K.DEPLOYMENT_NOT_FOUND,
    ),
    no(404, error("The model `x` does not exist.", "model_not_found"), K.MODEL_NOT_FOUND),
    no(400, error(_OLD, None, INVALID), K.PARAMETER_REFUSED, "stream_options"),
    no(400, error(_MAX_TOKENS, "unsupported_parameter", INVALID, "max_tokens"), K.PARAMETER_REFUSED, "max_tokens"),
    no(400, _FILTERED, K.FILTERED),
    no(404, _azure("404", "Resource not found"), K.API_VERSION),
    no(404, {"statusCode": 404, "message": "Resource not found"}, K.BAD_ENDPOINT),
    no(500, _azure("InternalServerError", "The server had an error while processing your request."), K.SERVER),
    no(400, _azure("BadRequest", "API version not supported"), K.API_VERSION),
    no(400, _azure("UnsupportedApiVersion", "The HTTP resource does not support it."), K.API_VERSION),
    no(400, _azure("InvalidApiVersionParameter", "The api-version '2031-01-01' is invalid."), K.API_VERSION),
    no(400, _azure("BadRequest", "api-version query parameter is not allowed when using /v1 path"), K.API_VERSION),
]

DEEPSEEK = [
    no(401, error("Authentication Fails, Your api key: ****cdef is invalid", INVALID), K.KEY_REFUSED),
    no(402, error("Insufficient Balance", INVALID, "unknown_error"), K.QUOTA),
    no(429, error("Rate limit reached", None, "rate_limit_error"), K.RATE_LIMIT),
    no(503, error("Service is too busy. Please try again later.", None, "service_unavailable_error"), K.OVERLOADED),
    no(400, error(_LONG, INVALID, INVALID), K.CONTEXT_TOO_LONG),
    no(400, error("Model Not Exist", INVALID, INVALID), K.MODEL_NOT_FOUND),
    no(400, error("Content Exists Risk", INVALID, INVALID), K.FILTERED),
    no(422, error("Failed to deserialize the JSON body: missing field `model`", INVALID), K.BAD_REQUEST),
    no(400, error("messages[0]: unknown variant `image_url`, expected `text`", INVALID), K.NO_VISION),
    no(500, error("Internal server error", None, "server_error"), K.SERVER),
    streamed(": keep-alive\n\n" + CHAT + sse(error("Internal server error")), K.SERVER),
]


def _kimi(type: str, message: str) -> dict[str, object]:
    return {"error": {"type": type, "message": message}}


_KIMI_BUSY = "The engine is currently overloaded, please try again later"
_KIMI_WAIT = "Your account reached max request, please try again after 1 seconds"
MOONSHOT = [
    no(401, _kimi("invalid_authentication_error", "Invalid Authentication"), K.KEY_REFUSED),
    no(401, _kimi("incorrect_api_key_error", "Incorrect API key provided"), K.KEY_REFUSED),
    no(403, _kimi("permission_denied_error", "The API you are accessing is not open"), K.FORBIDDEN),
    no(403, _kimi("exceeded_current_quota_error", "Your account is not active"), K.QUOTA),
    no(429, _kimi("exceeded_current_quota_error", "Your account is suspended, please check your plan"), K.QUOTA),
    no(429, _kimi("rate_limit_reached_error", _KIMI_WAIT), K.RATE_LIMIT, wait=1.0),
    no(429, _kimi("engine_overloaded_error", _KIMI_BUSY), K.OVERLOADED),
    no(400, _kimi(INVALID, "Invalid request: Your request exceeded model token limit: 8192"), K.CONTEXT_TOO_LONG),
    no(404, _kimi("resource_not_found_error", "Not found the model x or Permission denied"), K.MODEL_NOT_FOUND),
    no(
        400, _kimi(INVALID, "invalid temperature: only 1 is allowed for this model"), K.PARAMETER_REFUSED, "temperature"
    ),
    no(400, _kimi(INVALID, "invalid top_p: only 0.95 is allowed for this model"), K.PARAMETER_REFUSED, "top_p"),
    no(400, _kimi("content_filter", "The request was rejected because it was considered high risk"), K.FILTERED),
    no(500, _kimi("server_error", "unexpected output"), K.SERVER),
]


def _numbered(code: int, message: str) -> dict[str, object]:
    return {"code": code, "message": message, "data": None}


_TOO_MANY = "Request was rejected due to rate limiting. If you want more, please contact contact@siliconflow.cn."
SILICONFLOW = [
    no(401, "Api key is invalid", K.KEY_REFUSED),
    no(401, "Invalid token", K.KEY_REFUSED),
    no(403, _numbered(30011, "Paid balance is required for this model, which needs your real name."), K.FORBIDDEN),
    no(403, _numbered(30001, "Sorry, your account balance is insufficient"), K.QUOTA),
    no(429, {"message": _TOO_MANY, "data": None}, K.RATE_LIMIT),
    no(503, _numbered(50505, "Model service overloaded. Please try again later."), K.OVERLOADED),
    plain(504, "504 Gateway Time-out", K.OVERLOADED),
    no(
        400,
        _numbered(20015, "length of prompt_tokens (57535) must be less than max_seq_len (32768)."),
        K.CONTEXT_TOO_LONG,
    ),
    no(400, _numbered(20012, "Model does not exist. Please check it carefully."), K.MODEL_NOT_FOUND),
    no(
        400,
        _numbered(20041, "The model is not a VLM (Vision Language Model). Please use text-only prompts."),
        K.NO_VISION,
    ),
    no(400, _numbered(20015, "The parameter is invalid. Please check again."), K.BAD_REQUEST),
    plain(404, "404 page not found", K.BAD_ENDPOINT),
    no(500, _numbered(50000, "Unknown error, please try again later."), K.SERVER),
    streamed(CHAT + sse(_numbered(50505, "Model service overloaded.")), K.OVERLOADED),
]

_ARGUMENT, _NO_RIGHT = "Client specified an invalid argument", "The caller does not have permission to execute this."
_NO_CREDITS = "Your newly created team doesn't have any credits yet. You can purchase credits on https://console.x.ai."
_SPENT = "Your team x has either used all available credits or reached its monthly spending limit."
_XAI_LONG = "This model's maximum prompt length is 131072 but the request contains 140000 tokens."


def _xai(code: str, message: str) -> dict[str, str]:
    return {"code": code, "error": message}


XAI = [
    no(400, _xai(_ARGUMENT, "Incorrect API key provided: xa***ef. You can obtain an API key."), K.KEY_REFUSED),
    no(403, _xai(_NO_RIGHT, "The API key has no access to this endpoint."), K.FORBIDDEN),
    no(403, _xai(_NO_RIGHT, _NO_CREDITS), K.QUOTA),
    no(429, _xai("Some resource has been exhausted", _SPENT), K.QUOTA),
    no(429, _xai("Some resource has been exhausted", "Too many requests for team x and model grok-4."), K.RATE_LIMIT),
    no(503, _xai("The service is currently unavailable", "The model is at capacity."), K.OVERLOADED),
    no(400, _xai(_ARGUMENT, _XAI_LONG), K.CONTEXT_TOO_LONG),
    no(404, _xai("Some requested entity was not found", "The model x does not exist."), K.MODEL_NOT_FOUND),
    no(
        400,
        _xai(_ARGUMENT, "Model grok-4 does not support parameter presencePenalty."),
        K.PARAMETER_REFUSED,
        "presence_penalty",
    ),
    no(
        400,
        _xai(_ARGUMENT, "Argument not supported on this model: frequencyPenalty"),
        K.PARAMETER_REFUSED,
        "frequency_penalty",
    ),
    no(
        400,
        _xai(_ARGUMENT, "Model grok-4 does not support parameter reasoningEffort."),
        K.PARAMETER_REFUSED,
        "reasoning_effort",
    ),
    no(403, _xai(_NO_RIGHT, "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO"), K.FILTERED),
    plain(404, "", K.BAD_ENDPOINT),
    no(500, _xai("Internal error", "Something went wrong."), K.SERVER),
]


def _mistral(type: str, message: object, code: str | None = None) -> dict[str, object]:
    return {"object": "error", "message": message, "type": type, "param": None, "code": code}


_EXTRA = [{"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]
_MISTRAL_LONG = "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length"
MISTRAL = [
    no(401, {"detail": "Unauthorized"}, K.KEY_REFUSED),
    no(401, {"message": "Unauthorized", "request_id": "r"}, K.KEY_REFUSED),
    no(403, {"message": "You cannot consume this service"}, K.FORBIDDEN),
    no(402, {"detail": "Check your payment method."}, K.QUOTA),
    no(429, _mistral("rate_limited", "Rate limit exceeded", "1300"), K.RATE_LIMIT),
    no(429, _mistral("service_tier_capacity_exceeded", "Service tier capacity exceeded."), K.RATE_LIMIT),
    no(503, _mistral("unreachable_backend", "Service unavailable.", "1100"), K.OVERLOADED),
    no(400, _mistral("invalid_request_prompt", _MISTRAL_LONG, "3051"), K.CONTEXT_TOO_LONG),
    no(400, _mistral("invalid_model", "Invalid model: x", "1500"), K.MODEL_NOT_FOUND),
    no(422, _mistral(INVALID, {"detail": _EXTRA}), K.PARAMETER_REFUSED, "stream_options"),
    no(404, {"message": "no Route matched with those values", "request_id": "r"}, K.BAD_ENDPOINT),
    no(500, _mistral("internal_server_error", "Internal server error", "1000"), K.SERVER),
]

_STANDING = "Access denied, please make sure your account is in good standing."
QWEN = [
    no(401, error("Incorrect API key provided.", "invalid_api_key", INVALID), K.KEY_REFUSED),
    no(403, error("Model access denied.", "Model.AccessDenied", "Model.AccessDenied"), K.FORBIDDEN),
    no(400, error(_STANDING, "Arrearage", "Arrearage"), K.QUOTA),
    no(403, error("The free tier of the model has been exhausted.", "AllocationQuota.FreeTierOnly"), K.QUOTA),
    no(429, error("Requests rate limit exceeded, please try again later.", "limit_requests"), K.RATE_LIMIT),
    no(503, error("Too many requests. The model serving is overloaded.", "ModelServingError"), K.OVERLOADED),
    no(400, error("Range of input length should be [1, 30720]", "invalid_parameter_error"), K.CONTEXT_TOO_LONG),
    no(404, error("The model `x` does not exist.", "model_not_found", INVALID), K.MODEL_NOT_FOUND),
    no(400, error("Input data may contain inappropriate content.", "data_inspection_failed"), K.FILTERED),
    no(500, error("An internal error has occurred.", "internal_error"), K.SERVER),
    streamed(sse(error("Output data may contain inappropriate content.", "data_inspection_failed")), K.FILTERED),
]

REFUSALS: dict[str, list[Refusal]] = {
    "openai": OPENAI,
    "responses": RESPONSES,
    "azure": [*AZURE, streamed(CHAT + sse(_azure("500", "Internal error.")) + DONE, K.SERVER)],
    "azure responses": [*AZURE, streamed(RESPONDING + sse(_ended("server_error", "Internal.")), K.SERVER)],
    "deepseek": DEEPSEEK,
    "moonshot": MOONSHOT,
    "siliconflow": SILICONFLOW,
    "xai": XAI,
    "mistral": MISTRAL,
    "qwen": QWEN,
}

CANNOT_SAY: dict[str, set[str]] = {
    "deepseek": {"permission", "parameter"},  # it takes every parameter, and one key opens everything
    "siliconflow": {"parameter", "filter"},  # that a parameter is wrong is said without its name
    "mistral": {"filter"},
    "qwen": {"parameter"},
}
"""What these have no words for."""
