"""What servers answer when they do not answer: each status and body says what the person can do about it."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error

JSON, HTML, PLAIN = "application/json", "text/html; charset=utf-8", "text/plain"


def openai(message: str, code: object = None, type: str | None = None, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": type, "param": param, "code": code}}


def azure(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


FILTERED = (
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. "
    "Please modify your prompt and retry."
)
MAX_TOKENS = (
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
)
LITELLM_FIELD = (
    "litellm.UnsupportedParamsError: openai does not support parameters: ['temperature'], for model=o1. "
    "To drop these, set `litellm.drop_params=True`"
)
TEMPERATURE = "Unsupported value: 'temperature' does not support 0.1 with this model."
BUSY = "当前分组上游负载已饱和，请稍后再试 (request id: 1)"
LITELLM = "litellm.BadRequestError: This model's maximum context length is 4096 tokens."
SUBSCRIPTION = "Access denied due to invalid subscription key or wrong API endpoint."
NO_DEPLOYMENT = "The API deployment for this resource does not exist."
GEMINI_KEY = {"error": {"code": 400, "message": "API key not valid. Please pass a valid API key."}}
GEMINI_LENGTH = "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
ECHO = {
    "detail": [
        {
            "loc": ["body", "x"],
            "msg": "Field required",
            "input": {
                "messages": [{"content": "What does insufficient_quota mean? Is temperature not supported?"}],
                "stream_options": {},
            },
        }
    ]
}
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"

K = FailureKind
TABLE: list[tuple[str, int, str, object, FailureKind]] = [
    ("OpenAI wrong key", 401, JSON, openai("Incorrect API key provided: sk-…", "invalid_api_key"), K.KEY_REFUSED),
    ("OpenAI address of the caller", 401, JSON, openai("Your IP is not authorized"), K.KEY_REFUSED),
    ("OpenAI region", 403, JSON, openai("Country not supported", "unsupported_country_region_territory"), K.REGION),
    ("OpenAI model", 404, JSON, openai("The model `x` does not exist", "model_not_found"), K.MODEL_NOT_FOUND),
    ("OpenAI rate", 429, JSON, openai("Rate limit reached", "rate_limit_exceeded"), K.RATE_LIMIT),
    ("OpenAI ramp", 429, JSON, openai("Slow down", "slow_down", "rate_limit_error"), K.RATE_LIMIT),
    ("OpenAI purse", 429, JSON, openai("You exceeded your current quota", "insufficient_quota"), K.QUOTA),
    ("OpenAI credit", 429, JSON, openai("No credit", "credit_balance_exhausted", "insufficient_quota"), K.QUOTA),
    ("OpenAI busy", 503, JSON, openai("Busy", "server_is_overloaded", "service_unavailable_error"), K.OVERLOADED),
    ("OpenAI fault", 500, JSON, openai("The server had an error", None, "server_error"), K.SERVER),
    ("OpenAI length", 400, JSON, openai("Too long", "context_length_exceeded", param="messages"), K.CONTEXT_TOO_LONG),
    ("OpenAI field", 400, JSON, openai(MAX_TOKENS, "unsupported_parameter", param="max_tokens"), K.PARAMETER_REFUSED),
    ("OpenAI value", 400, JSON, openai(TEMPERATURE, "unsupported_value", param="temperature"), K.PARAMETER_REFUSED),
    ("OpenAI else", 400, JSON, openai("Invalid type for 'messages'", None, "invalid_request_error"), K.BAD_REQUEST),
    ("Azure wrong key", 401, JSON, azure("401", SUBSCRIPTION), K.KEY_REFUSED),
    ("Azure Entra", 401, JSON, azure("PermissionDenied", "The principal lacks the data action"), K.KEY_REFUSED),
    ("Azure deployment", 404, JSON, azure("DeploymentNotFound", NO_DEPLOYMENT), K.DEPLOYMENT_NOT_FOUND),
    ("Azure path or version", 404, JSON, azure("404", "Resource not found"), K.BAD_ENDPOINT),
    ("Azure rate", 429, JSON, azure("RateLimitReached", "Please retry after 20 seconds."), K.RATE_LIMIT),
    ("Azure filter", 400, JSON, openai(FILTERED, "content_filter", param="prompt"), K.FILTERED),
    (
        "Azure old api-version",
        400,
        JSON,
        azure("BadRequest", "Unrecognized request argument supplied: stream_options"),
        K.PARAMETER_REFUSED,
    ),
    ("llama.cpp key", 401, JSON, openai("Invalid API Key", 401, "authentication_error"), K.KEY_REFUSED),
    ("llama.cpp length", 400, JSON, openai("too large", 400, "exceed_context_size_error"), K.CONTEXT_TOO_LONG),
    ("llama.cpp path", 404, JSON, openai("File Not Found", 404, "not_found_error"), K.BAD_ENDPOINT),
    ("llama.cpp loading", 503, JSON, openai("Loading model", 503, "unavailable_error"), K.OVERLOADED),
    ("llama-cpp-python key", 401, JSON, {"detail": "Invalid API key"}, K.KEY_REFUSED),
    ("transformers fault", 500, PLAIN, "Internal Server Error", K.SERVER),
    ("LiteLLM length", 400, JSON, openai(LITELLM, "400"), K.CONTEXT_TOO_LONG),
    ("LiteLLM model", 400, JSON, openai("Invalid model name passed in model=x", "400"), K.MODEL_NOT_FOUND),
    ("LiteLLM path", 404, JSON, {"detail": "Not Found"}, K.BAD_ENDPOINT),
    ("vLLM model", 404, JSON, openai("The model `x` does not exist.", 404, "NotFoundError"), K.MODEL_NOT_FOUND),
    ("vLLM of old", 400, JSON, {"object": "error", "message": "maximum context length is 1"}, K.CONTEXT_TOO_LONG),
    ("Ollama model", 404, JSON, openai('model "x" not found', None, "not_found_error"), K.MODEL_NOT_FOUND),
    ("LM Studio path", 200, JSON, {"error": "Unexpected endpoint or method. (POST /x)"}, K.BAD_ENDPOINT),
    ("LM Studio nothing loaded", 404, JSON, openai("No models loaded."), K.MODEL_NOT_FOUND),
    ("DeepSeek purse", 402, JSON, openai("Insufficient Balance", "invalid_request_error"), K.QUOTA),
    ("Moonshot purse", 403, JSON, openai("suspended", None, "exceeded_current_quota_error"), K.QUOTA),
    ("Moonshot busy", 429, JSON, openai("try later", None, "engine_overloaded_error"), K.OVERLOADED),
    ("Qwen purse", 400, JSON, openai("Access denied", "Arrearage"), K.QUOTA),
    ("Qwen filter", 400, JSON, openai("inappropriate", "data_inspection_failed"), K.FILTERED),
    (
        "SiliconFlow model",
        400,
        JSON,
        {"code": 20012, "message": "Model does not exist."},
        K.MODEL_NOT_FOUND,
    ),
    ("SiliconFlow key", 401, JSON, "Api key is invalid", K.KEY_REFUSED),
    ("xAI key", 400, JSON, {"code": "x", "error": "Incorrect API key provided: x."}, K.KEY_REFUSED),
    ("OpenRouter purse", 402, JSON, openai("Insufficient credits", 402), K.QUOTA),
    ("one-api busy", 429, JSON, openai(BUSY, None, "one_api_error"), K.OVERLOADED),
    ("one-api key", 401, JSON, openai("无效的令牌 (request id: 1)", None, "one_api_error"), K.KEY_REFUSED),
    ("one-api model", 403, JSON, openai("该令牌无权使用模型：x", None, "one_api_error"), K.FORBIDDEN),
    ("one-api doubled /v1", 404, JSON, openai("Invalid URL (POST /v1/v1/chat/completions)", ""), K.BAD_ENDPOINT),
    ("NextChat code", 401, JSON, {"error": True, "msg": "wrong access code"}, K.CODE_REFUSED),
    ("NextChat route", 403, JSON, {"error": True, "msg": "you are not allowed to request v1/x"}, K.FORBIDDEN),
    ("NextChat model", 403, JSON, {"error": True, "message": "you are not allowed to use x model"}, K.FORBIDDEN),
    ("NextChat upstream", 200, JSON, '```json\n{"cause":{"code":"ECONNREFUSED"}}\n```', K.SERVER),
    ("login page", 200, HTML, "<!doctype html><title>Log in</title>", K.WEB_PAGE),
    ("page not found", 404, HTML, "<html><title>404</title></html>", K.WEB_PAGE),
    ("gateway page", 502, HTML, GATEWAY_PAGE, K.OVERLOADED),
    ("page with no name", 200, PLAIN, "  <html></html>", K.WEB_PAGE),
    ("proxy page", 407, HTML, "<html><title>Proxy login</title></html>", K.PROXY_LOGIN),
    ("page for too much", 413, HTML, "<html><title>Too large</title></html>", K.TOO_LARGE),
    ("Cloudflare page", 524, HTML, "<html><title>A timeout occurred</title></html>", K.OVERLOADED),
    ("redirect", 302, HTML, "", K.WEB_PAGE),
    ("page about clocks", 200, HTML, "<title>Chat</title><p>This token is not yet valid.", K.WEB_PAGE),
    ("page about portals", 404, HTML, "<title>404</title><p>What is a captive portal?", K.WEB_PAGE),
    ("WISPr", 200, HTML, "<HTML><!-- <WISPAccessGatewayParam> --></HTML>", K.PORTAL),
    ("Ruijie", 200, HTML, "<script>location='http://10.1.1.1/eportal/index.jsp?wlanuserip=1'</script>", K.PORTAL),
    ("campus", 200, HTML, "<html><title>校园网登录</title></html>", K.PORTAL),
    ("head of nginx", 400, HTML, "<title>400 Request Header Or Cookie Too Large</title>", K.TOO_LARGE),
    ("Apache's login", 401, HTML, "<p>This server could not verify that you\nare authorized", K.LOGIN_WANTED),
    ("Apache's TLS", 400, HTML, "<p>You're speaking plain HTTP to an SSL-enabled server port.", K.TLS_WANTED),
    ("Tomcat's TLS", 400, PLAIN, "Bad Request\nThis combination of host and port requires TLS.", K.TLS_WANTED),
    ("AWS clock", 403, JSON, {"message": "Signature expired: 20261122T1 is now earlier than 20261122T2"}, K.CLOCK),
    ("S3 clock", 403, "application/xml", "<Error><Code>RequestTimeTooSkewed</Code></Error>", K.CLOCK),
    ("Aliyun clock", 400, JSON, {"Code": "InvalidTimeStamp.Expired", "Message": "No."}, K.CLOCK),
    ("JWT of tomorrow", 401, JSON, azure("401", "Lifetime validation failed, the token is not yet valid."), K.CLOCK),
    ("Bedrock region", 400, JSON, {"message": "Access is not allowed from unsupported countries, regions."}, K.REGION),
    ("reseller region", 403, JSON, openai("暂不支持您所在的地区"), K.REGION),
    (
        "deployment's region",
        400,
        JSON,
        openai("This SKU is not available in the region of the resource"),
        K.BAD_REQUEST,
    ),
    ("versions", 400, JSON, azure("BadRequest", "Unsupported API version: 2031"), K.API_VERSION),
    ("Azure without version", 404, JSON, azure("MissingApiVersionParameter", "It is required."), K.API_VERSION),
    ("a code is missing", 401, JSON, '{"error":true,"msg":"empty access code"}', K.CODE_REFUSED),
    ("Next.js size", 413, PLAIN, "Body exceeded 1mb limit", K.TOO_LARGE),
    ("too much at once", 413, JSON, openai("Too much"), K.CONTEXT_TOO_LONG),
    ("Groq size", 413, JSON, openai("Request too large for model", "rate_limit_exceeded", "tokens"), K.RATE_LIMIT),
    ("method", 405, PLAIN, "Method Not Allowed", K.BAD_ENDPOINT),
    ("nothing at all", 500, "", "", K.SERVER),
    ("Bedrock through LiteLLM", 429, JSON, openai("Too many tokens, please wait before trying again."), K.RATE_LIMIT),
    ("Gemini key", 400, JSON, [GEMINI_KEY], K.KEY_REFUSED),
    ("Gemini length", 400, JSON, [azure("INVALID_ARGUMENT", GEMINI_LENGTH)], K.CONTEXT_TOO_LONG),
    ("Bailian length", 400, JSON, openai("Range of input length should be [1, 30720]"), K.CONTEXT_TOO_LONG),
    ("SiliconFlow purse", 403, JSON, {"code": 30001, "message": "your account balance is insufficient"}, K.QUOTA),
    ("Claude purse", 400, JSON, openai("Your credit balance is too low to access the API."), K.QUOTA),
    ("one-api purse", 403, JSON, openai("预扣费额度失败, 用户剩余额度: ＄0.1"), K.QUOTA),
    ("one-api no channel", 503, JSON, openai("当前分组 default 下对于模型 x 无可用渠道"), K.MODEL_NOT_FOUND),
    ("GLM purse", 429, JSON, azure("1113", "您的账户已欠费，请充值后重试。"), K.QUOTA),
    ("DeepSeek filter", 400, JSON, openai("Content Exists Risk", "invalid_request_error"), K.FILTERED),
    ("Spring path", 404, JSON, {"error": "Not Found", "path": "/models/chat/completions"}, K.BAD_ENDPOINT),
    ("manual quoted", 429, JSON, openai("Slow down, see https://x.org/billing_error"), K.RATE_LIMIT),
    ("question quoted", 422, JSON, ECHO, K.BAD_REQUEST),
    ("LiteLLM field", 400, JSON, openai(LITELLM_FIELD, "400"), K.PARAMETER_REFUSED),
    ("Gemma system", 400, JSON, openai("System role not supported"), K.PARAMETER_REFUSED),
    ("OpenAI pictures", 400, JSON, openai("Invalid content type. image_url is only supported by …"), K.NO_VISION),
    ("vLLM pictures", 400, JSON, openai("x is not a multimodal model", 400, "BadRequestError"), K.NO_VISION),
    ("DeepSeek pictures", 400, JSON, openai("messages[0]: unknown variant `image_url`, expected `text`"), K.NO_VISION),
    ("OpenRouter pictures", 404, JSON, openai("No endpoints found that support image input", 404), K.NO_VISION),
    ("llama.cpp pictures", 500, JSON, openai("image input is not supported - hint: mmproj", 500), K.NO_VISION),
    ("any pictures", 400, JSON, openai("This model does not support image input."), K.NO_VISION),
    ("drawing", 400, JSON, openai("This model does not support image generation."), K.BAD_REQUEST),
    ("token", 401, JSON, openai("The access token has expired"), K.KEY_EXPIRED),
    ("Azure token", 401, JSON, azure("401", "Lifetime validation failed, the token is expired."), K.KEY_EXPIRED),
    ("Bedrock token", 403, JSON, {"__type": "ExpiredTokenException", "message": "expired"}, K.KEY_EXPIRED),
    ("short token", 401, PLAIN, "access token expired", K.KEY_EXPIRED),
    ("NVIDIA in a stream", 429, "text/event-stream", 'data:{"error":{"message":"Too many"}}', K.RATE_LIMIT),
]


@pytest.mark.parametrize(
    ("status", "content_type", "body", "kind"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_refusal_says_what_can_be_done(status: int, content_type: str, body: object, kind: FailureKind) -> None:
    is_json = content_type == JSON
    assert failure_of_body(status, content_type, json.dumps(body) if is_json else str(body)).kind is kind


def test_the_refused_field_is_named() -> None:
    for body in (
        openai(MAX_TOKENS, "unsupported_parameter", param="max_tokens"),
        openai(MAX_TOKENS, "unsupported_parameter"),
    ):
        assert failure_of_body(400, JSON, json.dumps(body)).field == "max_tokens"
    stream_options = openai("Unsupported parameter", "unsupported_parameter", param="stream_options.include_usage")
    assert failure_of_body(400, JSON, json.dumps(stream_options)).field == "stream_options"


UNSUPPORTED = "Unsupported parameter: '{}' is not supported with this model."
EXTRA = "Extra inputs are not permitted"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (openai(LITELLM_FIELD), "temperature"),
        (openai(UNSUPPORTED.format("stop")), "stop"),
        (openai(UNSUPPORTED.format("n")), "n"),
        (openai(UNSUPPORTED.format("seed"), param="seed"), "seed"),
        (openai(UNSUPPORTED.format("parallel_tool_calls")), "parallel_tool_calls"),
        (openai("Unrecognized request argument supplied: reasoning_effort"), "reasoning_effort"),
        (openai(UNSUPPORTED.format("max_completion_tokens") + " Use 'max_tokens'."), "max_completion_tokens"),
        (openai(UNSUPPORTED.format("reasoning.effort"), param="reasoning.effort"), "reasoning.effort"),
        (openai("Your organization must be verified to do so.", param="reasoning.summary"), "reasoning.summary"),
        (openai("Encrypted content is not supported with this model.", param="include"), "include"),
        (openai("Unknown parameter: 'include[0]'.", param="include[0]"), "include"),
        (openai("Unknown parameter: 'store'."), "store"),
        ({"detail": [{"loc": ["body", "stop"], "msg": EXTRA}]}, "stop"),
        ({"detail": [{"loc": ["body", "top_p"], "msg": EXTRA}]}, "top_p"),
        (
            openai("The encrypted content gAAA… could not be verified.", "invalid_encrypted_content"),
            "encrypted_content",
        ),
        (
            openai("Unsupported value: 'messages[0].role' does not support 'system' with this model."),
            "system",
        ),
        (
            openai("Unsupported value: 'messages[0].role' does not support 'developer' with this model."),
            "developer",
        ),
        (openai("'developer' is not one of ['system', 'assistant', 'user'] - 'messages.0.role'"), "developer"),
        (openai("Only user and assistant roles are supported!"), "system"),
        (openai("Conversation roles must alternate user/assistant/user/assistant/..."), "system"),
        (openai("Developer instruction is not enabled for models/x"), "system"),
    ],
)
def test_what_can_be_done_without_is_named(body: object, field: str) -> None:
    failed = failure_of_body(400, JSON, json.dumps(body))
    assert (failed.kind, failed.field) == (FailureKind.PARAMETER_REFUSED, field)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, openai("This model is only supported in v1/responses and not in v1/chat/completions.", param="model")),
        (400, azure("OperationNotSupported", "The chatCompletion operation does not work with the specified model.")),
    ],
)
def test_a_model_that_is_no_chat_can_do_without_the_chat(status: int, body: object) -> None:
    failed = failure_of_body(status, JSON, json.dumps(body))
    assert (failed.kind, failed.field) == (FailureKind.PARAMETER_REFUSED, "chat")


@pytest.mark.parametrize(
    "message",
    [
        "Tools are not supported; include or store what you need and stop.",
        "After the optional system message, conversation roles must alternate user/assistant/user/assistant/...",
    ],
)
def test_words_of_the_language_are_no_fields(message: str) -> None:
    assert failure_of_body(400, JSON, json.dumps(openai(message))) == Failed(FailureKind.BAD_REQUEST, message, 400)


def test_a_field_that_nothing_can_do_without_is_not_given_up() -> None:
    failed = failure_of_body(400, JSON, json.dumps(openai("tools are not supported with temperature", param="tools")))
    assert failed.field == "temperature"


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("Please retry after 20 seconds.", 20),
        ("Please try again in 1.5s. Visit …", 1.5),
        ("Please try again in 20ms.", None),
        ("retry after . s", None),
        ("retry after 1.2.3 s", None),
        ("Slow down.", None),
    ],
)
def test_how_long_to_wait_is_read_from_the_sentence(message: str, seconds: float | None) -> None:
    assert failure_of_body(429, JSON, json.dumps(openai(message))).retry_after == seconds


def test_the_services_own_words_are_kept_for_the_details() -> None:
    body = json.dumps(azure("DeploymentNotFound", NO_DEPLOYMENT))
    kind = FailureKind.DEPLOYMENT_NOT_FOUND
    assert failure_of_body(404, JSON, body) == Failed(kind, NO_DEPLOYMENT, 404, "DeploymentNotFound")


def test_what_fastapi_complains_of_is_said_without_the_question() -> None:
    failed = failure_of_body(422, JSON, json.dumps(ECHO))
    assert (failed.detail, failed.field) == ("body.x: Field required", "")


def test_no_wait_is_without_end() -> None:
    failed = failure_of_body(429, JSON, json.dumps(openai(f"Please try again in {'9' * 400}s.")))
    assert failed.retry_after is None


def test_what_the_service_behind_a_gateway_said_is_told_as_well() -> None:
    raw = json.dumps(openai("The seed is too long."))
    for said, told in ((raw, "Failed: The seed is too long."), ("Bad.", "Failed: Bad."), (3, "Failed"), ("", "Failed")):
        body = {"error": {"message": "Failed", "code": 400, "metadata": {"provider_name": "X", "raw": said}}}
        assert failure_of_body(400, JSON, json.dumps(body)).detail == told


def test_of_a_web_page_the_title_is_kept() -> None:
    assert failure_of_body(502, HTML, GATEWAY_PAGE).detail == "502 Bad Gateway"


@pytest.mark.parametrize("kind", [JSON, HTML, PLAIN])
def test_a_very_long_refusal_does_not_stop_the_window(kind: str) -> None:
    """What is as long as a server may be listened to would be read for many seconds, while nothing else runs."""
    said = "insufficient_quota " + "lorem ipsum dolor <title sit amet " * 250_000
    body = json.dumps(openai(said, code=said)) if kind == JSON else said
    began = time.process_time()
    failed = failure_of_body(403, kind, body)
    assert time.process_time() - began < 2
    assert failed.kind is (FailureKind.FORBIDDEN if kind == HTML else FailureKind.QUOTA)


def test_half_an_emoji_in_an_error_can_be_kept() -> None:
    failed = failure_of_body(400, JSON, '{"error":{"message":"bad \\ud83d"}}')
    assert failed.detail.encode() == "bad \ufffd".encode()


@given(st.integers(100, 599), st.sampled_from([JSON, HTML, PLAIN, ""]), st.text())
def test_no_body_makes_it_raise(status: int, content_type: str, body: str) -> None:
    assert len(failure_of_body(status, content_type, body).detail) <= 2000


LEAVES = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("code"), inner)))
def test_no_error_object_makes_it_raise(error: object) -> None:
    assert failure_of_error(error, {"error": error}).kind in FailureKind
