"""Refusals of the services that have a dialect of their own."""

import json
from typing import Any

from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.wire import Endpoint
from providers.refusals import CHAT, Refusal, Speaker, error, no, plain, sse, streamed

K = FailureKind
CLAUDE = sse(
    {"type": "message_start", "message": {"id": "m", "content": [], "usage": {"input_tokens": 1}}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
)
GEMINI = sse({"candidates": [{"content": {"role": "model", "parts": [{"text": "Hel"}]}, "index": 0}]})
DASHSCOPE = sse({"output": {"choices": [{"message": {"content": "Hel"}, "finish_reason": "null"}]}}, event="result")
HUNYUAN = sse({"Choices": [{"FinishReason": "", "Delta": {"Role": "assistant", "Content": "Hel"}}]})
OLLAMA = json.dumps({"model": "m", "message": {"role": "assistant", "content": "Hel"}, "done": False}) + "\n"

SPEAKERS = {
    "claude": Speaker("anthropic", CLAUDE, Endpoint("", "claude-sonnet-4-5", api="2023-06-01")),
    "claude 2026": Speaker("anthropic", CLAUDE, Endpoint("", "claude-opus-4-7", api="2026-10-21")),
    "gemini": Speaker("google", GEMINI, Endpoint("", "gemini-2.5-pro")),
    "dashscope": Speaker("alibaba", DASHSCOPE, Endpoint("", "qwen-plus", api="dashscope")),
    "wenxin": Speaker("baidu", sse({"result": "Hel", "is_end": False}), Endpoint("", "ernie-4.0-8k", api="wenxin")),
    "hunyuan": Speaker("tencent", HUNYUAN, Endpoint("", "hunyuan-turbo")),
    "spark": Speaker("iflytek", CHAT, Endpoint("", "4.0Ultra")),
    "ollama": Speaker("ollama", OLLAMA, Endpoint("", "qwen3")),
}

WRONG = "invalid_request_error"


def _claude(type: str, message: str, **more: Any) -> dict[str, Any]:
    return {"type": "error", "error": {"type": type, "message": message, **more}, "request_id": "req_1"}


_LATE = _claude("overloaded_error", "Overloaded")
_REACHED = {"error_code": "enforced_spend_limit_reached"}
_EXTRA = "temperature: Extra inputs are not permitted"
_BOTH_VERSIONS = [
    no(401, _claude("authentication_error", "invalid x-api-key"), K.KEY_REFUSED),
    no(403, _claude("permission_error", "Your API key does not have permission to use this."), K.FORBIDDEN),
    no(403, {"error": {"type": "forbidden", "message": "Request not allowed"}}, K.REGION),
    no(400, _claude(WRONG, 'anthropic-version: "2031-01-01" is not a valid version'), K.API_VERSION),
    no(402, _claude("billing_error", "Payment required."), K.QUOTA),
    no(400, _claude(WRONG, "Your credit balance is too low to access the Anthropic API."), K.QUOTA),
    no(429, _claude("rate_limit_error", "No.", details=_REACHED), K.QUOTA),
    no(429, _claude("rate_limit_error", "Number of request tokens has exceeded your limit."), K.RATE_LIMIT),
    no(529, _LATE, K.OVERLOADED),
    no(504, _claude("timeout_error", "Request timed out."), K.OVERLOADED),
    no(400, _claude(WRONG, "prompt is too long: 210000 tokens > 200000 maximum"), K.CONTEXT_TOO_LONG),
    no(413, _claude("request_too_large", "Request exceeds the maximum size"), K.CONTEXT_TOO_LONG),
    no(404, _claude("not_found_error", "model: claude-9"), K.MODEL_NOT_FOUND),
    no(404, _claude("not_found_error", "Not Found"), K.BAD_ENDPOINT),
    no(400, _claude(WRONG, "Output blocked by content filtering policy"), K.FILTERED),
    no(400, _claude(WRONG, "messages: at least one message is required"), K.BAD_REQUEST),
    no(500, _claude("api_error", "Internal server error"), K.SERVER),
    streamed(sse(_LATE, event="error"), K.OVERLOADED),
    streamed(CLAUDE + sse(_LATE, event="error"), K.OVERLOADED),
    streamed(CLAUDE + sse({"code": 500, "message": "Failed.", "type": "server_error"}, event="error"), K.SERVER),
    streamed(CLAUDE + sse(_claude("api_error", "litellm.InternalServerError: gone")), K.SERVER),
    streamed(CLAUDE + "event: error\ndata: upstream is gone\n\n", K.SERVER),
]
_WARM = "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode."
_BOTH = "`temperature` and `top_p` cannot both be specified for this model. Please use only one."

BAD, USED = "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"


def _google(code: int, status: str, message: str, *details: dict[str, Any]) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "status": status, "details": list(details)}}


_KEY = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
_RETRY = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.4s"}
_DAY = {"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}
_QUOTA = "You exceeded your current quota, please check your plan and billing details."
_GEMINI_LONG = "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
_GONE = "models/x is not found for API version v1beta, or is not supported for generateContent."
_BUSY = _google(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")
_NO_THOUGHTS = "Thinking is not enabled for models/gemini-2.0-flash"

GOOGLE = [
    no(400, _google(400, BAD, "API key not valid. Please pass a valid API key.", _KEY), K.KEY_REFUSED),
    no(401, _google(401, "UNAUTHENTICATED", "Expected OAuth 2 access token."), K.KEY_REFUSED),
    no(403, _google(403, "PERMISSION_DENIED", "The caller does not have permission"), K.FORBIDDEN),
    no(400, _google(400, "FAILED_PRECONDITION", "User location is not supported for the API use."), K.REGION),
    no(400, _google(400, "FAILED_PRECONDITION", "Please enable billing on your project."), K.FORBIDDEN),
    no(402, _google(402, USED, "Your prepaid balance is used up."), K.QUOTA),
    no(429, _google(429, USED, _QUOTA, _DAY, _RETRY), K.QUOTA),
    no(429, _google(429, USED, "Quota exceeded for requests per minute.", _RETRY), K.RATE_LIMIT, wait=34.4),
    no(503, _BUSY, K.OVERLOADED),
    no(504, _google(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."), K.OVERLOADED),
    no(400, _google(400, BAD, _GEMINI_LONG), K.CONTEXT_TOO_LONG),
    no(404, _google(404, "NOT_FOUND", _GONE), K.MODEL_NOT_FOUND),
    no(400, _google(400, BAD, _NO_THOUGHTS), K.PARAMETER_REFUSED, "thinkingConfig"),
    no(400, _google(400, BAD, "Penalty is not enabled for models/x"), K.PARAMETER_REFUSED, "penalties"),
    no(200, {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}, K.FILTERED),
    plain(404, "", K.BAD_ENDPOINT),
    no(500, _google(500, "INTERNAL", "An internal error has occurred."), K.SERVER),
    no(503, [_BUSY], K.OVERLOADED),
    no(200, [_google(429, USED, "Too fast.", _RETRY)], K.RATE_LIMIT, wait=34.4),
    streamed(sse({"promptFeedback": {"blockReason": "SAFETY", "safetyRatings": []}, "usageMetadata": {}}), K.FILTERED),
    streamed(GEMINI + sse(_BUSY), K.OVERLOADED),
    streamed(GEMINI + sse([_BUSY]), K.OVERLOADED),
    streamed(GEMINI + json.dumps(_BUSY, indent=2) + "\n", K.OVERLOADED),
]


def _qwen(code: str, message: str) -> dict[str, str]:
    return {"code": code, "message": message, "request_id": "r"}


_THINK = "parameter.enable_thinking must be set to false for non-streaming calls"
ALIBABA = [
    no(401, _qwen("InvalidApiKey", "Invalid API-key provided."), K.KEY_REFUSED),
    no(403, _qwen("Model.AccessDenied", "Model access denied."), K.FORBIDDEN),
    no(400, _qwen("Arrearage", "Access denied, please make sure your account is in good standing."), K.QUOTA),
    no(429, _qwen("Throttling.RateQuota", "Requests rate limit exceeded, please try again later."), K.RATE_LIMIT),
    no(429, _qwen("Throttling.AllocationQuota", "Free allocated quota exceeded."), K.QUOTA),
    no(503, _qwen("ModelServingError", "Too many requests. Your requests are being throttled."), K.OVERLOADED),
    no(400, _qwen("InvalidParameter", "Range of input length should be [1, 129024]"), K.CONTEXT_TOO_LONG),
    no(404, _qwen("ModelNotFound", "Model not exist."), K.MODEL_NOT_FOUND),
    no(400, _qwen("InvalidParameter", _THINK), K.PARAMETER_REFUSED, "enable_thinking"),
    no(400, _qwen("InvalidParameter", "url error, please check url！"), K.PARAMETER_REFUSED, "task"),
    no(400, _qwen("DataInspectionFailed", "Input data may contain inappropriate content."), K.FILTERED),
    no(500, _qwen("InternalError.Algo", "An internal error has occurred during execution."), K.SERVER),
    streamed(sse(_qwen("InvalidApiKey", "Invalid API-key provided."), event="error"), K.KEY_REFUSED),
    streamed(DASHSCOPE + sse(_qwen("DataInspectionFailed", "Output data may."), event="error"), K.FILTERED),
]


def _baidu(number: int, message: str) -> dict[str, Any]:
    return {"error_code": number, "error_msg": message, "id": "as-1"}


BAIDU = [
    no(200, _baidu(14, "IAM Certification failed"), K.KEY_REFUSED),
    no(200, _baidu(110, "Access token invalid or no longer valid"), K.KEY_EXPIRED),
    no(200, _baidu(6, "No permission to access data"), K.FORBIDDEN),
    no(200, _baidu(17, "Open api daily request limit reached"), K.QUOTA),
    no(200, _baidu(18, "Open api qps request limit reached"), K.RATE_LIMIT),
    no(200, _baidu(336100, "the server is busy, please try again later"), K.OVERLOADED),
    no(200, _baidu(336103, "the max length of current question is 2000"), K.CONTEXT_TOO_LONG),
    no(200, _baidu(3, "Unsupported openapi method"), K.MODEL_NOT_FOUND),
    no(200, _baidu(336000, "Internal error, please retry"), K.SERVER),
    streamed(sse({"result": "Hel", "is_end": False}) + sse(_baidu(336000, "Internal error")), K.SERVER),
]


def _tencent(code: str, message: str) -> dict[str, Any]:
    return {"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "r"}}


_LATE_HUNYUAN = {"Id": "i", "ErrorMsg": {"Msg": "引擎内部错误", "Code": 2003}}
TENCENT = [
    no(
        200, _tencent("AuthFailure.SignatureFailure", "The provided credentials could not be validated."), K.KEY_REFUSED
    ),
    no(200, _tencent("AuthFailure.UnauthorizedOperation", "You are not authorized."), K.FORBIDDEN),
    no(200, _tencent("AuthFailure.SignatureExpire", "The provided credentials have expired."), K.CLOCK),
    no(200, _tencent("FailedOperation.ServiceStopArrears", "服务已欠费停服。"), K.QUOTA),
    no(200, _tencent("RequestLimitExceeded", "您当前每秒请求次数超过了限制。"), K.RATE_LIMIT),
    no(200, _tencent("FailedOperation.EngineRequestTimeout", "引擎层请求超时。"), K.OVERLOADED),
    no(200, _tencent("RequestSizeLimitExceeded", "The request is too large."), K.CONTEXT_TOO_LONG),
    no(200, _tencent("InvalidParameterValue.Model", "模型不存在。"), K.MODEL_NOT_FOUND),
    no(200, _tencent("UnknownParameter", "The parameter `Seed` is not recognized."), K.PARAMETER_REFUSED, "Seed"),
    no(200, _tencent("OperationDenied.TextIllegalDetected", "文本包含违法违规信息。"), K.FILTERED),
    no(200, _tencent("NoSuchVersion", "The version does not exist."), K.BAD_ENDPOINT),
    no(200, _tencent("InternalError", "内部错误。"), K.SERVER),
    streamed(HUNYUAN + sse(_LATE_HUNYUAN), K.SERVER),
]


def _spark(number: int, message: str) -> dict[str, Any]:
    return {"code": number, "message": message, "sid": "cha0001"}


_DATE = "a valid date or x-date header is required for HMAC Authentication"
_HMAC = "HMAC signature cannot be verified: fail to retrieve credential"
IFLYTEK = [
    no(401, {"message": _HMAC}, K.KEY_REFUSED),
    no(403, {"message": f"HMAC signature cannot be verified, {_DATE}"}, K.CLOCK),
    no(403, _spark(10015, "AppIdNotAllowed"), K.FORBIDDEN),
    no(403, error("AppIdQuotaOverFlow", "11200", "api_error"), K.QUOTA),
    no(200, _spark(11202, "AppIdSecondFlowOverLimit"), K.RATE_LIMIT),
    no(200, _spark(10110, "服务忙，请稍后再试"), K.OVERLOADED),
    no(200, _spark(10907, "token数量超过上限"), K.CONTEXT_TOO_LONG),
    no(200, _spark(10404, "domain not found"), K.MODEL_NOT_FOUND),
    no(200, _spark(10013, "输入内容审核不通过，涉嫌违规"), K.FILTERED),
    no(200, _spark(10012, "引擎内部错误"), K.SERVER),
    streamed(CHAT + sse(_spark(10019, "涉及敏感词")), K.FILTERED),
    streamed(CHAT + sse(error("AppIdQuotaOverFlow", "11200", "api_error")), K.QUOTA),
]


def _ollama(sentence: str) -> dict[str, str]:
    return {"error": sentence}


OLLAMA_SAYS = [
    no(401, _ollama("unauthorized"), K.KEY_REFUSED),
    plain(403, "", K.FORBIDDEN),
    no(429, _ollama("you have reached your hourly usage limit, please upgrade to continue"), K.RATE_LIMIT),
    no(503, _ollama("server busy, please try again.  maximum pending requests exceeded"), K.OVERLOADED),
    no(400, _ollama("the input length exceeds the context length"), K.CONTEXT_TOO_LONG),
    no(404, _ollama('model "x" not found, try pulling it first'), K.MODEL_NOT_FOUND),
    no(400, _ollama('"llama3" does not support thinking'), K.PARAMETER_REFUSED, "think"),
    no(500, _ollama("this model is missing data required for image input"), K.NO_VISION),
    plain(404, "404 page not found", K.BAD_ENDPOINT),
    no(500, _ollama("llama runner process has terminated: exit status 2"), K.SERVER),
    streamed(OLLAMA + json.dumps(_ollama("an error was encountered while running the model")), K.SERVER),
]

REFUSALS: dict[str, list[Refusal]] = {
    "claude": [
        *_BOTH_VERSIONS,
        no(400, _claude(WRONG, _WARM), K.PARAMETER_REFUSED, "temperature"),
        no(400, _claude(WRONG, _BOTH), K.PARAMETER_REFUSED, "top_p"),
    ],
    "claude 2026": [*_BOTH_VERSIONS, no(400, _claude(WRONG, _EXTRA), K.PARAMETER_REFUSED, "temperature")],
    "gemini": GOOGLE,
    "dashscope": ALIBABA,
    "wenxin": BAIDU,
    "hunyuan": TENCENT,
    "spark": IFLYTEK,
    "ollama": OLLAMA_SAYS,
}

CANNOT_SAY: dict[str, set[str]] = {
    "wenxin": {"parameter", "filter"},  # what it minds in a question it says as an answer
    "spark": {"parameter"},
    "ollama": {"quota", "filter"},
}
"""What these have no words for."""
